"""Which line of a page copy is its headline."""

import re
from collections import Counter
from functools import lru_cache

import numpy as np

_NOT_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w{4,}")
_SITE = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,40}$")  # " - The Daily News" behind a page's title
_FEWEST, _MOST = 3, 30  # words
_SHORT = 5  # words: with fewer a line is rather a menu's or the outlet's name
_FIRST_SENTENCE = 16  # words: a sentence this long is body for certain
_REACH = 40  # lines above the body in which a headline is looked for
_LONGEST = 300  # characters
_BELOW = 8  # lines under a headline in which its byline or date stands
_ENOUGH = 0.4
_RELATED = 0.2  # share of its words in the body that makes the line over a standfirst the headline


@lru_cache(maxsize=1 << 13)  # lines of a page are compared with its headline more than once
def folded(line: str) -> str:
    """`line` in lower case without punctuation: what makes two headlines the same."""
    return _NOT_WORD.sub(" ", line.lower()).strip()


def forms(title: str | None) -> frozenset[str]:
    """What a line may read, folded, that says `title`: all of it, or without the site's name behind it."""
    return frozenset({folded(title), folded(_SITE.sub("", title))} - {""}) if title else frozenset()


def find_headline(lines: list[str], kinds: list[str | None], body: np.ndarray, title: str | None) -> int | None:
    """Index of the headline in `lines`: the first that says `title`, else the likeliest above the body; None if none.

    Likely is a line that shares words with the body, has a byline or date below it or a section above it, is
    repeated, is no longer than a headline and does not end as a sentence; of two that follow each other the
    first, since a standfirst stands below the headline.
    """
    if title:
        said = forms(title)
        return next((at for at, line in enumerate(lines) if len(line) <= _LONGEST and folded(line) in said), None)
    where = np.flatnonzero(body)
    start = int(next((at for at in where if _opens(lines[at])), where[0]))
    known = {word.lower() for at in where if at >= start for word in _WORD.findall(lines[at])}
    counts = Counter(folded(line) for line in lines if len(line) <= _LONGEST)
    candidates = [at for at in range(max(0, start - _REACH), start) if _may_be(lines[at], kinds[at])]
    shares = {at: _share(lines[at], known) for at in candidates}
    scores = {at: _score(at, share, lines, kinds[:start], counts) for at, share in shares.items()}
    best = max(scores, key=lambda at: (scores[at], -at), default=None)
    if best is None or scores[best] <= _ENOUGH:
        return None
    above = shares.get(best - 1, 0) >= _RELATED and len(lines[best - 1].split()) >= _SHORT
    return best - 1 if above and not lines[best - 1].endswith(".") else best


def _opens(line: str) -> bool:
    """Whether a body line is prose, not a headline or standfirst that was taken for body."""
    size = len(line.split())
    return size > _MOST or (size >= _FIRST_SENTENCE and line.endswith((".", '."', ".'")))


def _may_be(line: str, kind: str | None) -> bool:
    return kind is None and _FEWEST <= len(line.split()) <= _MOST and len(line) <= _LONGEST


def _share(line: str, known: set[str]) -> float:
    """Share of a line's longer words that the body has."""
    words = _WORD.findall(line.lower())
    return sum(word in known for word in words) / len(words) if words else 0.0


def _score(at: int, share: float, lines: list[str], kinds: list[str | None], counts: Counter) -> float:
    """How likely line `at` is the headline; `kinds` are those of the lines above the body."""
    line, short = lines[at], len(lines[at].split()) < _SHORT
    signed = any(kind in ("byline", "date line") for kind in kinds[at + 1 : at + 1 + _BELOW])
    opened = at > 0 and kinds[at - 1] in ("section", "navigation", "share bar", "related links", "promotion")
    repeated = counts[folded(line)] > 1 and not short
    score = 1.5 * share + 1.0 * signed + 0.4 * opened + 0.5 * repeated
    return score - 1.2 * line.endswith(".") - 1.2 * short + 0.02 * (len(kinds) - at)

"""Numbers that tell body from the rest, one row for each line of a page copy."""

import math
import re
from collections import Counter

import numpy as np

from .kinds import KINDS, kind_of

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_ENDED = re.compile(r"[.!?…。！？؟।][\"')\]»”’]*$")
_INNER_END = re.compile(r"[.!?。！？][\"')\]»”’]* +(?=[\"'(«“]?[^\W\da-zа-я_])")
_CUT = re.compile(r"(?:\.\.\.|…)\W*$")
_MARKS = re.compile(r"[|•·›»→▶►©#]")
_ADDRESS = re.compile(r"https?://|www\.|@\w|\w\.(?:com|org|net|co)\b")
_FUNCTION_WORDS = frozenset(
    "the of and a to in that is was for on with as at by it he she his her they their from be are were has have had "
    "not but or an this which who said would will been its we i you after about more than when one there if out so "
    "de la que el en y a los del se las por un para con una su al lo como o e do da em um os no na uma com não dos "
    "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als le les et des du une est dans qui "
    "di il che è per non si и в не на что с по как к из это".split()
)
_ADDRESSING = frozenset("you your us our we my".split())
_SAME_START = 60  # characters: a caption returns with "... more" and "less" behind it
_LONG = 8  # words: a line this long that ends as a sentence is very likely prose
NAMES = (
    "words", "words squared", "ended", "cut", "colon", "capitals", "all capitals", "digits", "function words", "starts small",
    "starts quoted", "commas", "sentences", "marks", "address", "addressing", "word length", "repeated", "one word", "prose",
    "words before", "words after", "prose before", "prose after", "prose near", "prose around", "short around",
    "from start", "from end", "before prose", "after prose", "page prose", "page lines", "known words",
    *KINDS, "kind and prose", "kind before", "kind after",
)  # fmt: skip


def page_features(lines: list[str]) -> tuple[np.ndarray, list[str | None]]:
    """(features, kinds): an array of shape (lines, len(NAMES)), and the kind each line shows by itself.

    `lines` are the lines of a page without the empty ones, no spaces around them.
    """
    words = [_WORD.findall(line) for line in lines]
    kinds = [kind_of(line) for line in lines]
    starts = [line[:_SAME_START] for line in lines]
    counts = Counter(starts)
    own = np.array([_own(line, found, counts[start]) for line, found, start in zip(lines, words, starts, strict=True)]).reshape(len(lines), 20)
    context = _context(own, words)
    by_kind = np.zeros((len(lines), len(KINDS)))
    for at, kind in enumerate(kinds):
        if kind:
            by_kind[at, KINDS.index(kind)] = 1.0
    any_kind = by_kind.any(axis=1)
    around = np.column_stack([any_kind * own[:, -1], _shifted(any_kind, 1), _shifted(any_kind, -1)])
    return np.hstack([own, context, by_kind, around]), kinds


def _own(line: str, words: list[str], times: int) -> tuple[float, ...]:
    """What the line shows by itself."""
    n = len(words) or 1
    size = math.log1p(len(words))
    small = [word.lower() for word in words]
    ended = _ENDED.search(line) is not None
    cut = _CUT.search(line) is not None
    return (
        size,
        size * size / 4,
        ended,
        cut,
        line[-1] == ":",
        sum(word[0].isupper() for word in words) / n,
        line.isupper(),
        sum(word[0].isdigit() for word in words) / n,
        sum(word in _FUNCTION_WORDS for word in small) / n,
        line[0].islower(),
        line[0] in "\"'“«",
        min(line.count(","), 5) / 5,
        min(len(_INNER_END.findall(line)), 5) / 5,
        _MARKS.search(line) is not None,
        _ADDRESS.search(line) is not None,
        sum(word in _ADDRESSING for word in small) / n,
        min(sum(map(len, words)) / n, 12) / 5,
        times > 1,
        len(words) <= 1,
        len(words) >= _LONG and ended and not cut,
    )


def _context(own: np.ndarray, words: list[list[str]]) -> np.ndarray:
    """What the lines around it show, and where it stands on the page."""
    n = len(own)
    size, prose = own[:, 0], own[:, -1]
    at = np.arange(n)
    where = np.flatnonzero(prose)
    first, last = (where[0], where[-1]) if len(where) else (0, n - 1)
    return np.column_stack([
        _shifted(size, 1),
        _shifted(size, -1),
        _shifted(prose, 1),
        _shifted(prose, -1),
        _smoothed(prose, 2),
        _smoothed(prose, 8),
        _smoothed((size < 1.5).astype(float), 3),
        np.log1p(at) / 4,
        np.log1p(n - 1 - at) / 4,
        at < first,
        at > last,
        np.full(n, prose.mean() if n else 0.0),
        np.full(n, math.log1p(n) / 4),
        _known(words, prose),
    ])  # fmt: skip


def _known(words: list[list[str]], prose: np.ndarray) -> np.ndarray:
    """Share of a line's longer words that prose elsewhere on the page has too."""
    keys = [{word.lower() for word in found if len(word) > 3} for found in words]
    counts = Counter(key for at in np.flatnonzero(prose) for key in keys[at])
    return np.array([
        sum(counts[key] > prose[at] for key in found) / len(found) if found else 0.0 for at, found in enumerate(keys)
    ])  # fmt: skip


def _shifted(values: np.ndarray, by: int) -> np.ndarray:
    shifted = np.zeros(len(values))
    if by > 0:
        shifted[by:] = values[:-by]
    else:
        shifted[:by] = values[-by:]
    return shifted


def _smoothed(values: np.ndarray, width: int) -> np.ndarray:
    """Mean over the `width` lines on either side, nearer ones counting more; the page is surrounded by zeros."""
    kernel = np.concatenate([np.arange(1, width + 1), [0], np.arange(width, 0, -1)]).astype(float)
    padded = np.pad(values.astype(float), width)
    return np.convolve(padded, kernel / kernel.sum(), mode="valid")

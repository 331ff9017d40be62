"""Numbers that tell body from the rest, one row for each line of a page copy."""

import math
import re
from collections import Counter
from functools import lru_cache

import numpy as np

from .kinds import KINDS, kind_of

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_CAPITAL = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-ÞА-Я]")
_NUMBER = re.compile(r"(?<!\w)\d")
_ENDS = tuple(".!?…。！？؟।")
_CLOSING = "\"')]»”’"
_INNER_END = re.compile(r"[.!?。！？][\"')\]»”’]* +(?=[\"'(«“]?[^\W\da-zа-я_])")
_CUT = ("...", "…")
_MARKS = frozenset("|•·›»→▶►©#")
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
_SAID_AGAIN = 20  # characters
_FEW = 3  # words: too few to hold the end of a sentence
_LONG = 8  # words: a line this long that ends as a sentence is very likely prose
_HEADS = ("byline", "date line", "share bar")  # what stands between headline and body
_TAILS = ("related links", "promotion", "comments", "legal", "navigation", "section")  # what stands around an article
_MOST = 4  # more lines of a kind nearby say no more
NAMES = (
    "words", "words squared", "ended", "cut", "colon", "capitals", "all capitals", "digits", "function words",
    "starts small", "starts quoted", "commas", "sentences", "marks", "address", "addressing", "word length", "repeated",
    "one word", "prose",
    "words before", "words after", "prose before", "prose after", "prose near", "prose around", "short around",
    *KINDS,
    "heads before", "heads after", "tails before", "tails after", "tails long before", "tails long after",
)  # fmt: skip
_OWN = NAMES.index("prose") + 1


def page_features(lines: list[str]) -> tuple[np.ndarray, list[str | None]]:
    """(features, kinds): an array of shape (lines, len(NAMES)), and the kind each line shows by itself.

    `lines` are the lines of a page without the empty ones, no spaces around them.
    """
    kinds = _with_captions(lines, [kind_of(line) for line in lines])
    starts = [line[:_SAME_START] for line in lines]
    times = Counter(starts)
    own = np.array([_own(line, times[start] > 1) for line, start in zip(lines, starts, strict=True)], dtype=float)
    own = own.reshape(len(lines), _OWN)
    by_kind = np.zeros((len(lines), len(KINDS)))
    for at, kind in enumerate(kinds):
        if kind:
            by_kind[at, KINDS.index(kind)] = 1.0
    heads = by_kind[:, [KINDS.index(kind) for kind in _HEADS]].sum(axis=1)
    tails = by_kind[:, [KINDS.index(kind) for kind in _TAILS]].sum(axis=1)
    counts = [*_counts(heads, 4), *_counts(tails, 4), *_counts(tails, 12)]
    return np.hstack([own, _context(own), by_kind, np.column_stack(counts)]), kinds


def _with_captions(lines: list[str], kinds: list[str | None]) -> list[str | None]:
    """`kinds`, where a line beside a caption that says the same without the credit is a caption too."""
    for at in [at for at, kind in enumerate(kinds) if kind == "caption"]:
        for beside in (at - 1, at + 1):
            said = lines[beside].rstrip(".") if 0 <= beside < len(lines) else ""
            if len(said) > _SAID_AGAIN and lines[at].startswith(said):
                kinds[beside] = "caption"
    return kinds


@lru_cache(maxsize=1 << 15)  # menus return on every page of an outlet
def _own(line: str, repeated: bool) -> tuple[float, ...]:
    """What the line shows by itself; `repeated`: another line starts the same."""
    n = len(_WORD.findall(line))
    size = math.log1p(n)
    words = line.lower().split()
    ended = line.rstrip(_CLOSING).endswith(_ENDS)
    cut = line.endswith(_CUT)
    return (
        size,
        size * size / 4,
        ended,
        cut,
        line[-1] == ":",
        len(_CAPITAL.findall(line)) / (n or 1),
        line.isupper(),
        len(_NUMBER.findall(line)) / (n or 1),
        0.0 if _FUNCTION_WORDS.isdisjoint(words) else sum(map(_FUNCTION_WORDS.__contains__, words)) / (n or 1),
        line[0].islower(),
        line[0] in "\"'“«",
        min(line.count(","), 5) / 5,
        min(len(_INNER_END.findall(line)), 5) / 5 if n > _FEW else 0.0,
        not _MARKS.isdisjoint(line),
        ("@" in line or "." in line or "//" in line) and _ADDRESS.search(line) is not None,
        0.0 if _ADDRESSING.isdisjoint(words) else sum(map(_ADDRESSING.__contains__, words)) / (n or 1),
        min(len(line) / (n or 1), 15) / 6,
        repeated,
        n <= 1,
        n >= _LONG and ended and not cut,
    )


def _context(own: np.ndarray) -> np.ndarray:
    """How long and how like prose the lines around are."""
    size, prose = own[:, 0], own[:, -1]
    return np.column_stack([
        _shifted(size, 1),
        _shifted(size, -1),
        _shifted(prose, 1),
        _shifted(prose, -1),
        _smoothed(prose, 2),
        _smoothed(prose, 8),
        _smoothed((size < 1.5).astype(float), 3),
    ])  # fmt: skip


def _counts(marks: np.ndarray, width: int) -> tuple[np.ndarray, np.ndarray]:
    """How many marks stand on the `width` lines before each line, and after it; at most _MOST."""
    total = np.concatenate([[0.0], np.cumsum(marks)])
    at = np.arange(len(marks))
    before = total[at] - total[np.maximum(at - width, 0)]
    after = total[np.minimum(at + 1 + width, len(marks))] - total[at + 1]
    return np.minimum(before, _MOST), np.minimum(after, _MOST)


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

"""Windows: the stretches of text within which two entities count as named together."""

import re
from array import array

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..text.tokens import sentences, words
from .count import places

WINDOWS = ("sentence", "paragraph", "article")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE_END = re.compile(r"\n")


def check(window: str | int) -> str | int:
    """`window` if it is one.  Raises ValueError otherwise."""
    if window in WINDOWS or (isinstance(window, int) and not isinstance(window, bool) and window > 1):
        return window
    raise ValueError(f"window={window!r}: allowed are {', '.join(map(repr, WINDOWS))} or a number of words, 2 or more")


def number(mentions: pd.DataFrame, corpus: Corpus, window: str | int) -> np.ndarray:
    """The window that each mention begins in, numbered within its article.

    An article's windows are found once for a corpus, however often they are asked for, and only the articles that
    `mentions` has are read.  Raises ValueError for mentions of another corpus.
    """
    if window == "article":
        return np.zeros(len(mentions), dtype="int64")
    place = places(mentions, corpus)
    known = corpus.once(_known).setdefault(window, Begins(len(corpus)))
    missing = np.unique(place[~known.has(place)])
    if len(missing):
        for rows, part in corpus.select(article_ids=corpus.about["article_id"].iloc[missing]).parts(["text"]):
            for row, text in zip(missing[rows].tolist(), part["text"].to_pylist(), strict=True):
                known.add(row, _begins(text, window))
    return known.number(place, mentions["start"].to_numpy())


def _known(corpus: Corpus) -> dict[str | int, "Begins"]:
    """Of each kind of window: where those of the articles asked for so far begin."""
    return {}


class Begins:
    """Where the windows of articles begin: of all articles in one row of numbers, as they are added."""

    def __init__(self, articles: int):
        self._slot = np.full(articles, -1, np.int32)  # in that row
        self._begins, self._bounds = array("i"), array("q", [0])

    def has(self, article: np.ndarray) -> np.ndarray:
        """Whether the windows of each article are known."""
        return self._slot[article] >= 0

    def add(self, article: int, begins: list[int]) -> None:
        """One more article, its windows in order."""
        self._slot[article] = len(self._bounds) - 1
        self._begins.extend(begins)
        self._bounds.append(len(self._begins))

    def number(self, article: np.ndarray, start: np.ndarray) -> np.ndarray:
        """How many windows of its article begin at or before each `start`."""
        bounds, slot = np.array(self._bounds), self._slot[article].astype("int64")
        keys = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds)) << 32 | np.array(self._begins, dtype="int64")
        return np.searchsorted(keys, slot << 32 | start, side="right") - bounds[slot]


def _begins(text: str, window: str | int) -> list[int]:
    """Where the windows of `text` begin.

    Paragraphs are parted by blank lines, or by line ends in a text that has no blank line; a number of words cuts
    the text into passages of that many, one after another.
    """
    if window == "sentence":
        return [start for start, _ in sentences(text)]
    if window == "paragraph":
        gap = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE_END
        return [0] + [match.end() for match in gap.finditer(text)]
    return [word.start for word in words(text)[::window]]

"""Windows: the stretches of text within which two entities count as named together."""

import re

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..text.tokens import sentences, words

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
    rows = mentions.groupby("article_id").indices
    known = corpus.once(_known).setdefault(window, {})
    if missing := [article for article in rows if article not in known]:
        for _, part in corpus.select(article_ids=missing).parts(["article_id", "text"]):
            for article, text in zip(part["article_id"].to_pylist(), part["text"].to_pylist(), strict=True):
                known[article] = np.array(_begins(text, window), dtype="int32")
    found, starts = np.empty(len(mentions), dtype="int64"), mentions["start"].to_numpy()
    for article, own in rows.items():
        found[own] = np.searchsorted(known[article], starts[own], side="right")
    return found


def _known(corpus: Corpus) -> dict[str | int, dict[str, np.ndarray]]:
    """Of each kind of window: where those of the articles asked for so far begin."""
    return {}


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

"""The three counting units, in one place for every count: articles, outlets, and independent texts.

A wire story that forty outlets reprint is forty articles, forty outlets and one text.
"""

import numpy as np
import pandas as pd
from scipy import sparse

from ..corpus import Corpus
from ..corpus.steps import Reduction
from ..text.compiled import compiled
from .copies import copies

UNITS = ("articles", "outlets", "texts")
FEW, MARKS = 256, 1 << 24  # outlets of any number of items that are marked in bits, and words of 64 bits of any others
_ONE = np.uint64(1)


class Tally:
    """How many articles, outlets and independent texts have each of so many `items`, added up part by part."""

    def __init__(self, corpus: Corpus, items: int):
        self._outlet, self._text = (pd.factorize(labels.to_numpy(dtype=object))[0].astype(np.int64)
                                    for labels in (corpus.about["source"], corpus.once(texts)))
        self._shared = np.bincount(self._text)[self._text] > 1  # other articles have the text too
        self._articles, self._alone = np.zeros((2, items), dtype=np.int32)
        outlets = int(self._outlet.max(initial=0)) + 1
        words = (outlets + 63) // 64
        few = outlets <= FEW or words * items <= MARKS
        self._marks = np.zeros((words * few, items), dtype=np.uint64)  # a bit for each outlet of an item
        self._outlets, self._texts = (Reduction(_either, np.zeros(0, np.int64)) for _ in UNITS[1:])

    def add(self, article: np.ndarray, item: np.ndarray) -> None:
        """That each `article` (its position in `corpus.about`) has the `item` of the same place; each pair once."""
        items = len(self._articles)
        shared = _add(article, item, self._shared, self._outlet, self._articles, self._alone, self._marks)
        if not len(self._marks):
            self._outlets.add(distinct(self._outlet[article] * items + item))
        if len(shared):
            self._texts.add(distinct(self._text[article[shared]] * items + item[shared]))

    def table(self) -> pd.DataFrame:
        """articles, outlets, texts (int64): one row an item."""
        return pd.DataFrame(self.counts()).astype("int64")

    def counts(self) -> dict[str, np.ndarray]:
        """The columns of `table` in half the room (int32), for items by the million."""
        outlets = np.bitwise_count(self._marks).sum(axis=0, dtype=np.int32) if len(self._marks) else \
            self._counted(self._outlets)
        return dict(zip(UNITS, (self._articles, outlets, self._alone + self._counted(self._texts)), strict=True))

    def _counted(self, codes: Reduction[np.ndarray]) -> np.ndarray:
        """How many of the codes each item has."""
        items = codes.whole() % max(len(self._articles), 1)
        return np.bincount(items, minlength=len(self._articles)).astype(np.int32)


@compiled
def _add(article, item, shared, outlet, articles, alone, marks):
    """Counts the pairs; the places of those whose article shares its text with others."""
    places, found = np.empty(len(item), np.int64), 0
    for pair in range(len(item)):
        one, number = item[pair], outlet[article[pair]]
        articles[one] += 1
        places[found] = pair
        found += shared[article[pair]]
        alone[one] += not shared[article[pair]]
        if len(marks):
            marks[number >> 6, one] |= _ONE << np.uint64(number & 63)
    return places[:found].copy()


def _either(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return distinct(np.append(one, other))


def distinct(codes: np.ndarray) -> np.ndarray:
    """The different codes, sorted: by a sort, which is several times as fast as numpy.unique's table here."""
    codes = np.sort(codes)
    return codes[np.append(True, codes[1:] != codes[:-1])[:len(codes)]]


def tally(presence: sparse.csr_array, corpus: Corpus) -> pd.DataFrame:
    """How many articles, outlets and independent texts have each item: one row a column of `presence`.

    `presence`: articles (rows, in the order of `corpus.about`) by items, non-zero where the article has it.
    """
    found = Tally(corpus, presence.shape[1])
    found.add(*sparse.csr_array(presence).nonzero())
    return found.table()


def texts(corpus: Corpus) -> pd.Series:
    """The copy group of each article, in the order of `corpus.about`."""
    return corpus.once(copies).set_index("article_id")["copy_group"].reindex(corpus.about["article_id"])

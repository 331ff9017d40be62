"""The counts of each part of the collection, gone through as often as a table needs them."""

from collections import defaultdict, deque
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from scipy import sparse

from ..corpus import Corpus
from ..corpus.steps import Step
from .counted import parted
from .lemmas import Lemmas
from .merged import Vocabulary, located, merged, vocabulary
from .spellings import Spellings


class Entries(NamedTuple):
    """That an article (its position in `corpus.about`) has a term (its number) so many times; each pair once."""

    article: np.ndarray
    term: np.ndarray
    count: np.ndarray


class Tables:
    """The table of `counted` of each shard: from the store where there is one, so that not all are in memory; else kept
    until they are gone through for the `last` time.  Rows not of the corpus are left out.  With `lemmas` terms are
    lemmas; `forms` has the terms that each of those gone through stands for.
    """

    def __init__(self, corpus: Corpus, step: Step, *, lemmas: bool = False):
        self._corpus, self._step = corpus, step
        self._lemmas, self.forms = corpus.once(Lemmas) if lemmas else None, defaultdict(set)
        self._kept = None if corpus.stored else deque(table for _, table in corpus.each(step))

    def vocabulary(self, min_articles: int) -> Vocabulary:
        """The terms that are in `min_articles` articles or more."""
        known = vocabulary(table for _, table in self._each())
        kept = np.flatnonzero(known.counts >= min_articles)
        return Vocabulary(known.terms.take(kept), known.counts[kept])

    def entries(self, terms: pa.LargeStringArray, *, last: bool = False) -> Iterator[Entries]:
        """The entries of the given terms, in order, numbered as they are given."""
        for rows, table in self._each(last):
            term = table["term"].combine_chunks()
            number = located(term.dictionary.cast(pa.large_string()), terms)[term.indices.to_numpy()]
            known = number >= 0
            yield Entries(rows[table["article"].to_numpy()[known]], number[known], table["count"].to_numpy()[known])

    def matrix(self, min_articles: int) -> tuple[sparse.csr_array, pa.LargeStringArray]:
        """(counts: articles in the order of the corpus by terms; the terms that are in `min_articles` or more)."""
        counts, terms = merged(self._numbered(), self._numbered(last=True), articles=sum(map(len, self._corpus.rows)),
                               min_articles=min_articles)
        rows = np.concatenate([np.zeros(0, np.int64), *self._corpus.rows])
        inside = np.flatnonzero(rows >= 0)
        order = inside[np.argsort(rows[inside])]
        return counts if np.array_equal(order, np.arange(counts.shape[0])) else counts[order], terms

    def _numbered(self, last: bool = False) -> Iterator[tuple[pa.Table, int]]:
        """With the number of each table's first row."""
        first = 0
        for rows, table in self._each(last):
            yield table, first
            first += len(rows)

    def _each(self, last: bool = False) -> Iterator[tuple[np.ndarray, pa.Table]]:
        if self._kept is None:
            tables = self._corpus.each(self._step)
        else:
            tables = zip(self._corpus.rows, _emptied(self._kept) if last else self._kept, strict=True)
        spellings = self._corpus.once(Spellings)
        for rows, table in tables:
            table, forms = parted(table)
            if forms is not None:
                spellings.learn(rows, forms)
            inside = rows[table["article"].to_numpy()] >= 0
            table = table if inside.all() else table.filter(pa.array(inside))
            yield rows, self._lemmas.table(rows, table, self.forms) if self._lemmas else table


def _emptied(kept: deque) -> Iterator[pa.Table]:
    while kept:
        yield kept.popleft()

"""The counts of each part of the collection, gone through as often as a table needs them."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from scipy import sparse

from ..corpus import Corpus
from ..corpus.ahead import ahead
from ..corpus.steps import Step
from ..text.compiled import compiled
from .counted import parted
from .lemmas import Lemmas
from .merged import Vocabulary, merged, placed, vocabulary
from .spellings import Spellings


class Entries(NamedTuple):
    """That an article (its position in `corpus.about`) has a term (its number) so many times; each pair once."""

    article: np.ndarray
    term: np.ndarray
    count: np.ndarray


class Tables:
    """The table of `counted` of each shard: from the store where there is one, so that not all are in memory; else kept
    until they are gone through for the `last` time.  Rows not of the corpus are left out.  With `lemmas` terms are
    lemmas; `forms` has the terms that each of those gone through stands for.  `spellings`: how their words are written.
    """

    def __init__(self, corpus: Corpus, step: Step, *, lemmas: bool = False):
        self._corpus, self._step, pattern = corpus, step, step.parameters["pattern"]
        self._spelt = step.parameters["written"]
        self.spellings = Spellings(corpus, pattern) if pattern and self._spelt else corpus.once(Spellings)
        self._lemmas, self.forms = corpus.once(Lemmas) if lemmas else None, defaultdict(set)
        self._kept = None if corpus.stored else deque(_narrow(table) for _, table in self._counts())

    def vocabulary(self, min_articles: int) -> Vocabulary:
        """The terms that are in `min_articles` articles or more; counts as those of `merged.vocabulary`."""
        known = vocabulary(table for _, table in self._each())
        kept = np.flatnonzero(known.counts[0] >= min_articles)
        return Vocabulary(known.terms.take(kept), known.counts[:, kept])

    def entries(self, terms: pa.LargeStringArray) -> Iterator[Entries]:
        """The entries of the given terms, in order, numbered as they are given.  They are the last to be asked for."""
        return ahead(partial(_of_part, terms), self._each(last=True))

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
        tables = self._counts() if self._kept is None else zip(
            self._corpus.rows, map(_wide, _emptied(self._kept) if last else self._kept), strict=True)
        for rows, table in tables:
            if (rows < 0).any():
                table = table.filter(pa.array(rows[table["article"].to_numpy()] >= 0))
            yield rows, self._lemmas.table(rows, table, self.forms) if self._lemmas else table

    def _counts(self) -> Iterator[tuple[np.ndarray, pa.Table]]:
        """The tables as they are computed, less the spellings below them, which are learnt."""
        for rows, table in self._corpus.each(self._step):
            table, forms = parted(table)
            if self._spelt:
                self.spellings.learn(rows, forms)
            yield rows, table


def _emptied(kept: deque) -> Iterator[pa.Table]:
    while kept:
        yield kept.popleft()


def _narrow(table: pa.Table) -> pa.Table:
    """The table in whole numbers of as few bytes as they need, to be kept: less than half of it."""
    return _retyped(table, lambda numbers: numbers.astype(np.min_scalar_type(numbers.max(initial=0))))


def _wide(table: pa.Table) -> pa.Table:
    """The table as `counted` gave it."""
    return _retyped(table, lambda numbers: numbers.astype(np.int32))


def _retyped(table: pa.Table, change: Callable[[np.ndarray], np.ndarray]) -> pa.Table:
    term = table["term"].combine_chunks()
    indices = pa.array(change(term.indices.to_numpy()))
    return pa.table({"article": change(table["article"].to_numpy()), "count": change(table["count"].to_numpy()),
                     "term": pa.DictionaryArray.from_arrays(indices, term.dictionary)})


def _of_part(terms: pa.LargeStringArray, part: tuple[np.ndarray, pa.Table]) -> Entries:
    rows, table = part
    return Entries(*_entries(table["article"].to_numpy(), table["term"].combine_chunks().indices.to_numpy(),
                             table["count"].to_numpy(), rows, placed(table, terms)))


@compiled
def _entries(article, term, count, rows, number):
    """(article, term, count), int32 each, of the counts of a part: of those whose term has a number."""
    articles, terms, counts = np.empty((3, len(article)), np.int32)
    found = 0
    for entry in range(len(article)):
        place = number[term[entry]]
        articles[found], terms[found], counts[found] = rows[article[entry]], place, count[entry]
        found += place >= 0
    return articles[:found], terms[:found], counts[:found]

"""The term matrix: how often each article uses each word or n-gram."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from scipy import sparse

from ..corpus import Corpus
from ..corpus.steps import Step
from .counted import step
from .merged import merged

LONGEST = 5


class TermMatrix(NamedTuple):
    """`counts[i, j]`: how often article `article_ids[i]` has `terms[j]` (articles by terms, CSR, int64)."""

    counts: sparse.csr_array
    terms: np.ndarray
    article_ids: np.ndarray


def matrix(corpus: Corpus, *, ngrams: tuple[int, int] = (1, 1), min_articles: int = 1,
           pattern: str | None = None) -> TermMatrix:
    """Counts of words and n-grams of `ngrams[0]` to `ngrams[1]` words in the articles' texts.

    Words are those of `analysis.text.tokens`; an n-gram's words are joined by a blank and never reach over
    punctuation or a line's end.  With `pattern` (a regular expression) the words are its matches in the lower-cased
    text and n-grams reach over everything between them: the counts of scikit-learn's CountVectorizer with that
    `token_pattern`.  Terms in fewer than `min_articles` articles are left out.  Terms are sorted, rows follow
    `corpus.articles`.  Raises ValueError for a range outside 1 to 5 or a pattern that is no regular expression.
    """
    low, high = _checked(ngrams, min_articles)
    _checked_pattern(pattern)
    tables = _Tables(corpus, step(low, high, pattern))
    counts, terms = merged(tables.first(), tables.last(), articles=tables.rows, min_articles=min_articles)
    return TermMatrix(tables.ordered(counts), terms.to_numpy(zero_copy_only=False),
                      corpus.about["article_id"].to_numpy(dtype=object))


class _Tables:
    """(table of `counted`, number of its first row) of each shard, twice: from the store where there is one, so that
    not all are in memory; else kept until they are given for the last time.  Rows not of the corpus are left out.
    """

    def __init__(self, corpus: Corpus, step: Step):
        self._each, self._kept = partial(corpus.each, step), None if corpus.stored else deque(corpus.each(step))
        self._place, self.rows = np.zeros(len(corpus), dtype=np.int64), 0
        for rows in corpus.rows:
            inside = np.flatnonzero(rows >= 0)
            self._place[rows[inside]] = inside + self.rows
            self.rows += len(rows)

    def first(self) -> Iterator[tuple[pa.Table, int]]:
        return _numbered(self._each() if self._kept is None else self._kept)

    def last(self) -> Iterator[tuple[pa.Table, int]]:
        return _numbered(self._each() if self._kept is None else _emptied(self._kept))

    def ordered(self, counts: sparse.csr_array) -> sparse.csr_array:
        """The rows of the corpus, in its order."""
        asked = np.arange(self.rows)
        return counts if np.array_equal(self._place, asked) else counts[self._place]


def _emptied(kept: deque) -> Iterator:
    while kept:
        yield kept.popleft()


def _numbered(tables: Iterable[tuple[np.ndarray, pa.Table]]) -> Iterator[tuple[pa.Table, int]]:
    first = 0
    for rows, table in tables:
        inside = rows[table["article"].to_numpy()] >= 0
        yield table if inside.all() else table.filter(pa.array(inside)), first
        first += len(rows)


def _checked(ngrams: tuple[int, int], min_articles: int) -> tuple[int, int]:
    low, high = ngrams
    if not 1 <= low <= high <= LONGEST:
        raise ValueError(f"ngrams={ngrams!r}: give the shortest and the longest, from (1, 1) to ({LONGEST}, {LONGEST})")
    if min_articles < 1:
        raise ValueError(f"min_articles={min_articles!r}: must be 1 or more")
    return low, high


def _checked_pattern(pattern: str | None) -> None:
    try:
        groups = 0 if pattern is None else re.compile(pattern).groups
    except re.error as error:
        raise ValueError(f"pattern={pattern!r} is no regular expression: {error}") from None
    if groups > 1:
        raise ValueError(f"pattern={pattern!r} has {groups} groups; give one at most, around the word")

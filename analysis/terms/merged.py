"""Counts of parts of the collection put together: the terms of all, and one matrix."""

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from scipy import sparse

from ..corpus.ahead import THREADS, ahead
from ..corpus.steps import Reduction
from ..text.compiled import compiled
from ..text.scan import utf8


class Vocabulary(NamedTuple):
    """Terms in order (large_string) and a count of each (int64), or several in rows, which add up over the parts of a
    collection."""

    terms: pa.LargeStringArray
    counts: np.ndarray


def merged(shards: Iterable[tuple[pa.Table, int]], again: Iterable[tuple[pa.Table, int]], *, articles: int,
           min_articles: int = 1) -> tuple[sparse.csr_array, pa.LargeStringArray]:
    """(counts: articles by terms, CSR, int32; terms in order) of tables of `counted` in order, each with the row of its
    first article; terms in fewer than `min_articles` articles are left out.  The tables are gone through once for the
    terms, and `again` for the counts."""
    known = vocabulary(table for table, _ in shards)
    kept = np.flatnonzero(known.counts[0] >= min_articles)
    terms, size = known.terms.take(kept), int(known.counts[0, kept].sum())
    kind = np.int32 if max(size, len(kept)) <= np.iinfo(np.int32).max else np.int64
    columns, counts, sizes = np.empty(size, kind), np.empty(size, np.int32), np.zeros(articles + 1, np.int64)
    found = 0
    for (table, first), column in ahead(lambda part: (part, placed(part[0], terms)), again):
        found = _filled(table["article"].to_numpy(), table["term"].combine_chunks().indices.to_numpy(),
                        table["count"].to_numpy(), column, columns, counts, sizes[first + 1:], found)
    return sparse.csr_array((counts, columns, np.cumsum(sizes).astype(kind)), shape=(articles, len(terms))), terms


def placed(table: pa.Table, terms: pa.LargeStringArray) -> np.ndarray:
    """The place among `terms` of each of the terms of a table of `counted`, -1 for none."""
    return located(_large(table["term"].combine_chunks().dictionary), terms)


def vocabulary(tables: Iterable[pa.Table]) -> Vocabulary:
    """The terms of tables of `counted`; counts: in how many articles each is, and how often in all of them."""
    return union(map(_uses_of, tables), 2)


def _uses_of(table: pa.Table) -> Vocabulary:
    term = table["term"].combine_chunks()
    return Vocabulary(_large(term.dictionary), _uses(term.indices.to_numpy(), table["count"].to_numpy(),
                                                     len(term.dictionary)))


def union(parts: Iterable[Vocabulary], *rows: int) -> Vocabulary:
    """The terms of all parts and the sums of their counts, which are one or so many `rows`.

    The tree of `united`, its branches in threads; parts are not read far ahead of them.
    """
    waiting: deque[Future[Vocabulary]] = deque()

    def later(one: Future[Vocabulary], other: Future[Vocabulary]) -> Future[Vocabulary]:
        waiting.append(pool.submit(lambda: _united(one.result(), other.result())))
        last = waiting[-1]
        while waiting and (waiting[0].done() or len(waiting) > 2 * THREADS):
            waiting.popleft().result()
        return last

    with ThreadPoolExecutor(THREADS) as pool:  # first in, first out: what a branch waits for has begun before it
        found = Reduction(later, _done(_nothing(*rows)))
        for one in parts:
            found.add(_done(one))
        return found.whole().result()


def _done(part: Vocabulary) -> Future[Vocabulary]:
    done = Future()
    done.set_result(part)
    return done


def united() -> Reduction[Vocabulary]:
    """To unite parts as they come."""
    return Reduction(_united, _nothing())


def _nothing(*rows: int) -> Vocabulary:
    return Vocabulary(pa.array([], pa.large_string()), np.zeros((*rows, 0), dtype=np.int64))


def _large(terms: pa.Array) -> pa.LargeStringArray:
    return terms.cast(pa.large_string())


def _united(one: Vocabulary, other: Vocabulary) -> Vocabulary:
    order, counts = _merge(*utf8(one.terms), np.atleast_2d(one.counts), *utf8(other.terms),
                           np.atleast_2d(other.counts))
    return Vocabulary(pa.concat_arrays([one.terms, other.terms]).take(order),
                      counts.reshape(*one.counts.shape[:-1], len(order)))


def located(terms: pa.LargeStringArray, among: pa.LargeStringArray) -> np.ndarray:
    """The place of each of some terms among others, -1 for none, both in order and distinct: int64."""
    return _located(*utf8(terms), *utf8(among))


@compiled
def _uses(numbers, counts, size):
    found = np.zeros((2, size), np.int64)
    for pair in range(len(numbers)):
        found[0, numbers[pair]] += 1
        found[1, numbers[pair]] += counts[pair]
    return found


@compiled
def _merge(data, bounds, counts, other, other_bounds, other_counts):
    """(which of the terms of one and then of the other list, their counts) in order, those of both once."""
    size, other_size = len(bounds) - 1, len(other_bounds) - 1
    order = np.empty(size + other_size, np.int64)
    together = np.zeros((len(counts), size + other_size), np.int64)
    found, left, right = 0, 0, 0
    while left < size or right < other_size:
        if left == size:
            side = 1
        elif right == other_size:
            side = -1
        else:
            side = _compared(data, bounds[left], bounds[left + 1], other, other_bounds[right], other_bounds[right + 1])
        order[found] = left if side <= 0 else size + right
        for row in range(len(counts)):
            if side <= 0:
                together[row, found] += counts[row, left]
            if side >= 0:
                together[row, found] += other_counts[row, right]
        left, right, found = left + (side <= 0), right + (side >= 0), found + 1
    return order[:found].copy(), together[:, :found].copy()


@compiled
def _located(data, bounds, among, among_bounds):
    found, low, size = np.full(len(bounds) - 1, -1, np.int64), 0, len(among_bounds) - 1
    stride = max(size // max(2 * len(found), 1), 1)  # half of what lies between two terms, were they spread evenly
    for term in range(len(found)):
        begin, end, step, high = bounds[term], bounds[term + 1], stride, low
        while high < size and _compared(data, begin, end, among, among_bounds[high], among_bounds[high + 1]) > 0:
            low, high, step = high + 1, high + step, 2 * step
        high = min(high, size)
        while low < high:
            middle = (low + high) // 2
            if _compared(data, begin, end, among, among_bounds[middle], among_bounds[middle + 1]) > 0:
                low = middle + 1
            else:
                high = middle
        if low < size and _compared(data, begin, end, among, among_bounds[low], among_bounds[low + 1]) == 0:
            found[term], low = low, low + 1
    return found


@compiled
def _compared(one, begin, end, other, other_begin, other_end):
    """-1 where one string of bytes comes before the other, 1 after, 0 the same."""
    for step in range(min(end - begin, other_end - other_begin)):
        if one[begin + step] != other[other_begin + step]:
            return -1 if one[begin + step] < other[other_begin + step] else 1
    return np.sign(end - begin - other_end + other_begin)


@compiled
def _filled(article, term, count, column, columns, counts, sizes, found):
    """Writes the pairs of one part that stay into the matrix from `found` on; the next free place."""
    for pair in range(len(article)):
        if column[term[pair]] >= 0:
            columns[found], counts[found] = column[term[pair]], count[pair]
            sizes[article[pair]] += 1
            found += 1
    return found

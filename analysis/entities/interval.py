"""How sure is a pair's NPMI?  Its interval, by drawing the texts anew.

What varies is texts, not windows: windows of one text are not independent of each other.  The texts are drawn again
with replacement, and NPMI is reckoned from the windows of those drawn; the interval runs between the percentiles of
what comes out (Efron & Tibshirani 1993, "An introduction to the bootstrap", 13.3).  All sums are of whole numbers, so
that neither the order of the texts nor the number of threads matters.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from scipy import sparse

from ..text.compiled import compiled

LEVEL = 0.95
LEAST = 2  # texts in which a pair must meet: one cannot tell how texts differ
FEW = 64  # texts of an entity that are gone through again for each of its pairs, rather than remembered


def npmi(together: sparse.csc_array, named: sparse.csc_array, first: np.ndarray, second: np.ndarray,
         windows: np.ndarray, *, resamples: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """(low, high) of each pair's NPMI, at LEVEL.

    together: (texts, pairs) and named: (texts, entities), in how many windows of a text the two meet, or the entity is
    named; first, second: the entities of each pair; windows: (texts,) that name anyone.  Memory: a byte a text, and 4
    an entity of more than FEW texts, for each of the `resamples`.
    """
    drawn = _drawn(len(windows), resamples, np.random.default_rng(seed))
    totals = np.array([windows.astype("int64") @ one for one in drawn.T])
    often = np.flatnonzero(np.diff(named.indptr) > FEW)
    row = np.full(named.shape[1], -1)
    row[often] = np.arange(len(often))
    sums = np.empty((len(often), resamples), dtype=np.int32)
    entities, met = ((table.indptr, table.indices, table.data.astype(np.int32, copy=False))
                     for table in (named, together))
    bounds = np.empty((2, len(first)))
    ends = np.array([0.5 - LEVEL / 2, 0.5 + LEVEL / 2]) * (resamples - 1)
    _shared(named.indptr, lambda begin, end: _add(begin, end, entities, drawn, row, sums))
    _shared(together.indptr, lambda begin, end: _bound(
        begin, end, met, entities, drawn, row, sums, first, second, totals, ends, bounds))
    return bounds[0], bounds[1]


def _drawn(texts: int, resamples: int, random: np.random.Generator) -> np.ndarray:
    """(texts, resamples): how often each resample has each text; that one has it 256 times, no machine lives to see."""
    drawn = np.empty((texts, resamples), dtype=np.uint8)
    for one in range(resamples):
        drawn[:, one] = np.bincount(random.integers(0, texts, texts), minlength=texts)
    return drawn


def _shared(starts: np.ndarray, work: Callable[[int, int], None]) -> None:
    """`work(begin, end)` on columns, spread over the cores: about as much in each share."""
    shares = os.cpu_count() or 1
    load = starts + np.arange(len(starts))
    cuts = np.searchsorted(load, np.linspace(0, load[-1], shares + 1)[1:-1]).tolist()
    with ThreadPoolExecutor(shares) as pool:
        list(pool.map(work, [0, *cuts], [*cuts, len(starts) - 1]))


@compiled
def _sum(column, table, drawn, into):
    """Fills `into` (resamples,) with the sums of a column, as often as each resample has its texts."""
    starts, texts, counts = table
    into[:] = 0
    for place in range(starts[column], starts[column + 1]):
        text, count = texts[place], counts[place]
        for one in range(len(into)):
            into[one] += count * drawn[text, one]


@compiled
def _add(begin, end, table, drawn, row, sums):
    """Fills `sums` (rows, resamples) for those columns from `begin` to before `end` that have a `row`."""
    for column in range(begin, end):
        if row[column] >= 0:
            _sum(column, table, drawn, sums[row[column]])


@compiled
def _bound(begin, end, met, entities, drawn, row, sums, first, second, totals, ends, bounds):
    """Fills `bounds` (2, pairs) for the pairs from `begin` to before `end`; ends: the places of the percentiles."""
    together, few = np.empty(drawn.shape[1], dtype=np.int32), np.empty((2, drawn.shape[1]), dtype=np.int32)
    values, before = np.empty(drawn.shape[1]), -1
    for pair in range(begin, end):
        one, two = first[pair], second[pair]
        if row[one] < 0 and one != before:  # as pairs come, many in a row have the same first
            _sum(one, entities, drawn, few[0])
            before = one
        if row[two] < 0:
            _sum(two, entities, drawn, few[1])
        ones = sums[row[one]] if row[one] >= 0 else few[0]
        twos = sums[row[two]] if row[two] >= 0 else few[1]
        _sum(pair, met, drawn, together)
        for each in range(len(together)):
            both, total = float(together[each]), float(totals[each])
            if both == 0:
                values[each] = -1.0
            elif both == total:
                values[each] = 1.0
            else:
                expected = float(ones[each]) * float(twos[each])
                values[each] = np.log(both * total / expected) / -np.log(both / total)
        values.sort()
        for side in range(2):
            whole = int(ends[side])
            part = ends[side] - whole
            bounds[side, pair] = values[whole] * (1 - part) + values[min(whole + 1, len(values) - 1)] * part

"""How alike texts are: the cosines of their words' weights, nearer in time counting more, as a sparse graph.

A word weighs (1 + ln count) * (1 + rarity), where its rarity is ln((1 + N) / (1 + n)) if n of N texts have it, those of
the collection and of the background together (sublinear tf-idf, Salton & Buckley 1988): two articles alone say nothing
of what is rare, and a large collection hardly needs the background.  But rarity is never less than three fifths of that
in the background alone: where a collection is one story, its words are in all of it and tell it all the same.

The same words mean one event more surely where two outlets have them on one day.  So the cosine counts once and a half
for texts of one hour and half for texts far apart in time; in between it falls halfway to that in each `window` of
days.  Within an outlet, which seldom tells an event twice in a day, it counts once for texts of one hour.  Where a date
is missing it counts once.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from scipy import sparse

from ..text.compiled import compiled
from .background import Background

FAR, NEAR, OWN = 0.5, 1.5, 1.0  # what the cosine counts: far apart, of one hour, of one hour and one outlet
_KEPT = 0.6  # of a word's rarity in the background
_BLOCK = 256
_ROOM = 1 << 12


class Graph(NamedTuple):
    """one, other (int32, one > other): two texts; alike (float64): how much; size: of all texts."""

    one: np.ndarray
    other: np.ndarray
    alike: np.ndarray
    size: int


def weigh(counts: sparse.csr_array, numbers: np.ndarray, known: Background) -> sparse.csr_array:
    """Rows of length 1 (0 without words) of `counts` (texts by words, float64), whose words have these numbers."""
    here, there = np.bincount(counts.indices, minlength=len(numbers)), known.of(numbers)
    together = np.log((1 + counts.shape[0] + known.total) / (1 + here + there))
    rarity = np.maximum(together, _KEPT * np.log((1 + known.total) / (1 + there)))
    values, sizes = (1 + np.log(counts.data)) * (1 + rarity[counts.indices]), np.diff(counts.indptr)
    length = np.sqrt(np.bincount(np.repeat(np.arange(len(sizes)), sizes), values**2, minlength=len(sizes)))
    return sparse.csr_array((values / np.repeat(length, sizes), counts.indices, counts.indptr), shape=counts.shape)


def build(weights: sparse.csr_array, days: np.ndarray, outlets: np.ndarray, window: float, least: float) -> Graph:
    """The pairs of texts that are alike by `least` or more.

    `weights`: of `weigh`, columns in order within each row; `days` (texts,): when each was published, nan for unknown;
    `outlets` (texts,): the number of each one's outlet, -1 for unknown; `window`: days, inf where dates do not matter.
    """
    size = weights.shape[0]
    columns = sparse.csc_array(weights)
    columns.sort_indices()
    given = (*_parts(weights), *_parts(columns), days, outlets, window, least)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        parts = list(pool.map(lambda begin: _pairs(begin, min(begin + _BLOCK, size), *given), range(0, size, _BLOCK)))
    nothing = np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0)
    return Graph(*map(np.concatenate, zip(nothing, *parts, strict=True)), size)


def _parts(matrix: sparse.csr_array | sparse.csc_array) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32), matrix.data


@compiled
def _pairs(begin, end, starts, words, weights, firsts, holders, held, days, outlets, window, least):
    """Pairs of the texts from `begin` to `end` with those before them."""
    one, other, alike = np.empty(_ROOM, np.int32), np.empty(_ROOM, np.int32), np.empty(_ROOM, np.float64)
    found, sums = 0, np.zeros(end, np.float64)
    for text in range(begin, end):
        for place in range(starts[text], starts[text + 1]):
            at, weight = firsts[words[place]], weights[place]
            while holders[at] < text:  # a word's last holder is at or behind this text
                sums[holders[at]] += weight * held[at]
                at += 1
        if found + text > len(one):
            one, other, alike = _longer(one, text), _longer(other, text), _longer(alike, text)
        for before in range(text):
            near = sums[before]
            sums[before] = 0
            if near * NEAR >= least:
                own = outlets[text] == outlets[before] and outlets[text] >= 0
                near *= _nearness(abs(days[text] - days[before]), OWN if own else NEAR, window)
                if near >= least:
                    one[found], other[found], alike[found] = text, before, near
                    found += 1
    return one[:found].copy(), other[:found].copy(), alike[:found].copy()


@compiled
def _nearness(gap, most, window):
    """What a cosine counts at a distance in days."""
    return FAR + (most - FAR) * 0.5 ** (gap / window) if gap == gap and window < np.inf else 1.0


@compiled
def _longer(values, room):
    longer = np.empty(2 * len(values) + room, values.dtype)
    longer[:len(values)] = values
    return longer

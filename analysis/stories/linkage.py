"""Texts that are alike grouped from the most alike on, as stories grow: the closest two groups become one.

How close two groups are is the geometric mean of average linkage (the mean likeness of a text of one to a text of the
other; Sokal & Michener 1958) and of the cosine between the groups' centroids.  Average linkage alone breaks a large
story up, whose texts each tell a part of it: its halves are as one although few of their texts are.  The centroids
alone chain: many texts of one field have one centroid, whatever they report.

The closest pair is found exactly, with each group's closest neighbour kept in a heap (after Müllner 2011).  Ties go to
the text that comes first, so that the groups depend on nothing but the texts.
"""

import heapq
from typing import NamedTuple

import numpy as np
from scipy import sparse

from ..text.compiled import compiled
from .graph import Graph


class _Groups(NamedTuple):
    """Of each group, at the place of its first text: texts; within (the sum of the likeness of all its texts to each
    other, each to itself 1); tight (the fourth root of the mean of that); nearest, and how close it is.  leader: a text
    towards the first of its group.  sums, seen: room to add in.
    """

    leader: np.ndarray
    texts: np.ndarray
    within: np.ndarray
    tight: np.ndarray
    nearest: np.ndarray
    close: np.ndarray
    sums: np.ndarray
    seen: np.ndarray


def group(graph: Graph, resolution: float) -> np.ndarray:
    """(texts,) the first text of each one's group; groups less close than `resolution` stay apart."""
    both = np.concatenate([graph.one, graph.other]), np.concatenate([graph.other, graph.one])
    matrix = sparse.csr_array((np.tile(graph.alike, 2), both), shape=(graph.size, graph.size))
    matrix.sort_indices()
    return _group(matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32), matrix.data, resolution)


def strength(graph: Graph, label: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(likeness, close): of each text to the others of its group, the mean; how close it and the rest of its group are,
    as above.  1 for a text alone."""
    same = label[graph.one] == label[graph.other]
    one, other, alike = graph.one[same], graph.other[same], graph.alike[same]
    own = np.bincount(one, alike, graph.size) + np.bincount(other, alike, graph.size)
    others = np.bincount(label, minlength=graph.size)[label] - 1
    rest = np.bincount(label, own, graph.size)[label] + others - 2 * own  # of the rest to itself, each text to itself 1
    several = np.maximum(others, 1)
    likeness = np.where(others > 0, own / several, 1.0)
    tight = np.where(others > 0, rest / several**2, 1.0) ** 0.25
    return likeness, np.minimum(likeness / tight, 1.0)


@compiled
def _group(starts, others, alike, resolution):
    size = len(starts) - 1
    groups = _Groups(np.arange(size), np.ones(size), np.ones(size), np.ones(size), np.full(size, -1), np.zeros(size),
                     np.zeros(size), np.empty(size, np.int32))
    near = [others[starts[text]:starts[text + 1]] for text in range(size)]
    sums = [alike[starts[text]:starts[text + 1]] for text in range(size)]
    heap = [(0.0, np.int64(0)) for _ in range(0)]
    for text in range(np.int64(size)):
        _look(groups, near, sums, text)
        _push(groups, heap, text, resolution)
    while len(heap):
        close, one = heapq.heappop(heap)
        if groups.leader[one] == one and close == -groups.close[one]:
            _join(groups, near, sums, heap, one, groups.nearest[one], resolution)
    for text in range(size):
        groups.leader[text] = _first(groups.leader, text)
    return groups.leader


@compiled
def _join(groups, near, sums, heap, one, other, resolution):
    """The two groups become one, and their neighbours look again where the nearest is another now."""
    one, other = np.int64(min(one, other)), np.int64(max(one, other))
    near[one], sums[one], between = _gathered(groups, near, sums, one, other)
    near[other], sums[other] = near[other][:0], sums[other][:0]
    groups.leader[other] = one
    groups.texts[one] += groups.texts[other]
    groups.within[one] += groups.within[other] + 2 * between
    groups.tight[one] = (groups.within[one] / groups.texts[one] ** 2) ** 0.25
    _choose(groups, near, sums, one)
    for place in range(len(near[one])):
        third = np.int64(near[one][place])
        close = _closeness(groups, one, third, sums[one][place])
        lost = groups.nearest[third] in (one, other)
        if close > groups.close[third] or (close == groups.close[third] and (lost or one < groups.nearest[third])):
            groups.close[third], groups.nearest[third] = close, one
        elif lost:
            _look(groups, near, sums, third)
        else:
            continue
        _push(groups, heap, third, resolution)
    _push(groups, heap, one, resolution)


@compiled
def _look(groups, near, sums, one):
    """Brings the group's neighbours up to date, and finds the nearest."""
    near[one], sums[one], _ = _gathered(groups, near, sums, one, np.int64(-1))
    _choose(groups, near, sums, one)


@compiled
def _choose(groups, near, sums, one):
    """Finds the nearest of the group's neighbours."""
    groups.nearest[one], groups.close[one] = -1, 0.0
    for place in range(len(near[one])):
        third = np.int64(near[one][place])
        close = _closeness(groups, one, third, sums[one][place])
        if close > groups.close[one]:
            groups.close[one], groups.nearest[one] = close, third


@compiled
def _gathered(groups, near, sums, one, other):
    """(groups near one or both, in order; the sums of their likeness to them; that of the two to each other)."""
    found, between = 0, 0.0
    for source in (one, other):
        if source < 0:
            break
        for place in range(len(near[source])):
            third = _first(groups.leader, np.int64(near[source][place]))
            if third in (one, other):
                between += sums[source][place] if source == one else 0.0
                continue
            if groups.sums[third] == 0:
                groups.seen[found] = third
                found += 1
            groups.sums[third] += sums[source][place]
    thirds = np.sort(groups.seen[:found])
    added = groups.sums[thirds]
    groups.sums[thirds] = 0
    return thirds, added, between


@compiled
def _closeness(groups, one, other, total):
    pairs = groups.texts[one] * groups.texts[other]
    return total / (pairs * groups.tight[one] * groups.tight[other])


@compiled
def _push(groups, heap, one, resolution):
    if groups.close[one] >= resolution:
        heapq.heappush(heap, (-groups.close[one], one))


@compiled
def _first(leader, text):
    while leader[text] != text:
        leader[text] = leader[leader[text]]
        text = leader[text]
    return text

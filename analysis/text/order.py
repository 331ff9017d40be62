"""Order: which of the things that two texts share stand in the same order in both."""

import numpy as np


def chain(one: np.ndarray, other: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Which pairs (places in one text, places in another) make the weightiest run that descends in both texts: bool.

    The longest increasing subsequence, weighted, by a tree of maxima (Fredman 1975): n log n.  Two pairs that share a
    sentence may both be in it.  `weight`: whole numbers above 0.
    """
    order = np.lexsort((other, one))
    places, height = np.unique(other, return_inverse=True)
    best, last = [0] * (len(places) + 1), [-1] * (len(places) + 1)
    before, total = [-1] * len(one), [0] * len(one)
    for pair in order.tolist():
        at, most, via = int(height[pair]) + 1, 0, -1
        while at > 0:
            if best[at] > most:
                most, via = best[at], last[at]
            at -= at & -at
        before[pair], total[pair] = via, most + int(weight[pair])
        at = int(height[pair]) + 1
        while at <= len(places):
            if total[pair] > best[at]:
                best[at], last[at] = total[pair], pair
            at += at & -at
    kept = np.zeros(len(one), dtype=bool)
    at = max(range(len(one)), key=lambda pair: (total[pair], -pair), default=-1)
    while at >= 0:
        kept[at] = True
        at = before[at]
    return kept

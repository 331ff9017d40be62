"""Group: the sentences of all articles that make one claim."""

import numpy as np


def group(size: int, one: np.ndarray, other: np.ndarray, weight: np.ndarray, left_out: np.ndarray) -> np.ndarray:
    """The number of each sentence's claim, from 1 in the order of the sentences; 0 for those left out.

    Stars: the sentence with the most links (then the weightiest) takes all that are linked to it, and so on with the
    rest (Aslam, Pelekhov & Rus 2004, "The star clustering algorithm"); one that is left alone goes with its surest
    counterpart.  A chain of sentences, each a little like the next, makes no claim.
    """
    ends = np.concatenate([one, other])
    others, weights = np.concatenate([other, one]), np.concatenate([weight, weight])
    order = np.lexsort((others, ends))
    starts = np.searchsorted(ends[order], np.arange(size + 1))
    others, weights = others[order], np.rint(weights[order] * 1000).astype(np.int64)
    total = np.add.reduceat(np.append(weights, 0), starts[:-1]) * (np.diff(starts) > 0) if size else weights
    star = np.full(size, -1)
    for centre in np.lexsort((np.arange(size), -total, -np.diff(starts))):
        if star[centre] < 0:
            near = others[starts[centre]:starts[centre + 1]]
            star[near[star[near] < 0]] = centre
            star[centre] = centre
    _join_lone(star, starts, others, weights)
    star[left_out] = -1
    first = {}
    for centre in star.tolist():
        if centre >= 0:
            first.setdefault(centre, len(first) + 1)
    return np.array([first.get(centre, 0) for centre in star.tolist()], dtype=np.int64)


def _join_lone(star: np.ndarray, starts: np.ndarray, others: np.ndarray, weights: np.ndarray) -> None:
    """Stars of one sentence that has links join that of the other end of its weightiest."""
    size = np.bincount(star, minlength=len(star))
    for one in np.flatnonzero((size[star] == 1) & (np.diff(starts) > 0)).tolist():
        own = slice(starts[one], starts[one + 1])
        star[one] = star[others[own][np.argmax(weights[own])]]

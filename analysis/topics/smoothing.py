"""Smoothing: each text moved towards its nearest neighbours, which tells subjects from words that came by chance."""

import numpy as np
from scipy import sparse

NEIGHBOURS, PASSES = 15, 3
_BLOCK = 1024


def smooth(points: np.ndarray, neighbours: int = NEIGHBOURS, passes: int = PASSES) -> np.ndarray:
    """Each point moved halfway to the mean of its nearest neighbours, `passes` times."""
    count = _count(points, neighbours)
    if count < 1:
        return points
    mean = _mean(nearest(points, points, count, own=True), len(points))
    for _ in range(passes):
        points = unit_rows(0.5 * points + 0.5 * (mean @ points))
    return points


def smooth_among(points: np.ndarray, others: np.ndarray) -> np.ndarray:
    """The same for `points` that are not among the `others`, which are their neighbours and not moved by them."""
    count = _count(others, NEIGHBOURS)
    if count < 1 or not len(points):
        return points
    own = _mean(nearest(others, others, count, own=True), len(others))
    mean = _mean(nearest(points, others, count), len(others))
    for _ in range(PASSES):
        points = unit_rows(0.5 * points + 0.5 * (mean @ others))
        others = unit_rows(0.5 * others + 0.5 * (own @ others))
    return points


def _count(points: np.ndarray, most: int) -> int:
    return min(most, (len(points) - 1) // 3)


def _mean(near: np.ndarray, size: int) -> sparse.csr_array:
    """What takes each point's mean over its neighbours."""
    rows, count = near.shape
    return sparse.csr_array((np.full(near.size, 1 / count, np.float32), near.ravel(),
                             np.arange(0, near.size + 1, count)), shape=(rows, size))


def nearest(points: np.ndarray, others: np.ndarray, count: int, *, own: bool = False) -> np.ndarray:
    """(points, count) the nearest of the `others` to each point, nearest first; with `own`, these are the points
    themselves, and none is its own neighbour."""
    near = np.empty((len(points), count), np.int64)
    for start in range(0, len(points), _BLOCK):
        block = points[start:start + _BLOCK] @ others.T
        if own:
            block[np.arange(len(block)), np.arange(start, start + len(block))] = -2
        some = np.argpartition(-block, count - 1, axis=1)[:, :count]
        order = np.lexsort((some, -np.take_along_axis(block, some, axis=1)), axis=1)
        near[start:start + _BLOCK] = np.take_along_axis(some, order, axis=1)
    return near


def unit_rows(rows):
    """Rows scaled to length 1; zero rows stay zero."""
    if sparse.issparse(rows):
        length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        scale = np.divide(1, length, out=np.zeros_like(length), where=length > 0)
        return sparse.csr_array(sparse.diags_array(scale.astype(np.float32)) @ rows)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, length, out=np.zeros_like(rows, dtype=np.float32), where=length > 0)

"""Topics of unequal size: k-means, or more and finer groups of it that are joined where they point the same way.

k-means makes groups of about one width, so where one subject fills half of a collection it divides that and leaves
small subjects together.  A finer division does not, and joining its groups by the cosine of their centres, whatever
their sizes, restores the large subject.  Where subjects are of one size this loses a little instead.  So both are
made, and joined groups are taken only where they are plainly further apart, by the simplified silhouette (Hruschka,
Campello & de Castro 2006).
"""

import numpy as np

from .cluster import cluster, means

FINER = (3, 5)
_LEAST, _MOST = 8, 150  # texts a fine group has on average, and the most of these groups
_PLAINLY = 0.02
_FEWER, _FEWEST = 10, 5  # starts of a division that is one of many, and of one into fine groups


def divide(points: np.ndarray, weight: np.ndarray, k: int) -> tuple[np.ndarray, int]:
    """(labels, finer): `k` groups of the rows of `points`; how many times finer groups these were joined of, 1 for
    k-means alone.  Labels are 0 to k - 1; a group may be empty where points coincide.
    """
    found, finer = cluster(points, weight, k)[0], 1
    bar = _apart(points, weight, found) + _PLAINLY
    for times in FINER:
        if k < 2 or _fine(weight, k, times) <= k:
            continue
        joined = divided(points, weight, k, times)
        if (apart := _apart(points, weight, joined)) > bar:
            found, finer, bar = joined, times, apart
    return found, finer


def divided(points: np.ndarray, weight: np.ndarray, k: int, finer: int) -> np.ndarray:
    """Labels of `k` groups, joined of `finer` times as many, from fewer starts than `divide`: for samples."""
    many = max(_fine(weight, k, finer), k)
    labels, _ = cluster(points, weight, many, starts=_FEWER if many == k else _FEWEST)
    if many == k:
        return labels
    used, labels = np.unique(labels, return_inverse=True)
    member = np.eye(len(used), dtype=np.float32)[labels] * weight[:, None].astype(np.float32)
    return join(member.T @ points, k)[labels]


def _fine(weight: np.ndarray, k: int, times: int) -> int:
    return min(times * k, int(weight.sum() / _LEAST), _MOST)


def join(sums: np.ndarray, k: int) -> np.ndarray:
    """(groups,) which of `k` each group is in when the two whose centres have the highest cosine are joined, again and
    again; `sums` (groups, dimensions): of their members' points."""
    sums, label = sums.astype(np.float64), np.arange(len(sums))
    while len(sums) > k:
        centres = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
        cosine = (centres @ centres.T).round(9)
        cosine[np.tril_indices(len(sums))] = -2
        first, second = np.unravel_index(cosine.argmax(), cosine.shape)
        sums[first] += sums[second]
        sums = np.delete(sums, second, axis=0)
        label = np.where(label == second, first, label - (label > second))
    return label


def _apart(points: np.ndarray, weight: np.ndarray, labels: np.ndarray) -> float:
    """Simplified silhouette: mean of 1 - own distance / next distance to a centre."""
    used, labels = np.unique(labels, return_inverse=True)
    if len(used) < 2:
        return 0.0
    centres = means(points, weight, labels, np.zeros((len(used), points.shape[1]), np.float32))
    distance = 1 - (points @ centres.T).astype(np.float64)
    rows = np.arange(len(points))
    own = distance[rows, labels].copy()
    distance[rows, labels] = np.inf
    ahead = distance.min(axis=1)
    return float(weight @ ((ahead - own) / np.maximum(ahead, 1e-9)) / weight.sum())

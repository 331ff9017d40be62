"""Spherical k-means (Dhillon & Modha 2001) that gives the same groups again: a consensus of many starts.

In texts k-means has many answers of nearly the same value, and which of them one start finds is chance: two
starts agree at an adjusted Rand index of .5 to .8.  So forty fixed starts vote (a k-means of their groups, as
in Wu et al. 2015, "K-means-based consensus clustering"), and one last k-means goes on from where they agree.
"""

import numpy as np
from sklearn.utils.extmath import randomized_svd

from .smoothing import unit_rows

STARTS = 40
_ROUNDS = 100
_FINAL = 10


def cluster(points: np.ndarray, weight: np.ndarray, k: int, *,
            starts: int = STARTS) -> tuple[np.ndarray, np.ndarray]:
    """(labels, centres) of `k` groups of the rows of `points`, which have length 1 and count `weight`.

    Labels are 0 to k - 1; a group may be empty where points coincide.
    """
    runs = [refine(points, weight, spread(points, weight, k, start))[0] for start in range(starts)]
    votes = _votes(runs, weight, k)
    found = [refine(votes, weight, spread(votes, weight, k, start)) for start in range(_FINAL)]
    agreed = max(found, key=lambda one: round(one[2], 4))[0]
    nothing = np.zeros((k, points.shape[1]), np.float32)
    labels, centres, _ = refine(points, weight, means(points, weight, agreed, nothing))
    return labels, centres


def _votes(runs: list[np.ndarray], weight: np.ndarray, k: int) -> np.ndarray:
    """Each point by the groups it was put in: near each other where the runs put them together."""
    blocks = []
    for labels in runs:
        member = np.eye(k, dtype=np.float32)[labels]
        blocks.append(member / np.sqrt(np.maximum(weight @ member, 1e-9)))
    scale = np.sqrt(weight)[:, None]
    left, _, _ = randomized_svd(np.hstack(blocks) * scale, k, n_iter=5, random_state=0)
    return unit_rows((left / scale).astype(np.float32))


def spread(points: np.ndarray, weight: np.ndarray, k: int, start: int) -> np.ndarray:
    """k-means++ centres (Arthur & Vassilvitskii 2007), of several candidates the one that helps most."""
    chance = np.random.default_rng([start, k])
    centres = [points[chance.choice(len(points), p=weight / weight.sum())]]
    distance = np.maximum(1 - points @ centres[0], 0)
    tries = 2 + int(np.log(k))
    while len(centres) < k:
        odds = np.cumsum(weight * distance)
        picks = np.minimum(np.searchsorted(odds, chance.random(tries) * odds[-1]), len(points) - 1)
        options = np.minimum(distance, np.maximum(1 - points[picks] @ points.T, 0))
        best = int(np.argmin(options @ weight))
        centres.append(points[picks[best]])
        distance = options[best]
    return np.array(centres)


def refine(points: np.ndarray, weight: np.ndarray, centres: np.ndarray,
           bonus: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray, float]:
    """(labels, centres, value) where Lloyd's steps from `centres` end; value: the weighted sum of cosines.

    `bonus` (points, centres): added to the cosines.
    """
    labels = None
    for _ in range(_ROUNDS):
        cosine = points @ centres.T
        if bonus is not None:
            cosine += bonus
        new = cosine.argmax(axis=1)
        if labels is not None and (new == labels).all():
            break
        labels = new
        centres = means(points, weight, labels, centres)
    return labels, centres, float(weight @ cosine[np.arange(len(points)), labels])


def means(points: np.ndarray, weight: np.ndarray, labels: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Each group's mean, at length 1; a group without members keeps its place in `centres`."""
    member = np.zeros((len(centres), len(points)), np.float32)
    member[labels, np.arange(len(points))] = weight
    sums = member @ points
    length = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.where(length > 0, sums / np.where(length > 0, length, 1), centres).astype(np.float32)

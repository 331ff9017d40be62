"""How many topics: the smallest division whose groups come back as well as the best when a fifth of texts is left out.

For each k the texts are grouped, then sixteen samples of 80 % of them, and each group is compared with its
likest in each sample (Hennig 2007, "Cluster-wise assessment of cluster stability").  A mean Jaccard overlap
of .6 or less is a group that has dissolved.  Each k scores (stability - .6) * ln(k): among divisions equally stable
the finer, and none at all where every one dissolves.  Chosen is the smallest k that scores as well as the best, as
far as the samples can tell.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from .cluster import cluster, refine, spread
from .represent import smooth

DISSOLVED = 0.6
_SAMPLES, _SHARE = 16, 0.8
_LARGEST = 2000
_FINEST, _TEXTS_A_TOPIC = 40, 5
_TRIED = (*range(2, 13), 14, 16, 18, 20, 23, 26, 30, 35, _FINEST)
_TRIES, _STARTS = 2, 10


class Sample(NamedTuple):
    """Some of the texts: their rows, and their points as they are without the others."""

    rows: np.ndarray
    points: np.ndarray


def samples(points: np.ndarray, seed: int) -> list[Sample]:
    """Sixteen samples of 80 % of the texts (of the first 2,000: in digest order that is a fair draw of any).

    `points` are those before smoothing: neighbours that are left out must not leave their mark.
    """
    base = min(len(points), _LARGEST)
    parts = [np.sort(np.random.default_rng([seed, number]).permutation(base)[: int(_SHARE * base)])
             for number in range(_SAMPLES)]
    return [Sample(part, smooth(points[part])) for part in parts]


def stability(labels: np.ndarray, k: int, weight: np.ndarray, drawn: Sequence[Sample]) -> np.ndarray:
    """(k,) the mean Jaccard overlap of each group with its likest in each sample, 0 to 1."""
    return _overlaps(labels, k, weight, drawn, _agreed).mean(axis=0)


def curve(points: np.ndarray, weight: np.ndarray, drawn: Sequence[Sample],
          chance: Sequence[tuple[np.ndarray, Sequence[Sample]]] = ()) -> pd.DataFrame:
    """Stability of each k tried: k, stability (mean over groups and samples), spread (standard deviation over
    samples), chance, score, chosen (at most one).

    `chance`: points and samples of texts without any topics.  What these reach, one standard deviation above
    their mean, counts as dissolved too: among few texts, groups come back for no reason.
    """
    points, base, rows = points[:_LARGEST], weight[:_LARGEST], []
    for k in _TRIED:
        if k <= weight.sum() / _TEXTS_A_TOPIC:
            by_sample = _steadiness(points, base, k, drawn)
            floors = [_steadiness(none, base, k, some) for none, some in chance]
            floor = max([DISSOLVED, *(one.mean() + one.std() for one in floors)])
            rows.append((k, by_sample.mean(), by_sample.std(), floor))
    table = pd.DataFrame(rows, columns=["k", "stability", "spread", "chance"]).round(4)
    score = (table["stability"] - DISSOLVED) * np.log(table["k"].astype(float))
    table["score"] = score.where(table["stability"] > table["chance"], 0).round(4)
    return table.assign(chosen=table.index == _simplest(table))


def _simplest(table: pd.DataFrame) -> int:
    """The row of the smallest k whose score is within one standard error of the best; -1 where none scores.

    The rule of Breiman et al. (1984) for pruning trees: samples cannot tell such scores apart, and the highest of
    many would be another with the next article.
    """
    best = table["score"].idxmax() if table["score"].max() > 0 else -1
    if best < 0:
        return -1
    error = table["spread"] / np.sqrt(_SAMPLES) * np.log(table["k"].astype(float))
    return int(table.index[table["score"] >= table["score"][best] - error[best]][0])


def _steadiness(points: np.ndarray, weight: np.ndarray, k: int, drawn: Sequence[Sample]) -> np.ndarray:
    return _overlaps(_quick(points, weight, k), k, weight, drawn, _quick).mean(axis=1)


def _overlaps(labels, k, weight, drawn, grouped) -> np.ndarray:
    found = []
    for sample in drawn:
        mass, own = weight[sample.rows], labels[sample.rows]
        shared = np.zeros((k, k))
        np.add.at(shared, (own, grouped(sample.points, mass, k)), mass)
        either = shared.sum(axis=1, keepdims=True) + shared.sum(axis=0) - shared
        found.append((shared / np.maximum(either, 1e-9)).max(axis=1))
    return np.array(found)


def _quick(points: np.ndarray, weight: np.ndarray, k: int) -> np.ndarray:
    """The better of two starts: less settled than `cluster`, so it shows more plainly which k are natural."""
    found = [refine(points, weight, spread(points, weight, k, start)) for start in range(_TRIES)]
    return max(found, key=lambda one: round(one[2], 4))[0]


def _agreed(points: np.ndarray, weight: np.ndarray, k: int) -> np.ndarray:
    return cluster(points, weight, k, starts=_STARTS)[0]

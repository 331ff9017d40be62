"""How many topics: the smallest division whose groups come back as well as the best when a fifth of texts is left out.

For each k the texts are grouped, then sixteen samples of 80 % of them, and each group is compared with its
likest in each sample (Hennig 2007, "Cluster-wise assessment of cluster stability"); the means are evened over
neighbouring k.  A mean Jaccard overlap of .6 or less is a group that has dissolved.  Each k scores (stability - .6) *
ln(k): among divisions equally stable the finer, and none at all where every one dissolves.  Chosen is the smallest k
that scores as well as the best, as far as the samples can tell.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from .cluster import refine, spread
from .merge import divided
from .represent import Space, useful
from .smoothing import smooth

DISSOLVED = 0.6
_SAMPLES, _SHARE = 16, 0.8
_LARGEST = 2000
_FINEST, TEXTS_A_TOPIC = 40, 5
_TRIED = (*range(2, 13), 14, 16, 18, 20, 23, 26, 30, 35, _FINEST)
_TRIES, _AGAIN = 2, 200
_MANY, _DEALS = 100, 5
_NEIGHBOURING = 0.1  # of ln(k)


class Sample(NamedTuple):
    """Some of the texts: their rows, and their points as they are without the others."""

    rows: np.ndarray
    points: np.ndarray


def samples(points: np.ndarray, seed: int, smoothed: Callable[[np.ndarray], np.ndarray] = smooth) -> list[Sample]:
    """Sixteen samples of 80 % of the texts (of the first 2,000: in digest order that is a fair draw of any).

    `points` are those before smoothing: neighbours that are left out must not leave their mark.
    """
    base = min(len(points), _LARGEST)
    parts = [np.sort(np.random.default_rng([seed, number]).permutation(base)[: int(_SHARE * base)])
             for number in range(_SAMPLES)]
    return [Sample(part, smoothed(points[part])) for part in parts]


def stability(labels: np.ndarray, k: int, finer: int, weight: np.ndarray, drawn: Sequence[Sample]) -> np.ndarray:
    """(k,) the mean Jaccard overlap of each group with its likest in each sample, 0 to 1; `finer`: see `merge`."""
    return _overlaps(labels, k, weight, drawn, partial(divided, finer=finer)).mean(axis=0)


def curve(points: np.ndarray, weight: np.ndarray, drawn: Sequence[Sample],
          chance: Sequence[tuple[np.ndarray, Sequence[Sample]]] = (), before: int = 0) -> pd.DataFrame:
    """Stability of each k tried: k, stability (mean over groups and samples), spread (standard deviation over
    samples), chance, score, support (share of resamplings of the samples that choose it), chosen (at most one).

    `chance`: points and samples of texts without any topics.  What these reach, one standard deviation above
    their mean, counts as dissolved too: among few texts, groups come back for no reason.  `before`: the number of
    topics of the run before, 0 for none, which stays where it scores within two standard errors of the best.
    """
    points, base = points[:_LARGEST], weight[:_LARGEST]
    tried = [k for k in sorted({*_TRIED, max(before, 2)}) if k <= weight.sum() / TEXTS_A_TOPIC]
    by_sample = np.array([_steadiness(points, base, k, drawn) for k in tried]).reshape(len(tried), len(drawn))
    by_sample = _evened(by_sample, tried)
    floors = [max([DISSOLVED, *(one.mean() + one.std() for one in
                                (_steadiness(none, base, k, some) for none, some in chance))]) for k in tried]
    table = pd.DataFrame({"k": tried, "stability": by_sample.mean(axis=1), "spread": by_sample.std(axis=1),
                          "chance": floors}, dtype=float).astype({"k": "int64"}).round(4)
    score, best = _choice(by_sample, table["k"].to_numpy(), table["chance"].to_numpy(), before)
    again = [_choice(by_sample[:, draw], table["k"].to_numpy(), table["chance"].to_numpy(), before)[1] for draw in
             np.random.default_rng(0).integers(0, _SAMPLES, (_AGAIN, _SAMPLES))]
    support = np.bincount([row for row in again if row >= 0], minlength=len(tried)) / _AGAIN
    return table.assign(score=score, support=support.round(4), chosen=np.arange(len(tried)) == best)


def chosen(raw: np.ndarray, weight: np.ndarray, counts: sparse.csr_array, terms: Sequence[str], seed: int,
           before: int = 0) -> tuple[pd.DataFrame, int]:
    """(the curve, the k it chooses); `raw`: points before smoothing, `counts` (texts, terms) in these texts."""
    chance = _by_chance(counts, terms, weight, seed)
    table = curve(_lightly(raw), weight, samples(raw, seed, _lightly), chance, before)
    return table, int(table.loc[table["chosen"], "k"].sum()) or 1


def _lightly(points: np.ndarray) -> np.ndarray:
    """Smoothed less than for `cluster`: much smoothing makes any number of groups come back."""
    return smooth(points, neighbours=20, passes=2)


def _by_chance(counts: sparse.csr_array, terms: Sequence[str], weight: np.ndarray, seed: int) -> list:
    """Points and samples of texts without topics, where texts are so few that chance makes stable groups.

    Every term keeps its counts and is dealt out to other texts, each term by itself.
    """
    if weight.sum() >= _MANY:
        return []
    kept, found = useful(counts, weight), []
    terms, dense = [terms[column] for column in kept], counts[:, kept].toarray()
    for deal in range(_DEALS):
        dealt = sparse.csr_array(np.random.default_rng(deal).permuted(dense, axis=0))
        _, points = Space.fit(dealt, terms, weight)
        found.append((_lightly(points), samples(points, seed, _lightly)))
    return found


def _evened(by_sample: np.ndarray, tried: list[int]) -> np.ndarray:
    """Means over neighbouring k, by a kernel on ln(k): among many groups, one more or less is an accident."""
    apart = np.subtract.outer(np.log(tried), np.log(tried)) / _NEIGHBOURING
    share = np.exp(-apart**2 / 2)
    return share / share.sum(axis=1, keepdims=True) @ by_sample


def _choice(by_sample: np.ndarray, tried: np.ndarray, chance: np.ndarray, before: int) -> tuple[np.ndarray, int]:
    """(the score of each k, the row of the smallest k whose score is within one standard error of the best; -1 where
    none scores).

    The rule of Breiman et al. (1984) for pruning trees: samples cannot tell such scores apart, and the highest of
    many would be another with the next article.  The number of the run before stays within two errors.
    """
    stable, size = by_sample.mean(axis=1).round(4), np.log(tried.astype(float))
    score = np.where(stable > chance, (stable - DISSOLVED) * size, 0).round(4)
    if score.max(initial=0) <= 0:
        return score, -1
    best = int(score.argmax())
    error = by_sample[best].std() / np.sqrt(_SAMPLES) * size[best]
    stays = np.flatnonzero((tried == before) & (score >= score[best] - 2 * error) & (score > 0))
    return score, int(stays[0] if len(stays) else np.flatnonzero(score >= score[best] - error)[0])


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

"""Resampling of texts on their counts: how far two rates part when nothing but chance parts them.

Labels of texts are dealt anew, texts stay whole: words of one text are not independent of each other, texts are.  The
statistic is the difference of two rates in standard errors over texts, which keeps the test true where parts differ in
the length and spread of their texts (Janssen 1997; Chung & Romano 2013).  A term's own resamples decide as long as at
least OWN of them reach the value seen; beyond, where a thousand resamples cannot tell .0001 from .00001, those of all
terms that stand in about as many texts decide together (Tusher, Tibshirani & Chu 2001; Storey & Tibshirani 2003).

The texts of a large collection are dealt in bundles: put in random order, cut into bundles of so many, what would not
come out even into smaller ones and single texts, and these dealt to the parts.  Each deal is then as likely as any
other, as it is text by text; only deals of the same bundles resemble each other, which is why there are ROUNDS of
bundles.

Between rounds those parts of a term drop out whose p no longer depends on more deals (sequential Monte Carlo p values;
Besag & Clifford 1991, Biometrika 78): first, those whose value was reached so often that p would be above LEVEL
whatever came; p is then estimated from the deals so far.  As q is never below p, dropping out makes nothing significant
at LEVEL.  Second, those whose value was not once reached in the first FEW of the deals (one that is reached OWN times
on average goes unreached so long in one of 50 cases): all terms together decide on them.  What these say must not
depend on who dropped out: terms that stand in about as many texts are pooled from the first deals on, in which all of
them take part, until POOL deals are; only then may they drop out, and their later deals are not pooled.
"""

import math
import os
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from scipy import sparse

from .deals import BINS, REACH, SAME, STEPS, redraw, shuffle, sizes

OWN = 10
LEVEL, FEW = 0.05, 0.4
POOL = 300_000  # deals of the terms of a band that are pooled at least, in each part, if there are as many
UNITS, ROUNDS = 500, 10  # bundles at least, and how often they are made anew


class Seen(NamedTuple):
    """What was observed. counts: texts that lie in one part only, by terms; words and labels (the part's number) of
    these texts.  fixed: (parts, 2, 3, terms) sums of x, x * x, x * n over the texts that lie in several parts, inside
    and outside of each; fixed_words: (parts, 2, 3) their number, words, squared words.
    t: (terms, parts); bands: (terms,) which terms are pooled.
    """

    counts: sparse.csc_array
    words: np.ndarray
    labels: np.ndarray
    fixed: np.ndarray
    fixed_words: np.ndarray
    t: np.ndarray
    bands: np.ndarray


def bands(texts: np.ndarray) -> np.ndarray:
    """Terms that stand in about as many texts: a number for each, two to every doubling."""
    return np.floor(2 * np.log2(np.maximum(texts, 1))).astype(np.int64)


class _Dealt(NamedTuple):
    """Some resamples. unit: (texts,) the bundle or single text of each; labels: (units, resamples) the part of each
    unit; scales: (parts, 2, 3, resamples) what `deals` needs of the sizes of both sides.
    """

    unit: np.ndarray
    labels: np.ndarray
    scales: np.ndarray


def shuffled(seen: Seen, resamples: int, seed: int) -> np.ndarray:
    """p of each term and part, (terms, parts): the labels dealt anew among the texts of one part, `resamples` times at
    most: fewer where p is above LEVEL anyhow, or where what is pooled decides."""
    random, (terms, parts) = np.random.default_rng(seed), seen.t.shape
    texts, starts = np.bincount(seen.labels, minlength=parts), seen.counts.indptr
    bundle = max(1, min(int(np.sqrt(2 * len(seen.labels) / parts)), len(seen.labels) // UNITS))
    reached, dealt = np.zeros((2, terms, parts), dtype=np.int64)
    fixed = np.ascontiguousarray(seen.fixed.transpose(3, 0, 1, 2))
    shares = os.cpu_count() or 1  # of the terms, about as much work in each: sums of whole numbers, whoever adds them
    pooled = np.zeros((shares, seen.bands.max(initial=0) + 1, parts, BINS), dtype=np.int64)
    needed = POOL / np.bincount(seen.bands)[seen.bands]  # deals of each term to pool
    words = seen.words.astype(float)
    with ThreadPoolExecutor(shares) as pool:
        for some in np.array_split(np.arange(resamples), 1 if bundle == 1 else ROUNDS):
            pooling = needed > some[0]
            live = pooling[:, None] | ~_decided(reached, dealt, resamples)
            one = _dealt(seen, texts, bundle, len(some), random)
            work = np.minimum(np.diff(starts), len(one.labels)) * live.any(axis=1) + 4 * live.sum(axis=1)
            ends = np.searchsorted(np.cumsum(work), work.sum() * np.arange(1, shares) / shares).tolist()
            given = (starts, seen.counts.indices, seen.counts.data, words, one.unit, _places(one.labels, parts),
                     one.scales, fixed, seen.t, live, pooling, seen.bands, reached)
            list(pool.map(lambda *place, given=given: shuffle(*place[:2], *given, place[2]),
                          [0, *ends], [*ends, terms], pooled))
            dealt += len(some) * live
    return p_values(seen.t, seen.bands, reached, dealt, pooled.sum(axis=0), resamples)


def _decided(reached: np.ndarray, dealt: np.ndarray, resamples: int) -> np.ndarray:
    """Whether p is above LEVEL whatever further deals bring, or left to what is pooled: bool, (terms, parts)."""
    often = np.maximum(OWN, LEVEL / 2 * resamples)
    return (reached >= often) | (reached == 0) & (dealt >= FEW * resamples)


def _places(labels: np.ndarray, parts: int) -> np.ndarray:
    """(units, resamples): part * resamples + resample."""
    resamples = labels.shape[1]
    kind = np.uint16 if parts * resamples <= 2**16 else np.uint32
    return labels.astype(kind) * kind(resamples) + np.arange(resamples, dtype=kind)


def _dealt(seen: Seen, texts: np.ndarray, bundle: int, resamples: int, random: np.random.Generator) -> _Dealt:
    """The texts in random order in bundles of so many, those left over in smaller ones, all dealt to the parts."""
    parts, words, left = len(texts), seen.words.astype(float), texts
    owners, of = [], []
    for size in sorted({bundle, math.isqrt(bundle), 1}, reverse=True):
        owners.append(np.repeat(np.arange(parts), left // size) if bundle > 1 else seen.labels)
        of.append(np.full(len(owners[-1]), size))
        left = left % size
    unit = np.repeat(np.arange(sum(map(len, of))), np.concatenate(of)).astype(np.int32)
    if bundle > 1:
        unit = unit[random.permutation(len(unit))]
    kind = np.min_scalar_type(parts)
    labels = np.concatenate([random.permuted(np.tile(some.astype(kind)[:, None], (1, resamples)), axis=0)
                             for some in owners])
    of_units = np.stack([np.bincount(unit, weights, minlength=len(labels)) for weights in
                         (np.ones(len(unit)), words, words * words)], axis=1)
    inside, known = sizes(labels, of_units, parts), seen.fixed_words[..., None]
    outside = inside.sum(axis=0) - inside
    return _Dealt(unit, labels, np.stack([[scaled(*one) for one in inside + known[:, 0]],
                                          [scaled(*one) for one in outside + known[:, 1]]], axis=1))


def redrawn(counts: sparse.csc_array, words: np.ndarray, reference: np.ndarray, noise: np.ndarray, t: np.ndarray,
            grouped: np.ndarray, resamples: int, seed: int) -> np.ndarray:
    """p of each term, (terms, 1), against the rates `reference`, known but for the variance `noise`: bootstrap-t.

    The texts are drawn again with replacement `resamples` times (Efron & Tibshirani 1993, 16.4).
    """
    random, texts = np.random.default_rng(seed), len(words)
    drawn = np.empty((texts, resamples), dtype=np.int16)
    for one in range(resamples):
        drawn[:, one] = np.bincount(random.integers(0, texts, texts), minlength=texts)
    scales = scaled(np.full(resamples, float(texts)), (words @ drawn).astype(float), (words * words) @ drawn)
    reached = np.zeros((len(t), 1), dtype=np.int64)
    pooled = np.zeros((grouped.max(initial=0) + 1, 1, BINS), dtype=np.int64)
    rates = counts.sum(axis=0) / words.sum()
    redraw(counts.indptr, counts.indices, counts.data.astype(float), words.astype(float), drawn, scales, rates,
           noise, random.standard_normal(resamples), t[:, None], grouped, reached, pooled)
    return p_values(t[:, None], grouped, reached, np.full(reached.shape, resamples), pooled, resamples)


def p_values(t: np.ndarray, bands: np.ndarray, reached: np.ndarray, dealt: np.ndarray, pooled: np.ndarray,
             resamples: int) -> np.ndarray:
    """Two-sided p (twice the tail on the side seen) from how many of the resamples that were `dealt`, of `resamples` at
    most, reached t, and from the pooled histograms."""
    place = _bin(t)
    above = pooled[:, :, ::-1].cumsum(axis=2)[:, :, ::-1]
    below = pooled.cumsum(axis=2)
    part = np.broadcast_to(np.arange(t.shape[1]), t.shape)
    band = np.broadcast_to(bands[:, None], t.shape)
    all_reached = np.where(t >= 0, above[band, part, place], below[band, part, place])
    together = (1 + all_reached) / (1 + pooled.sum(axis=2)[band, part])
    own = (1 + reached) / (1 + dealt)
    tail = np.where(reached >= OWN, own, np.minimum(together, (1 + OWN) / (1 + resamples)))
    return np.minimum(2 * tail, 1.0)


def _bin(t: np.ndarray) -> np.ndarray:
    """The bin of each value, a hair nearer to 0, so that an equal value counts as reaching it."""
    nearer = t - np.sign(t) * SAME * np.maximum(np.abs(t), 1)
    return np.clip((nearer + REACH) * STEPS, 0, BINS - 1).astype(np.int64)


def scaled(texts: np.ndarray, words: np.ndarray, squared: np.ndarray) -> np.ndarray:
    """(3, ...) what `deals` needs of the sizes of a side; 0 where it has fewer than two texts."""
    enough = (texts > 1) & (words > 0)
    words = np.where(enough, words, 1.0)
    factor = np.where(enough, texts / np.maximum(texts - 1, 1) / (words * words), 0.0)
    return np.stack([np.where(enough, 1 / words, 0.0), squared, factor])

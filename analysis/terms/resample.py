"""Resampling of texts on their counts: how far two rates part when nothing but chance parts them.

Labels of texts are dealt anew, texts stay whole: words of one text are not independent of each other, texts are.  The
statistic is the difference of two rates in standard errors over texts, which keeps the test true where parts differ in
the length and spread of their texts (Janssen 1997; Chung & Romano 2013).  A term's own resamples decide as long as at
least OWN of them reach the value seen; beyond, where a thousand resamples cannot tell .0001 from .00001, those of all
terms that stand in about as many texts decide together (Tusher, Tibshirani & Chu 2001; Storey & Tibshirani 2003).
"""

import os
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from scipy import sparse

from ..text.compiled import compiled
from ..text.statistics import LEAST_ERROR

OWN = 10
REACH, STEPS = 32, 64  # the pooled values are kept from -REACH to REACH in steps of 1 / STEPS
_BINS = 2 * REACH * STEPS + 1
_SAME = 1e-9  # values that differ by less are the same arrangement of the texts


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


def shuffled(seen: Seen, resamples: int, seed: int) -> np.ndarray:
    """p of each term and part, (terms, parts): the labels dealt anew among the texts of one part, `resamples` times."""
    random = np.random.default_rng(seed)
    labels = np.tile(seen.labels.astype(np.int16)[:, None], (1, resamples))
    labels = random.permuted(labels, axis=0)
    parts = seen.t.shape[1]
    sizes = _sizes(labels, seen.words.astype(float), parts)
    known = seen.fixed_words[..., None]
    scales = np.stack([[scaled(*inside) for inside in sizes + known[:, 0]],
                       [scaled(*outside) for outside in sizes.sum(axis=0) - sizes + known[:, 1]]])
    reached = np.zeros(seen.t.shape, dtype=np.int64)
    starts, fixed = seen.counts.indptr, np.ascontiguousarray(seen.fixed.transpose(3, 0, 1, 2))
    shares = os.cpu_count() or 1  # of the terms, about as much work in each: sums of whole numbers, whoever adds them
    pooled = np.zeros((shares, seen.bands.max(initial=0) + 1, parts, _BINS), dtype=np.int64)
    cuts = np.searchsorted(starts, np.linspace(0, starts[-1], shares + 1)[1:-1])
    counts, words = seen.counts.data.astype(float), seen.words.astype(float)

    def share(place: int, first: int, last: int) -> None:
        _shuffle(first, last, starts, seen.counts.indices, counts, words, labels, scales, fixed, seen.t, seen.bands,
                 reached, pooled[place])

    with ThreadPoolExecutor(shares) as pool:
        list(pool.map(share, range(shares), [0, *cuts.tolist()], [*cuts.tolist(), len(starts) - 1]))
    return p_values(seen.t, seen.bands, reached, pooled.sum(axis=0), resamples)


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
    pooled = np.zeros((grouped.max(initial=0) + 1, 1, _BINS), dtype=np.int64)
    rates = counts.sum(axis=0) / words.sum()
    _redraw(counts.indptr, counts.indices, counts.data.astype(float), words.astype(float), drawn, scales, rates,
            noise, random.standard_normal(resamples), t[:, None], grouped, reached, pooled)
    return p_values(t[:, None], grouped, reached, pooled, resamples)


def p_values(t: np.ndarray, bands: np.ndarray, reached: np.ndarray, pooled: np.ndarray, resamples: int) -> np.ndarray:
    """Two-sided p (twice the tail on the side seen) from the resamples that reached t and the pooled histograms."""
    place = _bin(t)
    above = pooled[:, :, ::-1].cumsum(axis=2)[:, :, ::-1]
    below = pooled.cumsum(axis=2)
    part = np.broadcast_to(np.arange(t.shape[1]), t.shape)
    band = np.broadcast_to(bands[:, None], t.shape)
    all_reached = np.where(t >= 0, above[band, part, place], below[band, part, place])
    together = (1 + all_reached) / (1 + pooled.sum(axis=2)[band, part])
    own = (1 + reached) / (1 + resamples)
    tail = np.where(reached >= OWN, own, np.minimum(together, (1 + OWN) / (1 + resamples)))
    return np.minimum(2 * tail, 1.0)


def _bin(t: np.ndarray) -> np.ndarray:
    """The bin of each value, a hair nearer to 0, so that an equal value counts as reaching it."""
    nearer = t - np.sign(t) * _SAME * np.maximum(np.abs(t), 1)
    return np.clip((nearer + REACH) * STEPS, 0, _BINS - 1).astype(np.int64)


@compiled
def _sizes(labels, words, parts):
    """(parts, 3, resamples): texts, words and squared words of each part, as labels deal them."""
    sums = np.zeros((parts, 3, labels.shape[1]))
    for text in range(len(words)):
        for one in range(labels.shape[1]):
            part = labels[text, one]
            sums[part, 0, one] += 1
            sums[part, 1, one] += words[text]
            sums[part, 2, one] += words[text] * words[text]
    return sums


@compiled
def _shuffle(first, last, starts, texts, counts, words, labels, scales, fixed, seen, bands, reached, pooled):
    """Fills `reached` (terms, parts) and `pooled` (bands, parts, bins) with the terms from `first` to before `last`;
    scales: (2, parts, 3, resamples).
    """
    parts, resamples = scales.shape[1], scales.shape[3]
    sums, packed = np.zeros((resamples, parts, 3)), np.zeros((resamples, parts), dtype=np.uint64)
    t = np.empty(resamples)
    for term in range(first, last):
        total = _total(starts[term], starts[term + 1], texts, counts, words)
        _deal(starts[term], starts[term + 1], texts, counts, words, labels, total, packed, sums)
        for part in range(parts):
            _compare(sums[:, part], total, fixed[term, part], scales[:, part], t)
            _note(t, seen, bands[term], part, term, reached, pooled)


@compiled
def _compare(own, total, fixed, scales, t):
    """Fills `t` with the t of each resample: own (resamples, 3) sums inside a part, the rest of `total` outside."""
    for one in range(len(t)):
        gap, variance = 0.0, 0.0
        for side in range(2):
            uses, squares, products = own[one, 0], own[one, 1], own[one, 2]
            if side:
                uses, squares, products = total[0] - uses, total[1] - squares, total[2] - products
            uses, squares, products = uses + fixed[side, 0], squares + fixed[side, 1], products + fixed[side, 2]
            rate = uses * scales[side, 0, one]
            spread = (squares - 2 * rate * products + rate * rate * scales[side, 1, one]) * scales[side, 2, one]
            least = LEAST_ERROR * rate
            gap += rate * (1 - 2 * side)
            variance += max(spread, least * least)
        t[one] = gap / np.sqrt(variance) if variance > 0 else 0.0


@compiled
def _deal(start, stop, texts, counts, words, labels, total, packed, sums):
    """Fills `sums` (resamples, parts, 3) with a term's sums of x, x * x and x * n in each part, as labels deal them.

    The three are whole numbers, and those of most terms fit into the 64 bits of one, so that one addition makes all.
    """
    low, middle, high = _bits(total[0]), _bits(total[1]), _bits(total[2])
    fits = low + middle + high <= np.uint64(64)
    packed[:], sums[:] = 0, 0.0
    for place in range(start, stop):
        text, x = texts[place], counts[place]
        square, product = x * x, x * words[text]
        whole = np.uint64(x) | (np.uint64(square) << low) | (np.uint64(product) << (low + middle)) if fits \
            else np.uint64(0)
        for one in range(len(packed)):
            part = labels[text, one]
            if fits:
                packed[one, part] += whole
            else:
                sums[one, part, 0] += x
                sums[one, part, 1] += square
                sums[one, part, 2] += product
    if fits:
        one = np.uint64(1)
        for row in range(packed.shape[0]):
            for part in range(packed.shape[1]):
                whole = packed[row, part]
                sums[row, part, 0] = whole & ((one << low) - one)
                sums[row, part, 1] = (whole >> low) & ((one << middle) - one)
                sums[row, part, 2] = whole >> (low + middle)


@compiled
def _bits(whole):
    """How many bits a whole number from 0 to `whole` needs, one to spare."""
    return np.uint64(np.floor(np.log2(whole + 1)) + 1)


@compiled
def _total(start, stop, texts, counts, words):
    """(3,): the sums of x, x * x and x * n of one term over all texts."""
    sums = np.zeros(3)
    for place in range(start, stop):
        x = counts[place]
        sums[0] += x
        sums[1] += x * x
        sums[2] += x * words[texts[place]]
    return sums


@compiled
def _redraw(starts, texts, counts, words, drawn, scales, rates, noise, normal, seen, bands, reached, pooled):
    """As `_shuffle`, for texts drawn again `drawn` (texts, resamples) times; scales: (3, resamples)."""
    sums = np.zeros(scales.shape)
    for term in range(len(starts) - 1):
        sums[:] = 0.0
        for place in range(starts[term], starts[term + 1]):
            text, x = texts[place], counts[place]
            square, product = x * x, x * words[text]
            for one in range(scales.shape[1]):
                times = drawn[text, one]
                sums[0, one] += times * x
                sums[1, one] += times * square
                sums[2, one] += times * product
        rate, variance = _rate(sums, scales)
        gap = rate - rates[term] - normal * np.sqrt(noise[term])
        _note(_ratio(gap, variance + noise[term]), seen, bands[term], 0, term, reached, pooled)


@compiled
def _rate(sums, scales):
    """`statistics.rate` of sums (3, resamples), by 1 / words, squared words and texts / (texts - 1) / words ** 2."""
    rate = sums[0] * scales[0]
    variance = (sums[1] - 2 * rate * sums[2] + rate * rate * scales[1]) * scales[2]
    least = LEAST_ERROR * rate
    return rate, np.maximum(variance, least * least)


@compiled
def _ratio(gap, variance):
    """`statistics.t_statistic`."""
    varies = variance > 0
    return gap * varies / np.sqrt(variance + ~varies)


@compiled
def _note(t, seen, band, part, term, reached, pooled):
    value = seen[term, part]
    slack = _SAME * max(abs(value), 1.0)
    count = 0
    if value >= 0:
        for one in range(len(t)):
            count += t[one] >= value - slack
    else:
        for one in range(len(t)):
            count += t[one] <= value + slack
    reached[term, part] = count
    for one in range(len(t)):
        pooled[band, part, int(min(max((t[one] + REACH) * STEPS, 0.0), _BINS - 1.0))] += 1


def scaled(texts: np.ndarray, words: np.ndarray, squared: np.ndarray) -> np.ndarray:
    """(3, ...) what `_rate` needs of the sizes of a side; 0 where it has fewer than two texts."""
    enough = (texts > 1) & (words > 0)
    words = np.where(enough, words, 1.0)
    factor = np.where(enough, texts / np.maximum(texts - 1, 1) / (words * words), 0.0)
    return np.stack([np.where(enough, 1 / words, 0.0), squared, factor])

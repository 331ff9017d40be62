"""The compiled loops of `resample`: the sums of each part in each deal of the texts, and how often they reach t."""

import numpy as np

from ..text.compiled import compiled
from ..text.statistics import LEAST_ERROR

REACH, STEPS = 32, 64  # the pooled values are kept from -REACH to REACH in steps of 1 / STEPS
BINS = 2 * REACH * STEPS + 1
SAME = 1e-9  # values that differ by less are the same arrangement of the texts
_TINY = np.finfo(float).tiny


@compiled
def sizes(labels, units, parts):
    """(parts, 3, resamples): the sums in each part, as labels deal them, of units (units, 3)."""
    sums = np.zeros((parts, 3, labels.shape[1]))
    for unit in range(len(units)):
        for one in range(labels.shape[1]):
            for moment in range(3):
                sums[labels[unit, one], moment, one] += units[unit, moment]
    return sums


@compiled
def shuffle(first, last, starts, texts, counts, words, unit, places, scales, fixed, seen, live, pooling, bands, reached,
            pooled):
    """Adds to `reached` (terms, parts) the resamples of the terms from `first` to before `last` in the parts that are
    `live` (terms, parts), and to `pooled` (bands, parts, bins) those of the terms that are `pooling`, which live in all
    parts; unit, scales: as in `resample._Dealt`; places: its labels, as part * resamples + resample.
    """
    parts, resamples = len(scales), scales.shape[3]
    held, order = np.zeros((len(places), 3)), np.empty(len(places) + 1, np.int32)
    packed, sums = np.zeros(parts * resamples, dtype=np.uint64), np.zeros((3, parts * resamples))
    own, gap, variance = np.zeros((3, resamples)), np.empty(resamples), np.empty(resamples)
    for term in range(first, last):
        if not live[term].any():
            continue
        holders = order[:_held(starts[term], starts[term + 1], texts, counts, words, unit, held, order)]
        total, low, middle = _deal(holders, held, places, packed, sums)
        held[holders] = 0.0
        for part in range(parts):
            if live[term, part]:
                _inside(packed, sums, low, middle, part * resamples, own)
                _compare(own, total, fixed[term, part], scales[part], gap, variance)
                reached[term, part] += _reached(gap, variance, seen[term, part])
                if pooling[term]:
                    _pool(gap, variance, pooled[bands[term], part])


@compiled
def _held(start, stop, texts, counts, words, unit, held, order):
    """Fills `held` (units, 3) with the sums of x, x * x and x * n of one term and `order` with the units that have it;
    how many those are."""
    found = 0
    for place in range(start, stop):
        x, n, one = float(counts[place]), words[texts[place]], unit[texts[place]]
        order[found] = one  # without a branch: the next one takes its place if this unit is there already
        found += held[one, 0] == 0
        held[one, 0] += x
        held[one, 1] += x * x
        held[one, 2] += x * n
    return found


@compiled
def _deal(holders, held, places, packed, sums):
    """Adds up a term's sums of x, x * x and x * n in each part and resample, as `places` deal them: (the sums of all
    parts, (3,); how many bits the first two need in `packed`, 0 if the sums are in `sums`, (3, places)).

    The three are whole numbers, and those of most terms fit into the 64 bits of one, so that one addition makes all.
    """
    total = np.zeros(3)
    for unit in holders:
        for moment in range(3):
            total[moment] += held[unit, moment]
    low, middle, high = _bits(total[0]), _bits(total[1]), _bits(total[2])
    if low + middle + high > np.uint64(64) or high > np.uint64(52):
        sums[:] = 0.0
        for unit in holders:
            for moment in range(3):
                for place in places[unit]:
                    sums[moment, place] += held[unit, moment]
        return total, np.uint64(0), np.uint64(0)
    packed[:] = 0
    for unit in holders:
        whole = (np.uint64(held[unit, 0]) | (np.uint64(held[unit, 1]) << low)
                 | (np.uint64(held[unit, 2]) << (low + middle)))
        for place in places[unit]:
            packed[place] += whole
    return total, low, middle


@compiled
def _inside(packed, sums, low, middle, first, own):
    """Fills `own` (3, resamples) with the sums inside the part whose places begin at `first`."""
    if low == 0:
        own[:] = sums[:, first:first + own.shape[1]]
        return
    one, high = np.uint64(1), low + middle
    uses, squares, products, inside = own[0], own[1], own[2], packed[first:first + own.shape[1]]
    for place in range(len(inside)):
        whole = inside[place]
        uses[place] = float(whole & ((one << low) - one))
        squares[place] = float(whole >> low & ((one << middle) - one))
        products[place] = float(whole >> high)


@compiled
def _bits(whole):
    """How many bits a whole number from 0 to `whole` needs, one to spare."""
    return np.uint64(np.floor(np.log2(whole + 1)) + 1)


@compiled
def _compare(own, total, fixed, scales, gap, variance):
    """Fills `gap` and `variance` with the difference of the two rates in each resample and its variance: own (3,
    resamples) sums inside a part, the rest of `total` outside.

    One loop over plain arrays and without a branch, so that the compiler does several resamples at a time.
    """
    uses, squares, products = own[0], own[1], own[2]
    by, spread, factor = scales[0, 0], scales[0, 1], scales[0, 2]
    other_by, other_spread, other_factor = scales[1, 0], scales[1, 1], scales[1, 2]
    known_uses, known_squares, known_products = fixed[0, 0], fixed[0, 1], fixed[0, 2]
    all_uses, all_squares, all_products = total[0] + fixed[1, 0], total[1] + fixed[1, 1], total[2] + fixed[1, 2]
    for one in range(len(gap)):
        rate = (uses[one] + known_uses) * by[one]
        least = LEAST_ERROR * rate
        inside = max((squares[one] + known_squares - 2 * rate * (products[one] + known_products)
                      + rate * rate * spread[one]) * factor[one], least * least)
        other = (all_uses - uses[one]) * other_by[one]
        least = LEAST_ERROR * other
        outside = max((all_squares - squares[one] - 2 * other * (all_products - products[one])
                       + other * other * other_spread[one]) * other_factor[one], least * least)
        gap[one] = rate - other
        variance[one] = max(inside + outside, _TINY)  # where there is no variance, there is no difference


@compiled
def redraw(starts, texts, counts, words, drawn, scales, rates, noise, normal, seen, bands, reached, pooled):
    """As `shuffle`, for texts drawn again `drawn` (texts, resamples) times; scales: (3, resamples)."""
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
        gap, variance = rate - rates[term] - normal * np.sqrt(noise[term]), variance + noise[term]
        reached[term, 0] += _reached(gap, variance, seen[term, 0])
        _pool(gap, variance, pooled[bands[term], 0])


@compiled
def _rate(sums, scales):
    """`statistics.rate` of sums (3, resamples), by 1 / words, squared words and texts / (texts - 1) / words ** 2."""
    rate = sums[0] * scales[0]
    variance = (sums[1] - 2 * rate * sums[2] + rate * rate * scales[1]) * scales[2]
    least = LEAST_ERROR * rate
    return rate, np.maximum(variance, least * least)


@compiled
def _reached(gap, variance, value):
    """In how many resamples t, the gap in standard errors, is `value` or beyond it; neither root nor quotient is needed
    to say so."""
    sign = 1.0 if value >= 0 else -1.0
    edge = abs(value) - SAME * max(abs(value), 1.0)
    edge *= abs(edge)
    count = 0
    for one in range(len(gap)):
        beyond = sign * gap[one]
        count += beyond * abs(beyond) >= edge * variance[one]
    return count


@compiled
def _pool(gap, variance, bins):
    """Adds the t of each resample to the histogram `bins`."""
    found = np.empty(len(gap), np.int32)
    for one in range(len(gap)):  # apart from the next loop, so that the compiler does several at a time
        t = gap[one] / np.sqrt(variance[one])
        found[one] = np.int32(min(max((t + REACH) * STEPS, 0.0), BINS - 1.0))
    for place in found:
        bins[np.uint32(place)] += 1

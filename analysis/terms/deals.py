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
def shuffle(first, last, starts, texts, counts, words, unit, labels, scales, fixed, seen, bands, reached, pooled):
    """Adds to `reached` (terms, parts) and `pooled` (bands, parts, bins) the resamples of the terms from `first` to
    before `last`; unit, labels, scales: as in `resample._Dealt`.
    """
    parts, resamples = len(scales), scales.shape[3]
    held, order = np.zeros((len(labels), 3)), np.empty(len(labels), np.int32)
    packed, sums = np.zeros((parts, resamples), dtype=np.uint64), np.zeros((parts, 3, resamples))
    t = np.empty(resamples)
    for term in range(first, last):
        holders = order[:_held(starts[term], starts[term + 1], texts, counts, words, unit, held, order)]
        total = _deal(holders, held, labels, packed, sums)
        held[holders] = 0.0
        for part in range(parts):
            _compare(sums[part], total, fixed[term, part], scales[part], t)
            _note(t, seen, bands[term], part, term, reached, pooled)


@compiled
def _held(start, stop, texts, counts, words, unit, held, order):
    """Fills `held` (units, 3) with the sums of x, x * x and x * n of one term and `order` with the units that have it;
    how many those are."""
    found = 0
    for place in range(start, stop):
        x, n, one = counts[place], words[texts[place]], unit[texts[place]]
        if held[one, 0] == 0:
            order[found] = one
            found += 1
        held[one, 0] += x
        held[one, 1] += x * x
        held[one, 2] += x * n
    return found


@compiled
def _deal(holders, held, labels, packed, sums):
    """Fills `sums` (parts, 3, resamples) with a term's sums of x, x * x and x * n in each part, as labels deal them;
    the sums of all parts, (3,).

    The three are whole numbers, and those of most terms fit into the 64 bits of one, so that one addition makes all.
    """
    total = np.zeros(3)
    for unit in holders:
        for moment in range(3):
            total[moment] += held[unit, moment]
    low, middle, high = _bits(total[0]), _bits(total[1]), _bits(total[2])
    fits = low + middle + high <= np.uint64(64) and high <= np.uint64(52)
    packed[:], sums[:] = 0, 0.0
    for unit in holders:
        if fits:
            whole = (np.uint64(held[unit, 0]) | (np.uint64(held[unit, 1]) << low)
                     | (np.uint64(held[unit, 2]) << (low + middle)))
            for one in range(packed.shape[1]):
                packed[labels[unit, one], one] += whole
        else:
            for one in range(packed.shape[1]):
                for moment in range(3):
                    sums[labels[unit, one], moment, one] += held[unit, moment]
    if fits:
        _unpacked(packed, low, middle, sums)
    return total


@compiled
def _unpacked(packed, low, middle, sums):
    """Takes the three whole numbers, the first of so many bits, apart again: the bits of each under the exponent of
    2 ** 52 are that number and 2 ** 52 in floating point, which is how several are turned at a time."""
    bits, one, exponent = sums.view(np.uint64), np.uint64(1), np.uint64(0x433) << np.uint64(52)
    first, second = (one << low) - one, (one << middle) - one
    for part in range(len(packed)):
        for place in range(packed.shape[1]):
            whole = packed[part, place]
            bits[part, 0, place] = (whole & first) | exponent
            bits[part, 1, place] = (whole >> low & second) | exponent
            bits[part, 2, place] = whole >> (low + middle) | exponent
    sums -= 2.0 ** 52


@compiled
def _bits(whole):
    """How many bits a whole number from 0 to `whole` needs, one to spare."""
    return np.uint64(np.floor(np.log2(whole + 1)) + 1)


@compiled
def _compare(own, total, fixed, scales, t):
    """Fills `t` with the t of each resample: own (3, resamples) sums inside a part, the rest of `total` outside.

    One loop over plain arrays and without a branch, so that the compiler does several resamples at a time.
    """
    uses, squares, products = own[0], own[1], own[2]
    by, spread, factor = scales[0, 0], scales[0, 1], scales[0, 2]
    other_by, other_spread, other_factor = scales[1, 0], scales[1, 1], scales[1, 2]
    known_uses, known_squares, known_products = fixed[0, 0], fixed[0, 1], fixed[0, 2]
    all_uses, all_squares, all_products = total[0] + fixed[1, 0], total[1] + fixed[1, 1], total[2] + fixed[1, 2]
    for one in range(len(t)):
        rate = (uses[one] + known_uses) * by[one]
        least = LEAST_ERROR * rate
        variance = max((squares[one] + known_squares - 2 * rate * (products[one] + known_products)
                        + rate * rate * spread[one]) * factor[one], least * least)
        other = (all_uses - uses[one]) * other_by[one]
        least = LEAST_ERROR * other
        variance += max((all_squares - squares[one] - 2 * other * (all_products - products[one])
                         + other * other * other_spread[one]) * other_factor[one], least * least)
        t[one] = (rate - other) / np.sqrt(max(variance, _TINY))  # where there is no variance, there is no difference


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
    slack = SAME * max(abs(value), 1.0)
    count = 0
    if value >= 0:
        for one in range(len(t)):
            count += t[one] >= value - slack
    else:
        for one in range(len(t)):
            count += t[one] <= value + slack
    reached[term, part] += count
    bins, found = pooled[band, part], np.empty(len(t), np.int32)
    for one in range(len(t)):  # apart from the next loop, so that the compiler does several at a time
        found[one] = np.int32(min(max((t[one] + REACH) * STEPS, 0.0), BINS - 1.0))
    for place in found:
        bins[np.uint32(place)] += 1

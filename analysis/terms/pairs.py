"""Pairs of article and term counted by compiled code, in order and without sorting."""

import numpy as np

from ..text.compiled import compiled, inlined

_PRIME = np.uint64(0x9E3779B97F4A7C15)
_ONE, _SIX, _TOP = np.uint64(1), np.uint64(6), np.uint64(58)
_SEQUENCE = np.uint64(0x03F79D71B4CB0A89)  # of de Bruijn: its 64 windows of six bits all differ
_BITS = np.zeros(64, dtype=np.int64)
for _bit in range(64):
    _BITS[(int(_SEQUENCE) << _bit & 0xFFFFFFFFFFFFFFFF) >> 58] = _bit


@compiled
def pairs(numbers, bounds, terms):
    """(article, term, count) of every pair, by article and then by term, int32 each.

    numbers: int32, rows of one number a word, -1 for none; the words of article i are bounds[i] to bounds[i + 1];
    terms: how many there are.  What an article has is marked in a bit a term and a bit for each 64 of those, which
    gives the marks back in order.
    """
    limit = numbers.size
    article, term, count = np.empty(limit, np.int32), np.empty(limit, np.int32), np.empty(limit, np.int32)
    uses, marks, groups = (np.zeros(terms, np.int32), np.zeros(terms // 64 + 1, np.uint64),
                           np.zeros(terms // 4096 + 1, np.uint64))
    found = 0
    for one in range(len(bounds) - 1):
        for row in range(len(numbers)):
            for number in numbers[row, bounds[one]:bounds[one + 1]]:
                if number >= 0:
                    uses[number] += 1
                    marks[number >> 6] |= _ONE << np.uint64(number & 63)
                    groups[number >> 12] |= _ONE << np.uint64(number >> 6 & 63)
        for group in range(len(groups)):
            while groups[group]:
                mark = group << 6 | _first(groups[group])
                groups[group] &= groups[group] - _ONE
                left = marks[mark]
                while left:
                    number = mark << 6 | _first(left)
                    left &= left - _ONE
                    article[found], term[found], count[found] = one, number, uses[number]
                    uses[number] = 0
                    found += 1
                marks[mark] = 0
    return article[:found].copy(), term[:found].copy(), count[:found].copy()


@inlined
def _first(bits):
    """The place of the lowest bit that is set."""
    return _BITS[((bits & (~bits + _ONE)) * _SEQUENCE) >> _TOP]


@compiled
def numbered(codes):
    """(the distinct codes in order of first place, the number of each of the given ones): int64, int32."""
    distinct, number, found = np.empty(len(codes), np.int64), np.empty(len(codes), np.int32), 0
    bits = np.uint64(4)
    while _ONE << bits < 2 * len(codes):
        bits += _ONE
    slots = np.zeros(_ONE << bits, np.int32)
    mask, shift = np.int64(len(slots) - 1), np.uint64(64) - bits
    for place in range(len(codes)):
        slot = np.int64(np.uint64(codes[place]) * _PRIME >> shift)
        while slots[slot] and distinct[slots[slot] - 1] != codes[place]:
            slot = (slot + 1) & mask
        if not slots[slot]:
            distinct[found] = codes[place]
            found += 1
            slots[slot] = found
        number[place] = slots[slot] - 1
    return distinct[:found].copy(), number

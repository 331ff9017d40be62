"""Pairs of article and term counted by compiled code, in order and without sorting."""

import numpy as np

from ..text.compiled import compiled, inlined

_ONE, _SIX, _TWELVE, _TOP, _LAST = np.uint64(1), np.uint64(6), np.uint64(12), np.uint64(58), np.uint64(63)
_SEQUENCE = np.uint64(0x03F79D71B4CB0A89)  # of de Bruijn: its 64 windows of six bits all differ
_BITS = np.zeros(64, dtype=np.uint64)
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
    found = np.uint64(0)
    for one in range(len(bounds) - 1):
        for row in range(len(numbers)):
            for signed in numbers[row, bounds[one]:bounds[one + 1]]:
                if signed >= 0:
                    number = np.uint64(signed)
                    uses[number] += 1
                    marks[number >> _SIX] |= _ONE << (number & _LAST)
                    groups[number >> _TWELVE] |= _ONE << (number >> _SIX & _LAST)
        for group in range(len(groups)):
            while groups[group]:
                mark = np.uint64(group) << _SIX | _first(groups[group])
                groups[group] &= groups[group] - _ONE
                left = marks[mark]
                while left:
                    number = mark << _SIX | _first(left)
                    left &= left - _ONE
                    article[found], term[found], count[found] = one, number, uses[number]
                    uses[number] = 0
                    found += _ONE
                marks[mark] = 0
    return article[:found].copy(), term[:found].copy(), count[:found].copy()


@inlined
def _first(bits):
    """The place of the lowest bit that is set."""
    return _BITS[((bits & (~bits + _ONE)) * _SEQUENCE) >> _TOP]


@compiled
def ranked(first, second, firsts, seconds):
    """(the distinct pairs of two numbers, in order; the place among them of each of the given ones).

    The numbers are int32, below `firsts` and `seconds`; a pair is one int64, the first number times 2 ** 32 plus the
    second.  The pairs are dealt out by their second numbers and then by their first ones, and never compared.
    """
    order = _dealt(first, firsts, _dealt(second, seconds, np.arange(len(first))))
    distinct, place, found = np.empty(len(first), np.int64), np.empty(len(first), np.int32), 0
    for one in order:
        pair = np.int64(first[one]) << 32 | np.int64(second[one])
        if found == 0 or distinct[found - 1] != pair:
            distinct[found] = pair
            found += 1
        place[one] = found - 1
    return distinct[:found].copy(), place


@compiled
def _dealt(numbers, size, order):
    """The places in `order` by their numbers, those of one number as they were."""
    free, found = np.zeros(size + 1, np.int64), np.empty_like(order)
    for number in numbers:
        free[number + 1] += 1
    free = np.cumsum(free)
    for one in order:
        found[free[numbers[one]]] = one
        free[numbers[one]] += 1
    return found


@compiled
def joined(words, data, bounds):
    """(bytes, where each begins and the last ends) of terms of some words each, a blank between them.

    words: rows of numbers, -1 after the last; word i is data[bounds[i]:bounds[i + 1]].
    """
    offsets = np.zeros(len(words) + 1, np.int64)
    for term in range(len(words)):
        offsets[term + 1] = offsets[term] - 1
        for word in words[term]:
            offsets[term + 1] += bounds[word + 1] - bounds[word] + 1 if word >= 0 else 0
    found = np.full(offsets[-1], ord(" "), np.uint8)
    for term in range(len(words)):
        at = offsets[term]
        for word in words[term]:
            if word >= 0:
                for byte in data[bounds[word]:bounds[word + 1]]:
                    found[at] = byte
                    at += 1
                at += 1
    return found, offsets

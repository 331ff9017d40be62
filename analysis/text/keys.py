"""The keys of many forms at once: what `tokens.key` gives, by compiled code for all forms that no rule turns on."""

from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import tokens
from .compiled import compiled
from .interned import heads, numbered


def keyed(packed: np.ndarray, offsets: np.ndarray, loud: np.ndarray) -> tuple[pa.LargeStringArray, np.ndarray]:
    """(the distinct keys in order, the number of each form's key) of forms of `tokens.WORD` as from `numbered`."""
    small, bounds, plain = _small(packed, offsets)
    rest = np.flatnonzero(~plain)
    others = [_key(bytes(packed[begin:end]).decode(), of_form).encode() for begin, end, of_form in
              zip(offsets[rest].tolist(), offsets[rest + 1].tolist(), loud[rest].tolist(), strict=True)]
    starts, stops = bounds[:-1].copy(), bounds[1:].copy()
    stops[rest] = bounds[-1] + np.cumsum(list(map(len, others)), dtype=np.int64)
    starts[rest] = stops[rest] - list(map(len, others))
    return distinct(np.append(small, np.frombuffer(b"".join(others), np.uint8)), starts, stops)


def lowered(packed: np.ndarray, offsets: np.ndarray) -> tuple[pa.LargeStringArray, np.ndarray]:
    """(the distinct forms in lower case in order, the number of each form's) of forms as from `scan.read_runs`."""
    small = packed.tobytes().decode().lower().encode()  # as long, for what is longer or shorter is in lower case
    return distinct(np.frombuffer(small, np.uint8), offsets[:-1], offsets[1:])


def distinct(packed: np.ndarray, starts: np.ndarray, stops: np.ndarray) -> tuple[pa.LargeStringArray, np.ndarray]:
    """(the distinct ones of the strings packed[starts[i]:stops[i]] in order, the number of each given one: int32)."""
    padded = np.zeros((len(packed) // 8 + 4) * 8, dtype=np.uint8)
    padded[:len(packed)] = packed
    number, packed, offsets, _ = numbered(padded.view(np.uint64), starts, stops, np.zeros(len(starts), np.bool_))
    strings, place = ordered(packed, offsets)
    return strings, place[number]


def ordered(packed: np.ndarray, offsets: np.ndarray) -> tuple[pa.LargeStringArray, np.ndarray]:
    """(strings that all differ in order, the place of each given one: int32)."""
    strings = pa.LargeStringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(packed))
    head = heads(packed, offsets)
    order = np.argsort(head)
    same = head[order[1:]] == head[order[:-1]]
    tied = np.flatnonzero(np.append(same, False) | np.append(False, same))
    order[tied] = order[tied][pc.array_sort_indices(strings.take(order[tied])).to_numpy()]
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return strings.take(order), place


def picked(packed: np.ndarray, starts: np.ndarray, stops: np.ndarray, numbers: np.ndarray) -> pa.LargeStringArray:
    """The strings packed[starts[i]:stops[i]] with these numbers."""
    data, offsets = _picked(packed, starts, stops, numbers)
    return pa.LargeStringArray.from_buffers(len(numbers), pa.py_buffer(offsets), pa.py_buffer(data))


@lru_cache(maxsize=1 << 17)
def _key(form: str, loud: bool) -> str:
    return tokens.key(tokens.written(form), loud=loud)


@compiled
def _small(packed, offsets):
    """(small letters, where each form's begin and the last end, whether they are the form's key).

    They are where the form is of ASCII but for apostrophes and hyphens, and no part of it is in capitals, as acronyms
    and abbreviations are: a part has a small letter or no letter at all.  Others are left empty.
    """
    small, bounds = np.empty(len(packed), np.uint8), np.zeros(len(offsets), np.int64)
    plain = np.ones(len(offsets) - 1, np.bool_)
    for form in range(len(plain)):
        at, end, size = offsets[form], _written(packed, offsets[form], offsets[form + 1]), bounds[form]
        capital, letter = False, False
        while at < end and plain[form]:
            byte, width = packed[at], 1
            if byte == 0xE2 and packed[at + 1] == 0x80:
                last, width = packed[at + 2], 3
                byte = 0x27 if last == 0x99 else 0x2D if last in (0x90, 0x91) else byte
            if byte == 0x2D:
                plain[form] &= letter or not capital
                capital = letter = False
            letter |= 0x61 <= byte <= 0x7A
            if 0x41 <= byte <= 0x5A:
                byte, capital = byte + 32, True
            plain[form] &= byte < 0x80
            small[size] = byte
            at, size = at + width, size + 1
        single = capital and end - offsets[form] == 1
        plain[form] &= letter or not capital or single
        bounds[form + 1] = size if plain[form] else bounds[form]
    return small[:bounds[-1]].copy(), bounds, plain


@compiled
def ends(packed, offsets):
    """Where each form ends without its possessive ending: int64."""
    found = np.empty(len(offsets) - 1, np.int64)
    for form in range(len(found)):
        found[form] = _written(packed, offsets[form], offsets[form + 1])
    return found


@compiled
def _written(packed, begin, end):
    """The end of a form without its possessive ending."""
    if end - begin > 2 and packed[end - 1] | 0x20 == 0x73:
        if packed[end - 2] == 0x27:
            return end - 2
        if end - begin > 4 and packed[end - 4] == 0xE2 and packed[end - 3] == 0x80 and packed[end - 2] == 0x99:
            return end - 4
    return end


@compiled
def by_key(packed, starts, stops, key, keys, form):
    """(a form of each spelling, by key and then by its bytes; how many words have it): int64.

    `key`: of each form, one of so many `keys`; `form`: of each word.  Forms that their endings alone tell apart are
    one.  A key has few: each is put in its place among them.
    """
    uses, bounds, order = np.zeros(len(key), np.int64), np.zeros(keys + 1, np.int64), np.empty(len(key), np.int64)
    for one in form:
        uses[one] += 1
    for one in key:
        bounds[one + 1] += 1
    bounds = np.cumsum(bounds)
    free = bounds.copy()
    for one in range(len(key)):
        place = free[key[one]]
        free[key[one]] += 1
        while place > bounds[key[one]] and _compared(packed, starts, stops, order[place - 1], one) > 0:
            order[place] = order[place - 1]
            place -= 1
        order[place] = one
    found, counts = 0, np.zeros(len(key), np.int64)
    for place in range(len(order)):
        one, last = order[place], order[found - 1]
        if found == 0 or key[one] != key[last] or _compared(packed, starts, stops, one, last) != 0:
            order[found] = one
            found += 1
        counts[found - 1] += uses[one]
    return order[:found].copy(), counts[:found].copy()


@compiled
def _compared(packed, starts, stops, one, other):
    """Below 0 where one string of bytes comes before the other, above 0 after, 0 the same."""
    size, other_size = stops[one] - starts[one], stops[other] - starts[other]
    for step in range(min(size, other_size)):
        byte, other_byte = packed[starts[one] + step], packed[starts[other] + step]
        if byte != other_byte:
            return np.int64(byte) - np.int64(other_byte)
    return size - other_size


@compiled
def _picked(packed, starts, stops, numbers):
    offsets = np.zeros(len(numbers) + 1, np.int64)
    for place in range(len(numbers)):
        offsets[place + 1] = offsets[place] + stops[numbers[place]] - starts[numbers[place]]
    data = np.empty(offsets[-1], np.uint8)
    for place in range(len(numbers)):
        for step in range(offsets[place + 1] - offsets[place]):
            data[offsets[place] + step] = packed[starts[numbers[place]] + step]
    return data, offsets

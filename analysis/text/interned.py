"""Distinct words numbered: each stands once in an open-addressing table of bytes, compared sixteen at a time."""

import numpy as np

from .compiled import compiled, inlined

_BLOCK = 1 << 12
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_OTHER = np.uint64(0xD6E8FEB86659FD93)
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(9)], dtype=np.uint64)
_LOW, _HALF, _ONE = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(1)


@compiled
def numbered(text, starts, stops, louds):
    """The words at text[starts[i]:stops[i]] numbered in order of first place; loud and not loud are two.

    text: uint64, eight bytes each, three more than the last word needs.  Returns ids (int32, one a word), and of the
    distinct words packed and offsets (uint8, int64: word i is packed[offsets[i]:offsets[i + 1]]) and loud (bool).
    """
    ids, forms = np.empty(len(starts), np.int32), 0
    slots, arena, places = np.zeros(2 * _BLOCK, np.uint64), np.empty(0, np.uint64), np.zeros(1, np.int64)
    for begin in range(0, len(starts), _BLOCK):
        end = min(begin + _BLOCK, len(starts))
        while len(slots) < 2 * (forms + _BLOCK):
            slots = _rehashed(slots, arena, places, forms)
        if len(places) <= forms + _BLOCK:
            places = _longer(places, forms + _BLOCK)
        needed = places[forms] + 4 * _BLOCK + np.sum(stops[begin:end] - starts[begin:end]) // 8
        if len(arena) < needed:
            arena = _longer(arena, needed)
        forms = _block(text, starts[begin:end], stops[begin:end], louds[begin:end], ids[begin:end],
                       slots, arena, places, forms)
    packed, offsets, loud = _packed(arena, places, forms)
    return ids, packed, offsets, loud


@compiled
def _block(text, starts, stops, louds, ids, slots, arena, places, forms):
    """Numbers some words into `ids`; how many forms there are then.

    A slot holds half of the hash and the form's place in `arena`, where its number, length and bytes stand.
    """
    mask = np.uint64(len(slots) - 1)
    for word in range(len(ids)):
        start, size = np.int64(starts[word]), np.int64(stops[word] - starts[word])
        length = np.uint64(size << 1 | louds[word])
        first, second = _eight(text, start, size), _eight(text, start + 8, size - 8)
        key = _hash(text, start, size, length, first, second)
        slot = key & mask
        while True:
            entry = slots[slot]
            if entry == 0:
                place = places[forms]
                slots[slot] = key & ~_LOW | np.uint64(place + 1)
                arena[place] = np.uint64(forms) << _HALF | length
                ids[word], forms = forms, forms + 1
                places[forms] = _kept(text, start, size, arena, place + 1)
                break
            if (entry ^ key) >> _HALF == 0:
                place = np.int64(entry & _LOW)
                differ = (arena[place - 1] & _LOW ^ length) | (arena[place] ^ first) | (arena[place + 1] ^ second)
                if differ == 0 and (size <= 16 or _same(text, start, size, arena, place)):
                    ids[word] = arena[place - 1] >> _HALF
                    break
            slot = (slot + _ONE) & mask
    return forms


@inlined
def _eight(text, at, size):
    """Up to eight bytes from a byte on as one number, 0 where `size` is none."""
    place, shift = np.uintp(at >> 3), np.uint64((at & 7) << 3)
    value = text[place] >> shift | text[place + _ONE] << _ONE << (np.uint64(63) - shift)
    return value & _MASKS[np.uintp(min(max(size, 0), 8))]


@inlined
def _hash(text, at, size, length, first, second):
    """Of a word whose first sixteen bytes are given as two numbers."""
    key = _mixed(length, first, second)
    for step in range(16, size, 16):
        key = _mixed(key, _eight(text, at + step, size - step), _eight(text, at + step + 8, size - step - 8))
    return key ^ key >> _HALF


@inlined
def _mixed(key, one, other):
    key ^= one * _PRIME ^ other * _OTHER
    return (key ^ key >> _HALF) * _PRIME


@inlined
def _same(text, at, size, arena, place):
    differ = np.uint64(0)
    for step in range(0, size, 16):
        differ |= arena[place] ^ _eight(text, at + step, size - step)
        differ |= arena[place + 1] ^ _eight(text, at + step + 8, size - step - 8)
        place += 2
    return differ == 0


@inlined
def _kept(text, at, size, arena, place):
    for step in range(0, max(size, 1), 16):
        arena[place] = _eight(text, at + step, size - step)
        arena[place + 1] = _eight(text, at + step + 8, size - step - 8)
        place += 2
    return place


@compiled
def _rehashed(slots, arena, places, forms):
    larger = np.zeros(2 * len(slots), dtype=np.uint64)
    mask = np.uint64(len(larger) - 1)
    for number in range(forms):
        place, length = places[number], arena[places[number]] & _LOW
        key = _hash(arena, (place + 1) << 3, np.int64(length >> _ONE), length, arena[place + 1], arena[place + 2])
        slot = key & mask
        while larger[slot]:
            slot = (slot + _ONE) & mask
        larger[slot] = key & ~_LOW | np.uint64(place + 1)
    return larger


@compiled
def _longer(array, least):
    """The array with room for twice `least`."""
    larger = np.zeros(2 * least + 2, dtype=array.dtype)
    larger[:len(array)] = array
    return larger


@compiled
def _packed(arena, places, forms):
    """(bytes of all forms without gaps, where each begins and the last ends, whether it is loud)."""
    lengths = arena[places[:forms]] & _LOW
    offsets = np.zeros(forms + 1, dtype=np.int64)
    offsets[1:] = np.cumsum((lengths >> _ONE).astype(np.int64))
    packed, plain = np.empty(offsets[-1], dtype=np.uint8), arena.view(np.uint8)
    for number in range(forms):
        begin = (places[number] + 1) << 3
        for step in range(offsets[number + 1] - offsets[number]):
            packed[offsets[number] + step] = plain[begin + step]
    return packed, offsets, (lengths & _ONE).astype(np.bool_)


@compiled
def heads(packed, offsets):
    """The first eight bytes of each string as one number, so that numbers sort as the strings do where they differ."""
    found = np.zeros(len(offsets) - 1, np.uint64)
    for number in range(len(found)):
        for place in range(min(offsets[number + 1] - offsets[number], 8)):
            found[number] |= np.uint64(packed[offsets[number] + place]) << np.uint64(56 - 8 * place)
    return found

"""Spelling variants: names of several words that differ in one letter ("Harbour Workers", "Harbor Workers").

One word may have one letter more, less, or other than its twin; it must be long, since short words that differ in a
letter are mostly other words.  Found by shared deletions (Garbe 2012, "Symmetric Delete"), so in linear time.
"""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from ..text.compiled import compiled, inlined

SHORTEST = 6  # letters of the longer twin
_PART = 4_000_000  # letters of names whose shapes, some two a letter, are in memory together
_BASE, _BLOT, _SPACE, _HIGH = np.uint64(0x9E3779B97F4A7C15), np.uint64(ord("*")), np.uint64(ord(" ")), np.uint64(32)


def variants(names: Iterable[str], counts: Mapping[str, int]) -> dict[str, str]:
    """Each name led to its most frequent one-letter variant among `names`, if it has a more frequent one."""
    found = {}
    for group in _groups(sorted(set(names))):
        best = min(group, key=lambda name: (-counts[name], name))
        for name in group:
            if name != best and _alike(name, best) and _rank(best, counts) < _rank(found.get(name, name), counts):
                found[name] = best
    return found


def _groups(names: list[str]) -> Iterator[list[str]]:
    """The names that share a shape, for each shape that several of them have."""
    letters = np.frombuffer("".join(names).encode("utf-32-le", "surrogatepass"), np.uint32)
    bounds = np.cumsum([0, *map(len, names)])
    alphabetic = np.bincount(letters) > 0
    alphabetic[alphabetic] = [chr(letter).isalpha() for letter in np.flatnonzero(alphabetic)]
    alphabetic = alphabetic[letters]
    powers = np.cumprod(np.append(np.uint64(1), np.full(np.diff(bounds).max(initial=0), _BASE)))
    parts = 1 + len(letters) // _PART
    for part in range(parts):
        told = letters, alphabetic, bounds, powers, np.uint64(part), np.uint64(parts)
        size = _shapes(*told, np.zeros(0, np.uint64), np.zeros(0, np.int32))
        shape, name = np.empty(size, np.uint64), np.empty(size, np.int32)
        _shapes(*told, shape, name)
        order = np.argsort(shape, kind="stable")
        shape, name = shape[order], name[order]
        new = np.append(True, shape[1:] != shape[:-1])[:size]
        once = new | np.append(True, name[1:] != name[:-1])[:size]  # "tt" has the same shape without either
        name, cuts = name[once], np.append(np.flatnonzero(new[once]), once.sum())
        several = np.flatnonzero(np.diff(cuts) > 1)
        for begin, end in zip(cuts[several].tolist(), cuts[several + 1].tolist(), strict=True):
            yield [names[one] for one in name[begin:end].tolist()]


def _rank(name: str, counts: Mapping[str, int]) -> tuple[int, str]:
    return -counts[name], name


@compiled
def _shapes(letters, alphabetic, bounds, powers, part, parts, shape, name):
    """How many shapes are in one part of all; they are filled in, with the number of their `name`, if there is room.

    A name of several words has as shapes itself and it with one letter of a long word blotted out or left out, but the
    first, which is rarely misspelt.  Each is told by 64 bits, the letters as a number in base _BASE.
    """
    found = 0
    for one in range(len(bounds) - 1):
        start, stop = bounds[one], bounds[one + 1]
        whole = np.uint64(0)
        for at in range(start, stop):
            whole = whole * _BASE + letters[at]
        before, long, own = np.uint64(0), False, False
        for at in range(start, stop):
            first = at == start or letters[at - 1] == _SPACE
            if first:
                long = _is_long(letters, alphabetic, at, start, stop)
                own |= long
            power = powers[stop - at - 1]
            if long and not first and letters[at] != _SPACE:
                for middle in range(2):
                    value = whole + (_BLOT - letters[at]) * power if middle else \
                        whole - (before * _BASE + letters[at] - before) * power
                    if (value >> _HIGH) % parts == part:
                        if len(shape):
                            shape[found], name[found] = value, one
                        found += 1
            before = before * _BASE + letters[at]
        if own and (whole >> _HIGH) % parts == part:
            if len(shape):
                shape[found], name[found] = whole, one
            found += 1
    return found


@inlined
def _is_long(letters, alphabetic, begin, start, stop):
    """Whether the word that begins there is of letters, enough of them, and not all of its name."""
    end = begin
    while end < stop and letters[end] != _SPACE:
        if not alphabetic[end]:
            return False
        end += 1
    return end - begin >= SHORTEST - 1 and end - begin < stop - start


def _alike(one: str, two: str) -> bool:
    if {one + letter for letter in "iny"} & {two} or {two + letter for letter in "iny"} & {one}:
        return False  # "South Korean" is no misspelt South Korea
    differing = [(a, b) for a, b in zip(one.split(), two.split(), strict=False) if a != b]
    return len(differing) == 1 and max(map(len, differing[0])) >= SHORTEST and abs(len(one) - len(two)) <= 1


def one_slip(one: str, two: str) -> bool:
    """Whether two words of five letters or more, of one first letter, differ in a letter more, less, other or moved;
    not the plural `one` of `two`."""
    if one in (two, two + "s") or one[:1] != two[:1] or max(len(one), len(two)) < 5 or abs(len(one) - len(two)) > 1:
        return False
    front = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    rest = one[front:], two[front:]
    moved = rest[0][:2] == rest[1][1::-1] and rest[0][2:] == rest[1][2:]
    return rest[0][1:] in (rest[1], rest[1][1:]) or rest[1][1:] == rest[0] or moved

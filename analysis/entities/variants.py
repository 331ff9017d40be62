"""Spelling variants: names of several words that differ in one letter ("Harbour Workers", "Harbor Workers").

One word may have one letter more, less, or other than its twin; it must be long, since short words that differ in a
letter are mostly other words.  Found by shared deletions (Garbe 2012, "Symmetric Delete"), so in linear time.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

SHORTEST = 6  # letters of the longer twin


def variants(names: Iterable[str], counts: Mapping[str, int]) -> dict[str, str]:
    """Each name led to its most frequent one-letter variant among `names`, if it has a more frequent one."""
    names, groups = sorted(set(names)), defaultdict(list)
    shared = _twice(np.fromiter((hash(shape) for name in names for shape in _shapes(name)), dtype=np.int64))
    for name in names:
        for shape in _shapes(name):
            if hash(shape) in shared:
                groups[shape].append(name)
    found = {}
    for group in groups.values():
        best = min(group, key=lambda name: (-counts[name], name))
        for name in group:
            if name != best and _alike(name, best) and _rank(best, counts) < _rank(found.get(name, name), counts):
                found[name] = best
    return found


def _twice(hashes: np.ndarray) -> set[int]:
    """Those that stand there more than once: a name has some twenty shapes, and of nearly all it is the only one."""
    hashes.sort()
    return set(hashes[1:][hashes[1:] == hashes[:-1]].tolist())


def _rank(name: str, counts: Mapping[str, int]) -> tuple[int, str]:
    return -counts[name], name


def _shapes(name: str) -> set[str]:
    """`name` with one letter of one long word blotted out or left out."""
    words, shapes = name.split(), set()
    for place, word in enumerate(words if len(words) > 1 else ()):
        if len(word) >= SHORTEST - 1 and word.isalpha():
            for at in range(1, len(word)):  # first letters are rarely misspelt
                for middle in ("", "*"):
                    shapes.add(" ".join([*words[:place], word[:at] + middle + word[at + 1:], *words[place + 1:]]))
            shapes.add(name)
    return shapes


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

"""Whose name it is: surnames, given names, initials and middle names led back to a full name.

News names a person in full once and by surname after ("Scott Bessent ... Bessent").  So a short name belongs to the
full name that the same article gives; without one, to the only full name in the collection that it fits.  Where it
fits two people it belongs to neither, unless nearly all articles mean one of them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

DOMINANT = 0.9  # share of the articles with a fitting full name that must mean one person
ENOUGH = 5  # such articles, before the share says anything
LONELY = 3  # articles with the short name alone for each with the full name: beyond, it is a name of its own

_SUFFIXES = frozenset("jr sr ii iii iv".split())
_PARTICLES = frozenset("de da di del della der den von le el bin ibn dos du".split())
_PARTICLES_OR_NAMES = frozenset("al ben van la abu st".split())  # "al Assad", but Al Gore; "van Gogh", but Van Morrison
_FULL = re.compile(r"(?:[^\W\d_]|')+(?: (?:[^\W\d_]|')+){1,4}")


class Match(NamedTuple):
    """What a short name stands for: the target ("" while undecided), by which rule, how surely, among whom."""

    target: str
    rule: str
    confidence: float
    candidates: tuple[str, ...] = ()


def parts(name: str) -> tuple[str, ...]:
    """The words of a person's key, without "jr" and the like."""
    words = tuple(name.split())
    return words[:-1] if len(words) > 2 and words[-1] in _SUFFIXES else words


def is_full(name: str) -> bool:
    """Whether a person's key gives name and surname ("scott bessent"; not "bessent", "de blasio", "g okoro")."""
    words = parts(name)
    return _FULL.fullmatch(name) is not None and words[0] not in _PARTICLES and max(map(len, words[:-1])) > 1


def may_be_short(name: str) -> bool:
    """Whether a person's key may be a surname alone in spite of its words ("al assad", "van gogh")."""
    return not is_full(name) or parts(name)[0] in _PARTICLES_OR_NAMES


def without_middle(names: Iterable[str]) -> dict[str, str]:
    """Full names led to the one form without middle names: "donald j trump" -> "donald trump".

    A middle initial goes always; a middle name or particle ("bashar al assad") only where the short form is itself in
    use.  A junior stays apart from his father.
    """
    known, found = set(names), {}
    for name in sorted(known):
        words = name.split()
        short = f"{words[0]} {words[-1]}"
        initials = all(len(word) == 1 for word in words[1:-1]) and len(words[0]) > 1
        if len(words) > 2 and words[-1] not in _SUFFIXES and (initials or short in known):
            found[name] = short
    return found


def in_article(short: str, full: Iterable[str], articles: Mapping[str, int]) -> Match | None:
    """The person whom `short` means in an article with the full names `full`; None where none fits.

    `articles`: in how many articles each full name stands.
    """
    for fits, rule, confidence in ((_ends, "surname", 0.97), (_initial, "initial", 0.95), (_begins, "first name", 0.9)):
        found = sorted(name for name in full if fits(parts(short), parts(name)))
        if len(found) == 1:
            return Match(found[0], rule, confidence)
        if found:
            return _dominant(found, articles, rule)
    return None


def across(short: str, full: Iterable[str], articles: Mapping[str, int], alone: int) -> Match | None:
    """The person whom `short` means in articles that name nobody in full; `alone`: how many articles those are.

    A short name far more common than the full one is likely another's, and stays undecided.
    """
    words = parts(short)
    found = sorted(name for name in full if _ends(words, parts(name)) or _initial(words, parts(name)))
    if len(found) != 1:
        return _dominant(found, articles, "surname, elsewhere") if found else None
    known = articles[found[0]]
    target = found[0] if alone <= LONELY * known else ""
    return Match(target, "surname, elsewhere", known / (known + 1), () if target else tuple(found))


def by_last(full: Iterable[str]) -> dict[str, list[str]]:
    """Full names by their last word."""
    found = defaultdict(list)
    for name in sorted(full):
        found[parts(name)[-1]].append(name)
    return found


def _ends(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return len(short) < len(full) and full[-len(short):] == short


def _begins(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return len(short) < len(full) and full[:len(short)] == short


def _initial(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """"g okoro", "j p morgan": initials that the full name begins with, and its surname."""
    first = [word[0] for word in full[:-1]]
    return (len(short) > 1 and short[-1] == full[-1] and all(len(word) == 1 for word in short[:-1])
            and list(short[:-1]) == first[:len(short) - 1])


def _dominant(found: list[str], articles: Mapping[str, int], rule: str) -> Match:
    counts = Counter({name: articles[name] for name in found})
    first = min(found, key=lambda name: (-counts[name], name))
    share = counts[first] / counts.total()
    if counts.total() >= ENOUGH and share >= DOMINANT:
        return Match(first, f"{rule}, mostly", share, tuple(found))
    return Match("", rule, share, tuple(found))

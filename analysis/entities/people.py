"""Whose name it is: surnames, given names, initials and middle names led back to a full name.

News names a person in full once and by surname after ("Scott Bessent ... Bessent").  So a short name belongs to the
full name that the same article gives; without one, to the only full name in the collection that it fits.  Where it
fits two people it belongs to neither, unless nearly all articles mean one of them.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from .variants import one_slip

DOMINANT = 0.9  # share of the articles with a fitting full name that must mean one person
ENOUGH = 5  # such articles, before the share says anything
LONELY = 3  # articles with the short name alone for each with the full name: beyond, it is a name of its own

_SUFFIXES = frozenset("jr sr ii iii iv".split())
_PARTICLES = frozenset("de da di del della der den von le el bin ibn dos du".split())
_PARTICLES_OR_NAMES = frozenset("al ben van la abu st".split())  # "al Assad", but Al Gore; "van Gogh", but Van Morrison
_KINDS = {"Mr": "mr", "Mrs": "ms", "Ms": "ms", "Miss": "ms", "Dr": "dr", "Judge": "judge", "Captain": "captain",
          "Capt": "captain"}
_KNOWN = 1 << 16  # names remembered with their parts: articles repeat each other's
_FULL = re.compile(r"(?:[^\W\d_]|')+(?: (?:[^\W\d_]|')+){1,4}")


class Match(NamedTuple):
    """What a short name stands for: the target ("" while undecided), by which rule, how surely, among whom."""

    target: str
    rule: str
    confidence: float
    candidates: tuple[str, ...] = ()


@lru_cache(maxsize=_KNOWN)
def parts(name: str) -> tuple[str, ...]:
    """The words of a person's key, without "jr" and the like."""
    words = tuple(name.split())
    return words[:-1] if len(words) > 2 and words[-1] in _SUFFIXES else words


@lru_cache(maxsize=_KNOWN)
def is_full(name: str) -> bool:
    """Whether a person's key gives name and surname ("scott bessent"; not "bessent", "de blasio", "g okoro")."""
    words = parts(name)
    return _FULL.fullmatch(name) is not None and words[0] not in _PARTICLES and max(map(len, words[:-1])) > 1


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


def kind(honorific: str) -> str:
    """An honorific that tells one bearer of a surname from another, in one form: "Mrs" -> "ms"; "" for the others."""
    return _KINDS.get(honorific, "")


def agreeing(names: list[str], honorific: str, bearers: Mapping[str, Counter]) -> list[str]:
    """Those of the full `names` who may be called by `honorific`: who are, or else who are not called by its opposite.

    `bearers`: full name -> honorific -> how often it is borne.
    """
    other = {"mr": "ms", "ms": "mr"}.get(honorific, "")
    borne = {name: bearers.get(name, Counter()) for name in names}
    found = [name for name in names if not honorific or borne[name][other] <= borne[name][honorific]]
    return [name for name in found if honorific and borne[name][honorific]] or found


class Full(NamedTuple):
    """Full names by their first word, by their last, and by the letter that begins their last."""

    first: Mapping[str, list[str]]
    last: Mapping[str, list[str]]
    letter: Mapping[str, list[str]]


def full_names(names: Iterable[str]) -> Full:
    """Those of persons' keys that give name and surname."""
    found = Full(defaultdict(list), defaultdict(list), defaultdict(list))
    for name in filter(is_full, names):
        words = parts(name)
        found.first[words[0]].append(name)
        found.last[words[-1]].append(name)
        found.letter[words[-1][0]].append(name)
    return found


def in_article(short: str, full: Full, articles: Mapping[str, int], surnames: Set[str],
               chosen: Callable[[list[str]], list[str]] = list) -> Match | None:
    """The person whom `short` means in an article with the full names `full`; None where none fits but itself.

    `articles`: in how many articles each full name stands; `surnames`: those of the whole collection; `chosen`: keeps
    of the names that fit those that agree with an honorific.
    """
    words = parts(short)
    first, last = (words[0], words[-1]) if words else ("", "")
    near = {"first name": full.first.get(first, ()),
            "misspelt": () if last in surnames else full.letter.get(last[:1], ())}
    for fits, rule, confidence in _LONG if is_full(short) and words[0] not in _PARTICLES_OR_NAMES else _SHORT:
        fitting = near.get(rule, full.last.get(last, ()))
        found = [name for name in fitting if name != short and fits(words, parts(name))]
        found = chosen(sorted(found)) if found else []
        if rule == "nickname":
            found = [name for name in found if _before(name, short, articles)]
        if len(found) == 1:
            return Match(found[0], rule, confidence)
        if found:
            return _dominant(found, articles, rule)
    return None


def across(short: str, full: Sequence[str], articles: Mapping[str, int], alone: int,
           chosen: Callable[[list[str]], list[str]] = list) -> Match | None:
    """The person whom `short` means in articles that name nobody in full; `alone`: how many articles those are;
    `full`: the sorted full names of its surname.

    A short name far more common than the full one is likely another's, and stays undecided.
    """
    words = parts(short)
    if is_full(short):
        begin = words[0][:3]  # which nicknames share
        near = full[bisect_left(full, begin):bisect_left(full, begin + "\U0010ffff")]
        found = [name for name in near if _nickname(words, parts(name)) and _before(name, short, articles)]
        return Match("", "nickname", 0.5, tuple(found)) if found else None
    found = chosen([name for name in full if _ends(words, parts(name)) or _initial(words, parts(name))])
    if len(found) != 1:
        return _dominant(found, articles, "surname, elsewhere") if found else None
    known = articles[found[0]]
    target = found[0] if alone <= LONELY * known else ""
    return Match(target, "surname, elsewhere", known / (known + 1), () if target else tuple(found))


def by_last(full: Iterable[str]) -> dict[str, list[str]]:
    """Full names by their last word, sorted."""
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


def _before(one: str, two: str, articles: Mapping[str, int]) -> bool:
    """Whether `one` is the more frequent of two names, or the first of equals."""
    return (-articles[one], one) < (-articles[two], two)


def _misspelt(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """"deyer" of "claus dreyer": a surname with one letter more, less or other, or two changed about."""
    return len(short) == 1 and one_slip(short[0], full[-1])


def _nickname(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """"danny vale" and "daniel vale", "ben quill" and "benjamin quill"."""
    one, two = sorted((short[0], full[0]), key=len)
    if short == full:
        return False  # a junior and his father
    pet = one[:3] == two[:3] and (one.endswith(("y", "ie")) or two.endswith(("y", "ie")))
    return len(short) == len(full) and short[1:] == full[1:] and len(one) > 2 and (two.startswith(one) or pet)


_SHORT = ((_ends, "surname", 0.97), (_initial, "initial", 0.95), (_begins, "first name", 0.9),
          (_misspelt, "misspelt", 0.8))
_LONG = ((_ends, "surname", 0.97), (_nickname, "nickname", 0.85))


def _dominant(found: list[str], articles: Mapping[str, int], rule: str) -> Match:
    counts = Counter({name: articles[name] for name in found})
    first = min(found, key=lambda name: (-counts[name], name))
    share = counts[first] / counts.total()
    if counts.total() >= ENOUGH and share >= DOMINANT:
        return Match(first, f"{rule}, mostly", share, tuple(found))
    return Match("", rule, share, tuple(found))

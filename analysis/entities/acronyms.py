"""Which long name an acronym stands for.

Sure where the article gives both side by side, "European Union (EU)"; likely where the article has one name with
just these initials (Schwartz & Hearst 2003, "A simple algorithm for identifying abbreviation definitions", on names
instead of free text).
"""

import re
from collections.abc import Iterable, Mapping

from .headwords import PARTY
from .people import Match
from .spelling import key

_SKIPPED = frozenset("of the and for in on at to de la du des und der".split())


def is_acronym(spelling: str) -> bool:
    """Whether `spelling` is written as capitals, with or without dots: "EU", "U.N.", "AT&T", "AfD"."""
    bare = spelling.replace(".", "")
    return re.fullmatch(r"[A-Z][A-Z0-9&]{1,7}s?|[A-Z][a-z][A-Z]", bare) is not None


def fits(acronym: str, long: str) -> bool:
    """Whether the initials of `long` spell `acronym`, small words counted or left out."""
    letters = key(acronym).replace(" ", "")
    words = key(long).split()
    full = "".join(word[0] for word in words)
    short = "".join(word[0] for word in words if word not in _SKIPPED)
    return len(words) > 1 and letters in (full, short)


def shuffles(acronym: str, long: str) -> bool:
    """Whether the initials of `long` are those of `acronym` in another order: "National Front" is FN in French."""
    initials = sorted(word[0] for word in key(long).split() if word not in _SKIPPED)
    return len(initials) > 1 and initials == sorted(key(acronym).replace(" ", ""))


def beside(acronym: str, long: str) -> bool:
    """Whether `acronym`, found in brackets after `long`, abbreviates it: its letters stand there in order."""
    letters = iter(key(long))
    same_start = key(acronym)[0] == key(long)[0]
    in_order = same_start and all(letter in letters for letter in key(acronym))
    return not is_acronym(long) and (in_order or shuffles(acronym, long))


def expansions(acronym: str, names: Iterable[str]) -> list[str]:
    """The long names among `names` with these initials, in order."""
    return sorted(name for name in names if fits(acronym, name))


def in_article(acronym: str, names: Iterable[str], neighbours: Mapping[str, str]) -> Match | None:
    """The long name (a key) that `acronym` means among an article's `names`; None where none fits."""
    if (long := neighbours.get(key(acronym))) is not None:
        return Match(long, "acronym beside its name", 0.99)
    found = expansions(acronym, names)
    if len(found) == 1:
        return Match(found[0], "acronym", 0.95)
    if found:
        return Match("", "acronym", 1 / len(found), tuple(found))
    found = sorted(name for name in names if name.split()[-1] in PARTY and shuffles(acronym, name))
    return Match(found[0], "acronym in another language", 0.85) if len(found) == 1 else None

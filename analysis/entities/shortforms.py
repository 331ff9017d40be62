"""Short forms of what is no person: "Goldman" of Goldman Sachs, "Hexley" of Hexley United, "Greens" of Green Alliance.

A short form is believed where the article has one long form that it can stand for, and where the collection mostly
has both together; a club's and a party's need no more than the words they are made of.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .countries import SHARED, country
from .headwords import CLUB, ISLES, TOWNS, is_party
from .people import Match

_ADJECTIVE = re.compile(r"^\w+(?:[ei]an|ish|ese)$")  # "European", before anything of Europe
_OF = ("de", "do", "da", "del", "upon", "on", "am", "an", "sur")


class Company(NamedTuple):
    """What stands together in the collection, names as keys.

    `together`: (short, long) -> in how many articles both are organisations, or both places; `spread`: (short, label)
    -> in how many articles it is that; `clubs`, `isles`: the first words of a club's or an archipelago's name -> the
    long names.
    """

    together: Mapping[tuple[str, str], int]
    spread: Mapping[tuple[str, str], int]
    clubs: Mapping[str, set[str]]
    isles: Mapping[str, set[str]]


def company(articles: Iterable[Mapping[str, str]]) -> Company:
    """What stands together in `articles`, each its names that are no person's, with their labels."""
    together, spread, clubs, isles = Counter(), Counter(), defaultdict(set), defaultdict(set)
    for names in articles:
        spread.update(names.items())
        for long in names:
            words = long.split()
            together.update((short, long) for short in _ends(words) if names.get(short) == names[long])
            if (club := club_of(long)) and words[-1] not in TOWNS and names[long] == "ORG":
                clubs[club].add(long)
            if len(words) > 1 and words[-1] in ISLES and not country(long):
                isles[" ".join(words[:-1])].add(long)
    return Company(together, spread, clubs, isles)


def _ends(words: list[str]) -> set[str]:
    """What `words` begin and end with."""
    begins = {" ".join(words[:size]) for size in range(1, len(words))}
    return begins | {" ".join(words[size:]) for size in range(1, len(words))}


class Names(NamedTuple):
    """An article's names that are no person's, as keys, with their `labels`; those of several words by their `first`
    word (less "'s") and their `last`; its `parties`; its clubs, by what they call themselves."""

    labels: Mapping[str, str]
    first: Mapping[str, list[str]]
    last: Mapping[str, list[str]]
    parties: list[str]
    clubs: Mapping[str, list[str]]


def by_word(labels: Mapping[str, str]) -> Names:
    """The names of an article, so that each finds those it may be short for without going through all."""
    found = Names(labels, defaultdict(list), defaultdict(list), list(filter(is_party, labels)), defaultdict(list))
    for name, label in labels.items():
        first, gap, _ = name.partition(" ")
        if gap:
            found.first[first.removesuffix("'s")].append(name)
            found.last[name.rpartition(" ")[2]].append(name)
        if label == "ORG" and (club := club_of(name)):
            found.clubs[club].append(name)
    return found


def in_article(name: str, label: str, names: Names, known: Company) -> Match | None:
    """What `name`, of that `label`, is short for among an article's `names`; None if nothing."""
    return (_one("short form", 0.9, names.last.get(name, ()) if name in CLUB else ())
            or (label == "ORG" and _one("club", 0.9, names.clubs.get(name, ())))
            or (label in ("ORG", "GROUP") and _one("members", 0.9, [one for one in names.parties
                                                                   if is_member(name, one)]))
            or _mostly_together(name, label, names, known)
            or _shared_country(name, label, names)
            or (label == "ORG" and _one("club, elsewhere", 0.8, known.clubs.get(name, ())))
            or (label == "PLACE" and _one("place form", 0.85, known.isles.get(name, ()))) or None)


def _one(rule: str, confidence: float, found: Iterable[str]) -> Match | None:
    found = sorted(found)
    return Match(found[0], rule, confidence) if len(found) == 1 else None


def club_of(name: str) -> str:
    """The town or word that a club calls itself by, "saltmere" of "saltmere rovers", "fc saltmere"; "" of others."""
    words = name.split()
    if len(words) < 2 or country(name):
        return ""
    if words[-1] in CLUB or words[-1] == "fc":
        return " ".join(words[:-1])
    return " ".join(words[1:]) if words[0] == "fc" else ""


def is_member(name: str, long: str) -> bool:
    """Whether `name` are the people of the party `long`: "greens", "social democrats" of "social democratic party"."""
    stem, first = name.removesuffix("s"), long.rpartition(" ")[0]
    return first.startswith(stem) and len(first) - len(stem) <= 2


def _mostly_together(name: str, label: str, names: Names, known: Company) -> Match | None:
    """The one name of an article that `name` begins or ends, if the collection has it mostly beside that."""
    words = name.split()
    near = {*names.first.get(words[0].removesuffix("'s"), ()), *names.last.get(words[-1], ())} if words else ()
    found = [long for long in near if names.labels[long] == label and is_part(name, long, label)]
    if len(found) != 1 or 2 * known.together[name, found[0]] < known.spread[name, label]:
        return None
    telling = found[0].startswith(name) or name.count(" ") > 1 or name in CLUB
    return Match(found[0], "short form" if telling else "last words", 0.85)


def _shared_country(name: str, label: str, names: Names) -> Match | None:
    """The one country of an article among those that share `name`: "Korea" of South Korea."""
    near = names.last.get(name, ()) if label == "PLACE" and name in SHARED else ()
    return _one("country", 0.9, filter(country, near))


def is_part(name: str, long: str, label: str) -> bool:
    """Whether the words of `name` begin or end an organisation's longer name, or begin a place's before "de" or "upon"
    ("Rio"); no adjective's."""
    if label == "PLACE":
        return long.startswith(tuple(f"{name} {word} " for word in _OF))
    return label == "ORG" and not _ADJECTIVE.search(name) and (
        long.startswith((name + " ", name + "'s ")) or long.endswith(" " + name))

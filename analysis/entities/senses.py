"""What a name means in one article: the person, the town, the club or the firm.

A recogniser gives one word several labels on one page.  Within an article a name has one meaning ("one sense per
discourse", Gale, Church & Yarowsky 1992): the label it has most often, unless the words beside it say more: a
surname is a person's, what things happen "in" or what has an ambassador is a place, who has a striker is a club.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .countries import country
from .extent import Span
from .headwords import CLUB
from .lexicon import Lexicon, is_located, majority
from .spelling import honorific, key

LOCATED = 1 / 5  # share of a name's mentions after "in", "near", "town of", from which it is no person's
OFTEN_PLACE = 2 / 5  # share of its labels that say place, from which a word is a place where anything is in it
TOWN = 1 / 10  # the same for the name of a club, from which it is the town's where no sport is told

_PLAYING = re.compile(
    r"(?:['\u2019]s?)? (?:forward|striker|midfielder|defender|goalkeeper|keeper|winger|captain|coach|manager|fans?|"
    r"supporters|defence|defense|quarterback|pitcher|batsman|bowler|kick)\b"
)


class _Seen(NamedTuple):
    """Of a name's mentions in an article: how many are after "in", before a player, after "Ms", nouns beside nouns."""

    located: int = 0
    playing: int = 0
    titled: int = 0
    beside: int = 0


def labels(text: str, spans: list[Span], known: Lexicon, beside: Iterable[str]) -> dict[str, str]:
    """The label of each name of an article, by key; `beside`: people whom its headline or captions give in full."""
    here, places = defaultdict(Counter), defaultdict(list)
    for span in spans:
        name = key(text[span.start:span.end])
        here[name][span.label] += 1
        places[name].append(span)
    votes = {name: known.votes(name) for name in here}
    found = {name: majority(own, votes[name]) for name, own in here.items()}
    seen = {name: _seen(text, spans) for name, spans in places.items()}
    for name, label in found.items():
        if label == "PERSON" and _is_place(name, seen[name], here[name].total(), votes[name], known):
            found[name] = "PLACE"
        elif label != "PERSON" and 2 * seen[name].titled >= here[name].total():
            found[name] = "PERSON"
    surnames = _surnames({**found, **{key(name): "PERSON" for name in beside}})
    return {name: "PERSON" if name in surnames else _sense(name, label, seen[name], found, votes[name], known)
            for name, label in found.items()}


def usual(name: str, known: Lexicon) -> str:
    """The label of a name (its key) in an article where the model sees it nowhere."""
    votes = known.votes(name)
    label = majority(Counter(), votes)
    if label == "PERSON" and name not in known.bearers and _is_place(name, _Seen(), 1, votes, known):
        label = "PLACE"
    return _sense(name, label, _Seen(), {}, votes, known)


def _seen(text: str, spans: list[Span]) -> _Seen:
    return _Seen(sum(is_located(text, start, end) for start, end, _ in spans),
                 sum(_PLAYING.match(text, end) is not None for _, end, _ in spans),
                 sum(honorific(text, start) != "" for start, _, _ in spans),
                 sum(text.endswith(("the ", "The "), 0, start) and re.match(r" [a-z]", text[end:end + 2]) is not None
                     for start, end, _ in spans))


def _is_place(name: str, seen: _Seen, mentions: int, votes: Counter, known: Lexicon) -> bool:
    """Whether a name that the model takes for a person's is a place's.

    Nobody lives "in" a person; but one may have faith in one, so not where full names bear that surname.  Those are
    asked more: "the Skerrow inquiry" is of the Skerrow Isles in an article that has no full name, nor anything but
    that, where the collection names the isles about as often as the people.
    """
    if name not in known.bearers:
        return (seen.located >= LOCATED * mentions
                or known.located.get(name, 0) >= LOCATED * votes.total())
    return seen.beside == mentions and 4 * known.places.get(name, 0) >= known.bearers[name]


def _sense(name: str, label: str, seen: _Seen, found: Mapping[str, str], votes: Counter, known: Lexicon) -> str:
    """`label`, or what the name of a club, a town or a firm is here instead; no surname of the article."""
    if seen.titled or country(name):
        return label
    places = known.located.get(name, 0) + known.governed.get(name, 0)
    located = known.located.get(name, 0) >= LOCATED * votes.total()
    if label == "PRODUCT" and located and " " not in name:
        return "PLACE"
    if label not in ("PERSON", "ORG", "PLACE"):
        return label
    club = name in known.clubs and any(found.get(f"{name} {club}") == "ORG" for club in CLUB)
    if not seen.located and (seen.playing or club):
        return "ORG"
    if name in known.clubs and known.located.get(name, 0) >= TOWN * votes.total():
        return "PLACE"
    if label == "ORG" and " " not in name and places and (
            votes["PLACE"] >= (LOCATED if places >= LOCATED * votes.total() else OFTEN_PLACE) * votes.total()):
        return "PLACE"
    if label == "PERSON" and name not in known.bearers and known.firms.get(name):
        return "PLACE" if 2 * votes["PLACE"] > votes.total() else "ORG"
    return label


def _surnames(labels: Mapping[str, str]) -> set[str]:
    return {name.rsplit(" ", 1)[1] for name, label in labels.items() if label == "PERSON" and " " in name}

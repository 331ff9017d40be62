"""What the collection says of names: their labels, how sure the model is of them, what their words mean elsewhere."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from .extent import Span
from .headwords import CLUB, ISLES
from .spelling import key

KNOWN = 0.6  # share of a spelling's occurrences taken for a name, to find it where the model saw it nowhere,
OFTEN = 3  # and how often it must have been taken for one

COLLECTION = 2  # votes on a name's label that the collection has beside the mentions of an article

_FIRST = re.compile(r"(?<!\w)[^\W\d_a-z]\w*")
_WHERE = re.compile(
    r"\b(?:in|near|outside|(?:town|city|village|province|state|region|county|district|island|port) of) (?:the )?$",
    re.IGNORECASE,
)
_HINTS = ("in ", "near ", "outside ", "of ", "the ")  # one of which ends what the pattern finds
_OWNING = re.compile(r" ?['\u2019]s?\b|['\u2019] ")
_OFFICE = r"(?:minister|ministry|ambassador|embassy|consulate)"
_GOVERNING = re.compile(rf"['\u2019]s? (?:[a-z]+ ){{0,2}}{_OFFICE}\b")
_GOVERNED = re.compile(rf"\b[a-z]+ {_OFFICE} (?:of|to|in) $")
_LINKS = (" of ", " to ", " in ")
_SIDES = frozenset("north south east west upper lower lake".split())


class Lexicon(NamedTuple):
    """Of names, by key: in how many mentions each has a label (`labels`: label -> name -> mentions), is `located`
    ("in Hexley") or `governed` ("Oumara's culture minister").

    Of spellings: how often they are `tagged`, and how often they stand in a text untagged (`missed`).  Of words: the
    mentions of the full names that end with them as surnames (`bearers`), of the places that are called by them
    (`places`, "Skerrow Isles"), of the organisations that begin with them (`firms`); and which give a club its name
    (`clubs`).

    A collection has millions of spellings: a name is one entry in one table, not a table of its own.
    """

    labels: Mapping[str, Counter]
    located: Mapping[str, int]
    governed: Mapping[str, int]
    tagged: Mapping[str, int]
    missed: Mapping[str, int]
    bearers: Mapping[str, int]
    places: Mapping[str, int]
    firms: Mapping[str, int]
    clubs: set[str]

    def votes(self, name: str) -> Counter:
        """In how many mentions a name has each of its labels."""
        return Counter({label: named[name] for label, named in self.labels.items() if name in named})

    def share(self, spelling: str) -> float:
        """In what share of its occurrences a spelling is taken for a name; 0 for one that never is."""
        tagged = self.tagged.get(spelling, 0)
        return tagged and tagged / (tagged + self.missed.get(spelling, 0))


class Finder:
    """Finds given spellings that begin with a capital in running text, as whole words, longest first."""

    def __init__(self, spellings: Collection[str]):
        lengths, same = defaultdict(set), {}
        for spelling in spellings:
            if first := _FIRST.match(spelling):
                lengths[first.group()].add(len(spelling))
        # How long those with a first word may be: most first words have the same few lengths, kept once.
        found = ((first, tuple(sorted(own, reverse=True))) for first, own in lengths.items())
        self._lengths = {first: same.setdefault(own, own) for first, own in found}
        self._spellings = spellings

    def find(self, text: str, taken: Iterable[Span] = (), capitals: list[tuple[int, str]] | None = None
             ) -> list[tuple[int, int]]:
        """(start, end) of every spelling in `text` that touches no span of `taken`, and no other.

        `capitals`: those of the text, for who looks through it with several finders."""
        covered = sorted((span.start, span.end) for span in taken)
        found, place, free = [], 0, 0
        for start, word in capitalised(text) if capitals is None else capitals:
            if word not in self._lengths:
                continue  # as most, where the spellings are those of one article
            while place < len(covered) and covered[place][1] <= start:
                place += 1
            limit = covered[place][0] if place < len(covered) else len(text)
            if free <= start < limit and (end := self._end(text, word, start, limit)):
                found.append((start, end))
                free = end
        return found

    def _end(self, text: str, first: str, start: int, limit: int) -> int:
        for length in self._lengths[first]:
            end = start + length
            if end <= limit and text[start:end] in self._spellings and not text[end:end + 1].isalnum():
                return end
        return 0


def capitalised(text: str) -> list[tuple[int, str]]:
    """(start, word) of each word of `text` that begins with a capital or a letter without case."""
    return [(match.start(), match.group()) for match in _FIRST.finditer(text)]


def lexicon(articles: Callable[[], Iterable[tuple[str, list[Span]]]]) -> Lexicon:
    """The lexicon of (text, spans) of the collection's articles, gone through twice."""
    labels, located, governed, tagged = defaultdict(Counter), Counter(), Counter(), Counter()
    for text, spans in articles():
        for start, end, label in spans:
            name = key(text[start:end])
            labels[label][name] += 1
            tagged[text[start:end]] += 1
            if is_located(text, start, end):
                located[name] += 1
            if is_governed(text, start, end):
                governed[name] += 1
    finder, missed = Finder(tagged), Counter()
    for text, spans in articles():
        missed.update(text[start:end] for start, end in finder.find(text, spans))
    known = Lexicon(labels, located, governed, tagged, missed, Counter(), Counter(), Counter(), set())
    return known._replace(**_words(known))


def _words(known: Lexicon) -> dict[str, Counter | set]:
    """What words mean in the names of several words: bearers, places, firms, clubs."""
    bearers, places, firms, clubs = Counter(), Counter(), Counter(), set()
    for name in _names(known):
        words = name.split()
        if len(words) < 2:
            continue
        votes = known.votes(name)
        label, count = majority(Counter(), votes), votes.total()
        if words[-1] in CLUB:
            clubs.add(" ".join(words[:-1]))
        if words[-1] in ISLES or words[0] in _SIDES:
            places[words[0] if words[-1] in ISLES else " ".join(words[1:])] += count
        elif label == "PERSON":
            bearers[words[-1]] += count
        elif label == "ORG":
            firms[words[0]] += count
    return {"bearers": bearers, "places": places, "firms": firms, "clubs": clubs}


def _names(known: Lexicon) -> Iterator[str]:
    """The names, each once."""
    before = []
    for named in known.labels.values():
        yield from (name for name in named if not any(name in other for other in before))
        before.append(named)


def well_known(known: Lexicon) -> Finder:
    """A finder of the names that the collection knows beyond doubt."""
    return Finder({name for name, count in known.tagged.items()
                   if count >= OFTEN and known.share(name) >= KNOWN and len(name) > 2})


def is_located(text: str, start: int, end: int) -> bool:
    """Whether something is said to be in text[start:end], or near it."""
    if not text[max(0, start - 16):start].lower().endswith(_HINTS):
        return False  # as most, so that the rest need not be looked for
    return bool(_WHERE.search(text, max(0, start - 16), start) and not _OWNING.match(text, end))


def is_governed(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] has ministers or embassies, as a country has."""
    return bool(_GOVERNING.match(text, end) or (text.endswith(_LINKS, 0, start)
                                                and _GOVERNED.search(text, max(0, start - 40), start)))


def majority(here: Counter, collection: Counter) -> str:
    """The label with the most votes: each mention `here` is one, the whole `collection` has `COLLECTION`."""
    weight = COLLECTION / collection.total()
    return min({**collection, **here}, key=lambda label: (-here[label] - weight * collection[label], label))

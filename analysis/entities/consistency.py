"""One label for a name in an article, and its mentions that the model missed.

A recogniser decides line by line: on one page it calls "Trump" a person, then an organisation, then sees nothing.
Within an article a name takes the label it has most often (the collection decides ties), a surname that of the full
name, and a name once seen is found wherever it stands ("one sense per discourse", Gale, Church & Yarowsky 1992).
A name that is seen all over the collection is found in articles where the model saw it nowhere.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from .extent import Span
from .spelling import key

SEEN = 0.3  # share of a spelling's occurrences taken for a name, to find the others in the same article
KNOWN = 0.6  # the same, to find it in articles where it was never taken for one,
OFTEN = 3  # and how often it must have been
LOCATED = 1 / 5  # share of a name's mentions after "in", "near", "town of", from which it is no person's

_FIRST = re.compile(r"(?<!\w)[^\W\d_a-z]\w*")
_WHERE = re.compile(
    r"\b(?:in|near|outside|(?:town|city|village|province|state|region|county|district|island|port) of) (?:the )?$"
)
_OWNING = re.compile(r" ?['\u2019]s?\b|['\u2019] ")


class Lexicon(NamedTuple):
    """What the collection says of names: their labels by key, and of spellings: how often, and in what share of their
    occurrences, the model takes them for names; and the last words of people's full names.
    """

    labels: Mapping[str, Counter]
    tagged: Mapping[str, int]
    share: Mapping[str, float]
    surnames: set[str]


class Finder:
    """Finds given spellings that begin with a capital in running text, as whole words, longest first."""

    def __init__(self, spellings: Iterable[str]):
        self._by_first = defaultdict(list)
        for spelling in sorted(set(spellings), key=lambda spelling: (-len(spelling), spelling)):
            if first := _FIRST.match(spelling):
                self._by_first[first.group()].append(spelling)

    def find(self, text: str, taken: Iterable[Span] = ()) -> list[tuple[int, int]]:
        """(start, end) of every spelling in `text` that touches no span of `taken`, and no other."""
        covered = sorted((span.start, span.end) for span in taken)
        found, place, free = [], 0, 0
        for match in _FIRST.finditer(text):
            start = match.start()
            while place < len(covered) and covered[place][1] <= start:
                place += 1
            limit = covered[place][0] if place < len(covered) else len(text)
            if free <= start < limit and (end := self._end(text, match.group(), start, limit)):
                found.append((start, end))
                free = end
        return found

    def _end(self, text: str, first: str, start: int, limit: int) -> int:
        for spelling in self._by_first.get(first, ()):
            end = start + len(spelling)
            if end <= limit and text.startswith(spelling, start) and not text[end:end + 1].isalnum():
                return end
        return 0


def lexicon(articles: Callable[[], Iterable[tuple[str, list[Span]]]]) -> Lexicon:
    """The collection's labels and shares from (text, spans) of its articles, gone through twice."""
    labels, tagged = defaultdict(Counter), Counter()
    for text, spans in articles():
        for start, end, label in spans:
            labels[key(text[start:end])][label] += 1
            tagged[text[start:end]] += 1
    finder, seen = Finder(tagged), Counter(tagged)
    for text, spans in articles():
        seen.update(text[start:end] for start, end in finder.find(text, spans))
    surnames = _surnames({name: _majority(Counter(), votes) for name, votes in labels.items()})
    return Lexicon(labels, tagged, {spelling: count / seen[spelling] for spelling, count in tagged.items()}, surnames)


def well_known(known: Lexicon) -> Finder:
    """A finder of the names that the collection knows beyond doubt."""
    return Finder(name for name, count in known.tagged.items()
                  if count >= OFTEN and known.share[name] >= KNOWN and len(name) > 2)


def settle(text: str, spans: list[Span], known: Lexicon, finder: Finder, beside: Iterable[str] = ()) -> list[Span]:
    """The mentions of one article, one label for each name and none missed.

    `finder` is `well_known(known)`; `beside`: people whom its headline or captions give in full.
    """
    spans = _widened(text, spans, known)
    labels = _labels(text, spans, known, beside)
    spans = [part for span in spans for part in _split(text, span, labels, known)]
    found = [Span(start, end, labels[key(text[start:end])]) for start, end, _ in spans]
    for search in (Finder(name for name in {text[start:end] for start, end, _ in spans}
                          if known.share.get(name, 0) >= SEEN), finder):
        for start, end in search.find(text, found):
            name = key(text[start:end])
            found.append(Span(start, end, labels.get(name) or _majority(Counter(), known.labels[name])))
    return sorted(found)


def _widened(text: str, spans: list[Span], known: Lexicon) -> list[Span]:
    """Spans stretched to a longer name that the article has elsewhere: "New" in "New York" (where it has that)."""
    longer = {text[span.start:span.end]: span.label for span in spans}
    longer = {name: label for name, label in longer.items() if " " in name and known.share.get(name, 0) >= SEEN}
    found = list(spans)
    for start, end in Finder(longer).find(text):
        inside = [span for span in found if span.start < end and span.end > start]
        if inside and all(start <= span.start and span.end <= end for span in inside) and inside[0][:2] != (start, end):
            found = [span for span in found if span not in inside]
            found.append(Span(start, end, longer[text[start:end]]))
    return sorted(found)


def _labels(text: str, spans: list[Span], known: Lexicon, beside: Iterable[str]) -> dict[str, str]:
    here, located = defaultdict(Counter), Counter()
    for start, end, label in spans:
        name = key(text[start:end])
        here[name][label] += 1
        located[name] += bool(_WHERE.search(text, max(0, start - 16), start) and not _OWNING.match(text, end))
    labels = {name: _majority(votes, known.labels[name]) for name, votes in here.items()}
    for name, label in labels.items():
        # Nobody lives "in" a person; but one may have faith in one, so not where a full name bears that surname.
        if label == "PERSON" and name not in known.surnames and located[name] >= LOCATED * here[name].total():
            labels[name] = "PLACE"
    surnames = _surnames({**labels, **{key(name): "PERSON" for name in beside}})
    return {name: "PERSON" if name in surnames else label for name, label in labels.items()}


def _surnames(labels: Mapping[str, str]) -> set[str]:
    return {name.rsplit(" ", 1)[1] for name, label in labels.items() if label == "PERSON" and " " in name}


def _majority(here: Counter, collection: Counter) -> str:
    total = collection.total()
    return min({**collection, **here}, key=lambda label: (-here[label] - collection[label] / total, label))


def _split(text: str, span: Span, labels: Mapping[str, str], known: Lexicon) -> list[Span]:
    """Two names run together ("according to Bloomberg Trump said") where each stands alone elsewhere."""
    first, gap, second = text[span.start:span.end].partition(" ")
    if (gap and known.tagged[text[span.start:span.end]] == 1 and labels.get(key(second)) == "PERSON"
            and labels.get(key(first)) in ("ORG", "PLACE")):
        middle = span.start + len(first)
        return [Span(span.start, middle, labels[key(first)]), Span(middle + 1, span.end, "PERSON")]
    return [span]


def full_names(text: str, spans: list[Span], beside: Iterable[str]) -> dict[str, str]:
    """Surnames of the article to the full names that only the lines `beside` it give."""
    people = {text[span.start:span.end] for span in spans if span.label == "PERSON"}
    own = [key(name) for name in people if " " in name]
    found = {}
    for short in sorted(name for name in people if " " not in name):
        full = sorted(name for name in beside if key(name).endswith(" " + key(short)))
        if len({key(name) for name in full}) == 1 and not any(name.endswith(" " + key(short)) for name in own):
            found[short] = full[0]
    return found

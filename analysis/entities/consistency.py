"""One label for a name in an article, and its mentions that the model missed.

A recogniser decides line by line: on one page it calls "Trump" a person, then an organisation, then sees nothing.
Within an article a name takes one label (see `senses`), and a name once seen is found wherever it stands.
A name that is seen all over the collection is found in articles where the model saw it nowhere.
"""

from collections.abc import Iterable, Mapping

from . import senses
from .extent import Span, sided, with_surname
from .lexicon import Finder, Lexicon, capitalised
from .spelling import key

SEEN = 0.3  # share of a spelling's occurrences taken for a name, to find the others in the same article


def settle(text: str, spans: list[Span], known: Lexicon, finder: Finder, beside: Iterable[str] = ()) -> list[Span]:
    """The mentions of one article, one label for each name and none missed.

    `finder` is `well_known(known)`; `beside`: people whom its headline or captions give in full.
    """
    capitals = capitalised(text)
    spans = _widened(text, spans, known, capitals)
    labels = senses.labels(text, spans, known, beside)
    spans = [part for span in spans for part in _split(text, span, labels, known)]
    found = [Span(start, end, labels[key(text[start:end])]) for start, end, _ in spans]
    for search in (Finder({name for name in {text[start:end] for start, end, _ in spans}
                          if known.share(name) >= SEEN}), finder):
        for start, end in search.find(text, found, capitals):
            name = key(text[start:end])
            found.append(sided(text, Span(start, end, labels.get(name) or senses.usual(name, known))))
    return sorted(found)


def _widened(text: str, spans: list[Span], known: Lexicon, capitals: list[tuple[int, str]]) -> list[Span]:
    """Spans stretched to a longer name that the article has elsewhere: "New" in "New York" (where it has that).

    And to a surname that is a word, "He Lifeng" at the beginning of a sentence, where the collection has it.
    """
    longer = {text[span.start:span.end]: span.label for span in spans}
    longer = {name: label for name, label in longer.items() if " " in name and known.share(name) >= SEEN}
    found = [with_surname(text, span, lambda name: known.share(name) >= SEEN) for span in spans]
    for start, end in Finder(longer).find(text, capitals=capitals):
        inside = [span for span in found if span.start < end and span.end > start]
        if inside and all(start <= span.start and span.end <= end for span in inside) and inside[0][:2] != (start, end):
            found = [span for span in found if span not in inside]
            found.append(Span(start, end, longer[text[start:end]]))
    return sorted(found)


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

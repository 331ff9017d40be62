"""How far a name reaches: what the model's spans take too little or too much of."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ..text.stopwords import stop_words
from .headwords import told

_SURNAMES_LIKE_WORDS = re.compile(r"(?<=[a-z] )(?:He|She|You|An|So|Do) $")
_WORDS = re.compile(r"\b(?:He|She|You|An|So|Do) $")
_SIDE = re.compile(r"(?:^|[^\w ] ?|\n|\b[a-z]+ )((?:North|South|East|West|Upper|Lower) )$")
_ADDRESS = re.compile(r"(?<=[a-z])[.@](?=[^\W\d_])")  # "Caliber.Az", not "U.S."
_OFFICE = re.compile(r" (?:[Ss]ecretary|[Mm]inister|[Mm]inistry)\b")
_SCORE = re.compile(r"(?<=\w) \d+(?:st|nd|rd|th)?(?![\w.])")
_JOINT = re.compile(r"\s*[\u00b7\u2022|/:;()\[\]]\s*|\s+[\u2013\u2014-]\s+|\s*\b\d+[\u2013-]\d+\b\s*")


class Span(NamedTuple):
    """One mention in an article's text."""

    start: int
    end: int
    label: str


def mend(text: str, spans: Iterable[Span]) -> list[Span]:
    """Spans that are names, whole: "He Lifeng" with its "He", no "Treasury" of a title, no "Next", no web address."""
    found = []
    for start, end, label in (piece for span in spans for piece in _unjoined(text, span)):
        if (before := _SURNAMES_LIKE_WORDS.search(text, max(0, start - 8), start)) and " " not in text[start:end]:
            start = before.start()
        start, end, label = sided(text, Span(start, end, label))
        if not _no_name(text, start, end, label):
            found.append(Span(start, end, told(text[start:end], label)))
    return found


def with_surname(text: str, span: Span, known: Callable[[str], bool]) -> Span:
    """A span of one word together with the "He" before it, where that is `known` as a name."""
    before = _WORDS.search(text, max(0, span.start - 8), span.start)
    if before and " " not in text[span.start:span.end] and known(text[before.start():span.end]):
        return Span(before.start(), span.end, span.label)
    return span


def sided(text: str, span: Span) -> Span:
    """The place that a span is the second half of: "Skerrow" in "on South Skerrow", a person's name or not."""
    side = span.label in ("PERSON", "PLACE") and _SIDE.search(text, max(0, span.start - 20), span.start)
    return Span(side.start(1), span.end, "PLACE") if side else span


def _unjoined(text: str, span: Span) -> list[Span]:
    """A span cut where a sign or a score joins two names: "Leeds 1-1 Hull", "Leeds 0 Hull 1", "Leeds / Hull"."""
    if text[span.start:span.end].replace(" ", "").isalpha():
        return [span]  # as most are
    scores = len(_SCORE.findall(text, span.start, span.end))
    if scores > 1 or (scores and span.label in ("PERSON", "PLACE")):
        return _apart(text, span, _SCORE)
    return _apart(text, span, _JOINT)


def _apart(text: str, span: Span, sign: re.Pattern) -> list[Span]:
    found, start = [], span.start
    for joint in [*sign.finditer(text, span.start, span.end), None]:
        end = joint.start() if joint else span.end
        start += len(text[start:end]) - len(text[start:end].lstrip())
        if any(map(str.isupper, text[start:end])):
            found.append(Span(start, end, span.label))
        start = joint.end() if joint else end
    return found


def _no_name(text: str, start: int, end: int, label: str) -> bool:
    written = text[start:end]
    common = label != "PERSON" and not written.isupper() and written.lower() in stop_words()
    office = label == "ORG" and " " not in written and _OFFICE.match(text, end)
    address = _ADDRESS.match(text, start - 1) or _ADDRESS.match(text, end)
    return bool(common or office or address)

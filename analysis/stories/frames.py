"""An article as attribution reads it: its quotations hidden, its sentences, its words, the names that stand in it."""

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..text import tokens
from .marks import Quoted

_WORD = re.compile(r"[^\W_](?:[\w'\u2019&./-]*\w)?")
_GARBLED = re.compile(r"(?<=[.!?])-(?=\s|[A-Z\"])|(?<=\s)\"\?(?=\w)|(?<=[X,.!?])\?(?=\w)")  # misread blanks
_MONTHS = {"may", "will"}  # names, where they are capitals
_HIDDEN = "X"


class Name(NamedTuple):
    """A mention of the entities table: text[start:end], its label and its entity."""

    start: int
    end: int
    label: str
    entity: str


class Token(NamedTuple):
    """A word (`lower`, "" for a quotation), the index of the name it is in (-1 for none), of the quotation (-1)."""

    start: int
    end: int
    lower: str
    name: int = -1
    quote: int = -1


_TOKEN = tuple.__new__  # of named tuples the quickest


class Frame:
    """`text` with the quotations hidden (`masked`, as long), cut into `sentences`; `names` outside quotations."""

    def __init__(self, text: str, quotes: Sequence[Quoted], names: Sequence[Name]):
        self.text, self.quotes = text, quotes
        self._opened = [quote.opened for quote in quotes]
        self.masked = _masked(text, quotes)
        self.sentences = tokens.sentences(self.masked)
        self._starts = [start for start, _ in self.sentences]
        self.beginnings = frozenset(self._starts)
        self.names = self._completed([name for name in names if not self.inside(name.start)])
        self._name_ends = [name.end for name in self.names]
        self._read = {}

    def inside(self, place: int) -> bool:
        """Whether a place of the text is in a quotation."""
        number = bisect.bisect_right(self._opened, place) - 1
        return number >= 0 and place < self.quotes[number].closed

    def sentence_at(self, place: int) -> int:
        """The number of the sentence that holds a place, or of the last before it; -1 before the first."""
        return bisect.bisect_right(self._starts, place) - 1

    def words(self, sentence: int) -> list[Token]:
        """The tokens of a sentence."""
        if sentence not in self._read:
            self._read[sentence] = self._tokens(*self.sentences[sentence])
        return self._read[sentence]

    def gap(self, left: Token, right: Token) -> str:
        """What stands between two tokens."""
        return self.masked[left.end:right.start]

    def same_paragraph(self, left: int, right: int) -> bool:
        """Whether no line ends between two places."""
        return "\n" not in self.text[left:right]

    def _tokens(self, start: int, end: int) -> list[Token]:
        found, at = [], start
        for number in range(bisect.bisect_left(self._opened, start), bisect.bisect_left(self._opened, end)):
            quote = self.quotes[number]
            found += self._plain(at, quote.opened)
            found.append(Token(quote.opened, quote.closed, "", -1, number))
            at = quote.closed
        return found + self._plain(at, end)

    def _plain(self, start: int, end: int) -> list[Token]:
        names, found = self.names, []
        name = bisect.bisect_right(self._name_ends, start)
        last = len(names)
        for match in _WORD.finditer(self.masked, start, end):
            begin, stop = match.span()
            word = match.group()
            lower = word.lower().replace("\u2019", "'")
            while name < last and names[name].end <= begin:
                name += 1
            inside = name if name < last and names[name].start < stop else -1
            lower = word if lower in _MONTHS and word != lower else lower
            found.append(_TOKEN(Token, (begin, stop, lower, inside, -1)))
        return found

    def _completed(self, names: list[Name]) -> list[Name]:
        """The names, and the places where the surname alone of one of the people stands and was not seen."""
        people = {}
        for name in names:
            words = name.entity.split()
            if name.label == "PERSON" and len(words) > 1 and len(words[-1]) > 2 and words[-1][0].isupper():
                people.setdefault(words[-1], set()).add(name.entity)
        if not people:
            return names
        taken = {place for name in names for place in range(name.start, name.end)}
        further = [Name(start, start + len(surname), "PERSON", min(entities))
                   for surname, entities in people.items() if len(entities) == 1
                   for start in _places(self.masked, surname) if start not in taken]
        return sorted(names + further) if further else names


def _places(text: str, word: str) -> Iterator[int]:
    """Where a word stands by itself."""
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1:at], text[at + len(word):at + len(word) + 1]
        if not (before.isalnum() or before == "-") and not (after.isalnum() or after == "-"):
            yield at
        at = text.find(word, at + len(word))


def _masked(text: str, quotes: Sequence[Quoted]) -> str:
    parts, at = [], 0
    for quote in quotes:
        last = last_mark(text, quote)
        inside = quote.closed - quote.opened - 1
        parts += [text[at:quote.opened], _HIDDEN * inside, last if last in ".,?!\u2026" else _HIDDEN]
        at = quote.closed
    masked = "".join([*parts, text[at:]])
    if "?" in masked or "-" in masked and any(f"{mark}-" in masked for mark in ".!?"):
        masked = _GARBLED.sub(lambda match: " " if match.group() in "-?" else " -", masked)
    return masked


def last_mark(text: str, quote: Quoted) -> str:
    """The last character of a quotation, that of one inside it where both end together."""
    return text[quote.start:quote.end].rstrip("'\"\u2019\u201d ")[-1:] or text[quote.end - 1]

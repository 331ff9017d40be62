"""Reported speech: sentences that tell what somebody said in the writer's own words."""

from collections.abc import Sequence
from typing import NamedTuple

from . import voices
from .clauses import is_verb
from .frames import Frame, Name
from .marks import quotations
from .people import People
from .verbs import REPORTING


class Statement(NamedTuple):
    """text[start:end] is the sentence, `entity` who says so."""

    start: int
    end: int
    entity: str


def statements(text: str, names: Sequence[Name], wanted: set[str]) -> list[Statement]:
    """The sentences without a quotation in which one of the `wanted` entities says something."""
    if not any(name.entity in wanted for name in names):
        return []
    frame = Frame(text, quotations(text), names)
    people, found = People(frame), []
    for number, (start, end) in enumerate(frame.sentences):
        words = frame.words(number)
        if any(word.quote >= 0 for word in words):
            continue
        voice = _speaker(frame, words)
        known = people.known(voice).voice if voice else None
        if known is not None:
            people.hear(number, known)
            if known.kind == "name" and frame.names[known.name].entity in wanted:
                found.append(Statement(start, end, frame.names[known.name].entity))
    return found


def _speaker(frame: Frame, words: Sequence) -> voices.Voice | None:
    """The subject of the sentence's first reporting verb; who it is "according to"."""
    for at in range(1, len(words)):
        if words[at].lower == "to" and words[at - 1].lower == "according":
            return voices.after(frame, words, at + 1)
        if words[at].lower in REPORTING and is_verb(frame, words, at) and (voice := voices.before(frame, words, at)):
            return voice
    return None

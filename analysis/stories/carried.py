"""Quotations whose own sentence does not say who speaks: how they stand to the quotations and sentences beside them."""


from . import voices
from .clauses import is_verb
from .frames import Frame, Token
from .marks import Quoted
from .verbs import REPORTING
from .voices import Voice


def reporter(frame: Frame, words: list[Token]) -> Voice | None:
    """The subject of a sentence's reporting verb, else of the sentence."""
    for verb in range(1, len(words)):
        if is_verb(frame, words, verb) and words[verb].lower in REPORTING:
            voice = voices.before(frame, words, verb)
            if voice is not None:
                return voice
    voice = voices.first(frame, words, 0, len(words))
    place = voice is not None and voice.kind == "name" and frame.names[voice.name].label in ("PLACE", "GROUP")
    return None if place else voice


def adjoin(frame: Frame, left: int, right: int) -> bool:
    """Whether no sentence without a quotation stands between two quotations of a paragraph."""
    one, two = frame.quotes[left], frame.quotes[right]
    if not frame.same_paragraph(one.closed, two.opened):
        return False
    here, there = frame.sentence_at(one.opened), frame.sentence_at(two.opened)
    return there - here <= 1 or there - here == 2 and frame.sentence_at(one.closed + 1) == here + 1 and \
        len(frame.words(here + 1)) < 8 and frame.words(here)[-1].quote == left


def whole(frame: Frame, quote: Quoted) -> bool:
    """Whether a quotation is a sentence of its own, not a part of the writer's."""
    before = frame.masked[:quote.opened].rstrip(" \t\u00a0\u2014\u2013-")[-1:]
    return before in ("", "\n", ".", "?", "!", ":", "\u2026", "X", ",") or frame.text[quote.opened - 1] == "\n"

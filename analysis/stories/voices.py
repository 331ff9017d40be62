"""Voices: the words beside a reporting verb that name who speaks, "Ms Okoro", "she", "a spokesman for the port".

The subject of a verb is the noun phrase directly before it; where a comma stands between ("Hugh Tarrant, the port
chief, said"), the verb is a participle or follows "and", it is the first phrase of the clause that is no object of a
preposition and no possessor.  After the verb ("said Noor Haddad at the bank") it is the phrase that follows.
"""

from collections.abc import Sequence
from typing import NamedTuple

from . import phrases
from .frames import Frame, Token
from .nouns import BODIES, DAYS, is_head
from .verbs import ADVERBS, AUXILIARIES, BE, CONJUNCTIONS, DETERMINERS, NOUNS, PREPOSITIONS, PRONOUNS, VERBS

_CHAIN = frozenset("of for at from in with on".split())
_PLACES = frozenset("outside inside near under over between behind beyond around alongside among across against toward "
                    "towards through into upon amid".split())
_MAIN = ("and", "but")
_OPENING = (*_MAIN, "while", "that", "what", "whether", "as", "because", "although")


class Voice(NamedTuple):
    """Who speaks, as written: text[start:end]; kind: name, pronoun, noun; `name`: its index in the frame, else -1."""

    start: int
    end: int
    kind: str
    name: int = -1


def before(frame: Frame, words: Sequence[Token], verb: int, low: int = 0) -> Voice | None:
    """The subject of the verb at `words[verb]`, sought from `words[low]` on."""
    at, participle = verb - 1, words[verb].lower.endswith("ing")
    while at >= low and words[at].name < 0 and (
            words[at].lower in AUXILIARIES or words[at].lower in ADVERBS or words[at].lower.endswith("ly")):
        participle &= words[at].lower not in BE
        at -= 1
    if at < low:
        return None
    if words[at].lower in ("who", "which", "that") and at > low:
        return _antecedent(frame, words, at, low)
    if participle and verb > low and "," in frame.gap(words[verb - 1], words[verb]):
        main = next((one for one in range(verb - 1, low, -1) if words[one].lower in VERBS and words[one].name < 0
                     and words[one].lower[-3:] != "ing" and words[one].lower not in NOUNS), None)
        if main is not None and (found := before(frame, words, main, low)):
            return found
    near = "".join(frame.gap(words[one], words[one + 1]) for one in range(at, verb)).strip(" \u00a0\t'\u2019?.")
    if near or words[at].lower in CONJUNCTIONS or words[at].quote >= 0:
        if "," in near and (found := _described(frame, words, low, at)):
            return found
        relative = next((one for one in range(at, low, -1) if words[one].lower == "who"), None)
        if relative is not None and ("," in near or words[at].lower in CONJUNCTIONS):
            return _antecedent(frame, words, relative, low)
        begin = low if participle else _clause(frame, words, low, verb, main=words[at].lower in ("and", "but"))
        return first(frame, words, begin, verb) or first(frame, words, low, verb)
    begin = at if participle and words[at - 1].lower == "with" else _clause(frame, words, low, verb)
    return phrase_before(frame, words, at, begin, chain=not participle) or first(frame, words, begin, verb)


def _described(frame: Frame, words: Sequence[Token], low: int, at: int) -> Voice | None:
    """The subject that a phrase between commas describes: "United for Change, a group that helped, wrote"."""
    for one in range(low + 1, at):
        left = words[one - 1]
        if frame.gap(left, words[one]).strip() == "," and words[one].lower in ("a", "an", "the", "who", "which") and (
                left.name >= 0 or frame.text[left.start].isupper()) and not phrases.led(frame, words, one - 1):
            return phrase_before(frame, words, one - 1, low)
    return None


def _antecedent(frame: Frame, words: Sequence[Token], relative: int, low: int) -> Voice | None:
    """What "who" or "that" refers to."""
    begin = phrases.begins(frame, words, relative - 1, low)
    if begin > low and words[begin - 1].name >= 0 and frame.gap(words[begin - 1], words[begin]).strip() == "," and \
            frame.names[words[begin - 1].name].label == "PERSON" and words[relative - 1].name < 0:
        return named(frame, words[begin - 1].name)  # "Ricardo Mayoral, a special agent who"
    chain = begin > low and words[begin - 1].lower in ("of", "for", "at") and words[relative - 1].name >= 0 and \
        frame.names[words[relative - 1].name].label != "PERSON"
    return phrase_before(frame, words, relative - 1, low, chain=chain) or first(frame, words, low, relative)


def after(frame: Frame, words: Sequence[Token], at: int) -> Voice | None:
    """The phrase that begins at `words[at]`."""
    if at >= len(words) or words[at].quote >= 0:
        return None
    begin = words[at]
    if begin.lower in PRONOUNS and begin.name < 0:
        return Voice(begin.start, begin.end, "pronoun")
    if begin.name < 0 and not frame.text[begin.start].isupper() and (
            begin.lower in PREPOSITIONS | CONJUNCTIONS or begin.lower in VERBS and not _attribute(frame, words, at)):
        return None
    end = longest = phrases.ends(frame, words, at, len(words))
    known = [one for one in range(at, end) if _speaks(frame, words, one)]
    if known:
        end = known[-1] + 1
    while known and end < longest and frame.text[words[end].start].isupper():
        end += 1  # "his mother Janet Ajao", a name that was not seen
    people = [one for one in known if words[one].name >= 0 and frame.names[words[one].name].label == "PERSON"
              and not phrases.possessive(frame, words, one)]
    if people:
        return named(frame, words[people[-1]].name)
    if following := _apposed(frame, words, end, len(words)):
        return following
    if end + 1 < len(words) and words[end].lower == "and" and words[end + 1].name < 0:
        further = after(frame, words, end + 1)  # "Tory MP and former minister Dominic Raab"
        if further and further.kind == "name" and frame.names[further.name].label == "PERSON":
            return further
    if words[end - 1].name >= 0 and not phrases.possessive(frame, words, end - 1):
        return named(frame, words[end - 1].name)
    return Voice(begin.start, words[end - 1].end, "noun") if _plausible(frame, words[at:end]) else None


def _attribute(frame: Frame, words: Sequence[Token], at: int) -> bool:
    """Whether a form that is a noun too stands before a title or name: "state Sen. Joyce Elliott"."""
    return words[at].lower in NOUNS and at + 1 < len(words) and frame.text[words[at + 1].start].isupper() and \
        not frame.gap(words[at], words[at + 1]).strip()


def _speaks(frame: Frame, words: Sequence[Token], at: int) -> bool:
    return words[at].name >= 0 or is_head(words[at].lower)


def phrase_before(frame: Frame, words: Sequence[Token], at: int, low: int, *, chain: bool = True) -> Voice | None:
    """The noun phrase that ends at `words[at]`, with what it is of ("a spokesman for the port")."""
    last = words[at]
    if at < low or last.quote >= 0:
        return None
    if last.lower in PRONOUNS and last.name < 0:
        return Voice(last.start, last.end, "pronoun")
    if last.name < 0 and (last.lower in PREPOSITIONS or last.lower in CONJUNCTIONS):
        return None
    begin = phrases.begins(frame, words, at, low)
    link = words[begin - 1] if begin - 1 > low else None
    if chain and link and not _introduced(frame, words, begin, at) and link.lower in _CHAIN and \
            not phrases.broken(frame.gap(link, words[begin])):
        parted = phrases.broken(frame.gap(words[begin - 2], link))
        head = None if parted else phrase_before(frame, words, begin - 2, low)
        if head is None or head.kind == "pronoun":
            return None
        return head if head.kind == "name" or " " not in frame.text[head.start:last.end] else \
            Voice(head.start, last.end, "noun")
    if link and link.name < 0 and link.lower in _PLACES and not phrases.broken(frame.gap(link, words[begin])):
        return None
    if begin > low and words[begin - 1].name >= 0 and words[begin].lower not in DETERMINERS and \
            frame.gap(words[begin - 1], words[begin]).strip() == "," and last.name < 0 and \
            frame.names[words[begin - 1].name].label == "PERSON":
        return named(frame, words[begin - 1].name)  # "Max Andersson, MEP for the Greens said"
    if last.name >= 0:
        return named(frame, words[at].name)
    return Voice(words[begin].start, last.end, "noun") if _plausible(frame, words[begin:at + 1]) else None


def _introduced(frame: Frame, words: Sequence[Token], begin: int, at: int) -> bool:
    """Whether a phrase ends one about the person it names: "consultant at Cork Hospital Louise Kenny"."""
    name = words[at].name
    if name < 0 or frame.names[name].label != "PERSON":
        return False
    while at > begin and words[at].name == name:
        at -= 1
    left = words[at]
    return left.name != name and (left.lower in BODIES or left.name >= 0 and frame.names[left.name].label == "ORG")


def first(frame: Frame, words: Sequence[Token], low: int, high: int) -> Voice | None:
    """The first phrase in words[low:high] that may be a subject: no object of a preposition, no possessor."""
    spare, at = None, low
    while at < high:
        word = words[at]
        if word.quote >= 0 or word.name < 0 and not is_head(word.lower):
            if word.lower in ("he", "she", "they", "we", "i") and not phrases.object_of(frame, words, at):
                return Voice(word.start, word.end, "pronoun")
            at += 1
            continue
        begin, end = phrases.begins(frame, words, at, low), phrases.ends(frame, words, at, high)
        end = max(one for one in range(at, end) if _speaks(frame, words, one)) + 1
        found = after(frame, words[:high], begin)
        if found is not None and not phrases.possessive(frame, words, end - 1):
            if not phrases.object_of(frame, words, begin) and not _object(frame, words, begin):
                return found
            spare = spare or (found if found.kind == "name" and frame.names[found.name].label == "PERSON" else None)
        at = max(end, at + 1)
    return spare


def _object(frame: Frame, words: Sequence[Token], begin: int) -> bool:
    """Whether a phrase directly follows a verb, as in "told reporters"."""
    return begin > 0 and words[begin - 1].name < 0 and words[begin - 1].lower in VERBS and \
        words[begin - 1].lower not in NOUNS and not phrases.broken(frame.gap(words[begin - 1], words[begin]))


def _apposed(frame: Frame, words: Sequence[Token], at: int, high: int) -> Voice | None:
    """The name that is given after a noun and a comma: "the port chief, Hugh Tarrant", "its union, the HWF"."""
    one = at
    while one < high and one - at < 9 and not frame.gap(words[one - 1], words[one]).strip(" \u00a0-.'\u2019"):
        if one == at and not (words[one].lower in PREPOSITIONS and words[one].name < 0):
            return None
        one += 1
    if one >= high or frame.gap(words[one - 1], words[one]).strip(" \u00a0-") != "," or words[one].quote >= 0:
        return None
    body = words[at - 1].lower in BODIES
    end = phrases.ends(frame, words, one, high)
    for place in range(one, end):
        if words[place].name >= 0 and not phrases.possessive(frame, words, place):
            label = frame.names[words[place].name].label
            last = phrases.past(words, place) >= end
            if last and (label == "ORG" if body else label == "PERSON") and (one == at or label == "PERSON"):
                return named(frame, words[place].name)
    return None


def named(frame: Frame, number: int) -> Voice:
    """The voice of a name, by its number in the frame."""
    return Voice(frame.names[number].start, frame.names[number].end, "name", number)


def _clause(frame: Frame, words: Sequence[Token], low: int, verb: int, *, main: bool = False) -> int:
    """Where the clause of a verb begins: after a semicolon or colon, or after a conjunction with its own subject; of
    a `main` clause only after "and" or "but"."""
    begin = low
    for at in range(low, verb):
        if at > low and any(mark in frame.gap(words[at - 1], words[at]) for mark in ";:"):
            begin = at
        if words[at].name < 0 and at + 2 < verb and words[at].lower in (_MAIN if main else _OPENING):
            follows = words[at + 1]
            capital = frame.text[follows.start].isupper()
            subject = follows.name >= 0 or capital or follows.lower in PRONOUNS | DETERMINERS or is_head(follows.lower)
            if subject and any(word.lower in VERBS or word.lower in AUXILIARIES for word in words[low:at]):
                begin = at + 1
    return begin


def _plausible(frame: Frame, words: Sequence[Token]) -> bool:
    """Whether words without a name can speak: a noun for people or bodies, or a phrase with determiner or capital."""
    last = words[-1].lower.removesuffix("'s")
    if last in DAYS:
        return False
    if is_head(last) or last.endswith(("man", "men", "woman", "women", "person")):
        return True
    capital = frame.text[words[-1].start].isupper() and words[-1].start not in frame.beginnings
    if capital or words[-1].lower[:1].isupper():
        return True
    determined = words[0].lower in DETERMINERS or words[0].name >= 0 and words[0].lower.endswith("'s")
    return determined and len(words) > 1 and last[:1].isalpha() or \
        last.endswith(("ers", "ors", "ians", "ists", "ents", "ants", "sses"))

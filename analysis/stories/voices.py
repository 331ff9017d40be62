"""Voices: the words beside a reporting verb that name who speaks, "Ms Okoro", "she", "a spokesman for the port".

The subject of a verb is the noun phrase directly before it; where a comma stands between ("Hugh Tarrant, the port
chief, said"), the verb is a participle or follows "and", it is the first phrase of the clause that is no object of a
preposition and no possessor.  After the verb ("said Noor Haddad at the bank") it is the phrase that follows.
"""

from collections.abc import Sequence
from typing import NamedTuple

from .frames import Frame, Token
from .nouns import BODIES, DAYS, is_head
from .verbs import ADVERBS, AUXILIARIES, BE, CONJUNCTIONS, DETERMINERS, NOUNS, PREPOSITIONS, PRONOUNS, REPORTING, VERBS

_LONGEST = 8  # words of a phrase before its verb
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
        main = next((one for one in range(verb - 1, low, -1) if words[one].lower in REPORTING and words[one].name < 0
                     and words[one].lower[-3:] != "ing" and words[one].lower not in NOUNS), None)
        if main is not None and (found := before(frame, words, main, low)):
            return found
    near = "".join(frame.gap(words[one], words[one + 1]) for one in range(at, verb)).strip(" \u00a0\t'\u2019?.")
    if near or words[at].lower in CONJUNCTIONS or words[at].quote >= 0:
        relative = next((one for one in range(at, low, -1) if words[one].lower == "who"), None)
        if relative is not None and ("," in near or words[at].lower in CONJUNCTIONS):
            return _antecedent(frame, words, relative, low)
        begin = low if participle else _clause(frame, words, low, verb, main=words[at].lower in ("and", "but"))
        return first(frame, words, begin, verb) or first(frame, words, low, verb)
    begin = at if participle and words[at - 1].lower == "with" else _clause(frame, words, low, verb)
    return phrase_before(frame, words, at, begin, chain=not participle) or first(frame, words, begin, verb)


def _antecedent(frame: Frame, words: Sequence[Token], relative: int, low: int) -> Voice | None:
    """What "who" or "that" refers to."""
    begin = phrase_begin(frame, words, relative - 1, low)
    if begin > low and words[begin - 1].name >= 0 and frame.gap(words[begin - 1], words[begin]).strip() == "," and \
            frame.names[words[begin - 1].name].label == "PERSON" and words[relative - 1].name < 0:
        return _named(frame, words, begin - 1)  # "Ricardo Mayoral, a special agent who"
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
            begin.lower in PREPOSITIONS | CONJUNCTIONS or begin.lower in VERBS):
        return None
    end = _phrase_end(frame, words, at, len(words))
    known = [one for one in range(at, end) if _speaks(frame, words, one)]
    if known:
        end = known[-1] + 1
    people = [one for one in known if words[one].name >= 0 and frame.names[words[one].name].label == "PERSON"
              and not _possessive(frame, words, one)]
    if people:
        return _named(frame, words, people[-1])
    if following := _apposed(frame, words, end, len(words)):
        return following
    if end + 1 < len(words) and words[end].lower == "and" and words[end + 1].name < 0:
        further = after(frame, words, end + 1)  # "Tory MP and former minister Dominic Raab"
        if further and further.kind == "name" and frame.names[further.name].label == "PERSON":
            return further
    if words[end - 1].name >= 0 and not _possessive(frame, words, end - 1):
        return _named(frame, words, end - 1)
    return Voice(begin.start, words[end - 1].end, "noun") if _plausible(frame, words[at:end]) else None


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
    begin = phrase_begin(frame, words, at, low)
    link = words[begin - 1] if begin - 1 > low else None
    if chain and link and not _introduced(frame, words, begin, at) and link.lower in _CHAIN and \
            not _broken(frame.gap(link, words[begin])):
        head = None if _broken(frame.gap(words[begin - 2], link)) else phrase_before(frame, words, begin - 2, low)
        if head is None or head.kind == "pronoun":
            return None
        return head if head.kind == "name" or " " not in frame.text[head.start:last.end] else \
            Voice(head.start, last.end, "noun")
    if link and link.name < 0 and link.lower in _PLACES and not _broken(frame.gap(link, words[begin])):
        return None
    if begin > low and words[begin - 1].name >= 0 and words[begin].lower not in DETERMINERS and \
            frame.gap(words[begin - 1], words[begin]).strip() == "," and last.name < 0 and \
            frame.names[words[begin - 1].name].label == "PERSON":
        return _named(frame, words, begin - 1)  # "Max Andersson, MEP for the Greens said"
    if last.name >= 0:
        return _named(frame, words, at)
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
            if word.lower in ("he", "she", "they", "we", "i") and not _led(frame, words, at):
                return Voice(word.start, word.end, "pronoun")
            at += 1
            continue
        begin, end = phrase_begin(frame, words, at, low), _phrase_end(frame, words, at, high)
        end = max(one for one in range(at, end) if _speaks(frame, words, one)) + 1
        found = after(frame, words[:high], begin)
        if found is not None and not _possessive(frame, words, end - 1):
            if not _led(frame, words, begin) and not _object(frame, words, begin):
                return found
            spare = spare or (found if found.kind == "name" and frame.names[found.name].label == "PERSON" else None)
        at = max(end, at + 1)
    return spare


def _object(frame: Frame, words: Sequence[Token], begin: int) -> bool:
    """Whether a phrase directly follows a verb, as in "told reporters"."""
    return begin > 0 and words[begin - 1].name < 0 and words[begin - 1].lower in VERBS and \
        words[begin - 1].lower not in NOUNS and not _broken(frame.gap(words[begin - 1], words[begin]))


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
    end = _phrase_end(frame, words, one, high)
    for place in range(one, end):
        if words[place].name >= 0 and not _possessive(frame, words, place):
            label = frame.names[words[place].name].label
            last = past(words, place) >= end
            if last and (label == "ORG" if body else label == "PERSON") and (one == at or label == "PERSON"):
                return _named(frame, words, place)
    return None


def past(words: Sequence[Token], at: int) -> int:
    name = words[at].name
    while at < len(words) and words[at].name == name:
        at += 1
    return at


def _named(frame: Frame, words: Sequence[Token], at: int) -> Voice:
    name = words[at].name
    return Voice(frame.names[name].start, frame.names[name].end, "name", name)


def phrase_begin(frame: Frame, words: Sequence[Token], at: int, low: int) -> int:
    begin = at
    while begin > low and at - begin < _LONGEST and joined(frame, words, begin - 1):
        begin -= 1
        if words[begin].lower in DETERMINERS and words[begin].name < 0:
            break
    return begin


def _phrase_end(frame: Frame, words: Sequence[Token], at: int, high: int) -> int:
    end = at + 1
    while end < high and end - at < _LONGEST:
        word = words[end]
        if word.quote >= 0 or _parted(frame, words, end):
            break
        if word.name < 0 and (word.lower in PREPOSITIONS or word.lower in CONJUNCTIONS or word.lower in AUXILIARIES
                              or word.lower in ADVERBS or word.lower in DETERMINERS or word.lower in PRONOUNS
                              or word.lower in VERBS and (word.lower not in NOUNS or words[end - 1].name >= 0)):
            break
        if words[end - 1].name >= 0 and frame.names[words[end - 1].name].label == "PERSON" \
                and word.name != words[end - 1].name and not is_head(word.lower) \
                and not _possessive(frame, words, end - 1):
            break
        end += 1
    return end


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
            subject = follows.name >= 0 or capital or follows.lower in PRONOUNS | DETERMINERS
            if subject and any(word.lower in VERBS or word.lower in AUXILIARIES for word in words[low:at]):
                begin = at + 1
    return begin


def _led(frame: Frame, words: Sequence[Token], begin: int) -> bool:
    """Whether a phrase follows a preposition, "at the bank", "of former judge Pryce"."""
    return begin > 0 and words[begin - 1].lower in PREPOSITIONS and words[begin - 1].name < 0 and \
        not _broken(frame.gap(words[begin - 1], words[begin]))


def led(frame: Frame, words: Sequence[Token], at: int) -> bool:
    """Whether the phrase that words[at] is in is an object of a preposition or a possessor."""
    end = at
    while end + 1 < len(words) and words[end + 1].name == words[at].name >= 0:
        end += 1
    return _led(frame, words, phrase_begin(frame, words, at, 0)) or _possessive(frame, words, end)


def joined(frame: Frame, words: Sequence[Token], at: int) -> bool:
    """Whether words[at] belongs to the phrase of the word after it."""
    word = words[at]
    if word.quote >= 0 or _parted(frame, words, at + 1):
        return False
    if word.name >= 0:
        return True
    return not (word.lower in PREPOSITIONS or word.lower in CONJUNCTIONS or word.lower in PRONOUNS
                or word.lower in AUXILIARIES or word.lower in ADVERBS
                or word.lower in VERBS and word.lower not in NOUNS)


def _parted(frame: Frame, words: Sequence[Token], at: int) -> bool:
    """Whether a mark stands between words[at] and the word before it; the stop of "Gen." is none."""
    gap, left = frame.gap(words[at - 1], words[at]), words[at - 1]
    return _broken(gap) or "." in gap and (left.end - left.start > 5 or not left.lower.isalpha())


def _broken(gap: str) -> bool:
    return bool(gap.strip(" \u00a0\t.'\u2019")) or ".  " in gap


def _possessive(frame: Frame, words: Sequence[Token], at: int) -> bool:
    word = words[at]
    ends = word.lower.endswith("'s") or frame.text[word.end:word.end + 1] in ("'", "\u2019")
    return ends and at + 1 < len(words) and not _broken(frame.gap(word, words[at + 1]).strip("'\u2019"))


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
    return words[0].lower in DETERMINERS and len(words) > 1 and last[:1].isalpha() or \
        last.endswith(("ers", "ors", "ians", "ists", "ents", "ants", "sses"))

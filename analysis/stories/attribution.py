"""Attribution: who says a quotation, by the words around it.

For each quotation, in this order: a reporting verb before it in its sentence ("she said: …"), directly after it
("… said Mr Rao", "… the minister added"), "according to", at the end of its sentence (", health bosses say"); a colon
("Mr Hale was blunt: …").  A quotation with none of these goes on from the one before it, is taken up by the next, or
belongs to the subject of the sentence before it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from . import voices
from .carried import adjoin, reporter, whole
from .clauses import is_verb
from .frames import Frame, Name, Token, last_mark
from .marks import Quoted
from .people import People
from .verbs import ADVERBS, AUXILIARIES, BE, DETERMINERS, NOUNS, PREPOSITIONS, PRONOUNS, REPORTING, VERBS, WEAK
from .voices import Voice

_REACH = 25  # words between a quotation and the verb after it
_SIGNED = frozenset("speaking referring commenting talking responding describing explaining writing addressing".split())
_WHEN = frozenset("at in on during after when".split())


class Said(NamedTuple):
    """Who says a quotation.  `cue`: as written beside it, `voice`: the words that name them (of a name or a noun);
    `verb`: (start, end) or None; `form`: where that stands; `reason`: why it is open."""

    cue: Voice | None
    voice: Voice | None
    verb: tuple[int, int] | None
    form: str
    confidence: float
    reason: str = ""
    entity: str = ""
    label: str = ""
    whole: bool = True  # a sentence of its own, not a part of the writer's


def attribute(text: str, quotes: Sequence[Quoted], names: Sequence[Name]) -> list[Said]:
    """Who says each of the `quotes` of a text; `names`: its mentions in order."""
    frame = Frame(text, quotes, names)
    people = People(frame)
    found = []
    for number, quote in enumerate(quotes):
        said = _named(people, _own(frame, number) or _carried(frame, found, number))
        if said.voice is not None:
            people.hear(frame.sentence_at(quote.opened), said.voice)
            named = frame.names[said.voice.name] if said.voice.kind == "name" else None
            said = said._replace(entity=named.entity if named else "", label=named.label if named else "")
        found.append(said)
    for number in range(len(quotes) - 2, -1, -1):
        if found[number].voice is None and found[number].form in ("alone", "beside") and \
                found[number + 1].voice is not None and whole(frame, quotes[number]) and \
                adjoin(frame, number, number + 1):
            found[number] = found[number + 1]._replace(form="continued", cue=None, verb=None,
                                                       confidence=found[number + 1].confidence * 0.9)
    return found


def _own(frame: Frame, number: int) -> Said | None:
    """What the quotation's own sentence says of its speaker."""
    quote = frame.quotes[number]
    sentence = frame.sentence_at(quote.opened)
    words = frame.words(sentence)
    at = next(place for place, word in enumerate(words) if word.quote == number)
    if found := _words_of(frame, words, at):
        return found
    if _follows_first(frame, words, at):
        return (_after(frame, words, at, sentence) or _before(frame, words, at) or _ending(frame, words, at)
                or _colon(frame, words, at))
    return (_before(frame, words, at) or _after(frame, words, at, sentence) or _ending(frame, words, at)
            or _colon(frame, words, at))


def _words_of(frame: Frame, words: list[Token], at: int) -> Said | None:
    """ "…", in the words of its leader."""
    if [word.lower for word in words[at + 1:at + 5]] != ["in", "the", "words", "of"]:
        return None
    voice = voices.after(frame, words, at + 5)
    return Said(voice, voice, (words[at + 1].start, words[at + 4].end), "after", 0.95) if voice else None


def _follows_first(frame: Frame, words: list[Token], at: int) -> bool:
    """Whether what stands after a quotation tells more than what stands before it: a sentence that ends in a comma
    and does not follow its verb."""
    quote = frame.quotes[words[at].quote]
    if not frame.text[quote.start].isupper() or last_mark(frame.text, quote) not in ",?!":
        return False
    if at == 0:
        return True
    gap = frame.gap(words[at - 1], words[at]).rstrip(" \t'\u2018\"\u201c")
    return words[at - 1].lower not in VERBS and not (gap[-1:] in (":", ",") and is_verb(frame, words, at - 1))


def _before(frame: Frame, words: list[Token], at: int) -> Said | None:
    weak = None
    for verb in range(at - 1, -1, -1):
        word = words[verb]
        if ";" in frame.gap(words[verb], words[verb + 1]) and not (verb + 1 == at and word.lower in REPORTING):
            break  # "she added; ..." is a slip for a colon
        if word.lower == "to" and verb > 0 and words[verb - 1].lower == "according":
            voice = voices.after(frame, words, verb + 1)
            return Said(voice, voice, (words[verb - 1].start, word.end), "before", 0.9) if voice else weak
        if not is_verb(frame, words, verb):
            continue
        voice = _subject(frame, words, verb, at)
        if voice is None:
            continue
        said = Said(voice, voice, (word.start, word.end), "before", 0.95 if word.lower in REPORTING else 0.8)
        relative = verb > 0 and words[verb - 1].lower == "which" and verb + 1 < at
        if VERBS[word.lower] not in WEAK and not relative:
            return said
        if all(one.quote < 0 for one in words[verb:at]):
            weak = weak or said
    return weak


def _subject(frame: Frame, words: list[Token], verb: int, at: int) -> Voice | None:
    """The subject of a verb before a quotation; of a passive, who it is by."""
    passive = verb > 0 and not words[verb].lower.endswith("ing") and any(
        words[one].lower in BE for one in range(max(0, verb - 3), verb)
        if all(word.lower in ADVERBS | AUXILIARIES or word.lower.endswith("ly") for word in words[one:verb]))
    if passive and words[verb].lower not in ("quoted", "reported"):
        by = next((one for one in range(verb + 1, min(at + 3, len(words) - 1)) if words[one].lower == "by"), None)
        return voices.after(frame, words, by + 1) if by is not None else None
    if words[verb].lower == "saying" and verb > 2 and words[verb - 1].lower == "as" and not is_verb(
            frame, words, verb - 2):
        return voices.phrase_before(frame, words, verb - 2, 0)  # "he cited the agency as saying"
    if verb == 0 and REPORTING.get(words[0].lower, words[0].lower) != words[0].lower and words[0].lower[-3:] != "ing":
        return voices.after(frame, words, 1)  # "Added Ms Okoro: ..."
    return voices.before(frame, words, verb)


def _after(frame: Frame, words: list[Token], at: int, sentence: int) -> Said | None:
    quote = frame.quotes[words[at].quote]
    last = last_mark(frame.text, quote)
    following = frame.text[quote.closed:quote.closed + 2].strip()[:1]
    rest, low = words, at + 1
    if low >= len(words):
        if last not in "?!.\u2026,\u2014-" or sentence + 1 >= len(frame.sentences) or \
                not frame.same_paragraph(quote.closed, frame.sentences[sentence + 1][0] + 1):
            return None
        rest, low = frame.words(sentence + 1), 0
    if not rest or rest[low].quote >= 0:
        return None
    ended = last in ",?!\u2026\u2014-" or following in (",", "\u2014", "\u2013", "-") or not quote.complete or \
        last == "." and low and frame.text[rest[low].start].islower()
    if low == 0 and last == ".":
        return _short(frame, rest) or _signed(frame, rest)
    return _clause_after(frame, rest, low, ended) or (_any_verb(frame, rest, low) if last == "," else None)


def _clause_after(frame: Frame, words: list[Token], low: int, ended: bool) -> Said | None:
    first = words[low]
    start = low
    while start < len(words) - 1 and (words[start].lower in ADVERBS or words[start].lower.endswith("ly")):
        start += 1
    if words[start].lower in REPORTING and words[start].name < 0 and not words[start].lower.endswith("ing"):
        voice = voices.after(frame, words, start + 1)
        if voice is not None and frame.text[voice.start:voice.end].lower() != "reporters":
            return Said(voice, voice, (words[start].start, words[start].end), "after", 0.97)
    if first.lower in ("according", "per") and low + 1 < len(words):
        skip = 2 if first.lower == "according" else 1
        voice = voices.after(frame, words, low + skip)
        if voice is not None:
            return Said(voice, voice, (first.start, words[low + skip - 1].end), "after", 0.95)
    if not ended or first.lower in PREPOSITIONS and first.name < 0:
        return None
    lead = voices.after(frame, words, low)
    for verb in range(low + 1, min(len(words), low + _REACH)):
        if words[verb].quote >= 0 or ";" in frame.gap(words[verb - 1], words[verb]):
            return None
        closing = verb + 1 == len(words) and verb > low + 1 and words[verb].name < 0
        if words[verb].lower in REPORTING and words[verb].lower[-3:] != "ing" and (
                closing or is_verb(frame, words, verb)) and (
                words[verb - 1].lower not in BE or words[verb].lower == "quoted"):
            voice = voices.before(frame, words, verb, low)
            object_ = words[verb + 1] if verb + 1 < len(words) else words[verb]
            if words[verb].lower in ("quoted", "quotes") and object_.lower in ("him", "her"):
                voice = lead = Voice(object_.start, object_.end, "pronoun")
            if lead is not None and (voice is None or voice.start > lead.end):
                voice = lead
            if voice is not None and voice.start >= first.start:
                return Said(voice, voice, (words[verb].start, words[verb].end), "after", 0.95)
    return None


def _any_verb(frame: Frame, words: list[Token], low: int) -> Said | None:
    """After a comma even a verb that seldom reports does: "Clarke ranted", "she texted back"."""
    verb = low
    while verb < len(words) and (words[verb].name >= 0 or frame.text[words[verb].start].isupper()
                                 or verb == low and words[verb].lower in PRONOUNS):
        verb += 1
    if low < verb < len(words) and words[verb].quote < 0 and words[verb].lower.endswith(("ed", "s")) and \
            not frame.gap(words[verb - 1], words[verb]).strip() and words[verb].lower not in AUXILIARIES:
        voice = voices.phrase_before(frame, words, verb - 1, low, chain=False)
        return Said(voice, voice, (words[verb].start, words[verb].end), "after", 0.8) if voice else None
    return None


def _short(frame: Frame, words: list[Token]) -> Said | None:
    """A sentence after a full stop that only says who spoke, as in `"It is." Smith said.`"""
    for verb in range(1, min(len(words), 8)):
        if words[verb].lower in REPORTING and len(words) - verb <= 3 and is_verb(frame, words, verb) and all(
                word.quote < 0 for word in words):
            voice = voices.before(frame, words, verb)
            return Said(voice, voice, (words[verb].start, words[verb].end), "after", 0.8) if voice else None
    return None


def _signed(frame: Frame, words: list[Token]) -> Said | None:
    """A name after a quotation that a column of them gives, as in `"It is." Li Wei, a minister, speaking in Rome.`"""
    voice = voices.after(frame, words, 0)
    if voice is None or voice.kind != "name" or frame.names[voice.name].label != "PERSON" or \
            frame.text[voice.end:voice.end + 1] not in (",", "."):
        return None
    for word, following in ((word, words[at + 1:at + 2]) for at, word in enumerate(words) if word.start >= voice.end):
        if word.lower in _SIGNED or word.lower == "said" and following and following[0].lower in _WHEN and all(
                one.quote < 0 for one in words):
            return Said(voice, voice, None, "after", 0.7)
        if word.quote >= 0 or word.lower in AUXILIARIES - {"to", "not"} or \
                word.lower in REPORTING and word.lower not in NOUNS:
            break
    return None


def _ending(frame: Frame, words: list[Token], at: int) -> Said | None:
    """The clause that ends a sentence: ", health bosses say"."""
    for verb in range(len(words) - 1, max(at + 1, len(words) - 12), -1):
        if words[verb].quote >= 0:
            return None
        clause = verb + 1 < len(words) and words[verb + 1].lower in PRONOUNS | DETERMINERS | {"that", "to"}
        if words[verb].lower in REPORTING and words[verb].lower[-3:] != "ing" and not clause and \
                is_verb(frame, words, verb):
            cut = next((one for one in range(verb - 1, at, -1)
                        if "," in frame.gap(words[one - 1], words[one])), None)
            if cut is None:
                return None
            voice = voices.before(frame, words, verb, cut)
            return Said(voice, voice, (words[verb].start, words[verb].end), "after", 0.75) if voice else None
    for place in range(at + 1, len(words) - 1):
        if words[place].lower == "according" and words[place + 1].lower == "to":
            voice = voices.after(frame, words, place + 2)
            return Said(voice, voice, (words[place].start, words[place + 1].end), "after", 0.8) if voice else None
    return None


def _colon(frame: Frame, words: list[Token], at: int) -> Said | None:
    quote = frame.quotes[words[at].quote]
    if frame.masked[:quote.opened].rstrip()[-1:] != ":":
        return None
    voice = voices.first(frame, words, 0, at) if at else None
    return Said(voice, voice, None, "before", 0.7) if voice else None


def _carried(frame: Frame, found: list[Said], number: int) -> Said:
    """A quotation whose sentence does not say: from the quotation before it, or the sentence before it."""
    quote = frame.quotes[number]
    previous = found[number - 1] if number else None
    nothing = Said(None, None, None, "alone", 0.0, "no speaker named beside it")
    if not whole(frame, quote):
        return nothing._replace(whole=False)
    if previous is not None and (frame.quotes[number - 1].continues or adjoin(frame, number - 1, number)):
        if previous.voice is not None or previous.cue is not None:
            return previous._replace(cue=None, verb=None, form="continued", confidence=previous.confidence * 0.95)
        return nothing._replace(form="continued")
    sentence = frame.sentence_at(quote.opened)
    for back in range(sentence - 1, max(sentence - 3, -1), -1):
        words = frame.words(back)
        if words and words[-1].quote >= 0 and previous is not None and words[-1].quote == number - 1:
            if previous.voice is not None:
                return previous._replace(cue=None, verb=None, form="continued", confidence=0.6)
            return nothing
        voice = reporter(frame, words)
        if voice is not None:
            return Said(voice, voice, None, "beside", 0.6)
        if len(words) > 4:
            break
    return nothing


def _named(people: People, said: Said) -> Said:
    """A speaker written as a pronoun, a title or a shared surname led to whom it means."""
    if said.voice is None or said.cue is None and said.form == "continued":
        return said
    known = people.known(said.voice)
    if known.voice is None:
        word = people.frame.text[said.voice.start:said.voice.end]
        return said._replace(voice=None, confidence=0.0, reason=f"nobody before it that {word!r} fits")
    return said._replace(voice=known.voice, confidence=said.confidence * known.confidence)

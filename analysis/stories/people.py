"""People in an article: their sex, their roles, and which of them a pronoun, a title or a shared surname means."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from ..entities.spelling import TITLES
from . import phrases, voices
from .frames import Frame, Token
from .given import MEN, WOMEN
from .nouns import ANONYMOUS, BODIES, DEFINITE, FEMALE, MALE, PLURALS, ROLES
from .roles import agree, roles_of
from .verbs import DETERMINERS, PREPOSITIONS, REPORTING
from .voices import Voice, named

REACH = 12  # sentences back
# titles and nouns that tell a sex
_HE = frozenset("mr sir lord father king prince baron count duke pope brother".split()) | MALE
_SHE = frozenset("mrs ms miss dame lady queen princess baroness duchess sister madame mme".split()) | FEMALE
_GIVEN = dict.fromkeys(MEN, "he") | dict.fromkeys(WOMEN, "she")
_START = 3  # words in which a sentence's subject stands
_LED = 2  # rank of an object of a preposition
_TITLES = frozenset("mr mrs ms miss dr sir dame lord lady prof professor".split())
_SUBJECT = {"him": "he", "her": "she", "them": "they"}
_ASKED = frozenset("if whether him her them what how why when who".split())


class Known(NamedTuple):
    """Whom a voice leads to: the voice that names, and how surely (0 to 1)."""

    voice: Voice | None
    confidence: float


class People:
    """The people of one article; `heard`: who was found to speak, by sentence, as attribution goes on."""

    def __init__(self, frame: Frame):
        self.frame, self.heard = frame, {}
        self.sex, self.bearers, self.titles = {}, {}, defaultdict(set)
        for number, name in enumerate(frame.names):
            if name.label == "PERSON":
                self._meet(number)

    def hear(self, sentence: int, voice: Voice) -> None:
        """Notes that a voice speaks in a sentence."""
        self.heard.setdefault(sentence, []).append(voice)

    def known(self, voice: Voice) -> Known:
        """Whom a voice names: itself, or the person whom it stands for."""
        if voice.kind == "pronoun":
            return self._pronoun(voice)
        if voice.kind == "noun":
            return self._role(voice)
        return Known(self._namesake(voice), 1.0)

    def _meet(self, number: int) -> None:
        name = self.frame.names[number]
        given, *rest = name.entity.split()
        if rest and given.lower() in _GIVEN:
            self.sex[name.entity] = _GIVEN[given.lower()]
        elif sex := self._titled(name.start):
            self.sex.setdefault(name.entity, sex)
        self.titles[name.entity].update({self._title(name.start)} - {""})
        if rest:
            self.bearers.setdefault(rest[-1], {}).setdefault(name.entity, number)

    @cached_property
    def roles(self) -> dict[str, list[tuple[int, str]]]:
        """role -> the names that it stands beside, with the whole phrase."""
        found = defaultdict(list)
        for number, name in enumerate(self.frame.names):
            if name.label == "PERSON":
                words = self.frame.words(self.frame.sentence_at(name.start))
                at = next((place for place, word in enumerate(words) if word.name == number), None)
                if at is not None:
                    for role, called in roles_of(self.frame, words, at):
                        found[role].append((number, called))
        return found

    def _text(self, voice: Voice) -> str:
        return self.frame.text[voice.start:voice.end]

    def _title(self, start: int) -> str:
        """The title before a place, "" for none."""
        word = self.frame.text[max(0, start - 16):start].split()[-1:]
        title = word[0].lower().strip(".,(") if word else ""
        return title if title in TITLES else ""

    def _titled(self, start: int) -> str:
        """The sex that the title before a place tells, "" for none."""
        title = self._title(start)
        return "he" if title in _HE else "she" if title in _SHE else ""

    def _namesake(self, voice: Voice) -> Voice:
        """Of people with one surname, the one whose title fits the sex; "Ms Hollis" is not Marcus Hollis."""
        name = self.frame.names[voice.name]
        surname = name.entity.split()[-1]
        sharing = self.bearers.get(surname, {})
        if name.label != "PERSON" or " " in self._text(voice) or not sharing:
            return voice
        sex = self._titled(voice.start)
        if name.entity in sharing and (not sex or self.sex.get(name.entity, sex) == sex):
            return voice
        fitting = [number for entity, number in sharing.items() if not sex or self.sex.get(entity, sex) == sex]
        if len(fitting) > 1:
            title = self._title(voice.start)
            fitting = [one for one in fitting if title and title in self.titles[self.frame.names[one].entity]] or \
                [one for one in fitting if title and not self.titles[self.frame.names[one].entity]] or \
                [one for one in fitting if self.frame.names[one].start < voice.start]
        if len(fitting) != 1:
            return voice
        return named(self.frame, fitting[0])

    def _role(self, voice: Voice) -> Known:
        """ "the port chief" led to the person whom the article calls so, or to the one who spoke just before."""
        voice = self._trimmed(voice)
        written = self._text(voice)
        words, surname = written.lower().split(), written.split()[-1]
        if len(self.bearers.get(surname, ())) == 1 and len(words) < 4:
            return Known(named(self.frame, next(iter(self.bearers[surname].values()))), 0.9)
        head, owned = words[-1], any(word.endswith(("'s", "\u2019s")) for word in words[:-1])
        if not (owned or words[0] in DEFINITE) or head in ANONYMOUS | PLURALS or head not in ROLES | MALE | FEMALE:
            return Known(voice, 1.0)
        bearing = [number for number, called in self.roles.get(head, ())
                   if self.frame.names[number].start < voice.start and agree(called, written)]
        if bearing:
            alone = len({self.frame.names[number].entity for number in bearing}) == 1
            return Known(named(self.frame, bearing[-1]), 0.85 if alone else 0.6)
        if head in ROLES and words[0] in DEFINITE and not self._with_person(voice):
            here = self.frame.sentence_at(voice.start)
            for sentence in range(here - 1, max(here - 4, -1), -1):
                if found := self._fitting(self.frame.words(sentence), "he", any_sex=True, nouns=False):
                    return Known(found[0], 0.6)
        return Known(voice, 1.0)

    def _trimmed(self, voice: Voice) -> Voice:
        """ "the Chamber's Mr Brilliant", "rating firm Assay": the name alone, where a phrase ends in one."""
        words = [(match.start(), match.group()) for match in re.finditer(r"\S+", self._text(voice))]
        name = len(words)
        while name and words[name - 1][1][0].isupper() and not words[name - 1][1].endswith(("'s", "\u2019s")):
            name -= 1
        title = next((at for at in range(name, len(words) - 1) if words[at][1].lower().strip(".") in _TITLES), None)
        at = name if title is None else title
        owned = title is not None and at > 0 and words[at - 1][1].endswith(("'s", "\u2019s"))
        led = not owned and any(word.lower() in PREPOSITIONS for _, word in words[:at])
        if at == len(words) or led or all(word.lower() in DETERMINERS for _, word in words[:at]):
            return voice
        return voice._replace(start=voice.start + words[at][0])

    def _with_person(self, voice: Voice) -> bool:
        """Whether a phrase names a person, "the minister's aide Kit Orme"."""
        return any(voice.start <= name.start < voice.end and name.label == "PERSON" for name in self.frame.names)

    def _pronoun(self, voice: Voice) -> Known:
        word = self._text(voice).lower()
        word = _SUBJECT.get(word, word)
        if word in ("i", "we", "you", "who"):
            return Known(None, 0.0)
        here = self.frame.sentence_at(voice.start)
        for sentence in range(here, max(here - REACH, -1), -1):
            words = [one for one in self.frame.words(sentence) if one.end <= voice.start]
            asker = self._asker(words) if sentence == here - 1 else None
            heard = [one for one in self.heard.get(sentence, ()) if one.start < voice.start and self._fits(one, word)]
            led = sentence < here and not any(one.lower == word for one in words[:_START])
            fitting = [one for one in heard[-1:] or self._fitting(words, word, led=led) if one != asker]
            if fitting:
                sure = 0.9 - 0.08 * (here - sentence) - 0.08 * (len(fitting) > 1)
                found = self._role(fitting[0]) if fitting[0].kind == "noun" else Known(fitting[0], 1.0)
                return Known(found.voice, max(sure * found.confidence, 0.3))
        return Known(None, 0.0)

    def _asker(self, words: Sequence[Token]) -> Voice | None:
        """Who asked in the sentence before: not the one who answers."""
        for at in range(1, len(words) - 1):
            if words[at].lower in ("asked", "asks") and words[at + 1].lower in _ASKED:
                return voices.before(self.frame, words, at)
        return None

    def _fits(self, voice: Voice, pronoun: str) -> bool:
        """Whether a pronoun may mean what a voice names; a person of unknown sex is he and she."""
        if voice.kind == "name":
            name = self.frame.names[voice.name]
            wanted = {"it": ("ORG", "PLACE"), "they": ("ORG", "GROUP")}.get(pronoun, ("PERSON",))
            return name.label in wanted and self.sex.get(name.entity, pronoun) == pronoun
        words = self._text(voice).split()
        head = words[-1].lower()
        if pronoun in ("he", "she"):
            return head in (MALE if pronoun == "he" else FEMALE) or words[-1][0].isupper() or any(
                word.lower() in ROLES | ANONYMOUS for word in words)
        return head in (BODIES if pronoun == "it" else PLURALS) or pronoun == "they" and head.endswith("s")

    def _fitting(self, words: Sequence[Token], pronoun: str, *, any_sex: bool = False, nouns: bool = True,
                 led: bool = True) -> list[Voice]:
        """The voices in some words of a sentence that a pronoun fits, the likeliest first."""
        found, seen = [], set()
        people = {"he": MALE, "she": FEMALE}.get(pronoun, frozenset()) | ROLES | ANONYMOUS
        fitting = people if pronoun in ("he", "she") else BODIES if pronoun == "it" else PLURALS
        for at, word in enumerate(words):
            if word.name >= 0:
                voice = self._namesake(named(self.frame, word.name))
                label = self.frame.names[voice.name].label
                fits = self._fits(voice, pronoun) or any_sex and label == "PERSON"
                where = pronoun == "it" and label == "PLACE" and phrases.led(self.frame, words, at)  # "in Manchester"
                if word.name not in seen and fits and not where:
                    found.append((*self._rank(words, at), at, voice))
                seen.add(word.name)
            elif nouns and word.lower in fitting:
                voice = voices.phrase_before(self.frame, words, at, 0, chain=False)
                followed = at + 1 < len(words) and words[at + 1].name >= 0
                apposed = voices.after(self.frame, words, phrases.begins(self.frame, words, at, 0))
                if apposed and apposed.kind == "name" and self._fits(apposed, pronoun):
                    found.append((0, True, at, apposed))
                elif voice and voice.kind == "noun" and " " in self._text(voice) and not followed \
                        and not phrases.led(self.frame, words, at):
                    found.append((int(voice.start != words[0].start), True, at, voice))
        return [voice for rank, *_, voice in sorted(found) if led or rank < _LED]

    def _rank(self, words: Sequence[Token], at: int) -> tuple[int, bool]:
        """A name before a reporting verb comes first, an object of a preposition last."""
        end = phrases.past(words, at)
        speaks = end < len(words) and words[end].lower in REPORTING and words[end].name < 0 and \
            not self.frame.gap(words[end - 1], words[end]).strip()
        return (_LED if not speaks and phrases.led(self.frame, words, at) else 0), not speaks

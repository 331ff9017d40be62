"""People in an article: their sex, their roles, and which of them a pronoun, a title or a shared surname means."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from ..entities.spelling import TITLES
from . import voices
from .frames import Frame, Token
from .given import MEN, WOMEN
from .nouns import ANONYMOUS, BODIES, DEFINITE, FEMALE, MALE, PLURALS, ROLES
from .verbs import DETERMINERS, PREPOSITIONS, REPORTING
from .voices import Voice

REACH = 12  # sentences back
_HE = frozenset("mr sir lord father king prince baron count duke pope brother".split()) | MALE
_SHE = frozenset("mrs ms miss dame lady queen princess baroness duchess sister madame mme".split()) | FEMALE
_START = 3  # words in which a sentence's subject stands
_LED = 2  # rank of an object of a preposition
_TITLES = frozenset("mr mrs ms miss dr sir dame lord lady prof professor".split())
_BARE = TITLES - (ROLES - {"captain", "judge"})  # titles that are no roles
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
        if rest and (given.lower() in MEN) != (given.lower() in WOMEN):
            self.sex[name.entity] = "he" if given.lower() in MEN else "she"
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
                    for role, called in _roles(self.frame, words, at):
                        found[role].append((number, called))
        return found

    def _title(self, start: int) -> str:
        word = self.frame.text[max(0, start - 16):start].split()[-1:]
        title = word[0].lower().strip(".,(") if word else ""
        return title if title in TITLES else ""

    def _titled(self, start: int) -> str:
        title = self._title(start)
        return "he" if title in _HE else "she" if title in _SHE else ""

    def _namesake(self, voice: Voice) -> Voice:
        """Of people with one surname, the one whose title fits the sex; "Ms Hollis" is not Marcus Hollis."""
        name = self.frame.names[voice.name]
        surname = name.entity.split()[-1]
        sharing = self.bearers.get(surname, {})
        if name.label != "PERSON" or self.frame.text[voice.start:voice.end].count(" ") or not sharing:
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
        return Voice(*self.frame.names[fitting[0]][:2], "name", fitting[0])

    def _role(self, voice: Voice) -> Known:
        """ "the port chief" led to the person whom the article calls so, or to the one who spoke just before."""
        voice = self._trimmed(voice)
        words = self.frame.text[voice.start:voice.end].lower().split()
        head, definite = words[-1], words[0] in DEFINITE or words[0].endswith(("'s", "\u2019s"))
        surname = self.frame.text[voice.start:voice.end].split()[-1]
        if len(self.bearers.get(surname, ())) == 1 and len(words) < 4:
            number = next(iter(self.bearers[surname].values()))
            return Known(Voice(*self.frame.names[number][:2], "name", number), 0.9)
        if not definite or head in ANONYMOUS | PLURALS or head not in ROLES | MALE | FEMALE:
            return Known(voice, 1.0)
        bearing = [number for number, called in self.roles.get(head, ()) if self.frame.names[number].start < voice.start
                   and _agree(called, self.frame.text[voice.start:voice.end])]
        entities = {self.frame.names[number].entity for number in bearing}
        if entities:
            number = bearing[-1]
            return Known(Voice(*self.frame.names[number][:2], "name", number), 0.85 if len(entities) == 1 else 0.6)
        others = any(self.frame.names[one].label == "PERSON" for one in self._inside(voice))
        here = self.frame.sentence_at(voice.start)
        if head in ROLES and not others:
            for sentence in range(here - 1, max(here - 4, -1), -1):
                found = self._fitting(self.frame.words(sentence), "he", any_sex=True, nouns=False)
                if found:
                    return Known(found[0], 0.6)
        return Known(voice, 1.0)

    def _trimmed(self, voice: Voice) -> Voice:
        """ "the Chamber's Mr Brilliant", "rating firm Assay": the name alone, where a phrase ends in one."""
        phrase = self.frame.text[voice.start:voice.end]
        words = [(match.start(), match.group()) for match in re.finditer(r"\S+", phrase)]
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

    def _inside(self, voice: Voice) -> list[int]:
        words = self.frame.words(self.frame.sentence_at(voice.start))
        return [word.name for word in words if word.name >= 0 and voice.start <= word.start < voice.end]

    def _pronoun(self, voice: Voice) -> Known:
        word = self.frame.text[voice.start:voice.end].lower()
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
        if voice.kind == "name":
            name = self.frame.names[voice.name]
            wanted = {"it": ("ORG", "PLACE"), "they": ("ORG", "GROUP")}.get(pronoun, ("PERSON",))
            return name.label in wanted and self.sex.get(name.entity, pronoun) in (pronoun, "")
        head = self.frame.text[voice.start:voice.end].lower().split()[-1]
        if pronoun in ("he", "she"):
            return head in (MALE if pronoun == "he" else FEMALE) or self.frame.text[voice.end - len(head)].isupper() \
                or any(word in ROLES | ANONYMOUS for word in self.frame.text[voice.start:voice.end].lower().split())
        return head in (BODIES if pronoun == "it" else PLURALS) or pronoun == "they" and head.endswith("s")

    def _fitting(self, words: Sequence[Token], pronoun: str, *, any_sex: bool = False, nouns: bool = True,
                 led: bool = True) -> list[Voice]:
        """The voices in some words of a sentence that a pronoun fits, the likeliest first."""
        found, seen = [], set()
        people = {"he": MALE, "she": FEMALE}.get(pronoun, frozenset()) | ROLES | ANONYMOUS
        fitting = people if pronoun in ("he", "she") else BODIES if pronoun == "it" else PLURALS
        for at, word in enumerate(words):
            if word.name >= 0:
                voice = self._namesake(Voice(*self.frame.names[word.name][:2], "name", word.name))
                fits = self._fits(voice, pronoun) or any_sex and self.frame.names[voice.name].label == "PERSON"
                if word.name not in seen and fits:
                    found.append((*self._rank(words, at), at, voice))
                seen.add(word.name)
            elif nouns and word.lower in fitting:
                voice = voices.phrase_before(self.frame, words, at, 0, chain=False)
                followed = at + 1 < len(words) and words[at + 1].name >= 0
                apposed = voices.after(self.frame, words, voices.phrase_begin(self.frame, words, at, 0))
                if apposed and apposed.kind == "name" and self._fits(apposed, pronoun):
                    found.append((0, True, at, apposed))
                elif voice and voice.kind == "noun" and " " in self.frame.text[voice.start:voice.end] and not followed \
                        and not voices.led(self.frame, words, at):
                    found.append((int(voice.start != words[0].start), True, at, voice))
        return [voice for rank, *_, voice in sorted(found) if led or rank < _LED]

    def _rank(self, words: Sequence[Token], at: int) -> tuple[int, bool]:
        """A name before a reporting verb comes first, an object of a preposition last."""
        end = at
        while end < len(words) and words[end].name == words[at].name:
            end += 1
        speaks = end < len(words) and words[end].lower in REPORTING and words[end].name < 0 and \
            not self.frame.gap(words[end - 1], words[end]).strip()
        return (_LED if not speaks and voices.led(self.frame, words, at) else 0), not speaks


def _agree(called: str, phrase: str) -> bool:
    """Whether two ways of calling somebody may mean one: no two capitalised words beside the role that differ."""
    one, two = ({word for word in text.split() if word[0].isupper() and word.lower() not in ROLES | DEFINITE}
                for text in (called.replace("'s", "").replace("\u2019s", ""), phrase))
    return not one or not two or bool(one & two)


def _roles(frame: Frame, words: Sequence[Token], at: int) -> list[tuple[str, str]]:
    """(role, the phrase) that a person is called beside the name: "port chief Hugh Tarrant", "Tarrant, the chief"."""
    number, found, end = words[at].name, [], at
    while end < len(words) and words[end].name == number:
        end += 1
    while at > 1 and words[at - 1].name < 0 and words[at - 1].lower in _BARE:
        at -= 1
    if at:
        gap = frame.gap(words[at - 1], words[at]).strip(" \u00a0-.")
        begin = voices.phrase_begin(frame, words, at - 1, 0)
        called = frame.text[words[begin].start:words[at - 1].end]
        if words[at - 1].name < 0 and (gap == "" or gap == "," and words[at - 1].lower in ROLES):
            found.append((words[at - 1].lower, called))
        link = next((one for one in range(at - 1, max(at - 8, 0), -1) if words[one].lower == "of"), 0)
        if gap == "," and link and words[link - 1].lower in ROLES:
            found.append((words[link - 1].lower, called))
    if end < len(words) and frame.gap(words[end - 1], words[end]).strip(" \u00a0-") == ",":
        for word in range(end, min(end + 8, len(words))):
            if word > end and frame.gap(words[word - 1], words[word]).strip(" .'\u2019"):
                break
            if words[word].name < 0 and words[word].lower in voices.PREPOSITIONS | {"who", "which"}:
                break
            if words[word].lower in ROLES | MALE | FEMALE:
                found.append((words[word].lower, frame.text[words[end].start:words[word].end]))
    if end + 1 < len(words) and words[end].lower in ("is", "was", "as", "became"):
        found += [(word.lower, "") for word in words[end + 1:end + 6] if word.lower in ROLES]
    return found

"""Roles: what an article calls a person beside the name, "port chief Hugh Tarrant", "Ms Adeyo, the chairwoman"."""

from collections.abc import Iterator, Sequence

from ..entities.spelling import TITLES
from . import phrases
from .frames import Frame, Token
from .nouns import DEFINITE, FEMALE, MALE, ROLES
from .verbs import PREPOSITIONS

_BARE = TITLES - (ROLES - {"captain", "judge"})  # titles that are no roles
_REACH = 8  # words
_CALLING = ROLES | MALE | FEMALE


def agree(called: str, phrase: str) -> bool:
    """Whether two ways of calling somebody may mean one: no two capitalised words beside the role that differ in their
    first five letters ("Russia's parliament", "the Russian Senate").
    """
    one, two = ({word[:5] for word in text.split() if word[0].isupper() and word.lower() not in ROLES | DEFINITE}
                for text in (called.replace("'s", "").replace("\u2019s", ""), phrase))
    return not one or not two or bool(one & two)


def roles_of(frame: Frame, words: Sequence[Token], at: int) -> Iterator[tuple[str, str]]:
    """(role, the phrase) of each that stands beside the name that begins at words[at]."""
    if words[at].lower in _CALLING:
        yield words[at].lower, ""  # "Prince Rostislav", where the title is of the name
    yield from _ahead(frame, words, at)
    yield from _behind(frame, words, phrases.past(words, at))


def _ahead(frame: Frame, words: Sequence[Token], at: int) -> Iterator[tuple[str, str]]:
    """ "port chief Hugh Tarrant", "the head of the port, Hugh Tarrant"."""
    while at > 1 and words[at - 1].name < 0 and words[at - 1].lower in _BARE:
        at -= 1
    gap = frame.gap(words[at - 1], words[at]).strip(" \u00a0-.") if at else "."
    if gap not in ("", ","):
        return
    last = words[at - 1]
    if last.name < 0 and (not gap or last.lower in ROLES):
        yield last.lower, frame.text[words[phrases.begins(frame, words, at - 1, 0)].start:last.end]
    for link in range(at - 1, max(at - _REACH, 0), -1):
        if words[link].lower == "of" and words[link - 1].lower in ROLES:
            yield words[link - 1].lower, frame.text[words[link].start:last.end]
            return


def _behind(frame: Frame, words: Sequence[Token], end: int) -> Iterator[tuple[str, str]]:
    """ "Hugh Tarrant, the port chief", "Hugh Tarrant is the port's chief"."""
    if end < len(words) and frame.gap(words[end - 1], words[end]).strip(" \u00a0-") == ",":
        for at in range(end, min(end + _REACH, len(words))):
            if at > end and frame.gap(words[at - 1], words[at]).strip(" .'\u2019") or \
                    words[at].name < 0 and words[at].lower in PREPOSITIONS | {"who", "which"}:
                break
            if words[at].lower in _CALLING:
                yield words[at].lower, frame.text[words[end].start:words[at].end]
    if end + 1 < len(words) and words[end].lower in ("is", "was", "as", "became"):
        yield from ((word.lower, "") for word in words[end + 1:end + 6] if word.lower in ROLES)

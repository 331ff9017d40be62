"""What two sentences that make one claim differ in: its number, its date, or a name."""

from collections.abc import Sequence
from typing import NamedTuple

from .quantities import Quantity, agree
from .sentences import Sentence

LEAST_ALIKE = 0.35  # cosine of two sentences from which another number in them is another number of the same claim
REPEATED = 0.7  # share of word pairs from which another name is one put in another's place
KINDS = ("another number", "another date", "another name")
_KINDS = {"number": "another number", "time": "another date", "date": "another date"}


class Difference(NamedTuple):
    """One of KINDS, and what stands in the one sentence and in the other."""

    kind: str
    own: str
    other: str

    def turned(self) -> "Difference":
        return Difference(self.kind, self.other, self.own)

    def __str__(self) -> str:
        return f"{self.kind.removeprefix('another ')}: {self.own} | {self.other}"


def differences(one: Sentence, other: Sentence, known: Sequence[Quantity], other_known: Sequence[Quantity],
                similarity: float, wording: float) -> list[Difference]:
    """Where the two say another thing in the same place.

    `known`: all quantities of the article of each.  A number that the other article has anywhere is no other number:
    the sentence there only leaves it out.
    """
    found = []
    if similarity >= LEAST_ALIKE:
        ours = [quantity for quantity in one.quantities if not _has(other_known, quantity)]
        theirs = [quantity for quantity in other.quantities if not _has(known, quantity)]
        found += [Difference(_KINDS[a.kind], one.text[a.start:a.end], other.text[b.start:b.end])
                  for a in ours for b in theirs if _comparable(a, b)]
    if wording >= REPEATED:
        found += _names(one.entities, other.entities)
    return list(dict.fromkeys(found))


def _has(known: Sequence[Quantity], quantity: Quantity) -> bool:
    return any(agree(quantity, one) for one in known)


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Whether both count the same thing: the same unit, dates of one exactness, neither a hundred times the other."""
    if one.kind != other.kind:
        return False
    if one.kind == "date":
        return [bool(part) for part in one.value[:3]] == [bool(part) for part in other.value[:3]]
    if one.kind == "time":
        return True
    low, high = sorted([one.value, other.value])
    return _unit(one) == _unit(other) and bool(_unit(one)) and high < 100 * max(low, 1e-9)


def _unit(one: Quantity) -> str:
    return one.unit.removesuffix("s")


def _names(ours: dict[str, str], theirs: dict[str, str]) -> list[Difference]:
    """One name of a kind on each side that the other has not: put in its place."""
    found = []
    for label in sorted(set(ours.values()) & set(theirs.values())):
        own = sorted(name for name, kind in ours.items() if kind == label and name not in theirs)
        other = sorted(name for name, kind in theirs.items() if kind == label and name not in ours)
        if len(own) == len(other) == 1 and not _same(own[0], other[0]):
            found.append(Difference("another name", own[0], other[0]))
    return found


def _same(one: str, other: str) -> bool:
    """Whether two names may be spellings of one: a word in common, or one the initials of the other."""
    a, b = set(one.lower().split()), set(other.lower().split())
    initials = ["".join(word[0] for word in name.split() if word[0].isupper()) for name in (one, other)]
    return bool(a & b) or initials[0] == other or initials[1] == one

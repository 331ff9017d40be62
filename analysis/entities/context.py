"""Whom a short name means, by the company it keeps.

"HWF" that nobody spells out is the dockers' union beside the port, and the health charity beside the hospital.  Of
the entities that a short name may stand for, the one is meant whose articles name the same others as this article
does, rare ones counting most (collective entity linking; Han, Sun & Zhao 2011), if it is far ahead.
"""

from array import array
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from math import log
from typing import NamedTuple

import numpy as np

from ..text.compiled import compiled

AHEAD = 0.9  # the share of all candidates' scores that the one must have
SHARED = 2  # entities that its articles must have in common with this one, such as are
RARE = 1 / 6  # named in no larger share of all articles


class _Known(NamedTuple):
    """number: of each entity, in their order; member, begin: the entities of each article, sorted, and where it begins
    (and the last ends); article, first: the same the other way round; weight: rarity squared; rare: bool."""

    number: dict[Hashable, int]
    member: np.ndarray
    begin: np.ndarray
    article: np.ndarray
    first: np.ndarray
    weight: np.ndarray
    rare: np.ndarray


class Company:
    """The entities of each article, numbered as they are added, and from that those that stand beside each entity."""

    def __init__(self):
        self._numbers: dict[Hashable, int] = {}
        self._members, self._bounds = array("i"), array("q", [0])

    def add(self, entities: Iterable[Hashable]) -> None:
        """One more article."""
        self._members.extend({self._numbers.setdefault(one, len(self._numbers)) for one in entities})
        self._bounds.append(len(self._members))

    def meant(self, candidates: Iterable[Hashable], asked: Iterable[tuple[int, Hashable]]
              ) -> Iterator[tuple[Hashable, float] | None]:
        """The candidate that is meant by each short name `asked` in an article, and its share of the scores; None where
        none is far ahead.  To be asked when all articles are added.
        """
        known, candidates = self._known, sorted(candidates)
        numbers = [known.number.get(one, -1) for one in candidates]
        beside = [self._beside(number) for number in numbers]
        for article, short in asked:
            own = known.member[known.begin[article]:known.begin[article + 1]]
            others = own[~np.isin(own, [known.number.get(short, -1), *numbers])]
            scored = {one: _score(others, *there, known.weight, known.rare)
                      for one, there in zip(candidates, beside, strict=True)}
            yield _ahead(scored)

    @cached_property
    def _known(self) -> _Known:
        names, begin = sorted(self._numbers), np.array(self._bounds)
        rank = np.empty(len(names), np.int32)
        rank[[self._numbers[name] for name in names]] = np.arange(len(names))
        member, articles = rank[np.asarray(self._members)], len(begin) - 1
        article = np.repeat(np.arange(articles, dtype=np.int32), np.diff(begin))
        member = member[np.lexsort((member, article))]
        spread = np.bincount(member, minlength=len(names))
        weight = {count: log(articles / count) ** 2 for count in np.unique(spread).tolist()}
        return _Known({name: place for place, name in enumerate(names)}, member, begin,
                      article[np.argsort(member, kind="stable")], np.append(0, np.cumsum(spread)),
                      np.array([weight[count] for count in spread.tolist()]), spread <= RARE * articles)

    def _beside(self, entity: int) -> tuple[np.ndarray, np.ndarray]:
        """The other entities of its articles, sorted, and in how many of these each is; none of an unknown one (-1)."""
        known = self._known
        own = known.article[known.first[entity]:known.first[entity + 1]].tolist() if entity >= 0 else ()
        members = [known.member[known.begin[one]:known.begin[one + 1]] for one in own]
        members = np.concatenate([np.zeros(0, np.int32), *members])
        return np.unique(members[members != entity], return_counts=True)


def _ahead(scored: Mapping[Hashable, tuple[float, int]]) -> tuple[Hashable, float] | None:
    """The one far ahead of all, and its share; `scored`: the score and the rare entities in common of each."""
    first = min(scored, key=lambda one: (-scored[one][0], one))
    score, shared = scored[first]
    total = sum(score for score, _ in scored.values())
    if not total or score < AHEAD * total or shared < SHARED:
        return None
    return first, score / total


@compiled
def _score(others, beside, counts, weight, rare):
    """(score, rare entities in common) of a candidate, by those `beside` it that are among the `others`."""
    score, shared = 0.0, 0
    places = np.searchsorted(beside, others)
    for number in range(len(others)):
        place, one = places[number], others[number]
        if place < len(beside) and beside[place] == one:
            score += counts[place] * weight[one]
            shared += rare[one]
    return score, shared

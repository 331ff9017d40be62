"""Whom a short name means, by the company it keeps.

"HWF" that nobody spells out is the dockers' union beside the port, and the health charity beside the hospital.  Of
the entities that a short name may stand for, the one is meant whose articles name the same others as this article
does, rare ones counting most (collective entity linking; Han, Sun & Zhao 2011), if it is far ahead.
"""

from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from math import log
from typing import NamedTuple

import numpy as np
from scipy import sparse

AHEAD = 0.9  # the share of all candidates' scores that the one must have
SHARED = 2  # entities that its articles must have in common with this one, such as are
RARE = 1 / 6  # named in no larger share of all articles
AT_ONCE = 1000  # short names whose candidates' scores are in memory together


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

    def meant(self, candidates: Iterable[Hashable], asked: Sequence[tuple[int, Hashable]]
              ) -> Iterator[tuple[Hashable, float] | None]:
        """The candidate that is meant by each short name `asked` in an article, and its share of the scores; None where
        none is far ahead.  To be asked when all articles are added.

        A first name has thousands of bearers, and few have anything in common with one article: scores are a product of
        sparse matrices, articles by entities and entities by candidates.
        """
        candidates = sorted(candidates)
        numbers = np.array([self._known.number.get(one, -1) for one in candidates])
        beside = [self._beside(number) for number in numbers.tolist()]
        weighted = self._weighted(beside)
        other = np.ones(len(self._known.number), dtype=bool)
        other[numbers[numbers >= 0]] = False
        for begin in range(0, len(asked), AT_ONCE):
            others = [self._others(article, short, other) for article, short in asked[begin:begin + AT_ONCE]]
            bounds, entity = np.append(0, np.cumsum([len(one) for one in others])), np.concatenate(others)
            scores = sparse.csr_array((np.ones(len(entity)), entity, bounds),
                                      shape=(len(others), weighted.shape[0])) @ weighted
            scores.sort_indices()
            for row, own in enumerate(others):
                found = slice(scores.indptr[row], scores.indptr[row + 1])
                best = self._ahead(own, scores.indices[found], scores.data[found], beside)
                yield best and (candidates[best[0]], best[1])

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

    def _others(self, article: int, short: Hashable, other: np.ndarray) -> np.ndarray:
        """The entities of an article but for a short name and the candidates for it (not `other`)."""
        known = self._known
        own = known.member[known.begin[article]:known.begin[article + 1]]
        return own[other[own] & (own != known.number.get(short, -1))]

    def _beside(self, entity: int) -> tuple[np.ndarray, np.ndarray]:
        """The other entities of its articles, sorted, and in how many of these each is; none of an unknown one (-1)."""
        known = self._known
        own = known.article[known.first[entity]:known.first[entity + 1]].tolist() if entity >= 0 else ()
        members = [known.member[known.begin[one]:known.begin[one + 1]] for one in own]
        members = np.concatenate([np.zeros(0, np.int32), *members])
        return np.unique(members[members != entity], return_counts=True)

    def _weighted(self, beside: list[tuple[np.ndarray, np.ndarray]]) -> sparse.csr_array:
        """Entities by candidates: what each entity in common adds to a candidate's score."""
        entity, count = (np.concatenate(column) for column in zip(*beside, strict=True))
        bounds = np.append(0, np.cumsum([len(others) for others, _ in beside]))
        return sparse.csc_array((count * self._known.weight[entity], entity, bounds),
                                shape=(len(self._known.number), len(beside))).tocsr()

    def _ahead(self, others: np.ndarray, candidates: np.ndarray, scores: np.ndarray, beside: list
               ) -> tuple[int, float] | None:
        """The candidate far ahead of all by its scores, and its share of them."""
        total = sum(scores.tolist())
        if not total or scores.max() < AHEAD * total:
            return None
        first = int(np.argmax(scores))
        best = int(candidates[first])
        shared = np.count_nonzero(self._known.rare[others] & np.isin(others, beside[best][0]))
        return (best, float(scores[first]) / total) if shared >= SHARED else None

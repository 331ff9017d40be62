"""Whom a short name means, by the company it keeps.

"HWF" that nobody spells out is the dockers' union beside the port, and the health charity beside the hospital.  Of
the entities that a short name may stand for, the one is meant whose articles name the same others as this article
does, rare ones counting most (collective entity linking; Han, Sun & Zhao 2011), if it is far ahead.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from math import log

AHEAD = 0.9  # the share of all candidates' scores that the one must have
SHARED = 2  # entities that its articles must have in common with this one, such as are
RARE = 1 / 6  # named in no larger share of all articles


class Company:
    """The entities of each article, and from that those that stand beside each entity."""

    def __init__(self, articles: Mapping[Hashable, Iterable[Hashable]]):
        self._articles = {article: frozenset(entities) for article, entities in articles.items()}
        self._where = defaultdict(list)
        for article, entities in self._articles.items():
            for entity in entities:
                self._where[entity].append(article)
        self._beside: dict[Hashable, Counter] = {}

    def meant(self, article: Hashable, candidates: Iterable[Hashable],
              short: Hashable) -> tuple[Hashable, float] | None:
        """The candidate that `short` means in `article`, and its share of the scores; None where none is far ahead."""
        candidates = sorted(candidates)
        others = self._articles[article] - {short, *candidates}
        scores, shared = {}, {}
        for one in candidates:
            beside = self._profile(one)
            common = sorted(other for other in others if beside[other])
            scores[one] = sum(beside[other] * self._rarity(other) ** 2 for other in common)
            shared[one] = sum(len(self._where[other]) <= RARE * len(self._articles) for other in common)
        first = min(candidates, key=lambda one: (-scores[one], one))
        total = sum(scores.values())
        if not total or scores[first] < AHEAD * total or shared[first] < SHARED:
            return None
        return first, scores[first] / total

    def _profile(self, entity: Hashable) -> Counter:
        if entity not in self._beside:
            self._beside[entity] = Counter(other for article in self._where[entity]
                                           for other in self._articles[article] if other != entity)
        return self._beside[entity]

    def _rarity(self, entity: Hashable) -> float:
        return log(len(self._articles) / len(self._where[entity]))

"""What each article's names stand for: within the article first, then across the collection, then by the company that
a name keeps.

The names of all articles do not fit in memory as Python's objects: they are made of numbers, one article at a time, in
each of the rounds that the rules take.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import numpy as np
import pandas as pd

from . import acronyms, people, resolution, shortforms
from .context import Company
from .distinct import Distinct
from .people import Match
from .resolution import Node
from .spelling import key

OWN = Match("", "own name", 1.0)
_Members = dict[Node, tuple[str, str]]  # a spelling and a label of each


class Named(NamedTuple):
    """What each row of `Distinct` means: its number into `matches`, which are distinct."""

    matches: list[Match]
    match: np.ndarray


class _Articles:
    """The nodes of each article, in order, gone through as often as is asked; bounds: where its rows in `found` begin,
    and where the last ones end.

    `plain`: the node of each kind, in plain form; `beside`: of some articles further people, with their spelling.
    """

    def __init__(self, found: Distinct, plain: list[Node], beside: dict[int, dict[Node, str]]):
        self._plain, self._beside, self._kind = plain, beside, found.kind
        self._texts, self._labels = (found.kinds[name].tolist() for name in ("text", "label"))
        self.bounds = np.searchsorted(found.article, np.arange(len(found.article_ids) + 1))

    def kinds(self) -> Iterator[list[int]]:
        """The kinds of each article."""
        for begin, end in zip(self.bounds[:-1].tolist(), self.bounds[1:].tolist(), strict=True):
            yield self._kind[begin:end].tolist()

    def __iter__(self) -> Iterator[_Members]:
        for article, kinds in enumerate(self.kinds()):
            members = {}
            for kind in kinds:
                members.setdefault(self._plain[kind], (self._texts[kind], self._labels[kind]))
            for node, spelling in self._beside.get(article, {}).items():
                members.setdefault(node, (spelling, "PERSON"))
            yield members

    def nodes(self, kinds: list[int]) -> list[Node]:
        """The plain nodes of kinds."""
        return [self._plain[kind] for kind in kinds]


def matches(found: Distinct, mentions: pd.DataFrame, plain: list[Node], beside: dict[int, dict[Node, str]],
            steps: dict[Node, resolution.Step]) -> Named:
    """What each row of `found` stands for; `OWN` where it stands for itself.  `plain`, `beside`: as in `_Articles`."""
    articles = _Articles(found, plain, beside)
    local, elsewhere, votes = _rules(articles, _titled(found, plain), _neighbours(mentions, found, steps))
    told = {OWN: 0}
    match, asked, company = np.empty(len(found.kind), np.int32), [], Company()
    begin = 0
    for article, (members, kinds) in enumerate(zip(articles, articles.kinds(), strict=True)):
        own = dict(zip(*local.get(article, ((), ())), strict=True))
        meant = {node: resolution.clearer(own[node], votes.get((node, ""))) if node in own
                 else elsewhere.get((node, label), OWN) for node, (_, label) in members.items()}
        company.add(Node(node.person, one.target) if one.target else node for node, one in meant.items())
        asked += [(article, node, one) for node, one in meant.items() if node not in own and _undecided(one)]
        end = begin + len(kinds)
        match[begin:end] = [told.setdefault(meant[node], len(told)) for node in articles.nodes(kinds)]
        begin = end
    _by_company(found, articles, company, asked, told, match)
    return Named(list(told), match)


def _rules(articles: _Articles, titled: Iterator[tuple[Node, str, int]], neighbours: dict[int, dict[str, str]]
           ) -> tuple[dict, dict, dict]:
    """What is found within each article, what in those that have no long form, and the votes for it."""
    spread = Counter(node for members in articles for node in members)
    surnames = set(people.by_last(node.name for node in spread if node.person and people.is_full(node.name)))
    bearers = resolution.bearers(articles, titled)
    company = shortforms.company({node.name: label for node, (_, label) in members.items() if not node.person}
                                 for members in articles)
    local, alone, same = {}, Counter(), {}

    def within() -> Iterator[tuple[_Members, dict[Node, Match]]]:
        for article, members in enumerate(articles):
            own = resolution.within(members, neighbours.get(article, {}), spread, surnames, bearers, company)
            if own:
                # a fraction of what a dictionary takes, and there is one for each article
                local[article] = tuple(own), tuple(same.setdefault(match, match) for match in own.values())
            alone.update((node, label) for node, (_, label) in members.items() if node not in own)
            yield members, own

    votes = resolution.evidence(within())
    return local, resolution.across(alone, spread, bearers, votes), votes


def _titled(found: Distinct, plain: list[Node]) -> Iterator[tuple[Node, str, int]]:
    """Each kind's node and honorific, and in how many articles it is."""
    uses = np.bincount(found.kind, minlength=len(plain)).tolist()
    return zip(plain, found.kinds["honorific"], uses, strict=True)


def _undecided(match: Match) -> bool:
    return not match.target and (len(match.candidates) > 1 or match.rule in ("nickname", "first name"))


def _by_company(found: Distinct, articles: _Articles, company: Company, asked: list[tuple[int, Node, Match]],
                told: dict[Match, int], match: np.ndarray) -> None:
    """Decides the undecided names that no article spells out, by what else their articles name."""
    decided, same = defaultdict(dict), lambda row: (row[1].person, row[2].candidates)
    for (person, names), rows in groupby(sorted(asked, key=same), key=same):
        rows = list(rows)
        meant = company.meant([Node(person, name) for name in names], [row[:2] for row in rows])
        for (article, node, one), best in zip(rows, meant, strict=True):
            if best:
                decided[article][node] = one._replace(target=best[0].name, rule="company", confidence=0.9 * best[1])
    for article, own in decided.items():
        begin, end = articles.bounds[article:article + 2].tolist()
        for row, node in zip(range(begin, end), articles.nodes(found.kind[begin:end].tolist()), strict=True):
            if node in own:
                match[row] = told.setdefault(own[node], len(told))


def _neighbours(mentions: pd.DataFrame, found: Distinct, steps: dict[Node, resolution.Step]
                ) -> dict[int, dict[str, str]]:
    """article -> acronym's key -> the plain form of the long name before it, as in "European Union (EU)"."""
    article, start, end = found.article[found.row], mentions["start"].to_numpy(), mentions["end"].to_numpy()
    order = np.lexsort((start, article))
    before, after = order[:-1], order[1:]
    near = np.flatnonzero((article[before] == article[after]) & (start[after] - end[before] == 2))
    left, right = (found.kind[found.row[rows[near]]] for rows in (before, after))
    texts, named = found.kinds["text"].to_numpy(), defaultdict(dict)
    for place, long, acronym in zip(article[before[near]].tolist(), texts[left], texts[right], strict=True):
        if acronyms.is_acronym(acronym) and acronyms.beside(acronym, long):
            node = Node(False, key(long))
            named[place][key(acronym)] = steps[node].node.name if node in steps else node.name
    return named

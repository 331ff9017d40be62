"""Which names mean the same: spellings led to nodes, and nodes to the node of their entity.

A node is a name's key together with whether it is a person's: "Jordan" the player is not Jordan the country.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from typing import NamedTuple

import pandas as pd

from . import acronyms, people, shortforms
from .countries import country
from .people import Match
from .spelling import key, unfolded
from .variants import variants

_COMPANY = re.compile(
    r" (?:incorporated|inc|corp|corporation|co|company|ltd|limited|plc|llc|llp|ag|sa|gmbh|nv|spa|(?<=hospital )trust)$"
)
_EVIDENT = frozenset({"acronym", "acronym beside its name", "first name"})  # rules that speak for other articles too,
_EVIDENT_OF_LABEL = frozenset({"short form", "members"})  # and those that do where the name has the same label
TWICE = 2  # articles that must lead a first name to a person, before it is that person's in others


class Node(NamedTuple):
    """One name, as a person's or not; of a surname also the honorific it is written with."""

    person: bool
    name: str
    honorific: str = ""


class Step(NamedTuple):
    """A node led to another, whatever the article."""

    node: Node
    rule: str
    confidence: float


def nodes(rows: pd.DataFrame) -> list[Node]:
    """The node of each row (text, label, count).

    A name of several words is a person's where the collection mostly says so.  A single word may be a surname in one
    article and a place in another, so it goes by the article; an acronym ("HWF") is nobody's name, unless it is a
    name in capitals ("TRUMP").
    """
    own = {text: key(text) for text in rows["text"].unique()}
    keys = [own[text] for text in rows["text"]]
    spoken = {name for name, text in zip(keys, rows["text"], strict=True) if not text.isupper()}
    person = (rows["label"] == "PERSON").to_numpy()
    votes = Counter()
    for name, is_person, count in zip(keys, person, rows["count"], strict=True):
        votes[name] += count if is_person else -count
    found = (Node(bool(votes[name] > 0) if " " in name else
                  bool(is_person) and (name in spoken or not acronyms.is_acronym(text)), name)
             for name, text, is_person in zip(keys, rows["text"], person, strict=True))
    known = {}  # one node for all rows of a name
    return [known.setdefault(node, node) for node in (
        node._replace(honorific=people.kind(honorific)) if node.person and not people.is_full(node.name) else node
        for node, honorific in zip(found, rows["honorific"], strict=True))]


def plain_forms(counts: Mapping[Node, int], groups: Set[Node] = frozenset()) -> dict[Node, Step]:
    """Names led to their plain form: countries, companies without "Inc", people without middle names, misspellings.

    `counts`: how often each node is mentioned; `groups`: those that are groups', where "Germans" are "German".
    """
    found = {}
    shorter = people.without_middle(node.name for node in counts if node.person and people.is_full(node.name))
    for node in counts:
        if node.person and node.name in shorter:
            found[node] = Step(Node(True, shorter[node.name]), "middle name", 0.98)
        elif not node.person and (place := country(node.name)):
            if key(place) != node.name:
                found[node] = Step(Node(False, key(place)), "country", 0.99)
        elif not node.person and (bare := Node(False, _COMPANY.sub("", node.name))) != node and bare in counts:
            found[node] = Step(bare, "company form", 0.95)
        elif node in groups and (one := Node(False, node.name.removesuffix("s"))) != node and one in groups:
            found[node] = Step(one, "plural", 0.95)
        elif node.name.startswith("eu ") and (long := Node(False, "european " + node.name[3:])) in counts:
            found[node] = Step(long, "acronym", 0.95)
        elif node.name.endswith("democrat party") and (long := Node(False, node.name[:-6] + "ic party")) in counts:
            found[node] = Step(long, "spelling", 0.95)
        elif (twin := node._replace(name=unfolded(node.name))) != node and twin in counts:
            found[node] = Step(twin, "spelling", 0.95)
    for person in (True, False):
        rest = {node.name: count for node, count in counts.items() if node.person == person and node not in found}
        for name, twin in variants(rest, rest).items():
            found[Node(person, name)] = Step(Node(person, twin), "spelling", 0.9)
    return {node: Step(_last(step.node, found), step.rule, step.confidence) for node, step in found.items()}


def _last(node: Node, steps: Mapping[Node, Step]) -> Node:
    seen = set()
    while node in steps and node not in seen:
        seen.add(node)
        node = steps[node].node
    return node


def within(article: Mapping[Node, tuple[str, str]], neighbours: Mapping[str, str], spread: Mapping[Node, int],
           surnames: Set[str], bearers: Mapping[str, Counter], company: shortforms.Company) -> dict[Node, Match]:
    """What the short names of one article stand for, by the long names that the same article gives.

    `article`: its nodes (in plain form) with a spelling and label of each; `neighbours`: acronym -> long name written
    beside it; `spread`: in how many articles each node stands; `surnames`, `bearers`: of the
    collection's people; `company`: what stands together in the collection.
    """
    full = people.full_names(node.name for node in article if node.person)
    others = shortforms.by_word({node.name: label for node, (_, label) in article.items() if not node.person})
    counts = {name: spread[Node(True, name)] for names in full.last.values() for name in names}
    found = {}
    for node, (spelling, label) in article.items():
        if node.person:
            match = people.in_article(node.name, full, counts, surnames, _agreeing(node, bearers))
        elif country(node.name):
            match = None  # in plain form already
        else:
            match = acronyms.is_acronym(spelling) and acronyms.in_article(spelling, others.labels, neighbours)
            match = match or shortforms.in_article(node.name, label, others, company)
        if match:
            found[node] = match
    found = {node: _left(node, match, found) for node, match in found.items()}
    return {node: _chased(node, match, found) for node, match in found.items()}


def _left(node: Node, match: Match, found: Mapping[Node, Match]) -> Match:
    """`match` without the people whom the same surname means with another honorific: "Mr Brandt" beside "Dr Brandt"."""
    others = {one.target for other, one in found.items() if other.name == node.name and other.honorific}
    left = [name for name in match.candidates if name not in others]
    if match.target or not node.honorific or len(left) != 1:
        return match
    return Match(left[0], match.rule, 0.9)


def _chased(node: Node, match: Match, found: Mapping[Node, Match]) -> Match:
    """`match` with the last target, where that is itself short for another name."""
    seen = {node.name}
    while match.target and match.target not in seen and (further := found.get(Node(node.person, match.target))):
        if not further.target:
            break
        seen.add(match.target)
        match = match._replace(target=further.target, confidence=match.confidence * further.confidence)
    return match


def bearers(articles: Iterable[Iterable[Node]], titled: Iterable[tuple[Node, str, int]]) -> dict[str, Counter]:
    """Full name -> honorific -> how often it is borne: with the full name (`titled`, in so many articles), or with the
    surname in an article (its nodes) that has but one full name to it.
    """
    found = defaultdict(Counter)
    for node, honorific, times in titled:
        if node.person and people.is_full(node.name) and people.kind(honorific):
            found[node.name][people.kind(honorific)] += times
    for nodes in articles:
        short = [node for node in nodes if node.honorific]
        full = people.by_last(node.name for node in nodes if node.person and people.is_full(node.name)) if short else {}
        for node in short:
            if len(fitting := full.get(people.parts(node.name)[-1], ())) == 1:
                found[fitting[0]][node.honorific] += 1
    return found


def _agreeing(node: Node, bearers: Mapping[str, Counter]) -> Callable[[list[str]], list[str]]:
    return lambda found: people.agreeing(found, node.honorific, bearers)


def across(alone: Mapping[tuple[Node, str], int], spread: Mapping[Node, int], bearers: Mapping[str, Counter],
           evidence: Mapping[tuple[Node, str], Counter]) -> dict[tuple[Node, str], Match]:
    """What short names stand for in the articles that give no long form (`alone`: how many for each node and label).

    `spread`: in how many articles each node stands; `bearers`, `evidence`: see there.
    """
    counts = {node.name: count for node, count in spread.items() if node.person and people.is_full(node.name)}
    by_last, found = people.by_last(counts), {}
    for node, label in sorted(alone):
        match, count = None, alone[node, label]
        if node.person:
            full = by_last.get(people.parts(node.name)[-1], ())
            match = people.across(node.name, full, counts, count, _agreeing(node, bearers))
        if match is None and (votes := evidence.get((node, "")) or evidence.get((node, label))):
            match = _by_evidence(votes, count, node.person)
        if match:
            found[node, label] = match
    return found


def _by_evidence(votes: Counter, alone: int, person: bool) -> Match:
    total, first = votes.total(), min(votes, key=lambda name: (-votes[name], name))
    share = votes[first] / total
    if person and total < TWICE:
        return Match("", "first name", share, (first,))
    if len(votes) > 1 and not (total >= people.ENOUGH and share >= people.DOMINANT):
        return Match("", "as in other articles", share, tuple(sorted(votes)))
    if alone > people.LONELY * total and total < people.ENOUGH:
        return Match("", "as in other articles", share, (first,))
    return Match(first, "as in other articles", share * total / (total + 1))


def evidence(resolved: Iterable[tuple[Mapping[Node, tuple[str, str]], Mapping[Node, Match]]]
             ) -> dict[tuple[Node, str], Counter]:
    """(node, label) -> target -> in how many articles, of each article's nodes and what was found `within` it.

    The label is "" where it does not matter.  Surnames have a rule of their own and are left out.
    """
    found = defaultdict(Counter)
    for article, matches in resolved:
        for node, match in matches.items():
            if match.target and match.rule in _EVIDENT | _EVIDENT_OF_LABEL:
                found[node, "" if match.rule in _EVIDENT else article[node][1]][match.target] += 1
    return found


def clearer(match: Match, votes: Counter | None) -> Match:
    """An undecided match of an article, decided where other articles lead the name to one of its candidates."""
    if match.target or not votes:
        return match
    other = _by_evidence(votes, 0, person=False)
    return other if other.target in match.candidates else match

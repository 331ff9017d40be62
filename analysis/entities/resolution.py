"""Which names mean the same: spellings led to nodes, and nodes to the node of their entity.

A node is a name's key together with whether it is a person's: "Jordan" the player is not Jordan the country.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from . import acronyms, people
from .countries import country
from .people import Match
from .spelling import key
from .variants import variants

_COMPANY = re.compile(r" (?:incorporated|inc|corp|corporation|co|company|ltd|limited|plc|llc|llp|ag|sa|gmbh|nv|spa)$")


class Node(NamedTuple):
    """One name, as a person's or not."""

    person: bool
    name: str


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
    keys = [key(text) for text in rows["text"]]
    spoken = {name for name, text in zip(keys, rows["text"], strict=True) if not text.isupper()}
    person = (rows["label"] == "PERSON").to_numpy()
    votes = Counter()
    for name, is_person, count in zip(keys, person, rows["count"], strict=True):
        votes[name] += count if is_person else -count
    return [Node(bool(votes[name] > 0) if " " in name else
                 bool(is_person) and (name in spoken or not acronyms.is_acronym(text)), name)
            for name, text, is_person in zip(keys, rows["text"], person, strict=True)]


def plain_forms(counts: Mapping[Node, int]) -> dict[Node, Step]:
    """Names led to their plain form: countries, companies without "Inc", people without middle names, misspellings.

    `counts`: how often each node is mentioned.
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


def within(article: Mapping[Node, tuple[str, str]], neighbours: Mapping[str, str],
           spread: Mapping[Node, int], company: Mapping[tuple[str, str], int]) -> dict[Node, Match]:
    """What the short names of one article stand for, by the long names that the same article gives.

    `article`: its nodes (in plain form) with a spelling and label of each; `neighbours`: acronym -> long name written
    beside it; `spread`: in how many articles each node stands; `company`: (short, long) -> in how many articles both.
    """
    full = {node.name for node in article if node.person and people.is_full(node.name)}
    other = {node.name for node in article if not node.person}
    counts = {name: spread[Node(True, name)] for name in full}
    found = {}
    for node, (spelling, label) in article.items():
        if node.person and people.may_be_short(node.name):
            match = people.in_article(node.name, full - {node.name}, counts)
        elif node.person or node.name != key(spelling):
            match = None  # in plain form already
        elif acronyms.is_acronym(spelling):
            match = acronyms.in_article(spelling, other, neighbours)
        elif label == "ORG":
            match = acronyms.short_form(node.name, organisations(article), company, spread[node])
        else:
            match = None
        if match:
            found[node] = match
    return found


def organisations(article: Mapping[Node, tuple[str, str]]) -> set[str]:
    """The names of an article that it gives as organisations."""
    return {node.name for node, (_, label) in article.items() if label == "ORG" and not node.person}


def across(alone: Mapping[Node, int], spread: Mapping[Node, int],
           evidence: Mapping[Node, Counter]) -> dict[Node, Match]:
    """What short names stand for in the articles that give no long form (`alone`: how many for each node).

    `spread`: in how many articles each node stands; `evidence`: for a node that other articles resolved, how many
    led it to which target.
    """
    counts = {node.name: count for node, count in spread.items() if node.person and people.is_full(node.name)}
    by_last, found = people.by_last(counts), {}
    for node in sorted(alone):
        match = None
        if node.person and not people.is_full(node.name):
            full = by_last.get(people.parts(node.name)[-1], ())
            match = people.across(node.name, full, counts, alone[node])
        if match is None and node in evidence:
            match = _by_evidence(evidence[node], alone[node])
        if match:
            found[node] = match
    return found


def _by_evidence(votes: Counter, alone: int) -> Match:
    total, first = votes.total(), min(votes, key=lambda name: (-votes[name], name))
    share = votes[first] / total
    if len(votes) > 1 and not (total >= people.ENOUGH and share >= people.DOMINANT):
        return Match("", "as in other articles", share, tuple(sorted(votes)))
    if alone > people.LONELY * total:
        return Match("", "as in other articles", share, (first,))
    return Match(first, "as in other articles", share * total / (total + 1))


def evidence(resolved: Iterable[Mapping[Node, Match]]) -> dict[Node, Counter]:
    """How many articles led each node to which target; surnames have a rule of their own and are left out."""
    found = defaultdict(Counter)
    for matches in resolved:
        for node, match in matches.items():
            if match.target and match.rule in ("acronym", "acronym beside its name", "first name"):
                found[node][match.target] += 1
    return found

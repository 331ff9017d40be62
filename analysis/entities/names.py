"""Names: one entity for its spellings, and the table that says which, by which rule and how surely.

The order of the rules: the user's overrides; countries, company forms, middle names, plurals of groups; within the
article surnames (with their honorific), acronyms and short forms led to the long form; then across the collection where
only one long form fits, or the company that the name keeps tells which.  A spelling that fits several stays by itself
and is listed as undecided.  The same spelling may stand for two people in two articles: `names` then has a row for
each.
"""

from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pandas as pd

from . import acronyms, people, resolution, shortforms
from . import overrides as users
from .context import Company
from .countries import country
from .mentions import PLAIN
from .people import Match
from .resolution import Node
from .spelling import key
from .tables import table

_OWN = Match("", "own name", 1.0)
_TOLD = ["entity", "rule", "confidence", "status", "candidates"]


def resolve(mentions: pd.DataFrame, *, overrides: str | Path | pd.DataFrame | None = None) -> pd.DataFrame:
    """`mentions` with `entity` set to the one name of each: the input of `count` and `pairs`.

    `overrides`: a CSV file's path or a DataFrame with the columns spelling and entity; it wins over every rule.
    Raises ValueError for overrides that cannot be followed (no such file, a column missing, an empty cell, one
    spelling given to two entities).
    """
    rows, codes = _rows(mentions)
    entities = _resolved(rows, mentions, users.read(overrides))["entity"].to_numpy(dtype=object)
    return table("mentions", mentions.assign(entity=entities[codes], full_name=mentions.get("full_name", ""),
                                             honorific=mentions.get("honorific", "")))


def names(mentions: pd.DataFrame, *, overrides: str | Path | pd.DataFrame | None = None) -> pd.DataFrame:
    """Every entity's spellings: entity, spelling, label, count, rule, confidence, status, candidates.

    `count` is the mentions of that spelling for that entity, `rule` how it was led there, `confidence` 0 to 1,
    `status` merged, undecided (several long forms fit; they are in `candidates`, joined by " | ") or override.
    An override that no mention bears is listed with count 0.  The largest entities come first.  Errors as for
    `resolve`.
    """
    chosen = users.read(overrides)
    rows = _resolved(_rows(mentions)[0], mentions, chosen)
    label = labels(rows)
    rows["size"] = rows.groupby(["entity", "text", "rule"])["count"].transform("sum")
    found = (rows.sort_values(["entity", "text", "status", "size", "rule"], ascending=[True, True, False, False, True])
             .groupby(["entity", "text"], sort=True)
             .agg(count=("count", "sum"), rule=("rule", "first"), confidence=("confidence", "first"),
                  status=("status", "first"), candidates=("candidates", "first")).reset_index())
    found = found.rename(columns={"text": "spelling"}).assign(label=found["entity"].map(label))
    borne = {key(spelling) for spelling in found["spelling"]}
    unused = [(entity, spelling, label.get(entity, ""), 0, "override", 1.0, "override", "")
              for name, (spelling, entity) in sorted(chosen.items()) if name not in borne]
    found = pd.concat([table("names", found), table("names", unused)])
    size = found.groupby("entity")["count"].transform("sum")
    return table("names", found.assign(size=size).sort_values(
        ["size", "entity", "count", "spelling"], ascending=[False, True, False, True]))


def labels(mentions: pd.DataFrame) -> pd.Series:
    """The label of each entity: the one that most of its mentions bear (`count` of them in a row, if given)."""
    weights = mentions["count"] if "count" in mentions else pd.Series(1, index=mentions.index)
    votes = weights.groupby([mentions["entity"], mentions["label"]]).sum().rename("votes").reset_index()
    votes = votes.sort_values(["entity", "votes", "label"], ascending=[True, False, True])
    return votes.drop_duplicates("entity").set_index("entity")["label"]


def _rows(mentions: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """Distinct (article, spelling, label) with their number of mentions, and each mention's row among them."""
    mentions = mentions.assign(**{column: "" for column in ("full_name", "honorific") if column not in mentions})
    groups = mentions.groupby(["article_id", "text", "label", "full_name", "honorific"], sort=True)
    return groups.size().rename("count").reset_index(), groups.ngroup().to_numpy()


def _beside(rows: pd.DataFrame, steps: dict[Node, resolution.Step]) -> dict[str, dict[Node, str]]:
    """article -> the people whom only its headline or a caption gives in full: node and spelling."""
    found = defaultdict(dict)
    for article, name in zip(rows["article_id"], rows["full_name"], strict=True):
        if name:
            node = Node(True, key(name))
            found[article][steps[node].node if node in steps else node] = name
    return found


def _resolved(rows: pd.DataFrame, mentions: pd.DataFrame, chosen: dict[str, tuple[str, str]]) -> pd.DataFrame:
    """`rows` with entity, rule, confidence, status and candidates; sums of money and dates stay as they are."""
    apart = rows["label"].isin(PLAIN)
    if not apart.any():
        return _named(rows, mentions, chosen)
    named = _named(rows[~apart], mentions[~mentions["label"].isin(PLAIN)], chosen)
    own = [(chosen[key(text)][1], "override", 1.0, "override", "") if key(text) in chosen
           else (text, _OWN.rule, 1.0, "merged", "") for text in rows.loc[apart, "text"]]
    plain = pd.DataFrame(own, columns=_TOLD, index=rows.index[apart])
    return pd.concat([named, rows[apart].join(plain)]).sort_index()


def _named(rows: pd.DataFrame, mentions: pd.DataFrame, chosen: dict[str, tuple[str, str]]) -> pd.DataFrame:
    """`rows` of names with entity, rule, confidence, status and candidates."""
    nodes = resolution.nodes(rows)
    mentioned, groups = Counter(), Counter()
    for node, label, count in zip(nodes, rows["label"], rows["count"], strict=True):
        mentioned[node] += count
        groups[node] += count if label == "GROUP" else -count
    steps = resolution.plain_forms(mentioned, {node for node, votes in groups.items() if votes > 0})
    plain = [steps[node].node if node in steps else node for node in nodes]
    beside = _beside(rows, steps)
    matches = _matches(rows, plain, beside, _neighbours(mentions, steps))
    final = [Node(node.person, match.target) if match.target else node
             for node, match in zip(plain, matches, strict=True)]
    shown = _shown(final, plain, rows, beside, chosen)
    told, found = {}, []  # one account for all rows of the same
    for text, node, end, match in zip(rows["text"], nodes, final, matches, strict=True):
        if chosen and (own := chosen.get(key(text))) is not None:
            one = (own[1], "override", 1.0, "override", "")
        else:
            one = (shown[end], *_account(node, match, steps, shown))
        found.append(told.setdefault(one, len(told)))
    told = pd.DataFrame(list(told), columns=_TOLD).take(np.array(found, dtype=np.int64))
    return rows.join(told.set_axis(rows.index))


def _account(node: Node, match: Match, steps: dict, shown: dict) -> tuple[str, float, str, str]:
    """rule, confidence, status and candidates of one row."""
    step = steps.get(node)
    rule = match.rule if match is not _OWN or step is None else step.rule
    confidence = match.confidence * (step.confidence if step else 1.0)
    fitting = " | ".join(shown.get(Node(node.person, name), name) for name in match.candidates)
    undecided = match is not _OWN and not match.target
    return rule, confidence, "undecided" if undecided else "merged", fitting


def _matches(rows: pd.DataFrame, plain: list[Node], beside: dict, neighbours: dict) -> list[Match]:
    """What each row's plain node stands for; `_OWN` where it stands for itself."""
    articles = rows["article_id"].tolist()
    members = defaultdict(dict)
    for article, node, spelling, label in zip(articles, plain, rows["text"], rows["label"], strict=True):
        members[article].setdefault(node, (spelling, label))
    for article, named in beside.items():
        for node, spelling in named.items():
            members[article].setdefault(node, (spelling, "PERSON"))
    spread = Counter(node for found in members.values() for node in found)
    surnames = set(people.by_last(node.name for node in spread if node.person and people.is_full(node.name)))
    bearers = resolution.bearers(members, zip(plain, rows["honorific"], strict=True))
    company = shortforms.company({node.name: label for node, (_, label) in found.items() if not node.person}
                                 for found in members.values())
    local = {article: resolution.within(found, neighbours.get(article, {}), spread, surnames, bearers, company)
             for article, found in members.items()}
    votes = resolution.evidence((members[article], found) for article, found in local.items())
    alone = Counter((node, label) for article, found in members.items() for node, (_, label) in found.items()
                    if node not in local[article])
    elsewhere = resolution.across(alone, spread, bearers, votes)
    found = {(article, node): resolution.clearer(local[article][node], votes.get((node, "")))
             if node in local[article] else elsewhere.get((node, label), _OWN)
             for article, nodes in members.items() for node, (_, label) in nodes.items()}
    found |= _by_company(found, local)
    return [found[article, node] for article, node in zip(articles, plain, strict=True)]


def _by_company(found: dict[tuple[str, Node], Match], local: dict[str, dict[Node, Match]]) -> dict:
    """What the undecided names mean that no article spells out, by what else their articles name."""
    named = defaultdict(set)
    for (article, node), match in found.items():
        named[article].add(Node(node.person, match.target) if match.target else node)
    company, decided = Company(named), {}
    for (article, node), match in found.items():
        asked = not match.target and (len(match.candidates) > 1 or match.rule in ("nickname", "first name"))
        if asked and node not in local[article] and (
                best := company.meant(article, [Node(node.person, name) for name in match.candidates], node)):
            decided[article, node] = match._replace(target=best[0].name, rule="company", confidence=0.9 * best[1])
    return decided


def _neighbours(mentions: pd.DataFrame, steps: dict[Node, resolution.Step]) -> dict[str, dict[str, str]]:
    """article -> acronym's key -> the plain form of the long name before it, as in "European Union (EU)"."""
    order = mentions.sort_values(["article_id", "start"])
    after = order.shift(-1)
    near = (order["article_id"] == after["article_id"]) & (after["start"] - order["end"] == 2)
    found = defaultdict(dict)
    for article, long, acronym in zip(order["article_id"][near], order["text"][near], after["text"][near], strict=True):
        if acronyms.is_acronym(acronym) and acronyms.beside(acronym, long):
            node = Node(False, key(long))
            found[article][key(acronym)] = steps[node].node.name if node in steps else node.name
    return found


def _shown(final: list[Node], plain: list[Node], rows: pd.DataFrame, beside: dict, chosen: dict) -> dict[Node, str]:
    """The name that each entity is shown by: the country's, the user's, or its most frequent full spelling."""
    votes = defaultdict(Counter)
    for end, node, text, count in zip(final, plain, rows["text"], rows["count"], strict=True):
        if node == end:
            votes[end][text] += count
    for node, spelling in (one for named in beside.values() for one in named.items()):
        votes[node][spelling] += 1
    wanted = {key(entity): entity for _, entity in sorted(chosen.values())}
    shown = {}
    for node in {*final, *plain, *votes}:
        spellings = votes.get(node) or {node.name: 0}
        best = min(spellings, key=lambda text: (key(text) != node.name, text.isupper() and " " in text,
                                                -spellings[text], text))
        shown[node] = wanted.get(node.name) or (not node.person and country(best)) or best
    return shown

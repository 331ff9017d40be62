"""Names: one entity for its spellings, and the table that says which, by which rule and how surely.

The order of the rules: the user's overrides; countries, company forms, middle names, plurals of groups; within the
article surnames (with their honorific), acronyms and short forms led to the long form; then across the collection where
only one long form fits, or the company that the name keeps tells which.  A spelling that fits several stays by itself
and is listed as undecided.  The same spelling may stand for two people in two articles: `names` then has a row for
each.
"""

import hashlib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from ..corpus.tables import TEXT
from . import overrides as users
from . import resolution
from .countries import country
from .distinct import COLUMNS, Distinct, chunks, distinct, numbered
from .meant import OWN, matches
from .mentions import PLAIN
from .people import Match
from .resolution import Node
from .spelling import key
from .tables import table

_TOLD = ["entity", "rule", "confidence", "status", "candidates"]
_Chosen = dict[str, tuple[str, str]]
_LAST: dict[str, pd.DataFrame] = {}  # the cases of what was resolved last, whose names are mostly asked for next


def resolve(mentions: pd.DataFrame, *, overrides: str | Path | pd.DataFrame | None = None) -> pd.DataFrame:
    """`mentions` with `entity` set to the one name of each: the input of `count` and `pairs`.

    `overrides`: a CSV file's path or a DataFrame with the columns spelling and entity; it wins over every rule.
    Raises ValueError for overrides that cannot be followed (no such file, a column missing, an empty cell, one
    spelling given to two entities).
    """
    chosen = users.read(overrides)
    cases, codes = _resolved(mentions, chosen)
    _LAST.clear()
    _LAST[_digest(mentions, chosen)] = cases
    entity = pd.array(cases["entity"].to_numpy(), dtype=TEXT).take(codes)
    return table("mentions", mentions.assign(entity=entity, full_name=mentions.get("full_name", ""),
                                             honorific=mentions.get("honorific", "")))


def names(mentions: pd.DataFrame, *, overrides: str | Path | pd.DataFrame | None = None) -> pd.DataFrame:
    """Every entity's spellings: entity, spelling, label, count, rule, confidence, status, candidates.

    `count` is the mentions of that spelling for that entity, `rule` how it was led there, `confidence` 0 to 1,
    `status` merged, undecided (several long forms fit; they are in `candidates`, joined by " | ") or override.
    An override that no mention bears is listed with count 0.  The largest entities come first.  Errors as for
    `resolve`.
    """
    chosen = users.read(overrides)
    cases = _LAST.get(_digest(mentions, chosen))
    if cases is None:
        cases, _ = _resolved(mentions, chosen)
    label = labels(cases)
    size = cases.groupby(["entity", "text", "rule"])["count"].transform("sum")
    found = (cases.assign(size=size)
             .sort_values(["entity", "text", "status", "size", "rule"], ascending=[True, True, False, False, True])
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
    """The label of each entity: the one that most of its mentions bear (`count` of them in a row, if given), of equals
    the first."""
    entity, names = numbered(mentions["entity"])
    label, kinds = numbered(mentions["label"])
    cells = entity.astype(np.int64) * len(kinds) + label
    votes = np.bincount(cells, mentions.get("count"), minlength=len(names) * len(kinds))
    best = votes.reshape(len(names), -1).argmax(axis=1) if len(names) else np.zeros(0, int)
    return pd.Series(kinds[best], index=names, name="label")


def _resolved(mentions: pd.DataFrame, chosen: _Chosen) -> tuple[pd.DataFrame, np.ndarray]:
    """(cases: text, label, count, entity, rule, confidence, status, candidates, a row for all mentions of one spelling,
    label and account; the case of each mention).  Sums of money and dates stay as they are."""
    apart = mentions["label"].isin(PLAIN).to_numpy()
    if not apart.any():
        return _named(mentions, chosen)
    named, own = _named(mentions[~apart], chosen)
    found = distinct(mentions[apart])
    told = [(chosen[key(text)][1], "override", 1.0, "override", "") if key(text) in chosen
            else (text, OWN.rule, 1.0, "merged", "") for text in found.kinds["text"]]
    codes = np.empty(len(mentions), np.int64)
    codes[~apart], codes[apart] = own, found.kind[found.row] + len(named)
    return pd.concat([named, _told(found.kinds, told)], ignore_index=True), codes


def _digest(mentions: pd.DataFrame, chosen: _Chosen) -> str:
    """The same for the same mentions, in the same memory or a copy, and the same overrides."""
    told = hashlib.blake2b(repr(sorted(chosen.items())).encode())
    columns = {name: chunks(mentions[name]) for name in ("article_id", *COLUMNS) if name in mentions}
    columns |= {name: pa.chunked_array([mentions[name].to_numpy()]) for name in ("start", "end")}
    for name, column in columns.items():
        for chunk in column.chunks:
            told.update(f"{name} {chunk.type} {chunk.offset} {len(chunk)}".encode())
            for buffer in filter(None, chunk.buffers()):
                told.update(buffer)
    return told.hexdigest()


def _told(kinds: pd.DataFrame, told: list[tuple]) -> pd.DataFrame:
    return kinds[["text", "label", "count"]].reset_index(drop=True).join(pd.DataFrame(told, columns=_TOLD))


def _named(mentions: pd.DataFrame, chosen: _Chosen) -> tuple[pd.DataFrame, np.ndarray]:
    """`_resolved` of names."""
    found = distinct(mentions)
    nodes, steps = _plain(found.kinds)
    plain = [steps[node].node if node in steps else node for node in nodes]
    beside = _beside(found, steps)
    named = matches(found, mentions, plain, beside, steps)
    cases, first, case = np.unique(found.kind.astype(np.int64) * len(named.matches) + named.match, return_index=True,
                                   return_inverse=True)
    order = np.argsort(first)  # as they first come: of equals, `names` takes the first
    kind, match = np.divmod(cases[order], max(len(named.matches), 1))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    codes = rank[case][found.row]
    kinds = found.kinds.take(kind).assign(count=np.bincount(codes, minlength=len(order)))
    told = _accounts(kinds["text"], kinds["count"], [nodes[one] for one in kind], [plain[one] for one in kind],
                     [named.matches[one] for one in match], steps, beside, chosen)
    return _told(kinds, told), codes


def _plain(kinds: pd.DataFrame) -> tuple[list[Node], dict[Node, resolution.Step]]:
    """The node of each kind, and the plain forms of those that have another."""
    nodes = resolution.nodes(kinds)
    mentioned, groups = Counter(), Counter()
    for node, label, count in zip(nodes, kinds["label"], kinds["count"], strict=True):
        mentioned[node] += count
        groups[node] += count if label == "GROUP" else -count
    return nodes, resolution.plain_forms(mentioned, {node for node, votes in groups.items() if votes > 0})


def _beside(found: Distinct, steps: dict[Node, resolution.Step]) -> dict[int, dict[Node, str]]:
    """article -> the people whom only its headline or a caption gives in full: node and spelling."""
    names, told = found.kinds["full_name"].to_numpy(), defaultdict(dict)
    given = np.flatnonzero((names != "")[found.kind])
    for article, name in zip(found.article[given].tolist(), names[found.kind[given]], strict=True):
        node = Node(True, key(name))
        told[article][steps[node].node if node in steps else node] = name
    return told


def _accounts(texts: pd.Series, counts: pd.Series, nodes: list[Node], plain: list[Node], meant: list[Match],
              steps: dict[Node, resolution.Step], beside: dict, chosen: _Chosen) -> list[tuple]:
    """entity, rule, confidence, status and candidates of each case."""
    final = [Node(node.person, match.target) if match.target else node
             for node, match in zip(plain, meant, strict=True)]
    shown = _shown(final, plain, texts, counts, beside, chosen)
    return [(chosen[key(text)][1], "override", 1.0, "override", "") if chosen and key(text) in chosen
            else (shown[end], *_account(node, match, steps, shown))
            for text, node, end, match in zip(texts, nodes, final, meant, strict=True)]


def _account(node: Node, match: Match, steps: dict, shown: dict) -> tuple[str, float, str, str]:
    """rule, confidence, status and candidates of one case."""
    step = steps.get(node)
    rule = match.rule if match is not OWN or step is None else step.rule
    confidence = match.confidence * (step.confidence if step else 1.0)
    fitting = " | ".join(shown.get(Node(node.person, name), name) for name in match.candidates)
    undecided = match is not OWN and not match.target
    return rule, confidence, "undecided" if undecided else "merged", fitting


def _shown(final: list[Node], plain: list[Node], texts: pd.Series, counts: pd.Series, beside: dict, chosen: _Chosen
           ) -> dict[Node, str]:
    """The name that each entity is shown by: the country's, the user's, or its most frequent full spelling."""
    votes = defaultdict(Counter)
    for end, node, text, count in zip(final, plain, texts, counts, strict=True):
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

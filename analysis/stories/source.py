"""Source: whether two articles retell one report, by what can be seen of it in their texts.

Two reporters at one event share facts and the best quotations.  Two who retell one report share more: most of what the
shorter has, in much the same order, the same cuts of the same quotations, stretches in the same words, and they name
the same agency, or one names it and the other only "foreign media".  The weights of these signs were set
by hand with the specimen in view, where the reprints of six agency texts have one source and the reports of planted
events have none (benchmarks/stories/sources.py shows how well they fit there).  Signs are no proof: no verdict is ever
certain.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..corpus.tables import TEXT
from ..text.order import chain
from .beside import HEADING, JOIN, SAME
from .citing import is_named

LIKELY, POSSIBLE = 0.75, 0.4  # from which a common source is called so
MOST = 0.95
FEWEST = 3  # sentences of the shorter article, below which nothing can be told
WEIGHTS = {"constant": -4.5, "facts": 5.0, "order": 1.0, "quotes": 0.5, "words": 0.6, "cited": 1.0}
_COLUMNS = {"article_id": TEXT, "outlet": TEXT, "other_article_id": TEXT, "other_outlet": TEXT, "verdict": TEXT,
            "sure": "float64", "because": TEXT, "facts": "int64", "of": "int64", "in_order": "int64", "quotes": "int64",
            "same_words": "int64", "cites": TEXT, "other_cites": TEXT}
_EVIDENCE = {"article_id": TEXT, "other_article_id": TEXT, "sign": TEXT, "detail": TEXT,
             "start": "int64", "end": "int64", "sentence": TEXT,
             "other_start": "int64", "other_end": "int64", "other_sentence": TEXT}


def common_source(comparison: pd.DataFrame) -> pd.DataFrame:
    """Whether each two articles of `stories.compare` that were set beside each other retell one report; surest first.

    Columns: article_id, outlet, the same with other_; verdict: "likely", "possible", "unlikely", or "cannot tell" (two
    languages, or under three sentences); sure: how probable a common source is, never above .95; because: the signs in
    words; facts (sentences of the shorter article that the other has too) of its sentences; in_order (facts in the same
    order in both); quotes (shared), same_words (sentences in the same words); cites, other_cites (whom they name).
    `source_evidence` gives the sentences.
    """
    told = articles(comparison)
    rows = [_judged(told[one], told[other], pairs) for (one, other), pairs in by_pair(comparison)]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    frame = frame.assign(told=frame["verdict"] != "cannot tell")
    frame = frame.sort_values(["told", "sure", "article_id", "other_article_id"], ascending=[False, False, True, True])
    return frame.drop(columns="told").reset_index(drop=True)


def source_evidence(comparison: pd.DataFrame, article_id: str = "", other_article_id: str = "") -> pd.DataFrame:
    """The sentences behind the verdict on two articles, sign by sign; by default of the two of the surest verdict.

    Columns: article_id, other_article_id, sign ("shared quote", "same words", "cited source", "byline", "same order",
    "other order"), detail (the quotation; the source named), start, end, sentence, and the same with other_ (empty
    where only one of the two articles has the sign).  Raises ValueError for an article that the comparison does not
    have.
    """
    if not article_id and not other_article_id:
        surest = common_source(comparison).head(1)
        if surest.empty:
            return pd.DataFrame(columns=list(_EVIDENCE)).astype(_EVIDENCE)
        article_id, other_article_id = surest[["article_id", "other_article_id"]].iloc[0]
    if strange := sorted({article_id, other_article_id} - set(comparison["article_id"])):
        known = sorted(set(comparison["article_id"]))[:9]
        raise ValueError(f"article_id: {strange} not in this comparison; it has {known}")
    pairs = _pairs(comparison, article_id, other_article_id)
    kept = _chain(pairs)
    rows = []
    for row, ordered in zip(pairs.itertuples(), kept, strict=True):
        both = (row.start, row.end, row.sentence, row.other_start, row.other_end, row.other_sentence)
        if row.shared_quotes:
            rows.append(("shared quote", row.shared_quotes, *both))
        if row.kind == SAME:
            rows.append(("same words", "", *both))
        rows.append(("same order" if ordered else "other order", row.kind, *both))
    rows += _sources(comparison, article_id, False) + _sources(comparison, other_article_id, True)
    rows = [(article_id, other_article_id, *row) for row in rows]
    frame = pd.DataFrame(rows, columns=list(_EVIDENCE)).astype(_EVIDENCE)
    signs = {sign: place for place, sign in enumerate(
        ("shared quote", "same words", "byline", "cited source", "same order", "other order"))}
    return frame.sort_values("sign", key=lambda names: names.map(signs), kind="stable", ignore_index=True)


class Article(NamedTuple):
    """An article of a comparison: its sentences without headings, whom it names as its source."""

    article_id: str
    outlet: str
    lang: str
    sentences: int
    cites: list[str]


def articles(comparison: pd.DataFrame) -> dict[str, Article]:
    """What the verdict asks of each article, in the order of the comparison."""
    found = {}
    for article, own in comparison.drop_duplicates(["article_id", "number"]).groupby("article_id", sort=False):
        cites = dict.fromkeys(one for column in ("credits", "cites") for joined in own[column].unique() if joined
                              for one in joined.split(JOIN))
        found[article] = Article(article, own["outlet"].iloc[0], own["lang"].iloc[0],
                                 int((own["kind"] != HEADING).sum()), list(cites))
    return found


class Shared(NamedTuple):
    """What two articles share: facts (sentences of the shorter that have a counterpart) of its sentences, pairs of
    sentences and those of them in one order, quotations, sentences in the same words."""

    facts: int
    of: int
    pairs: int
    ordered: int
    quotes: list[str]
    repeated: int


def shared(one: Article, other: Article, pairs: pd.DataFrame) -> Shared:
    """`pairs`: the rows of `one` beside `other`."""
    of, _, column = min((one.sentences, 0, "number"), (other.sentences, 1, "other_number"))
    quotes = dict.fromkeys(one.strip('"') for joined in pairs["shared_quotes"] if joined for one in joined.split('"; '))
    repeated = {number for number, kind in zip(pairs["number"], pairs["kind"], strict=True) if kind == SAME}
    return Shared(pairs[column].nunique(), of, len(pairs), int(_chain(pairs).sum()), list(quotes), len(repeated))


def signs(found: Shared, one: Article, other: Article) -> dict[str, float]:
    """What speaks for a common source of two articles, in the order of WEIGHTS."""
    ordered = found.ordered / found.pairs if found.pairs >= 4 else 0.5 * (found.pairs > 0)
    return {"constant": 1.0, "facts": found.facts / max(found.of, 1), "order": ordered,
            "quotes": min(len(found.quotes), 4), "words": min(found.repeated, 4),
            "cited": _cited(one.cites, other.cites)[0]}


def by_pair(comparison: pd.DataFrame):
    """((one, other), the rows of one beside other) of all pairs that share something, or all where articles are few."""
    ids = list(dict.fromkeys(comparison["article_id"]))
    place = {one: number for number, one in enumerate(ids)}
    linked = comparison[comparison["other_article_id"] != ""]
    groups = linked.groupby(["article_id", "other_article_id"])
    found = {(one, other): rows for (one, other), rows in groups if place[one] < place[other]}
    if len(ids) <= 20:
        none = linked.iloc[:0]
        found |= {(one, other): none for number, one in enumerate(ids) for other in ids[number + 1:]
                  if (one, other) not in found}
    return sorted(found.items(), key=lambda item: (place[item[0][0]], place[item[0][1]]))


def _judged(one: Article, other: Article, pairs: pd.DataFrame) -> tuple:
    found = shared(one, other, pairs)
    known = signs(found, one, other)
    sure = min(MOST, 1 / (1 + np.exp(-sum(WEIGHTS[name] * value for name, value in known.items()))))
    verdict = "likely" if sure >= LIKELY else "possible" if sure >= POSSIBLE else "unlikely"
    because = _because(found, _cited(one.cites, other.cites)[1])
    if len({one.lang, other.lang} - {"", "und"}) > 1:
        verdict, sure, because = "cannot tell", np.nan, f"one is in {one.lang!r}, the other in {other.lang!r}"
    elif found.of < FEWEST:
        verdict, sure = "cannot tell", np.nan
        because = f"the shorter has {found.of} sentence{'s' * (found.of != 1)} only"
    return (one.article_id, one.outlet, other.article_id, other.outlet, verdict, round(sure, 2), because, found.facts,
            found.of, found.ordered, len(found.quotes), found.repeated, JOIN.join(one.cites), JOIN.join(other.cites))


def _because(found: Shared, cited: str) -> str:
    said = [f"{found.facts} of {found.of} sentences of the shorter have a counterpart"]
    if found.pairs >= 2:
        said.append(f"{found.ordered} of {found.pairs} pairs in the same order")
    if found.quotes:
        said.append(f"{len(found.quotes)} shared quote{'s' * (len(found.quotes) > 1)}")
    if found.repeated:
        said.append(f"{found.repeated} sentence{'s' * (found.repeated > 1)} in the same words")
    return "; ".join([*said, cited] if cited else said)


def _pairs(comparison: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    return comparison[(comparison["article_id"] == one) & (comparison["other_article_id"] == other)]


def _chain(pairs: pd.DataFrame) -> np.ndarray:
    weight = np.maximum(np.rint(pairs["confidence"].to_numpy() * 1000), 1).astype(np.int64)
    return chain(pairs["number"].to_numpy(), pairs["other_number"].to_numpy(), weight)


def _cited(ours: list[str], theirs: list[str]) -> tuple[float, str]:
    """How far what the two name as their sources fits one source, -1 to 1.5, and in words."""
    named = [[one for one in names if is_named(one)] for names in (ours, theirs)]
    vague = [[one for one in names if not is_named(one)] for names in (ours, theirs)]
    if both := [one for one in named[0] if any(_same(one, two) for two in named[1])]:
        return 1.5, f"both name {' and '.join(both[:2])}"
    for mine, other in ((0, 1), (1, 0)):
        if named[mine] and vague[other]:
            return 1.0, f"one names {named[mine][0]}, the other only “{vague[other][0]}”"
    if named[0] and named[1]:
        return -1.0, f"one names {named[0][0]}, the other {named[1][0]}"
    return 0.0, f"only one names {(named[0] + named[1])[0]}" if named[0] or named[1] else ""


def _same(one: str, other: str) -> bool:
    """Whether two spellings name one agency: equal, one the beginning of the other, or its initials."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or short == "".join(word[0] for word in long.split())


def _sources(comparison: pd.DataFrame, article: str, other: bool) -> list[tuple]:
    """The sentences in which an article names a source, and its byline."""
    own = comparison[comparison["article_id"] == article].drop_duplicates("number")
    nothing, rows = (-1, -1, ""), []
    if len(own) and own["credits"].iloc[0]:
        rows.append(("byline", own["credits"].iloc[0], *nothing, *nothing))
    for row in own[own["cites"] != ""].itertuples():
        there = (row.start, row.end, row.sentence)
        rows.append(("cited source", row.cites, *(nothing if other else there), *(there if other else nothing)))
    return rows

"""Who is named with which outlet, topic or period: entities by the parts of a collection, tested over texts."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from ..articles.parts import Parts, parts
from ..articles.units import texts
from ..corpus import Corpus
from ..text import statistics
from .count import presence
from .distinct import numbered
from .names import labels
from .tables import table

LEAST = 5  # texts that a side must have for a test, and that must name an entity
LEVEL = 0.05


def by(mentions: pd.DataFrame, corpus: Corpus, by: str | Mapping | pd.Series | pd.DataFrame = "source"
       ) -> pd.DataFrame:
    """Each entity in each part of the collection against all the rest: one row a part and entity.

    `by`: a column of `corpus.about` ("source" is the outlet); "day", "week", "month" or "year"; labels by article_id;
    or a table with article_id and topic (`Topics.members`).

    Columns: by, part, entity, label; count (mentions in the part), articles, texts (of the part that name it), of (all
    its texts), share (texts / of); other_texts, other_of, other_share (the same of all other parts; a text that both
    print is on both sides); log_ratio (base 2, of the shares) with its 95 % interval low to high (see
    `statistics.share_ratio`); p and q_value: how often so many of the texts that name the entity would lie on one side,
    were the texts of one side alone dealt anew (Fisher's exact test; Benjamini & Hochberg over the whole table).

    Rows: the entities that a part names, and those it never names where that differs at q < .05.  Not tested (p and q
    NaN) are parts with fewer than 5 texts on either side and entities named in fewer than 5 texts;
    `table.attrs["statement"]` says so in words.  Sorted by part; in each the surest more named first, and the surest
    less named last.  With fewer than two parts the table is empty.  Raises ValueError for an unknown `by`.
    """
    found = parts(corpus, by)
    items, names = numbered(mentions["entity"])
    if len(found.names) < 2 or not len(names):
        return _said(table("by", []), found.nothing("the articles name nobody"))
    sides = _sides(presence(mentions, corpus, items, len(names)).tocoo(), corpus, found)
    rows = _rows(sides, found, names[sides.entity], labels(mentions))
    rows = rows[(rows["count"] > 0) | (rows["q_value"] < LEVEL)]
    few = (sides.of < LEAST) | (sides.other_of < LEAST)
    return _said(table("by", _ordered(rows)), _statement(found, np.unique(sides.part[few])))


class _Sides(NamedTuple):
    """One a row: part and entity (numbers); count, articles; texts of the part that name the entity, `of` all its
    texts; other, other_of: the same of the rest; alone, alone_of, other_alone, other_alone_of: the same of the texts
    that are in one part only, which are what the test deals; named: texts that name the entity at all.
    """

    part: np.ndarray
    entity: np.ndarray
    count: np.ndarray
    articles: np.ndarray
    texts: np.ndarray
    of: np.ndarray
    other: np.ndarray
    other_of: np.ndarray
    alone: np.ndarray
    alone_of: np.ndarray
    other_alone: np.ndarray
    other_alone_of: np.ndarray
    named: np.ndarray


def _sides(there: sparse.coo_array, corpus: Corpus, found: Parts) -> _Sides:
    """`there`: articles by entities, how many mentions."""
    entities = there.shape[1]
    number = {name: one for one, name in enumerate(found.names)}
    part = np.array([-1 if label is None else number[label] for label in found.labels])
    text = pd.factorize(texts(corpus).to_numpy(dtype=object))[0].astype(np.int64)
    homes = _distinct(text[part >= 0], part[part >= 0])  # each text in each of its parts
    single = np.bincount(homes[0], minlength=text.max() + 1) == 1
    inside = part[there.row] >= 0
    place, item, uses = there.row[inside], there.col[inside].astype(np.int64), there.data[inside]
    held = _distinct(text[place], item, part[place])
    once, named_in = np.unique(held[0] * entities + held[1], return_inverse=True)
    named = np.bincount(once % entities, minlength=entities)
    only = np.bincount(named_in)[named_in] == 1  # no other part names the entity in this text
    cells = np.unique(np.concatenate([held[2] * entities + held[1], _everywhere(named, len(found.names))]))

    def tally(part: np.ndarray, entity: np.ndarray, uses: np.ndarray | None = None) -> np.ndarray:
        """How many rows each cell has, or the sum of their uses."""
        places = np.searchsorted(cells, part * entities + entity)
        return np.bincount(places, uses, minlength=len(cells)).astype(np.int64)

    own, entity = np.divmod(cells, entities)
    of, alone_of = (np.bincount(one, minlength=len(found.names)) for one in (homes[1], homes[1][single[homes[0]]]))
    alone = held[:, single[held[0]]]
    named_alone, alone_uses = np.bincount(alone[1], minlength=entities), tally(alone[2], alone[1])
    return _Sides(
        own, entity, tally(part[place], item, uses), tally(part[place], item), tally(held[2], held[1]), of[own],
        named[entity] - tally(held[2, only], held[1, only]),
        len(np.unique(homes[0])) - alone_of[own], alone_uses, alone_of[own],
        named_alone[entity] - alone_uses, alone_of.sum() - alone_of[own], named[entity])


def _distinct(*columns: np.ndarray) -> np.ndarray:
    """The different columns of these rows of numbers from 0 up, sorted."""
    sizes = [int(column.max(initial=0)) + 1 for column in columns]
    return np.stack(np.unravel_index(np.unique(np.ravel_multi_index(columns, sizes)), sizes))


def _everywhere(named: np.ndarray, many: int) -> np.ndarray:
    """Every part with every entity that enough texts name for a test."""
    asked = np.flatnonzero(named >= LEAST)
    return (np.arange(many)[:, None] * len(named) + asked).ravel()


def _rows(sides: _Sides, found: Parts, names: np.ndarray, called: pd.Series) -> pd.DataFrame:
    ratio, low, high = statistics.share_ratio(sides.texts, sides.of, sides.other, sides.other_of)
    rows = pd.DataFrame({
        "by": found.name, "part": np.array(found.names, dtype=object)[sides.part], "place": sides.part,
        "entity": names, "count": sides.count, "articles": sides.articles, "texts": sides.texts, "of": sides.of,
        "share": sides.texts / np.maximum(sides.of, 1), "other_texts": sides.other, "other_of": sides.other_of,
        "other_share": sides.other / np.maximum(sides.other_of, 1), "log_ratio": ratio, "low": low, "high": high,
        "p": np.nan, "q_value": np.nan})
    rows["label"] = rows["entity"].map(called)
    asked = (sides.of >= LEAST) & (sides.other_of >= LEAST) & (sides.named >= LEAST)
    if asked.any():
        p = statistics.fisher(*(column[asked] for column in (sides.alone, sides.alone_of, sides.other_alone,
                                                             sides.other_alone_of)))
        rows.loc[asked, "p"], rows.loc[asked, "q_value"] = p, statistics.q_values(p)
    return rows


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """By part; the surest more named first, the surest less named last, the untested between."""
    more, sure = rows["log_ratio"] > 0, rows["p"].fillna(1.0)
    keys = pd.DataFrame({"place": rows["place"], "less": ~more, "sure": sure.where(more, -sure),
                         "ratio": -rows["log_ratio"], "entity": rows["entity"].astype(str)})
    return rows.loc[keys.sort_values(list(keys.columns)).index]


def _said(found: pd.DataFrame, statement: str) -> pd.DataFrame:
    found.attrs["statement"] = statement
    return found


def _statement(found: Parts, few: np.ndarray) -> str:
    said = (f"Each {found.name} is tested against the rest, entities named in {LEAST} or more texts; of those with "
            f"q < {LEVEL}, about one in {round(1 / LEVEL)} may be chance.")
    if len(few):
        said += (f" Not tested, since a side has fewer than {LEAST} independent texts: "
                 f"{', '.join(found.names[part] for part in few)}.")
    return said

"""`Snapshot`: what a collection was at one time, in as little as a comparison needs: no texts, but which article has
what.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from ...corpus.tables import TEXT, TIME
from .kinds import KINDS, Kind

COLUMNS = {"article_id": TEXT, "source": TEXT, "published": TIME, "title": TEXT, "url": TEXT, "words": "int64",
           "digest": TEXT, "copy_group": TEXT}
JOINED = "\t"  # between the names of a pair


class Items(NamedTuple):
    """counts: articles (in the order of `Snapshot.articles`) by things; keys: what the things are, sorted; shown: what
    they are called.
    """

    counts: sparse.csr_array
    keys: pd.Index
    shown: np.ndarray


@dataclass(frozen=True)
class Snapshot:
    """articles: article_id, source, published, title, url, words, digest (of the text), copy_group; in order
    of article_id.  items: the things of each kind that is known.  name: what to call it.  parameters: those that decide
    what is read and counted, where known.
    """

    articles: pd.DataFrame
    items: dict[str, Items] = field(repr=False)
    name: str = "this collection"
    parameters: dict = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.articles)

    def only(self, rows: np.ndarray, name: str) -> "Snapshot":
        """The snapshot of some of its articles (a mask)."""
        items = {kind: one._replace(counts=one.counts[np.flatnonzero(rows)]) for kind, one in self.items.items()}
        return Snapshot(self.articles[rows].reset_index(drop=True), items, name, self.parameters)


def articles_of(table: pd.DataFrame) -> pd.DataFrame:
    """The table as `Snapshot.articles`."""
    return table[list(COLUMNS)].astype(COLUMNS).sort_values("article_id", ignore_index=True)


def items_of(kind: Kind, table: pd.DataFrame, articles: pd.DataFrame, names: pd.DataFrame | None = None) -> Items:
    """`table`: article_id, the kind's key, and count where it matters how often; rows of other articles stay out.

    A term counts as often as it is used, a topic by its share of the article's parts, all else once an article.
    """
    table = table[table["topic"] != 0] if kind.name == "topic" else table
    known = pd.Categorical(table["article_id"])
    rows = pd.Index(articles["article_id"]).get_indexer(known.categories)[known.codes]
    table, rows = table[rows >= 0], rows[rows >= 0]
    columns, found = _numbered([pd.Categorical(table[column]) for column in kind.key])
    values = table["count"].to_numpy() if kind.name == "term" else np.ones(len(table), dtype=np.int64)
    counts = sparse.csr_array((values, (rows, columns)), shape=(len(articles), len(found)))
    if kind.name == "topic":
        parts = table.groupby(rows)["topic"].size().reindex(range(len(articles)), fill_value=1).to_numpy()
        counts = sparse.csr_array(counts.multiply(1 / parts[:, None]))
    elif kind.name != "term":
        counts.data[:] = 1
    return Items(counts, pd.Index(found, dtype=object), _shown(kind, found, names, counts, articles))


def _numbered(parts: list[pd.Categorical]) -> tuple[np.ndarray, np.ndarray]:
    """(the number of each row's thing, the things in order as text) of the columns that name it."""
    codes = parts[0].codes.astype(np.int64)
    for part in parts[1:]:
        codes = codes * len(part.categories) + part.codes
    codes, number = np.unique(codes, return_inverse=True)
    names = []
    for part in reversed(parts):
        codes, last = np.divmod(codes, max(len(part.categories), 1))
        names.insert(0, part.categories.to_numpy(dtype=object)[last])
    keys = np.array([JOINED.join(map(str, name)) for name in zip(*names, strict=True)], dtype=object)
    order = np.argsort(keys, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return place[number], keys[order]


def _shown(kind: Kind, keys: np.ndarray, names: pd.DataFrame | None, counts: sparse.csr_array,
           articles: pd.DataFrame) -> np.ndarray:
    """What things are called: by the table of names; a story by the headline of its first article."""
    if kind.names is not None and names is not None and {kind.key[0], kind.names[1]} <= set(names.columns):
        known = dict(zip(names[kind.key[0]].astype(str), names[kind.names[1]], strict=True))
        return np.array([known.get(key, key) for key in keys], dtype=object)
    if kind.name == "story":
        order = articles.sort_values(["published", "article_id"]).index.to_numpy()
        cells = counts[order].tocoo()
        first = pd.Series(cells.row).groupby(cells.col).min().reindex(range(len(keys)))
        return articles["title"].to_numpy(dtype=object)[order[first.to_numpy(dtype=int)]]
    return np.array([key.replace(JOINED, " and ") for key in keys], dtype=object)


def known_kinds(snapshot: Snapshot) -> list[Kind]:
    """The kinds that a snapshot has, in their order."""
    return [kind for kind in KINDS if kind.name in snapshot.items]

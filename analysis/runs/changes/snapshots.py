"""`Snapshot`: what a collection was at one time, in as little as a comparison needs: no texts, but which article has
what.
"""

from dataclasses import dataclass, field, replace
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
    """counts: articles (in the order of `Snapshot.articles`) by things; parts: what the things are, for each column of
    the kind's key; shown: by key, what those are called that are not called by their key.
    """

    counts: sparse.csr_array
    parts: tuple[pd.Categorical, ...]
    shown: dict[str, str]

    @property
    def keys(self) -> np.ndarray:
        """The things as text, the names of a pair with a tab between."""
        names = [part.categories.to_numpy(dtype=object)[part.codes] for part in self.parts]
        return np.array([JOINED.join(name) for name in zip(*names, strict=True)], dtype=object)

    @property
    def called(self) -> np.ndarray:
        """What the things are called."""
        return np.array([self.shown.get(key) or key.replace(JOINED, " and ") for key in self.keys], dtype=object)


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
        if rows.all():
            return replace(self, name=name)
        items = {kind: one._replace(counts=one.counts[np.flatnonzero(rows)]) for kind, one in self.items.items()}
        return Snapshot(self.articles[rows].reset_index(drop=True), items, name, self.parameters)


def articles_of(table: pd.DataFrame) -> pd.DataFrame:
    """The table as `Snapshot.articles`.  Raises ValueError where a row has no article_id, or two have the same."""
    if table["article_id"].isna().any() or table["article_id"].duplicated().any():
        raise ValueError("article_id is missing, or is the same in two rows")
    return table[list(COLUMNS)].astype(COLUMNS).sort_values("article_id", ignore_index=True)


def items_of(kind: Kind, table: pd.DataFrame, articles: pd.DataFrame, names: pd.DataFrame | None = None) -> Items:
    """`table`: the kind's columns; rows of other articles stay out.  `names`: what the things are called.

    A term counts as often as it is used, a topic by its share of the article's parts, all else once an article.  Raises
    ValueError for rows without an article or a thing.
    """
    table = table[kind.columns]
    if table.isna().any(axis=None):
        raise ValueError(f"rows without {' or '.join(kind.columns)}")
    if kind.name == "topic":
        table = table[table["topic"].astype("int64") != 0].astype({"topic": "int64"})
    known = pd.Categorical(table["article_id"])
    rows = pd.Index(articles["article_id"]).get_indexer(known.categories).astype(np.int32)[known.codes]
    if (rows < 0).any():
        table, rows = table[rows >= 0], rows[rows >= 0]
    columns, parts = numbered([pd.Categorical(table[column]) for column in kind.key])
    values = table["count"].to_numpy() if kind.name == "term" else np.ones(len(table), dtype=np.int32)
    del table, known  # of terms millions of rows
    counts = sparse.csr_array((values, (rows, columns)), shape=(len(articles), len(parts[0])))
    if kind.name == "topic":
        sizes = np.maximum(np.bincount(rows, minlength=len(articles)), 1)
        counts = sparse.csr_array(counts.multiply(1 / sizes[:, None]))
    elif kind.name != "term":
        counts.data[:] = 1
    return Items(counts, parts, _shown(kind, parts[0], names, counts, articles))


def numbered(columns: list[pd.Categorical]) -> tuple[np.ndarray, tuple[pd.Categorical, ...]]:
    """(the number of each row's thing, the things) of the columns that name it; names as text."""
    codes = columns[0].codes
    for column in columns[1:]:
        codes = codes.astype(np.int64) * len(column.categories) + column.codes
    number, codes = _ranked(codes, len(columns[0].categories)) if len(columns) == 1 else pd.factorize(codes, sort=True)
    parts = []
    for column in reversed(columns):
        codes, last = np.divmod(codes, max(len(column.categories), 1))
        parts.insert(0, pd.Categorical.from_codes(last, column.categories.astype(str)))
    return number, tuple(parts)


def _ranked(codes: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """(the place of each code among those there are, these in order): pandas.factorize for codes under a small size."""
    there = np.zeros(size, dtype=bool)
    there[codes] = True
    return (np.cumsum(there, dtype=np.int32) - 1)[codes], np.flatnonzero(there)


def _shown(kind: Kind, keys: pd.Categorical, names: pd.DataFrame | None, counts: sparse.csr_array,
           articles: pd.DataFrame) -> dict[str, str]:
    """By the table of names; a story by the headline of its first article."""
    if kind.names is not None and names is not None and {kind.key[0], kind.names[1]} <= set(names.columns):
        return {key: name for key, name in zip(names[kind.key[0]].astype(str), names[kind.names[1]], strict=True)
                if key != name}
    if kind.name == "story":
        order = articles.sort_values(["published", "article_id"]).index.to_numpy()
        cells = counts[order].tocoo()
        first = pd.Series(cells.row).groupby(cells.col).min().reindex(range(len(keys)))
        return dict(zip(keys, articles["title"].to_numpy(dtype=object)[order[first.to_numpy(dtype=int)]], strict=True))
    return {}


def known_kinds(snapshot: Snapshot) -> list[Kind]:
    """The kinds that a snapshot has, in their order."""
    return [kind for kind in KINDS if kind.name in snapshot.items]

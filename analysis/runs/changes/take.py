"""A snapshot of a collection as it is: the tables that the notebooks keep, made from the corpus.

Rooms are imported where a table is made: a comparison of two runs needs none of them, and they are slow to load.
"""

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ...articles.copies import copies
from ...corpus import Corpus
from ...corpus.steps import Step
from ...corpus.tables import TEXT
from .kinds import KINDS
from .snapshots import COLUMNS, Snapshot, articles_of, items_of

if TYPE_CHECKING:
    from ...topics import Topics


_NAMED = ("article_entities", "article_pairs")  # made of the mentions, which are many: last of all


def articles(corpus: Corpus) -> pd.DataFrame:
    """What is to be kept of the articles: the columns of `Snapshot.articles`, in order of article_id."""
    digests = np.full(len(corpus), "", dtype=object)
    for rows, table in corpus.each(DIGESTS):
        inside = rows >= 0
        digests[rows[inside]] = table["digest"].to_numpy(zero_copy_only=False)[inside]
    return articles_of(corpus.about.assign(digest=digests).merge(
        corpus.once(copies)[["article_id", "copy_group"]], on="article_id", validate="one_to_one"))


def _digested(table: pa.Table) -> pa.Table:
    """digest: 16 hexadecimal digits of each row's text."""
    texts = pc.fill_null(table["text"], "").to_pylist()
    return pa.table({"digest": pa.array([hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8)
                                         .hexdigest() for text in texts], pa.string())})


DIGESTS = Step("digests", 1, _digested)


def article_terms(corpus: Corpus) -> pd.DataFrame:
    """How often each article uses each term of `terms.count`: article_id, term (both categories), count."""
    from ...terms.count import kept
    from ...terms.matrix import matrix
    found = kept(matrix(corpus), "en")
    order = np.argsort(found.article_ids, kind="stable")
    ids, terms, counts = found.article_ids[order], found.terms, found.counts[order]
    del found  # as much again
    rows = np.repeat(np.arange(len(ids), dtype=np.int32), np.diff(counts.indptr))
    return pd.DataFrame({"article_id": pd.Categorical.from_codes(rows, ids),
                         "term": pd.Categorical.from_codes(counts.indices, terms), "count": counts.data}, copy=False)


def article_entities(mentions: pd.DataFrame) -> pd.DataFrame:
    """How often each article names each entity of `mentions`: article_id, entity (both categories), count; sorted."""
    from ...entities.distinct import numbered
    article, ids = numbered(mentions["article_id"])
    entity, names = numbered(mentions["entity"])
    codes, count = np.unique(article.astype("int64") * len(names) + entity, return_counts=True)
    article, entity = np.divmod(codes, max(len(names), 1))
    return pd.DataFrame({"article_id": pd.Categorical.from_codes(article, pd.Index(ids, dtype=TEXT)),
                         "entity": pd.Categorical.from_codes(entity, pd.Index(names, dtype=TEXT)), "count": count},
                        copy=False)


def article_pairs(mentions: pd.DataFrame, corpus: Corpus, *, window: str | int = "sentence") -> pd.DataFrame:
    """In how many windows of each article two entities stand: article_id, entity_a, entity_b (all categories), count;
    as `entities.pairs` counts them; sorted.
    """
    from ...entities import meetings
    return meetings.by_article(mentions, corpus, window=window)


def snapshot(corpus: Corpus, *, kept: str | Path = "", model: str = "en_core_web_md", **asked: object) -> Snapshot:
    """The snapshot of `corpus`.

    `kept`: a folder with tables that the other notebooks kept of the same articles: what it has is used as it is, so
    that a run finds topics and names once.  All else is computed with the notebooks' defaults.  `asked`: parameters
    that the corpus was made with (outlets, keep), which a run must share to be compared.
    """
    found = articles(corpus)
    folder = Path(kept) if kept and _same(Path(kept), found) else None
    tables = _Tables(corpus, folder, model)
    items = {kind.name: items_of(kind, tables.read(kind.table), found, tables.read(kind.names[0]) if kind.names
                                 else None) for kind in sorted(KINDS, key=lambda kind: kind.table in _NAMED)}
    return Snapshot(found, items, parameters={"model": model} | asked)


def _same(folder: Path, found: pd.DataFrame) -> bool:
    path = folder / "articles.parquet"
    table = pd.read_parquet(path) if path.exists() else pd.DataFrame()
    return set(COLUMNS) <= set(table.columns) and articles_of(table).equals(found)


class _Tables:
    """The tables of a collection by name: from the folder where it has them, else computed."""

    def __init__(self, corpus: Corpus, folder: Path | None, model: str):
        self._corpus, self._folder, self._model = corpus, folder, model

    def read(self, name: str) -> pd.DataFrame:
        path = self._folder / f"{name}.parquet" if self._folder else None
        found = pd.read_parquet(path) if path and path.exists() else getattr(self, f"_{name}")
        pa.default_memory_pool().release_unused()  # what only reading it took
        return found

    @cached_property
    def _topics_found(self) -> "Topics":
        from ...topics import find
        return find(self._corpus)

    @cached_property
    def _mentions(self) -> pd.DataFrame:
        from ...entities import mentions, resolve
        return resolve(mentions(self._corpus, model=self._model))

    @cached_property
    def _vocabulary(self) -> pd.Index:
        return article_terms(self._corpus)["term"].cat.categories

    @property
    def _article_terms(self) -> pd.DataFrame:
        found = article_terms(self._corpus)
        self._vocabulary = found["term"].cat.categories  # what the terms' names are asked for with; the rest can go
        return found

    @property
    def _terms(self) -> pd.DataFrame:
        from ...terms.count import shown
        return pd.DataFrame({"term": self._vocabulary, "shown": shown(self._vocabulary, self._corpus)})

    @property
    def _topics(self) -> pd.DataFrame:
        return self._topics_found.topics

    @property
    def _topic_members(self) -> pd.DataFrame:
        return self._topics_found.members

    @property
    def _article_entities(self) -> pd.DataFrame:
        return article_entities(self._mentions)

    @property
    def _article_pairs(self) -> pd.DataFrame:
        return article_pairs(self._mentions, self._corpus)

    @property
    def _article_stories(self) -> pd.DataFrame:
        from ...stories import find
        return find(self._corpus)

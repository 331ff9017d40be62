"""A table of the user's as the articles of a corpus, and in slices as its shards."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .tables import TEXT, TEXTUAL, TIME, UNKNOWN, article_id, count_words, table

BYTES = 4 << 20  # of text in a slice


@dataclass(frozen=True)
class Slice:
    """Some rows of a table, from row `start`: a shard that no store keeps."""

    table: pa.Table
    start: int
    store: None = None

    def load(self, columns: Sequence[str]) -> pa.Table:
        """The slice's `columns`."""
        return self.table.select(list(columns))

    def narrowed(self, rows: np.ndarray) -> "Slice":
        """The slice of those `rows` alone."""
        return self if len(rows) == len(self.table) else Slice(self.table.take(rows), self.start)


def slices(articles: pd.DataFrame) -> list[Slice]:
    """The table in slices that one thread works on at a time."""
    whole = pa.Table.from_pandas(articles[["article_id", "title", "text"]], preserve_index=False)
    ends = np.append(0, np.cumsum(pc.binary_length(whole["text"]).to_numpy()))
    cuts = np.unique([0, *np.searchsorted(ends, np.arange(BYTES, ends[-1], BYTES)), len(whole)]).tolist()
    return [Slice(whole.slice(begin, end - begin), begin) for begin, end in pairwise(cuts)]


def read(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(articles, rejected) of `Corpus.from_frame`."""
    if "text" not in frame.columns:
        raise ValueError(f"frame: no column 'text' among {list(map(str, frame.columns))}; rename the one that "
                         "holds the articles' text")
    return _identified(*_filled(frame))


def _identified(articles: pd.DataFrame, rejected: list[tuple]) -> tuple[pd.DataFrame, pd.DataFrame]:
    if "article_id" in articles:
        twice = articles.loc[articles["article_id"].duplicated(), "article_id"]
        if len(twice):
            raise ValueError(f"frame: article_id {twice.iloc[0]!r} stands in more than one row; ids must differ")
    else:
        parts = articles[["source", "published", "title", "text"]]
        articles["article_id"] = [article_id(*row) for row in parts.itertuples(index=False)]
        repeats = articles["article_id"].duplicated()
        rejected += [(origin, "repeat", "the same source, date, headline and text as an earlier row")
                     for origin in articles.loc[repeats, "origin"]]
        articles = articles[~repeats].reset_index(drop=True)
    return table("articles", articles), table("rejected", rejected)


def _filled(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[tuple]]:
    """The frame with all columns of an articles table but its ids, and rows for dates that cannot be read."""
    articles = frame.reset_index(drop=True)
    rows = pd.Series([f"row {number}" for number in range(len(frame))], index=articles.index, dtype=TEXT)
    articles["origin"] = articles.get("origin", rows)
    for column in TEXTUAL:
        given = articles[column] if column in articles else pd.Series("", index=articles.index)
        articles[column] = given.astype(TEXT).fillna("")
    articles["source"] = articles["source"].mask(articles["source"] == "", UNKNOWN)
    given = articles["published"] if "published" in articles else pd.Series(pd.NaT, index=articles.index)
    articles["published"] = pd.to_datetime(given, utc=True, errors="coerce", format="ISO8601").astype(TIME)
    articles["words"] = count_words(articles["text"])
    undated = articles["published"].isna() & given.notna()
    return articles, [(origin, "unreadable date", f"{value} (article kept)") for origin, value in
                      zip(articles.loc[undated, "origin"], given[undated], strict=True)]

"""Paragraphs of all articles: which of them recur over an outlet's articles, and how many words that leaves.

One step of a shard tells both, so that the texts are read once.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..reading.boilerplate import keys, recurring
from . import steps
from .engine import Engine
from .shards import Shard
from .tables import count_words


def paragraphs(table: pa.Table) -> pa.Table:
    """The step: `boilerplate.keys` of a shard, and the words of each paragraph."""
    texts = table["text"].fill_null("")
    words = count_words(pc.list_flatten(pc.split_pattern(texts, "\n\n")))
    return keys(texts.to_pylist()).append_column("words", pa.array(words.astype(np.int32)))


PARAGRAPHS = steps.Step("paragraphs", 2, paragraphs)


def settled(shards: Sequence[Shard], rows: Sequence[np.ndarray], about: pd.DataFrame, engine: Engine, *, kept: bool
            ) -> tuple[np.ndarray, pd.DataFrame]:
    """(words of each article without its boilerplate; shard, row, line, confidence of the lines that are boilerplate:
    none if they are `kept`).  `rows`: of each row of each shard the row of its article in `about`, -1 for none.
    """
    tables = steps.run(PARAGRAPHS, shards, engine)
    parts = pd.concat([_nothing(), *map(_of_articles, tables, rows)], ignore_index=True)
    lines = recurring(parts[:0] if kept else parts, about["source"])
    gone = parts.merge(lines, on=["row", "line"])
    place = about.loc[lines["row"], ["shard", "row"]].reset_index(drop=True)
    return _words(parts, about) - _words(gone, about), place.assign(line=lines["line"], confidence=lines["confidence"])


def _words(parts: pd.DataFrame, about: pd.DataFrame) -> np.ndarray:
    return np.bincount(parts["row"], parts["words"], minlength=len(about)).astype(np.int64)


def _of_articles(table: pa.Table, rows: np.ndarray) -> pd.DataFrame:
    """The paragraphs of a shard that are of articles; `row` becomes the article's in `about`."""
    row = rows[table["row"].to_numpy()]
    return table.to_pandas().assign(row=row)[row >= 0]


def _nothing() -> pd.DataFrame:
    return pd.DataFrame({"row": [], "line": [], "key": [], "words": []}).astype(
        {"row": "int64", "line": "int32", "key": "uint64", "words": "int32"})

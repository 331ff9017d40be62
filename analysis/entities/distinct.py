"""The distinct spellings that a collection's mentions have, and which articles use each.

A million articles have some hundred million mentions but few million spellings: what follows from a spelling alone is
found once for each, and of an article only numbers of spellings are kept.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..corpus.tables import TEXT

COLUMNS = ("text", "label", "full_name", "honorific")


class Distinct(NamedTuple):
    """kinds: a row for each distinct text, label, full_name, honorific, in that order, and count, how many mentions;
    article, kind: a row for each that an article has, in order, as numbers into the sorted article_ids and into kinds;
    row: of each mention its place among those.
    """

    kinds: pd.DataFrame
    article: np.ndarray
    kind: np.ndarray
    row: np.ndarray
    article_ids: np.ndarray


def distinct(mentions: pd.DataFrame) -> Distinct:
    """Of `mentions` with article_id, text, label and, if there are any, full_name and honorific."""
    codes, columns = np.zeros(len(mentions), np.int64), []
    for name in COLUMNS:
        number, values = numbered(mentions[name]) if name in mentions else (0, np.array([""], dtype=object))
        codes *= len(values)
        codes += number
        columns.append(values)
    kind, codes = numbers(codes)
    kinds = {"count": np.bincount(kind, minlength=len(codes))}
    for name, values in zip(reversed(COLUMNS), reversed(columns), strict=True):
        codes, number = np.divmod(codes, max(len(values), 1))
        kinds[name] = values[number]
    article, ids = numbered(mentions["article_id"])
    return Distinct(pd.DataFrame({name: pd.Series(kinds[name], dtype=object) for name in COLUMNS}
                                 | {"count": kinds["count"]}), *_uses(article, kind), ids)


def _uses(article: np.ndarray, kind: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(article, kind) of the distinct pairs, in order, and of each pair the place of its own."""
    order = np.lexsort((kind, article))
    article, kind = article[order], kind[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (article[1:] != article[:-1]) | (kind[1:] != kind[:-1])
    row = np.empty(len(order), np.int32)
    row[order] = np.cumsum(new, dtype=np.int32) - 1
    return article[new], kind[new], row


def numbered(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """(the number of each value, the distinct values in order), what is missing as empty: int32, object."""
    return _numbers(pa.table({"": column.astype(TEXT)})[""].fill_null(""))


def numbers(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(the number of each code, the distinct codes in order)."""
    return _numbers(pa.chunked_array([codes]))


def _numbers(values: pa.ChunkedArray) -> tuple[np.ndarray, np.ndarray]:
    """(the number of each value: int32; the distinct values in order), through a table of these: a sort of all would
    need several times their room."""
    found = values.dictionary_encode()  # one table for all chunks
    values = found.chunk(0).dictionary if found.num_chunks else values.combine_chunks()
    order = pc.sort_indices(values).to_numpy()
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order))
    number = np.concatenate([np.zeros(0, np.int32), *(rank[chunk.indices.to_numpy()] for chunk in found.chunks)])
    values = values.take(order).to_numpy(zero_copy_only=False)
    del found, order
    pa.default_memory_pool().release_unused()
    return number, values

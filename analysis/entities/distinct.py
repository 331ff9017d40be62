"""The distinct spellings that a collection's mentions have, and which articles use each.

A million articles have some hundred million mentions but few million spellings: what follows from a spelling alone is
found once for each, and of an article only numbers of spellings are kept.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..corpus.tables import TEXT
from ..text.compiled import compiled

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
    number, values = coded(chunks(column))
    return number, values.to_numpy(zero_copy_only=False)


def chunks(column: pd.Series) -> pa.ChunkedArray:
    """A column of text as Arrow has it, what is missing as empty."""
    return pa.table({"": column.astype(TEXT)})[""].fill_null("")


def numbers(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(the number of each code, the distinct codes in order)."""
    number, values = coded(pa.chunked_array([codes]))
    return number, values.to_numpy()


def coded(values: pa.ChunkedArray) -> tuple[np.ndarray, pa.Array]:
    """(the number of each value: int32; the distinct values in order), through a table of these: a sort of all would
    need several times their room."""
    found = values.dictionary_encode()  # one table for all chunks
    values = found.chunk(0).dictionary if found.num_chunks else values.combine_chunks()
    order = pc.sort_indices(values).to_numpy()
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order))
    number = np.empty(len(found), np.int32)
    for begin, indices in _indices(found):
        look_up(rank, indices, number[begin:begin + len(indices)])
    values = values.take(order)
    del found, order
    pa.default_memory_pool().release_unused()
    return number, values


def _indices(found: pa.ChunkedArray) -> Iterator[tuple[int, np.ndarray]]:
    """(the row it begins with, the numbers) of each chunk of numbered values."""
    begin = 0
    for chunk in found.chunks:
        yield begin, chunk.indices.to_numpy()
        begin += len(chunk)


def sums(number: np.ndarray, size: int, weights: np.ndarray | None = None) -> np.ndarray:
    """How often each of `size` numbers stands, or the sum of its whole `weights`, as numpy.bincount has it, which
    holds all of both once more to do so: int64."""
    into = np.zeros(size, np.int64)
    _add(number, np.broadcast_to(np.int32(1), len(number)) if weights is None else weights, into)
    return into


@compiled
def look_up(values, number, into):
    """Fills `into` with values[number], as numpy.take does, which holds all numbers once more as long ones to do so;
    `number` itself may be filled."""
    for place in range(len(number)):
        into[place] = values[number[place]]


@compiled
def _add(number, weights, into):
    for place in range(len(number)):
        into[number[place]] += weights[place]

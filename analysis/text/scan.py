"""The words of many texts as numbers, read by compiled code: what `tokens.WORD` finds, at the speed of memory."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from . import places
from .characters import kinds, lower
from .interned import numbered

CHUNK = 16 << 20  # bytes of text read at a time


class Chunk(NamedTuple):
    """Words of some texts: sizes (int64, words a text); one a word: form (int32, a number into forms), start (int32,
    its first byte in the joint `data`), joined (bool).  Form i is packed[offsets[i]:offsets[i + 1]] in UTF-8,
    loud[i] (bool) whether it is a shouted one."""

    sizes: np.ndarray
    form: np.ndarray
    start: np.ndarray
    joined: np.ndarray
    packed: np.ndarray
    offsets: np.ndarray
    loud: np.ndarray

    @property
    def forms(self) -> list[str]:
        return pa.LargeStringArray.from_buffers(len(self.loud), pa.py_buffer(self.offsets),
                                                pa.py_buffer(self.packed)).to_pylist()


def read(data: np.ndarray, bounds: np.ndarray) -> Chunk:
    """The words of texts given as bytes, see `utf8`."""
    sizes, starts, stops, joined, loud = places.words(data, bounds, kinds())
    form, *forms = numbered(_padded(data), starts, stops, loud)
    return Chunk(sizes, form, starts, joined, *forms)


def read_runs(texts: pa.LargeStringArray, shortest: int) -> Chunk:
    """The runs of \\w of at least `shortest` characters (1 or 2) in the lower-cased texts, as they are written; none
    joined or loud.  Those of a text whose lower case is not that of its characters one by one are in lower case.
    """
    data, bounds = utf8(texts)
    sizes, starts, stops = places.runs(data, bounds, kinds(), lower(), shortest)
    if (sizes < 0).any():  # a capital whose small letter depends on those beside it, or has two characters
        texts = [text.lower() if size < 0 else text for text, size in zip(texts.to_pylist(), sizes, strict=True)]
        data, bounds = utf8(pa.array(texts, pa.large_string()))
        sizes, starts, stops = places.runs(data, bounds, kinds(), lower(), shortest)
    quiet = np.zeros(len(starts), dtype=np.bool_)
    form, *forms = numbered(_padded(data), starts, stops, quiet)
    return Chunk(sizes, form, starts, quiet, *forms)


def _padded(data: np.ndarray) -> np.ndarray:
    padded = np.zeros((len(data) // 8 + 4) * 8, dtype=np.uint8)
    padded[:len(data)] = data
    return padded.view(np.uint64)


def count_words(texts: pd.Series | pa.Array) -> np.ndarray:
    """Words of each text: int64."""
    counts = [places.sizes(*utf8(chunk), kinds()) for chunk in chunks(texts)]
    return np.concatenate([np.zeros(0, dtype=np.int64), *counts])


def chunks(texts: pd.Series | pa.Array, size: int = CHUNK) -> Iterator[pa.LargeStringArray]:
    """The texts in order, cut between texts into arrays of about `size` bytes."""
    for part in _arrow(texts).chunks:
        part = part.cast(pa.large_string())
        bounds = _offsets(part)
        cuts = np.searchsorted(bounds, np.arange(bounds[0], bounds[-1] + 1, size))
        for begin, end in zip(cuts, [*cuts[1:], len(part)], strict=True):
            if end > begin:
                yield part[begin:end]


def whole(texts: pa.ChunkedArray) -> pa.LargeStringArray:
    """The texts as one array, empty where there is none."""
    found = texts.cast(pa.large_string()).fill_null("").combine_chunks()
    return found if isinstance(found, pa.Array) else pa.concat_arrays(found.chunks)


def utf8(texts: pa.LargeStringArray) -> tuple[np.ndarray, np.ndarray]:
    """(data, bounds): the texts' UTF-8 bytes, and where each begins and the last ends (int64)."""
    bounds = _offsets(texts)
    data = np.frombuffer(texts.buffers()[2] or b"", dtype=np.uint8)
    return data[bounds[0]:bounds[-1]], bounds - bounds[0]


def _offsets(texts: pa.LargeStringArray) -> np.ndarray:
    return np.frombuffer(texts.buffers()[1], dtype=np.int64)[texts.offset:texts.offset + len(texts) + 1]


def _arrow(texts: pd.Series | pa.Array) -> pa.ChunkedArray:
    if isinstance(texts, pd.Series):
        texts = pa.array(texts.astype("string[pyarrow]"))
    return texts if isinstance(texts, pa.ChunkedArray) else pa.chunked_array([texts])

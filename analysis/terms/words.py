"""The words of texts, our own or the runs of characters that a pattern finds, with their keys."""

import numpy as np
import pyarrow as pa

from ..text import scan
from ..text.keys import keyed, lowered

_RUNS = {r"\b\w\w+\b": 2, r"\w\w+": 2, r"\b\w+\b": 1, r"\w+": 1}  # patterns of runs and their least characters


def spelt(pattern: str | None) -> bool:
    """Whether it is known how each word of a pattern is written: our own words and runs of \\w."""
    return pattern is None or pattern.removeprefix("(?u)") in _RUNS


def read(texts: pa.LargeStringArray, pattern: str | None = None) -> tuple[scan.Chunk, pa.LargeStringArray, np.ndarray]:
    """(the words of texts; their distinct keys, in order; the number of each form's key) of a pattern that is `spelt`.
    """
    if pattern is None:
        found = scan.read(*scan.utf8(texts))
        return found, *keyed(found.packed, found.offsets, found.loud)
    found = scan.read_runs(texts, _RUNS[pattern.removeprefix("(?u)")])
    return found, *lowered(found.packed, found.offsets)

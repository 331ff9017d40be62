"""Pairs of texts that were compared: kept, so that a night's new articles are compared with the old ones, and the old
ones not with each other again.

What two texts share depends on their words alone.  A pair is named by its texts' words (`shingles.marks`, 64 bits), so
an article that is edited, or loses a box, is compared anew, and one that stays as it was is not, whatever else is in
the collection.  The names of two different pairs agree once in 10**8 among a million pairs.
"""

import warnings

import numpy as np
import pyarrow as pa

from ..corpus import Corpus
from ..corpus.store import Damaged

FOLDER = "steps/compared-1"  # the number is the version: raise it when what `shingles.measure` gives changes
COLUMNS = ("shared", "first", "second", "aligned", "plain", "own")


class Compared:
    """What is known of pairs: `known`, as `shingles.attach` takes it, from the store and from this run."""

    def __init__(self, corpus: Corpus):
        self._store = corpus.store
        self._new = [_nothing()]
        self.known = _together([_nothing(), *self._kept()])

    def add(self, pairs: np.ndarray, rows: np.ndarray) -> None:
        """Pairs that were not known."""
        self._new.append((pairs, rows))
        self.known = _together([self.known, (pairs, rows)])

    def keep(self) -> None:
        """Write what was added to the store."""
        pairs, rows = _together(self._new)
        if self._store is not None and len(pairs):
            self._store.write(FOLDER, pa.table({"pair": pairs, **dict(zip(COLUMNS, rows.T, strict=True))}))

    def _kept(self):
        for name in self._store.names(FOLDER).values() if self._store is not None else ():
            try:
                table = self._store.read(FOLDER, name)
            except Damaged as error:
                warnings.warn(f"{error}; its texts are compared again", stacklevel=2)
                continue
            yield table["pair"].to_numpy(), np.column_stack([table[column].to_numpy() for column in COLUMNS])


def _nothing() -> tuple[np.ndarray, np.ndarray]:
    return np.zeros(0, np.uint64), np.zeros((0, len(COLUMNS)), np.int32)


def _together(found: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Pairs in order, each once, and their rows."""
    pairs, first = np.unique(np.concatenate([pairs for pairs, _ in found]), return_index=True)
    return pairs, np.concatenate([rows for _, rows in found])[first]

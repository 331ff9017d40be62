"""Memos: what is computed from texts that recur, such as the paragraphs that reprints share.

A `Memo`'s function sees each distinct text once, whichever shard it is in and whatever night it came.  Its results are
kept in portions, under the memo's name, version and parameters, each value beside the digest of its text.
"""

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pyarrow as pa

from .engine import Engine
from .steps import folder
from .store import Damaged, Store, digest

SOON = 8  # portions of the least size: read sooner than another process has loaded its model
WAVE = 200_000_000  # characters of new texts in memory at a time
LEAST, PORTION = 30_000, 400_000  # characters of distinct texts that one task reads
TASKS = 48  # at least, where the texts are enough: so that no worker waits long for the last
_KEY = "S16"  # the bytes of a digest


@dataclass(frozen=True)
class Memo:
    """`function(texts, **parameters)` of a list of distinct texts: an array, one value a text."""

    name: str
    version: int
    function: Callable[..., pa.Array]
    parameters: Mapping[str, object] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """Where its results are kept."""
        return folder(self.name, self.version, self.parameters)


class Recalled:
    """The values of a memo, by text.  The texts themselves are not kept."""

    def __init__(self, found: Sequence[tuple[np.ndarray, pa.Array]]):
        """`found`: the keys of texts and their values, portion by portion."""
        keys = np.concatenate([np.zeros(0, _KEY), *(keys for keys, _ in found)])
        self._order = np.argsort(keys)
        self._keys = keys[self._order]
        # Joined they would be there twice, for a while.
        self._values = [values for _, values in found]
        self._starts = np.cumsum([0, *map(len, self._values)])

    def __getitem__(self, texts: Sequence[str]) -> pa.Array:
        """The value of each of `texts`, which are one or more.  Raises KeyError for a text that was not asked for."""
        keys = _keys(texts)
        place = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        if len(strange := np.flatnonzero(self._keys[place] != keys) if len(self._keys) else np.arange(len(keys))):
            raise KeyError(texts[strange[0]])
        row = self._order[place]
        portion = np.searchsorted(self._starts, row, side="right") - 1
        order = np.argsort(portion, kind="stable")
        cuts = np.flatnonzero(np.diff(portion[order])) + 1
        parts = [self._values[portion[own[0]]].take(row[own] - self._starts[portion[own[0]]])
                 for own in np.split(order, cuts)]
        return pa.concat_arrays(parts).take(np.argsort(order))


def _key(text: str) -> bytes:
    """What a text is known by: its digest, in half the room that it has as text."""
    return bytes.fromhex(digest(text.encode()))


def _keys(texts: Iterable[str]) -> np.ndarray:
    return np.array([_key(text) for text in texts], dtype=_KEY)


def recall(memo: Memo, texts: Iterable[str], store: Store | None, engine: Engine) -> Recalled:
    """The memo's value of each distinct text.  `texts` is gone through more than once and need not be in memory: those
    that are new are read in waves of about `WAVE` characters, chosen by their digests and not by their order.
    """
    told = np.fromiter(((_key(text), len(text)) for text in texts), dtype=[("key", _KEY), ("size", "i4")])
    wanted, first = np.unique(told["key"], return_index=True)
    found = list(_known(memo, wanted, store)) if store else []
    known = np.isin(wanted, np.concatenate([np.zeros(0, _KEY), *(keys for keys, _ in found)]))
    missing, size = wanted[~known], told["size"][first[~known]].sum(dtype="int64")
    del told, first
    waves = 1 + int(size) // WAVE
    for wave in range(waves if len(missing) else 0):
        portions = _portions(_of_wave(texts, missing, wave, waves))
        asked = engine.map(partial(_remember, memo, store), portions, label=memo.name, least=SOON)
        for portion, kept in zip(portions, asked, strict=True):
            values = kept if store is None else store.read(memo.folder, kept)["value"].combine_chunks()
            found.append((_keys(portion), values))
    return Recalled(found)


def _of_wave(texts: Iterable[str], missing: np.ndarray, wave: int, waves: int) -> set[str]:
    """The texts of which values are missing, in one wave of so many."""
    found = set()
    for text in texts:
        key = _key(text)
        if int.from_bytes(key[:4]) % waves == wave and _is_among(missing, key):
            found.add(text)
    return found


def _is_among(keys: np.ndarray, key: bytes) -> bool:
    """Whether a key is one of sorted ones."""
    own = np.array(key, dtype=_KEY)
    place = int(np.searchsorted(keys, own))
    return place < len(keys) and keys[place] == own


def _known(memo: Memo, wanted: np.ndarray, store: Store) -> Iterator[tuple[np.ndarray, pa.Array]]:
    """Of each kept portion the digests and values of texts that are `wanted` and that no portion before it had."""
    left = np.ones(len(wanted), dtype=bool)
    for name in store.names(memo.folder).values():
        try:
            table = store.read(memo.folder, name)
        except Damaged as error:
            warnings.warn(f"{error}; it is computed again", stacklevel=2)
            continue
        keys = np.array([bytes.fromhex(key) for key in table["key"].to_pylist()], dtype=_KEY)
        place = np.minimum(np.searchsorted(wanted, keys), max(len(wanted) - 1, 0))
        rows = np.flatnonzero((wanted[place] == keys) & left[place]) if len(wanted) else np.zeros(0, np.int64)
        _, first = np.unique(place[rows], return_index=True)
        rows = rows[np.sort(first)]
        left[place[rows]] = False
        if len(rows):
            yield keys[rows], table["value"].take(rows).combine_chunks()


def _remember(memo: Memo, store: Store | None, texts: list[str]) -> str | pa.Array:
    """The values of texts; with a store, the name under which they are kept."""
    values = memo.function(texts, **memo.parameters)
    if store is None:
        return values
    keys = pa.array([digest(text.encode()) for text in texts], pa.string())
    return store.write(memo.folder, pa.table({"key": keys, "value": values}))


def _portions(texts: Iterable[str]) -> list[list[str]]:
    """Texts in portions of about the same size, alike in length; the same whatever their order."""
    texts, found, portion, size = sorted(texts, key=lambda text: (len(text), text)), [], [], 0
    most = min(max(sum(map(len, texts)) // TASKS, LEAST), PORTION)
    for text in texts:
        if portion and size + len(text) > most:
            found.append(portion)
            portion, size = [], 0
        portion.append(text)
        size += len(text)
    return [*found, portion] if portion else found

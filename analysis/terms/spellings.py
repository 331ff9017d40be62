"""The spelling in which each word of the collection is written most often."""

from collections import deque
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..corpus import Corpus
from ..corpus.steps import Step
from ..text.compiled import compiled
from ..text.keys import by_key, ends, picked
from ..text.scan import Chunk, utf8, whole
from .merged import Vocabulary, union, united
from .words import read

FORMS = pa.schema({"form": pa.string(), "key": pa.string(), "count": pa.int64()})
_BETWEEN = pa.scalar("\0", pa.large_string())  # before all characters of words
_BEHIND = 8  # shards


class Spellings:
    """How the words of a collection are written, those of `pattern` if given (and `words.spelt`); of our own words read
    `corpus.once(Spellings)`.

    Who reads all words anyhow tells (`learn`) the forms of each shard, and these are not read again.  They are put
    together beside the caller's work, a few shards behind.
    """

    def __init__(self, corpus: Corpus, pattern: str | None = None):
        self._corpus, self._step = corpus, step(pattern)
        self._told, self._forms, self._best = set(), united(), None
        self._beside, self._waiting = ThreadPoolExecutor(1), deque()

    def learn(self, rows: np.ndarray, forms: Vocabulary) -> None:
        """The forms of a shard, `as_vocabulary`; `rows`: its articles' positions in the corpus, as in `Corpus.each`."""
        if self._best is None and (rows >= 0).all() and (shard := rows.max(initial=-1)) not in self._told:
            self._told.add(shard)
            self._waiting.append(self._beside.submit(self._forms.add, forms))
            self._wait(_BEHIND)

    @property
    def best(self) -> dict[str, str]:
        """Each key's most frequent form, without capitals where two tie."""
        if self._best is None:
            wanted = {rows.max() for rows in self._corpus.rows if (rows >= 0).any()}
            self._wait(0)
            self._best = _best(self._forms.whole()) if wanted <= self._told else best(self._corpus.whole(self._step))
            self._told, self._forms = set(), united()
        return self._best

    def _wait(self, most: int) -> None:
        while len(self._waiting) > most:
            self._waiting.popleft().result()


def step(pattern: str | None = None) -> Step:
    """The step of `spellings`."""
    return Step("spellings", 1, _of_shard, parameters={"pattern": pattern} if pattern else {})


def _of_shard(table: pa.Table, pattern: str | None = None) -> pa.Table:
    return spellings(whole(table["text"]), pattern)


SPELLINGS = step()


def spellings(texts: pa.LargeStringArray, pattern: str | None = None) -> pa.Table:
    """Every form of the texts, without possessive, with its key: form and key (string), count (int64), by key.

    A pure function of the texts: counts of several parts add up.
    """
    return forms(*read(texts, pattern))


def forms(found: Chunk, keys: pa.LargeStringArray, key: np.ndarray) -> pa.Table:
    """The table of `spellings` of words that were read, with their keys in order."""
    starts, stops = found.offsets[:-1], ends(found.packed, found.offsets)
    order, counts = by_key(found.packed, starts, stops, key, len(keys), found.form)
    return pa.table([picked(found.packed, starts, stops, order), keys.take(key[order]), counts],
                    names=FORMS.names).cast(FORMS)


def best(parts: Iterable[pa.Table]) -> dict[str, str]:
    """The most frequent form of each key over tables of `spellings`."""
    return _best(union(map(as_vocabulary, parts)))


def as_vocabulary(table: pa.Table) -> Vocabulary:
    """Of a table of `spellings`: each key with its form in one string, which sort as the rows do."""
    key, form = (table[name].combine_chunks().cast(pa.large_string()) for name in ("key", "form"))
    return Vocabulary(pc.binary_join_element_wise(key, form, _BETWEEN), table["count"].to_numpy())


def _best(forms: Vocabulary) -> dict[str, str]:
    most = forms.terms.take(_most(*utf8(forms.terms), forms.counts))
    parts = pc.split_pattern(most, "\0").flatten().to_numpy(zero_copy_only=False)
    found = {}
    for key, form in zip(parts[::2], parts[1::2], strict=True):
        if key not in found or form.swapcase() < found[key].swapcase():
            found[key] = form
    return found


@compiled
def _most(data, bounds, counts):
    """Which forms are used as often as any of their key."""
    found, size, begin = np.empty(len(counts), np.int64), 0, 0
    for one in range(len(counts)):
        if one == 0 or not _same_key(data, bounds, one - 1, one):
            begin = size
        elif counts[one] > counts[found[begin]]:
            size = begin
        if size == begin or counts[one] == counts[found[begin]]:
            found[size] = one
            size += 1
    return found[:size].copy()


@compiled
def _same_key(data, bounds, one, other):
    step = 0
    while data[bounds[one] + step] == data[bounds[other] + step] != 0:
        step += 1
    return data[bounds[one] + step] == data[bounds[other] + step]

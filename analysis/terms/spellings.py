"""The spelling in which each word of the collection is written most often."""

from collections import deque
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..corpus import Corpus
from ..corpus.steps import Step
from ..text.keys import written
from ..text.scan import Chunk, whole
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
    strings, form = written(found.packed, found.offsets, found.loud)
    codes = key.astype(np.int64) * len(strings) + form
    order = np.argsort(codes)
    codes = codes[order]
    first = np.flatnonzero(np.append(True, codes[1:] != codes[:-1])[:len(codes)])
    uses = np.bincount(found.form, minlength=len(form))[order]
    key, form = np.divmod(codes[first], max(len(strings), 1))
    counts = np.add.reduceat(uses, first) if len(first) else uses
    return pa.table([strings.take(form), keys.take(key), counts], names=FORMS.names).cast(FORMS)


def best(parts: Iterable[pa.Table]) -> dict[str, str]:
    """The most frequent form of each key over tables of `spellings`."""
    return _best(union(map(as_vocabulary, parts)))


def as_vocabulary(table: pa.Table) -> Vocabulary:
    """Of a table of `spellings`: each key with its form in one string, which sort as the rows do."""
    key, form = (table[name].combine_chunks().cast(pa.large_string()) for name in ("key", "form"))
    return Vocabulary(pc.binary_join_element_wise(key, form, _BETWEEN), table["count"].to_numpy())


def _best(forms: Vocabulary) -> dict[str, str]:
    found, most = {}, {}
    for one, count in zip(forms.terms.to_numpy(zero_copy_only=False), forms.counts.tolist(), strict=True):
        key, form = one.split("\0")
        least = most.get(key, 0)
        if count > least or count == least and form.swapcase() < found[key].swapcase():
            found[key], most[key] = form, count
    return found

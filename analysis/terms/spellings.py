"""The spelling in which each word of the collection is written most often."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..corpus import Corpus
from ..corpus.steps import Reduction, Step
from ..text.keys import keyed, written
from ..text.scan import Chunk, read, utf8, whole

FORMS = pa.schema({"form": pa.string(), "key": pa.string(), "count": pa.int64()})


class Spellings:
    """How the words of a collection are written; read `corpus.once(Spellings)`.

    Who reads all words anyhow tells (`learn`) the forms of each shard, and these are not read again.
    """

    def __init__(self, corpus: Corpus):
        self._corpus, self._told, self._forms, self._best = corpus, set(), _reduction(), None

    def learn(self, rows: np.ndarray, forms: pa.Table) -> None:
        """The table of `spellings` of a shard; `rows`: its articles' positions in the corpus, as in `Corpus.each`."""
        if self._best is None and (rows >= 0).all() and (shard := rows.max(initial=-1)) not in self._told:
            self._told.add(shard)
            self._forms.add(forms)

    @property
    def best(self) -> dict[str, str]:
        """Each key's most frequent form, without capitals where two tie."""
        if self._best is None:
            wanted = {rows.max() for rows in self._corpus.rows if (rows >= 0).any()}
            self._best = _best(self._forms.whole()) if wanted <= self._told else best(self._corpus.whole(SPELLINGS))
            self._told, self._forms = set(), _reduction()
        return self._best


def _of_shard(table: pa.Table) -> pa.Table:
    return spellings(whole(table["text"]))


SPELLINGS = Step("spellings", 1, _of_shard)


def spellings(texts: pa.LargeStringArray) -> pa.Table:
    """Every form of the texts, without possessive, with its key: form and key (string), count (int64), sorted.

    A pure function of the texts: counts of several parts add up.
    """
    found = read(*utf8(texts))
    return forms(found, *keyed(found.packed, found.offsets, found.loud))


def forms(found: Chunk, keys: pa.LargeStringArray, key: np.ndarray) -> pa.Table:
    """The table of `spellings` of words that were read, with their keys as `keyed` gives them."""
    spelt, form = written(found.packed, found.offsets)
    pairs, pair = np.unique(key.astype(np.int64) * len(spelt) + form, return_inverse=True)
    counts = np.bincount(pair, np.bincount(found.form, minlength=len(form)), minlength=len(pairs)).astype(np.int64)
    key, form = np.divmod(pairs, max(len(spelt), 1))
    return pa.table([spelt.take(form), keys.take(key), counts], names=FORMS.names).cast(FORMS)


def best(parts: Iterable[pa.Table]) -> dict[str, str]:
    """The most frequent form of each key over tables of `spellings`."""
    found = _reduction()
    for part in parts:
        found.add(part)
    return _best(found.whole())


def _reduction() -> Reduction[pa.Table]:
    return Reduction(_summed, FORMS.empty_table())


def _summed(one: pa.Table, other: pa.Table) -> pa.Table:
    table = pa.concat_tables([one, other]).group_by(["form", "key"], use_threads=False).aggregate([("count", "sum")])
    return table.rename_columns({"count_sum": "count"}).select(FORMS.names)


def _best(table: pa.Table) -> dict[str, str]:
    key, count = table["key"].combine_chunks().dictionary_encode(), table["count"].to_numpy()
    place, most = key.indices.to_numpy(), np.zeros(len(key.dictionary), dtype=np.int64)
    np.maximum.at(most, place, count)
    first = count == most[place]
    tied = first & (np.bincount(place[first], minlength=len(most)) > 1)[place]
    found = dict(_rows(table, first & ~tied))
    for one, form in _rows(table, tied):
        found[one] = min(found.get(one, form), form, key=str.swapcase)
    return found


def _rows(table: pa.Table, kept: np.ndarray) -> Iterable[tuple[str, str]]:
    """key and form of the kept rows."""
    return zip(*(pc.filter(table[name], pa.array(kept)).to_pylist() for name in ("key", "form")), strict=True)

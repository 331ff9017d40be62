"""The spelling in which each word of the collection is written most often."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from ..corpus import Corpus
from ..corpus.steps import Step
from ..text.keys import keyed, written
from ..text.scan import read, utf8, whole

_COLUMNS = pa.schema({"form": pa.string(), "key": pa.string(), "count": pa.int64()})


def spelling(corpus: Corpus) -> dict[str, str]:
    """Each key's most frequent form, without capitals where two tie; read `corpus.once(spelling)`."""
    return best(corpus.whole(SPELLINGS))


def _of_shard(table: pa.Table) -> pa.Table:
    return spellings(whole(table["text"]))


SPELLINGS = Step("spellings", 1, _of_shard)


def spellings(texts: pa.LargeStringArray) -> pa.Table:
    """Every form of the texts, without possessive, with its key: form and key (string), count (int64), sorted.

    A pure function of the texts: counts of several parts add up.
    """
    found = read(*utf8(texts))
    keys, key = keyed(found.packed, found.offsets, found.loud)
    forms, form = written(found.packed, found.offsets)
    pairs, pair = np.unique(key.astype(np.int64) * len(forms) + form, return_inverse=True)
    counts = np.bincount(pair, np.bincount(found.form, minlength=len(form)), minlength=len(pairs)).astype(np.int64)
    key, form = np.divmod(pairs, max(len(forms), 1))
    return pa.table([forms.take(form), keys.take(key), counts], names=_COLUMNS.names).cast(_COLUMNS)


def best(parts: Iterable[pa.Table]) -> dict[str, str]:
    """The most frequent form of each key over tables of `spellings`."""
    table = pa.concat_tables([_COLUMNS.empty_table(), *parts]).group_by(["form", "key"], use_threads=False)
    table = table.aggregate([("count", "sum")])
    key, count = table["key"].combine_chunks().dictionary_encode(), table["count_sum"].to_numpy()
    place, most = key.indices.to_numpy(), np.zeros(len(key.dictionary), dtype=np.int64)
    np.maximum.at(most, place, count)
    table = table.filter(count == most[place])
    found = {}
    for one, form in zip(table["key"].to_pylist(), table["form"].to_pylist(), strict=True):
        before = found.setdefault(one, form)
        if before is not form:
            found[one] = min(before, form, key=str.swapcase)
    return found

"""The wording that tells what an article reports: the words of its headline and its beginning, as numbers.

News says what happened first, so the headline (read twice) and the first 300 words carry a story; what comes later is
background that other stories share.  Stop words are left out, the parts of a compound count singly.  Each word becomes
a 32-bit number (FNV-1a of the UTF-8 of its key) that depends on the word alone: the words of different shards, and
those of the background (see `background`), meet as numbers.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..corpus.steps import Step
from ..text.keys import keyed
from ..text.scan import read, utf8, whole
from ..text.stopwords import stop_words

WORDS = 300
HEADLINE = 2  # times that it is read
_CHARACTERS = 4000  # of a text: they hold WORDS words
_MOST = np.iinfo(np.uint16).max
_SEED, _PRIME = 2166136261, 16777619


def read_wording(table: pa.Table) -> pa.Table:
    """The step: for each article two lists, the numbers of its words (words: uint32, in order of the number) and how
    often each is read (counts: uint16)."""
    titles = _numbers(whole(table["title"]))
    bodies = _numbers(pc.utf8_slice_codeunits(whole(table["text"]), 0, _CHARACTERS), most=WORDS)
    article, number = map(np.concatenate, zip(*[titles] * HEADLINE, bodies, strict=True))
    found, counts = np.unique(article << np.uint64(32) | number, return_counts=True)
    starts = pa.array(np.searchsorted(found, np.arange(len(table) + 1, dtype=np.uint64) << np.uint64(32)))
    return pa.table({
        "words": pa.LargeListArray.from_arrays(starts, pa.array(found.astype(np.uint32))),
        "counts": pa.LargeListArray.from_arrays(starts, pa.array(np.minimum(counts, _MOST).astype(np.uint16))),
    })


WORDING = Step("wording", 1, read_wording, columns=("title", "text"))


def _numbers(texts: pa.LargeStringArray, most: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    """(article, number), uint64: of the words among the first `most` of each text that are no stop words."""
    found = read(*utf8(texts))
    keys, key = keyed(found.packed, found.offsets, found.loud)
    article, word = np.repeat(np.arange(len(texts), dtype=np.uint64), found.sizes), key[found.form]
    if most is not None:
        first = np.cumsum(found.sizes) - found.sizes
        early = np.arange(len(word)) - np.repeat(first, found.sizes) < most
        article, word = article[early], word[early]
    stops = stop_words()
    parts = [[number(part) for part in one.split("-") if len(part) > 1 and part not in stops]
             for one in keys.to_pylist()]
    sizes = np.array(list(map(len, parts)), dtype=np.int64)
    flat = np.array([one for part in parts for one in part], dtype=np.uint64)
    times, begin = sizes[word], (np.cumsum(sizes) - sizes)[word]
    at = np.repeat(begin - np.cumsum(times) + times, times) + np.arange(times.sum())
    return np.repeat(article, times), flat[at]


def number(word: str) -> int:
    """The number of a word's key."""
    found = _SEED
    for byte in word.encode():
        found = (found ^ byte) * _PRIME & 0xFFFFFFFF
    return found

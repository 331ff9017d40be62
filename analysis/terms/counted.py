"""How often each article of a part of the collection uses each term, and how its words are written: pure functions
of the texts.

Words are numbered in the order of their keys, n-grams by the number of all but their last word and that of the last:
numbers then sort as the terms themselves do, and a term's text is only made once it is known to be distinct.
"""

import re
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..corpus.steps import Step
from ..text.scan import Chunk, utf8, whole
from .merged import Vocabulary
from .pairs import joined, pairs, ranked
from .spellings import as_vocabulary, forms
from .words import read, spelt


class Words(NamedTuple):
    """Words of some texts: sizes (words a text), number (one a word, into keys), joined (whether it continues the word
    before in one phrase), keys (sorted, large_string)."""

    sizes: np.ndarray
    number: np.ndarray
    joined: np.ndarray
    keys: pa.LargeStringArray


class Grams(NamedTuple):
    """The distinct n-grams of one length in order: the numbers of those one word shorter that they begin with, and of
    their last words; and the number of the n-gram at each word, -1 for none."""

    shorter: np.ndarray
    last: np.ndarray
    number: np.ndarray


def step(low: int, high: int, pattern: str | None = None, *, written: bool = True) -> Step:
    """The step that counts n-grams of `low` to `high` words; its rows' articles are the shard's rows.

    Its tables are those of `counted` and, if asked for and known (`spelt`), how words are written: a row below for each
    form, of article -1, as `spellings.as_vocabulary` has it.  So words are read once for both; `parted` parts them.
    """
    return Step("counted", 3, _of_shard, parameters={"low": low, "high": high, "pattern": pattern,
                                                     "written": written and spelt(pattern)})


def _of_shard(table: pa.Table, *, low: int, high: int, pattern: str | None, written: bool) -> pa.Table:
    texts = whole(table["text"])
    if not written:
        return counted(texts, low=low, high=high, pattern=pattern)
    found, keys, key = read(texts, pattern)
    above, below = _pairs(_words(found, keys, key, pattern), low, high), as_vocabulary(forms(found, keys, key))
    term = above["term"].combine_chunks()
    number = np.arange(len(term.dictionary), len(term.dictionary) + len(below.terms), dtype=np.int32)
    return pa.table({
        "article": np.append(above["article"].to_numpy(), np.full(len(number), -1, np.int32)),
        "term": pa.DictionaryArray.from_arrays(pa.concat_arrays([term.indices, pa.array(number)]), pa.concat_arrays(
            [term.dictionary, below.terms.cast(pa.string())])),
        "count": np.append(above["count"].to_numpy(), below.counts.astype(np.int32))})


def parted(table: pa.Table) -> tuple[pa.Table, Vocabulary]:
    """(the table of `counted`, the forms below it as `spellings.as_vocabulary` gives them) of a table of the step."""
    term, forms = table["term"].combine_chunks(), np.count_nonzero(table["article"].to_numpy() < 0)
    rows, terms = len(table) - forms, len(term.dictionary) - forms
    above = table.slice(0, rows)
    return (pa.table({"article": above["article"], "count": above["count"], "term": pa.DictionaryArray.from_arrays(
                term.indices.slice(0, rows), term.dictionary.slice(0, terms))}),
            Vocabulary(term.dictionary.slice(terms).cast(pa.large_string()),
                       table["count"].to_numpy()[rows:].astype(np.int64)))


def counted(texts: pa.LargeStringArray, *, low: int, high: int, pattern: str | None = None) -> pa.Table:
    """Counts of the n-grams of `low` to `high` words in each text, as `terms.matrix` defines them.

    One row for each text and term it has, by text and then by term: article (int32, the text's row), term (dictionary
    of int32 and string; the dictionary is sorted), count (int32).
    """
    if not spelt(pattern):
        return _pairs(_matches(texts, re.compile(pattern)), low, high)
    return _pairs(_words(*read(texts, pattern), pattern), low, high)


def _pairs(words: Words, low: int, high: int) -> pa.Table:
    grams = [Grams(np.zeros(len(words.keys), np.int32), np.arange(len(words.keys), dtype=np.int32), words.number)]
    while len(grams) < high:
        grams.append(_longer(grams[-1], words, len(grams)))
    terms, numbers = _together(grams, words.keys, low)
    article, term, count = pairs(numbers, np.append(0, np.cumsum(words.sizes)), len(terms))
    term = pa.DictionaryArray.from_arrays(term, terms.cast(pa.string()))
    return pa.table({"article": article, "term": term, "count": count})


def _words(found: Chunk, keys: pa.LargeStringArray, key: np.ndarray, pattern: str | None) -> Words:
    """Words that `words.read` found, by their keys."""
    return Words(found.sizes, key[found.form], found.joined if pattern is None else _inner(found.sizes), keys)


def _inner(sizes: np.ndarray) -> np.ndarray:
    """All words but the first of each text: bool."""
    joined = np.ones(sizes.sum(), dtype=np.bool_)
    joined[np.append(0, np.cumsum(sizes))[:-1][sizes > 0]] = False
    return joined


def _matches(texts: pa.LargeStringArray, find: re.Pattern) -> Words:
    """The matches of the user's own pattern in the lower-cased texts, all of a text joined."""
    numbers, form, sizes = {}, [], []
    for text in texts.to_pylist():
        found = find.findall(text.lower())
        form += [numbers.setdefault(word, len(numbers)) for word in found]
        sizes.append(len(found))
    keys, place = _sorted(pa.array(numbers, pa.large_string()))
    sizes = np.array(sizes, dtype=np.int64)
    return Words(sizes, place[np.array(form, dtype=np.int32)], _inner(sizes), keys)


def _sorted(strings: pa.LargeStringArray) -> tuple[pa.LargeStringArray, np.ndarray]:
    """(the distinct strings in order, the number of each of the given ones)."""
    encoded = strings.dictionary_encode()
    order = pc.array_sort_indices(encoded.dictionary)
    return encoded.dictionary.take(order), _places(order.to_numpy())[encoded.indices.to_numpy()]


def _places(order: np.ndarray) -> np.ndarray:
    places = np.empty(len(order), dtype=np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    return places


def _longer(grams: Grams, words: Words, size: int) -> Grams:
    """The n-grams of one word more than `grams`, which have `size`."""
    last = words.number[size:]
    begins = np.flatnonzero((grams.number[:len(last)] >= 0) & words.joined[size:])
    codes, number = ranked(grams.number[begins], last[begins], len(grams.last), len(words.keys))
    at = np.full(len(words.number), -1, dtype=np.int32)
    at[begins] = number
    return Grams((codes >> 32).astype(np.int32), codes.astype(np.int32), at)


def _together(grams: list[Grams], keys: pa.LargeStringArray, low: int) -> tuple[pa.LargeStringArray, np.ndarray]:
    """(all n-grams of `low` words or more in order, their numbers at each word: one row a length)."""
    if len(grams) == 1:
        return keys, grams[0].number[None]
    kept = grams[low - 1:]
    if _plain(keys):
        places = _interleaved(grams, low)
        terms = _texts(grams, keys, places)
    else:  # words with blanks in them: numbers do not sort as texts do, and two n-grams can be one text
        ends = np.cumsum([len(one.last) for one in kept])
        terms, rank = _sorted(_texts(grams, keys, np.split(np.arange(ends[-1]), ends[:-1])))
        places = np.split(rank, ends[:-1])
    # -1, no n-gram, stays: it finds the -1 appended to the places
    return terms, np.stack([np.append(place, -1).astype(np.int32)[one.number]
                            for place, one in zip(places, kept, strict=True)])


def _texts(grams: list[Grams], keys: pa.LargeStringArray, places: list[np.ndarray]) -> pa.LargeStringArray:
    """The n-grams of the longest lengths, those of each at its `places`."""
    words = np.full((sum(map(len, places)), len(grams)), -1, dtype=np.int32)
    for size, place in enumerate(places, start=len(grams) - len(places)):
        begin = np.arange(len(place))
        for word in range(size, -1, -1):
            words[place, word] = grams[word].last[begin]
            begin = grams[word].shorter[begin]
    data, offsets = joined(words, *utf8(keys))
    return pa.LargeStringArray.from_buffers(len(words), pa.py_buffer(offsets), pa.py_buffer(data))


def _plain(keys: pa.LargeStringArray) -> bool:
    """Whether no word is empty or has a character that sorts before the blank between words."""
    data, bounds = utf8(keys)
    return bool((data > ord(" ")).all() and (np.diff(bounds) > 0).all())


def _interleaved(grams: list[Grams], low: int) -> list[np.ndarray]:
    """The places of the n-grams of each length in the order of all: how many of each length stand before."""
    places = [np.arange(len(one.last)) for one in grams]
    for size in range(low, len(grams)):
        begin = np.arange(len(grams[size].last))
        for shorter in range(size - 1, low - 2, -1):
            begin = grams[shorter + 1].shorter[begin]  # what it begins with
            places[size] = places[size] + begin + 1
            places[shorter] = places[shorter] + np.searchsorted(begin, np.arange(len(places[shorter])))
    return places[low - 1:]

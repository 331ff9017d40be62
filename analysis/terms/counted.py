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
from ..text.keys import keyed, ordered
from ..text.scan import Chunk, read, read_runs, utf8, whole
from .pairs import numbered, pairs
from .spellings import FORMS, forms

_RUNS = {r"\b\w\w+\b": 2, r"\w\w+": 2, r"\b\w+\b": 1, r"\w+": 1}  # patterns of runs and their least characters
_BLANK = pa.scalar(" ", pa.large_string())


class Words(NamedTuple):
    """Words of some texts: sizes (words a text), number (one a word, into keys), joined (whether it continues the word
    before in one phrase), keys (sorted, large_string)."""

    sizes: np.ndarray
    number: np.ndarray
    joined: np.ndarray
    keys: pa.LargeStringArray


class Grams(NamedTuple):
    """The distinct n-grams of one length, sorted: their texts, the numbers of those one word shorter that they begin
    with; and the number of the n-gram at each word, -1 for none."""

    terms: pa.LargeStringArray
    shorter: np.ndarray
    number: np.ndarray


def step(low: int, high: int, pattern: str | None = None) -> Step:
    """The step that counts n-grams of `low` to `high` words; its rows' articles are the shard's rows.

    Its tables are those of `counted` and, of words that no `pattern` finds, of `spellings` below it: the words are
    read once for both.  `parted` takes them apart.
    """
    return Step("counted", 2, _of_shard, parameters={"low": low, "high": high, "pattern": pattern})


def _of_shard(table: pa.Table, *, low: int, high: int, pattern: str | None) -> pa.Table:
    texts = whole(table["text"])
    if pattern:
        return counted(texts, low=low, high=high, pattern=pattern)
    found = read(*utf8(texts))
    keys, key = keyed(found.packed, found.offsets, found.loud)
    above, below = _pairs(_tokens(found, keys, key), low, high), forms(found, keys, key)
    term = above["term"].combine_chunks()
    article, number = (pa.concat_arrays([part, pa.nulls(len(below), pa.int32())]) for part in
                       (above["article"].combine_chunks(), term.indices))
    nothing = pa.nulls(len(above), pa.string())
    return pa.table({"article": article, "term": pa.DictionaryArray.from_arrays(number, term.dictionary),
                     "count": np.append(above["count"].to_numpy(), below["count"].to_numpy().astype(np.int32)),
                     **{name: pa.concat_arrays([nothing, below[name].combine_chunks()]) for name in ("form", "key")}})


def parted(table: pa.Table) -> tuple[pa.Table, pa.Table | None]:
    """(the table of `counted`, that of `spellings`, None where it was not read) of a table of the step."""
    count = len(table) - table["article"].null_count
    below = table.slice(count).select(FORMS.names).cast(FORMS) if "form" in table.column_names else None
    return table.slice(0, count).select(["article", "term", "count"]), below


def counted(texts: pa.LargeStringArray, *, low: int, high: int, pattern: str | None = None) -> pa.Table:
    """Counts of the n-grams of `low` to `high` words in each text, as `terms.matrix` defines them.

    One row for each text and term it has, by text and then by term: article (int32, the text's row), term (dictionary
    of int32 and string; the dictionary is sorted), count (int32).
    """
    if pattern:
        return _pairs(_runs(texts, pattern), low, high)
    found = read(*utf8(texts))
    return _pairs(_tokens(found, *keyed(found.packed, found.offsets, found.loud)), low, high)


def _pairs(words: Words, low: int, high: int) -> pa.Table:
    grams = [Grams(words.keys, np.zeros(0, np.int32), words.number)]
    while len(grams) < high:
        grams.append(_longer(grams[-1], words, len(grams)))
    terms, numbers = _together(grams, low)
    article, term, count = pairs(numbers, np.append(0, np.cumsum(words.sizes)), len(terms))
    term = pa.DictionaryArray.from_arrays(term, terms.cast(pa.string()))
    return pa.table({"article": article, "term": term, "count": count})


def _tokens(found: Chunk, keys: pa.LargeStringArray, key: np.ndarray) -> Words:
    """The words of `analysis.text.tokens` by their keys."""
    return Words(found.sizes, key[found.form], found.joined, keys)


def _runs(texts: pa.LargeStringArray, pattern: str) -> Words:
    """The matches of the user's own pattern, all of a text joined."""
    shortest = _RUNS.get(pattern.removeprefix("(?u)"))
    if shortest:
        sizes, form, _, _, packed, offsets, _ = read_runs(texts, shortest)
        keys, place = ordered(packed, offsets)
    else:
        sizes, form, forms = _matches(texts, re.compile(pattern))
        keys, place = _sorted(forms)
    joined = np.ones(len(form), dtype=np.bool_)
    joined[np.append(0, np.cumsum(sizes))[:-1][sizes > 0]] = False
    return Words(sizes, place[form], joined, keys)


def _matches(texts: pa.LargeStringArray, find: re.Pattern) -> tuple[np.ndarray, np.ndarray, pa.LargeStringArray]:
    numbers, form, sizes = {}, [], []
    for text in texts.to_pylist():
        found = find.findall(text.lower())
        form += [numbers.setdefault(word, len(numbers)) for word in found]
        sizes.append(len(found))
    return np.array(sizes, dtype=np.int64), np.array(form, dtype=np.int32), pa.array(numbers, pa.large_string())


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
    codes, number = numbered(grams.number[begins].astype(np.int64) * len(words.keys) + last[begins])
    order = np.argsort(codes)
    shorter, ends = np.divmod(codes[order], max(len(words.keys), 1))
    terms = pc.binary_join_element_wise(grams.terms.take(shorter), words.keys.take(ends), _BLANK)
    at = np.full(len(words.number), -1, dtype=np.int32)
    at[begins] = _places(order)[number]
    return Grams(terms, shorter.astype(np.int32), at)


def _together(grams: list[Grams], low: int) -> tuple[pa.LargeStringArray, np.ndarray]:
    """(all n-grams of `low` words or more in order, their numbers at each word: one row a length)."""
    places = _interleaved(grams, low)
    kept = grams[low - 1:]
    terms = pa.concat_arrays([one.terms for one in kept])
    if _plain(grams[0].terms):
        order = np.empty(len(terms), dtype=np.int64)
        order[np.concatenate(places)] = np.arange(len(terms))
        terms = terms.take(order)
    else:  # words with blanks in them: numbers do not sort as texts do, and two n-grams can be one text
        terms, rank = _sorted(terms)
        places = np.split(rank, np.cumsum([len(one.terms) for one in kept])[:-1])
    # -1, no n-gram, stays: it finds the -1 appended to the places
    return terms, np.stack([np.append(place, -1).astype(np.int32)[one.number]
                            for place, one in zip(places, kept, strict=True)])


def _plain(keys: pa.LargeStringArray) -> bool:
    """Whether no word is empty or has a character that sorts before the blank between words."""
    data, bounds = utf8(keys)
    return bool((data > ord(" ")).all() and (np.diff(bounds) > 0).all())


def _interleaved(grams: list[Grams], low: int) -> list[np.ndarray]:
    """The places of the n-grams of each length in the order of all: how many of each length stand before."""
    places = [np.arange(len(one.terms)) for one in grams]
    for size in range(low, len(grams)):
        begin = np.arange(len(grams[size].terms))
        for shorter in range(size - 1, low - 2, -1):
            begin = grams[shorter + 1].shorter[begin]  # what it begins with
            places[size] = places[size] + begin + 1
            places[shorter] = places[shorter] + np.searchsorted(begin, np.arange(len(places[shorter])))
    return places[low - 1:]

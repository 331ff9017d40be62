"""The frequent n-grams of a collection, counted a part at a time.

They grow word by word out of frequent shorter ones (as in Apriori: Agrawal & Srikant 1994), so that the work follows
the number of frequent n-grams; an n-gram's number is its place among those of its length, in order of what they begin
with and then of their last words.  The n-grams of a large collection are counted in several passes, a share of them in
each, so that memory does not follow the many that occur once.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from ..corpus.steps import Reduction
from .index import Index, Part

AT_ONCE = 100_000_000  # words whose n-grams are counted in one pass


class Grams(NamedTuple):
    """The frequent n-grams of one length by number (int64): codes (number of all but the last word, times the number of
    keys, plus the last word's: sorted), counts, and the numbers of all but the first word; of words, codes only."""

    codes: np.ndarray
    counts: np.ndarray
    rest: np.ndarray

    def numbers(self, codes: np.ndarray) -> np.ndarray:
        """The number of the n-gram with each of the codes, -1 for none that is frequent."""
        found = np.minimum(np.searchsorted(self.codes, codes), max(len(self.codes) - 1, 0))
        return np.where(self.codes[found] == codes, found, -1) if len(self.codes) else np.full(len(codes), -1)


def grow(words: Index, inner: np.ndarray, longest: int, min_count: int) -> list[Grams]:
    """Grams of 1 to `longest` joined words, all of them `inner` (bool, by key), used at least `min_count` times.

    Those of one word are all the keys.
    """
    keys = np.arange(len(words.keys))
    grams, inner = [Grams(keys, words.counts, keys)], inner & (words.counts >= min_count)
    shares = 1 + int(words.counts.sum()) // AT_ONCE
    while len(grams) < longest:
        found = [_frequent(_codes(words, grams, inner, shares, share), min_count) for share in range(shares)]
        codes, counts = map(np.concatenate, zip(*found, strict=True))
        order = np.argsort(codes)
        begin, last = np.divmod(codes[order], max(len(keys), 1))
        rest = last if len(grams) == 1 else grams[-1].numbers(grams[-1].rest[begin] * len(keys) + last)
        grams.append(Grams(codes[order], counts[order], rest))
    return grams


def numbered(part: Part, grams: list[Grams], inner: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """(the words of a part at which a frequent n-gram begins, its number), for each length of `grams`."""
    number = part.ids.astype(np.int64)
    places = np.flatnonzero(inner[number])
    number = number[places]
    yield places, number
    for size in range(2, len(grams) + 1):
        places, codes = _longer(part, places, number, size, inner)
        number = grams[size - 1].numbers(codes)
        places, number = places[number >= 0], number[number >= 0]
        yield places, number


def _longer(part: Part, places: np.ndarray, number: np.ndarray, size: int, inner: np.ndarray
            ) -> tuple[np.ndarray, np.ndarray]:
    """(places, codes) of the n-grams of `size` words that begin with those of one word less, `number` at `places`."""
    last = places + size - 1
    fits = np.flatnonzero(last < len(part.ids))
    fits = fits[part.joined[last[fits] - 1] & inner[part.ids[last[fits]]]]
    return places[fits], number[fits] * len(inner) + part.ids[last[fits]]


def _codes(words: Index, grams: list[Grams], inner: np.ndarray, shares: int, share: int
           ) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """(codes, counts) in each part of the n-grams one word longer than the longest of `grams`, of one share of them."""
    for part in words.parts():
        *_, (places, number) = numbered(part, grams, inner)
        _, codes = _longer(part, places, number, len(grams) + 1, inner)
        yield np.unique(codes[codes % shares == share], return_counts=True)


def _frequent(parts: Iterable[tuple[np.ndarray, np.ndarray]], min_count: int) -> tuple[np.ndarray, np.ndarray]:
    """Codes with their counts summed over all parts; the frequent ones."""
    found = Reduction(_summed, (np.zeros(0, np.int64), np.zeros(0, np.int64)))
    for one in parts:
        found.add(one)
    codes, counts = found.whole()
    return codes[counts >= min_count], counts[counts >= min_count]


def _summed(one: tuple[np.ndarray, np.ndarray], other: tuple[np.ndarray, np.ndarray]
            ) -> tuple[np.ndarray, np.ndarray]:
    codes, counts = np.append(one[0], other[0]), np.append(one[1], other[1])
    order = np.argsort(codes, kind="stable")  # of two sorted runs: a merge
    codes, counts = codes[order], counts[order]
    first = np.flatnonzero(np.append(True, codes[1:] != codes[:-1])) if len(codes) else np.zeros(0, np.int64)
    return codes[first], np.add.reduceat(counts, first) if len(codes) else counts

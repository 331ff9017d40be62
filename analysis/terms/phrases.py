"""Phrases: words that stand together far more often than chance would have it ("rare earths", "export controls").

A frequent n-gram of two to five joined words is a phrase where G2 (Dunning 1993) and NPMI (Bouma 2009) of its weakest
cut are large enough.  Longest-phrase rule: an occurrence inside a longer phrase is not counted again for the shorter
one, which stays only if enough occurrences of its own are left.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from ..articles.copies import copies
from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text.statistics import g2, npmi
from ..text.stopwords import left_out_words
from .count import describe, ordered, tells
from .index import Index
from .matrix import LONGEST
from .ngrams import Grams, grow, numbered
from .occurrences import Places
from .tables import Entries

G2_LEAST = 10.83  # chi-square with one degree of freedom at p = .001
NPMI_LEAST = 0.2
AT_ONCE = 200_000  # n-grams whose strength is computed together
FORMS = 500_000  # phrases whose forms are counted in one pass
INNER = frozenset("of the and for de la du del von van al".split())  # stop words that hold a name together


class _Strong(NamedTuple):
    """Of n-grams of one length, by number: whether each is a candidate, and its g2 and npmi."""

    chosen: np.ndarray
    g2: np.ndarray
    npmi: np.ndarray


class _Found(NamedTuple):
    """Places of phrases, in order: word (numbered through the collection), number (of the phrase), article, start, end.
    """

    word: np.ndarray
    number: np.ndarray
    article: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def some(self, which: np.ndarray) -> "_Found":
        return _Found(*(column[which] for column in self))


class _Phrases(NamedTuple):
    """Phrases by number: term, g2, npmi; and where they stand outside longer ones."""

    terms: np.ndarray
    g2: np.ndarray
    npmi: np.ndarray
    places: _Found


def phrases(corpus: Corpus, *, longest: int = LONGEST, min_count: int = 2, min_articles: int = 2,
            stop: str | Iterable[str] | None = "en", also: Iterable[str] = ()) -> pd.DataFrame:
    """The collection's phrases, with the columns and in the order of `terms.count`, and g2, npmi of each.

    Counted are occurrences outside longer phrases.  A phrase needs `min_count` of them in `min_articles` articles
    (or in all, where there are fewer), neither begins nor ends with a stop word, and holds no punctuation; `shown`
    is how it is mostly written.  Raises ValueError for `longest` outside 2 to 5.
    """
    corpus.once(copies)  # before the words: either needs much memory while it is made
    return _table(_phrases(corpus, longest, min_count, min_articles, stop, also), corpus)


def phrase_places(corpus: Corpus, term: str, *, longest: int = LONGEST, min_count: int = 2, min_articles: int = 2,
                  stop: str | Iterable[str] | None = "en", also: Iterable[str] = ()) -> Places:
    """Where the phrase `term` (its key) stands outside longer phrases, in order.

    As often as `phrases` with the same options counts.  Raises ValueError where `term` is none of these phrases.
    """
    known = corpus.once(_asked)
    options = (longest, min_count, min_articles, *map(_fixed, (stop, also)))
    if options not in known:
        known[options] = _by_term(_phrases(corpus, longest, min_count, min_articles, stop, also))
    if term not in known[options]:
        raise ValueError(f"term={term!r} is no phrase of this collection with these options; pass those of "
                         "terms.phrases")
    return known[options][term]


def _asked(corpus: Corpus) -> dict:
    """By the options of `phrases`, the places of each phrase: found once, since a table of evidence asks row by row."""
    return {}


def _fixed(words: str | Iterable[str] | None) -> str | tuple | None:
    return words if words is None or isinstance(words, str) else tuple(words)


def _by_term(found: _Phrases) -> dict[str, Places]:
    places = found.places
    order = np.lexsort((places.start, places.article, places.number))
    cuts = np.flatnonzero(np.diff(places.number[order])) + 1
    parts = [Places(places.article[rows], places.start[rows], places.end[rows]) for rows in np.split(order, cuts)]
    return dict(zip(found.terms.tolist(), parts, strict=False))  # without phrases there is one part, of nothing


def _phrases(corpus: Corpus, longest: int, min_count: int, min_articles: int, stop, also) -> _Phrases:
    if not 2 <= longest <= LONGEST:
        raise ValueError(f"longest={longest!r}: a phrase has 2 to {LONGEST} words")
    if min_count < 1 or min_articles < 1:
        raise ValueError(f"min_count={min_count!r}, min_articles={min_articles!r}: both must be 1 or more")
    words, left_out = corpus.once(Index), left_out_words(stop, also)
    keys = words.keys.to_pylist()
    edge = np.array([tells(key, left_out) for key in keys], dtype=bool)
    inner = edge | np.array([key in INNER for key in keys], dtype=bool)
    grams = grow(words, inner, longest, min_count)
    strong = [_strong(grams, size, edge) for size in range(2, longest + 1)]
    candidates = _candidates(words, grams, strong, inner & (words.counts >= min_count))
    least, taken, found = min(min_articles, max(len(corpus), 1)), np.zeros(words.counts.sum(), dtype=bool), []
    for size in range(longest, 1, -1):
        own = _accepted(candidates.pop(), size, taken, min_count, least)
        for step in range(size):
            taken[own.word + step] = True
        found.append(_named(own, grams, size, strong[size - 2], words))
    return _joined(found)


def _strong(grams: list[Grams], size: int, edge: np.ndarray) -> _Strong:
    """Which n-grams of `size` words hold together at each cut; those that begin and end with `edge` words."""
    numbers = np.arange(len(grams[size - 1].counts))
    parts = [_strength(grams, size, numbers[begin:begin + AT_ONCE], edge)
             for begin in range(0, max(len(numbers), 1), AT_ONCE)]
    return _Strong(*map(np.concatenate, zip(*parts, strict=True)))


def _strength(grams: list[Grams], size: int, numbers: np.ndarray, edge: np.ndarray) -> _Strong:
    """The same for the n-grams with these numbers."""
    keys, together = len(edge), grams[size - 1].counts[numbers]
    begin = rest = numbers
    left, right = [], []
    for shorter in range(size - 1, 0, -1):
        begin, rest = grams[shorter].codes[begin] // max(keys, 1), grams[shorter].rest[rest]
        left.append(grams[shorter - 1].counts[begin])
        right.append(grams[shorter - 1].counts[rest])
    total, right = grams[0].counts.sum(), right[::-1]  # what a cut leaves at the right is as long as is missing left
    strength = [of(together, np.stack(left), np.stack(right), total).min(axis=0) for of in (g2, npmi)]
    chosen = edge[begin] & edge[rest] & (strength[0] >= G2_LEAST) & (strength[1] >= NPMI_LEAST)
    return _Strong(chosen, *strength)


def _candidates(words: Index, grams: list[Grams], strong: list[_Strong], inner: np.ndarray) -> list[_Found]:
    """Of each length from two words on, where the strong n-grams stand."""
    nothing = _Found(np.zeros(0, np.int64), *(np.zeros(0, np.int32),) * 4)
    parts, first = [[nothing] for _ in strong], 0
    for part in words.parts():
        sizes = numbered(part, grams, inner)
        next(sizes)
        for size, (where, number) in enumerate(sizes, start=2):
            chosen = strong[size - 2].chosen[number]
            where, number = where[chosen], number[chosen]
            parts[size - 2].append(_Found(where + first, number.astype(np.int32), part.article[where],
                                          part.start[where], part.end[where + size - 1]))
        first += len(part.ids)
    return [_whole(parts.pop(0)) for _ in strong]


def _whole(parts: list[_Found]) -> _Found:
    """All parts as one, a column at a time, each let go as soon as it is put together."""
    columns, whole = [list(column) for column in zip(*parts, strict=True)], []
    parts.clear()
    while columns:
        whole.append(np.concatenate(columns.pop(0)))
    return _Found(*whole)


def _accepted(found: _Found, size: int, taken: np.ndarray, min_count: int, least: int) -> _Found:
    """The places of one length outside the words `taken` (bool) by longer phrases, of phrases with enough of them."""
    free = np.ones(len(found.word), dtype=bool)
    for step in range(size):
        free &= ~taken[found.word + step]
    found = found.some(free)
    found = found.some(_apart(found.word, found.number, size))
    counts = np.bincount(found.number)
    order = np.argsort(found.number, kind="stable")  # by number, then article: an article's places follow each other
    number, article = found.number[order], found.article[order]
    new = np.append(True, (number[1:] != number[:-1]) | (article[1:] != article[:-1]))[:len(number)]
    spread = np.bincount(number[new], minlength=len(counts))
    return found.some(((counts >= min_count) & (spread >= least))[found.number])


def _apart(words: np.ndarray, numbers: np.ndarray, size: int) -> np.ndarray:
    """Which places do not overlap one of the same n-gram just before ("New New New York"): bool; `words` ascend."""
    apart = np.ones(len(words), dtype=bool)
    for back in range(1, size):  # one place at most begins at a word
        apart[back:] &= (numbers[back:] != numbers[:-back]) | (words[back:] - words[:-back] >= size)
    return apart


def _named(found: _Found, grams: list[Grams], size: int, strong: _Strong, words: Index) -> _Phrases:
    """The phrases of one length, numbered anew in the order of their first places."""
    number, first, own = np.unique(found.number, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    number, parts = number[order], []
    begin = number
    for shorter in range(size - 1, 0, -1):
        begin, last = np.divmod(grams[shorter].codes[begin], max(len(words.keys), 1))
        parts.insert(0, words.keys.take(last).to_pylist())
    parts.insert(0, words.keys.take(begin).to_pylist())
    terms = np.array([" ".join(one) for one in zip(*parts, strict=True)], dtype=object)
    return _Phrases(terms, strong.g2[number], strong.npmi[number], found._replace(number=place[own].astype(np.int32)))


def _joined(found: list[_Phrases]) -> _Phrases:
    """The phrases of all lengths under one numbering."""
    first = np.cumsum([0, *(len(one.terms) for one in found)])
    places = [one.places._replace(number=one.places.number + start)
              for one, start in zip(found, first.tolist(), strict=False)]
    return _Phrases(*(np.concatenate(column) for column in list(zip(*found, strict=True))[:3]),
                    _Found(*map(np.concatenate, zip(*places, strict=True))))


def _table(found: _Phrases, corpus: Corpus) -> pd.DataFrame:
    places = found.places
    counts = sparse.coo_array((np.ones(len(places.number), dtype=np.int32), (places.article, places.number)),
                              shape=(len(corpus), len(found.terms))).tocsr().tocoo()
    totals, entries = counts.sum(axis=0, dtype=np.int64), [Entries(*counts.coords, counts.data)]
    strength = pd.DataFrame({"shown": pd.array(_usual(places, corpus, len(found.terms)), dtype=TEXT),
                             "g2": found.g2, "npmi": found.npmi}, index=found.terms)
    frame = describe(found.terms, totals, entries, corpus).drop(columns="shown").join(strength, on="term")
    return ordered(frame[["term", "shown", *frame.columns.drop(["term", "shown"])]])


def _usual(places: _Found, corpus: Corpus, size: int) -> list[str]:
    """For each phrase the form written most often; of equals the one with the fewest capitals, then the first."""
    places, found = places.some(np.argsort(places.article, kind="stable")), []
    for first in range(0, size, FORMS):
        inside = (places.number >= first) & (places.number < first + FORMS)
        found += _written(places.some(inside), corpus, first, min(FORMS, size - first))
    return found


def _written(places: _Found, corpus: Corpus, first: int, size: int) -> list[str]:
    """The same for `size` phrases from number `first` on, whose places are in order of articles."""
    forms = [Counter() for _ in range(size)]
    _, number, article, start, end = places
    for rows, table in corpus.parts(["text"]):
        ends = np.searchsorted(article, rows, side="right")
        for text, low, high in zip(table["text"].to_pylist(), np.searchsorted(article, rows).tolist(), ends.tolist(),
                                   strict=True):
            for one in range(low, high):
                forms[number[one] - first][text[start[one]:end[one]]] += 1
    return [min(counts, key=lambda form: (-counts[form], form.swapcase())) for counts in forms]

"""Phrases: words that stand together far more often than chance would have it ("rare earths", "export controls").

Candidates of two to five joined words grow word by word out of frequent shorter ones (as in Apriori), so that the
work follows the number of frequent phrases.  A candidate is a phrase where G2 (Dunning 1993) and NPMI (Bouma 2009)
of its weakest cut are large enough.  Longest-phrase rule: an occurrence inside a longer phrase is not counted again
for the shorter one, which stays only if enough occurrences of its own are left.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text.statistics import g2, npmi
from ..text.stopwords import left_out_words
from .count import describe, ordered, tells
from .index import Index, index, runs
from .matrix import LONGEST, TermMatrix

G2_LEAST = 10.83  # chi-square with one degree of freedom at p = .001
NPMI_LEAST = 0.2
INNER = frozenset("of the and for de la du del von van al".split())  # stop words that hold a name together


class _Grams(NamedTuple):
    """The n-grams of one length: `at[i]` numbers the one that starts at word i (-1: none), `counts` by number."""

    at: np.ndarray
    counts: np.ndarray


class _Found(NamedTuple):
    """Accepted phrases of one length: their places, the phrase's number at each, and by number g2 and npmi."""

    size: int
    places: np.ndarray
    numbers: np.ndarray
    g2: np.ndarray
    npmi: np.ndarray


def phrases(corpus: Corpus, *, longest: int = LONGEST, min_count: int = 2, min_articles: int = 2,
            stop: str | Iterable[str] | None = "en", also: Iterable[str] = ()) -> pd.DataFrame:
    """The collection's phrases, with the columns and in the order of `terms.count`, and g2, npmi of each.

    Counted are occurrences outside longer phrases.  A phrase needs `min_count` of them in `min_articles` articles
    (or in all, where there are fewer), neither begins nor ends with a stop word, and holds no punctuation; `shown`
    is how it is mostly written.  Raises ValueError for `longest` outside 2 to 5.
    """
    words, found = _phrases(corpus, longest, min_count, min_articles, stop, also)
    return _table(words, found, corpus)


def phrase_places(corpus: Corpus, term: str, *, longest: int = LONGEST, min_count: int = 2, min_articles: int = 2,
                  stop: str | Iterable[str] | None = "en", also: Iterable[str] = ()) -> np.ndarray:
    """The numbers (in `index`) of the words at which the phrase `term` (its key) begins, outside longer phrases.

    As many as `phrases` with the same options counts.  Raises ValueError where `term` is none of these phrases.
    """
    known = corpus.once(_asked)
    options = (longest, min_count, min_articles, *map(_fixed, (stop, also)))
    if options not in known:
        known[options] = _by_term(*_phrases(corpus, longest, min_count, min_articles, stop, also))
    if term not in known[options]:
        raise ValueError(f"term={term!r} is no phrase of this collection with these options; pass those of "
                         "terms.phrases")
    return known[options][term]


def _asked(corpus: Corpus) -> dict:
    """By the options of `phrases`, the places of each phrase: found once, since a table of evidence asks row by row."""
    return {}


def _fixed(words: str | Iterable[str] | None) -> str | tuple | None:
    return words if words is None or isinstance(words, str) else tuple(words)


def _by_term(words: Index, found: list[_Found]) -> dict[str, np.ndarray]:
    places = {}
    for one in found:
        order = np.argsort(one.numbers, kind="stable")
        cuts = np.flatnonzero(np.diff(one.numbers[order])) + 1
        for group in np.split(one.places[order], cuts):
            places[" ".join(words.keys[word] for word in words.ids[group[0]:group[0] + one.size])] = group
    return places


def _phrases(corpus: Corpus, longest: int, min_count: int, min_articles: int, stop, also
             ) -> tuple[Index, list[_Found]]:
    if not 2 <= longest <= LONGEST:
        raise ValueError(f"longest={longest!r}: a phrase has 2 to {LONGEST} words")
    if min_count < 1 or min_articles < 1:
        raise ValueError(f"min_count={min_count!r}, min_articles={min_articles!r}: both must be 1 or more")
    words = corpus.once(index)
    left_out = left_out_words(stop, also)
    edge = np.array([tells(key, left_out) for key in words.keys], dtype=bool)
    inner = edge | np.array([key in INNER for key in words.keys], dtype=bool)
    grams = _grow(words, inner, longest, min_count)
    taken = np.zeros(len(words.ids), dtype=bool)
    least = min(min_articles, max(len(corpus), 1))
    found = [_accept(words, grams, size, edge, taken, min_count, least) for size in range(longest, 1, -1)]
    return words, [one for one in found if len(one.places)]


def _grow(words: Index, inner: np.ndarray, longest: int, min_count: int) -> list[_Grams]:
    """N-grams of 1 to `longest` words, each grown from those of one word less that are frequent enough."""
    total = len(words.ids)
    grams = [_Grams(words.ids.astype(np.int64), np.bincount(words.ids, minlength=len(words.keys)))]
    usable = inner[words.ids]
    for size in range(2, longest + 1):
        places = runs(words.joined & usable, size)
        places = places[usable[places + size - 1]]
        shorter = grams[-1]
        places = places[shorter.at[places] >= 0]
        places = places[shorter.counts[shorter.at[places]] >= min_count]
        codes = shorter.at[places] * len(words.keys) + words.ids[places + size - 1]
        _, codes, counts = np.unique(codes, return_inverse=True, return_counts=True)
        at = np.full(total, -1, dtype=np.int64)
        at[places] = codes
        grams.append(_Grams(at, counts))
    return grams


def _accept(words: Index, grams: list[_Grams], size: int, edge, taken, min_count: int, least: int) -> _Found:
    """The phrases of one length; marks their words as taken."""
    at = grams[size - 1].at
    places = np.flatnonzero(at >= 0)
    free = edge[words.ids[places]] & edge[words.ids[places + size - 1]]
    for step in range(size):
        free &= ~taken[places + step]
    places = _apart(places[free], at, size)
    own = np.bincount(at[places], minlength=len(grams[size - 1].counts))
    spread = np.unique(np.stack([at[places], words.article[places]]), axis=1)[0]
    articles = np.bincount(spread, minlength=len(own))
    candidates = np.flatnonzero((own >= min_count) & (articles >= least))
    first = np.zeros(len(own), dtype=np.int64)
    first[at[places[::-1]]] = places[::-1]
    strength = _weakest(grams, size, first[candidates], len(words.ids))
    strong = (strength[0] >= G2_LEAST) & (strength[1] >= NPMI_LEAST)
    number = np.full(len(own), -1, dtype=np.int64)
    number[candidates[strong]] = np.arange(strong.sum())
    places = places[number[at[places]] >= 0]
    for step in range(size):
        taken[places + step] = True
    return _Found(size, places, number[at[places]], strength[0][strong], strength[1][strong])


def _apart(places: np.ndarray, at: np.ndarray, size: int) -> np.ndarray:
    """Without the places of an n-gram that overlap the same one just before ("New New New York")."""
    order = np.lexsort((places, at[places]))
    ordered = places[order]
    clash = np.append(False, (at[ordered[1:]] == at[ordered[:-1]]) & (np.diff(ordered) < size))[: len(ordered)]
    return np.sort(ordered[~clash])


def _weakest(grams: list[_Grams], size: int, first: np.ndarray, total: int) -> tuple[np.ndarray, np.ndarray]:
    """G2 and NPMI of the n-grams that start at the words `first`, each at the cut where it holds together least."""
    def counts(length: int, where: np.ndarray) -> np.ndarray:
        return grams[length - 1].counts[grams[length - 1].at[where]]

    together = counts(size, first)
    left = np.stack([counts(cut, first) for cut in range(1, size)])
    right = np.stack([counts(size - cut, first + cut) for cut in range(1, size)])
    return g2(together, left, right, total).min(axis=0), npmi(together, left, right, total).min(axis=0)


def _table(words: Index, found: list[_Found], corpus: Corpus) -> pd.DataFrame:
    offsets = np.cumsum([0, *(len(one.g2) for one in found)])
    nothing = np.zeros(0, dtype=np.int64)
    numbers = np.concatenate([nothing, *(one.numbers + start for one, start in zip(found, offsets, strict=False))])
    places = np.concatenate([nothing, *(one.places for one in found)])
    sizes = np.repeat([one.size for one in found], np.diff(offsets)).astype(np.int64)
    first = np.zeros(offsets[-1], dtype=np.int64)
    first[numbers[::-1]] = places[::-1]
    names = [" ".join(words.keys[number] for number in words.ids[place:place + size])
             for place, size in zip(first.tolist(), sizes.tolist(), strict=True)]
    counts = sparse.coo_array((np.ones(len(places), dtype=np.int64), (words.article[places], numbers)),
                              shape=(words.articles, offsets[-1])).tocsr()
    terms = TermMatrix(counts, np.array(names, dtype=object), corpus.about["article_id"].to_numpy(dtype=object))
    shown = _usual(numbers, _written(words, corpus, places, sizes[numbers]), offsets[-1])
    strength = pd.DataFrame({"shown": pd.array(shown, dtype=TEXT),
                             "g2": np.concatenate([[], *(one.g2 for one in found)]),
                             "npmi": np.concatenate([[], *(one.npmi for one in found)])}, index=names)
    frame = describe(terms, corpus).drop(columns="shown").join(strength, on="term")
    return ordered(frame[["term", "shown", *frame.columns.drop(["term", "shown"])]])


def _written(words: Index, corpus: Corpus, places: np.ndarray, sizes: np.ndarray) -> list[str]:
    """The phrases as they stand in the texts."""
    texts = corpus.articles["text"].tolist()
    spans = zip(words.article[places].tolist(), words.start[places].tolist(),
                words.end[places + sizes - 1].tolist(), strict=True)
    return [texts[article][start:end] for article, start, end in spans]


def _usual(numbers: np.ndarray, written: list[str], size: int) -> list[str]:
    """For each number the form written most often; of equals the one with the fewest capitals, then the first."""
    forms = [Counter() for _ in range(size)]
    for number, form in zip(numbers.tolist(), written, strict=True):
        forms[number][form] += 1
    return [min(counts, key=lambda form: (-counts[form], form.swapcase())) for counts in forms]

"""The term matrix: how often each article uses each word or n-gram."""

import re
from typing import NamedTuple

import numpy as np
from scipy import sparse

from ..corpus import Corpus
from .index import Index, index

LONGEST = 5


class TermMatrix(NamedTuple):
    """`counts[i, j]`: how often article `article_ids[i]` has `terms[j]` (articles by terms, CSR, int64)."""

    counts: sparse.csr_array
    terms: np.ndarray
    article_ids: np.ndarray


def matrix(corpus: Corpus, *, ngrams: tuple[int, int] = (1, 1), min_articles: int = 1,
           pattern: str | None = None) -> TermMatrix:
    """Counts of words and n-grams of `ngrams[0]` to `ngrams[1]` words in the articles' texts.

    Words are those of `analysis.text.tokens`; an n-gram's words are joined by a blank and never reach over
    punctuation or a line's end.  With `pattern` (a regular expression) the words are its matches in the lower-cased
    text and n-grams reach over everything between them: the counts of scikit-learn's CountVectorizer with that
    `token_pattern`.  Terms in fewer than `min_articles` articles are left out.  Terms are sorted, rows follow
    `corpus.articles`.  Raises ValueError for a range outside 1 to 5 or a pattern that is no regular expression.
    """
    low, high = _checked(ngrams, min_articles)
    words = corpus.once(index) if pattern is None else _matches(corpus, pattern)
    grams = [_grams(words, size) for size in range(low, high + 1)]
    names = [term for terms, _, _ in grams for term in terms]
    offsets = np.cumsum([0] + [len(terms) for terms, _, _ in grams])
    columns = np.concatenate([ids + offset for (_, ids, _), offset in zip(grams, offsets, strict=False)])
    rows = np.concatenate([article for _, _, article in grams])
    counts = sparse.coo_array((np.ones(len(rows), dtype=np.int64), (rows, columns)),
                              shape=(words.articles, len(names))).tocsr()
    kept = np.flatnonzero(np.bincount(counts.indices, minlength=len(names)) >= min_articles)
    kept = kept[np.argsort(np.array(names, dtype=object)[kept], kind="stable")]
    return TermMatrix(counts[:, kept], np.array(names, dtype=object)[kept],
                      corpus.articles["article_id"].to_numpy(dtype=object))


def _checked(ngrams: tuple[int, int], min_articles: int) -> tuple[int, int]:
    low, high = ngrams
    if not 1 <= low <= high <= LONGEST:
        raise ValueError(f"ngrams={ngrams!r}: give the shortest and the longest, from (1, 1) to ({LONGEST}, {LONGEST})")
    if min_articles < 1:
        raise ValueError(f"min_articles={min_articles!r}: must be 1 or more")
    return low, high


def _matches(corpus: Corpus, pattern: str) -> Index:
    """The matches of the user's own pattern as an index whose words are all joined."""
    try:
        find = re.compile(pattern)
    except re.error as error:
        raise ValueError(f"pattern={pattern!r} is no regular expression: {error}") from None
    if find.groups > 1:
        raise ValueError(f"pattern={pattern!r} has {find.groups} groups; give one at most, around the word")
    numbers, ids, article = {}, [], []
    for position, text in enumerate(corpus.articles["text"]):
        found = find.findall(text.lower())
        ids += [numbers.setdefault(word, len(numbers)) for word in found]
        article += [position] * len(found)
    article = np.array(article, dtype=np.int32)
    joined = np.append(article[1:] == article[:-1], False)[: len(article)]
    nothing = np.zeros(0, dtype=np.int32)
    return Index(keys=list(numbers), ids=np.array(ids, dtype=np.int32), forms=[], form_ids=nothing, article=article,
                 start=nothing, end=nothing, joined=joined, articles=len(corpus))


def _grams(words: Index, size: int) -> tuple[list[str], np.ndarray, np.ndarray]:
    """(terms, the term's number at each place, the article at each place) of all n-grams of `size` words."""
    places = runs(words.joined, size)
    codes = words.ids[places].astype(np.int64)
    firsts = places
    for step in range(1, size):
        # numbered anew at each length, so that a code never outgrows 64 bits
        codes, firsts = _renumbered(codes * len(words.keys) + words.ids[places + step], places)
    if size == 1:
        return words.keys, codes, words.article[places]
    terms = [" ".join(words.keys[number] for number in words.ids[place:place + size]) for place in firsts]
    return terms, codes, words.article[places]


def _renumbered(codes: np.ndarray, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    _, first, numbered = np.unique(codes, return_index=True, return_inverse=True)
    return numbered, places[first]


def runs(joined: np.ndarray, size: int) -> np.ndarray:
    """Places at which `size` words stand joined."""
    whole = np.ones(len(joined) - size + 1, dtype=bool) if len(joined) >= size else np.zeros(0, dtype=bool)
    for step in range(size - 1):
        whole &= joined[step:step + len(whole)]
    return np.flatnonzero(whole)

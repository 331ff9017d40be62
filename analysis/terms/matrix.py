"""The term matrix: how often each article uses each word or n-gram."""

import re
from typing import NamedTuple

import numpy as np
from scipy import sparse

from ..corpus import Corpus
from .counted import step
from .lemmas import told
from .tables import Tables

LONGEST = 5


class TermMatrix(NamedTuple):
    """`counts[i, j]`: how often article `article_ids[i]` has `terms[j]` (articles by terms, CSR, int32); `forms`: the
    spellings that each term stands for, where terms are lemmas."""

    counts: sparse.csr_array
    terms: np.ndarray
    article_ids: np.ndarray
    forms: np.ndarray | None = None


def matrix(corpus: Corpus, *, ngrams: tuple[int, int] = (1, 1), min_articles: int = 1,
           pattern: str | None = None, lemmas: bool = False) -> TermMatrix:
    """Counts of words and n-grams of `ngrams[0]` to `ngrams[1]` words in the articles' texts.

    Words are those of `analysis.text.tokens`; an n-gram's words are joined by a blank and never reach over punctuation
    or a line's end.  With `pattern` (a regular expression) the words are its matches in the lower-cased text and
    n-grams reach over everything between them: the counts of scikit-learn's CountVectorizer with that `token_pattern`.
    With `lemmas` words are counted by their lemma in the article's language ("tariffs" as "tariff"; names stay as they
    are: see `analysis.terms.lemmas`).  Terms in fewer than `min_articles` articles are left out.  Terms are sorted,
    rows follow `corpus.about`.  Raises ValueError for a range outside 1 to 5 or a pattern that is no regular
    expression.
    """
    found = tables(corpus, ngrams, min_articles, pattern, lemmas, written=pattern is None)
    counts, terms = found.matrix(min_articles)
    terms = terms.to_numpy(zero_copy_only=False)
    return TermMatrix(counts, terms, corpus.about["article_id"].to_numpy(dtype=object),
                      told(terms, found.forms) if lemmas else None)


def tables(corpus: Corpus, ngrams: tuple[int, int], min_articles: int, pattern: str | None, lemmas: bool = False, *,
           written: bool = True) -> Tables:
    """The counts that a matrix with these options is made of; `written`: also how its words are written, where that is
    known.  Raises ValueError as `matrix` does."""
    low, high = _checked(ngrams, min_articles)
    _checked_pattern(pattern)
    return Tables(corpus, step(low, high, pattern, written=written), lemmas=lemmas)


def _checked(ngrams: tuple[int, int], min_articles: int) -> tuple[int, int]:
    low, high = ngrams
    if not 1 <= low <= high <= LONGEST:
        raise ValueError(f"ngrams={ngrams!r}: give the shortest and the longest, from (1, 1) to ({LONGEST}, {LONGEST})")
    if min_articles < 1:
        raise ValueError(f"min_articles={min_articles!r}: must be 1 or more")
    return low, high


def _checked_pattern(pattern: str | None) -> None:
    try:
        groups = 0 if pattern is None else re.compile(pattern).groups
    except re.error as error:
        raise ValueError(f"pattern={pattern!r} is no regular expression: {error}") from None
    if groups > 1:
        raise ValueError(f"pattern={pattern!r} has {groups} groups; give one at most, around the word")

"""How often the collection uses its words, in every unit of counting."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..articles.units import tally
from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text.statistics import dispersion
from ..text.stopwords import stop_words
from .index import index
from .matrix import TermMatrix, matrix

MILLION = 1_000_000


def count(corpus: Corpus, *, ngrams: tuple[int, int] = (1, 1), min_articles: int = 1, pattern: str | None = None,
          stop: str | Iterable[str] | None = "en") -> pd.DataFrame:
    """Every term of the collection with its counts, most independent texts' words first.

    Columns: term (its key), shown (as most often written), count, articles, outlets, texts (DESIGN: three units),
    per_million (words), dispersion (DP, normalised: 0 even, 1 in one article; Lijffijt & Gries 2012).  `stop` is the
    language whose stop words are left out, a list of words, or None to keep all; n-grams that begin or end with one
    are left out.  Numbers alone ("2025") are no terms.  Sorted by count, texts, then term.
    """
    terms = matrix(corpus, ngrams=ngrams, min_articles=min_articles, pattern=pattern)
    return describe(kept(terms, stop), corpus)


def describe(terms: TermMatrix, corpus: Corpus) -> pd.DataFrame:
    """The table of `count` for the terms of a matrix."""
    sizes = corpus.articles["words"].to_numpy()
    totals = terms.counts.sum(axis=0)
    frame = pd.DataFrame({"term": pd.array(terms.terms, dtype=TEXT),
                          "shown": pd.array(shown(terms.terms, corpus), dtype=TEXT), "count": totals})
    frame = pd.concat([frame, tally(terms.counts, corpus)], axis=1)
    frame["per_million"] = totals * (MILLION / max(sizes.sum(), 1))
    frame["dispersion"] = dispersion(terms.counts, sizes)
    return frame.sort_values(["count", "texts", "term"], ascending=[False, False, True], ignore_index=True)


def shown(terms: Iterable[str], corpus: Corpus) -> list[str]:
    """Each term in the spelling that its words most often have."""
    words = corpus.once(index)
    spell = {key: words.spelling[number] for key, number in words.numbers.items()}
    return [" ".join(spell.get(word, word) for word in term.split(" ")) for term in terms]


def kept(terms: TermMatrix, stop: str | Iterable[str] | None) -> TermMatrix:
    """The matrix without terms that begin or end with a stop word, a number or a single letter."""
    if stop is None:
        return terms
    left_out = stop_words(stop) if isinstance(stop, str) else frozenset(stop)
    keep = [all(tells(word, left_out) for word in (term.split(" ")[0], term.split(" ")[-1])) for term in terms.terms]
    columns = np.flatnonzero(np.array(keep, dtype=bool))
    return TermMatrix(terms.counts[:, columns], terms.terms[columns], terms.article_ids)


def tells(word: str, left_out: frozenset[str]) -> bool:
    """Whether a word can stand as a term or at the edge of one."""
    return len(word) > 1 and word not in left_out and any(map(str.isalpha, word))

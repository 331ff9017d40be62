"""How often the collection uses its words, in every unit of counting."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy import sparse

from ..articles.units import tally, texts
from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text.statistics import deviation, normalised
from ..text.stopwords import left_out_words
from .matrix import TermMatrix, matrix
from .spellings import spelling

MILLION = 1_000_000
ORDERS = ("text_count", "count", "texts", "outlets", "articles", "dispersion")


def count(corpus: Corpus, *, ngrams: tuple[int, int] = (1, 1), min_articles: int = 1, pattern: str | None = None,
          stop: str | Iterable[str] | None = "en", also: Iterable[str] = (), numbers: bool = False,
          sort: str = "text_count") -> pd.DataFrame:
    """Every term of the collection with its counts, those that most independent texts' words are first.

    Columns: term (its key), shown (as most often written), count (occurrences), articles, outlets, texts (the three
    units of counting), text_count (occurrences in one article of each text: a story that forty outlets reprint counts
    once), per_million (count per million words), range (share of the articles), dp (deviation of proportions over
    articles; Gries 2008), dispersion (the same normalised: 0 even, 1 in one article; Lijffijt & Gries 2012).

    `stop` is the language whose stop words are left out, a list of words, or None to keep all; `also` leaves out more.
    N-grams that begin or end with one are left out, and so are numbers alone ("2025") unless `numbers`.  Sorted by
    `sort` (text_count, count, texts, outlets, articles or dispersion, all but the last falling), then count, then term.
    Raises ValueError for another order and for a language without a list.
    """
    if sort not in ORDERS:
        raise ValueError(f"sort={sort!r}: allowed are {', '.join(ORDERS)}")
    terms = matrix(corpus, ngrams=ngrams, min_articles=min_articles, pattern=pattern)
    return ordered(describe(kept(terms, stop, also=also, numbers=numbers), corpus), sort)


def ordered(table: pd.DataFrame, sort: str = "text_count") -> pd.DataFrame:
    """The table in the order of `count`."""
    return table.sort_values([sort, "count", "term"], ascending=[sort == "dispersion", False, True], ignore_index=True)


def describe(terms: TermMatrix, corpus: Corpus) -> pd.DataFrame:
    """The table of `count` for the terms of a matrix, in the matrix's order."""
    sizes, turned = corpus.articles["words"].to_numpy(), by_id(corpus)
    totals = terms.counts.sum(axis=0)
    frame = pd.DataFrame({"term": pd.array(terms.terms, dtype=TEXT),
                          "shown": pd.array(shown(terms.terms, corpus), dtype=TEXT), "count": totals})
    frame = pd.concat([frame, tally(terms.counts, corpus)], axis=1)
    frame["text_count"] = terms.counts[one_each(corpus)].sum(axis=0)
    frame["per_million"] = totals * (MILLION / max(sizes.sum(), 1))
    frame["range"] = frame["articles"] / max(len(corpus), 1)
    frame["dp"] = deviation(sparse.csc_array(terms.counts[turned]), sizes[turned])
    frame["dispersion"] = normalised(frame["dp"], sizes)
    return frame


def by_id(corpus: Corpus) -> np.ndarray:
    """The rows in order of article_id: sums of fractions taken in this order do not depend on that of the articles."""
    return np.argsort(corpus.articles["article_id"].to_numpy(dtype=object), kind="stable")


def one_each(corpus: Corpus) -> np.ndarray:
    """The rows of one article of each independent text, its representative, in order of article_id."""
    rows = by_id(corpus)
    ids = corpus.articles["article_id"].to_numpy(dtype=object)
    return rows[texts(corpus).to_numpy(dtype=object)[rows] == ids[rows]]


def shown(terms: Iterable[str], corpus: Corpus) -> list[str]:
    """Each term in the spelling that its words most often have."""
    spell = corpus.once(spelling)
    return [" ".join([spell.get(word, word) for word in term.split(" ")]) if " " in term else spell.get(term, term)
            for term in terms]


def kept(terms: TermMatrix, stop: str | Iterable[str] | None, *, also: Iterable[str] = (), numbers: bool = False
         ) -> TermMatrix:
    """The matrix without terms that begin or end with a stop word, a number or a single letter."""
    if stop is None and not also:
        return terms
    left_out = left_out_words(stop, also)
    keep = [all(tells(word, left_out, numbers=numbers) for word in (term.split(" ")[0], term.split(" ")[-1]))
            for term in terms.terms]
    columns = np.flatnonzero(np.array(keep, dtype=bool))
    return TermMatrix(terms.counts[:, columns], terms.terms[columns], terms.article_ids)


def tells(word: str, left_out: frozenset[str], *, numbers: bool = False) -> bool:
    """Whether a word can stand as a term or at the edge of one."""
    return len(word) > 1 and word not in left_out and (numbers or any(map(str.isalpha, word)))

"""How often the collection uses its words, in every unit of counting."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pyarrow as pa

from ..articles.copies import copies
from ..articles.units import Tally, texts
from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text.compiled import compiled
from ..text.statistics import normalised
from ..text.stopwords import left_out_words
from .lemmas import told
from .matrix import TermMatrix, tables
from .spellings import Spellings
from .tables import Entries

MILLION = 1_000_000
ORDERS = ("text_count", "count", "texts", "outlets", "articles", "dispersion")


def count(corpus: Corpus, *, ngrams: tuple[int, int] = (1, 1), min_articles: int = 1, pattern: str | None = None,
          stop: str | Iterable[str] | None = "en", also: Iterable[str] = (), numbers: bool = False,
          lemmas: bool = False, sort: str = "text_count") -> pd.DataFrame:
    """Every term of the collection with its counts, those that most independent texts' words are first.

    Columns: term (its key), shown (as most often written), count (occurrences), articles, outlets, texts (the three
    units of counting), text_count (occurrences in one article of each text: a story that forty outlets reprint counts
    once), per_million (count per million words), range (share of the articles), dp (deviation of proportions over
    articles; Gries 2008), dispersion (the same normalised: 0 even, 1 in one article; Lijffijt & Gries 2012).

    With `lemmas` words are counted by their lemma (see `terms.matrix`), and a column forms, after shown, names the
    spellings that each stands for.

    `stop` is the language whose stop words are left out ("en"; "en, de" for those of both), a list of words, or None to
    keep all; `also` leaves out more.
    N-grams that begin or end with one are left out, and so are numbers alone ("2025") unless `numbers`.  Sorted by
    `sort` (text_count, count, texts, outlets, articles or dispersion, all but the last falling), then count, then term.
    Raises ValueError for another order and for a language without a list.
    """
    if sort not in ORDERS:
        raise ValueError(f"sort={sort!r}: allowed are {', '.join(ORDERS)}")
    corpus.once(copies)  # before the vocabulary: either needs much memory while it is made
    counts = tables(corpus, ngrams, min_articles, pattern, lemmas)
    known = counts.vocabulary(min_articles)
    keep = telling(known.terms.to_pylist(), stop, also=also, numbers=numbers)
    terms = known.terms.filter(pa.array(keep, pa.bool_()))
    names = terms.to_numpy(zero_copy_only=False)
    found = describe(names, known.counts[1, keep], counts.entries(terms), corpus, counts.spellings)
    if lemmas:
        found.insert(2, "forms", pd.array(told(names, counts.forms), dtype=TEXT))
    return ordered(found, sort)


def ordered(table: pd.DataFrame, sort: str = "text_count") -> pd.DataFrame:
    """The table in the order of `count`."""
    if not table["term"].is_monotonic_increasing:
        table = table.sort_values("term")
    first = table[sort].to_numpy()
    order = np.lexsort((-table["count"].to_numpy(), first if sort == "dispersion" else -first))
    return table.take(order).reset_index(drop=True)


def describe(names: np.ndarray, totals: np.ndarray, entries: Iterable[Entries], corpus: Corpus,
             spellings: Spellings | None = None) -> pd.DataFrame:
    """The table of `count` for the terms called `names`, in their order, of so many occurrences (`totals`, int64)."""
    with ThreadPoolExecutor(1) as beside:
        spelled = beside.submit(shown, names, corpus, spellings)
        frame = _counts(names, totals, entries, corpus)
        frame.insert(1, "shown", pd.array(spelled.result(), dtype=TEXT))
    return frame


def _counts(names: np.ndarray, totals: np.ndarray, entries: Iterable[Entries], corpus: Corpus) -> pd.DataFrame:
    """All but how the terms are shown."""
    sizes, leading, units = corpus.about["words"].to_numpy(), _leading(corpus), Tally(corpus, len(names))
    own, deviation = np.zeros(len(names), dtype=np.int64), _Deviation(totals, sizes)
    for one in entries:
        units.add(one.article, one.term)
        _add(*one, leading, own)
        deviation.add(one)
    frame = pd.DataFrame({"term": pd.array(names, dtype=TEXT), "count": totals})
    frame = pd.concat([frame, units.table()], axis=1)
    frame["text_count"] = own
    frame["per_million"] = totals * (MILLION / max(sizes.sum(), 1))
    frame["range"] = frame["articles"] / max(len(corpus), 1)
    frame["dp"] = deviation.whole()
    frame["dispersion"] = normalised(frame["dp"], sizes)
    return frame


class _Deviation:
    """`statistics.deviation` over articles, part by part: sums of whole numbers, the same in any order."""

    def __init__(self, totals: np.ndarray, sizes: np.ndarray):
        self._words, self._parts = int(sizes.sum()), int((sizes > 0).sum())
        if 2 * self._words * int(totals.max(initial=0)) >= 2**63:  # some 10 million articles: sums of fractions, then
            totals, sizes = totals.astype(float), sizes.astype(float)
        self._totals, self._sizes = totals, sizes
        self._apart = totals * self._words  # what all articles would add, had none of them the term

    def add(self, entries: Entries) -> None:
        _shift(*entries, self._sizes, self._totals, self._words, self._apart)

    def whole(self) -> np.ndarray:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where((self._totals > 0) & (self._parts > 1), self._apart / (2.0 * self._words * self._totals),
                            np.nan)


@compiled
def _add(article, term, count, leading, own):
    """Adds the counts of each term in articles that are `leading`."""
    for entry in range(len(term)):
        own[term[entry]] += count[entry] * leading[article[entry]]


@compiled
def _shift(article, term, count, sizes, totals, words, apart):
    """Adds how far each entry is from what is due to its article, times the words of all articles, less that due."""
    for entry in range(len(term)):
        due = sizes[article[entry]] * totals[term[entry]]
        apart[term[entry]] += abs(count[entry] * words - due) - due


def by_id(corpus: Corpus) -> np.ndarray:
    """The rows in order of article_id: sums of fractions taken in this order do not depend on that of the articles."""
    return np.argsort(corpus.about["article_id"].to_numpy(dtype=object), kind="stable")


def one_each(corpus: Corpus) -> np.ndarray:
    """The rows of one article of each independent text, its representative, in order of article_id."""
    rows = by_id(corpus)
    return rows[_leading(corpus)[rows]]


def _leading(corpus: Corpus) -> np.ndarray:
    """Whether each article is the one that stands for its text."""
    return corpus.once(texts).to_numpy(dtype=object) == corpus.about["article_id"].to_numpy(dtype=object)


def shown(terms: Iterable[str], corpus: Corpus, spellings: Spellings | None = None) -> list[str]:
    """Each term in the spelling that its words most often have, by default as our own words are spelt."""
    spell = (spellings or corpus.once(Spellings)).best
    return [" ".join([spell.get(word, word) for word in term.split(" ")]) if " " in term else spell.get(term, term)
            for term in terms]


def kept(terms: TermMatrix, stop: str | Iterable[str] | None, *, also: Iterable[str] = (), numbers: bool = False
         ) -> TermMatrix:
    """The matrix without terms that begin or end with a stop word, a number or a single letter."""
    keep = telling(terms.terms, stop, also=also, numbers=numbers)
    if keep.all():
        return terms
    columns = np.flatnonzero(keep)
    return TermMatrix(terms.counts[:, columns], terms.terms[columns], terms.article_ids,
                      None if terms.forms is None else terms.forms[columns])


def with_forms(table: pd.DataFrame, terms: TermMatrix) -> pd.DataFrame:
    """The table with a column forms after shown, where the terms are lemmas."""
    if terms.forms is not None:
        forms = table["term"].map(dict(zip(terms.terms, terms.forms, strict=True)))
        table.insert(table.columns.get_loc("shown") + 1, "forms", forms.astype(TEXT))
    return table


def telling(terms: Iterable[str], stop: str | Iterable[str] | None, *, also: Iterable[str] = (), numbers: bool = False
            ) -> np.ndarray:
    """Whether each term neither begins nor ends with a stop word, a number or a single letter: bool; all do where no
    words are left out."""
    if stop is None and not also:
        return np.ones(len(terms), dtype=bool)
    left_out = left_out_words(stop, also)
    ends = ((term,) if " " not in term else (term.split(" ", 1)[0], term.rsplit(" ", 1)[1]) for term in terms)
    return np.array([all([tells(word, left_out, numbers=numbers) for word in words]) for words in ends], dtype=bool)


def tells(word: str, left_out: frozenset[str], *, numbers: bool = False) -> bool:
    """Whether a word can stand as a term or at the edge of one."""
    return len(word) > 1 and word not in left_out and (numbers or word[0].isalpha() or any(map(str.isalpha, word)))

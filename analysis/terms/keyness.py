"""Keyness: the words that set parts of the collection apart, with texts as what the test counts on."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from ..articles.parts import Parts, parts
from ..articles.units import texts
from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text import statistics
from .count import MILLION, by_id, kept, shown, with_forms
from .matrix import TermMatrix, matrix
from .prior import prior_counts
from .reference import against, is_reference
from .resample import shuffled
from .sides import Sides, split

LEAST = 5  # texts that a side must have for a test, and that a term must stand in
LEVEL = 0.05
FINEST = 0.01  # how much smaller a q is depends on how many terms were pooled: below it, t orders
ORDERS = ("test", "z", "log_ratio", "g2")
COLUMNS = ["by", "part", "term", "shown", "count", "other_count", "text_count", "other_text_count", "articles",
           "outlets", "texts", "per_million", "other_per_million", "log_ratio", "low", "high", "t", "p", "q_value",
           "log_odds", "z", "g2", "bic", "dispersion"]


def keyness(corpus: Corpus, *, by: str | Mapping | pd.Series | pd.DataFrame = "source", min_articles: int = 2,
            stop: str | Iterable[str] | None = "en", also: Iterable[str] = (),
            prior: Corpus | pd.DataFrame | None = None, lemmas: bool = False, resamples: int = 1000, seed: int = 0,
            sort: str = "test") -> pd.DataFrame:
    """Each part of the collection against all the rest: one row a part and term, the surest more used first.

    `by`: a column of `corpus.about`; "day", "week", "month" or "year"; labels by article_id; a table with article_id
    and topic (`Topics.members`); or a reference frequency list (a table with term and count, whole, stop words
    included, as `terms.count(other, stop=None)` gives it), against which the collection is the only part.

    Columns: by, part, term, shown; count, other_count (occurrences in the part and in the rest); text_count,
    other_text_count (the same in one article of each independent text and side: what the test sees); articles, outlets,
    texts (in the part); per_million, other_per_million; log_ratio (base 2, of the text counts; Hardie 2014) with its
    95 % interval low to high over texts; t (difference in standard errors over texts), p and q_value of a test that
    deals the parts anew among the texts `resamples` times (Benjamini & Hochberg over the whole table); log_odds, z
    (Monroe et al. 2008; the prior is the collection itself, or the frequencies of `prior`, an older Corpus or a table
    with term and count), g2 (Dunning 1993, signed), bic (Wilson 2013), which take words as independent: they rank, they
    do not test; dispersion (in the part).

    With `lemmas` words are counted by their lemma (see `terms.matrix`; a reference list or a prior that is a table
    should have lemmas too), and a column forms, after shown, names the spellings.

    Rows: the terms a part uses, and those it never uses where that differs at q < .05.  Not tested (q NaN) are parts
    with fewer than 5 texts on either side and terms in fewer than 5 texts; `table.attrs["statement"]` says so in words.
    Sorted by part, then `sort`: "test" (from the surest more used to the surest less used: by q, and where
    it is below .01 by t alone), "z", "log_ratio" or "g2".
    With fewer than two parts the table is empty.  Raises ValueError for an unknown `by`, `sort` or too few `resamples`.
    """
    _checked(resamples, sort)
    terms = kept(matrix(corpus, min_articles=min_articles, lemmas=lemmas), stop, also=also)
    if is_reference(by):
        table, statement = against(corpus, terms, by, prior, resamples, seed, LEAST)
    else:
        table, statement = compare(corpus, terms, parts(corpus, by), prior, resamples, seed)
    table = ordered(table[(table["count"] > 0) | (table["q_value"] < LEVEL)], sort)[COLUMNS]
    table = with_forms(table, terms)
    table.attrs["statement"] = statement
    return table


def _checked(resamples: int, sort: str) -> None:
    if resamples < 100:
        raise ValueError(f"resamples={resamples!r}: a test needs 100 or more; 1,000 is usual")
    if sort not in ORDERS:
        raise ValueError(f"sort={sort!r}: allowed are {', '.join(ORDERS)}")


class _Raw(NamedTuple):
    """Of each part and term, (parts, terms): occurrences, articles, outlets, texts; words: (parts,)."""

    count: np.ndarray
    articles: np.ndarray
    outlets: np.ndarray
    texts: np.ndarray
    words: np.ndarray


def compare(corpus: Corpus, terms: TermMatrix, found: Parts, prior, resamples: int, seed: int
            ) -> tuple[pd.DataFrame, str]:
    """(every part and term with all statistics, what cannot be concluded)."""
    if len(found.names) < 2 or not len(terms.terms):
        table = pd.DataFrame({column: [] for column in COLUMNS})
        return (table.astype(dict.fromkeys(("by", "part", "term", "shown"), TEXT)),
                found.nothing("no term stands in enough articles"))
    number = {name: place for place, name in enumerate(found.names)}
    labels = np.array([-1 if label is None else number[label] for label in found.labels])
    raw = _raw(terms.counts, corpus, labels, len(found.names))
    sides = split(terms.counts, corpus, labels, len(found.names))
    t = statistics.t_statistic(*sides.rates)
    testable = (sides.texts >= LEAST).all(axis=0)
    p = tested(sides, t, testable, resamples, seed)
    t[~testable] = np.nan
    weights = prior_counts(prior, terms, raw.count.sum(axis=0), raw.words.sum())
    spelled = pd.array(shown(terms.terms, corpus), dtype=TEXT)
    turned = by_id(corpus)
    inside = [turned[labels[turned] == part] for part in range(len(found.names))]
    tables = [_part(found, part, terms, spelled, raw, sides, t[part], p[part], weights, inside[part], corpus)
              for part in range(len(found.names))]
    table = pd.concat(tables, ignore_index=True)
    asked = table["p"].notna()
    table["q_value"] = np.nan
    table.loc[asked, "q_value"] = statistics.q_values(table.loc[asked, "p"])
    return table, _statement(found, sides.texts[0], testable)


def tested(sides: Sides, t: np.ndarray, testable: np.ndarray, resamples: int, seed: int) -> np.ndarray:
    """p of each part and term, NaN where there are too few texts."""
    p = np.full(t.shape, np.nan)
    asked = np.flatnonzero(sides.holders >= LEAST)
    if testable.any() and len(asked):
        seen = sides.seen
        seen = seen._replace(counts=seen.counts[:, asked], fixed=seen.fixed[..., asked], t=t[:, asked].T.copy(),
                             bands=seen.bands[asked])
        p[:, asked] = shuffled(seen, resamples, seed).T
    p[~testable] = np.nan
    return p


def _raw(counts: sparse.csr_array, corpus: Corpus, labels: np.ndarray, parts: int) -> _Raw:
    there = sparse.csr_array((np.ones(counts.nnz, dtype=bool), counts.indices, counts.indptr), shape=counts.shape)
    summed = _summed(labels, parts)
    outlets = pd.factorize(corpus.about["source"].to_numpy(dtype=object))[0]
    groups = pd.factorize(texts(corpus).to_numpy(dtype=object))[0]
    words = np.bincount(labels[labels >= 0], corpus.about["words"].to_numpy()[labels >= 0], minlength=parts)
    return _Raw((summed @ counts).toarray(), (summed @ there.astype(np.int32)).toarray(),
                _distinct(there, labels, parts, outlets), _distinct(there, labels, parts, groups), words)


def _summed(labels: np.ndarray, parts: int) -> sparse.csr_array:
    """(parts, articles): adds up the rows of each part."""
    rows = np.flatnonzero(labels >= 0)
    return sparse.csr_array((np.ones(len(rows), dtype=np.int64), (labels[rows], rows)), shape=(parts, len(labels)))


def _distinct(there: sparse.csr_array, labels: np.ndarray, parts: int, unit: np.ndarray) -> np.ndarray:
    """(parts, terms): how many different units of each part have the term."""
    rows = np.flatnonzero(labels >= 0)
    codes, groups = np.unique(labels[rows].astype(np.int64) * (unit.max(initial=0) + 1) + unit[rows],
                              return_inverse=True)
    member = sparse.csr_array((np.ones(len(rows), dtype=bool), (groups, rows)), shape=(len(codes), len(labels)))
    held = member @ there
    return (_summed(codes // (unit.max(initial=0) + 1), parts) @ held).toarray()


def _part(found: Parts, part: int, terms: TermMatrix, spelled, raw: _Raw, sides: Sides, t, p, weights, inside,
          corpus: Corpus) -> pd.DataFrame:
    count, words = raw.count[part], max(raw.words[part], 1)
    total, all_words = raw.count.sum(axis=0), raw.words.sum()
    other, other_words = total - count, max(all_words - words, 1)
    own, rest = np.maximum(sides.words[:, part], 1)
    rates = [statistics.Rate(one.rate[part], one.variance[part]) for one in sides.rates]
    low, high = statistics.ratio_interval(*rates, own, rest)
    delta, z = statistics.log_odds(count, words, other, other_words, weights)
    strength = statistics.g2(count, total, words, all_words)
    return pd.DataFrame({
        "by": pd.array([found.name] * len(t), dtype=TEXT), "part": pd.array([found.names[part]] * len(t), dtype=TEXT),
        "term": pd.array(terms.terms, dtype=TEXT), "shown": spelled, "count": count, "other_count": other,
        "text_count": sides.uses[0, part].astype(np.int64), "other_text_count": sides.uses[1, part].astype(np.int64),
        "articles": raw.articles[part], "outlets": raw.outlets[part], "texts": raw.texts[part],
        "per_million": count * (MILLION / words), "other_per_million": other * (MILLION / other_words),
        "log_ratio": statistics.log_ratio(sides.uses[0, part], own, sides.uses[1, part], rest),
        "low": low, "high": high, "t": t, "p": p, "log_odds": delta, "z": z, "g2": strength,
        "bic": statistics.bic(strength, all_words),
        "dispersion": statistics.dispersion(terms.counts[inside], corpus.about["words"].to_numpy()[inside]),
    })


def ordered(table: pd.DataFrame, sort: str) -> pd.DataFrame:
    """By part in the order given, then by `sort`, most distinctive first; untested terms between more and less used."""
    part = pd.factorize(table["part"])[0]
    if sort != "test":
        columns = [part, -table[sort], table["term"]]
    else:
        more, sure = table["log_ratio"] > 0, table["q_value"].fillna(1).clip(lower=FINEST)
        columns = [part, ~more, sure.where(more, -sure), -table["t"].fillna(0), -table["z"], table["term"]]
    keys = pd.DataFrame({str(place): np.asarray(column) for place, column in enumerate(columns)})
    return table.iloc[keys.sort_values(list(keys.columns)).index].reset_index(drop=True)


def _statement(found: Parts, texts: np.ndarray, testable: np.ndarray) -> str:
    if testable.all():
        return (f"Each {found.name} is tested against the rest; of the terms with q < {LEVEL}, about one in "
                f"{round(1 / LEVEL)} may be chance.")
    few = ", ".join(f"{found.names[part]} ({int(texts[part])})" for part in np.flatnonzero(~testable))
    return (f"Not tested, since a side has fewer than {LEAST} independent texts: {few}. The order of their terms is a "
            "description of these articles only.")

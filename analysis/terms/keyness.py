"""Keyness: the words that set parts of the collection apart, with texts as what the test counts on."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd

from ..articles.copies import copies
from ..articles.parts import Parts, parts
from ..articles.units import texts
from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text import statistics
from .count import MILLION, kept, shown, with_forms
from .matrix import TermMatrix, matrix
from .prior import prior_counts
from .reference import against, is_reference
from .resample import LEVEL, shuffled
from .sides import Sides, split
from .uses import Uses, uses

LEAST = 5  # texts that a side must have for a test, and that a term must stand in
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
    deals the parts anew among the texts, `resamples` times at most: in a large collection fewer where they have shown
    that p is above .05 (Besag & Clifford 1991) or too small for them to tell (`resample` has the definitions); q is
    Benjamini & Hochberg's over all that was tested, rows that the table leaves out among them; log_odds, z
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
    corpus.once(copies)  # before the matrix: either needs much memory while it is made
    terms = kept(matrix(corpus, min_articles=min_articles, lemmas=lemmas), stop, also=also)
    if is_reference(by):
        table, statement = against(corpus, terms, by, prior, resamples, seed, LEAST)
        table = table[(table["count"] > 0) | (table["q_value"] < LEVEL)]
        table = table.take(ordered(table, sort)).reset_index(drop=True)
    else:
        table, statement = compare(corpus, terms, parts(corpus, by), prior, resamples, seed, sort)
    table = with_forms(table[COLUMNS], terms)
    table.attrs["statement"] = statement
    return table


def _checked(resamples: int, sort: str) -> None:
    if resamples < 100:
        raise ValueError(f"resamples={resamples!r}: a test needs 100 or more; 1,000 is usual")
    if sort not in ORDERS:
        raise ValueError(f"sort={sort!r}: allowed are {', '.join(ORDERS)}")


def compare(corpus: Corpus, terms: TermMatrix, found: Parts, prior, resamples: int, seed: int, sort: str, *,
            whole: bool = False) -> tuple[pd.DataFrame, str]:
    """(the rows of `keyness`, or, if `whole`, every part with every term that any part uses; what cannot be
    concluded)."""
    if len(found.names) < 2 or not len(terms.terms):
        table = pd.DataFrame({column: [] for column in COLUMNS})
        return (table.astype(dict.fromkeys(("by", "part", "term", "shown"), TEXT)),
                found.nothing("no term stands in enough articles"))
    number = {name: place for place, name in enumerate(found.names)}
    labels = np.array([-1 if label is None else number[label] for label in found.labels])
    groups = texts(corpus)
    with ThreadPoolExecutor(2) as beside:
        used = beside.submit(uses, terms.counts, corpus, groups, labels, len(found.names))
        spelled = beside.submit(shown, terms.terms, corpus)
        sides = split(terms.counts, corpus, labels, len(found.names), LEAST)
        used, spelled = used.result(), spelled.result()
    t = statistics.t_statistic(*sides.rates)
    testable = (sides.texts >= LEAST).all(axis=0)
    p = tested(sides, t, testable, resamples, seed)
    t[~testable] = np.nan
    q = np.full(p.shape, np.nan)
    q[~np.isnan(p)] = statistics.q_values(p[~np.isnan(p)])
    rows = np.broadcast_to(used.count.any(axis=0), p.shape) if whole else (used.count > 0) | (q < LEVEL)
    weights = prior_counts(prior, terms, used.count.sum(axis=0), used.words.sum())
    numbers = _numbers(used, sides, weights, np.nonzero(rows)) | {"t": t[rows], "p": p[rows], "q_value": q[rows]}
    statement, named = _statement(found, sides.texts[0], testable), {"term": terms.terms, "shown": spelled}
    del used, sides, weights, t, p, q  # every part with every term: more than the table has
    return _table(found, named, np.nonzero(rows), numbers, sort), statement


def tested(sides: Sides, t: np.ndarray, testable: np.ndarray, resamples: int, seed: int) -> np.ndarray:
    """p of each part and term, NaN where there are too few texts."""
    p = np.full(t.shape, np.nan)
    if testable.any() and len(sides.asked):
        p[:, sides.asked] = shuffled(sides.seen._replace(t=t[:, sides.asked].T.copy()), resamples, seed).T
    p[~testable] = np.nan
    return p


def _numbers(used: Uses, sides: Sides, weights: np.ndarray, rows: tuple[np.ndarray, np.ndarray]
             ) -> dict[str, np.ndarray]:
    """The columns of the rows, each a part and a term, but for the test's."""
    part, term = rows
    total, all_words = used.count.sum(axis=0), used.words.sum()
    words, other_words = np.maximum(used.words, 1), np.maximum(all_words - used.words, 1)
    delta, z = statistics.log_odds(used.count, words[:, None], total - used.count, other_words[:, None], weights)
    count, inside, outside = used.count[rows], sides.uses[0][rows], sides.uses[1][rows]
    own, rest = np.maximum(sides.words, 1)[:, part]
    low, high = statistics.ratio_interval(*(statistics.Rate(one.rate[rows], one.variance[rows]) for one in sides.rates),
                                          own, rest)
    strength = statistics.g2(count, total[term], words[part], all_words)
    return {
        "count": count, "other_count": total[term] - count,
        "text_count": inside.astype(np.int64), "other_text_count": outside.astype(np.int64),
        "articles": used.articles[rows], "outlets": used.outlets[rows], "texts": used.texts[rows],
        "per_million": count * (MILLION / words)[part],
        "other_per_million": (total[term] - count) * (MILLION / other_words)[part],
        "log_ratio": statistics.log_ratio(inside, own, outside, rest), "low": low, "high": high,
        "log_odds": delta[rows], "z": z[rows], "g2": strength, "bic": statistics.bic(strength, all_words),
        "dispersion": used.dispersion[rows],
    }


def _table(found: Parts, named: dict[str, Iterable[str]], rows: tuple[np.ndarray, np.ndarray],
           numbers: dict[str, np.ndarray], sort: str) -> pd.DataFrame:
    """The table of `keyness`; `named`: the columns of text, one value a term; `numbers` are taken out of theirs."""
    part, term = rows
    bounds = np.searchsorted(part, np.arange(len(found.names) + 1))
    order = np.concatenate([begin + ordered({name: column[begin:end] for name, column in numbers.items()}, sort)
                            for begin, end in zip(bounds, bounds[1:], strict=False)])
    part, term = part[order], term[order]
    columns = {"by": pd.array([found.name], dtype=TEXT).take(np.zeros(len(order), dtype=np.int64)),
               "part": pd.array(found.names, dtype=TEXT).take(part)}
    columns |= {name: pd.array(values, dtype=TEXT).take(term) for name, values in named.items()}
    columns |= {name: numbers.pop(name)[order] for name in list(numbers)}
    return pd.DataFrame(columns, copy=False)[COLUMNS]


def ordered(rows: Mapping[str, np.ndarray], sort: str) -> np.ndarray:
    """The order of a part's rows, given by term: most distinctive first, untested ones between more and less used."""
    if sort != "test":
        return np.argsort(-np.asarray(rows[sort]), kind="stable")
    ratio, t, z, q = (np.asarray(rows[name]) for name in ("log_ratio", "t", "z", "q_value"))
    sure = np.maximum(np.where(np.isnan(q), 1.0, q), FINEST)
    return np.lexsort([-z, -np.where(np.isnan(t), 0.0, t), np.where(ratio > 0, sure, -sure), ratio <= 0])


def _statement(found: Parts, texts: np.ndarray, testable: np.ndarray) -> str:
    if testable.all():
        return (f"Each {found.name} is tested against the rest; of the terms with q < {LEVEL}, about one in "
                f"{round(1 / LEVEL)} may be chance.")
    few = ", ".join(f"{found.names[part]} ({int(texts[part])})" for part in np.flatnonzero(~testable))
    return (f"Not tested, since a side has fewer than {LEAST} independent texts: {few}. The order of their terms is a "
            "description of these articles only.")

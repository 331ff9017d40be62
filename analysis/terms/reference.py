"""The collection against a reference frequency list, of whose texts nothing is known."""

import numpy as np
import pandas as pd

from ..articles.units import tally
from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text import statistics
from .count import MILLION, by_id, one_each, shown
from .matrix import TermMatrix
from .prior import frequencies, prior_counts
from .resample import bands, redrawn
from .sides import moments, sizes

NAME, PART = "reference", "collection"


def is_reference(by) -> bool:
    """Whether `by` is a frequency list and not a way to part the collection."""
    return isinstance(by, pd.DataFrame) and {"term", "count"} <= set(by.columns) and "article_id" not in by.columns


def against(corpus: Corpus, terms: TermMatrix, listed: pd.DataFrame, prior, resamples: int, seed: int, least: int
            ) -> tuple[pd.DataFrame, str]:
    """(each term of the collection against the list, with the columns of `terms.keyness`; what cannot be concluded).

    The test draws the texts anew with replacement; the list's counts vary as Poisson variables.
    """
    other, other_words = frequencies(listed, terms, "by")
    rows = one_each(corpus)
    rows = rows[corpus.about["words"].to_numpy()[rows] > 0]
    counts, words = terms.counts[rows].tocsc(), corpus.about["words"].to_numpy()[rows]
    table = _described(corpus, terms, other, other_words, prior)
    if not len(words) or not len(table):
        return table, "Nothing to compare: the collection has no words besides stop words."
    sums, size = moments(counts, words), sizes(words)
    own = statistics.rate(*sums, *size)
    known = statistics.Rate(other / other_words, np.maximum(other, 0.5) / other_words**2)
    table["text_count"] = sums[0].astype(np.int64)
    table["log_ratio"] = statistics.log_ratio(sums[0], size[1], other, other_words)
    table["low"], table["high"] = statistics.ratio_interval(own, known, size[1], other_words)
    table["t"] = statistics.t_statistic(own, known)
    holders = np.diff(counts.indptr)
    asked = np.flatnonzero(holders >= least)
    if len(words) < least:
        return table, f"Not tested: the collection has {len(words)} independent texts, and a test needs {least}."
    if len(asked):
        p = redrawn(counts[:, asked], words, known.rate[asked], known.variance[asked],
                    table["t"].to_numpy()[asked], bands(holders[asked]), resamples, seed)[:, 0]
        table.loc[asked, "p"] = p
        table.loc[asked, "q_value"] = statistics.q_values(p)
    return table, f"The collection is tested against a list of {other_words:,} words, taken as one sample of its kind."


def _described(corpus: Corpus, terms: TermMatrix, other: np.ndarray, other_words: int, prior) -> pd.DataFrame:
    size, turned = corpus.about["words"].to_numpy(), by_id(corpus)
    words = max(size.sum(), 1)
    count = terms.counts.sum(axis=0)
    weights = prior_counts(prior, terms, count + other, words + other_words)
    delta, z = statistics.log_odds(count, words, other, other_words, weights)
    strength = statistics.g2(count, count + other, words, words + other_words)
    table = pd.DataFrame({
        "by": pd.array([NAME] * len(count), dtype=TEXT), "part": pd.array([PART] * len(count), dtype=TEXT),
        "term": pd.array(terms.terms, dtype=TEXT), "shown": pd.array(shown(terms.terms, corpus), dtype=TEXT),
        "count": count, "other_count": other.astype(np.int64), "text_count": 0,
        "other_text_count": other.astype(np.int64),
    })
    return pd.concat([table, tally(terms.counts, corpus)], axis=1).assign(
        per_million=count * (MILLION / words), other_per_million=other * (MILLION / other_words),
        log_ratio=np.nan, low=np.nan, high=np.nan, t=np.nan, p=np.nan, q_value=np.nan, log_odds=delta, z=z, g2=strength,
        bic=statistics.bic(strength, words + other_words),
        dispersion=statistics.dispersion(terms.counts[turned], size[turned]))

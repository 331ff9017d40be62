"""The statistics of corpus comparison as pure functions on arrays.

Each names its source, takes counts and broadcasts; none knows of articles or tables.  Logarithms are natural unless
said otherwise.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.special import xlogy


def g2(together: ArrayLike, first: ArrayLike, second: ArrayLike, total: ArrayLike) -> np.ndarray:
    """Log-likelihood ratio of a two-by-two table (Dunning 1993, "Accurate methods for the statistics of surprise").

    `together` of `total` cases have both, `first` have the one, `second` the other.  Keyness of a word between two
    corpora is g2(count in A, count in both, words in A, words in both).  Signed: negative where the two meet less
    often than chance would have it.
    """
    both, one, two, n = np.broadcast_arrays(*(np.asarray(a, dtype=float) for a in (together, first, second, total)))
    cells = np.stack([both, one - both, two - both, n - one - two + both])
    expected = np.stack([one * two, one * (n - two), (n - one) * two, (n - one) * (n - two)]) / np.where(n > 0, n, 1)
    ratio = np.divide(cells, expected, out=np.ones_like(cells), where=(expected > 0) & (cells > 0))
    size = 2 * xlogy(cells, ratio).sum(axis=0)
    return np.where(both >= expected[0], size, -size)


def npmi(together: ArrayLike, first: ArrayLike, second: ArrayLike, total: ArrayLike) -> np.ndarray:
    """Normalised pointwise mutual information, -1 (never together) to 1 (always) (Bouma 2009)."""
    both, one, two, n = np.broadcast_arrays(*(np.asarray(a, dtype=float) for a in (together, first, second, total)))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log(both * n / (one * two)) / -np.log(both / n)
    return np.where(both == 0, -1.0, np.where(both == n, 1.0, value))


def log_odds(count: ArrayLike, words: ArrayLike, other: ArrayLike, other_words: ArrayLike,
             prior: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds ratio with an informative Dirichlet prior, and its z-score (Monroe, Colaresi & Quinn 2008, eqs 16-22).

    `count` of `words` against `other` of `other_words`; `prior` holds each term's pseudo-counts, whose sum is the
    prior's weight in words.  Returns (delta, z).
    """
    count, other, prior = (np.asarray(a, dtype=float) for a in (count, other, prior))
    weight = prior.sum()
    here = np.log((count + prior) / (words + weight - count - prior))
    there = np.log((other + prior) / (other_words + weight - other - prior))
    return here - there, (here - there) / np.sqrt(1 / (count + prior) + 1 / (other + prior))


def dispersion(counts: sparse.csc_array, sizes: ArrayLike) -> np.ndarray:
    """Normalised deviation of proportions of each term, 0 (spread as the words are) to 1 (all in one part).

    DP of Gries (2008) in the normalisation of Lijffijt & Gries (2012).  `counts`: parts by terms; `sizes`: the words
    in each part.  NaN for a term that does not occur, and throughout where fewer than two parts have words.
    """
    counts, sizes = sparse.csc_array(counts, dtype=float), np.asarray(sizes, dtype=float)
    totals = counts.sum(axis=0)
    if (sizes > 0).sum() < 2:
        return np.full(len(totals), np.nan)
    shares = sizes / sizes.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = counts.data / np.repeat(totals, np.diff(counts.indptr))
        here = shares[counts.indices]
        # a part without the term adds its whole share: 1 less the shares of the parts that have it
        terms = np.repeat(np.arange(len(totals)), np.diff(counts.indptr))
        apart = np.bincount(terms, np.abs(observed - here) - here, minlength=len(totals)) + 1
        return np.where(totals > 0, apart / 2 / (1 - shares[sizes > 0].min()), np.nan)


def q_values(p: ArrayLike) -> np.ndarray:
    """False-discovery-adjusted p-values (Benjamini & Hochberg 1995), in the order given."""
    p = np.asarray(p, dtype=float)
    order = np.argsort(p, kind="stable")[::-1]
    ranks = np.arange(len(p), 0, -1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum.accumulate(np.minimum(p[order] * len(p) / ranks, 1.0))
    return adjusted

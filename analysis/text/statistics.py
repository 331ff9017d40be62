"""The statistics of corpus comparison as pure functions on arrays.

Each names its source, takes counts and broadcasts; none knows of articles or tables.  Logarithms are natural unless
said otherwise.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.special import betaincinv, ndtri, xlogy


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


def bic(g2: ArrayLike, total: ArrayLike) -> np.ndarray:
    """Evidence against no difference behind a G2 of one degree of freedom, in `total` words: above 2 positive, above 6
    strong, above 10 very strong; below 0 for no difference (Wilson 2013, "Embracing Bayes factors for key item
    analysis").
    """
    return np.abs(g2) - np.log(np.maximum(total, 1))


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


def log_ratio(count: ArrayLike, words: ArrayLike, other: ArrayLike, other_words: ArrayLike) -> np.ndarray:
    """Binary logarithm of the ratio of two rates (Hardie 2014): 1 is twice as often, -1 half as often.

    Half an occurrence is added on both sides, so that a term that one side never uses has a number too.
    """
    count, words, other, other_words = (np.asarray(a, dtype=float) for a in (count, words, other, other_words))
    return np.log2((count + 0.5) / words) - np.log2((other + 0.5) / other_words)


LEAST_ERROR = 1e-6


class Rate(NamedTuple):
    """A rate of occurrences per word over sampled texts, and its variance."""

    rate: np.ndarray
    variance: np.ndarray


def rate(uses: ArrayLike, squares: ArrayLike, products: ArrayLike, texts: ArrayLike, words: ArrayLike,
         words_squared: ArrayLike) -> Rate:
    """The rate of a term over `texts` texts and its variance from text to text (Cochran 1977, ratio estimator, 6.4).

    Sums over the texts: `uses` x, `squares` x * x, `products` x * n and `words` n, `words_squared` n * n, where x is a
    text's occurrences and n its words.  Texts, not words, are what varies: a term of one long text varies much.  The
    standard error is at least a millionth of the rate, which a term that all texts have alike would undercut.
    """
    uses, squares, products = (np.asarray(a, dtype=float) for a in (uses, squares, products))
    value = uses / words
    residuals = np.maximum(squares - 2 * value * products + value**2 * words_squared, 0)
    variance = residuals * texts / np.maximum(np.asarray(texts) - 1, 1) / np.asarray(words, dtype=float)**2
    return Rate(value, np.maximum(variance, np.square(LEAST_ERROR * value)))


def t_statistic(one: Rate, two: Rate) -> np.ndarray:
    """Difference of two rates in standard errors (Welch's t on texts; Lijffijt et al. 2016); 0 where nothing varies."""
    variance = one.variance + two.variance
    gap = one.rate - two.rate
    return np.divide(gap, np.sqrt(variance), out=np.zeros(np.shape(gap)), where=variance > 0)


def ratio_interval(one: Rate, two: Rate, words: ArrayLike, other_words: ArrayLike, *, level: float = 0.95
                   ) -> tuple[np.ndarray, np.ndarray]:
    """The interval of `log_ratio` (binary logarithms) when texts vary as their rates say (delta method).

    A side's variance is never less than that of its count plus a half as a Poisson variable, which a term that stands
    once in each of its few texts would otherwise undercut.
    """
    width, centre = 0.0, 0.0
    for side, size, sign in ((one, words, 1), (two, other_words, -1)):
        count = side.rate * size + 0.5
        centre = centre + sign * np.log(count / size)
        width = width + np.maximum(side.variance * np.square(size) / np.square(count), 1 / count)
    reach = ndtri(0.5 + level / 2) * np.sqrt(width)
    return (centre - reach) / np.log(2), (centre + reach) / np.log(2)


def share_ratio(have: ArrayLike, of: ArrayLike, other: ArrayLike, other_of: ArrayLike, *, level: float = 0.95
                ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(log_ratio, low, high), binary logarithms: how many times as large the share `have` / `of` is as the other.

    Shares are taken under Jeffreys' prior, (have + 1/2) / (of + 1), so that a share of nothing has a number too; the
    interval joins those of the two shares (Brown, Cai & DasGupta 2001) by MOVER (Zou & Donner 2008), which holds where
    shares are near 0 or 1 and cases are few.
    """
    centre, reach = 0.0, [0.0, 0.0]
    for sign, cases, total in ((1, have, of), (-1, other, other_of)):
        cases, total = np.asarray(cases, dtype=float), np.asarray(total, dtype=float)
        middle = np.log2((cases + 0.5) / (total + 1))
        ends = [np.log2(betaincinv(cases + 0.5, total - cases + 0.5, 0.5 + side * level / 2)) for side in (-sign, sign)]
        centre = centre + sign * middle
        reach = [known + np.square(end - middle) for known, end in zip(reach, ends, strict=True)]
    return centre, centre - np.sqrt(reach[0]), centre + np.sqrt(reach[1])


def fisher(have: ArrayLike, of: ArrayLike, other: ArrayLike, other_of: ArrayLike) -> np.ndarray:
    """Two-sided p that two shares are one: twice the smaller tail of all ways to deal those who have it (Fisher 1935).

    It is what dealing the sides anew among the cases comes to when all deals are counted.  1 where a side is empty.
    """
    from scipy.stats import hypergeom  # half a second to import, and few need it
    cells = np.stack([one.ravel() for one in np.broadcast_arrays(*(np.asarray(a, dtype=np.int64) for a in
                                                                   (have, of, other, other_of)))])
    (x, n, y, m), again = np.unique(cells, axis=1, return_inverse=True)
    chance = hypergeom(n + m, x + y, n)
    p = np.where((n > 0) & (m > 0), np.minimum(2 * np.minimum(chance.sf(x - 1), chance.cdf(x)), 1.0), 1.0)
    return p[again.ravel()].reshape(np.broadcast_shapes(*(np.shape(a) for a in (have, of, other, other_of))))


def deviation(counts: sparse.csc_array, sizes: ArrayLike) -> np.ndarray:
    """Deviation of proportions (DP; Gries 2008) of each term: 0 (spread as the words are) to almost 1 (in one part).

    `counts`: parts by terms; `sizes`: the words in each part.  NaN for a term that does not occur, and throughout where
    fewer than two parts have words.
    """
    counts, sizes = sparse.csc_array(counts, dtype=float), np.asarray(sizes, dtype=float)
    totals = counts.sum(axis=0)
    if (sizes > 0).sum() < 2:
        return np.full(len(totals), np.nan)
    counts.sort_indices()  # sums in one order, whatever order the parts were counted in
    shares = sizes / sizes.sum()
    terms = np.repeat(np.arange(len(totals)), np.diff(counts.indptr))
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = counts.data / totals[terms]
        here = shares[counts.indices]
        # a part without the term adds its whole share: 1 less the shares of the parts that have it
        apart = np.bincount(terms, np.abs(observed - here) - here, minlength=len(totals)) + 1
        return np.where(totals > 0, np.maximum(apart, 0) / 2, np.nan)


def dispersion(counts: sparse.csc_array, sizes: ArrayLike) -> np.ndarray:
    """`deviation` divided by the most it can be, so that 1 is all in one part (DPnorm; Lijffijt & Gries 2012)."""
    return normalised(deviation(counts, sizes), sizes)


def normalised(deviations: ArrayLike, sizes: ArrayLike) -> np.ndarray:
    """`dispersion` of terms whose `deviation` over parts of these sizes is known."""
    deviations, sizes = np.asarray(deviations, dtype=float), np.asarray(sizes, dtype=float)
    if (sizes > 0).sum() < 2:
        return deviations
    return deviations / (1 - sizes[sizes > 0].min() / sizes.sum())


def q_values(p: ArrayLike, times: ArrayLike = 1) -> np.ndarray:
    """False-discovery-adjusted p-values (Benjamini & Hochberg 1995), in the order given.

    `times`: how many tests have each of these p-values, which adjusts them as if each were there so often.
    """
    p = np.asarray(p, dtype=float)
    order = np.argsort(p, kind="stable")[::-1]
    ranks = np.cumsum(np.broadcast_to(times, p.shape)[order][::-1])[::-1]
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum.accumulate(np.minimum(p[order] * ranks.max(initial=0) / ranks, 1.0))
    return adjusted

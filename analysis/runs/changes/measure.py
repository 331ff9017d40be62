"""How much oftener new texts have a thing than older ones, how sure that is, and whether chance would do it.

The two sides hold independent texts: of a story that many outlets reprint, its longest article on that side.  A text
that stands on both sides stays there; all others are what chance deals with:

- p: the sides are dealt anew among the texts, and all deals are counted: how often would so many of the texts that have
  the thing lie on one side (the exact test of Fisher 1935, twice the smaller tail)?  For terms, too, texts are what is
  counted, not words (text dispersion keyness; Egbert & Biber 2019): one text that says a word forty times is no trend.
- low, high: texts are weighted anew by the Bayesian bootstrap (Rubin 1981) with half an occurrence on either side.  For
  a thing that a text has or has not this is the ratio of two shares under Jeffreys' prior, so that what one side never
  has gets an interval too, a wide one.  For terms it is that of uses per word: longer texts have more of all words.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from ...text import statistics

LEAST = 5  # texts that each side must have, and that must have a thing, for a test
LEVEL = 0.95
PRIOR = 0.5
_AT_ONCE = 65_536  # things that are measured together
_TOGETHER = 1024  # and those whose resamples are in memory together


class Sides(NamedTuple):
    """Rows of a table of articles, one a text and side, in order of text: those of before, new and now; text: the
    number of the text of each row of the table.
    """

    before: np.ndarray
    new: np.ndarray
    now: np.ndarray
    text: np.ndarray


def sides(article_id: np.ndarray, words: np.ndarray, text: np.ndarray, before: np.ndarray, new: np.ndarray,
          now: np.ndarray) -> Sides:
    """One article, the longest, of each text on each side (masks); articles without words are on none."""
    order = np.lexsort((article_id.astype(str), -words, text))
    chosen = []
    for side in (before, new, now):
        rows = order[(side & (words > 0))[order]]
        chosen.append(rows[np.unique(text[rows], return_index=True)[1]])
    return Sides(*chosen, text)


def measure(counts: sparse.csr_array, sizes: np.ndarray, found: Sides, *, resamples: int, seed: int) -> pd.DataFrame:
    """One row a thing: before_texts, new_texts, now_texts (that have it), before_rate, new_rate, now_rate, log_ratio
    (base 2, new to before), low, high, shift (base 2, now to before), shift_low, shift_high, t, p.

    counts: articles by things; sizes: what a rate is of, words or 1 for each article.  Intervals and tests (else NaN)
    need 5 texts on a side and 5 that have the thing.
    """
    enough = min(len(found.before), len(found.new)) >= LEAST
    drawn = _weighted(sizes, found, resamples, seed) if enough and counts.shape[1] else None
    parts = [_measured(counts[:, begin:begin + _AT_ONCE], sizes, found, drawn)
             for begin in range(0, max(counts.shape[1], 1), _AT_ONCE)]
    return pd.concat(parts, ignore_index=True)


def _measured(counts: sparse.csr_array, sizes: np.ndarray, found: Sides, drawn: "_Weighted | None") -> pd.DataFrame:
    """The same for some of the things; `drawn`: None where there are too few texts for intervals and tests."""
    table, used = pd.DataFrame(index=range(counts.shape[1])), {}
    for name, rows in zip(("before", "new", "now"), found[:3], strict=True):
        used[name] = counts[rows].sum(axis=0), max(sizes[rows].sum(), 1)
        table[f"{name}_texts"] = (counts[rows] > 0).sum(axis=0)
        table[f"{name}_rate"] = used[name][0] / used[name][1]
    table["log_ratio"] = statistics.log_ratio(*used["new"], *used["before"])
    table["shift"] = statistics.log_ratio(*used["now"], *used["before"])
    asked = np.flatnonzero(_holders(counts > 0, found) >= LEAST) if drawn else np.array([], int)
    bounds, tests = np.full((4, len(table)), np.nan), np.full((2, len(table)), np.nan)
    if len(asked):
        counts = counts[:, asked]
        bounds[:, asked], tests[:, asked] = _intervals(counts.tocsc(), drawn), _tests(counts, sizes, found)
    table["low"], table["high"], table["shift_low"], table["shift_high"] = bounds
    table["t"], table["p"] = tests
    return table


def _holders(there: sparse.csr_array, found: Sides) -> np.ndarray:
    """How many texts of before and new have each thing: one that has it on both sides is one."""
    both = np.intersect1d(found.text[found.before], found.text[found.new], assume_unique=True, return_indices=True)[1:]
    twice = there[found.before[both[0]]].multiply(there[found.new[both[1]]])
    return sum(there[rows].sum(axis=0) for rows in (found.before, found.new)) - twice.sum(axis=0)


def _tests(counts: sparse.csr_array, sizes: np.ndarray, found: Sides) -> np.ndarray:
    """(t, p) of each thing: the difference of the rates in new and before in standard errors over texts, and the p of
    how the texts that have it fall on the two sides.
    """
    t = statistics.t_statistic(*(_rate(counts[rows], sizes[rows].astype(float)) for rows in (found.new, found.before)))
    alone = [rows[~np.isin(found.text[rows], found.text[other])] for rows, other in
             ((found.new, found.before), (found.before, found.new))]
    new, old = ((counts[rows] > 0).sum(axis=0) for rows in alone)
    return np.stack([t, statistics.fisher(new, len(alone[0]), old, len(alone[1]))])


def _rate(counts: sparse.csr_array, sizes: np.ndarray) -> statistics.Rate:
    counts = sparse.csr_array(counts, dtype=float)
    return statistics.rate(counts.sum(axis=0), counts.multiply(counts).sum(axis=0), counts.T @ sizes, len(sizes),
                           max(sizes.sum(), 1), (sizes * sizes).sum())


class _Weighted(NamedTuple):
    """Texts weighted anew: chosen (texts by articles) those of before and now, of either alone, and of new; weights
    (texts, resamples); priors (2, resamples) of before and new; totals (1, resamples): the sizes of before, new, now.
    """

    chosen: list[sparse.csr_array]
    weights: np.ndarray
    priors: np.ndarray
    totals: tuple[np.ndarray, np.ndarray, np.ndarray]


def _weighted(sizes: np.ndarray, found: Sides, resamples: int, seed: int) -> _Weighted:
    random, texts = np.random.default_rng(seed), found.text.max() + 1
    weights = random.standard_exponential((texts, resamples), dtype=np.float32)
    priors = random.standard_gamma(PRIOR, (2, resamples))
    # What stands on both sides is most of either, and added up once.
    both = np.intersect1d(found.before, found.now, assume_unique=True)
    rows = [both, *(np.setdiff1d(side, both, assume_unique=True) for side in (found.before, found.now)), found.new]
    chosen = [_chosen(own, found.text, texts) for own in rows]
    sums = [_by_text(sparse.csc_array(sizes[:, None]), own).T @ weights for own in chosen]
    return _Weighted(chosen, weights, priors, (sums[0] + sums[1], sums[3], sums[0] + sums[2]))


def _intervals(counts: sparse.csc_array, drawn: _Weighted) -> np.ndarray:
    """(4, things): low, high of new to before, and of now to before, binary logarithms."""
    ends, bounds = (0.5 - LEVEL / 2, 0.5 + LEVEL / 2), np.empty((4, counts.shape[1]))
    for begin in range(0, counts.shape[1], _TOGETHER):
        part = slice(begin, begin + _TOGETHER)
        sums = [_by_text(counts[:, part], own).T @ drawn.weights for own in drawn.chosen]
        logs = [np.log2((own + prior) / total) for own, prior, total in
                zip((sums[0] + sums[1], sums[3], sums[0] + sums[2]), drawn.priors[[0, 1, 0]], drawn.totals,
                    strict=True)]
        for place, side in ((0, 1), (2, 2)):
            bounds[place:place + 2, part] = np.quantile(logs[side] - logs[0], ends, axis=1)
    return bounds


def _chosen(rows: np.ndarray, text: np.ndarray, texts: int) -> sparse.csr_array:
    """Texts by articles: 1 where the article is one of `rows`, one a text at most."""
    return sparse.csr_array((np.ones(len(rows), np.float32), (text[rows], rows)), shape=(texts, len(text)))


def _by_text(counts: sparse.csc_array, chosen: sparse.csr_array) -> sparse.csc_array:
    """Texts by things: the counts of the articles `chosen`.  Products with it add up in one order, whatever the number
    of threads.
    """
    return sparse.csc_array(chosen @ counts.astype(np.float32))

"""Bursts: the stretches of time in which a term is in the news far more than usual (Kleinberg 2002)."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.special import xlogy

from ..articles.units import texts
from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text import tokens
from .count import kept, shown
from .matrix import matrix
from .occurrences import places
from .trends import timeline

MOMENT = "datetime64[us, UTC]"
AT_ONCE = 2000  # terms
MOST = 8


def bursts(corpus: Corpus, terms: str | Iterable[str] | None = None, *, freq: str = "D", ratio: float = 2.0,
           cost: float = 1.0, levels: int = 1, min_texts: int = 5, stop: str | Iterable[str] | None = "en",
           lemmas: bool = False) -> pd.DataFrame:
    """When which terms burst: one row a burst, the weightiest first.

    Columns: term, shown, level (1; 2 for a burst within one, and so on), period, until (first day, and the day after
    the last), texts (with the term, inside), all_texts (inside), usual (share of all texts that have the term), share
    (inside), weight (how much better this level explains the counts than the one below, in natural logarithms:
    Kleinberg's weight).

    The automaton for documents that arrive in batches (Kleinberg 2002, section 4): each `freq` ("D", "W", "M") is a
    batch of independent texts, a text standing at its first publication.  On level i a term is in `ratio` ** i (his s)
    times its usual share of texts, at most 1 - (1 - usual) / 2 ** i; each level up costs `cost` (his gamma) times the
    logarithm of the number of periods, down costs nothing.  A burst of level i is a stretch on that level or above, so
    that bursts nest; `levels`: how many there are, 1 to 8.  Periods without texts cost nothing.  `terms`: those to look
    at, by default all words in `min_texts` texts or more without `stop` words; with `lemmas` each stands for all forms
    of its words.  Raises ValueError for a ratio of 1 or less, a negative cost, other levels, another `freq`.
    """
    if ratio <= 1 or cost < 0:
        raise ValueError(f"ratio={ratio!r}, cost={cost!r}: the ratio must be above 1, the cost 0 or more")
    if levels not in range(1, MOST + 1):
        raise ValueError(f"levels={levels!r}: give 1 for bursts alone, or up to {MOST} for bursts within bursts")
    axis, first = timeline(corpus, freq), _first_published(corpus)
    rows = np.flatnonzero(first & (axis.slot >= 0))
    present, names = _presence(corpus, terms, stop, min_texts, lemmas)
    periods = len(axis.periods)
    batches = np.bincount(axis.slot[rows], minlength=periods)
    belongs = sparse.csr_array((np.ones(len(rows)), (axis.slot[rows], rows)), shape=(periods, len(corpus)))
    counts = (belongs @ present).tocsc()
    found = []
    for start in range(0, len(names), AT_ONCE):
        block = counts[:, start:start + AT_ONCE].toarray().T
        found += [(start + term, *rest) for term, *rest in _intervals(block, batches, ratio, cost, levels)]
    return _table(corpus, found, names, counts, batches, axis.periods)


def _first_published(corpus: Corpus) -> np.ndarray:
    """Whether an article is the first of its independent text (the earliest, then by article_id)."""
    frame = pd.DataFrame({"text": texts(corpus).to_numpy(dtype=object), "id": corpus.about["article_id"],
                          "published": corpus.about["published"]}).reset_index(drop=True)
    firsts = frame.sort_values(["published", "id"]).drop_duplicates("text").index
    return np.isin(np.arange(len(frame)), firsts)


def _presence(corpus: Corpus, terms, stop, min_texts: int, lemmas: bool) -> tuple[sparse.csr_array, list[str]]:
    """(articles by terms, 1 where an article has the term; the terms)."""
    if terms is None:
        found = kept(matrix(corpus, min_articles=min_texts, lemmas=lemmas), stop)
        present, names = found.counts.copy(), found.terms.tolist()
    else:
        names = list(dict.fromkeys([terms] if isinstance(terms, str) else terms))
        held = [np.unique(found.article) for found in places(corpus, names, lemmas=lemmas)]
        columns = np.repeat(np.arange(len(names)), [len(one) for one in held])
        present = sparse.csr_array((np.ones(len(columns), dtype=np.int64), (np.concatenate([*held, []]).astype(int),
                                                                            columns)), shape=(len(corpus), len(names)))
    present.data[:] = 1
    return present, names


def states(counts: np.ndarray, batches: np.ndarray, ratio: float, cost: float, levels: int = 1
           ) -> tuple[np.ndarray, np.ndarray]:
    """(the level in each period: (terms, periods), what a period gains in log-likelihood on each level over the one
    below: (levels, terms, periods)): the cheapest path of the automaton, which starts on level 0.

    `counts`: (terms, periods) of `batches` (periods,) texts have the term.
    """
    usual = counts.sum(axis=1) / max(batches.sum(), 1)
    # a term that half of all texts have cannot double
    shares = [np.minimum(usual * ratio**level, 1 - (1 - usual) / 2**level) for level in range(levels + 1)]
    fits = np.stack([_likelihood(counts, batches, share) for share in shares])
    enter = cost * np.log(max(len(batches), 1))
    costs = np.full((levels + 1, len(counts)), np.inf)
    costs[0] = 0
    before = np.zeros((counts.shape[1], levels + 1, len(counts)), dtype=np.int8)
    for period, came in enumerate(before):
        reached = costs.copy()
        for level in range(levels + 1):
            came[level] = level  # of equals: to stay
            for other in range(levels + 1):
                through = costs[other] + enter * max(level - other, 0)
                came[level][through < reached[level]] = other
                reached[level] = np.minimum(reached[level], through)
        costs = reached - fits[:, :, period]
    path = np.zeros(counts.shape, dtype=np.int8)
    now = costs.argmin(axis=0)
    for period in reversed(range(counts.shape[1])):
        path[:, period] = now
        now = before[period][now, np.arange(len(now))]
    return path, np.diff(fits, axis=0)


def _likelihood(counts: np.ndarray, batches: np.ndarray, share: np.ndarray) -> np.ndarray:
    share = share[:, None]
    return xlogy(counts, share) + xlogy(batches - counts, 1 - share)


def _intervals(counts: np.ndarray, batches: np.ndarray, ratio: float, cost: float, levels: int) -> list[tuple]:
    """(term, level, first period, period after the last, weight) of every burst."""
    path, gains = states(counts, batches, ratio, cost, levels)
    found = []
    for level, gain in enumerate(gains, start=1):
        edges = np.diff(np.pad(path >= level, ((0, 0), (1, 1))).astype(np.int8), axis=1)
        (term, start), (_, end) = np.nonzero(edges == 1), np.nonzero(edges == -1)
        found += [(one, level, low, high, gain[one, low:high].sum()) for one, low, high in
                  zip(term.tolist(), start.tolist(), end.tolist(), strict=True)]
    return found


def _table(corpus: Corpus, found: list[tuple], names: list[str], counts, batches, periods) -> pd.DataFrame:
    starts, ends = periods.start_time.tz_localize("UTC"), (periods + 1).start_time.tz_localize("UTC")
    totals = counts.sum(axis=0)
    keys = [" ".join(word.key for word in tokens.words(name)) for name in names]
    spelled = shown(keys, corpus)
    rows = [(names[term], spelled[term], level, starts[low], ends[high - 1], counts[low:high, [term]].sum(),
             batches[low:high].sum(), totals[term] / batches.sum(), weight) for term, level, low, high, weight in found]
    kinds = {"term": TEXT, "shown": TEXT, "level": "int64", "period": MOMENT, "until": MOMENT, "texts": "int64",
             "all_texts": "int64", "usual": float, "weight": float}
    table = pd.DataFrame(rows, columns=list(kinds)).astype(kinds)
    table.insert(table.columns.get_loc("weight"), "share", table["texts"] / table["all_texts"].clip(lower=1))
    order = ["weight", "term", "level", "period"]
    return table.sort_values(order, ascending=[False, True, True, True], ignore_index=True)

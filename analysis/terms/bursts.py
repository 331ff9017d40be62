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
AT_ONCE = 2000


def bursts(corpus: Corpus, terms: str | Iterable[str] | None = None, *, freq: str = "D", ratio: float = 2.0,
           cost: float = 1.0, min_texts: int = 5, stop: str | Iterable[str] | None = "en") -> pd.DataFrame:
    """When which terms burst: one row a burst, the weightiest first.

    Columns: term, shown, period, until (first day, and the day after the last), texts (with the term, inside),
    all_texts (inside), usual (share of all texts that have the term), share (inside), weight (how much better the burst
    explains the counts than the usual share does, in natural logarithms: Kleinberg's weight).

    The two-state model for documents that arrive in batches (Kleinberg 2002, section 4): each `freq` ("D", "W", "M") is
    a batch of independent texts, a text standing at its first publication.  In a burst a term is in `ratio` times its
    usual share of texts (at most nearly all); entering one costs `cost` times the logarithm of the number of periods.
    Periods without texts cost nothing.  `terms`: those to look at, by default all words in `min_texts` texts or more
    without `stop` words.  Raises ValueError for a ratio of 1 or less, a negative cost, another `freq`.
    """
    if ratio <= 1 or cost < 0:
        raise ValueError(f"ratio={ratio!r}, cost={cost!r}: the ratio must be above 1, the cost 0 or more")
    axis, first = timeline(corpus, freq), _first_published(corpus)
    rows = np.flatnonzero(first & (axis.slot >= 0))
    present, names = _presence(corpus, terms, stop, min_texts)
    periods = len(axis.periods)
    batches = np.bincount(axis.slot[rows], minlength=periods)
    belongs = sparse.csr_array((np.ones(len(rows)), (axis.slot[rows], rows)), shape=(periods, len(corpus)))
    counts = (belongs @ present).tocsc()
    found = []
    for start in range(0, len(names), AT_ONCE):
        block = counts[:, start:start + AT_ONCE].toarray().T
        found += [(start + term, *rest) for term, *rest in _intervals(block, batches, ratio, cost)]
    return _table(corpus, found, names, counts, batches, axis.periods)


def _first_published(corpus: Corpus) -> np.ndarray:
    """Whether an article is the first of its independent text (the earliest, then by article_id)."""
    frame = pd.DataFrame({"text": texts(corpus).to_numpy(dtype=object), "id": corpus.about["article_id"],
                          "published": corpus.about["published"]}).reset_index(drop=True)
    firsts = frame.sort_values(["published", "id"]).drop_duplicates("text").index
    return np.isin(np.arange(len(frame)), firsts)


def _presence(corpus: Corpus, terms, stop, min_texts: int) -> tuple[sparse.csr_array, list[str]]:
    """(articles by terms, 1 where an article has the term; the terms)."""
    if terms is None:
        found = kept(matrix(corpus, min_articles=min_texts), stop)
        present, names = found.counts.copy(), found.terms.tolist()
    else:
        names = list(dict.fromkeys([terms] if isinstance(terms, str) else terms))
        held = [np.unique(found.article) for found in places(corpus, names)]
        columns = np.repeat(np.arange(len(names)), [len(one) for one in held])
        present = sparse.csr_array((np.ones(len(columns), dtype=np.int64), (np.concatenate([*held, []]).astype(int),
                                                                            columns)), shape=(len(corpus), len(names)))
    present.data[:] = 1
    return present, names


def states(counts: np.ndarray, batches: np.ndarray, ratio: float, cost: float) -> tuple[np.ndarray, np.ndarray]:
    """(in a burst or not, what a period in a burst gains in log-likelihood), both (terms, periods): the cheapest path.

    `counts`: (terms, periods) of `batches` (periods,) texts have the term.
    """
    usual = counts.sum(axis=1) / max(batches.sum(), 1)
    raised = np.minimum(usual * ratio, (1 + usual) / 2)  # a term that half of all texts have cannot double
    gain = _likelihood(counts, batches, raised) - _likelihood(counts, batches, usual)
    enter = cost * np.log(max(len(batches), 1))
    low, high = np.zeros(len(counts)), np.full(len(counts), np.inf)  # the automaton starts in the usual state
    from_low = np.zeros(counts.shape, dtype=bool)
    from_high = np.zeros(counts.shape, dtype=bool)
    for period in range(counts.shape[1]):
        from_low[:, period] = low + enter < high
        from_high[:, period] = high < low
        low, high = np.minimum(low, high), np.minimum(low + enter, high) - gain[:, period]
    path = np.zeros(counts.shape, dtype=bool)
    now = high < low
    for period in reversed(range(counts.shape[1])):
        path[:, period] = now
        now = np.where(now, ~from_low[:, period], from_high[:, period])
    return path, gain


def _likelihood(counts: np.ndarray, batches: np.ndarray, share: np.ndarray) -> np.ndarray:
    share = share[:, None]
    return xlogy(counts, share) + xlogy(batches - counts, 1 - share)


def _intervals(counts: np.ndarray, batches: np.ndarray, ratio: float, cost: float) -> list[tuple]:
    """(term, first period, period after the last, weight) of every burst."""
    path, gain = states(counts, batches, ratio, cost)
    edges = np.diff(np.pad(path, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    term, start = np.nonzero(edges == 1)
    _, end = np.nonzero(edges == -1)
    return [(one, low, high, gain[one, low:high].sum()) for one, low, high in
            zip(term.tolist(), start.tolist(), end.tolist(), strict=True)]


def _table(corpus: Corpus, found: list[tuple], names: list[str], counts, batches, periods) -> pd.DataFrame:
    starts, ends = periods.start_time.tz_localize("UTC"), (periods + 1).start_time.tz_localize("UTC")
    totals = counts.sum(axis=0)
    keys = [" ".join(word.key for word in tokens.words(name)) for name in names]
    spelled = shown(keys, corpus)
    rows = [(names[term], spelled[term], starts[low], ends[high - 1], counts[low:high, [term]].sum(),
             batches[low:high].sum(), totals[term] / batches.sum(), weight) for term, low, high, weight in found]
    columns = ["term", "shown", "period", "until", "texts", "all_texts", "usual", "weight"]
    table = pd.DataFrame(rows, columns=columns).astype({"term": TEXT, "shown": TEXT, "period": MOMENT, "until": MOMENT,
                                                        "texts": "int64", "all_texts": "int64", "usual": float,
                                                        "weight": float})
    table.insert(7, "share", table["texts"] / table["all_texts"].clip(lower=1))
    order = ["weight", "term", "period"]
    return table.sort_values(order, ascending=[False, True, True], ignore_index=True)

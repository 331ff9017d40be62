"""Pairs: which entities are named together, how often, how sure that is, and whether it is more than chance."""

import numpy as np
import pandas as pd
import pyarrow as pa
from scipy import sparse

from ..articles import units
from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text import statistics
from . import distinct, interval, meetings, null, windows
from .tables import COLUMNS, table

MEASURES = ("npmi", "g2", "q_value")


def pairs(mentions: pd.DataFrame, corpus: Corpus, *, window: str | int = "sentence", least: int = 1,
          resamples: int = 1000, seed: int = 0) -> pd.DataFrame:
    """Every two entities of `mentions` that share a window, in canonical order.

    Columns: entity_a, entity_b (a before b in the alphabet), count (windows with both), articles, outlets, texts (with
    such a window), npmi, npmi_low, npmi_high, g2, q_value.  `window`: "sentence", "paragraph", "article", or a number
    of words (passages of that many, one after another).  A mention is in the window where it begins.

    `least`: pairs that share fewer windows are left out, and `table.attrs["statement"]` says how many these are.  In a
    wide window most pairs of a large collection meet once, and a table of them all needs much memory.  Those left out
    still count as tests, passed by none, so that no q_value is too small.

    The last five are reckoned over the windows of one article of each independent text, so that a wire story counts
    once, and over windows that name anyone: `npmi` (Bouma 2009), from -1 (never together) to 1 (never apart), with its
    95 % interval when texts are drawn anew `resamples` times (see `interval`); `g2` (Dunning 1993); and `q_value`, the
    false discovery rate (Benjamini & Hochberg 1995; tests as in Gilbert 2005) under a null that keeps each entity's
    frequency and each window's number of entities (see `null`).  A pair that meets in reprints only has npmi -1, g2 0
    and q_value 1.  The interval is NaN for a pair that meets in fewer than two independent texts, since one text cannot
    tell how texts differ; the statement says how many have one.  Of a pair in two or three texts it
    reaches down to -1: draws without any of them are too many.

    The most frequent pairs come first.  Raises ValueError for another window, `least` below 1, fewer than 100
    resamples, or mentions of another corpus.
    """
    windows.check(window)
    if not isinstance(least, int) or least < 1:
        raise ValueError(f"least={least!r}: allowed is a number of windows, 1 or more")
    if not isinstance(resamples, int) or resamples < 100:
        raise ValueError(f"resamples={resamples!r}: an interval needs 100 or more; 1,000 is usual")
    return _table(_reckoned(mentions, corpus, window, least, resamples, seed), least)


def _reckoned(mentions: pd.DataFrame, corpus: Corpus, window: str | int, least: int, resamples: int, seed: int
              ) -> dict[str, np.ndarray | int]:
    """What the table is made of, in the order of the alphabet and in little room: the numbers of the entities, into
    `names`; the counts; the `kind` of each pair, and the measures of each kind; `bounds` of the pairs `held`; how many
    pairs share `fewer` windows."""
    there, article, names = meetings.stand(mentions, corpus, window)
    first, second, count, fewer = meetings.together(there, least=least)
    spread, met = _spread(there, article, first, second, corpus)
    leads = _leads(corpus)
    kind, measures = _strength(there[leads[article] >= 0], first, second, met)
    held = distinct.sums(met.pair, len(first)) >= interval.LEAST
    met = meetings.Meetings(*(column[held[met.pair]] for column in met))
    held = np.flatnonzero(held)
    bounds = _intervals(there, article, first[held], second[held], met._replace(pair=np.searchsorted(held, met.pair)),
                        leads, resamples, seed) if len(held) else np.empty((2, 0))
    return {"names": names, "entity_a": first, "entity_b": second, "count": count, **spread, "kind": kind, **measures,
            "held": held, "bounds": bounds, "fewer": fewer}


def _table(found: dict[str, np.ndarray | int], least: int) -> pd.DataFrame:
    """The table, the most frequent pairs first; each column of what was reckoned goes where its own is made, so that
    millions of pairs are not there twice."""
    order = np.lexsort((-found["articles"], -found["count"])).astype("int32")
    columns, held, fewer = dict.fromkeys(COLUMNS["pairs"]), found.pop("held"), found.pop("fewer")
    place = np.empty_like(order)
    place[order] = np.arange(len(order), dtype=order.dtype)
    for name, bound in zip(("npmi_low", "npmi_high"), found.pop("bounds"), strict=True):
        columns[name] = np.full(len(order), np.nan)
        columns[name][place[held]] = bound
    called = pd.array(found.pop("names"), dtype=TEXT)
    for name in ("entity_a", "entity_b"):
        columns[name] = called.take(found.pop(name)[order])
        pa.default_memory_pool().release_unused()
    kind = found.pop("kind")[order]
    columns |= {name: found.pop(name)[kind] for name in MEASURES}
    del called, kind, place
    columns |= {name: found.pop(name)[order].astype("int64") for name in list(found)}
    del order
    made = table("pairs", pd.DataFrame(columns, copy=False))
    made.attrs["statement"] = _statement(len(made), len(held), fewer, least)
    return made


def _leads(corpus: Corpus) -> np.ndarray:
    """Of each article the number of its text, if it is the one that stands for it, else -1; in the order of the ids,
    which no order of the articles changes."""
    ids, groups = corpus.about["article_id"].to_numpy(dtype=object), units.texts(corpus).to_numpy(dtype=object)
    leading = np.flatnonzero(ids == groups)
    found = np.full(len(ids), -1)
    found[leading[np.argsort(ids[leading].astype(str), kind="stable")]] = np.arange(len(leading))
    return found


def _spread(there: sparse.csr_array, article: np.ndarray, first: np.ndarray, second: np.ndarray, corpus: Corpus
            ) -> tuple[dict[str, np.ndarray], meetings.Meetings]:
    """(articles, outlets and texts of each pair; its meetings in articles that stand for their text)."""
    tally, leads, met = units.Tally(corpus, len(first)), _leads(corpus), meetings.Gathered(3)
    for part in meetings.listed(there, article, first, second):
        tally.add(part.article, part.pair)
        own = leads[part.article] >= 0
        met.add(column[own] for column in part)
    return tally.counts(), meetings.Meetings(*met.whole())


def _strength(there: sparse.csr_array, first: np.ndarray, second: np.ndarray, met: meetings.Meetings
              ) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """(the kind of each pair in the windows `there`; npmi, g2 and q_value of each kind): those follow from how many
    windows two entities share and how many each has, in which millions of pairs are alike."""
    sizes, size = np.unique(there.sum(axis=0), return_inverse=True)
    codes = distinct.sums(met.pair, len(first), met.windows)  # and then, in the same room, with both sizes beside
    for end in (first, second):
        codes *= len(sizes)
        codes += size.astype("int32")[end]
    kind, codes = distinct.numbers(codes)
    codes, two = np.divmod(codes, len(sizes))
    shared, one = np.divmod(codes, len(sizes))
    cases = shared, sizes[one], sizes[two]
    npmi, g2, q = statistics.npmi(*cases, there.shape[0]), statistics.g2(*cases, there.shape[0]), np.ones(len(shared))
    meet = shared > 0
    npmi[~meet], g2[~meet] = -1.0, 0.0
    if meet.any():
        times = np.bincount(kind, minlength=len(shared))
        q[meet] = _q_values(there, *(case[meet] for case in (*cases, times)))
    return kind, dict(zip(MEASURES, (npmi, g2, q), strict=True))


def _q_values(there: sparse.csr_array, shared: np.ndarray, one: np.ndarray, two: np.ndarray, times: np.ndarray
              ) -> np.ndarray:
    """False discovery rates of kinds of pairs, `times` pairs of each; 1 where they are too rare to be tested."""
    frequencies = there.sum(axis=0)
    frequencies = frequencies[frequencies > 0]
    model = null.chances(frequencies, there.sum(axis=1))
    allowed, tests = null.testable(frequencies, *model)
    tested = allowed[np.searchsorted(model[0], one), np.searchsorted(model[0], two)]
    p, times = null.tails(shared[tested], one[tested], two[tested], *model), times[tested]
    found = np.ones(len(shared))
    # Pairs that never met have p = 1: they only add to the number of tests.
    found[tested] = np.minimum(statistics.q_values(p, times) * tests / max(times.sum(), 1), 1.0)
    return found


def _intervals(there: sparse.csr_array, article: np.ndarray, first: np.ndarray, second: np.ndarray,
               met: meetings.Meetings, leads: np.ndarray, resamples: int, seed: int) -> np.ndarray:
    """(2, pairs) the bounds of the pairs' npmi."""
    who, ends = np.unique(np.concatenate([first, second]), return_inverse=True)
    leading = leads[article] >= 0
    texts, text = np.unique(leads[article[leading]], return_inverse=True)
    by_text = sparse.csr_array((np.ones(len(text), dtype="int32"), (text, np.arange(len(text)))),
                               shape=(len(texts), len(text)))
    together = sparse.csc_array((met.windows, (np.searchsorted(texts, leads[met.article]).astype("int32"),
                                               met.pair.astype("int32"))), shape=(len(texts), len(first)))
    named = sparse.csc_array(by_text @ there[leading][:, who])
    return interval.npmi(together, named, *np.split(ends, 2), by_text.sum(axis=1), resamples=resamples, seed=seed)


def _statement(pairs: int, held: int, fewer: int, least: int) -> str:
    left = f" {fewer:,} pairs that share fewer than {least} windows are left out." if fewer else ""
    if not pairs:
        return "No two entities are named together." + left
    return (f"Of {pairs:,} pairs, {held:,} meet in two or more independent texts and have an interval; the others have "
            f"none, since one text cannot tell how texts differ.{left}")

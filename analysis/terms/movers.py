"""Movers: the terms that rise and fall from one window of time to another."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..articles.copies import copies
from ..articles.parts import Parts
from ..corpus import Corpus
from .count import kept, with_forms
from .keyness import compare
from .matrix import matrix

Window = tuple[str, str]
EARLIER, LATER = "earlier", "later"
_NAMES = {"count": "later_count", "other_count": "earlier_count", "articles": "later_articles",
          "texts": "later_texts", "per_million": "later_per_million", "other_per_million": "earlier_per_million"}
COLUMNS = ["term", "shown", "earlier_count", "later_count", "earlier_texts", "later_texts", "earlier_per_million",
           "later_per_million", "log_ratio", "low", "high", "t", "p", "q_value", "period", "until"]


def movers(corpus: Corpus, *, earlier: Window | None = None, later: Window | None = None, min_articles: int = 2,
           stop: str | Iterable[str] | None = "en", also: Iterable[str] = (), lemmas: bool = False,
           resamples: int = 1000, seed: int = 0) -> pd.DataFrame:
    """The terms of two windows of time, from the surest riser to the surest faller.

    `earlier`, `later`: first and last day, as in ("2025-06-01", "2025-06-07"); by default the two halves of the dated
    articles, cut at a day.  Columns: term, shown; earlier_count, later_count (occurrences), earlier_texts, later_texts
    (independent ones that have the term), earlier_per_million, later_per_million; log_ratio (base 2, above 0 for
    risers) with its 95 % interval low to high; t, p, q_value of the test of `terms.keyness`, whose docstring has the
    definitions (and of `lemmas`); period, until (the later window, and the day after it).  `table.attrs["statement"]`
    says which windows these are and what cannot be tested.  Raises ValueError for windows that are no dates, overlap,
    come in the wrong order, or have no articles.
    """
    published = corpus.about["published"]
    if not published.notna().any():
        return _said(pd.DataFrame({column: [] for column in COLUMNS}), "No article has a date: nothing can rise.")
    first, second = _windows(published.dropna(), earlier, later)
    labels = np.full(len(corpus), None, dtype=object)
    for name, (start, end) in ((EARLIER, first), (LATER, second)):
        inside = ((published >= start) & (published < end)).fillna(False).to_numpy(dtype=bool)
        if not inside.any() and (earlier or later):
            raise ValueError(f"{name}={_days(start, end)!r} has no articles; those of the collection run from "
                             f"{published.min():%Y-%m-%d} to {published.max():%Y-%m-%d}")
        labels[inside] = name
    names = [name for name in (EARLIER, LATER) if (labels == name).any()]
    corpus.once(copies)  # before the matrix: either needs much memory while it is made
    terms = kept(matrix(corpus, min_articles=min_articles, lemmas=lemmas), stop, also=also)
    table, statement = compare(corpus, terms, Parts("window", labels, names), None, resamples, seed, "test", whole=True)
    before = table.loc[table["part"] == EARLIER, ["term", "texts"]].set_index("term")["texts"]
    table = table[table["part"] == LATER].reset_index(drop=True).rename(columns=_NAMES)
    table = table.assign(earlier_texts=before.reindex(table["term"]).to_numpy(), period=second[0], until=second[1])
    spans = f"{EARLIER}: {' to '.join(_days(*first))}; {LATER}: {' to '.join(_days(*second))}. "
    return _said(with_forms(table[COLUMNS].copy(), terms), spans + statement)


def _said(table: pd.DataFrame, statement: str) -> pd.DataFrame:
    table.attrs["statement"] = statement
    return table


def _windows(published: pd.Series, earlier: Window | None, later: Window | None) -> tuple[tuple, tuple]:
    """((start, end), (start, end)), ends exclusive."""
    start, end = published.min().normalize(), published.max().normalize() + pd.Timedelta(days=1)
    middle = max(published.sort_values().iloc[len(published) // 2].normalize(), start + pd.Timedelta(days=1))
    second = _window("later", later) if later else None
    first = _window("earlier", earlier) if earlier else (start, second[0] if second else middle)
    second = second or (max(middle, first[1]) if not earlier else first[1], end)
    if first[1] > second[0]:
        raise ValueError(f"earlier={_days(*first)!r} reaches into later={_days(*second)!r}; windows must not overlap")
    return first, second


def _window(name: str, given: Window) -> tuple[pd.Timestamp, pd.Timestamp]:
    try:
        first, last = (pd.to_datetime(day, format="%Y-%m-%d", utc=True) for day in given)
    except (ValueError, TypeError):
        raise ValueError(f"{name}={given!r} is no window; give the first and the last day, as in "
                         "('2025-06-01', '2025-06-07')") from None
    if first > last:
        raise ValueError(f"{name}={given!r} ends before it starts")
    return first, last + pd.Timedelta(days=1)


def _days(start: pd.Timestamp, end: pd.Timestamp) -> tuple[str, str]:
    return f"{start:%Y-%m-%d}", f"{end - pd.Timedelta(days=1):%Y-%m-%d}"

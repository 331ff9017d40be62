"""Trends: how often terms are used from period to period, with how sure that is."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..corpus.tables import TEXT
from .count import MILLION
from .index import index
from .occurrences import places

FREQUENCIES = {"D": "day", "W": "week", "M": "month"}
RESAMPLES = 400
BAND = (0.05, 0.95)


def trend(corpus: Corpus, terms: Iterable[str], *, freq: str = "W", seed: int = 0) -> pd.DataFrame:
    """Uses of each term in each period: term, period, count, articles, words, per_million, low, high, partial.

    `period` is the first day of a day, week (from Monday) or month, "D", "W" or "M"; every period from the first to
    the last is there, one without articles has no rate (NaN), so that a gap is not taken for silence.  `low` to
    `high` is the 90 % band of 400 resamplings of the period's articles.  `partial` marks the first and last period
    where the collection starts or ends inside it.  Undated articles are left out.  Sorted by term as given, period.
    Raises ValueError for another `freq` or a term without a word.
    """
    if freq not in FREQUENCIES:
        raise ValueError(f"freq={freq!r}: allowed are D (day), W (week), M (month)")
    dated = corpus.articles["published"].notna().to_numpy()
    period = periods(corpus.articles["published"], freq)
    axis = pd.period_range(period[dated].min(), period[dated].max(), freq=freq) if dated.any() else period[dated]
    slot = np.where(dated, axis.get_indexer(period), -1) if len(axis) else np.full(len(corpus), -1)
    words = np.bincount(corpus.once(index).article, minlength=len(corpus))
    rows = [_one(corpus, term, slot, axis, words, seed) for term in terms]
    columns = ["term", "period", "count", "articles", "words", "per_million", "low", "high", "partial"]
    frame = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=columns)
    frame["partial"] = frame["period"].isin(_partial(corpus.articles.loc[dated, "published"], axis))
    return frame[columns]


def periods(published: pd.Series, freq: str) -> pd.PeriodIndex:
    """The period of each date (NaT for none), in UTC."""
    return pd.PeriodIndex(published.dt.tz_localize(None), freq=freq)


def _one(corpus: Corpus, term: str, slot: np.ndarray, axis: pd.PeriodIndex, words: np.ndarray,
         seed: int) -> pd.DataFrame:
    uses = np.bincount(corpus.once(index).article[places(corpus, term)], minlength=len(corpus))
    inside = slot >= 0

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(slot[inside], values[inside], minlength=len(axis))

    size, count = total(words), total(uses)
    bands = [_band(uses[slot == place], words[slot == place], seed) for place in range(len(axis))]
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.where(size > 0, count / size * MILLION, np.nan)
    return pd.DataFrame({
        "term": pd.array([term] * len(axis), dtype=TEXT), "period": axis.start_time.tz_localize("UTC"),
        "count": count.astype(np.int64), "articles": total(uses > 0).astype(np.int64),
        "words": size.astype(np.int64), "per_million": rate,
        "low": [low for low, _ in bands], "high": [high for _, high in bands],
    })


def _band(uses: np.ndarray, words: np.ndarray, seed: int) -> tuple[float, float]:
    """The rate's interval when a period's articles are drawn again with replacement; NaN under two articles."""
    if len(uses) < 2 or words.sum() == 0:
        return np.nan, np.nan
    drawn = np.random.default_rng(seed).multinomial(len(uses), np.full(len(uses), 1 / len(uses)), size=RESAMPLES)
    rates = drawn @ uses / np.maximum(drawn @ words, 1) * MILLION
    return tuple(np.quantile(rates, BAND))


def _partial(published: pd.Series, axis: pd.PeriodIndex) -> list[pd.Timestamp]:
    """The first and the last period, where no article stands on its first or last day."""
    if not len(axis):
        return []
    first, last = published.min().tz_localize(None), published.max().tz_localize(None)
    ends = [axis[0]] if first.normalize() > axis[0].start_time else []
    ends += [axis[-1]] if last.normalize() < axis[-1].end_time.normalize() else []
    return [period.start_time.tz_localize("UTC") for period in ends]

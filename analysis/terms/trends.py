"""Trends: how often terms are used from period to period, with how sure that is."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..articles.parts import periods
from ..articles.units import texts
from ..corpus import Corpus
from ..corpus.tables import TEXT
from .count import MILLION
from .occurrences import places

FREQUENCIES = ("D", "W", "M")
RESAMPLES = 400
BAND = (0.05, 0.95)
COLUMNS = ["term", "period", "until", "count", "articles", "outlets", "texts", "words", "per_million", "low", "high",
           "partial"]


def trend(corpus: Corpus, terms: str | Iterable[str], *, freq: str = "W", lemmas: bool = False, seed: int = 0
          ) -> pd.DataFrame:
    """Uses of each term in each period, one row a term and period, in the order of the terms given.

    Columns: term; period, until (first day of a day, week from Monday, or month: "D", "W", "M"; and of the next one);
    count, articles, outlets, texts (that have the term); words, per_million; low, high (the 90 % band of 400
    resamplings of the period's independent texts, all reprints of a text together; NaN under two texts); partial (the
    first or last period, where the collection starts or ends inside it).  Every period from the first to the last is
    there; one without articles has no rate (NaN), so that a gap is not taken for silence.  Undated articles are left
    out.  With `lemmas` a term stands for all forms of its words.  Raises ValueError for another `freq` or a term
    without a word.
    """
    axis = timeline(corpus, freq)
    asked = list(dict.fromkeys([terms] if isinstance(terms, str) else terms))
    uses = [np.bincount(found.article, minlength=len(corpus)) for found in places(corpus, asked, lemmas=lemmas)]
    clusters = _clusters(corpus, axis, seed)
    tables = [_one(corpus, term, use, axis, clusters) for term, use in zip(asked, uses, strict=True)]
    if not tables or not len(axis.periods):
        return _nothing()
    frame = pd.concat(tables, ignore_index=True)
    frame["partial"] = frame["period"].isin(_partial(corpus, axis))
    return frame[COLUMNS]


class Timeline(NamedTuple):
    """periods: from the first to the last; slot: each article's period, -1 for undated."""

    periods: pd.PeriodIndex
    slot: np.ndarray

    def total(self, values: np.ndarray) -> np.ndarray:
        """The sum of the articles' values in each period."""
        inside = self.slot >= 0
        return np.bincount(self.slot[inside], values[inside], minlength=len(self.periods)).astype(np.int64)

    def different(self, there: np.ndarray, labels: np.ndarray) -> np.ndarray:
        """How many different labels the articles `there` have in each period."""
        rows = np.flatnonzero(there & (self.slot >= 0))
        codes = pd.factorize(labels[rows])[0]
        pairs = np.unique(np.stack([self.slot[rows], codes]), axis=1)
        return np.bincount(pairs[0].astype(np.int64), minlength=len(self.periods))


def timeline(corpus: Corpus, freq: str) -> Timeline:
    """The periods that the dated articles span.  Raises ValueError for a `freq` other than D, W, M."""
    if freq not in FREQUENCIES:
        raise ValueError(f"freq={freq!r}: allowed are D (day), W (week), M (month)")
    dated = corpus.about["published"].notna().to_numpy()
    period = periods(corpus.about["published"], freq)
    if not dated.any():
        return Timeline(period[dated], np.full(len(corpus), -1))
    axis = pd.period_range(period[dated].min(), period[dated].max(), freq=freq)
    return Timeline(axis, np.where(dated, axis.get_indexer(period), -1))


class _Clusters(NamedTuple):
    """Of each period: the rows of its articles, which of its texts each is of, and how often each resampling has it."""

    rows: list[np.ndarray]
    texts: list[np.ndarray]
    drawn: list[np.ndarray]


def _clusters(corpus: Corpus, axis: Timeline, seed: int) -> _Clusters:
    groups = texts(corpus).to_numpy(dtype=object)
    rows = [np.flatnonzero(axis.slot == slot) for slot in range(len(axis.periods))]
    numbers = [np.unique(groups[here].astype(str), return_inverse=True)[1] for here in rows]
    sizes = [number.max() + 1 if len(number) else 0 for number in numbers]
    drawn = [np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), size=RESAMPLES)
             if size > 1 else np.zeros((0, size)) for size in sizes]
    return _Clusters(rows, numbers, drawn)


def _one(corpus: Corpus, term: str, uses: np.ndarray, axis: Timeline, clusters: _Clusters) -> pd.DataFrame:
    words, there = corpus.about["words"].to_numpy(), uses > 0
    size, count = axis.total(words), axis.total(uses)
    bands = [_band(uses[rows], words[rows], texts, drawn) for rows, texts, drawn in zip(*clusters, strict=True)]
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.where(size > 0, count / size * MILLION, np.nan)
    starts = axis.periods.start_time.tz_localize("UTC")
    return pd.DataFrame({
        "term": pd.array([term] * len(starts), dtype=TEXT), "period": starts,
        "until": (axis.periods + 1).start_time.tz_localize("UTC"), "count": count, "articles": axis.total(there),
        "outlets": axis.different(there, corpus.about["source"].to_numpy(dtype=object)),
        "texts": axis.different(there, texts(corpus).to_numpy(dtype=object)), "words": size, "per_million": rate,
        "low": [low for low, _ in bands], "high": [high for _, high in bands],
    })


def _band(uses: np.ndarray, words: np.ndarray, texts: np.ndarray, drawn: np.ndarray) -> tuple[float, float]:
    """The rate's interval when a period's texts are drawn again with replacement; NaN under two texts."""
    if len(drawn) == 0 or words.sum() == 0:
        return np.nan, np.nan
    used, size = (np.bincount(texts, values).astype(np.int64) for values in (uses, words))
    return tuple(np.quantile((drawn @ used) / np.maximum(drawn @ size, 1) * MILLION, BAND))


def _partial(corpus: Corpus, axis: Timeline) -> list[pd.Timestamp]:
    """The first and the last period, where no article stands on its first or last day."""
    published = corpus.about["published"].dropna()
    first, last = published.min().tz_localize(None), published.max().tz_localize(None)
    ends = [axis.periods[0]] if first.normalize() > axis.periods[0].start_time else []
    ends += [axis.periods[-1]] if last.normalize() < axis.periods[-1].end_time.normalize() else []
    return [period.start_time.tz_localize("UTC") for period in ends]


def _nothing() -> pd.DataFrame:
    moment = "datetime64[us, UTC]"
    kinds = {"term": TEXT, "period": moment, "until": moment, "per_million": float, "low": float, "high": float,
             "partial": bool}
    return pd.DataFrame({column: pd.Series([], dtype=kinds.get(column, "int64")) for column in COLUMNS})

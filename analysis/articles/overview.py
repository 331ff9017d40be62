"""What is in the collection: by outlet, by period, what was removed, and what to beware of before any conclusion."""

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..corpus.tables import TEXT
from . import concerns

FEW = 15  # under this many articles, shares and trends say little
PERIODS = {"D": "day", "W": "week", "M": "month"}


def outlets(corpus: Corpus) -> pd.DataFrame:
    """One row an outlet: source, articles, words, median_words, undated, first, last (dates); most articles first."""
    grouped = corpus.about.groupby("source", observed=True)
    frame = pd.DataFrame({
        "articles": grouped.size(), "words": grouped["words"].sum(), "median_words": grouped["words"].median(),
        "undated": grouped["published"].agg(lambda dates: int(dates.isna().sum())),
        "first": grouped["published"].min(), "last": grouped["published"].max(),
    })
    return frame.reset_index().sort_values(["articles", "source"], ascending=[False, True], ignore_index=True)


def timeline(corpus: Corpus, *, freq: str = "W") -> pd.DataFrame:
    """Articles of each outlet in each period: source, period (its first day), articles; periods without any are 0.

    `freq`: "D", "W" (from Monday) or "M".  Undated articles are left out.  Raises ValueError for another `freq`.
    """
    if freq not in PERIODS:
        raise ValueError(f"freq={freq!r}: allowed are D (day), W (week), M (month)")
    dated = corpus.about.dropna(subset=["published"])
    if dated.empty:
        return pd.DataFrame({"source": pd.array([], dtype=TEXT), "period": pd.to_datetime([], utc=True),
                             "articles": np.array([], dtype="int64")})
    period = pd.PeriodIndex(dated["published"].dt.tz_localize(None), freq=freq)
    axis = pd.period_range(period.min(), period.max(), freq=freq)
    counts = pd.crosstab(dated["source"].to_numpy(dtype=object), period).reindex(columns=axis, fill_value=0)
    long = counts.rename_axis(index="source", columns="period").stack().rename("articles").reset_index()
    return long.assign(source=long["source"].astype(TEXT), period=long["period"].dt.start_time.dt.tz_localize("UTC"))


def languages(corpus: Corpus) -> pd.DataFrame:
    """Articles by language: lang (ISO 639-1; "und" where too short to tell), articles, words, outlets."""
    grouped = corpus.about.groupby("lang", observed=True)
    frame = pd.DataFrame({"articles": grouped.size(), "words": grouped["words"].sum(),
                          "outlets": grouped["source"].nunique()}).reset_index()
    return frame.sort_values(["articles", "lang"], ascending=[False, True], ignore_index=True)


def removed(corpus: Corpus) -> pd.DataFrame:
    """What cleaning took out: reason, lines, words, articles, least_confidence, example; most lines first."""
    lines = corpus.removed.assign(words=corpus.removed["text"].str.split().str.len())
    grouped = lines.groupby("reason", observed=True)
    frame = pd.DataFrame({
        "lines": grouped.size(), "words": grouped["words"].sum(), "articles": grouped["article_id"].nunique(),
        "least_confidence": grouped["confidence"].min(), "example": grouped["text"].first().str.slice(0, 90),
    })
    return frame.reset_index().sort_values(["lines", "reason"], ascending=[False, True], ignore_index=True)


def rejected(corpus: Corpus) -> pd.DataFrame:
    """What could not be read, by reason: reason, inputs, example (origin), detail; most inputs first."""
    grouped = corpus.rejected.groupby("reason", observed=True)
    frame = pd.DataFrame({"inputs": grouped.size(), "example": grouped["origin"].first(),
                          "detail": grouped["detail"].first()})
    return frame.reset_index().sort_values(["inputs", "reason"], ascending=[False, True], ignore_index=True)


def warnings(corpus: Corpus) -> pd.DataFrame:
    """What to know before concluding anything: concern, detail.  Empty where nothing stands out."""
    articles = corpus.about
    found = [*_size(articles), *_dates(articles), *_languages(articles), *_emptied(articles), *_dominance(articles),
             *concerns.over_time(articles)]
    return pd.DataFrame(found, columns=["concern", "detail"], dtype=TEXT)


def _size(articles: pd.DataFrame) -> list[tuple[str, str]]:
    if articles.empty:
        return [("no articles", "nothing can be counted; see what was rejected")]
    if len(articles) < FEW:
        return [("few articles", f"{len(articles)} articles describe themselves; they show no trend, and no topics "
                                 "of a larger whole")]
    return []


def _dates(articles: pd.DataFrame) -> list[tuple[str, str]]:
    undated = int(articles["published"].isna().sum())
    if undated == 0:
        return []
    return [("undated articles", f"{undated} of {len(articles)} have no date and are left out of everything over time")]


def _languages(articles: pd.DataFrame) -> list[tuple[str, str]]:
    known = articles.loc[~articles["lang"].isin(["", "und"]), "lang"]
    if known.nunique() < 2:
        return []
    counts = known.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return [("several languages", ", ".join(f"{lang}: {count}" for lang, count in counts.items())
             + "; terms and names are read as English")]


def _emptied(articles: pd.DataFrame) -> list[tuple[str, str]]:
    empty = int((articles["words"] == 0).sum())
    return [("articles without words", f"{empty} of {len(articles)}: nothing of them is counted")] if empty else []


def _dominance(articles: pd.DataFrame) -> list[tuple[str, str]]:
    if articles["source"].nunique() < 2:
        return []
    words = articles.groupby("source", observed=True)["words"].sum()
    share = words.max() / max(words.sum(), 1)
    if share <= 0.5:
        return []
    return [("one outlet dominates", f"{words.idxmax()} wrote {share:.0%} of all words: counts over the whole "
                                     "collection are mostly its own")]

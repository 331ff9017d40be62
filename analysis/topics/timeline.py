"""When each topic was written about, and how sure that is."""

import numpy as np
import pandas as pd
from scipy import sparse

from ..articles.copies import copies
from ..corpus import Corpus
from ..corpus.tables import TEXT
from .tables import Topics

FREQUENCIES = ("D", "W", "M", "Q", "Y")
RESAMPLES = 400
BAND = (0.05, 0.95)
_COLUMNS = {"topic": "int64", "label": TEXT, "period": "datetime64[us]", "articles": "int64",
            "texts": "float64", "share": "float64", "low": "float64", "high": "float64"}


def timeline(topics: Topics, corpus: Corpus, *, freq: str = "W", seed: int = 0) -> pd.DataFrame:
    """Articles of each topic in each period: topic, label, period (its first day), articles, texts, share, low, high.

    An article of several passages counts in each of its topics by the share of its passages.  `articles` are
    those with a part in the topic, `texts` the same where copies count as one and parts as parts, `share` the
    topic's part of all texts of the period (NaN in a period without any), `low` and `high` the 90 % band of the share
    when the period's independent texts, each with all its copies, are drawn again with replacement 400 times (NaN
    under two texts).  Every topic has a row for every period from the first to the last.  Undated articles are left
    out.  `freq`: "D" day, "W" week (from Monday), "M", "Q" or "Y". Raises ValueError for another.
    """
    if freq not in FREQUENCIES:
        raise ValueError(f"freq={freq!r}: it is one of {', '.join(map(repr, FREQUENCIES))} (day, week, "
                         "month, quarter, year)")
    parts = _parts(topics, corpus)
    dated = parts[parts["published"].notna()]
    if dated.empty or not len(topics):
        return pd.DataFrame([], columns=list(_COLUMNS)).astype(_COLUMNS)
    dated = dated.assign(period=dated["published"].dt.tz_localize(None).dt.to_period(freq))
    periods = pd.period_range(dated["period"].min(), dated["period"].max(), freq=freq)
    grid = pd.MultiIndex.from_product([topics.topics["topic"], periods], names=["topic", "period"])
    summed = dated.groupby(["topic", "period"]).agg(
        articles=("article_id", "nunique"), texts=("texts", "sum")).reindex(grid, fill_value=0).reset_index()
    whole = summed.groupby("period")["texts"].transform("sum")
    summed["share"] = np.where(whole > 0, summed["texts"] / whole.where(whole > 0, 1), np.nan)
    summed = summed.merge(_bands(dated, topics.topics["topic"].tolist(), seed), how="left", on=["topic", "period"])
    summed["label"] = summed["topic"].map(topics.topics.set_index("topic")["label"])
    summed["period"] = summed["period"].dt.start_time
    numbers = ["texts", "share", "low", "high"]
    summed[numbers] = summed[numbers].round(6)
    return summed[list(_COLUMNS)].astype(_COLUMNS)


def _bands(dated: pd.DataFrame, topics: list[int], seed: int) -> pd.DataFrame:
    """topic, period, low, high: of each topic's share of each period's texts."""
    found = []
    for period, rows in dated.groupby("period"):
        rows = rows.sort_values(["copy_group", "topic", "article_id"])
        group, _ = pd.factorize(rows["copy_group"])
        column = np.searchsorted(topics, rows["topic"])
        size = group.max() + 1
        if size < 2:
            continue
        texts = sparse.csr_array((rows["texts"].to_numpy(), (group, column)), shape=(size, len(topics)))
        chance = np.random.default_rng(seed)
        drawn = np.array([np.bincount(chance.integers(0, size, size), minlength=size) for _ in range(RESAMPLES)])
        sums = np.asarray((texts.T @ drawn.T.astype(np.float64)).T)
        low, high = np.quantile(sums / sums.sum(axis=1, keepdims=True), BAND, axis=0)
        found.append(pd.DataFrame({"topic": topics, "period": period, "low": low, "high": high}))
    nothing = pd.DataFrame({"topic": [], "period": pd.PeriodIndex([], freq=dated["period"].dt.freq), "low": [],
                            "high": []}).astype({"topic": "int64", "low": float, "high": float})
    return pd.concat(found, ignore_index=True) if found else nothing


def _parts(topics: Topics, corpus: Corpus) -> pd.DataFrame:
    """What each article gives to each of its topics: article_id, topic, texts, published, copy_group."""
    members = topics.members[topics.members["topic"] > 0]
    part = 1 / members.groupby("article_id")["unit"].transform("size")
    summed = members.assign(part=part).groupby(["article_id", "topic"], as_index=False)["part"].sum()
    known = corpus.about[["article_id", "published"]].merge(
        corpus.once(copies)[["article_id", "copy_group", "weight"]])
    if strange := sorted(set(summed["article_id"]) - set(known["article_id"]))[:3]:
        raise ValueError(f"topics: articles {strange} are not in corpus; pass the one they were found in")
    joined = summed.merge(known, on="article_id", validate="many_to_one")
    return joined.assign(texts=joined["part"] * joined["weight"])

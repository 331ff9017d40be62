"""When each topic was written about."""

import numpy as np
import pandas as pd

from ..articles.copies import copies
from ..corpus import Corpus
from ..corpus.tables import TEXT
from .tables import Topics

FREQUENCIES = ("D", "W", "M", "Q", "Y")
_COLUMNS = {"topic": "int64", "label": TEXT, "period": "datetime64[us]", "articles": "int64",
            "texts": "float64", "share": "float64"}


def timeline(topics: Topics, corpus: Corpus, *, freq: str = "W") -> pd.DataFrame:
    """Articles of each topic in each period: topic, label, period (its first day), articles, texts, share.

    An article of several passages counts in each of its topics by the share of its passages.  `articles` are
    those with a part in the topic, `texts` the same where copies count as one and parts as parts, `share` the
    topic's part of all texts of the period (NaN in a period without any).  Every topic has a row for every
    period from the first to the last.  Undated articles are left out.  `freq`: "D" day, "W" week (from
    Monday), "M", "Q" or "Y". Raises ValueError for another.
    """
    if freq not in FREQUENCIES:
        raise ValueError(f"freq={freq!r}: it is one of {', '.join(map(repr, FREQUENCIES))} (day, week, "
                         "month, quarter, year)")
    parts = _parts(topics, corpus)
    dated = parts[parts["published"].notna()]
    if dated.empty or not len(topics):
        return pd.DataFrame([], columns=list(_COLUMNS)).astype(_COLUMNS)
    period = dated["published"].dt.tz_localize(None).dt.to_period(freq)
    periods = pd.period_range(period.min(), period.max(), freq=freq)
    grid = pd.MultiIndex.from_product([topics.topics["topic"], periods], names=["topic", "period"])
    summed = dated.assign(period=period).groupby(["topic", "period"]).agg(
        articles=("article_id", "nunique"), texts=("texts", "sum")).reindex(grid, fill_value=0).reset_index()
    whole = summed.groupby("period")["texts"].transform("sum")
    summed["share"] = np.where(whole > 0, summed["texts"] / whole.where(whole > 0, 1), np.nan)
    summed["label"] = summed["topic"].map(topics.topics.set_index("topic")["label"])
    summed["period"] = summed["period"].dt.start_time
    summed[["texts", "share"]] = summed[["texts", "share"]].round(6)
    return summed[list(_COLUMNS)].astype(_COLUMNS)


def _parts(topics: Topics, corpus: Corpus) -> pd.DataFrame:
    """What each article gives to each of its topics: article_id, topic, texts, published."""
    members = topics.members[topics.members["topic"] > 0]
    part = 1 / members.groupby("article_id")["unit"].transform("size")
    summed = members.assign(part=part).groupby(["article_id", "topic"], as_index=False)["part"].sum()
    known = corpus.about[["article_id", "published"]].merge(corpus.once(copies)[["article_id", "weight"]])
    if strange := sorted(set(summed["article_id"]) - set(known["article_id"]))[:3]:
        raise ValueError(f"topics: articles {strange} are not in corpus; pass the one they were found in")
    joined = summed.merge(known, on="article_id", validate="many_to_one")
    return joined.assign(texts=joined["part"] * joined["weight"])

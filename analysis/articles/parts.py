"""The parts of a collection that are compared: by a column, by periods, by topics, or by labels of your own."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..corpus import Corpus

MOST = 100
PERIODS = {"day": "D", "week": "W", "month": "M", "year": "Y"}


class Parts(NamedTuple):
    """name: what the parts are; labels: each article's part as text, None for none; names: the parts, in order."""

    name: str
    labels: np.ndarray
    names: list[str]

    def nothing(self, why: str) -> str:
        """That there is nothing to compare, since there are not two parts, or else `why`."""
        if not self.names:
            return f"Nothing to compare: no article has a {self.name}."
        if len(self.names) == 1:
            return f"Nothing to compare: all articles are of one {self.name}, {self.names[0]}."
        return f"Nothing to compare: {why}."


def parts(corpus: Corpus, by: str | Mapping | pd.Series | pd.DataFrame) -> Parts:
    """The part of each article, in the order of `corpus.about`.

    `by`: a column of `corpus.about`; "day", "week", "month" or "year" of publication; a mapping or Series from
    article_id to label; or a table with article_id and topic (as `topics.find(corpus).members`, where an article is of
    the topic that it has most of).  Articles without a part stay out.  Raises ValueError for anything else, and for
    more than 100 parts.
    """
    name, found = _labels(corpus, by)
    labels = np.array([None if label is None or pd.isna(label) or str(label) == "" else str(label) for label in found],
                      dtype=object)
    names = sorted({label for label in labels if label is not None}, key=_natural)
    if len(names) > MOST:
        raise ValueError(f"by={name!r} makes {len(names):,} parts; at most {MOST} can be compared: group them first")
    return Parts(name, labels, names)


def periods(published: pd.Series, freq: str) -> pd.PeriodIndex:
    """The period of each date (NaT for none), in UTC."""
    return pd.PeriodIndex(published.dt.tz_localize(None), freq=freq)


def _labels(corpus: Corpus, by) -> tuple[str, np.ndarray | list]:
    articles, ids = corpus.about, corpus.about["article_id"]
    if isinstance(by, str) and by in articles.columns:
        return by, articles[by].to_numpy(dtype=object)
    if isinstance(by, str) and by in PERIODS:
        period = periods(articles["published"], PERIODS[by])
        return by, [None if one is pd.NaT else (str(one.start_time.date()) if by == "week" else str(one))
                    for one in period]
    if isinstance(by, pd.DataFrame) and {"article_id", "topic"} <= set(by.columns):
        return "topic", ids.map(_topics(by)).to_numpy(dtype=object)
    if isinstance(by, (pd.Series, Mapping)):
        labels = dict(by)
        return "labels", [labels.get(one) for one in ids]
    given = f"by={by!r}" if isinstance(by, str) else f"by: a {type(by).__name__}"
    raise ValueError(f"{given} names no parts; give a column ({', '.join(map(str, articles.columns))}), one of "
                     f"{', '.join(PERIODS)}, labels by article_id, or a table with article_id and topic")


def _topics(members: pd.DataFrame) -> pd.Series:
    """The topic that each article has most of: by units, then strength; 0 is no topic."""
    placed = members[members["topic"] != 0]
    strength = placed["strength"] if "strength" in placed else pd.Series(1.0, index=placed.index)
    sums = placed.assign(units=1, strength=strength).groupby(["article_id", "topic"], as_index=False)[
        ["units", "strength"]].sum()
    sums = sums.sort_values(["article_id", "units", "strength", "topic"], ascending=[True, False, False, True])
    return sums.drop_duplicates("article_id").set_index("article_id")["topic"].astype(str)


def _natural(label: str) -> tuple:
    """Numbers by size, so that topic 10 stands after topic 9."""
    return (0, int(label), "") if label.isdecimal() else (1, 0, label)

"""When each entity is in the news."""

import numpy as np
import pandas as pd

from ..corpus import Corpus
from .count import count, places
from .tables import table

FREQUENCIES = ("D", "W", "M")


def timeline(mentions: pd.DataFrame, corpus: Corpus, *, freq: str = "W", top: int = 6) -> pd.DataFrame:
    """The `top` entities named in most articles, period by period: entity, period, until, count, articles, of, share.

    `period` is the first day of a day, week (from Monday) or month ("D", "W", "M"; UTC), `until` that of the next;
    `count` the mentions in it, `articles` those that name the entity, `of` all articles of the period, `share` the one
    by the other: NaN in a period without articles.  Every period from the first to the last is there.  Undated articles
    are left out.  Entities in order of their articles, then periods.  Raises ValueError for another `freq` or
    `top` under 1.
    """
    if freq not in FREQUENCIES:
        raise ValueError(f"freq={freq!r}: allowed are D (day), W (week), M (month)")
    if not isinstance(top, int) or top < 1:
        raise ValueError(f"top={top!r}: allowed is a number of entities, 1 or more")
    counted = count(mentions, corpus).sort_values(["articles", "count", "entity"], ascending=[False, False, True])
    period = pd.PeriodIndex(corpus.about["published"].dt.tz_localize(None), freq=freq)
    dated = period.notna()
    if not dated.any():
        return table("timeline", [])
    axis = pd.period_range(period[dated].min(), period[dated].max(), freq=freq)
    slot = np.where(dated, axis.get_indexer(period), -1)
    of = np.bincount(slot[slot >= 0], minlength=len(axis))
    place, parts = places(mentions, corpus), []
    for entity in counted["entity"].head(top):
        uses = np.bincount(place[(mentions["entity"] == entity).to_numpy(dtype=bool)], minlength=len(corpus))
        named = (slot >= 0) & (uses > 0)
        articles = np.bincount(slot[named], minlength=len(axis))
        parts.append(pd.DataFrame({
            "entity": entity, "period": axis.start_time.tz_localize("UTC"),
            "until": (axis + 1).start_time.tz_localize("UTC"),
            "count": np.bincount(slot[named], uses[named], minlength=len(axis)), "articles": articles, "of": of,
            "share": np.divide(articles, of, out=np.full(len(axis), np.nan), where=of > 0),
        }))
    return table("timeline", pd.concat(parts) if parts else [])

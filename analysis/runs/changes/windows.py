"""Two windows of one collection: what it was before a day, and what it is."""

import numpy as np
import pandas as pd

from .snapshots import Snapshot

ENOUGH = 20  # texts on either side that make a window worth looking at
WINDOWS = (7, 28)  # days, the first that has enough


def split(whole: Snapshot, day: str = "") -> tuple[Snapshot, Snapshot]:
    """(the dated articles before `day`, all dated articles); see `compare.since`."""
    published = whole.articles["published"]
    dated = whole.only(published.notna().to_numpy(), "the dated articles")
    start = _given(day, dated) if day else _automatic(dated)
    if start is None:
        return dated.only(np.full(len(dated), False), "no older articles"), dated
    earlier = (dated.articles["published"] < start).to_numpy()
    return (dated.only(earlier, f"the articles before {start:%Y-%m-%d}"),
            Snapshot(dated.articles, dated.items, f"the articles from {start:%Y-%m-%d} on", dated.parameters))


def _given(day: str, dated: Snapshot) -> pd.Timestamp:
    try:
        start = pd.to_datetime(day, format="%Y-%m-%d", utc=True)
    except (ValueError, TypeError):
        raise ValueError(f"since={day!r} is no date; write it as YYYY-MM-DD, like 2025-06-10") from None
    published = dated.articles["published"]
    if not ((published < start).any() and (published >= start).any()):
        span = f"run from {published.min():%Y-%m-%d} to {published.max():%Y-%m-%d}" if len(dated) else "have no dates"
        raise ValueError(f"since={day!r} leaves no article before it, or none after; those of the collection {span}")
    return start


def _automatic(dated: Snapshot) -> pd.Timestamp | None:
    """The first day of the later window; None where all articles are of one day."""
    articles = dated.articles.drop_duplicates("copy_group")
    published = articles["published"].sort_values()
    if published.empty or published.iloc[0].floor("D") == published.iloc[-1].floor("D"):
        return None
    after = published.iloc[-1].floor("D") + pd.Timedelta(days=1)
    for days in WINDOWS:
        start = after - pd.Timedelta(days=days)
        later = int((published >= start).sum())
        if min(later, len(published) - later) >= ENOUGH:
            return start
    return max(published.iloc[len(published) // 2].floor("D"), published.iloc[0].floor("D") + pd.Timedelta(days=1))

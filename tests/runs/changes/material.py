"""Small snapshots made by hand."""

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.runs.changes.kinds import KINDS
from analysis.runs.changes.snapshots import COLUMNS, JOINED, Items, Snapshot, articles_of

UNIT = {kind.name: kind for kind in KINDS}


def articles(rows: list[dict]) -> pd.DataFrame:
    """Rows with at least article_id; the rest filled in: an outlet, a day each, a text of its own of 100 words."""
    filled = [{"source": "Mail", "published": pd.Timestamp("2025-05-01", tz="UTC") + pd.Timedelta(days=number),
               "title": f"Title {row['article_id']}", "url": "", "words": 100, "digest": f"text {row['article_id']}",
               "copy_group": row["article_id"]} | row for number, row in enumerate(rows)]
    table = pd.DataFrame(filled, columns=list(COLUMNS))
    return articles_of(table.assign(published=pd.to_datetime(table["published"], utc=True)))


def snapshot(rows: list[dict], *, kind: str = "entity", name: str = "made", **has: set) -> Snapshot:
    """The articles, and of one kind the things that each article has: thing=set of article_ids, or a mapping from
    article_id to how often.
    """
    table = articles(rows)
    keys = sorted(has)
    counts = np.array([[dict(has[key]).get(one, 0) if isinstance(has[key], dict) else int(one in has[key])
                        for key in keys] for one in table["article_id"]], dtype=np.int64).reshape(len(table), len(keys))
    parts = tuple(pd.Categorical(list(part)) for part in zip(*(key.split(JOINED) for key in keys), strict=True))
    none = (pd.Categorical(pd.array([], dtype="str")),) * len(UNIT[kind].key)
    items = Items(sparse.csr_array(counts), parts or none, {})
    return Snapshot(table, {kind: items}, name)


def ids(count: int, start: int = 0) -> list[dict]:
    """`count` rows with ids in order."""
    return [{"article_id": f"{number:04d}"} for number in range(start, start + count)]


def some(numbers) -> set[str]:
    """The ids of these numbers."""
    return {f"{number:04d}" for number in numbers}

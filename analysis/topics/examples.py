"""The articles to read first: the most typical of each topic, and those that stand on its border."""

import pandas as pd

from ..corpus import Corpus
from ..corpus.tables import TEXT, TIME
from .tables import Topics

_COLUMNS = {"topic": "int64", "label": TEXT, "kind": TEXT, "rank": "int64", "article_id": TEXT, "source": TEXT,
            "published": TIME, "title": TEXT, "strength": "float64", "other": "int64"}


def examples(topics: Topics, corpus: Corpus, *, most: int = 3) -> pd.DataFrame:
    """The `most` articles that are most "typical" of each topic, and the most "borderline" ones.

    One row an article: topic, label, kind, rank, article_id, source, published, title, strength (see `Topics`), other
    (the topic that comes next).  Typical are those of the highest strength, borderline those of the lowest; no article
    is both, the typical come first.  Of an article with several passages in the topic the strongest counts.  Raises
    ValueError for a `most` under 1.
    """
    if most < 1:
        raise ValueError(f"most={most!r}: it is a number of articles from 1")
    members = topics.members[topics.members["topic"] > 0].sort_values(
        ["topic", "strength", "article_id"], ascending=[True, False, True]).drop_duplicates(["topic", "article_id"])
    typical = members.groupby("topic").head(most)
    border = members.drop(typical.index).groupby("topic").tail(most).iloc[::-1]
    chosen = pd.concat([typical.assign(kind="typical"), border.assign(kind="borderline")])
    chosen["rank"] = chosen.groupby(["topic", "kind"]).cumcount() + 1
    chosen = chosen.merge(topics.topics[["topic", "label"]], on="topic").merge(
        corpus.about[["article_id", "source", "published", "title"]], on="article_id")
    chosen = chosen.sort_values(["topic", "kind", "rank"], ascending=[True, False, True], ignore_index=True)
    return chosen[list(_COLUMNS)].astype(_COLUMNS)

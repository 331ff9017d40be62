"""What the copies mean for the collection: the reprinted texts, and how much of each outlet is its own."""

import pandas as pd

from ..corpus import Corpus
from .copies import copies


def copy_groups(corpus: Corpus) -> pd.DataFrame:
    """One row a text that more than one article carries, most articles first.

    Columns: copy_group, articles, outlets, sources (in order of publication), first, last, least_containment,
    title (of the group's representative).
    """
    joined = corpus.once(copies).merge(corpus.about[["article_id", "source", "published", "title"]], on="article_id")
    joined = joined.sort_values(["copy_group", "published", "article_id"], ignore_index=True)
    grouped = joined[joined["weight"] < 1].groupby("copy_group", observed=True)
    titles = corpus.about.set_index("article_id")["title"]
    frame = pd.DataFrame({
        "articles": grouped.size(), "outlets": grouped["source"].nunique(),
        "sources": grouped["source"].agg(lambda names: ", ".join(dict.fromkeys(names))),
        "first": grouped["published"].min(), "last": grouped["published"].max(),
        "least_containment": grouped["containment"].min(),
    })
    frame["title"] = titles.reindex(frame.index)
    return frame.reset_index().sort_values(["articles", "copy_group"], ascending=[False, True], ignore_index=True)


def own(corpus: Corpus) -> pd.DataFrame:
    """How many of each outlet's articles no other outlet carries: source, articles, own, shared, own_share."""
    joined = corpus.once(copies).merge(corpus.about[["article_id", "source"]], on="article_id")
    outlets = joined.groupby("copy_group", observed=True)["source"].transform("nunique")
    grouped = joined.assign(shared=(outlets > 1).astype("int64")).groupby("source", observed=True)["shared"]
    frame = pd.DataFrame({"articles": grouped.size(), "shared": grouped.sum()}).reset_index()
    frame["own"] = frame["articles"] - frame["shared"]
    frame["own_share"] = frame["own"] / frame["articles"]
    columns = ["source", "articles", "own", "shared", "own_share"]
    return frame[columns].sort_values(["articles", "source"], ascending=[False, True], ignore_index=True)

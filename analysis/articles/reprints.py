"""What the copies mean for the collection: the reprinted texts, who follows whom, and how much of each outlet is its
own.
"""

import pandas as pd

from ..corpus import Corpus
from ..corpus.tables import TEXT
from .copies import copies
from .differences import CHANGES, differences
from .kinds import copy_pairs


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


def follows(corpus: Corpus) -> pd.DataFrame:
    """Who copies whom and how late: one row a pair of outlets, most articles first.

    Columns: source (that follows), other_source (that had the text first), articles, median_hours, least_hours,
    most_hours (from the one's publication to the other's, over articles with both dates; NaN where there are none).
    """
    found = corpus.once(copy_pairs)
    grouped = found[found["kind"] == "copy"].groupby(["source", "other_source"], observed=True)["lag_hours"]
    frame = pd.DataFrame({"articles": grouped.size(), "median_hours": grouped.median(), "least_hours": grouped.min(),
                          "most_hours": grouped.max()}).reset_index()
    return frame.sort_values(["articles", "source", "other_source"], ascending=[False, True, True], ignore_index=True)


def versions(corpus: Corpus) -> pd.DataFrame:
    """Each article that its outlet had published before in another version, the earliest first.

    Columns: article_id, other_id (the version before it), source, published, title, other_title, lag_hours, words,
    other_words, kept (share of its words that the version before has too), and how many sentences are the same,
    changed, moved, added, removed (see `differences`).
    """
    pairs = corpus.once(copy_pairs).query("kind == 'version'")
    about = corpus.about.set_index("article_id")
    frame = pairs[["article_id", "other_id", "source"]].reset_index(drop=True)
    frame["published"] = about["published"].reindex(frame["article_id"]).array
    frame["title"] = about["title"].reindex(frame["article_id"]).array
    frame["other_title"] = about["title"].reindex(frame["other_id"]).array
    for column, name in (("lag_hours", "lag_hours"), ("words", "words"), ("other_words", "other_words"),
                         ("aligned", "kept")):
        frame[name] = pairs[column].array
    sentences = differences(corpus, pairs)
    counts = pd.crosstab([sentences["article_id"], sentences["other_id"]], sentences["change"])
    counts = counts.reindex(columns=list(CHANGES), fill_value=0).astype("int64").reset_index()
    frame = frame.merge(counts.astype({"article_id": TEXT, "other_id": TEXT}), on=["article_id", "other_id"])
    return frame.sort_values(["published", "article_id"], ignore_index=True)

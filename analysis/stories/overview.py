"""What a story is at a glance, and who published what of it when."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from ..articles.copies import copies
from ..corpus import Corpus
from ..corpus.tables import TEXT, TIME

LISTED = {"story": TEXT, "title": TEXT, "outlets": "int64", "articles": "int64", "texts": "int64", "copies": "float64",
          "first": TIME, "last": TIME, "days": "float64", "undated": "int64", "names": TEXT}
PUBLISHED = {"article_id": TEXT, "story": TEXT, "source": TEXT, "published": TIME, "hours": "float64", "title": TEXT,
             "words": "int64", "text": "int64", "kind": TEXT, "strength": "float64"}
ALONE, FIRST, COPY = "own text", "first of its text", "copy"


def overview(corpus: Corpus, found: pd.DataFrame) -> pd.DataFrame:
    """One row a story: story, title (the headline of its most typical article), outlets, articles, texts (independent
    ones), copies (the share of articles that are no text of their own, 1 - texts / articles), first, last (published),
    days (between them), undated (articles without a date), names (of the outlets).

    `found`: of `find`.  Stories of most outlets come first, then of most articles, of most texts, the earliest.
    Raises ValueError where `found` is not of these articles.
    """
    rows = _joined(corpus, found)
    grouped = rows.groupby("story", sort=True)
    listed = pd.DataFrame({
        "outlets": grouped["source"].nunique(), "articles": grouped.size(), "texts": grouped["copy_group"].nunique(),
        "first": grouped["published"].min(), "last": grouped["published"].max(),
        "undated": rows["published"].isna().groupby(rows["story"]).sum(),
        "names": _named(rows),
    }).reset_index()
    listed["title"] = listed["story"].map(corpus.about.set_index("article_id")["title"])
    listed["copies"] = (1 - listed["texts"] / listed["articles"]).round(6)
    listed["days"] = ((listed["last"] - listed["first"]) / pd.Timedelta(days=1)).round(6)
    return listed[list(LISTED)].astype(LISTED).sort_values(
        ["outlets", "articles", "texts", "first", "story"], ascending=[False, False, False, True, True],
        ignore_index=True)


def choose(found: pd.DataFrame, listed: pd.DataFrame, story: str = "") -> pd.DataFrame:
    """The rows of `found` of one story: that of the article `story`, or the first of `listed` where that is empty.

    `listed`: of `overview`.  Raises ValueError where no article has that id.
    """
    if not story:
        return found[found["story"].isin(listed["story"].head(1))].reset_index(drop=True)
    named = found.loc[found["article_id"] == story, "story"]
    if named.empty:
        raise ValueError(f"story={story!r} is no article_id of this collection; give that of any article of a story, "
                         "or nothing for the story that most outlets told")
    return found[found["story"] == named.iloc[0]].reset_index(drop=True)


def timeline(corpus: Corpus, found: pd.DataFrame, stories: Collection[str] | None = None) -> pd.DataFrame:
    """Who published what of `stories` (all by default) when, one row an article: article_id, story, source, published,
    hours (since the story's first), title, words, text (a number for each independent text of the story, in the order
    they came), kind ("own text", "first of its text", "copy" of one that came before), strength (of `find`).

    Rows are in order of the story's first article, then of time; undated articles come last, their kind is by rank.
    Raises ValueError where `found` is not of these articles, or has none of a story.
    """
    rows = _joined(corpus, found)
    if stories is not None:
        rows = _of(rows, stories)
    rows["begun"] = rows.groupby("story")["published"].transform("min")
    rows = rows.sort_values(["begun", "story", "published", "article_id"], ignore_index=True)
    rows["hours"] = ((rows["published"] - rows["begun"]) / pd.Timedelta(hours=1)).round(3)
    rank, among = (rows.groupby("copy_group")["article_id"].transform(how) for how in ("cumcount", "size"))
    rows["kind"] = np.where(among == 1, ALONE, np.where(rank == 0, FIRST, COPY))
    starts = (rank == 0).groupby(rows["story"]).cumsum()
    rows["text"] = starts.where(rank == 0).groupby(rows["copy_group"]).transform("max").astype("int64")
    return rows[list(PUBLISHED)].astype(PUBLISHED)


def _named(rows: pd.DataFrame) -> pd.Series:
    """The outlets of each story."""
    names = rows[["story", "source"]].drop_duplicates().sort_values(["story", "source"])
    return names.groupby("story")["source"].agg(", ".join)


def _joined(corpus: Corpus, found: pd.DataFrame) -> pd.DataFrame:
    """The articles with their stories and texts."""
    if strange := sorted(set(found["article_id"]) ^ set(corpus.about["article_id"])):
        raise ValueError(f"found: its articles are not those of the collection ({len(strange)} differ, as "
                         f"{strange[0]!r}); give what find(corpus) returned for this corpus")
    about = corpus.about[["article_id", "source", "published", "title", "words"]]
    texts = corpus.once(copies)[["article_id", "copy_group"]]
    return found.merge(about, on="article_id").merge(texts, on="article_id")


def _of(rows: pd.DataFrame, stories: Collection[str]) -> pd.DataFrame:
    named = [stories] if isinstance(stories, str) else list(stories)
    if strange := sorted(set(named) - set(rows["story"])):
        raise ValueError(f"stories={strange}: no such story; a story is named as in the column story of find(corpus)")
    return rows[rows["story"].isin(named)]

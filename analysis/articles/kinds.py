"""Kinds of copies: which article follows which, in what way, and how much later."""

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..corpus.tables import TEXT, UNKNOWN
from . import shingles
from .copies import Groups, groups, words_of
from .wordkeys import Words

KINDS = ("copy", "version", "part")
NOBODY = ("", UNKNOWN)


def copy_pairs(corpus: Corpus) -> pd.DataFrame:
    """Who follows whom: one row for each article that repeats an earlier one, in order of article_id and
    other_id.

    - version: the same outlet published this text before; `other_id` is its last version before this one.  (A follow-up
      that repeats the background of the article before shares a part with it: see `shingles.BOTH`.)
    - copy: another outlet published it before; `other_id` is the first article of the group.
    - part: the article shares a part of its text with an earlier one, as a digest does with its items.

    An article is in one row as version or copy, in any number as part.  Undated articles follow the dated
    ones, and their group's representative.  Columns: article_id, other_id, kind, copy_group, source,
    other_source, jaccard (of the two sets of word 5-grams), containment (share of the article's 5-grams
    that the other has; both Broder 1997), aligned (share of the article's words in passages that the other
    has too, changed words included), words and other_words (as compared), lag_hours (from the other to the
    article, NaN where a date is unknown).
    """
    found = corpus.once(groups)
    follows = _followers(found)
    pairs = np.concatenate([follows, _earlier_second(found, found.parts)])
    table = _table(found, words_of(corpus, pairs), pairs, _kinds(found.articles, pairs, len(follows)))
    return table.sort_values(["article_id", "other_id"], ignore_index=True)


def _order(found: Groups) -> np.ndarray:
    """A rank for every article: by date, undated last, representatives before others, then by article_id."""
    keys = pd.DataFrame({"published": found.articles["published"],
                         "attached": found.leaders != np.arange(len(found.leaders))})
    rank = np.empty(len(keys), dtype=np.int64)
    rank[keys.sort_values(["published", "attached"], kind="stable").index] = np.arange(len(keys))
    return rank


def _followers(found: Groups) -> np.ndarray:
    """(article, the one it follows) for every article but the first of its group."""
    size = np.bincount(found.leaders, minlength=len(found.leaders))[found.leaders]
    frame = pd.DataFrame({"row": np.arange(len(size)), "group": found.leaders, "rank": _order(found),
                          "source": found.articles["source"].to_numpy(dtype=object)})
    frame = frame[size > 1].sort_values("rank")
    first = frame.groupby("group")["row"].transform("first")
    known = frame[~frame["source"].isin(NOBODY)]
    before = known.groupby(["group", "source"])["row"].shift().reindex(frame.index)
    frame["other"] = before.fillna(first).astype(np.int64)
    return frame.loc[frame["row"] != first, ["row", "other"]].to_numpy(dtype=np.int64)


def _earlier_second(found: Groups, pairs: np.ndarray) -> np.ndarray:
    rank = _order(found)
    return np.where((rank[pairs[:, 0]] < rank[pairs[:, 1]])[:, None], pairs[:, ::-1], pairs)


def _kinds(articles: pd.DataFrame, pairs: np.ndarray, follows: int) -> np.ndarray:
    source = articles["source"].to_numpy(dtype=object)
    one, other = source[pairs[:, 0]], source[pairs[:, 1]]
    kinds = np.where((one == other) & ~np.isin(one.astype(str), NOBODY), "version", "copy")
    return np.where(np.arange(len(pairs)) < follows, kinds, "part")


def _table(found: Groups, compared: Words, pairs: np.ndarray, kinds: np.ndarray) -> pd.DataFrame:
    articles, size = found.articles[["article_id", "source", "published"]], np.diff(compared.starts)
    one, other = articles.iloc[pairs[:, 0]], articles.iloc[pairs[:, 1]]
    rows = shingles.measure(compared, pairs[:, 0], pairs[:, 1])
    group = articles["article_id"].iloc[found.leaders[pairs[:, 0]]].array
    shared, either = rows[:, shingles.SHARED], rows[:, shingles.FIRST] + rows[:, shingles.SECOND]
    lag = one["published"].reset_index(drop=True) - other["published"].reset_index(drop=True)
    return pd.DataFrame({
        "article_id": one["article_id"].array, "other_id": other["article_id"].array,
        "kind": pd.array(kinds, dtype=TEXT), "copy_group": group,
        "source": one["source"].array, "other_source": other["source"].array,
        "jaccard": shared / (either - shared), "containment": shared / rows[:, shingles.FIRST],
        "aligned": rows[:, shingles.ALIGNED] / size[pairs[:, 0]],
        "words": size[pairs[:, 0]], "other_words": size[pairs[:, 1]],
        "lag_hours": (lag / pd.Timedelta(hours=1)).to_numpy(dtype=np.float64, na_value=np.nan),
    })

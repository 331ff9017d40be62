"""Which articles are new, gone or revised, and which of those of two snapshots are one independent text."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ...articles.kinds import NOBODY
from ...corpus.tables import TEXT, TIME
from .snapshots import Snapshot

KINDS = {"status": TEXT, "article_id": TEXT, "other_id": TEXT, "how": TEXT, "source": TEXT, "published": TIME,
         "title": TEXT, "words": "int64", "other_words": "Int64"}
COLUMNS = list(KINDS)
RULES = {"same address": ("url",), "same headline and day": ("source", "title", "day"),
         "same text": ("source", "digest")}
VERSIONS = 5  # articles that one address, headline or text may belong to
STATUSES = ("new", "revised", "cleaned anew", "gone")


class Matched(NamedTuple):
    """table: the articles' changes; articles: those of both snapshots, in order of article_id, each as the newer has
    it; before, new, now: which of them are of the older, new in the newer (a revised one is not), and of the newer;
    text: the number of each one's independent text.
    """

    table: pd.DataFrame
    articles: pd.DataFrame
    before: np.ndarray
    new: np.ndarray
    now: np.ndarray
    text: np.ndarray


def matched(before: Snapshot, now: Snapshot) -> Matched:
    """The articles of two snapshots side by side: new, revised, cleaned anew, gone, in each the latest first.

    Columns of the table: status ("new"; "revised": another text under the same address, or under the same headline of
    the same outlet and day, or the same text under another headline or date; "cleaned anew": the same article, of which
    cleaning left another text; "gone"), article_id, other_id (of a revised article's earlier version), how (a revised
    one was known), source, published, title, words, other_words (before).  A version that was replaced is not "gone".
    """
    old, young = before.articles, now.articles
    left = old[~old["article_id"].isin(young["article_id"])]
    came = young[~young["article_id"].isin(old["article_id"])]
    revised = revisions(old, came)
    gone = left[~left["article_id"].isin(revised["other_id"])]
    new = came[~came["article_id"].isin(revised["article_id"])]
    everything = pd.concat([young, left]).sort_values("article_id", ignore_index=True)
    ids = everything["article_id"]
    masks = [ids.isin(table["article_id"]).to_numpy() for table in (old, new, young)]
    return Matched(_table(old, young, revised, new, gone), everything, *masks,
                   _texts(everything, left, young, old, revised))


def _table(old: pd.DataFrame, young: pd.DataFrame, revised: pd.DataFrame, new: pd.DataFrame, gone: pd.DataFrame
           ) -> pd.DataFrame:
    earlier = old[["article_id", "digest", "words"]].add_prefix("other_")
    versions = young.merge(revised, on="article_id").merge(earlier, left_on="other_id", right_on="other_article_id")
    anew = young.merge(earlier, left_on="article_id", right_on="other_article_id")
    anew = anew[anew["digest"] != anew["other_digest"]]
    tables = [table.sort_values(["published", "article_id"], ascending=[False, True]).reindex(columns=COLUMNS)
              .assign(status=status).astype(KINDS)
              for status, table in zip(STATUSES, (new, versions, anew, gone), strict=True)]
    table = pd.concat(tables, ignore_index=True)
    return table.assign(other_id=table["other_id"].fillna(""), how=table["how"].fillna(""))


def revisions(old: pd.DataFrame, came: pd.DataFrame) -> pd.DataFrame:
    """article_id, other_id, how: of each article of `came` that has earlier versions in `old` the latest one."""
    old, came = (table.assign(day=table["published"].dt.floor("D")) for table in (old, came))
    pairs = pd.concat([_alike(old, came, list(columns)).assign(how=how, rule=rule)
                       for rule, (how, columns) in enumerate(RULES.items())])
    pairs = pairs.sort_values(["article_id", "rule", "published_old", "article_id_old"],
                              ascending=[True, True, False, True]).drop_duplicates("article_id")
    pairs = pairs.rename(columns={"article_id_old": "other_id"})
    return pairs[["article_id", "other_id", "how"]].astype(TEXT).reset_index(drop=True)


def _alike(old: pd.DataFrame, came: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """The pairs that agree in `columns`; what is empty, or many articles bear, tells no article from another."""
    asked = []
    for table in (old, came):
        known = table["words"] > 0
        for column in columns:
            known &= table[column].notna() & ~table[column].astype(str).isin(NOBODY)
        table = table[known]
        asked.append(table[table.groupby(columns)["words"].transform("size") <= VERSIONS])
    pairs = asked[1].merge(asked[0].rename(columns={"article_id": "article_id_old", "published": "published_old"})
                           [[*columns, "article_id_old", "published_old"]], on=columns)
    return pairs[["article_id", "article_id_old", "published_old"]]


def _texts(everything: pd.DataFrame, left: pd.DataFrame, young: pd.DataFrame, old: pd.DataFrame,
           revised: pd.DataFrame) -> np.ndarray:
    """The number of each article's independent text: the newer snapshot's copy groups, into which an article of the
    older one alone comes by a copy, or by the version that replaced it.
    """
    group = dict(zip(young["article_id"], young["copy_group"], strict=True))
    heir = dict(zip(revised["other_id"], revised["article_id"], strict=True))
    led = pd.DataFrame({"group": old["copy_group"], "young": [group.get(one, group.get(heir.get(one)))
                                                               for one in old["article_id"]]}).dropna()
    led = led.groupby("group")["young"].min().to_dict()
    own = {one: led.get(its, f"older {its}") for one, its in zip(left["article_id"], left["copy_group"], strict=True)}
    return pd.factorize(np.array([group.get(one, own.get(one)) for one in everything["article_id"]], dtype=object),
                        sort=True)[0]

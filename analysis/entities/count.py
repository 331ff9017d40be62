"""How often, and in how many articles, outlets and independent texts, each entity is named."""

import numpy as np
import pandas as pd
from scipy import sparse

from ..articles import units
from ..corpus import Corpus
from .distinct import numbered
from .names import labels
from .tables import table


def count(mentions: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """The entities of `mentions`: entity, label, count, articles, outlets, texts; the most mentioned first.

    `label` is the one most mentions bear; `texts` counts reprints once.  `mentions` should come from
    `names.resolve`.  Raises ValueError where `mentions` has articles that `corpus` has not.
    """
    entities, names = numbered(mentions["entity"])
    there = presence(mentions, corpus, entities, len(names))
    found = pd.concat([
        pd.DataFrame({"entity": names, "count": np.bincount(entities, minlength=len(names))}),
        units.tally(there, corpus),
    ], axis=1)
    found["label"] = found["entity"].map(labels(mentions))
    return table("count", found.sort_values(["count", "articles", "entity"], ascending=[False, False, True]))


def presence(mentions: pd.DataFrame, corpus: Corpus, items: np.ndarray, size: int) -> sparse.csr_array:
    """Articles (in the order of `corpus.about`) by items: how many mentions of the article are of the item."""
    rows = places(mentions, corpus)
    return sparse.csr_array((np.ones(len(rows), dtype="int32"), (rows, items)), shape=(len(corpus), size))


def places(mentions: pd.DataFrame, corpus: Corpus) -> np.ndarray:
    """The row of `corpus.about` that each mention is in."""
    article, ids = numbered(mentions["article_id"])
    rows = pd.Index(corpus.about["article_id"]).get_indexer(ids).astype("int32")[article]
    if (rows < 0).any():
        strange = mentions["article_id"].iloc[int(np.argmin(rows))]
        raise ValueError(f"mentions: article_id {strange!r} is not in the corpus; pass the mentions of this corpus")
    return rows

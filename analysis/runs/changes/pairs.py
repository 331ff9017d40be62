"""Which article has which pair of names, in as little as can be: with whole articles as windows, 37,000 of them have
many millions.
"""

from itertools import pairwise

import numpy as np
import pandas as pd

from ...corpus import Corpus
from ...corpus.tables import TEXT

_TOGETHER = 2_000_000  # pairs that are listed at once


def article_pairs(mentions: pd.DataFrame, corpus: Corpus, *, window: str | int = "sentence") -> pd.DataFrame:
    """In how many windows of each article two entities stand: article_id, entity_a, entity_b (all categories), count;
    as `entities.pairs` counts them; sorted.
    """
    from ...entities import windows
    (article, ids), (entity, names) = (pd.factorize(mentions[column].to_numpy(dtype=object), sort=True)
                                       for column in ("article_id", "entity"))
    there = pd.DataFrame({"article": article, "window": windows.number(mentions, corpus, window), "entity": entity})
    there = there.drop_duplicates().sort_values(list(there), ignore_index=True)
    later = there.groupby(["article", "window"]).cumcount(ascending=False).to_numpy()
    article, entity = there["article"].to_numpy(), there["entity"].to_numpy()
    cuts = [0, *_cuts(article, later), len(article)]
    found = [_met(*(column[begin:end] for column in (article, entity, later)), len(names))
             for begin, end in pairwise(cuts)]
    columns = [np.concatenate(parts) for parts in zip(*found, strict=True)]
    kinds = {"article_id": ids, "entity_a": names, "entity_b": names}
    return pd.DataFrame({name: pd.Categorical.from_codes(columns.pop(0), pd.Index(labels, dtype=TEXT))
                         for name, labels in kinds.items()} | {"count": columns[0]}, copy=False)


def _cuts(article: np.ndarray, later: np.ndarray) -> list[int]:
    """Where to cut rows, between articles, so that about _TOGETHER pairs are listed at once."""
    firsts = np.flatnonzero(np.diff(article)) + 1
    return firsts[np.diff(np.cumsum(later)[firsts - 1] // _TOGETHER, prepend=0) > 0].tolist()


def _met(article: np.ndarray, entity: np.ndarray, later: np.ndarray, names: int) -> list[np.ndarray]:
    """article, entity_a, entity_b, count of the pairs of each row and the `later` ones of its window; sorted."""
    one = np.repeat(np.arange(len(later)), later)
    other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(later) - later, later)
    begin, names = article.min(initial=0), max(names, 1)
    codes, count = np.unique(((article[one] - begin) * names + entity[one]) * names + entity[other], return_counts=True)
    codes, second = np.divmod(codes, names)
    own, first = np.divmod(codes, names)
    return [column.astype(np.int32) for column in (own + begin, first, second, count)]

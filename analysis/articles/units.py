"""The three counting units, in one place for every count: articles, outlets, and independent texts.

A wire story that forty outlets reprint is forty articles, forty outlets and one text.
"""

import numpy as np
import pandas as pd
from scipy import sparse

from ..corpus import Corpus
from .copies import copies

UNITS = ("articles", "outlets", "texts")


def tally(presence: sparse.csr_array, corpus: Corpus) -> pd.DataFrame:
    """How many articles, outlets and independent texts have each item: one row a column of `presence`.

    `presence`: articles (rows, in the order of `corpus.about`) by items, non-zero where the article has it.
    """
    there = sparse.csr_array(presence, dtype=bool)
    return pd.DataFrame({
        "articles": there.sum(axis=0, dtype="int64"),
        "outlets": _groups(there, corpus.about["source"]),
        "texts": _groups(there, texts(corpus)),
    })


def texts(corpus: Corpus) -> pd.Series:
    """The copy group of each article, in the order of `corpus.about`."""
    return corpus.once(copies).set_index("article_id")["copy_group"].reindex(corpus.about["article_id"])


def _groups(there: sparse.csr_array, labels: pd.Series) -> np.ndarray:
    codes, names = pd.factorize(labels.to_numpy(dtype=object))
    member = sparse.csr_array((np.ones(len(codes), dtype="int64"), (codes, np.arange(len(codes)))),
                              shape=(len(names), len(codes)))
    return ((member @ there.astype("int64")) > 0).sum(axis=0, dtype="int64")

"""What few articles share and what sets each apart: instead of topics, where there are too few for any."""

import numpy as np
import pandas as pd
from scipy import sparse

from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text.statistics import log_odds
from .describe import distinct, vocabulary
from .reading import read

_COLUMNS = {"kind": TEXT, "article_id": TEXT, "title": TEXT, "term": TEXT, "count": "int64",
            "articles": "int64", "weight": "float64", "rank": "int64"}
_MOST = 50


def compare(corpus: Corpus, *, most: int = 10) -> pd.DataFrame:
    """The terms that articles share and those that are distinct of one.

    One row a term: kind ("shared", "distinct"), article_id and title (empty for "shared"), term (a word or
    phrase), count (in the article; for "shared", in all), articles (that have it), weight, rank.  Shared
    terms stand in two articles or more, ordered by how many have them, then by their count (`weight`).
    Distinct terms are more frequent in the article than in the others, by the z-score of the log-odds ratio
    (Monroe, Colaresi & Quinn 2008). At most `most` rows for all shared terms and for each article.  Raises
    ValueError for more than 50 articles (find topics in them) and for a `most` under 1.
    """
    if most < 1:
        raise ValueError(f"most={most!r}: it is a number of terms from 1")
    if len(corpus) > _MOST:
        raise ValueError(f"corpus: {len(corpus):,} articles are too many to set side by side (at most {_MOST}"
                         "); use topics.find, or corpus.select a few")
    articles = corpus.articles.sort_values("article_id", ignore_index=True)
    words = read((articles["title"] + "\n" + articles["text"]).tolist())
    counts, forms, parts = vocabulary(words, np.ones(len(articles)), few=True)
    rows = _shared(counts, forms, parts, most)
    for number, (article, title) in enumerate(zip(articles["article_id"], articles["title"], strict=True)):
        rows += [("distinct", article, title, *row) for row in _own(counts, forms, parts, number, most)]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _shared(counts: sparse.csr_array, forms: list[str], parts: np.ndarray, most: int) -> list[tuple]:
    uses, having = counts.sum(axis=0), (counts > 0).sum(axis=0)
    score = np.where(having > 1, having * (uses.max(initial=0) + 1) + uses, 0)
    return [("shared", "", "", forms[item], int(uses[item]), int(having[item]), uses[item], rank)
            for rank, (item, _) in enumerate(distinct(score, uses, parts, forms, most), start=1)]


def _own(counts: sparse.csr_array, forms: list[str], parts: np.ndarray, number: int,
         most: int) -> list[tuple]:
    uses, having = counts.sum(axis=0), (counts > 0).sum(axis=0)
    here = counts[[number]].toarray().ravel()
    if not here.any():
        return []
    prior = np.maximum(uses, 1e-9) / counts.shape[0]
    z = here
    if len(uses) and (uses > here).any():
        _, z = log_odds(here, here.sum(), uses - here, (uses - here).sum(), prior)
        z = np.where(having < counts.shape[0], z, 0)
    return [(forms[item], int(here[item]), int(having[item]), score, rank)
            for rank, (item, score) in enumerate(distinct(z.round(6), here, parts, forms, most), start=1)]

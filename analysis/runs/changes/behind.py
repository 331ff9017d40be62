"""The sentences behind what rose."""

import pandas as pd

from ...corpus import Corpus
from .compare import Changes


def behind(found: Changes, corpus: Corpus, *, top: int = 10) -> pd.DataFrame:
    """Where the new articles use the `top` surest terms: row (in `found.of("term")`), article_id, start, end, sentence.

    `corpus`: the collection that the newer snapshot was taken of.
    """
    from ... import evidence  # slow to load, and needed here alone
    new = found.articles.loc[found.articles["status"] == "new", "article_id"]
    places = evidence.of(found.of("term")[["term"]].head(top), corpus)
    return places[places["article_id"].isin(new)].reset_index(drop=True)

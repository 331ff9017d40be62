"""The prior of the log-odds: what frequencies to expect before looking at the parts."""

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..text import tokens
from .matrix import TermMatrix, matrix

PRIOR_WORDS = 500  # weight of the prior, in words: pulls rare terms towards no difference


def prior_counts(prior: Corpus | pd.DataFrame | None, terms: TermMatrix, counts: np.ndarray, words: int) -> np.ndarray:
    """Pseudo-counts of the terms, PRIOR_WORDS in all words: by their own `counts` in `words`, or as in `prior`.

    `prior`: a Corpus, or a table with term and count; a term that it does not have counts as half an occurrence.
    """
    if prior is not None:
        counts, words = frequencies(prior, terms, "prior")
    return PRIOR_WORDS * np.maximum(counts, 0.5) / max(words, 1)


def frequencies(known: Corpus | pd.DataFrame, terms: TermMatrix, name: str) -> tuple[np.ndarray, int]:
    """(how often a collection or a frequency list has each of the terms, its words).

    Raises ValueError for a table without term and count, or with no words in it.
    """
    if isinstance(known, Corpus):
        found = matrix(known, lemmas=terms.forms is not None)
        listed = pd.Series(found.counts.sum(axis=0), index=found.terms)
    elif isinstance(known, pd.DataFrame) and {"term", "count"} <= set(known.columns):
        listed = pd.Series(known["count"].to_numpy(), index=[tokens.key(str(term)) for term in known["term"]])
        listed = listed.groupby(level=0).sum()
    else:
        columns = list(known.columns) if isinstance(known, pd.DataFrame) else type(known).__name__
        raise ValueError(f"{name}: {columns} is no frequency list; give a Corpus or a table with term and count")
    if not listed.sum() > 0 or (listed < 0).any():
        raise ValueError(f"{name}: counts from {listed.min()} that sum to {listed.sum()}; give a list with occurrences")
    return listed.reindex(terms.terms).fillna(0).to_numpy(dtype=float), int(listed.sum())

"""Pairs: which entities are named together, how often, and whether more often than chance."""

import numpy as np
import pandas as pd
from scipy import sparse

from ..articles import units
from ..corpus import Corpus
from ..text import statistics
from . import null, windows
from .count import places
from .tables import table

_CHUNK = 200_000  # pairs whose articles are counted together: bounds memory


def pairs(mentions: pd.DataFrame, corpus: Corpus, *, window: str | int = "sentence") -> pd.DataFrame:
    """Every two entities of `mentions` that share a window, in canonical order.

    Columns: entity_a, entity_b (a before b in the alphabet), count (windows with both), articles, outlets, texts (with
    such a window), npmi, g2, q_value.  `window`: "sentence", "paragraph", "article", or a number of words (passages
    of that many, one after another).  A mention is in the window where it begins.

    The last three are reckoned over the windows of one article of each independent text, so that a wire story counts
    once, and over windows that name anyone: `npmi` (Bouma 2009), `g2` (Dunning 1993), and `q_value`, the false
    discovery rate (Benjamini & Hochberg 1995; tests as in Gilbert 2005) under a null that keeps each entity's
    frequency and each window's number of entities (see `null`).  A pair that meets in reprints only has npmi -1,
    g2 0 and q_value 1.

    The most frequent pairs come first.  Raises ValueError for another window or mentions of another corpus.
    """
    windows.check(window)
    names, entity = np.unique(mentions["entity"].to_numpy(dtype=object).astype(str), return_inverse=True)
    place = places(mentions, corpus)
    inside = windows.number(mentions, corpus, window)
    cells, row = np.unique(np.column_stack([place, inside]), axis=0, return_inverse=True)
    there = _binary(row.ravel(), entity, (len(cells), len(names)))
    first, second, count = _together(there)
    found = pd.DataFrame({"entity_a": names[first], "entity_b": names[second], "count": count})
    found = pd.concat([found, _spread(there, cells[:, 0], first, second, corpus)], axis=1)
    groups = units.texts(corpus)
    leading = groups.index.to_numpy(dtype=object) == groups.to_numpy(dtype=object)
    found[["npmi", "g2", "q_value"]] = _strength(there[leading[cells[:, 0]]], first, second)
    return table("pairs", found.sort_values(["count", "articles", "entity_a", "entity_b"],
                                            ascending=[False, False, True, True]))


def _binary(rows: np.ndarray, columns: np.ndarray, shape: tuple[int, int]) -> sparse.csr_array:
    matrix = sparse.csr_array((np.ones(len(rows), dtype="int32"), (rows, columns)), shape=shape)
    matrix.data[:] = 1
    return matrix


def _together(there: sparse.csr_array) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(first, second, shared rows) of every two columns of `there` that share a row, first < second."""
    shared = sparse.triu(there.T @ there, k=1).tocoo()
    order = np.lexsort((shared.col, shared.row))
    return shared.row[order], shared.col[order], shared.data[order].astype("int64")


def _spread(there: sparse.csr_array, article: np.ndarray, first: np.ndarray, second: np.ndarray,
            corpus: Corpus) -> pd.DataFrame:
    """articles, outlets and texts of each pair."""
    by_entity = there.tocsc()
    to_article = _binary(article, np.arange(len(article)), (len(corpus), len(article)))
    parts = []
    for start in range(0, max(len(first), 1), _CHUNK):
        both = by_entity[:, first[start:start + _CHUNK]].multiply(by_entity[:, second[start:start + _CHUNK]])
        parts.append(units.tally(to_article @ sparse.csr_array(both), corpus))
    return pd.concat(parts, ignore_index=True)


def _strength(there: sparse.csr_array, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """npmi, g2 and q value of pairs in the windows `there`: one row a pair."""
    found = np.tile([-1.0, 0.0, 1.0], (len(first), 1))
    one, two, shared = _together(there)
    if not len(one):
        return found
    key = np.int64(there.shape[1])
    rows = np.searchsorted(first * key + second, one * key + two)
    sizes = there.sum(axis=0)
    total = there.shape[0]
    found[rows] = np.column_stack([statistics.npmi(shared, sizes[one], sizes[two], total),
                                   statistics.g2(shared, sizes[one], sizes[two], total),
                                   _q_values(there, shared, sizes[one], sizes[two])])
    return found


def _q_values(there: sparse.csr_array, shared: np.ndarray, one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """False discovery rates of the pairs; 1 where the pair is too rare to be tested."""
    frequencies = there.sum(axis=0)
    frequencies = frequencies[frequencies > 0]
    model = null.chances(frequencies, there.sum(axis=1))
    allowed, tests = null.testable(frequencies, *model)
    tested = allowed[np.searchsorted(model[0], one), np.searchsorted(model[0], two)]
    p = null.tails(shared, one, two, *model)[tested]
    found = np.ones(len(shared))
    # Pairs that never met have p = 1: they only add to the number of tests.
    found[tested] = np.minimum(statistics.q_values(p) * tests / max(len(p), 1), 1.0)
    return found

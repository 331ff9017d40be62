"""The two sides of a comparison, with one article of each independent text on each side.

A story that forty outlets reprint stands once on a side, as its longest article there, and where both sides print it,
once on both.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from ..articles.units import texts
from ..corpus import Corpus
from ..text.compiled import compiled
from ..text.statistics import Rate, rate
from . import resample


class Sides(NamedTuple):
    """Every part against the rest. uses: (2, parts, terms) occurrences, inside and outside; rates: of both sides;
    texts, words: (2, parts); asked: the terms that enough texts have; seen: what the test resamples of those.
    """

    uses: np.ndarray
    rates: tuple[Rate, Rate]
    texts: np.ndarray
    words: np.ndarray
    asked: np.ndarray
    seen: resample.Seen


def split(counts: sparse.csr_array, corpus: Corpus, labels: np.ndarray, parts: int, least: int) -> Sides:
    """The sides of parts 0 to `parts` - 1; `labels`: each article's part, -1 for none; asked: what `least` texts have.
    """
    rows = _ordered(corpus, labels)
    alone = rows.groupby("text")["part"].transform("nunique").to_numpy() == 1
    single = rows[alone].drop_duplicates("text")
    shared = rows[~alone]
    inner = counts[single["row"].to_numpy()]
    words, own = single["words"].to_numpy(), single["part"].to_numpy()
    fixed, fixed_words = np.zeros((parts, 2, 3, counts.shape[1])), np.zeros((parts, 2, 3))
    for part in range(parts):
        for side, taken in enumerate((shared["part"] == part, shared["part"] != part)):
            chosen = shared[taken].drop_duplicates("text")
            fixed[part, side] = moments(counts[chosen["row"].to_numpy()], chosen["words"].to_numpy())
            fixed_words[part, side] = sizes(chosen["words"].to_numpy())
    inside = _by_part(inner, words, own, parts)
    inside_words = np.stack([sizes(words[own == part]) for part in range(parts)])
    both = np.stack([inside, inside.sum(axis=0) - inside], axis=1) + fixed
    both_words = np.stack([inside_words, sizes(words) - inside_words], axis=1) + fixed_words
    rates = tuple(_rate(both[:, side], both_words[:, side]) for side in (0, 1))
    holders = np.bincount(inner.indices, minlength=counts.shape[1])
    if len(shared):
        holders = holders + np.bincount(counts[shared.drop_duplicates("text")["row"].to_numpy()].indices,
                                        minlength=counts.shape[1])
    asked = np.flatnonzero(holders >= least)
    inner = inner.tocsc()
    inner = inner[:, asked]  # in two steps, so that what is not needed goes
    return Sides(both[:, :, 0].swapaxes(0, 1), rates, both_words[:, :, 0].T, both_words[:, :, 1].T, asked,
                 resample.Seen(inner, words, own, fixed[..., asked], fixed_words, np.zeros((len(asked), parts)),
                               resample.bands(holders[asked])))


def _ordered(corpus: Corpus, labels: np.ndarray) -> pd.DataFrame:
    """row, text, part, words of the articles that have a part, the longest article of a text first."""
    articles = corpus.about
    rows = pd.DataFrame({"row": np.arange(len(articles)), "text": texts(corpus).to_numpy(dtype=object), "part": labels,
                         "words": articles["words"].to_numpy(), "id": articles["article_id"].to_numpy(dtype=object)})
    rows = rows[(rows["part"] >= 0) & (rows["words"] > 0)]
    return rows.sort_values(["text", "words", "id"], ascending=[True, False, True])


def _by_part(counts: sparse.csr_array, words: np.ndarray, own: np.ndarray, parts: int) -> np.ndarray:
    """(parts, 3, terms): `moments` of the rows of each part; `own`: each row's part."""
    sums = np.zeros((parts, 3, counts.shape[1]))
    _add(np.argsort(own, kind="stable"), counts.indptr, counts.indices, counts.data, words, own, sums)
    return sums


@compiled
def _add(rows, starts, terms, counts, words, own, sums):
    """Whole numbers, which come out the same in any order; the rows of one part follow each other."""
    for row in rows:
        part, size = own[row], float(words[row])
        for place in range(starts[row], starts[row + 1]):
            x, term = float(counts[place]), terms[place]
            sums[part, 0, term] += x
            sums[part, 1, term] += x * x
            sums[part, 2, term] += x * size


def moments(counts: sparse.sparray, words: np.ndarray) -> np.ndarray:
    """(3, terms): the sums over the rows of x, x * x and x * n."""
    counts = sparse.csr_array(counts, dtype=np.int64)
    return np.stack([counts.sum(axis=0), counts.multiply(counts).sum(axis=0), counts.T @ words]).astype(float)


def sizes(words: np.ndarray) -> np.ndarray:
    """Their number, sum and sum of squares."""
    return np.array([len(words), words.sum(), (words * words).sum()], dtype=float)


def _rate(sums: np.ndarray, words: np.ndarray) -> Rate:
    texts, total, squared = (np.maximum(column, 1)[:, None] for column in words.T)
    return rate(sums[:, 0], sums[:, 1], sums[:, 2], texts, total, squared)

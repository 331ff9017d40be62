"""How well a topic's terms hang together, and how much topics differ (Röder, Both & Hinneburg 2015)."""

import numpy as np
from scipy import sparse

from ..text.statistics import npmi
from .reading import Words

NEAR, WIDE = 10, 110
"""Words in a window: of NPMI coherence and of C_v, as the source has them."""
_WORDS = 2_000_000


def coherence(words: Words, lists: list[list[str]], heads: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """(C_NPMI, C_v) of each list of terms; NaN for a list of fewer than two.

    C_NPMI: the mean NPMI of its pairs within sliding windows of 10 words.  C_v: the mean cosine of each term's vector
    of NPMI with all the terms to the sum of these vectors, within windows of 110 words; 0 to 1.  A text shorter than a
    window is one window.  `heads`: the number, in `words.terms`, of the term that stands for each; a phrase is stood
    for by its first word.  Of large collections the first two million words are read, in digest order a fair draw.
    """
    numbers = [list(dict.fromkeys(heads[term] for term in terms)) for terms in lists]
    wanted = np.array(sorted({one for own in numbers for one in own}), dtype=np.int64)
    near, wide = (_npmi(words, wanted, size) for size in (NEAR, WIDE))
    at = [np.searchsorted(wanted, own) for own in numbers]
    return (np.array([_mean_of_pairs(near, own) for own in at]).round(6),
            np.array([_cosine_to_sum(wide, own) for own in at]).round(6))


def _mean_of_pairs(table: np.ndarray, own: np.ndarray) -> float:
    left, right = np.triu_indices(len(own), 1)
    return float(table[own[left], own[right]].mean()) if len(left) else np.nan


def _cosine_to_sum(table: np.ndarray, own: np.ndarray) -> float:
    if len(own) < 2:
        return np.nan
    rows = table[np.ix_(own, own)]
    whole = rows.sum(axis=0)
    return float((rows @ whole / np.maximum(np.linalg.norm(rows, axis=1) * np.linalg.norm(whole), 1e-12)).mean())


def _npmi(words: Words, wanted: np.ndarray, size: int) -> np.ndarray:
    """(wanted, wanted) NPMI of the terms within sliding windows of `size` words."""
    windows, total = _windows(words, wanted, size)
    together = (windows.T @ windows).toarray() if len(wanted) else np.zeros((0, 0))
    alone = np.diagonal(together)
    return npmi(together, alone[:, None], alone[None, :], max(total, 1))


def _windows(words: Words, wanted: np.ndarray, size: int) -> tuple[sparse.csr_array, int]:
    """((windows, wanted) which of the terms stand in each window, how many windows there are)."""
    read = int(np.searchsorted(words.text, words.text[_WORDS])) if len(words.text) > _WORDS else len(words.text)
    text, term = words.text[:read], words.term[:read]
    length = np.bincount(text, minlength=words.texts)
    many = np.where(length > 0, np.maximum(length - size + 1, 1), 0)
    hit = np.flatnonzero(np.isin(term, wanted))
    place = hit - (np.cumsum(length) - length)[text[hit]]
    low, high = np.maximum(place - size + 1, 0), np.minimum(place, many[text[hit]] - 1)
    times = high - low + 1
    first = (np.cumsum(many) - many)[text[hit]] + low
    rows = np.repeat(first - (np.cumsum(times) - times), times) + np.arange(times.sum())
    column = np.repeat(np.searchsorted(wanted, term[hit]).astype(np.int32), times)
    found = sparse.csr_array(sparse.coo_array((np.ones(len(rows), np.float32), (rows, column)),
                                              shape=(int(many.sum()), len(wanted))))
    found.data[:] = 1
    return found, int(many.sum())

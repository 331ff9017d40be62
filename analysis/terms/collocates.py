"""Collocates: the words that keep company with a term."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from ..articles.units import tally
from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text import tokens
from ..text.statistics import g2, npmi
from ..text.stopwords import left_out_words
from .count import shown, tells
from .index import index
from .occurrences import places

COLUMNS = ["node", "window", "term", "shown", "count", "left", "right", "articles", "outlets", "texts", "all_count",
           "expected", "g2", "npmi"]


def collocates(corpus: Corpus, phrase: str, *, window: int = 5, min_count: int = 2,
               stop: str | Iterable[str] | None = "en", also: Iterable[str] = ()) -> pd.DataFrame:
    """The words within `window` words of `phrase`, those that stand there most beyond chance first.

    Columns: node (the phrase), window, term, shown; count, left, right (occurrences within the window, and on either
    side; one within reach of two phrases counts once, on the nearer's side); articles, outlets, texts (in which it
    stands there); all_count (anywhere); expected (count, were words spread at random); g2 (Dunning 1993), npmi (Bouma
    2009).  Windows end with the article.  Words with fewer than `min_count` are left out.  Sorted by g2, signed, then
    term.  Both take words as independent: they rank, they do not test.  Raises ValueError for a phrase without a word
    and a window under 1.
    """
    if window < 1:
        raise ValueError(f"window={window!r}: give the words on each side, 1 or more")
    words, found = corpus.once(index), near(corpus, phrase, window)
    counts = np.bincount(words.ids[found.words], minlength=len(words.keys))
    left = np.bincount(words.ids[found.words[found.before]], minlength=len(words.keys))
    left_out = left_out_words(stop, also)
    keep = [number for number in np.flatnonzero(counts >= min_count).tolist()
            if stop is None or tells(words.keys[number], left_out)]
    return _table(corpus, phrase, window, found, np.array(keep, dtype=np.int64), counts, left)


class Near(NamedTuple):
    """words: the numbers (in `index`) of the words within reach, in order; before: whether the phrase comes after."""

    words: np.ndarray
    before: np.ndarray
    own: np.ndarray


def near(corpus: Corpus, phrase: str, window: int) -> Near:
    """The words within `window` words of `phrase` in the same article, without those of the phrase itself (own)."""
    words, starts, size = corpus.once(index), places(corpus, phrase), len(tokens.words(phrase))
    own = np.unique((starts[:, None] + np.arange(size)).ravel())
    distance = np.full(len(words.ids), window + 1, dtype=np.int64)
    before = np.zeros(len(words.ids), dtype=bool)
    for step in range(1, window + 1):
        for place, side in ((starts - step, True), (starts + size - 1 + step, False)):
            inside = (place >= 0) & (place < len(words.ids))
            place, start = place[inside], starts[inside]
            place = place[(words.article[place] == words.article[start]) & (distance[place] > step)]
            distance[place], before[place] = step, side
    distance[own] = window + 1
    reached = np.flatnonzero(distance <= window)
    return Near(reached, before[reached], own)


def _table(corpus: Corpus, phrase: str, window: int, found: Near, keep: np.ndarray, counts, left) -> pd.DataFrame:
    words = corpus.once(index)
    column = np.full(len(words.keys), -1)
    column[keep] = np.arange(len(keep))
    columns = column[words.ids[found.words]]
    kept = columns >= 0
    present = sparse.coo_array((np.ones(kept.sum()), (words.article[found.words[kept]], columns[kept])),
                               shape=(len(corpus), len(keep))).tocsr()
    totals = np.bincount(words.ids, minlength=len(words.keys))[keep]
    # the phrase's own words can be nobody's neighbours: they are no part of the table that is tested
    outside = totals - np.bincount(words.ids[found.own], minlength=len(words.keys))[keep]
    size, reach, count = len(words.ids) - len(found.own), len(found.words), counts[keep]
    terms = [words.keys[number] for number in keep.tolist()]
    frame = pd.DataFrame({
        "node": pd.array([phrase] * len(keep), dtype=TEXT), "window": window, "term": pd.array(terms, dtype=TEXT),
        "shown": pd.array(shown(terms, corpus), dtype=TEXT), "count": count, "left": left[keep],
        "right": count - left[keep], **tally(present, corpus), "all_count": totals,
        "expected": outside * (reach / max(size, 1)), "g2": g2(count, outside, reach, size),
        "npmi": npmi(count, outside, reach, size),
    })
    return frame[COLUMNS].sort_values(["g2", "term"], ascending=[False, True], ignore_index=True)

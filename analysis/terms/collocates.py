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
from .index import Index, Part, joined_places

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
    words, found = corpus.once(Index), near(corpus, phrase, window)
    counts, left_out = np.bincount(found.ids, minlength=len(words.keys)), left_out_words(stop, also)
    often = np.flatnonzero(counts >= min_count)
    keep = [stop is None or tells(key, left_out) for key in words.keys.take(often).to_pylist()]
    return _table(corpus, phrase, window, found, often[np.array(keep, dtype=bool)], counts)


class Near(NamedTuple):
    """The words within reach of a phrase: ids (numbers of their keys), article, start, end, before (whether the phrase
    comes after).  own: how often each key stands in the phrase itself."""

    ids: np.ndarray
    article: np.ndarray
    start: np.ndarray
    end: np.ndarray
    before: np.ndarray
    own: np.ndarray


def near(corpus: Corpus, phrase: str, window: int) -> Near:
    """The words within `window` words of `phrase` in the same article, without those of the phrase itself (own).

    Raises ValueError for a phrase without a word.
    """
    words, sought = corpus.once(Index), [word.key for word in tokens.words(phrase)]
    if not sought:
        raise ValueError(f"phrase={phrase!r} has no word in it; give one or more words")
    numbers, own = [words.number(key) for key in sought], np.zeros(len(words.keys), dtype=np.int64)
    found = [(*(np.zeros(0, np.int32),) * 4, np.zeros(0, bool))]
    for part in words.parts() if -1 not in numbers else ():
        reached, before, inside = _reached(part, joined_places(part, numbers), len(numbers), window)
        found.append((*(column[reached] for column in part[:4]), before))
        own += np.bincount(part.ids[inside], minlength=len(own))
    return Near(*map(np.concatenate, zip(*found, strict=True)), own)


def _reached(part: Part, starts: np.ndarray, size: int, window: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(words of the part within reach, whether the phrase comes after each, the words of the phrase itself)."""
    own = np.unique((starts[:, None] + np.arange(size)).ravel())
    distance = np.full(len(part.ids), window + 1, dtype=np.int64)
    before = np.zeros(len(part.ids), dtype=bool)
    for step in range(1, window + 1):
        for place, side in ((starts - step, True), (starts + size - 1 + step, False)):
            inside = (place >= 0) & (place < len(part.ids))
            place, start = place[inside], starts[inside]
            place = place[(part.article[place] == part.article[start]) & (distance[place] > step)]
            distance[place], before[place] = step, side
    distance[own] = window + 1
    reached = np.flatnonzero(distance <= window)
    return reached, before[reached], own


def _table(corpus: Corpus, phrase: str, window: int, found: Near, keep: np.ndarray, counts) -> pd.DataFrame:
    words = corpus.once(Index)
    column = np.full(len(words.keys), -1)
    column[keep] = np.arange(len(keep))
    columns = column[found.ids]
    kept = columns >= 0
    present = sparse.coo_array((np.ones(kept.sum()), (found.article[kept], columns[kept])),
                               shape=(len(corpus), len(keep))).tocsr()
    left, totals = np.bincount(found.ids[found.before], minlength=len(words.keys)), words.counts[keep]
    # the phrase's own words can be nobody's neighbours: they are no part of the table that is tested
    outside = totals - found.own[keep]
    size, reach, count = words.counts.sum() - found.own.sum(), len(found.ids), counts[keep]
    terms = words.keys.take(keep).to_pylist()
    frame = pd.DataFrame({
        "node": pd.array([phrase] * len(keep), dtype=TEXT), "window": window, "term": pd.array(terms, dtype=TEXT),
        "shown": pd.array(shown(terms, corpus), dtype=TEXT), "count": count, "left": left[keep],
        "right": count - left[keep], **tally(present, corpus), "all_count": totals,
        "expected": outside * (reach / max(size, 1)), "g2": g2(count, outside, reach, size),
        "npmi": npmi(count, outside, reach, size),
    })
    return frame[COLUMNS].sort_values(["g2", "term"], ascending=[False, True], ignore_index=True)

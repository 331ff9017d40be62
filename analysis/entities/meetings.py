"""Who meets whom: every two entities that share a window, and the places where they do.

A window with k entities holds k (k - 1) / 2 meetings.  They are listed in portions of whole articles, so that memory
is bounded by what is kept of them: of each pair and article, one number.
"""

from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from ..corpus import Corpus
from ..corpus.tables import TEXT, rows_of
from ..text.compiled import compiled
from . import windows
from .count import places
from .distinct import numbered

_PORTION = 2_000_000  # meetings listed at once


class Meetings(NamedTuple):
    """In how many windows of an article a pair meets: places in a list of pairs, rows of `corpus.about`, windows; by
    pair, then article."""

    pair: np.ndarray
    article: np.ndarray
    windows: np.ndarray


class Windows(NamedTuple):
    """there: windows by entities, 0 or 1; article: the row of `corpus.about` that each window is of, ascending; names:
    the entities, sorted."""

    there: sparse.csr_array
    article: np.ndarray
    names: np.ndarray


def stand(mentions: pd.DataFrame, corpus: Corpus, window: str | int) -> Windows:
    """The windows that name anyone.  Raises ValueError as `windows.number` and `count.places` do."""
    entity, names = numbered(mentions["entity"])
    place, inside = places(mentions, corpus), windows.number(mentions, corpus, window)
    size = inside.max(initial=0) + 1
    cells, row = np.unique(place * size + inside, return_inverse=True)
    row = row.astype("int32")
    there = sparse.csr_array((np.ones(len(row), dtype="int32"), (row, entity)), shape=(len(cells), len(names)))
    there.data[:] = 1
    return Windows(there, (cells // size).astype("int32"), names)


def by_article(mentions: pd.DataFrame, corpus: Corpus, *, window: str | int = "sentence") -> pd.DataFrame:
    """In how many windows of each article two entities stand, as `pairs` counts them: article_id, entity_a, entity_b
    (all categories), count; sorted.
    """
    there, article, names = stand(mentions, corpus, window)
    own, ids = _by_id(article, corpus)
    order, found = np.argsort(own, kind="stable"), Gathered(4)
    for one, two, place in _every(there[order], own[order]):
        by_article = np.lexsort((two, one, place))
        columns = [column[by_article] for column in (place, one, two)]
        new = np.any([np.diff(column, prepend=-1) for column in columns], axis=0)
        first = np.flatnonzero(new)
        found.add((*(column[first] for column in columns), np.diff(first, append=len(place))))
    *columns, count = found.whole()
    labels = {"article_id": ids, "entity_a": names, "entity_b": names}
    return pd.DataFrame({name: pd.Categorical.from_codes(codes, pd.Index(own, dtype=TEXT))
                         for (name, own), codes in zip(labels.items(), columns, strict=True)} | {"count": count},
                        copy=False)


def _by_id(article: np.ndarray, corpus: Corpus) -> tuple[np.ndarray, np.ndarray]:
    """(the place of each of the articles, rows of `corpus.about`, among their ids, those ids in order)."""
    rows = np.unique(article)
    ids, place = corpus.about["article_id"].to_numpy(dtype=object)[rows], np.zeros(len(corpus), dtype="int32")
    order = np.argsort(ids)
    place[rows[order]] = np.arange(len(rows))
    return place[article], ids[order]


class Gathered:
    """Columns of whole numbers, put together from many parts: in arrays that grow where they are, so that no part is
    there twice and none that is gone leaves a hole."""

    def __init__(self, columns: int):
        self._columns = [array("i") for _ in range(columns)]

    def add(self, part: Iterable[np.ndarray]) -> None:
        """The columns of some more."""
        for column, own in zip(self._columns, part, strict=True):
            column.frombytes(np.ascontiguousarray(own, dtype=np.int32).view(np.uint8))

    def whole(self) -> tuple[np.ndarray, ...]:
        """All of them, in the order in which they came: int32."""
        return tuple(np.frombuffer(column, dtype=np.int32) for column in self._columns)


def together(there: sparse.csr_array, *, least: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """(first, second, shared rows) of every two columns of `there` (0 or 1) that share `least` rows, first < second, in
    order: int32; and how many pairs share fewer.  Some columns at a time, so that of those few are in memory."""
    found, columns, fewer = Gathered(3), there.T.tocsr(), 0
    work = np.append(0, np.cumsum(columns @ np.diff(there.indptr).astype("int64")))
    cuts = np.flatnonzero(np.diff(work[:-1] // _PORTION, prepend=-1)).tolist()
    for begin, end in pairwise([*cuts, there.shape[1]]):
        shared = columns[begin:end] @ there
        shared.sort_indices()
        first = np.repeat(np.arange(begin, end), np.diff(shared.indptr))
        pair, often = shared.indices > first, shared.data >= least
        fewer += int((pair & ~often).sum())
        found.add(column[pair & often] for column in (first, shared.indices, shared.data))
    return *found.whole(), fewer


def listed(there: sparse.csr_array, article: np.ndarray, first: np.ndarray, second: np.ndarray) -> Iterator[Meetings]:
    """The meetings of the pairs (first, second), as `together` gives them, in the windows `there` (windows by entities,
    0 or 1), and of no others: portions of whole articles.  `article`: of each window, ascending.
    """
    size = np.int64(there.shape[1])
    keys = first * size
    keys += second
    for one, two, own in _every(there, article):
        key = one * size + two
        pair = np.minimum(np.searchsorted(keys, key), max(len(keys) - 1, 0))
        inside = keys[pair] == key if len(keys) else np.zeros(len(key), dtype=bool)
        pair, own = pair[inside], own[inside]
        codes, met = np.unique(pair * np.int64(article.max(initial=0) + 1) + own, return_counts=True)
        yield Meetings(*np.divmod(codes, article.max(initial=0) + 1), met)


def _every(there: sparse.csr_array, article: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """(one, two, article) of every meeting in the windows `there`, as `listed` has them: one < two."""
    there.sort_indices()
    for begin, end in _portions(np.diff(there.indptr).astype("int64"), article):
        starts = there.indptr[begin:end + 1]
        one, two, row = _meet(starts.astype("int64"), there.indices, _number(starts))
        yield one, two, article[begin + row]


def _number(starts: np.ndarray) -> int:
    sizes = np.diff(starts).astype("int64")
    return int((sizes * (sizes - 1) // 2).sum())


def _portions(sizes: np.ndarray, article: np.ndarray) -> Iterator[tuple[int, int]]:
    """(first, last + 1) of windows with about _PORTION meetings, cut between articles."""
    firsts = np.flatnonzero(np.diff(article, prepend=-1))
    before = np.append(0, np.cumsum(sizes * (sizes - 1) // 2))[firsts]
    cuts = firsts[np.flatnonzero(np.diff(before // _PORTION, prepend=-1))]
    yield from zip(cuts.tolist(), [*cuts[1:].tolist(), len(article)][:len(cuts)], strict=True)


@compiled
def _meet(starts, members, number):
    """(one, two, row) of every two members of the rows between `starts`; members ascend in a row."""
    one, two, row = (np.empty(number, dtype=np.int64), np.empty(number, dtype=np.int64),
                     np.empty(number, dtype=np.int64))
    place = 0
    for own in range(len(starts) - 1):
        for left in range(starts[own], starts[own + 1]):
            for right in range(left + 1, starts[own + 1]):
                one[place], two[place], row[place] = members[left], members[right], own
                place += 1
    return one, two, row


def where(mentions: pd.DataFrame, corpus: Corpus, one: str, two: str, *, window: str | int = "sentence"
          ) -> pd.DataFrame:
    """Every window that names both `one` and `two`: article_id, start, end; in order of the first.

    From the start of a mention of the one to the end of one of the other, those nearest each other in the window.  As
    many rows as `pairs` counts.  Only articles that name both are read.
    """
    windows.check(window)
    own = rows_of(mentions, mentions["entity"].isin([one, two]))
    own = own[own.groupby("article_id")["entity"].transform("nunique") == 2]
    own = own.assign(window=windows.number(own, corpus, window)).sort_values(["article_id", "start", "end"])
    after = own.shift(-1)
    beside = ((own["article_id"] == after["article_id"]) & (own["window"] == after["window"])
              & (own["entity"] != after["entity"])).fillna(False).to_numpy(dtype=bool)
    near = own[beside].assign(far=after.loc[beside, "end"].astype("int64"))
    near["gap"] = after.loc[beside, "start"].astype("int64") - near["end"]
    near["end"] = near[["end", "far"]].max(axis=1)
    near = near.sort_values(["article_id", "window", "gap", "start"]).drop_duplicates(["article_id", "window"])
    return near[["article_id", "start", "end"]].sort_values(["article_id", "start"], ignore_index=True)

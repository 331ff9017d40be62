"""Copies: articles that reprint one text, each attached to a representative.

A wire story comes back cut, under a new headline and lede, with moved sentences and words changed.  An
article is a copy of a longer one where their word 5-grams have a Jaccard index of .5, or where half of its
own words, those outside quotation marks, stand in passages aligned with the longer one: long shared
speeches make no copy.  (At a Jaccard index of .5 alone most edited copies are missed: two reprints of one
wire story may share a third of their 5-grams.)  An article that makes less than a fifth of the longer one,
or one of several different ones in it, is an item in a digest: not a copy.

What one outlet repeats across its own articles, background boxes and footers, would tie unrelated articles
together.  So the nearest copies are found first, by a stricter share; wording that BOX_GROUPS of what is
left of one outlet have in common is box, and is set aside everywhere (a publisher may have two names)
before the rest is compared.  The stricter share also holds within an outlet after two days.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..corpus import Corpus
from ..corpus.steps import Step, Whole
from ..corpus.tables import UNKNOWN, count_words
from . import boxes, shingles, wordkeys
from .compared import Compared

COPY = 0.5  # share of the shorter text's words in aligned passages
NEAR = 0.75
APART = 0.1  # items of a digest share less than this with each other
BOX_GROUPS = 3


class Groups(NamedTuple):
    """articles: in order of article_id; leaders: the row of each one's representative; containment: of each in it;
    parts: (n, 2) rows of articles that share a part of their text and are of different groups.
    """

    articles: pd.DataFrame
    leaders: np.ndarray
    containment: np.ndarray
    parts: np.ndarray


def copies(corpus: Corpus) -> pd.DataFrame:
    """Which articles reprint one text: article_id, copy_group, containment, weight; one row an article.

    `copy_group` is the article_id of the group's representative, the longest article without its outlet's
    boxes (then the earliest); `containment` the share of the article's word 5-grams that the representative
    has, 1.0 for itself (Broder 1997); `weight` 1 / number of articles of the group.  Rows are in order of
    article_id.
    """
    articles, leaders, containment, _ = corpus.once(groups)
    ids = articles["article_id"]
    return pd.DataFrame({
        "article_id": ids, "copy_group": ids.iloc[leaders].array, "containment": containment,
        "weight": 1 / np.bincount(leaders, minlength=len(ids))[leaders],
    })


def groups(corpus: Corpus) -> Groups:
    """The representative of every article: found once for all notebooks that ask."""
    articles = corpus.about.sort_values("article_id", ignore_index=True)
    found = {column: values.combine_chunks().flatten().to_numpy() for column, values in
             zip(GROUPED.names, corpus.kept(GROUPS).columns, strict=True)}
    leaders, containment = np.arange(len(articles)), np.ones(len(articles))
    leaders[found["article"]], containment[found["article"]] = found["leader"], found["containment"]
    return Groups(articles, leaders, containment, np.column_stack([found["part"], found["of"]]).astype(np.int64))


def read_groups(corpus: Corpus) -> pa.Table:
    """What `groups` is made of, a row of lists: of each article that has another for its representative its place in
    the order of article_id, that of the representative, and its containment; and `Groups.parts`."""
    articles = corpus.about.sort_values("article_id", ignore_index=True)
    leaders, parts = _grouped(corpus, articles)
    article = np.flatnonzero(leaders != np.arange(len(leaders)))
    columns = article, leaders[article], _containment(corpus, article, leaders[article]), *parts.T
    return pa.table([pa.array([column]) for column in columns], names=GROUPED.names).cast(GROUPED)


GROUPED = pa.schema([("article", pa.list_(pa.int32())), ("leader", pa.list_(pa.int32())),
                     ("containment", pa.list_(pa.float64())), ("part", pa.list_(pa.int32())),
                     ("of", pa.list_(pa.int32()))])


def _grouped(corpus: Corpus, articles: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """(the row of each article's representative, `Groups.parts`)."""
    outlets, hours = _outlets(articles["source"]), _hours(articles["published"])
    compared = Compared(corpus)

    def attach(texts, sampled, order, least):
        *found, pairs, rows = shingles.attach(texts, sampled, order, least, NEAR, outlets, hours, compared.known)
        compared.add(pairs, rows)
        return found

    texts, nearest = _apart(words_of(corpus), articles, outlets, attach)
    sampled = shingles.sample(texts.keys, texts.starts)
    order = _order(articles, texts)
    leaders, parts = attach(texts, sampled, order[nearest[order] == order], COPY)[:2]
    leaders = leaders[nearest]
    pairs = np.concatenate([_pairs(parts), np.column_stack([order, leaders[order]])])
    items, digests = _items(texts, order, leaders)
    leaders[items] = items
    loose = np.concatenate([items, pairs[np.isin(pairs[:, 1], digests) & (pairs[:, 0] != pairs[:, 1]), 0]])
    again = order[np.isin(order, loose[leaders[loose] == loose])]
    leaders = attach(texts, sampled, again, COPY)[0][leaders]
    compared.keep()
    return leaders, pairs[leaders[pairs[:, 0]] != leaders[pairs[:, 1]]]


def _containment(corpus: Corpus, article: np.ndarray, leader: np.ndarray) -> np.ndarray:
    """Of articles in their representatives, both as they are; of those few the words are read again."""
    words = words_of(corpus, np.append(article, leader))
    rows = shingles.measure(words, article, leader)
    return rows[:, shingles.SHARED] / rows[:, shingles.FIRST]


def _apart(words: wordkeys.Words, articles: pd.DataFrame, outlets: np.ndarray, attach: Callable
           ) -> tuple[wordkeys.Words, np.ndarray]:
    """(the texts without boxes, the representative of every article among its nearest copies)."""
    sampled = shingles.sample(words.keys, words.starts)
    nearest, _, index = attach(words, sampled, _order(articles, words), NEAR)
    box = shingles.repeated(sampled[0], outlets, index, BOX_GROUPS)  # box for one outlet, box for all
    inside = boxes.stretches(sampled, box, len(words.keys))
    del index, sampled, box  # as large as the words together
    return boxes.without(words, inside), nearest


def _items(words: wordkeys.Words, order: np.ndarray, leaders: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(items, digests): articles less than half as long as their representative, where it has another such
    article with which they share nothing; and those representatives.
    """
    size = np.diff(words.starts)
    short = order[(leaders[order] != order) & (2 * size[order] < size[leaders[order]])]
    longest = pd.Series(short).groupby(leaders[short]).transform("first").to_numpy(dtype=np.int64)
    shared = shingles.measure(words, short, longest)[:, shingles.ALIGNED]
    digests = np.unique(leaders[short[shared < APART * size[short]]])
    return short[np.isin(leaders[short], digests)], digests


def _pairs(parts: np.ndarray) -> np.ndarray:
    article, column = np.nonzero(parts >= 0)
    return np.column_stack([article, parts[article, column]]).astype(np.int64)


def read_keys(table: pa.Table) -> pa.Table:
    """The step that reads words to compare: keys and quoted (see `wordkeys.Words`), a list of each for each article.

    Where a text is shorter than a shingle, as the empty page of a video is, its headline is read with it.
    """
    texts, titles = (table[name].fill_null("").to_pandas() for name in ("text", "title"))
    words = wordkeys.read(texts.where(count_words(texts) >= shingles.WIDTH, titles + "\n" + texts))
    starts = pa.array(words.starts)
    return pa.table({"keys": pa.LargeListArray.from_arrays(starts, pa.array(words.keys)),
                     "quoted": pa.LargeListArray.from_arrays(starts, pa.array(words.quoted))})


KEYS = Step("wordkeys", 1, read_keys, columns=("title", "text"))
GROUPS = Whole("copies", 1, read_groups, made_of=(KEYS,), columns=("article_id", "source", "published"))


def words_of(corpus: Corpus, rows: np.ndarray | None = None) -> wordkeys.Words:
    """The words of the articles in order of article_id; with `rows` of that order, of those alone, none of others.

    What is stored is gone through twice, for the sizes and then for the words, so that these are in memory but once.
    """
    rank = np.argsort(np.argsort(corpus.about["article_id"].to_numpy(dtype=object), kind="stable"))
    wanted = np.append(np.ones(len(corpus), dtype=bool) if rows is None else np.isin(rank, rows), False)
    kept = None if corpus.stored else list(corpus.each(KEYS))
    sizes = np.zeros(len(corpus), dtype=np.int64)
    for places, inside, table in _inside(kept or corpus.each(KEYS), wanted):
        sizes[rank[places]] = pc.list_value_length(table["keys"]).take(inside).to_numpy()
    starts = np.concatenate([[0], np.cumsum(sizes)])
    keys, quoted = np.empty(starts[-1], dtype=np.uint32), np.empty(starts[-1], dtype=np.bool_)
    for places, inside, table in _inside(kept or corpus.each(KEYS), wanted):
        words = _flat(table)
        for row, begin, end in zip(rank[places], words.starts[inside], words.starts[inside + 1], strict=True):
            keys[starts[row]:starts[row + 1]] = words.keys[begin:end]
            quoted[starts[row]:starts[row + 1]] = words.quoted[begin:end]
    pa.default_memory_pool().release_unused()
    return wordkeys.Words(keys, quoted, starts)


def _inside(parts: Iterable[tuple[np.ndarray, pa.Table]], wanted: np.ndarray
            ) -> Iterator[tuple[np.ndarray, np.ndarray, pa.Table]]:
    """Of each shard: the wanted articles, their rows in the shard's table, and that."""
    for places, table in parts:
        inside = np.flatnonzero((places >= 0) & wanted[places])
        if len(inside):
            yield places[inside], inside, table


def _flat(table: pa.Table) -> wordkeys.Words:
    keys, quoted = table["keys"].combine_chunks(), table["quoted"].combine_chunks()
    return wordkeys.Words(keys.values.to_numpy(), quoted.values.to_numpy(zero_copy_only=False),
                          keys.offsets.to_numpy())


def _outlets(sources: pd.Series) -> np.ndarray:
    """A number for every outlet, from 1; 0 for none."""
    names = sources.to_numpy(dtype=object)
    numbers = np.unique(names.astype(str), return_inverse=True)[1] + 1 if len(names) else np.zeros(0)
    return np.where((names == UNKNOWN) | (names == ""), 0, numbers).astype(np.int64)


def _hours(published: pd.Series) -> np.ndarray:
    since = published - pd.Timestamp("2000-01-01", tz="UTC")
    return (since / pd.Timedelta(hours=1)).to_numpy(dtype=np.float64)


def _order(articles: pd.DataFrame, words: wordkeys.Words) -> np.ndarray:
    """Longest first, then earliest, undated last, then by article_id."""
    keys = pd.DataFrame({"words": -np.diff(words.starts), "published": articles["published"]})
    return keys.sort_values(["words", "published"], kind="stable").index.to_numpy(dtype=np.int64)

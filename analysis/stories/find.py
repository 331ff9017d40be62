"""`find`: the stories of a collection, each the articles that report one event.

Copies of one text count as one text.  Texts are alike by the words of their headline and beginning and by their dates
(`graph`), and are grouped from the most alike on (`linkage`); then texts left alone join the story that they stand out
as part of (`leftover`), those without a date the large story that they lead to (`gathered`), and what foretells the day
that the others report leaves them (`foretold`).  On three days of nine outlets, marked by hand, that served no setting,
B-cubed F1 is .94, and .95 among all 3,788 articles of their year; on 120 articles of one outlet over nine years .96; on
220 without dates, whose errors had been looked at, .88; on three runs of days that served the choice .95 to .98
(benchmarks/stories/stories.py).
"""

from collections.abc import Iterator
from numbers import Real

import numpy as np
import pandas as pd
import pyarrow as pa
from scipy import sparse

from ..articles.copies import copies
from ..articles.kinds import copy_pairs
from ..corpus import Corpus
from ..corpus.tables import TEXT, UNKNOWN
from .background import background
from .foretold import EPOCH, named, part, several
from .gathered import gather
from .graph import Graph, build, weigh
from .leftover import attach
from .linkage import group, strength
from .wording import WORDING

RESOLUTION = 0.25
WINDOW = 2.0
_KEPT = 1 / 3  # of the resolution: texts less alike than that count as not alike at all
_DIGITS = 9  # to which likeness decides


def find(corpus: Corpus, *, window: float | None = WINDOW, resolution: float = RESOLUTION) -> pd.DataFrame:
    """Which story each article tells: article_id, story, strength; one row an article, in order of article_id.

    `story` is the article_id of the story's most typical article, the one most like the others; an article that no
    other tells the story of is a story of its own.  Every article is of one story, reprints of that of their text;
    previews of what a story reports are not of it.  `strength` (0 to 1) is how close an article is to the rest of its
    story, in the measure of `resolution`; 1 where its text is alone.

    window: days in which the likeness of two articles falls halfway from that of the same day to that of days far
    apart; None where dates are not to matter: previews stay with their event then, and large stories take in more.
    Articles without a date are judged by their words alone.  resolution: how close groups of articles must be to
    become one story, above 0 to 1; larger makes smaller stories.

    Raises ValueError for any other window or resolution.
    """
    _check(window, resolution)
    texts = _texts(corpus)
    days = np.full(len(texts), np.nan) if window is None else _days(texts)
    outlets = _outlets(texts["source"])
    found = build(_weights(corpus, texts), days, outlets, float(window or np.inf), resolution * _KEPT)
    held = _digests(corpus, texts)
    label = gather(found, attach(found, group(found, resolution), resolution, held), resolution, np.isnan(days) & ~held)
    label = part(label, days, _named(corpus, texts, days, several(label, days)))
    return _told(corpus, texts, found, label)


def _check(window: float | None, resolution: float) -> None:
    if window is not None and not (_number(window) and window > 0):
        raise ValueError(f"window={window!r}: it is a number of days above 0, or None where dates are not to matter")
    if not (_number(resolution) and 0 < resolution <= 1):
        raise ValueError(f"resolution={resolution!r}: it is a number above 0, up to 1; {RESOLUTION} suits news, larger "
                         "makes smaller stories")


def _number(value) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and np.isfinite(value)


def _texts(corpus: Corpus) -> pd.DataFrame:
    """One row an independent text, in order of article_id: that of its representative, source, published,
    place (its row in `corpus.about`)."""
    about = corpus.about[["article_id", "source", "published"]].assign(place=np.arange(len(corpus)))
    first = corpus.once(copies).query("article_id == copy_group")["article_id"]
    return about[about["article_id"].isin(first)].sort_values("article_id", ignore_index=True)


def _digests(corpus: Corpus, texts: pd.DataFrame) -> np.ndarray:
    """(texts,) whether a text holds a part of another: it is like that one for what it copied."""
    pairs = corpus.once(copy_pairs)
    return texts["article_id"].isin(pairs["article_id"][pairs["kind"] == "part"]).to_numpy(dtype=bool)


def _weights(corpus: Corpus, texts: pd.DataFrame) -> sparse.csr_array:
    """(texts, words): the weights of each text's words."""
    row = np.full(len(corpus), -1)
    row[texts["place"]] = np.arange(len(texts))
    parts = list(_read(corpus, row))
    rows, sizes, words, counts = (np.concatenate(column) for column in zip(_NOTHING, *parts, strict=True))
    numbers, column = np.unique(words, return_inverse=True)
    matrix = sparse.csr_array((counts, (np.repeat(rows, sizes), column)), shape=(len(texts), len(numbers)))
    matrix.sort_indices()
    return weigh(matrix, numbers, background())


_NOTHING = np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.uint32), np.zeros(0, np.float64)


def _read(corpus: Corpus, row: np.ndarray) -> Iterator[tuple[np.ndarray, ...]]:
    """For each shard (rows, sizes, words, counts): its texts' rows, and their words one text after the other."""
    for places, table in corpus.each(WORDING):
        kept = np.flatnonzero(np.append(row, -1)[places] >= 0)
        part = table.take(pa.array(kept)).combine_chunks()
        words, counts = (_flat(part[name]) for name in ("words", "counts"))
        yield row[places[kept]], np.diff(words[0]), words[1], counts[1].astype(np.float64)


def _flat(lists: pa.ChunkedArray) -> tuple[np.ndarray, np.ndarray]:
    """(offsets, values) of a column of lists."""
    whole = lists.combine_chunks()
    return np.append(0, np.cumsum(whole.value_lengths().to_numpy())), whole.flatten().to_numpy()


def _days(texts: pd.DataFrame) -> np.ndarray:
    return ((texts["published"] - EPOCH) / pd.Timedelta(days=1)).to_numpy(dtype=np.float64)


def _named(corpus: Corpus, texts: pd.DataFrame, days: np.ndarray, asked: np.ndarray) -> dict[int, tuple]:
    """Of the texts that are asked for, by their place in `texts`, the days they name, as `foretold.named` has them."""
    found, row = {}, np.full(len(corpus), -1)
    row[texts["place"][asked]] = np.flatnonzero(asked)
    for places, table in corpus.parts(["title", "text"]) if asked.any() else ():
        kept = np.flatnonzero(row[places] >= 0)
        few = table.take(pa.array(kept)).to_pydict()
        for place, title, text in zip(row[places[kept]].tolist(), few["title"], few["text"], strict=True):
            found[place] = named(title or "", text or "", days[place])
    return dict(sorted(found.items()))


def _outlets(sources: pd.Series) -> np.ndarray:
    """A number for every outlet, -1 where it is unknown."""
    return pd.factorize(sources.where(~sources.isin([UNKNOWN, ""])).to_numpy(dtype=object))[0]


def _told(corpus: Corpus, texts: pd.DataFrame, found: Graph, label: np.ndarray) -> pd.DataFrame:
    likeness, close = strength(found, label)
    rows = texts.assign(label=label, likeness=likeness.round(_DIGITS), strength=close.round(6))
    ahead = rows.sort_values(["likeness", "published", "article_id"], ascending=[False, True, True])
    rows["story"] = rows["label"].map(ahead.drop_duplicates("label").set_index("label")["article_id"])
    told = corpus.once(copies)[["article_id", "copy_group"]].merge(
        rows[["article_id", "story", "strength"]].rename(columns={"article_id": "copy_group"}), on="copy_group")
    return told[["article_id", "story", "strength"]].astype({"article_id": TEXT, "story": TEXT}).sort_values(
        "article_id", ignore_index=True)

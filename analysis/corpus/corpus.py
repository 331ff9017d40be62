"""`Corpus`: the collection of articles, from files or from a table, and the parts of it one asks for."""

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd
import platformdirs
import pyarrow as pa

from .. import reading
from ..paths import located
from . import frames, gather, memos, steps
from .ahead import ahead
from .engine import Engine
from .shards import Options, Shard
from .store import Damaged, Store, StoreError, digest
from .tables import TEXT, table

T = TypeVar("T")
ORDER = ["published", "source", "title", "article_id"]


class Corpus:
    """News articles with the lines removed from them and the inputs that could not be read.

    `articles`, `removed` and `rejected` are the tables of the data dictionary (data/README.md); `len(corpus)` is
    the number of articles.  `about` is `articles` without the texts: it is in memory, the texts are read when they are
    asked for, and `each` computes from them shard by shard.  A corpus does not change: `select` returns another.
    """

    def __init__(self, about: pd.DataFrame, rejected: pd.DataFrame, *, shards: Sequence[Shard | frames.Slice],
                 rows: Sequence[np.ndarray], removed: Callable[[], pd.DataFrame], engine: Engine):
        """`rows[s][r]`: which article row r of shard s is, -1 for none of this corpus."""
        self.about, self.rejected = about, rejected
        self.rows, self._shards, self._removed, self._engine = rows, shards, removed, engine
        self._results = {}

    @property
    def articles(self) -> pd.DataFrame:
        """One row an article, its text among them."""
        return self.once(_articles)

    @property
    def removed(self) -> pd.DataFrame:
        """One row a line that cleaning took out of an article."""
        return self.once(_removed)

    def once(self, step: Callable[["Corpus"], T]) -> T:
        """`step(corpus)`, computed on the first call and remembered: for results that several rooms need."""
        if step not in self._results:
            self._results[step] = step(self)
        return self._results[step]

    def kept(self, whole: steps.Whole) -> pa.Table:
        """The table of the whole collection: from the store, or computed and kept there."""
        if self.store is None:
            return whole.function(self)
        key = self._key(whole.columns)
        if name := self.store.names(whole.folder).get(key):
            try:
                return self.store.read(whole.folder, name)
            except Damaged as error:
                warnings.warn(f"{error}; it is computed again", stacklevel=2)
        found = whole.function(self)
        self.store.write(whole.folder, found, key)
        return found

    def _key(self, columns: Sequence[str]) -> str:
        """The same for the same texts in the same shards, and the same `columns` of `about`."""
        told = pd.util.hash_pandas_object(self.about[list(columns)], index=False).to_numpy()
        rows = [shard.key.encode() + rows.tobytes() for shard, rows in zip(self._shards, self.rows, strict=True)]
        return digest(b"".join([told.tobytes(), *rows]))

    def each(self, step: steps.Step) -> Iterator[tuple[np.ndarray, pa.Table]]:
        """The step's table of each shard, and which article each row of the shard is (its position in `about`, -1 for
        none).  What the store has is read; what it has not is computed by the engine and kept.
        """
        return zip(self.rows, steps.run(step, self._shards, self._engine), strict=True)

    def whole(self, step: steps.Step) -> Iterator[pa.Table]:
        """As `each`, for a step whose rows are not each of one article: of shards less what is not in this corpus."""
        return steps.run(step, [shard.narrowed(np.flatnonzero(rows >= 0)) for shard, rows in
                                zip(self._shards, self.rows, strict=True) if (rows >= 0).any()], self._engine)

    def parts(self, columns: Sequence[str]) -> Iterator[tuple[np.ndarray, pa.Table]]:
        """The articles' `columns` (of article_id, title and text), a shard at a time, and the position of each row's
        article in `about`: for what needs the texts themselves, all of them, but not all at once.
        """
        def load(place: int) -> tuple[np.ndarray, pa.Table]:
            loaded, rows = self._shards[place].load(columns), self.rows[place]
            inside = np.flatnonzero(rows >= 0)
            return rows[inside], loaded if len(inside) == len(rows) else loaded.take(inside)

        # the next is read while this one is used; more of them would be much to have in memory
        yield from ahead(load, (place for place, rows in enumerate(self.rows) if (rows >= 0).any()), threads=1)

    def texts(self, article_ids: Iterable[str]) -> dict[str, str]:
        """The text of each of these articles: only the shards that have them are read."""
        asked = self.about["article_id"].isin(set(article_ids)).to_numpy()
        found = {}
        for shard, rows in zip(self._shards, self.rows, strict=True):
            if (inside := np.flatnonzero((rows >= 0) & np.append(asked, False)[rows])).size:
                loaded = shard.load(["article_id", "text"]).take(inside)
                found |= zip(loaded["article_id"].to_pylist(), loaded["text"].to_pylist(), strict=True)
        return found

    @property
    def stored(self) -> bool:
        """Whether what `each` gives is kept, so that to ask again is to read it."""
        return bool(self._shards) and self._shards[0].store is not None

    @property
    def store(self) -> Store | None:
        """Where results are kept, None for a corpus from a table."""
        return self._shards[0].store if self._shards else None

    def recall(self, memo: memos.Memo, texts: Iterable[str]) -> memos.Recalled:
        """The memo's value of each distinct text: from the store, or computed by the engine and kept.  `texts` is gone
        through several times.
        """
        return memos.recall(memo, texts, self.store, self._engine)

    @classmethod
    def open(cls, source: str | Path | Sequence[str | Path], *, store: str | Path = "", cluster: str = "",
             workers: int | None = None, columns: Mapping[str, str] | None = None,
             keep: Sequence[str] = ()) -> "Corpus":
        """Read a file, a folder, a glob or several of them; what was read before is not read again.

        A relative path is looked for in the working folder, then in the project's folder, so that notebooks find
        "data/articles" wherever they are run from.  `columns` maps our column names to those of a table that uses
        unusual ones, as in {"text": "content_clean"}.  The order of the files does not matter: articles come out by
        date, outlet, headline and id.  Exact repeats collapse to one row and are listed in `rejected` as "repeat".
        `keep` names reasons of `reading.REASONS` ("caption", …): lines that cleaning takes out for them stay in.

        `store`: a folder or an fsspec URL (s3://…) that keeps what was computed; by default a folder of the source's
        own in the user's cache.  `cluster`: "" for this machine's cores (`workers` of them, None for all), "auto" for
        a Dask cluster on this machine, or the address of a Dask scheduler ("tcp://host:8786"), whose workers must see
        the source and the store.  Neither changes a table.

        Raises ValueError where `source` does not exist, a reason is none, the store cannot be used or the cluster
        cannot be reached.
        """
        if strange := sorted(set(keep) - set(reading.REASONS)):
            raise ValueError(f"keep={strange}: allowed are the reasons {', '.join(reading.REASONS)}")
        reading.check_columns(columns)
        place = _located(source)
        kept = Store(str(store)).prepare() if store else _cache(place)
        engine = Engine(cluster, workers if kept.shared else 1)
        engine.check(kept)
        found = gather.gather(place, kept, engine, Options(columns, tuple(sorted(keep))))
        about = found.about.sort_values(ORDER, ignore_index=True)
        rows = gather.placed(about, found.sizes)
        return cls(table("about", about.drop(columns=["shard", "row"])),
                   table("rejected", found.rejected).sort_values(["origin", "reason", "detail"], ignore_index=True),
                   shards=found.shards, rows=rows, removed=lambda: table("removed", list(gather.removed(found))),
                   engine=engine)

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> "Corpus":
        """The rows of a table with at least a "text" column, as they are: no cleaning, the same order.

        Further columns of ours (title, source, published, author, url, section, lang) are used where present, any
        other column is kept.  An "article_id" column must be unique and is kept; without one, ids are computed and
        exact repeats collapse to their first row, listed in `rejected`.  A date that cannot be read is listed too
        and left empty.  Raises ValueError without a "text" column, or where ids repeat.
        """
        articles, rejected = frames.read(frame)
        slices = frames.slices(articles)
        rows = [np.arange(one.start, one.start + len(one.table)) for one in slices]
        return cls(articles.drop(columns="text"), rejected, shards=slices, rows=rows,
                   removed=lambda: table("removed", []), engine=Engine(workers=1))

    def select(self, *, start: str = "", end: str = "", outlets: Sequence[str] = (),
               article_ids: Sequence[str] = ()) -> "Corpus":
        """The articles from day `start` to day `end` (YYYY-MM-DD, both included, UTC) of the named outlets, or the
        named articles.

        Empty means no limit.  With a limit of date, undated articles are left out.  Raises ValueError for a date
        that is none, an empty window, or an outlet or article that the collection does not have.
        """
        first, last = _day("start", start), _day("end", end)
        if first is not None and last is not None and first > last:
            raise ValueError(f"start={start!r} is after end={end!r}; start must be the earlier day")
        known = sorted(self.about["source"].unique())
        if strange := sorted(set(outlets) - set(known)):
            raise ValueError(f"outlets: {strange} not in the collection; it has {known}")
        published, keep = self.about["published"], pd.Series(True, index=self.about.index)
        if first is not None:
            keep &= published >= first
        if last is not None:
            keep &= published < last + pd.Timedelta(days=1)
        if outlets:
            keep &= self.about["source"].isin(list(outlets))
        if len(article_ids):
            if strange := sorted(set(article_ids) - set(self.about["article_id"])):
                raise ValueError(f"article_ids: {strange[:5]} not in the collection; its ids are in corpus.about")
            keep &= self.about["article_id"].isin(list(article_ids))
        place = np.append(np.where(keep, np.cumsum(keep) - 1, -1), -1)  # the last for rows of no article
        return Corpus(self.about[keep].reset_index(drop=True), self.rejected, shards=self._shards,
                      rows=[place[rows] for rows in self.rows], removed=lambda: self.removed, engine=self._engine)

    def __len__(self) -> int:
        return len(self.about)

    def __repr__(self) -> str:
        outlets = self.about["source"].nunique()
        return f"<Corpus: {len(self):,} articles, {outlets} outlets, {self.about['words'].sum():,} words>"


def _articles(corpus: Corpus) -> pd.DataFrame:
    rows, texts = [np.zeros(0, np.int64)], []
    for own, part in corpus.parts(["text"]):
        rows.append(own)
        texts += part["text"].cast(pa.large_string()).chunks
    found = corpus.about.copy()
    place = np.argsort(np.concatenate(rows))  # every article is in one shard
    found.insert(2, "text", pd.array(pa.chunked_array(texts, pa.large_string()).take(place), dtype=TEXT))
    return found


def _removed(corpus: Corpus) -> pd.DataFrame:
    lines = corpus._removed()
    return lines[lines["article_id"].isin(corpus.about["article_id"])].sort_values(
        ["article_id", "line", "reason"], ignore_index=True)


def _cache(source: str | list) -> Store:
    """The store of a source in the user's cache or, where that cannot be written, in this process's memory."""
    name = digest(repr(source).encode())
    try:
        return Store(str(platformdirs.user_cache_path("broadsheet") / name)).prepare()
    except StoreError as error:
        warnings.warn(f"{error}. What is read now is forgotten at the end", stacklevel=3)
        return Store(f"memory://broadsheet-{name}").prepare()


def _located(source):
    """`paths.located`, of one or of several."""
    if not isinstance(source, (str, Path)):
        return sorted(_located(one) for one in source)
    return located(str(source))


def _day(name: str, value: str) -> pd.Timestamp | None:
    if not value:
        return None
    try:
        return pd.to_datetime(value, format="%Y-%m-%d", utc=True)
    except (ValueError, TypeError):
        raise ValueError(f"{name}={value!r} is no date; write it as YYYY-MM-DD, like 2025-06-10") from None

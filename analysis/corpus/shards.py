"""Shards: the articles of some files as they were read, and which files were read into which shards.

A shard has one row for each article and for each thing that gave none, with the lines removed from an article beside
it.  Files are cut into batches of about 2,000 files or 16 MB, in the order of their names, and a batch into shards of
about as much, so that one shard is all that a process needs to hold.  Where that makes few batches, each is read in
parts, so that no worker waits long for the last.  Batches and parts are cut through all files, read or not: an open
that was interrupted goes on with the same ones and ends with the same shards.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from itertools import accumulate

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .. import reading
from ..reading.boilerplate import without
from .store import Store, digest
from .tables import UNKNOWN, article_id

SHARD = "articles"
ROWS, BYTES = 2_000, 16 * 2**20
PARTS = 4  # of a batch at most: a smaller one is read sooner than it is given to a worker
TASKS = 32  # at least, where that many parts make them
READERS = ("charset-normalizer", "dateparser", "ftfy", "htmldate", "py3langid", "trafilatura")
LINE = pa.struct([("line", pa.int64()), ("text", pa.large_string()), ("reason", pa.large_string()),
                  ("confidence", pa.float64())])
SCHEMA = pa.schema([
    *((name, pa.large_string()) for name in ("file", "origin", "reason", "detail", "article_id", "title", "text",
                                             "source", "author", "url", "section", "lang")),
    ("published", pa.timestamp("us", "UTC")), ("removed", pa.list_(LINE)),
])
INPUTS = pa.schema([("file", pa.large_string()), ("stamp", pa.large_string()), ("shards", pa.list_(pa.string()))])


@dataclass(frozen=True)
class Options:
    """What else than a file decides what is read from it."""

    columns: Mapping[str, str] | None = None
    keep: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """A name for these options under this version of the readers and of the libraries they build on."""
        asked = [reading.VERSION, _versions(), dict(self.columns or {}), sorted(self.keep)]
        return digest(json.dumps(asked, sort_keys=True).encode())[:16]


@cache
def _versions() -> list[str]:
    return [version(name) for name in READERS]


@dataclass(frozen=True)
class Batch:
    """Files that are read by one process."""

    files: tuple[reading.Input, ...]
    options: Options
    store: Store


@dataclass(frozen=True)
class Shard:
    """A shard of so many articles; the lines in it that are boilerplate: pairs of row and paragraph, sorted, counted
    from 0; and which of its rows are meant, where not all are.
    """

    store: Store
    name: str
    articles: int
    lines: tuple[tuple[int, int], ...] = ()
    only: tuple[int, ...] | None = None

    @property
    def key(self) -> str:
        """The same for the same texts."""
        own = self.name.removesuffix(".parquet")
        whole = not self.lines and self.only is None
        return own if whole else digest(f"{own} {self.lines} {self.only}".encode())

    def load(self, columns: Sequence[str]) -> pa.Table:
        """The shard's `columns`; texts without the lines that are boilerplate."""
        table = self.store.read(SHARD, self.name, columns=list(columns))
        if self.lines and "text" in columns:
            kept = pa.array(without(table["text"].to_pylist(), self.lines), pa.large_string())
            table = table.set_column(list(columns).index("text"), "text", kept)
        return table if self.only is None else table.take(list(self.only))

    def narrowed(self, rows: np.ndarray) -> "Shard":
        """The shard of those `rows` alone."""
        return self if len(rows) == self.articles else replace(self, only=tuple(rows.tolist()))


def stamp(one: reading.Input) -> str:
    """What tells the versions of a file apart: the file's own stamp, and what a metadata.csv says of it."""
    known = json.dumps(sorted(one.known.items()))
    return f"{one.file.stamp} {digest(known.encode())[:8]}" if one.known else one.file.stamp


def batches(files: Sequence[reading.Input], new: Iterable[str], options: Options, store: Store) -> list[Batch]:
    """The batches of `files` that have any of the files named in `new`, with those.

    A part of a batch of which all is new is read by itself.  What is new in its other parts is read together: a night's
    files, wherever their names stand, make no more shards than there are batches.
    """
    whole, new = ROWS * BYTES, set(new)
    weights = [max(one.file.size * ROWS, BYTES) for one in files]
    parts = min(max(TASKS * whole // max(sum(weights), 1), 1), PARTS)
    cut = defaultdict(list)
    for one, begun in zip(files, accumulate(weights, initial=0), strict=False):
        cut[begun * parts // whole].append(one)
    found = defaultdict(list)
    for part, some in cut.items():
        fresh = [one for one in some if one.file.name in new]
        found[part // parts, part if len(fresh) == len(some) else None] += fresh
    return [Batch(tuple(some), options, store) for some in found.values() if some]


def read_batch(batch: Batch, then: Callable[[Shard, pa.Table], object]) -> str:
    """Read files into shards, each given to `then` with its table while that is in memory; returns the name of the
    table of inputs that says which, written last.
    """
    places = {one.file.name: [] for one in batch.files}
    for rows in _cut(_rows(batch)):
        table = pa.Table.from_pylist(rows, schema=SCHEMA)
        shard = Shard(batch.store, batch.store.write(SHARD, table), table["reason"].null_count)
        then(shard, table)
        for file in pc.unique(table["file"]).to_pylist():
            places[file].append(shard.key)
    known = [{"file": one.file.name, "stamp": stamp(one), "shards": places[one.file.name]} for one in batch.files]
    return batch.store.write(f"inputs/{batch.options.mark}", pa.Table.from_pylist(known, schema=INPUTS))


def _rows(batch: Batch) -> Iterator[dict]:
    for one in batch.files:
        for item in reading.read_input(one, columns=batch.options.columns):
            if isinstance(item, reading.Rejected):
                yield {"file": one.file.name, "origin": item.origin, "reason": item.reason, "detail": item.detail}
            else:
                yield _article(one.file.name, reading.restore(item, batch.options.keep))


def _article(file: str, record: reading.Record) -> dict:
    source = record.source or UNKNOWN
    return {
        "file": file, "origin": record.origin, "title": record.title or "", "text": record.text, "source": source,
        "article_id": article_id(source, record.published, record.title or "", record.raw),
        "published": record.published, "author": record.author or "", "url": record.url or "",
        "section": record.section or "", "lang": record.lang,
        "removed": [{"line": line.line, "text": line.text, "reason": line.reason, "confidence": line.confidence}
                    for line in record.removed],
    }


def _cut(rows: Iterable[dict]) -> Iterator[list[dict]]:
    """Rows in portions of a shard each."""
    portion, size = [], 0
    for row in rows:
        own = len(row.get("text", "")) + sum(len(line["text"]) for line in row.get("removed", ()))
        if portion and (len(portion) == ROWS or size + own > BYTES):
            yield portion
            portion, size = [], 0
        portion.append(row)
        size += own
    if portion:
        yield portion

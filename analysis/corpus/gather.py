"""From a source to the shards of its articles: reads what is new, and decides across shards what stays.

Which files are read into which shards is known from the store; a file whose stamp is not known is read.  Across all
shards, a record that repeats another is dropped, and lines that recur over an outlet's articles are boilerplate.
"""

import warnings
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .. import reading
from ..reading.boilerplate import REASON
from . import paragraphs, steps
from .ahead import READERS, ahead
from .engine import Engine
from .shards import SHARD, Options, Shard, batches, read_batch, stamp
from .store import Damaged, Store
from .tables import TEXTUAL

TOLD = ["article_id", "title", "source", "author", "url", "section", "lang", "published", "origin"]
TRIES = 3


class Gathered(NamedTuple):
    """shards; sizes: the number of rows of each; about: a row an article (with shard, row: where it stands), in the
    order of their names; boilerplate: shard, row, line, confidence of each line taken out as such; rejected: (origin,
    reason, detail).
    """

    shards: list[Shard]
    sizes: list[int]
    about: pd.DataFrame
    boilerplate: pd.DataFrame
    rejected: list[tuple]


def gather(source: object, store: Store, engine: Engine, options: Options) -> Gathered:
    """The articles of `source`."""
    found = reading.inputs(source)
    files = [one for one in found.found if isinstance(one, reading.Input)]
    names, tables = _read(files, store, engine, options)
    rows = _rows(tables)
    rejected = [tuple(row) for row in rows.loc[rows["reason"].notna(), ["origin", "reason", "detail"]].to_numpy()]
    about, repeats = _single(rows[rows["reason"].isna()].drop(columns=["reason", "detail"]))
    if found.alone and about.empty:
        _refuse(rejected)
    rejected += repeats + [(one.origin, one.reason, one.detail) for one in found.found if not isinstance(
        one, reading.Input)]
    articles = [table["reason"].null_count for table in tables]
    shards = [Shard(store, name, count) for name, count in zip(names, articles, strict=True)]
    sizes = [len(table) for table in tables]
    about["words"], lines = paragraphs.settled(shards, placed(about, sizes), about, engine,
                                               kept=REASON in options.keep)
    for shard, own in lines.groupby("shard"):
        lines_of = tuple(own[["row", "line"]].itertuples(index=False, name=None))
        shards[shard] = replace(shards[shard], lines=lines_of)
    return Gathered(shards, sizes, about, lines, rejected)


def placed(about: pd.DataFrame, sizes: list[int]) -> list[np.ndarray]:
    """Of each row of each shard, of these sizes, the row of its article in `about`; -1 for none."""
    starts = np.cumsum([0, *sizes])
    found = np.full(starts[-1], -1)
    found[starts[about["shard"]] + about["row"]] = np.arange(len(about))
    return [found[begin:end] for begin, end in pairwise(starts)]


def _read(files: list[reading.Input], store: Store, engine: Engine, options: Options, *, tries: int = TRIES
          ) -> tuple[list[str], list[pa.Table]]:
    """The names of the shards that hold the files, and what they tell of their articles; reads what is new."""
    known = _known(store, options)
    have = {one.file.name: known.get((one.file.name, stamp(one)), ()) for one in files}
    new = [name for name, shards in have.items() if not shards]
    # the paragraphs of a shard are taken where it is read: each round of tasks costs the cluster a wait for its last
    read = partial(read_batch, then=partial(steps.keep, paragraphs.PARAGRAPHS))
    for name in engine.map(read, batches(files, new, options, store), label="reading"):
        have |= {row["file"]: row["shards"] for row in store.read(_inputs(options), name).to_pylist()}
    names = sorted({f"{shard}.parquet" for shards in have.values() for shard in shards})
    try:
        return names, list(ahead(lambda name: _told(store, name, have), names, threads=READERS))
    except Damaged as error:
        if tries == 1:
            raise
        warnings.warn(f"{error}; its files are read again", stacklevel=3)
    return _read(files, store, engine, options, tries=tries - 1)


def _inputs(options: Options) -> str:
    return f"inputs/{options.mark}"


def _known(store: Store, options: Options) -> dict[tuple[str, str], list[str]]:
    """The shards of each (file, stamp) that was read, where the store has them all."""
    found, present = {}, store.names(SHARD)
    for name in store.names(_inputs(options)).values():
        try:
            table = store.read(_inputs(options), name)
        except Damaged as error:
            warnings.warn(f"{error}; its files are read again", stacklevel=4)
            continue
        found |= {(row["file"], row["stamp"]): row["shards"] for row in table.to_pylist()
                  if row["stamp"] and all(map(present.__contains__, row["shards"]))}
    return found


def _told(store: Store, name: str, have: dict[str, list[str]]) -> pa.Table:
    """What a shard tells of its rows, those of files that are gone or have changed marked as out."""
    table = store.read(SHARD, name, columns=["file", "reason", "detail", *TOLD])
    shard = name.removesuffix(".parquet")
    files = [file for file in pc.unique(table["file"]).to_pylist() if shard in have.get(file, ())]
    inside = pc.is_in(table["file"], pa.array(files, pa.large_string()))
    return table.drop_columns(["file"]).append_column("inside", inside)


def _rows(tables: list[pa.Table]) -> pd.DataFrame:
    """One row for each row of each shard, with its place."""
    frames = [table.append_column("row", pa.array(np.arange(len(table)))).append_column(
        "shard", pa.array(np.full(len(table), number))) for number, table in enumerate(tables)]
    if not frames:
        return pd.DataFrame(columns=["reason", "detail", *TOLD, "row", "shard"]).astype(
            {"row": "int64", "shard": "int64", "published": "datetime64[us, UTC]"})
    rows = pa.concat_tables(frames).to_pandas()
    return rows[rows.pop("inside")]


def _single(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[tuple]]:
    """(the articles in order of their origins without repeats, the rejected repeats)."""
    rows = rows.sort_values(["origin", "shard", "row"], ignore_index=True)
    repeats = rows["article_id"].duplicated()
    first = rows[~repeats].set_index("article_id")["origin"]
    rejected = [(origin, "repeat", f"the same record as {first[key]}")
                for origin, key in rows.loc[repeats, ["origin", "article_id"]].itertuples(index=False)]
    return rows[~repeats].reset_index(drop=True).fillna(dict.fromkeys(set(TEXTUAL) & set(rows), "")), rejected


def _refuse(rejected: list[tuple]) -> None:
    """A lone table of which no record has a column of text is an error of the caller."""
    for origin, reason, detail in reversed(rejected):
        if reason == reading.NO_TEXT_COLUMN:
            raise ValueError(f"{origin}: {detail}")


def removed(found: Gathered) -> Iterator[tuple]:
    """(article_id, line, text, reason, confidence) of every line that was taken out, shard after shard."""
    for number, shard in enumerate(found.shards):
        own = found.about[found.about["shard"] == number]
        lines = found.boilerplate[found.boilerplate["shard"] == number]
        if own.empty:
            continue
        table = shard.store.read(SHARD, shard.name, columns=["removed", *(["text"] if len(lines) else [])])
        ids = dict(zip(own["row"], own["article_id"], strict=True))
        for row, some in enumerate(table["removed"].to_pylist()):
            if row in ids:
                yield from ((ids[row], *line.values()) for line in some or ())
        for row, line, confidence in lines[["row", "line", "confidence"]].itertuples(index=False):
            part = table["text"][int(row)].as_py().split("\n\n")[int(line)]
            yield ids[row], line + 1, part, REASON, confidence

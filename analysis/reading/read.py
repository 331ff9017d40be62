"""Reading: any pile of news files to a stream of records, and of rows for what was not used."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from .assemble import assemble
from .fields import check_columns
from .formats import DAMAGE, read_stream
from .items import NO_TEXT_COLUMN, Trouble
from .records import Record, Rejected
from .sidecar import read_sidecars
from .sources import File, find

_ABOUT = re.compile(r"(README|LICEN[CS]E)(\.(md|txt|rst))?", re.IGNORECASE)


class Input(NamedTuple):
    """A file of articles, and what a metadata.csv beside it says of it, by field."""

    file: File
    known: Mapping[str, str]


class Inputs(NamedTuple):
    """What is to be read and what is not, in the order of the names; `alone`: the user named one file."""

    found: list[Input | Rejected]
    alone: bool


def read(source: object, *, columns: Mapping[str, str] | None = None) -> Iterator[Record | Rejected]:
    """The articles in `source`, one after the other, and a row for each thing in it that gives none.

    `source` is a file, folder, glob, fsspec URL, or a list of these; files are visited in the order of their
    names and read as streams. `columns` names the columns of tables where they are unusual, by field:
    {"text": "Volltext", "published": "Datum"}. A folder's metadata.csv (file, source, published, url, author,
    title) describes the pages beside it. Raises ValueError for a source that does not exist, and where
    the only file there is has no column of text.
    """
    check_columns(columns)
    found = inputs(source)
    return _read(found, columns)


def _read(found: Inputs, columns: Mapping[str, str] | None) -> Iterator[Record | Rejected]:
    for one in found.found:
        if isinstance(one, Rejected):
            yield one
        else:
            rows = read_input(one, columns=columns)
            yield from refuse_without_text(rows) if found.alone else rows


def inputs(source: object) -> Inputs:
    """The files of `source` that hold articles.  Raises ValueError where it does not exist."""
    things = list(find(source))
    sidecars = read_sidecars([thing for thing in things if isinstance(thing, File)])
    consumed = {sidecar.name for sidecar in sidecars.values()}
    found = []
    for thing in things:
        if isinstance(thing, Rejected):
            found.append(thing)
        elif len(things) > 1 and _ABOUT.fullmatch(posixpath.basename(thing.name)):
            found.append(Rejected(thing.name, "not an article", "it describes its folder; name it alone to read it"))
        elif thing.name not in consumed:
            sidecar = sidecars.get(posixpath.dirname(thing.name))
            found.append(Input(thing, sidecar.take(thing.name) if sidecar else {}))
    found += [row for sidecar in sidecars.values() for row in sidecar.leftovers()]
    return Inputs(found, len(things) == 1)


def read_input(one: Input, *, columns: Mapping[str, str] | None = None) -> Iterator[Record | Rejected]:
    """The articles of one file, and a row for each thing in it that gives none."""
    file, known = one
    try:
        handle = file.open()
    except DAMAGE as error:
        yield Rejected(file.name, "not readable", str(error))
        return
    with handle:
        for item in read_stream(handle, file.name, columns=columns):
            origin = file.name if item.record is None else f"{file.name}:{item.record}"
            if isinstance(item, Trouble):
                yield Rejected(origin, item.reason, item.detail)
            else:
                yield from assemble(item, origin, file.name, known)


def refuse_without_text(rows: Iterable[Record | Rejected]) -> Iterator[Record | Rejected]:
    """The same rows; but a lone table of which no record has a column of text is an error of the caller."""
    kept = 0
    missing = None
    for row in rows:
        missing = row if isinstance(row, Rejected) and row.reason == NO_TEXT_COLUMN else missing
        kept += isinstance(row, Record)
        yield row
    if missing and not kept:
        raise ValueError(f"{missing.origin}: {missing.detail}")

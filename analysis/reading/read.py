"""Reading: any pile of news files to a stream of records, and of rows for what was not used."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from .assemble import assemble
from .fields import check_columns
from .formats import DAMAGE, read_stream
from .items import NO_TEXT_COLUMN, Trouble
from .records import Record, Rejected
from .sidecar import Sidecar, read_sidecars
from .sources import File, find

_ABOUT = re.compile(r"(README|LICEN[CS]E)(\.(md|txt|rst))?", re.IGNORECASE)


def read(source: object, *, columns: Mapping[str, str] | None = None) -> Iterator[Record | Rejected]:
    """The articles in `source`, one after the other, and a row for each thing in it that gives none.

    `source` is a file, folder, glob, fsspec URL, or a list of these; files are visited in the order of their
    names and read as streams. `columns` names the columns of tables where they are unusual, by field:
    {"text": "Volltext", "published": "Datum"}. A folder's metadata.csv (file, source, published, url, author,
    title) describes the pages beside it. Raises ValueError for a source that does not exist, and where
    the only file there is has no column of text.
    """
    check_columns(columns)
    things = list(find(source))
    return _read(things, read_sidecars([thing for thing in things if isinstance(thing, File)]), columns)


def _read(
    things: list, sidecars: Mapping[str, Sidecar], columns: Mapping[str, str] | None
) -> Iterator[Record | Rejected]:
    consumed = {sidecar.name for sidecar in sidecars.values()}
    for thing in things:
        if isinstance(thing, Rejected):
            yield thing
        elif len(things) > 1 and _ABOUT.fullmatch(posixpath.basename(thing.name)):
            yield Rejected(thing.name, "not an article", "it describes its folder; name it alone to read it")
        elif thing.name not in consumed:
            rows = _read_file(thing, sidecars.get(posixpath.dirname(thing.name)), columns)
            yield from rows if len(things) > 1 else _refuse_without_text(rows)
    for sidecar in sidecars.values():
        yield from sidecar.leftovers()


def _read_file(file: File, sidecar: Sidecar | None, columns: Mapping[str, str] | None) -> Iterator[Record | Rejected]:
    known = sidecar.take(file.name) if sidecar else {}
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


def _refuse_without_text(rows: Iterator[Record | Rejected]) -> Iterator[Record | Rejected]:
    """The same rows; but a lone table of which no record has a column of text is an error of the caller."""
    kept = 0
    missing = None
    for row in rows:
        missing = row if isinstance(row, Rejected) and row.reason == NO_TEXT_COLUMN else missing
        kept += isinstance(row, Record)
        yield row
    if missing and not kept:
        raise ValueError(f"{missing.origin}: {missing.detail}")

"""metadata.csv beside page copies: what a folder's keeper wrote down about each file."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from .csv_files import open_table
from .fields import find_columns
from .formats import DAMAGE, ending
from .items import Trouble
from .records import Rejected
from .sources import File

_NAME = "metadata.csv"
_DESCRIBED = (".txt", ".md", ".html", ".htm")


@dataclass(slots=True)
class Sidecar:
    """The rows of one metadata.csv by the name of the file they describe, and what was wrong with the others."""

    name: str
    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    troubles: list[Rejected] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def take(self, name: str) -> dict[str, str]:
        """What is known of the file `name` (relative to what was opened), by field; empty where nothing is."""
        key = posixpath.relpath(name, posixpath.dirname(self.name) or ".")
        self.taken.add(key)
        return self.rows.get(key, {})

    def leftovers(self) -> Iterator[Rejected]:
        """Rows for what the table names and the folder does not have, and for its broken lines."""
        yield from self.troubles
        for key in self.rows:
            if key not in self.taken:
                yield Rejected(self.name, "no such file", f"{key!r} is described here and is not in the folder")


def read_sidecars(files: list[File]) -> dict[str, Sidecar]:
    """The metadata.csv of each folder that has page copies, by the folder."""
    folders = {posixpath.dirname(file.name) for file in files if ending(file.name)[0] in _DESCRIBED}
    return {
        posixpath.dirname(file.name): _read(file)
        for file in files
        if posixpath.basename(file.name) == _NAME and posixpath.dirname(file.name) in folders
    }


def _read(file: File) -> Sidecar:
    sidecar = Sidecar(file.name)
    try:
        with file.open() as handle:
            _fill(sidecar, *open_table(handle))
    except DAMAGE as error:
        sidecar.troubles.append(Rejected(file.name, "damaged", str(error)))
    return sidecar


def _fill(sidecar: Sidecar, header: list[str], rows: Iterator) -> None:
    plain = [name.lower() for name in header]
    if "file" not in plain:
        sidecar.troubles.append(
            Rejected(sidecar.name, "no file column", f"a column 'file' was expected; the columns are: {header}")
        )
        return
    places = {part: header.index(name) for part, name in find_columns(header, None).items() if part != "text"}
    key = plain.index("file")
    for row in rows:
        if isinstance(row, Trouble):
            sidecar.troubles.append(Rejected(f"{sidecar.name}:{row.record}", row.reason, row.detail))
        else:
            sidecar.rows[posixpath.normpath(row.fields[key])] = {part: row.fields[at] for part, at in places.items()}

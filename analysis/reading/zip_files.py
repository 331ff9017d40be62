"""Zip archives: read as folders of files, with an eye on what they may do."""

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, NamedTuple

_MOST_RATIO = 200  # uncompressed to compressed: text stays far below
_HARMLESS = 2**20  # bytes: below this no ratio is a danger
_LARGEST = 2**31  # bytes of one member
_ENCRYPTED = 0x1

Opener = Callable[[], BinaryIO]


class Member(NamedTuple):
    """A file in a zip: how to open it, and its bytes."""

    open: Opener
    size: int


def members(path: str, opener: Opener) -> Iterator[tuple[str, Member | tuple[str, str]]]:
    """(path of the archive and name of the member, the member or (reason, detail)) for each file in a zip."""
    try:
        with opener() as handle, zipfile.ZipFile(handle) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, zlib.error) as error:
        yield path, ("damaged", str(error))
        return
    if not entries:
        yield path, ("empty file", "no file in it")
    shared = _Archive(opener, len(entries))
    seen = set()
    for entry in entries:
        trouble = _trouble(entry, seen)
        seen.add(entry.filename)
        safe = entry.filename.replace("../", "").lstrip("/") if trouble else entry.filename
        yield f"{path}/{safe}", trouble or Member(partial(shared.open, entry.filename), entry.file_size)


def _trouble(entry: zipfile.ZipInfo, seen: set[str]) -> tuple[str, str] | None:
    """Why a member is not read: (reason, detail)."""
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or posixpath.normpath(name) != name:
        return "unsafe name", f"{entry.filename!r} points out of the archive"
    if name in seen:
        return "repeated name", f"{entry.filename!r} stands twice in the archive; the last is read"
    if entry.flag_bits & _ENCRYPTED:
        return "encrypted", "a password is needed"
    size, packed = entry.file_size, max(entry.compress_size, 1)
    if size > _LARGEST or (size > _HARMLESS and size / packed > _MOST_RATIO):
        return "too much compressed", f"{size} bytes out of {packed}: a zip bomb, or no text"
    return None


class _Archive:
    """An archive that is open while its members are read, one after the other."""

    def __init__(self, opener: Opener, members: int):
        self._opener, self._left, self._zip = opener, members, None

    def __reduce__(self):
        return _Archive, (self._opener, self._left)  # an open archive does not go to another process

    def open(self, name: str) -> BinaryIO:
        archive = self._zip or zipfile.ZipFile(self._opener())
        self._left -= 1
        self._zip = archive if self._left > 0 else None
        return archive.open(name)

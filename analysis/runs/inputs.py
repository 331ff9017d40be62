"""The files that a run reads, with a digest of each, told cheaply.

A file is known again by its stamp: size, time of the last change, and time of the last change of anything about it
(ctime), which no program can set back.  A file whose stamp was seen in the last run keeps the digest it had; any other
is read.  A stamp proves nothing where a later change could have left the same one, so one that is less than two
seconds old when it is taken (file systems keep time that coarsely), or in the future (the clock was set back), is not
kept, and its file is read again the next time.  Every file below the folder counts, also one that gives no article: a
run may be made for nothing, but none is missed.  Those of a store (`Corpus.open`) do not: they grow with each run.
"""

import csv
import gzip
import hashlib
import io
import os
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from fsspec.core import url_to_fs

from ..paths import stores

NAME = "inputs.csv.gz"
FRESH = 2 * 10**9  # nanoseconds
_TIMES = re.compile(r"(?:m|c)time=(\d+)")
_VERSIONS = ("ETag", "etag", "md5Hash", "checksum", "LastModified", "last_modified", "updated", "mtime", "created")


class File(NamedTuple):
    """One file: its name below the folder that was named, bytes, digest of its content, and stamp, "" for none."""

    name: str
    bytes: int
    digest: str
    stamp: str


class Inputs(NamedTuple):
    """The files in the order of their names, and one digest for all of them, names and contents."""

    files: list[File]
    digest: str

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files)


def inputs(source: str, known: Mapping[str, File] | None = None) -> Inputs:
    """The files of `source`, a file, folder, glob or fsspec URL; `known` are those of an earlier run, by name.

    Raises ValueError where it does not exist.
    """
    known, now = known or {}, time.time_ns()
    files = []
    fs, root, found = _found(source)
    found = {os.path.relpath(one[0], root).replace(os.sep, "/"): one for one in sorted(found)}
    kept = stores(found, lambda name: _begins(fs, found[name][0]))
    for name, (path, size, stamp) in found.items():
        if name.startswith(kept):
            continue
        before = known.get(name)
        same = stamp and before is not None and (before.bytes, before.stamp) == (size, stamp)
        digest = before.digest if same else _digest(fs, path, stamp)
        settled = all(int(moment) < now - FRESH for moment in _TIMES.findall(stamp))
        files.append(File(name, size, digest, stamp if settled else ""))
    told = "\n".join(f"{file.digest} {file.name}" for file in files)
    return Inputs(files, hashlib.blake2b(told.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest())


def write(folder: Path, found: Inputs) -> None:
    """The files as inputs.csv.gz in a run's folder."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([File._fields, *found.files])
    (folder / NAME).write_bytes(gzip.compress(text.getvalue().encode("utf-8", "surrogateescape"), 6, mtime=0))


def read(folder: Path) -> dict[str, File]:
    """The files of an earlier run by name, none where its list is missing or damaged."""
    try:
        text = gzip.decompress((folder / NAME).read_bytes()).decode("utf-8", "surrogateescape")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        return {name: File(name, int(size), digest, stamp) for name, size, digest, stamp in rows[1:]}
    except (OSError, EOFError, ValueError, csv.Error):
        return {}


def _found(source: str) -> tuple[object, str, list[tuple[str, int, str]]]:
    """The file system, the folder that names are relative to, and path, bytes and stamp of each file."""
    if not source:
        raise ValueError("articles='': give a file, a folder, a glob or an fsspec URL")
    fs, bare = url_to_fs(source)
    fs.invalidate_cache()
    local = "file" in ((fs.protocol,) if isinstance(fs.protocol, str) else fs.protocol)
    found = [bare] if fs.exists(bare) else sorted(fs.glob(bare)) if re.search(r"[*?\[]", bare) else []
    if not found:
        raise ValueError(f"articles={source!r} does not exist or matches nothing: give a file, a folder, a glob or an "
                         "fsspec URL")
    root = bare if fs.isdir(bare) else os.path.dirname(re.split(r"[*?\[]", bare)[0])
    walk = _local if local else _remote
    return None if local else fs, root, list(dict.fromkeys(item for path in found for item in walk(fs, path)))


def _local(_, top: str) -> Iterator[tuple[str, int, str]]:
    """Files below `top`, through links, each folder once; hidden ones are not read and do not count."""
    if not os.path.isdir(top):
        yield _told(top)
        return
    seen = set()
    for folder, inner, names in os.walk(top, followlinks=True):
        real = os.path.realpath(folder)
        inner[:] = [] if real in seen else sorted(name for name in inner if not name.startswith("."))
        if real not in seen:
            yield from (_told(os.path.join(folder, name)) for name in names if not name.startswith("."))
        seen.add(real)


def _told(path: str) -> tuple[str, int, str]:
    try:
        known = os.stat(path)
    except OSError as error:  # a link that leads nowhere: a row in `rejected`, so it counts
        return path, 0, f"gone: {error.strerror}"
    return path, known.st_size, f"mtime={known.st_mtime_ns} ctime={known.st_ctime_ns} size={known.st_size}"


def _remote(fs, top: str) -> Iterator[tuple[str, int, str]]:
    for path, about in fs.find(top, detail=True).items():
        versions = " ".join(f"{name}={about[name]}" for name in _VERSIONS if about.get(name))
        yield path, about.get("size") or 0, versions


def _begins(fs, path: str) -> bytes:
    with open(path, "rb") if fs is None else fs.open(path, "rb") as file:
        return file.read(1000)


def _digest(fs, path: str, stamp: str) -> str:
    """Of the content; of the version that a store elsewhere tells, which spares fetching the file twice."""
    if fs is not None and stamp:
        return hashlib.blake2b(stamp.encode(), digest_size=16).hexdigest()
    if fs is None and not os.path.isfile(path):
        return "not a file"  # a pipe would keep us waiting
    try:
        with open(path, "rb") if fs is None else fs.open(path, "rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except OSError as error:
        return f"not readable: {error.strerror or error}"

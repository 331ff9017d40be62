"""From what the user names to files: folders, globs, addresses and lists of these, in sorted order."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from fsspec.core import url_to_fs

from .records import Rejected
from .zip_files import members

_ALLOWED = "allowed is a file, a folder, a glob, an fsspec URL, or a list of these"


@dataclass(frozen=True, slots=True)
class File:
    """One file: its name relative to what was opened, and how to open it (bytes)."""

    name: str
    open: Callable[[], BinaryIO]


def find(source: object) -> Iterator[File | Rejected]:
    """The files of `source` in the order of their names, and a row for each link or folder that leads nowhere.

    Names are relative to the folder that was named; for one file, its own name; for several sources, relative
    to the deepest folder that holds them all. Hidden files are left out. Raises ValueError for a source that
    does not exist.
    """
    named = list(source) if isinstance(source, (list, tuple, set, frozenset)) else [source]
    named = sorted({_checked(item) for item in named})
    roots, found = [], []
    for path in named:
        root, files = _expand(path)
        roots.append(root)
        found += [pair for path, thing in files for pair in _unpacked(path, thing)]
    common = _common(roots)
    seen = set()
    for path, thing in sorted(found, key=lambda pair: pair[0]):
        if path in seen:
            continue
        seen.add(path)
        name = path.removeprefix(common).lstrip("/")
        yield Rejected(name, *thing) if isinstance(thing, tuple) else File(name, thing)


def _unpacked(path: str, thing: object) -> Iterator[tuple[str, object]]:
    """The files in a zip archive; any other file as it is."""
    if path.lower().endswith(".zip") and not isinstance(thing, tuple):
        yield from ((inner, opener) for inner, opener in members(path, thing) if _shown(inner, path))
    else:
        yield path, thing


def _checked(item: object) -> str:
    if not isinstance(item, (str, os.PathLike)) or not str(item):
        raise ValueError(f"source={item!r}: {_ALLOWED}")
    return os.fspath(item)


def _expand(path: str) -> tuple[str, list[tuple[str, object]]]:
    """The folder that names are relative to, and (full path, opener or (reason, detail)) for each file."""
    fs, bare = url_to_fs(path)
    local = "file" in ((fs.protocol,) if isinstance(fs.protocol, str) else fs.protocol)
    bare = bare.replace(os.sep, "/") if local else bare
    if fs.isdir(bare):
        walk = _walk_local(bare) if local else ((item, None) for item in fs.find(bare))
        return bare, [(item, trouble or partial(fs.open, item, "rb")) for item, trouble in walk if _shown(item, bare)]
    if fs.isfile(bare) or (local and os.path.islink(bare)):
        return _parent(bare), [(bare, partial(fs.open, bare, "rb"))]
    matches = sorted(fs.glob(bare)) if any(mark in bare for mark in "*?[") else []
    if not matches:
        raise ValueError(f"source={path!r} does not exist or matches nothing: {_ALLOWED}")
    fixed = bare[: min(bare.index(mark) for mark in "*?[" if mark in bare)]
    return _parent(fixed + "x"), [pair for match in matches for pair in _expand(fs.unstrip_protocol(match))[1]]


def _walk_local(root: str) -> Iterator[tuple[str, tuple[str, str] | None]]:
    """Files below `root` through links, each folder once; with (reason, detail) for what cannot be entered."""
    visited = {os.path.realpath(root)}
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield folder, ("not readable", error.strerror or str(error))
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if not os.path.exists(path):
                yield path, ("broken link", "it leads nowhere, or in a circle")
            elif not entry.is_dir():
                yield path, None if entry.is_file() else ("not a file", "a pipe, socket or device")
            elif (real := os.path.realpath(path)) in visited:
                yield path, ("link loop", "this folder has been read already")
            else:
                visited.add(real)
                folders.append(path)


def _shown(path: str, root: str) -> bool:
    """Whether no part of `path` below `root` is hidden, or is what a Mac adds to archives."""
    return not any(part.startswith(".") or part == "__MACOSX" for part in path.removeprefix(root).split("/"))


def _parent(path: str) -> str:
    return path.rsplit("/", 1)[0] if "/" in path else ""


def _common(roots: list[str]) -> str:
    """The deepest folder above all of `roots`."""
    parts = [root.split("/") for root in roots]
    shared = os.path.commonprefix(parts)
    return "/".join(shared) + "/" if shared else ""

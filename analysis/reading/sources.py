"""From what the user names to files: folders, globs, addresses and lists of these, in sorted order."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO

from fsspec.core import url_to_fs
from fsspec.spec import AbstractFileSystem

from ..paths import stores
from .records import Rejected
from .zip_files import Member, members

_ALLOWED = "allowed is a file, a folder, a glob, an fsspec URL, or a list of these"


_VERSIONS = ("ETag", "etag", "md5Hash", "checksum", "mtime", "created", "LastModified", "last_modified", "updated")


@dataclass(frozen=True, slots=True)
class File:
    """One file: its name relative to what was opened, how to open it (bytes), and what tells its versions apart.

    `stamp` is made of its size and of its times or the checksum that its store keeps; a file whose stamp is the
    same has not changed.  Empty where nothing tells: such a file must be read to know.
    """

    name: str
    open: Callable[[], BinaryIO]
    stamp: str = ""
    size: int = 0


def find(source: object) -> Iterator[File | Rejected]:
    """The files of `source` in the order of their names, and a row for each link or folder that leads nowhere
    and each store.

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
        yield Rejected(name, *thing) if isinstance(thing, tuple) else replace(thing, name=name)


def _unpacked(path: str, thing: object) -> Iterator[tuple[str, object]]:
    """The files in a zip archive; any other file as it is."""
    if path.lower().endswith(".zip") and not isinstance(thing, tuple):
        for inner, member in members(path, thing.open):
            if _shown(inner, path):
                inside = isinstance(member, Member)
                yield inner, replace(thing, open=member.open, size=member.size) if inside else member
    else:
        yield path, thing


def _checked(item: object) -> str:
    if not isinstance(item, (str, os.PathLike)) or not str(item):
        raise ValueError(f"source={item!r}: {_ALLOWED}")
    return os.fspath(item)


def _expand(path: str) -> tuple[str, list[tuple[str, object]]]:
    """The folder that names are relative to, and (full path, File or (reason, detail)) for each file."""
    fs, bare = url_to_fs(path)
    fs.invalidate_cache()  # an object store's listing of earlier would hide what is new
    local = "file" in ((fs.protocol,) if isinstance(fs.protocol, str) else fs.protocol)
    bare = bare.replace(os.sep, "/") if local else bare
    if fs.isdir(bare):
        walk = _walk_local(bare) if local else fs.find(bare, detail=True).items()
        return bare, _outside_stores([(item, about if isinstance(about, tuple) else _file(fs, item, about))
                                      for item, about in walk if _shown(item, bare)])
    if fs.isfile(bare) or (local and os.path.islink(bare)):
        about = _about(os.stat(bare)) if local and os.path.isfile(bare) else fs.info(bare)
        return _parent(bare), [(bare, _file(fs, bare, about))]
    matches = sorted(fs.glob(bare)) if any(mark in bare for mark in "*?[") else []
    if not matches:
        raise ValueError(f"source={path!r} does not exist or matches nothing: {_ALLOWED}")
    fixed = bare[: min(bare.index(mark) for mark in "*?[" if mark in bare)]
    return _parent(fixed + "x"), [pair for match in matches for pair in _expand(fs.unstrip_protocol(match))[1]]


def _outside_stores(found: list[tuple[str, object]]) -> list[tuple[str, object]]:
    """Without the files of stores, which grow with each reading; a row for each store instead."""
    files = {path: thing for path, thing in found if isinstance(thing, File)}
    kept = stores(files, lambda path: _begins(files[path]))
    told = ("a store", "what was computed earlier is kept there; it holds no articles of its own")
    return [pair for pair in found if not pair[0].startswith(kept)] + [(store.rstrip("/"), told) for store in kept]


def _begins(thing: File) -> bytes:
    with thing.open() as file:
        return file.read(1000)


def _file(fs: AbstractFileSystem, path: str, about: Mapping) -> File:
    size = about.get("size") or 0
    versions = [f"{name}={about[name]}" for name in _VERSIONS if about.get(name)]
    return File(path, partial(fs.open, path, "rb"), " ".join([*versions, f"size={size}"]) if versions else "", size)


def _walk_local(root: str) -> Iterator[tuple[str, tuple[str, str] | Mapping]]:
    """Files below `root` through links, each folder once, with what is known of each (size, times), or (reason,
    detail) for what cannot be entered.
    """
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
                yield path, _about(entry.stat()) if entry.is_file() else ("not a file", "a pipe, socket or device")
            elif (real := os.path.realpath(path)) in visited:
                yield path, ("link loop", "this folder has been read already")
            else:
                visited.add(real)
                folders.append(path)


def _about(known: os.stat_result) -> dict[str, int]:
    return {"size": known.st_size, "mtime": known.st_mtime_ns, "created": known.st_ctime_ns}


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

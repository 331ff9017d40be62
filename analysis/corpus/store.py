"""The store: tables kept in one folder, so that what was computed once is not computed again.

    broadsheet.json                   says that this is a store, and of which layout
    articles/<digest>.parquet         shards of articles as they were read
    inputs/<reading>/<digest>.parquet     which files were read into which shards
    steps/<step>/<key>.<digest>.parquet   what a step made of a shard, of texts, or of a whole collection

Parquet and JSON alone: opening a store executes nothing.  Files are only ever added, and each is named by the BLAKE2b
digest of its bytes.  So a file that was damaged is known when it is read; two processes that make the same file make
the same bytes under the same name, and need no lock; and a name that can be seen is complete: on a disk a file is
written under a temporary name, flushed, and renamed, and an object store shows an object when it is whole.
"""

import contextlib
import hashlib
import io
import itertools
import json
import os
import socket
import time
import uuid
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa
import pyarrow.parquet as pq
from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.memory import MemoryFileSystem

from ..paths import MARK

LAYOUT = 1
_PASSING = (".new-", ".tried-", ".seen-")  # begin the names of files that are there for a while
_COUNTER = itertools.count()
_HOST = "".join(sign if sign.isalnum() else "_" for sign in socket.gethostname())
_FORGOTTEN = 24 * 3600  # seconds after which a temporary file of another machine is nobody's


class StoreError(ValueError):
    """The store cannot be used: what is wrong, and what to do."""


class Damaged(StoreError):
    """A file of the store does not hold what its name says."""


@dataclass(frozen=True)
class Store:
    """A store in the folder `url`: a path or any fsspec URL (s3://…, memory://…)."""

    url: str

    @cached_property
    def _place(self) -> tuple[AbstractFileSystem, str]:
        try:
            fs, root = url_to_fs(self.url)
        except (ValueError, ImportError, OSError) as error:
            raise StoreError(f"store={self.url!r} cannot be reached: {error}; give a folder or an fsspec URL") from None
        return fs, root.rstrip("/")

    @property
    def _fs(self) -> AbstractFileSystem:
        return self._place[0]

    def path(self, *parts: str) -> str:
        """Where a file of the store is, in its file system."""
        return "/".join([self._place[1], *parts])

    def prepare(self) -> "Store":
        """The store itself, made if there is none, checked to be one and to be writable, and swept of what processes
        that were killed had begun.  Raises StoreError otherwise.
        """
        try:
            self._mark()
            layout = self._layout()
            if layout == LAYOUT:
                self._sweep()
                trial = self.path(f".tried-{_HOST}-{os.getpid()}-{next(_COUNTER)}")
                self._put(trial, b"x" * 4096)  # shows a disk that is full
                self._fs.rm_file(trial)
                return self
        except StoreError:
            raise
        except Exception as error:  # every file system has its own errors
            raise _unusable(self.url, error) from error
        raise StoreError(f"store={self.url!r} has layout {layout} and this version writes {LAYOUT}; name another "
                         "folder: what it held is computed again")

    def _mark(self) -> None:
        """Make the folder a store where it is empty or not there yet."""
        entries = self._entries("") if self._fs.isdir(self.path()) else []
        if MARK in entries:
            return
        # the mark is a store's first file: where it comes between the two looks, another process made the store
        if any(not name.startswith(_PASSING) for name in entries) and not self._fs.exists(self.path(MARK)):
            raise StoreError(f"store={self.url!r} is a folder with other files in it, and no store; name an empty "
                             "folder or one that does not exist yet")
        self._put(self.path(MARK), json.dumps({"layout": LAYOUT}).encode() + b"\n")

    def _layout(self) -> object:
        data = self._fs.cat_file(self.path(MARK))
        try:
            return json.loads(data)["layout"]
        except (ValueError, KeyError, TypeError):
            raise StoreError(f"{self.path(MARK)} is damaged; remove it and name an empty folder, or write "
                             f"{json.dumps({'layout': LAYOUT})} into it") from None

    @property
    def shared(self) -> bool:
        """Whether other processes see it."""
        return not isinstance(self._fs, MemoryFileSystem)

    def names(self, folder: str) -> dict[str, str]:
        """The files in a folder of the store: key to name, and for those without a key, digest to name."""
        names = sorted(name for name in self._entries(folder) if name.endswith(".parquet") and name[0] != ".")
        return {name.split(".", 1)[0]: name for name in names}

    def write(self, folder: str, table: pa.Table, key: str = "") -> str:
        """Keep `table`, and return its name.  Raises StoreError where it cannot be written."""
        sink = io.BytesIO()
        # in one group of rows: each has all words of a column of words again
        pq.write_table(table, sink, compression="zstd", compression_level=1, row_group_size=max(len(table), 1))
        data = sink.getvalue()
        name = ".".join([*([key] if key else []), digest(data), "parquet"])
        path = self.path(folder, name)
        try:
            if not (self._local and os.path.exists(path)):
                self._put(path, data)
        except Exception as error:
            raise _unusable(self.url, error) from error
        return name

    def read(self, folder: str, name: str, columns: list[str] | None = None) -> pa.Table:
        """The table kept as `name`.  Raises Damaged, and removes the file, where it is not what was written."""
        path = self.path(folder, name)
        try:
            data = self._fs.cat_file(path)
        except FileNotFoundError:
            raise Damaged(f"{path} is gone from the store") from None
        if digest(data) != name.split(".")[-2]:
            with contextlib.suppress(FileNotFoundError):  # another process was first
                self._fs.rm_file(path)
            raise Damaged(f"{path} is damaged ({len(data):,} bytes that are not those written)")
        return pq.read_table(pa.BufferReader(data), columns=columns, use_threads=False)

    @contextlib.contextmanager
    def token(self):
        """The name of a small file that is in the store for a while: others that see the store see it."""
        name = f".seen-{_HOST}-{os.getpid()}-{uuid.uuid4().hex}"
        self._put(self.path(name), b"here")
        try:
            yield name
        finally:
            self._fs.rm_file(self.path(name))

    def has(self, name: str) -> bool:
        """Whether a file of this name is in the store's own folder."""
        return name in self._entries("")

    @property
    def _local(self) -> bool:
        return isinstance(self._fs, LocalFileSystem)

    def _entries(self, folder: str) -> list[str]:
        self._fs.invalidate_cache()
        try:
            listed = self._fs.ls(self.path(folder) if folder else self.path(), detail=False)
        except (FileNotFoundError, NotADirectoryError):
            return []
        return [name.rstrip("/").rsplit("/", 1)[-1] for name in listed]

    def _put(self, path: str, data: bytes) -> None:
        if not self._local:
            self._fs.pipe_file(path, data)
            return
        folder = os.path.dirname(path)
        os.makedirs(folder, exist_ok=True)
        temporary = self.path(f".new-{_HOST}-{os.getpid()}-{next(_COUNTER)}")
        try:
            with open(temporary, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except OSError:
            with contextlib.suppress(OSError):
                os.remove(temporary)
            raise
        _flush(folder)

    def _sweep(self) -> None:
        """Remove the temporary files of processes that are no more."""
        if not self._local:
            return
        for name in self._entries(""):
            if name.startswith(_PASSING):
                path = self.path(name)
                with contextlib.suppress(OSError, ValueError):
                    _, host, process, _ = name.split("-")
                    forgotten = time.time() - os.path.getmtime(path) > _FORGOTTEN
                    if forgotten or (host == _HOST and not _alive(int(process))):
                        os.remove(path)


def digest(data: bytes) -> str:
    """32 hexadecimal digits of BLAKE2b."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _unusable(url: str, error: Exception) -> StoreError:
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return StoreError(f"store={url!r} cannot be written: {why}; name another folder with store=…, or make room there")


def _flush(folder: str) -> None:
    """See to it that a rename in `folder` outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

"""One run at a time in a folder: a lock that the operating system lets go when its holder ends, however it ends."""

import contextlib
import datetime
import fcntl
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from .outcome import FULL
from .parameters import ParameterError

LOCK = ".lock"


class Busy(RuntimeError):
    """Another run is at work in the folder."""


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder` (made if there is none) for this process; Busy, which names the holder, where another has it, and
    ParameterError where it cannot be written.

    The lock is the kernel's (flock), not the file: a file left by a process that was killed locks nothing, and the
    file is never removed, since a removed one could be locked twice.
    """
    with _opened(folder) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise Busy(f"another run is at work in {folder}{_holder(file.read())}; this one does nothing") from None
        file.truncate(0)
        holder = {"process": os.getpid(), "host": socket.gethostname(),
                  "since": datetime.datetime.now().astimezone().isoformat(timespec="seconds")}
        file.write(json.dumps(holder))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def _opened(folder: Path) -> TextIO:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return open(folder / LOCK, "a+", encoding="utf-8")
    except OSError as error:
        if error.errno in FULL:
            raise
        raise ParameterError(f"out={str(folder)!r} is no folder that can be written: {error.strerror}; name another"
                             ) from None


def _holder(text: str) -> str:
    try:
        told = json.loads(text)
        return f" (process {told['process']} on {told['host']}, since {told['since']})"
    except (ValueError, KeyError, TypeError):  # it has the lock and has not written its name yet
        return ""

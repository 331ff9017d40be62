"""The memory that a process and those it started hold, as the operating system tells it."""

import os
import re
import subprocess
from pathlib import Path

PROC = Path("/proc")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def peak(process: int) -> int:
    """The most bytes that a process has held so far, where the system keeps that (Linux), else 0."""
    try:
        told = re.search(r"^VmHWM:\s+(\d+) kB", (PROC / str(process) / "status").read_text(), re.M)
    except OSError:
        return 0
    return int(told[1]) * 1024 if told else 0


def held(group: int) -> int:
    """The bytes that the processes of a group hold now; what they share is counted for each."""
    return sum(size for member, size in (_from_proc() if PROC.is_dir() else _from_ps()) if member == group)


def _from_proc():
    for name in os.listdir(PROC):
        if name.isdigit():
            try:
                told = (PROC / name / "stat").read_text()
            except OSError:  # it has ended
                continue
            after = told[told.rindex(")") + 2:].split()  # the name before it may hold anything
            yield int(after[2]), int(after[21]) * _PAGE


def _from_ps():
    try:
        told = subprocess.run(["ps", "-A", "-o", "pgid=", "-o", "rss="], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return
    for line in told.stdout.splitlines():
        group, size = line.split()
        yield int(group), int(size) * 1024

"""The folder that runs are kept in: which was the last good one, where the next one goes, and which may go.

    runs/2026-01-31T060000Z/            a run that succeeded
    runs/2026-02-01T060000Z-failed/     what a failed run had made, for finding out why
    runs/latest                         a link to the last run that succeeded
    runs/.lock                          held while a run is at work; see lock.py

A run is made in a hidden folder and renamed when all of it is on the disk, so that a folder that can be seen is
complete.  All of this is done by the one process that holds the lock.  Runs are ordered by the number in their
manifest: the clock that names them may be set back.
"""

import os
import re
import shutil
import tempfile
from pathlib import Path

from . import manifest
from .inputs import NAME as INPUTS
from .outcome import OK

_RUN = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z(-\d+)?(-failed)?")
_BUILDING, _LINK = ".building-", ".latest-"


class Shelf:
    """The runs in the folder `out`."""

    def __init__(self, out: Path):
        self.out = out
        self.told = {path: manifest.read(path) or {} for path in sorted(out.iterdir()) if _RUN.fullmatch(path.name)
                     and path.is_dir() and not path.is_symlink()}
        self.runs = sorted(self.told, key=lambda path: (self.told[path].get("number") or 0, path.name))

    @property
    def last(self) -> Path | None:
        """The last run that succeeded."""
        return next((path for path in reversed(self.runs) if self.told[path].get("status") == OK), None)

    @property
    def number(self) -> int:
        """That of the next run."""
        return 1 + max((told.get("number") or 0 for told in self.told.values()), default=0)

    def tidy(self) -> None:
        """Remove what a process that was killed had begun, and point `latest` where it was about to."""
        for path in self.out.iterdir():
            if path.name.startswith(_BUILDING):
                shutil.rmtree(path, ignore_errors=True)
            elif path.name.startswith(_LINK):
                path.unlink(missing_ok=True)
        if self.last:
            self._point(self.last)

    def begin(self) -> Path:
        """A new hidden folder for a run to be made in."""
        return Path(tempfile.mkdtemp(prefix=_BUILDING, dir=self.out)).resolve()

    def place(self, building: Path, ok: bool) -> Path:
        """The finished run under its final name, with `latest` on it if it succeeded."""
        stamp = manifest.moment().replace(":", "")
        names = (f"{stamp}{again}{'' if ok else '-failed'}" for again in ("", *(f"-{n}" for n in range(2, 10000))))
        final = next(self.out / name for name in names if not (self.out / name).exists())
        _flush(building)
        os.chmod(building, 0o755)
        building.rename(final)
        self.told[final] = manifest.read(final) or {}
        self.runs.append(final)
        if ok:
            self._point(final)
        return final

    def keep(self, most: int) -> list[Path]:
        """Remove all but the `most` newest runs that succeeded and the failed ones that are newer than the oldest of
        these; the last good run and the one it was compared with always stay.  Returns what was removed.
        """
        good = [path for path in self.runs if self.told[path].get("status") == OK]
        staying = good[-most:]
        if staying:
            before = self.told[staying[-1]].get("previous") or {}
            first = self.runs.index(staying[0])
            staying += [path for path in self.runs[first:] if path not in good]
            staying += [path for path in good if path.name == before.get("run")]
        else:
            staying = self.runs[-most:]
        gone = [path for path in self.runs if path not in staying]
        for path in gone:
            doomed = path.with_name(f"{_BUILDING}{path.name}")  # if we are killed here, no half run is seen
            path.rename(doomed)
            shutil.rmtree(doomed, ignore_errors=True)
        self.runs = [path for path in self.runs if path in staying]
        return gone

    def _point(self, run: Path) -> None:
        latest = self.out / "latest"
        if latest.is_symlink() and os.readlink(latest) == run.name:
            return
        link = self.out / f"{_LINK}{os.getpid()}"
        link.unlink(missing_ok=True)
        link.symlink_to(run.name)
        link.replace(latest)
        _flush_one(self.out)


def marked(folder: Path) -> dict:
    """The run in `folder` as the manifest of one that was compared with it tells it."""
    told = manifest.read(folder) or {}
    return {"run": folder.name, "tables": told.get("tables"), "folder": str(folder)}


def emptied(folder: Path) -> None:
    """Remove all but the manifest and the list of inputs: room for them on a disk that is full."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name not in (manifest.NAME, INPUTS):
            path.unlink(missing_ok=True)


def _flush(folder: Path) -> None:
    """See to it that all of `folder` outlives a power cut."""
    for path in [*folder.rglob("*"), folder]:
        _flush_one(path)


def _flush_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""What a scheduler calls: one run, or one for each set of parameters; hooks; one line and one exit status.

    0    the report is there, or there is nothing new
    1    a notebook failed, its kernel died, or the run could not be kept (a full disk)
    2    a parameter is wrong, or there is nothing to analyse
    3    a time limit was reached
    4    another run is at work in the same folder
    128 + n    stopped by signal n: 130 for Ctrl-C, 143 for SIGTERM

Of several sets each is run whatever became of the others; the status is that of the worst, in the order 1, 3, 2, 4.
"""

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from . import hooks, sets
from .job import check
from .lock import Busy, locked
from .outcome import DIED, FAILED, OK, TIMEOUT, UNCHANGED, Run, one_line
from .parameters import ParameterError
from .run import run

WRONG, BUSY = "wrong parameters", "busy"
EXIT = {OK: 0, UNCHANGED: 0, FAILED: 1, DIED: 1, WRONG: 2, TIMEOUT: 3, BUSY: 4}
WORST = (1, 3, 2, 4, 0)


@dataclass(frozen=True)
class Hooks:
    """Commands to call: on_failure for the exit statuses 1 to 3, on_change where a good run's tables are not those of
    the good run before.
    """

    on_failure: str = ""
    on_change: str = ""


class Voice(NamedTuple):
    """Where lines go: progress, one line for each run that was made or is unchanged, and what is wrong."""

    progress: Callable[[str], None]
    summary: Callable[[str], None]
    trouble: Callable[[str], None]


def scheduled(*, out: str | Path, parameters: Mapping[str, str], voice: Voice, file: str | Path | None = None,
              commands: Hooks | None = None, **how) -> int:
    """Run once, or once for each set in the YAML `file`, and return the exit status.

    `parameters` hold for every set that does not name them itself.  The rest (only, previous, force, limits, keep) is
    that of `run`.
    """
    caller = _Caller(commands or Hooks(), voice, how)
    if file is None:
        return caller.one(None, Path(out), dict(parameters))
    try:
        jobs = {name: (sets.folder(Path(out), name), dict(parameters) | values)
                for name, values in sets.load(file).items()}
        for name, (_, given) in jobs.items():
            _checked(name, given, how.get("only", ()))
        with locked(Path(out)):
            ends = [caller.one(name, folder, given) for name, (folder, given) in jobs.items()]
    except (ParameterError, Busy, OSError) as error:
        return caller.refused(error, None)
    labels = {0: "good", 1: "failed", 3: "over time", 2: "with wrong parameters", 4: "busy"}
    counts = ", ".join(f"{ends.count(status)} {label}" for status, label in labels.items() if status in ends)
    voice.summary(f"{len(ends)} sets: {counts}")
    return next(status for status in WORST if status in ends)


def _checked(name: str, given: Mapping, only: Sequence[str]) -> None:
    try:
        check(given, only)
    except ParameterError as error:
        raise ParameterError(f"{name}: {error}") from None


@dataclass(frozen=True)
class _Caller:
    commands: Hooks
    voice: Voice
    how: Mapping

    def one(self, name: str | None, out: Path, given: Mapping) -> int:
        """One run, its line, its hooks, its exit status."""
        try:
            result = run(out=out, parameters=given, name=name, say=self.voice.progress, **self.how)
        except Exception as error:
            return self.refused(error, name)
        self.voice.summary(_labelled(name, result.summary))
        if not result.ok:
            self.call(self.commands.on_failure, _about(name, result))
        elif result.changed:
            self.call(self.commands.on_change, _about(name, result))
        return EXIT[UNCHANGED if result.unchanged else result.status]

    def refused(self, error: Exception, name: str | None) -> int:
        """The line and the exit status of a run that made no folder."""
        status = BUSY if isinstance(error, Busy) else WRONG if isinstance(error, ParameterError) else FAILED
        if status == FAILED and not isinstance(error, OSError):  # nobody foresaw it: say where
            self.voice.trouble("".join(traceback.format_exception(error)).rstrip())
        line = _labelled(name, f"{status}: {one_line(str(error) or type(error).__name__, 2000)}")
        self.voice.trouble(line)
        if status != BUSY:
            self.call(self.commands.on_failure, {"status": status, "summary": line, "set": name, "error": str(error)})
        return EXIT[status]

    def call(self, command: str, about: dict) -> None:
        if command:
            hooks.call(command, about, self.voice.progress, self.voice.trouble)


def _labelled(name: str | None, text: str) -> str:
    return f"{name}: {text}" if name else text


def _about(name: str | None, result: Run) -> dict:
    return {"status": result.status, "summary": _labelled(name, result.summary), "set": name,
            "folder": str(result.folder.resolve()), "changed": result.changed, "error": result.error,
            "manifest": {key: value for key, value in result.manifest.items() if key not in ("outputs", "versions")}}

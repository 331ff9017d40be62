"""What a run came to: its steps, one a notebook, and its status."""

import errno
from dataclasses import dataclass, field
from pathlib import Path

FULL = (errno.ENOSPC, errno.EDQUOT)  # a disk, or a share of it, is full
OK, UNCHANGED, FAILED, DIED, TIMEOUT = "ok", "unchanged", "failed", "kernel_died", "timeout"


@dataclass
class Step:
    """What became of one notebook.

    status: ok, failed, kernel_died or timeout.  cell: the code cell it ended in, as Jupyter counts them (In [3]), in
    the executed notebook.  peak_bytes: the most memory that its kernel and the processes it started held, 0 if none
    could be seen.  attempts: how often it was started.  parameters: all that the notebook was run with.
    """

    notebook: str
    title: str
    status: str = OK
    seconds: float = 0.0
    peak_bytes: int = 0
    attempts: int = 1
    cell: int | None = None
    error: str = ""
    parameters: dict = field(default_factory=dict)


@dataclass
class Run:
    """A run: its folder, the parameters it was given, how many articles it read, and the steps it took.

    error: what ended it beside its notebooks, as a full disk.  unchanged: nothing was new, and this is the last run
    that succeeded.  changed: the names of the tables that differ from those of the run before.  manifest: what
    manifest.json says; complete when the run is.
    """

    folder: Path
    parameters: dict
    articles: int
    steps: list[Step] = field(default_factory=list)
    error: str = ""
    unchanged: bool = False
    changed: list[str] = field(default_factory=list)
    manifest: dict = field(default_factory=dict)

    @property
    def status(self) -> str:
        """ok; else the first of failed, kernel_died, timeout that a step came to, failed also for an error."""
        found = {step.status for step in self.steps} | ({FAILED} if self.error else set())
        return next((status for status in (FAILED, DIED, TIMEOUT) if status in found), OK)

    @property
    def ok(self) -> bool:
        return self.status == OK

    @property
    def summary(self) -> str:
        """One line: how it went, and where to look."""
        named = f"{self.articles:,} article{'' if self.articles == 1 else 's'}"
        if self.unchanged:
            return f"unchanged: {named}, nothing new since {self.folder.name}"
        troubles = [f"{step.notebook} {step.status}{f' in cell {step.cell}' if step.cell else ''}: {step.error}"
                    for step in self.steps if step.status != OK] + ([self.error] if self.error else [])
        seconds = sum(step.seconds for step in self.steps)
        how = f"{named}, {len(self.steps)} notebooks, {seconds:,.0f} s" if self.ok else "; ".join(troubles)
        pages = (self.folder / name for name in ("report.html", "manifest.json"))
        return f"{self.status}: {one_line(how)}: {next((page for page in pages if page.exists()), self.folder)}"


def one_line(text: str, longest: int = 300) -> str:
    """`text` as one line that is safe to print: no line ends, no escape codes, cut where it is too long."""
    flat = "".join(sign if sign.isprintable() else " " for sign in " ".join(text.split()))
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"

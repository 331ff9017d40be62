"""One notebook executed by papermill, watched from outside: time, memory, limits, and a kernel that dies.

papermill runs in a thread; this thread looks on.  It sees the kernel's memory, ends a kernel that is over its time,
and hears a signal at once (papermill's own loop would take a killed kernel for a finished one, and a stop for a dead
kernel).  What a kernel has started ends with it.
"""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import papermill
from jupyter_client import AsyncKernelManager
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError

from . import memory
from .outcome import DIED, FAILED, OK, TIMEOUT, Step

QUIET = ["--IPKernelApp.log_level=ERROR"]  # a kernel's start-up advice is not for cron mail
TICK = 0.1  # seconds
LOOK = 1  # seconds from one look at the memory to the next
GRACE = 3  # seconds that a kernel's processes get to end after it
ENDING = 30  # seconds that papermill gets to notice that its kernel is gone


@dataclass
class Watch:
    """What is seen of one kernel: its process, the cell it is in (from 1) and since when, the most memory; why it was
    over its time; and whether it was ended, from when on none is started.
    """

    folder: Path
    scratch: Path
    process: subprocess.Popen | None = None
    cell: int = 0
    began: float = field(default_factory=time.monotonic)
    peak: int = 0
    over: str = ""
    ended: bool = False

    def manager(self) -> type[AsyncKernelManager]:
        """The kernel's manager, with everything that Jupyter writes for a while put into `scratch`."""
        watch = self

        class Watched(AsyncKernelManager):
            async def start_kernel(self, **given):
                if watch.ended:
                    raise RuntimeError("it was ended before its kernel began")
                self.connection_file = str(watch.scratch / "kernel.json")
                own = os.environ | {"IPYTHONDIR": str(watch.scratch)}
                await super().start_kernel(**given | {"cwd": str(watch.folder), "env": own})
                watch.process = self.provisioner.process
                if watch.ended:
                    watch.end()

        return Watched

    def next_cell(self, **_) -> None:
        self.cell, self.began = self.cell + 1, time.monotonic()

    def look(self) -> None:
        if self.process:
            self.peak = max(self.peak, memory.peak(self.process.pid), memory.held(self.process.pid))

    def end(self) -> None:
        """End the kernel, if it has not ended, and then all it has started, a process group of the kernel's number,
        which gets a moment to tidy up.
        """
        self.ended = True
        if not self.process:
            return
        self.process.kill()
        with contextlib.suppress(ProcessLookupError, PermissionError):  # the group is gone
            for _ in range(int(GRACE / TICK)):
                os.killpg(self.process.pid, 0)
                time.sleep(TICK)
            os.killpg(self.process.pid, signal.SIGKILL)


def execute(notebook: Path, target: Path, values: Mapping[str, object], *, title: str, scratch: Path,
            cell_seconds: float, deadline: float, retries: int, say: Callable[[str], None]) -> Step:
    """Execute `notebook` with `values` into `target`, and tell what became of it.

    cell_seconds: the longest that one cell may run.  deadline: the moment of time.monotonic() at which it must be
    done.  retries: how often it is begun again when its kernel died.  scratch: an empty folder for what Jupyter writes
    meanwhile.
    """
    step, began = Step(notebook.stem, title, parameters=dict(values)), time.monotonic()
    for step.attempts in range(1, retries + 2):
        _attempt(step, Watch(notebook.parent, scratch), notebook, target, values, cell_seconds, deadline)
        if step.status != DIED or step.attempts > retries:
            break
        say(f"{step.notebook} {step.status} in cell {step.cell}; attempt {step.attempts + 1} of {retries + 1} …")
    step.seconds = round(time.monotonic() - began, 1)
    return step


def _attempt(step: Step, watch: Watch, notebook: Path, target: Path, values: Mapping, cell_seconds: float,
             deadline: float) -> None:
    ends, done = [], threading.Event()  # not Thread.join: interrupted by a signal, it takes the thread for ended

    def work() -> None:
        try:
            ends.append(_papermill(watch, notebook, target, values))
        finally:
            done.set()

    try:
        threading.Thread(target=work, daemon=True).start()
        _wait(done, watch, cell_seconds, deadline)
    finally:
        watch.end()
        done.wait(ENDING)
        watch.end()  # a kernel that was just beginning
    step.status, step.error, cell = ends[0] if ends else (DIED, "the kernel cannot be reached", None)
    step.cell, step.peak_bytes = cell, max(step.peak_bytes, watch.peak)
    if watch.over:
        step.status, step.error, step.cell = TIMEOUT, watch.over, watch.cell or None
    elif step.status != OK:
        step.cell = cell or watch.cell or None


def _wait(done: threading.Event, watch: Watch, cell_seconds: float, deadline: float) -> None:
    """Until papermill is done, or the kernel has to be ended."""
    looked = 0.0
    while not done.wait(TICK):
        now = time.monotonic()
        if now - looked > LOOK:
            watch.look()
            looked = now
        if watch.cell and now - watch.began > cell_seconds:
            watch.over = f"it ran for more than {cell_seconds:g} s, the limit of one cell"
        elif now > deadline:
            watch.over = "the run's time was up"
        if watch.over:
            return


def _papermill(watch: Watch, notebook: Path, target: Path, values: Mapping) -> tuple[str, str, int | None]:
    """Status, error, and the cell that failed."""
    bar = {"desc": notebook.stem, "disable": None, "leave": False}  # None: only where a person looks on
    try:
        papermill.execute_notebook(
            notebook, target, dict(values), kernel_name="python3", progress_bar=bar, start_timeout=600,
            kernel_manager_class=watch.manager(), on_cell_execute=watch.next_cell, extra_arguments=QUIET)
    except PapermillExecutionError as error:
        return FAILED, f"{error.ename}: {error.evalue}", error.exec_count
    except DeadKernelError as error:
        return DIED, str(error), None
    except Exception as error:  # a damaged notebook, a full disk, a kernel that does not start
        died = isinstance(error, RuntimeError) and "Kernel died" in str(error)
        return DIED if died else FAILED, f"{type(error).__name__}: {error}", None
    return OK, "", None

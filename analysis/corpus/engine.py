"""The engine: a pure function over many tasks, in this process, on the machine's cores, or on a Dask cluster.

The three give the same results in the same order.  A task that loses its process (out of memory, a machine that went
away) is done again; scheduling is left to joblib and Dask.
"""

import contextlib
import os
import pickle
import re
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from joblib import Parallel, delayed
from tqdm import tqdm

from .store import Store, StoreError

T, R = TypeVar("T"), TypeVar("R")
_ADDRESS = re.compile(r"[a-z]+://\S+:\d+")
TRIES = 3
IDLE = 20  # seconds that processes wait for more work before they end
PATIENCE = 15  # seconds for a scheduler to answer


@dataclass(frozen=True)
class Engine:
    """Where work is done: `cluster` "" for this machine with `workers` processes (None: one a core), "auto" for a Dask
    cluster on this machine, or the address of a scheduler, as "tcp://host:8786".
    """

    cluster: str = ""
    workers: int | None = None

    def check(self, store: Store | None) -> None:
        """Raises ValueError where the cluster is no address, cannot be reached or has no worker, and StoreError where a
        worker does not see the store.
        """
        if not self.cluster:
            return
        if self.cluster != "auto" and not _ADDRESS.fullmatch(self.cluster):
            raise ValueError(f"cluster={self.cluster!r} is no address; give that of a Dask scheduler, as "
                             "tcp://host:8786, or 'auto' for a cluster on this machine")
        with self._client() as client:
            if not client.scheduler_info()["workers"]:
                raise ValueError(f"cluster={self.cluster!r} has no workers; start one: dask worker {self.cluster}")
            if store is not None:
                _check_store(client, store, self.cluster)

    def map(self, function: Callable[[T], R], tasks: Sequence[T], *, label: str = "", least: int = 2
            ) -> Iterator[R]:
        """`function(task)` of every task, in their order.  `function` and tasks must pickle.  Fewer than `least` tasks
        are done in this process: they would take less time than others take to start.

        Raises what the function raises, and RuntimeError for a task that loses its process three times and for a
        cluster whose scheduler goes away.
        """
        if self.cluster and tasks:
            found = self._on_cluster(function, tasks, label)
        elif len(tasks) < least or self._processes() == 1:
            found = map(function, tasks)
        else:
            found = self._on_cores(function, tasks)
        return iter(tqdm(found, desc=label, total=len(tasks), delay=5, leave=False, disable=not _watched()))

    def _processes(self) -> int:
        return self.workers or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())

    def _on_cores(self, function: Callable[[T], R], tasks: Sequence[T]) -> Iterator[R]:
        done = lost = 0
        while done < len(tasks):
            # processes of joblib's: unlike multiprocessing's they do not run the caller's script once more; two at
            # least, for the work of one is done in this process, which a task may kill
            pool = Parallel(max(2, min(self._processes(), len(tasks) - done)), batch_size=1, max_nbytes=None,
                            return_as="generator", idle_worker_timeout=IDLE)
            try:
                for result in pool(delayed(function)(task) for task in tasks[done:]):
                    yield result
                    done, lost = done + 1, 0
            except BrokenProcessPool:
                lost += 1
                if lost == TRIES:
                    raise RuntimeError(f"a process was killed {TRIES} times at the same work, most likely for want of "
                                       "memory; give workers=1, or a machine with more") from None

    def _on_cluster(self, function: Callable[[T], R], tasks: Sequence[T], label: str) -> Iterator[R]:
        from distributed.client import FutureCancelledError
        from distributed.comm import CommClosedError
        from distributed.scheduler import KilledWorker
        with self._client() as client:
            sealed = [pickle.dumps(_Call(function, task)) for task in tasks]
            futures = client.map(pickle.loads, sealed, key=label or None, pure=False, retries=TRIES)
            for place, future in enumerate(futures):
                try:
                    yield future.result()
                except KilledWorker as error:
                    raise RuntimeError(f"{error}; most likely for want of memory: give workers more") from None
                except (FutureCancelledError, CommClosedError):
                    raise RuntimeError(f"cluster={self.cluster!r} is gone: its scheduler ended at work. Start it again "
                                       "and run once more; what was done is kept in the store") from None
                futures[place] = None  # a result that is used need not be kept by the cluster

    @contextlib.contextmanager
    def _client(self):
        from distributed import Client  # a second to import, and most runs need none
        with contextlib.ExitStack() as stack, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its words on ports and versions are not for a notebook
            address = _own_cluster(self._processes()) if self.cluster == "auto" else self.cluster
            try:
                client = stack.enter_context(Client(address, timeout=PATIENCE, set_as_default=False))
            except (OSError, TimeoutError, ValueError) as error:
                raise ValueError(f"cluster={self.cluster!r} cannot be reached ({error or type(error).__name__}); start "
                                 "it with: dask scheduler, and on each machine: dask worker tcp://HOST:8786") from None
            yield client


@dataclass(frozen=True)
class _Call:
    """What is `function(task)` once it is pickled and opened: by a worker.  A scheduler opens the functions and tasks
    that it is given, and would load this package and a language model's library to do so.
    """

    function: Callable
    task: object

    def __reduce__(self) -> tuple[Callable, tuple]:
        return self.function, (self.task,)


@cache
def _own_cluster(processes: int):
    """A cluster on this machine, kept until this process ends: it takes seconds to start."""
    from distributed import LocalCluster
    return LocalCluster(n_workers=processes, threads_per_worker=1, dashboard_address=None)


def _check_store(client, store: Store, cluster: str) -> None:
    """Whether every worker finds in the store what this process puts there."""
    with store.token() as token:
        found = client.run(_sees, store, token, on_error="return")
    if blind := sorted(worker for worker, seen in found.items() if seen is not True):
        raise StoreError(f"store={store.url!r}: the workers {', '.join(blind)} of cluster={cluster!r} do not see it; "
                         "name a folder that all machines share, or an object store (s3://…)")


def _sees(store: Store, token: str) -> bool:
    return store.has(token)


def _watched() -> bool:
    """Whether somebody looks on: at a terminal, or in JupyterLab (which names its session to the kernel)."""
    return sys.stderr.isatty() or "JPY_SESSION_NAME" in os.environ

"""A function in a process of its own, for benchmarks: how long it takes and how much memory at its peak."""

import multiprocessing
import os
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple


class Measured(NamedTuple):
    """seconds: of the wall clock, peak: the process's largest resident memory in GB, its children's not counted."""

    seconds: float
    peak: float
    result: object


def alone(function: Callable, *arguments, environment: dict[str, str] | None = None) -> Measured:
    """`function(*arguments)` in a new process; `environment`: further variables for it.  Raises what it raises."""
    before = dict(os.environ)
    os.environ.update(environment or {})
    try:
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            return pool.submit(_measured, function, arguments).result()
    finally:
        os.environ.clear()
        os.environ.update(before)


def _measured(function: Callable, arguments: tuple) -> Measured:
    start = time.perf_counter()
    result = function(*arguments)
    return Measured(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, result)

"""Work that compiled code does in threads, a few parts ahead of who uses it."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T, R = TypeVar("T"), TypeVar("R")
THREADS = os.cpu_count() or 1
READERS = min(THREADS, 4)  # threads that read tables: more would wait for the disk, and all hold a table


def ahead(function: Callable[[T], R], parts: Iterable[T], *, threads: int = THREADS) -> Iterator[R]:
    """`function(part)` of every part, in order; no more are held than there are threads, and one."""
    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for part in parts:
            waiting.append(pool.submit(function, part))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

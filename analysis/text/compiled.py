"""Compiled functions, kept between runs where there is a place to keep them."""

from collections.abc import Callable

from numba import njit


def compiled(function: Callable, *, inside: bool = False) -> Callable:
    """`function` compiled by numba.  While it runs, other threads may too; division by zero gives what numpy's does (a
    check of it would keep loops from doing several at a time).  The machine code is kept beside the package or, where
    that cannot be written, in the user's cache folder; where neither can be written, it is compiled in each process.
    """
    try:
        return njit(cache=True, nogil=True, error_model="numpy", forceinline=inside)(function)
    except RuntimeError:  # numba's word for: no folder to cache in
        return njit(nogil=True, error_model="numpy", forceinline=inside)(function)


def inlined(function: Callable) -> Callable:
    """`function` compiled into the body of each compiled function that calls it, where a call would cost too much."""
    return compiled(function, inside=True)

"""Compiled functions, kept between runs where there is a place to keep them."""

from collections.abc import Callable

from numba import njit


def compiled(function: Callable) -> Callable:
    """`function` compiled by numba.  The machine code is kept beside the package or, where that cannot be
    written, in the user's cache folder; where neither can be written, it is compiled anew in each process.
    """
    try:
        return njit(cache=True)(function)
    except RuntimeError:  # numba's word for: no folder to cache in
        return njit(function)

"""What a notebook compares its collection with: the last good run, else the collection as it was."""

from dataclasses import replace

from .compare import Changes, compare, since
from .kept import check, load
from .snapshots import Snapshot


def against(now: Snapshot, *, previous: str = "", day: str = "", resamples: int = 1000, seed: int = 0) -> Changes:
    """What changed since the run in the folder `previous`; without one, or where a `day` is named, since that day.

    A run that cannot be compared (of another layout, or made with other parameters) is no reason to fail: the
    statement says why, and the collection is compared with what it was, as `since` does.
    """
    why = ""
    if previous and not day:
        try:
            before = load(previous)
            check(before, now)
        except ValueError as error:
            why = f"\nNot compared with the last run: {error}."
        else:
            return compare(before, now, resamples=resamples, seed=seed)
    found = since(now, day, resamples=resamples, seed=seed)
    return replace(found, statement=found.statement + why)

"""A snapshot as a run kept it, and what keeps two from being compared."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa

from .. import manifest
from ..outcome import OK
from ..parameters import ParameterError
from .kinds import ARTICLES, KINDS
from .snapshots import COLUMNS, Snapshot, articles_of, items_of

DECISIVE = ("outlets", "keep", "model", "window", "overrides")  # parameters that make runs unlike


def load(folder: str | Path) -> Snapshot:
    """The snapshot that is in the folder of a run that succeeded.

    Kinds of which the run has no table, or one of another layout, are left out.  Raises ParameterError (a ValueError)
    for a folder that is no run, a run that failed, one without the table of articles that a comparison needs (made by
    an older version, or without the notebook 1-articles), and tables that are damaged.
    """
    folder = Path(folder)
    told = manifest.read(folder)
    if told is None:
        raise ParameterError(f"{folder} is no run: it has no manifest.json that can be read; give a folder that "
                             "`broadsheet run` made")
    if told.get("status") != OK:
        raise ParameterError(f"{folder} is a run that did not succeed (status {told.get('status')!r}): its tables may "
                             "be incomplete; give one that did")
    articles = _read(folder, ARTICLES)
    if articles is None or not set(COLUMNS) <= set(articles.columns):
        raise ParameterError(f"{folder} has no table of its articles that can be compared: it was made by an older "
                             "version, or without the notebook 1-articles; run again")
    articles, items = _taken(folder, ARTICLES, articles_of, articles), {}
    for kind in KINDS:
        table = _read(folder, kind.table)
        if table is not None and set(kind.columns) <= set(table.columns):
            names = _read(folder, kind.names[0]) if kind.names else None
            items[kind.name] = _taken(folder, kind.table, items_of, kind, table, articles, names)
    asked = told.get("parameters")
    known = {name: asked[name] for name in DECISIVE if name in asked} if isinstance(asked, dict) else {}
    return Snapshot(articles, items, f"run {folder.resolve().name}", known)


def _read(folder: Path, name: str) -> pd.DataFrame | None:
    """A table of a run, None where it has none of that name."""
    path = folder / "tables" / f"{name}.parquet"
    try:
        return pd.read_parquet(path) if path.exists() else None
    except (OSError, ValueError, pa.ArrowException) as error:
        raise _damaged(path, error) from None


def _taken(folder: Path, name: str, made: Callable, *arguments: object) -> object:
    """What `made` makes of the table called `name`."""
    try:
        return made(*arguments)
    except (ValueError, TypeError, KeyError) as error:
        raise _damaged(folder / "tables" / f"{name}.parquet", error) from None


def _damaged(path: Path, error: Exception) -> ParameterError:
    why = " ".join(str(error).split())
    return ParameterError(f"{path} cannot be read ({why[:200]}): the run is damaged; run again")


def check(before: Snapshot, now: Snapshot) -> None:
    """Raises ParameterError (a ValueError) where two snapshots were made with parameters that make them unlike."""
    other = [f"{name}={before.parameters[name]!r} and {now.parameters[name]!r}" for name in DECISIVE
             if name in before.parameters and name in now.parameters
             and before.parameters[name] != now.parameters[name]]
    if other:
        raise ParameterError(f"{before.name} and {now.name} were made with other parameters ({'; '.join(other)}): what "
                             "differs would be theirs; compare runs that were made with the same")

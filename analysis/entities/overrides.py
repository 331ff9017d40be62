"""The user's word on names: a table of spelling and entity that wins over every rule."""

from pathlib import Path

import pandas as pd

from .spelling import key

_SHAPE = "a table with the columns spelling and entity"


def read(overrides: str | Path | pd.DataFrame | None) -> dict[str, tuple[str, str]]:
    """spelling's key -> (spelling, entity).  Raises ValueError for a table that cannot be followed."""
    if overrides is None or (isinstance(overrides, str) and not overrides):
        return {}
    table, called = _table(overrides)
    if missing := [column for column in ("spelling", "entity") if column not in table.columns]:
        raise ValueError(f"{called} has no column {missing[0]!r} but {list(map(str, table.columns))}; "
                         f"it must be {_SHAPE}")
    found = {}
    for number, (spelling, entity) in enumerate(table[["spelling", "entity"]].itertuples(index=False), start=1):
        spelling, entity = (value.strip() if isinstance(value, str) else "" for value in (spelling, entity))
        if not spelling or not entity:
            raise ValueError(f"{called}: row {number} has spelling {spelling!r} and entity {entity!r}; both must be "
                             "filled; complete the row or remove it")
        known = found.setdefault(key(spelling), (spelling, entity))
        if known[1] != entity:
            raise ValueError(f"{called}: row {number} gives {spelling!r} to {entity!r}, an earlier row to "
                             f"{known[1]!r}; a spelling has one entity; remove one of the rows")
    return found


def _table(overrides: str | Path | pd.DataFrame) -> tuple[pd.DataFrame, str]:
    if isinstance(overrides, pd.DataFrame):
        return overrides, "overrides (a DataFrame)"
    if not isinstance(overrides, (str, Path)):
        raise ValueError(f"overrides={overrides!r} is a {type(overrides).__name__}; it must be a CSV file's path or "
                         "a DataFrame with the columns spelling and entity")
    path = Path(overrides)
    if not path.is_file():
        raise ValueError(f"overrides={str(overrides)!r} does not exist; give the path of a CSV file with the columns "
                         "spelling and entity, or leave it empty")
    try:
        return pd.read_csv(path, dtype="string", keep_default_na=False), f"overrides={str(overrides)!r}"
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise ValueError(f"overrides={str(overrides)!r} cannot be read as CSV ({error}); it must be {_SHAPE}, "
                         "saved as UTF-8") from error

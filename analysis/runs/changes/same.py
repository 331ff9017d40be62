"""Two runs of the same input, parameters and code must give the same tables: where they do not, cell by cell."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ...corpus.tables import TEXT
from .. import manifest

COLUMNS = ["table", "row", "column", "one", "other"]
AFTER_PREVIOUS = ("topic", "changed")  # tables that may differ where the runs looked back on different ones
LONGEST = 200  # characters of a cell


def same_input(one: Mapping, other: Mapping) -> bool:
    """Whether two manifests tell of the same input, parameters, code and packages."""
    return one.get("fingerprint") is not None and one["fingerprint"] == other.get("fingerprint")


def differences(one: str | Path, other: str | Path) -> pd.DataFrame:
    """Every cell in which the tables of two runs differ: table, row (from 0), column, one, other (as text).

    A table that only one run has, or whose columns or number of rows differ, has a row that says so, and cells are
    compared as far as both go.  Tables that follow from the run looked back on are left out where that was another.
    """
    folders = [Path(folder) for folder in (one, other)]
    told = [manifest.read(folder) or {} for folder in folders]
    ways = [{path.stem: path for path in (folder / "tables").glob("*.parquet")} for folder in folders]
    passed = () if told[0].get("previous") == told[1].get("previous") else AFTER_PREVIOUS
    rows = []
    for name in sorted(set(ways[0]) | set(ways[1])):
        paths = [way.get(name) for way in ways]
        if name.startswith(passed) if passed else False:
            continue
        if None in paths:
            rows.append((name, pd.NA, "", *("no such table" if path is None else "there" for path in paths)))
        elif paths[0].read_bytes() != paths[1].read_bytes():
            rows += _cells(name, *(pd.read_parquet(path) for path in paths))
    return pd.DataFrame(rows, columns=COLUMNS).astype({"table": TEXT, "row": "Int64", "column": TEXT, "one": TEXT,
                                                       "other": TEXT})


def _cells(name: str, one: pd.DataFrame, other: pd.DataFrame) -> list[tuple]:
    found = []
    if list(one.columns) != list(other.columns):
        found.append((name, pd.NA, "", *(f"columns {', '.join(map(str, table.columns))}" for table in (one, other))))
    if len(one) != len(other):
        found.append((name, pd.NA, "", *(f"{len(table):,} rows" for table in (one, other))))
    rows = min(len(one), len(other))
    for column in one.columns:
        if column in other.columns:
            pair = [table[column].iloc[:rows].astype(object) for table in (one, other)]
            empty = [values.isna().to_numpy() for values in pair]
            unlike = (pair[0].to_numpy() != pair[1].to_numpy()) & ~(empty[0] & empty[1])
            found += [(name, row, str(column), *(repr(values.iloc[row])[:LONGEST] for values in pair))
                      for row in unlike.nonzero()[0].tolist()]
    kinds = [{column: str(kind) for column, kind in table.dtypes.items()} for table in (one, other)]
    found += [(name, pd.NA, str(column), kinds[0][column], kinds[1][column]) for column in one.columns
              if column in other.columns and kinds[0][column] != kinds[1][column]]
    return sorted(found, key=lambda row: (-1 if row[1] is pd.NA else row[1])) or [
        (name, pd.NA, "", "the same cells in other bytes", "the same cells in other bytes")]

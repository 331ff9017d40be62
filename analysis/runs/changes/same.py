"""Two runs of the same input, parameters and code must give the same tables: where they do not, cell by cell."""

from collections.abc import Iterator, Mapping
from os.path import commonprefix
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from ...corpus.tables import TEXT
from .. import manifest

KINDS = {"table": TEXT, "row": "Int64", "column": TEXT, "one": TEXT, "other": TEXT}
AFTER_PREVIOUS = ("topic", "network", "changed")  # tables that may differ where the runs looked back on different ones
LONGEST = 100  # characters of a cell or row
MOST = 1000  # cells or rows of a table that are listed
NEITHER = "no such row"


def same_input(one: Mapping, other: Mapping) -> bool:
    """Whether two manifests tell of the same input, parameters, code and packages."""
    return one.get("fingerprint") is not None and one["fingerprint"] == other.get("fingerprint")


def differences(one: str | Path, other: str | Path) -> pd.DataFrame:
    """Where the tables of two runs differ: table, row (from 0), column, one, other (what each has, as text).

    Neither row nor column is named where a whole table differs: only one run has it, it cannot be read, or its columns,
    their kinds, the number or the order of its rows are others.  Rows that one of the runs lacks are shown as rows
    (no column), all else cell by cell; of more than 1,000 in a table the first, after a line with their number.
    Tables that follow from the run looked back on are left out where that was another.
    """
    folders = [Path(folder) for folder in (one, other)]
    told = [manifest.read(folder) or {} for folder in folders]
    ways = [{path.stem: path for path in (folder / "tables").glob("*.parquet")} for folder in folders]
    passed = () if told[0].get("previous") == told[1].get("previous") else AFTER_PREVIOUS
    rows = []
    for name in sorted(set(ways[0]) | set(ways[1])):
        if not name.startswith(passed):
            rows += [(name, *found) for found in _of_table(*(way.get(name) for way in ways))]
    return pd.DataFrame(rows, columns=list(KINDS)).astype(KINDS)


def _of_table(*paths: Path | None) -> list[tuple]:
    if None in paths:
        return [(pd.NA, "", *("there" if path else "no such table" for path in paths))]
    try:
        if paths[0].read_bytes() == paths[1].read_bytes():
            return []
    except OSError:
        pass  # said below, of the one that it is
    read = [_read(path) for path in paths]
    if any(isinstance(table, str) for table in read):
        return [(pd.NA, "", *(table if isinstance(table, str) else "can be read" for table in read))]
    return [*_layout(*read), *_contents(*read)] or [(pd.NA, "", *["the same cells in other bytes"] * 2)]


def _read(path: Path) -> pd.DataFrame | str:
    """The table, or why there is none."""
    try:
        return pd.read_parquet(path)
    except (OSError, ValueError, pa.ArrowException) as error:
        return f"cannot be read ({_line(error)})"[:LONGEST]


def _line(error: Exception) -> str:
    return " ".join(str(error).split())


def _layout(one: pd.DataFrame, other: pd.DataFrame) -> Iterator[tuple]:
    """Columns that only one has, or that are in another order, and those of other kinds."""
    tables = one, other
    own = [list(map(str, table.columns.difference(against.columns, sort=False)))
           for table, against in (tables, tables[::-1])]
    if any(own):
        yield pd.NA, "", *(f"{len(table.columns)} columns{', of them only here ' * bool(more)}{', '.join(more)}"
                           for table, more in zip(tables, own, strict=True))
    elif list(one.columns) != list(other.columns):
        yield pd.NA, "", *_beside(*(f"columns {', '.join(map(str, table.columns))}" for table in tables))
    for column in one.columns.intersection(other.columns, sort=False):
        kinds = [str(table[column].dtype) for table in tables]
        if kinds[0] != kinds[1]:
            yield pd.NA, str(column), *kinds


def _contents(one: pd.DataFrame, other: pd.DataFrame) -> list[tuple]:
    """Rows that only one has, where that tells it shortest; else the cells."""
    columns = one.columns.intersection(other.columns, sort=False)
    tables, size = (one[columns], other[columns]), len(one)
    codes = [_coded(*(table[column] for table in tables)) for column in columns]
    rows = _rows(codes, size, len(other))
    lost, came = (np.flatnonzero(~np.isin(*pair)) for pair in ((rows[:size], rows[size:]), (rows[size:], rows[:size])))
    unlike = [code[:size] != code[size:] for code in codes] if size == len(other) else []
    changed = int(np.any(unlike, axis=0).sum()) if unlike else 0
    if changed and not len(lost):
        first = int(np.flatnonzero(np.any(unlike, axis=0))[0])
        return [(pd.NA, "", "the same rows in another order", f"the first of {changed:,} elsewhere is row {first:,}")]
    if size == len(other) and len(lost) == changed:
        where, which = np.nonzero(np.transpose(unlike)) if unlike else ([], [])
        cells = [(row, str(columns[at]), *_beside(*(_text(table.iat[row, at]) for table in tables)))
                 for row, at in zip(where[:MOST], which[:MOST], strict=True)]
        return _listed(cells, f"{len(where):,} cells differ", len(where))
    found = [(int(row), "", _told(one.iloc[row]), NEITHER) for row in lost[:MOST]]
    found += [(int(row), "", NEITHER, _told(other.iloc[row])) for row in came[:MOST - len(found)]]
    counts = [(pd.NA, "", *(f"{len(table):,} row{'' if len(table) == 1 else 's'}" for table in (one, other)))]
    return counts * (size != len(other)) + _listed(found, f"{len(lost):,} rows only in the one, {len(came):,} only in "
                                                   "the other", len(lost) + len(came))


def _listed(found: list[tuple], said: str, number: int) -> list[tuple]:
    return [(pd.NA, "", said, f"the first {MOST:,} are listed")] * (number > len(found)) + found


def _coded(one: pd.Series, other: pd.Series) -> np.ndarray:
    """A number for each value of the one, then of the other: the same for the same value, -1 for none."""
    kinds = [getattr(values.dtype, "categories", pd.Index([])).dtype for values in (one, other)]
    if one.dtype == other.dtype == "category" and kinds[0] == kinds[1]:
        return np.asarray(pd.api.types.union_categoricals([one, other], ignore_order=True).codes, dtype=np.int64)
    if one.dtype != other.dtype or one.dtype == object:
        one, other = (values.astype(object).map(_flat) for values in (one, other))
    return pd.factorize(pd.concat([one, other], ignore_index=True))[0]


def _rows(codes: list[np.ndarray], size: int, other_size: int) -> np.ndarray:
    """A number for each row, the same for the same values; a row that recurs in one table has another each time."""
    rows, factor = np.zeros(size + other_size, dtype=np.int64), size + other_size + 1
    for code in codes:
        rows = pd.factorize(rows * factor + code)[0]
    again = [pd.Series(part).groupby(part).cumcount() for part in (rows[:size], rows[size:])]
    return rows * factor + np.concatenate(again)


def _flat(value: object) -> object:
    """A list in a cell as text."""
    return str(value.tolist()) if isinstance(value, np.ndarray) else value


def _text(value: object) -> str:
    return str(_flat(value)) if isinstance(value, (np.ndarray, np.generic, pd.Timestamp)) else repr(value)


def _told(row: pd.Series) -> str:
    said = ", ".join(f"{column} {_text(value)}" for column, value in row.items())
    return said if len(said) <= LONGEST else said[:LONGEST - 1] + "…"


def _beside(one: str, other: str) -> tuple[str, str]:
    """Both cut to LONGEST characters about the first in which they differ."""
    begin = max(len(commonprefix([one, other])) - LONGEST // 4, 0) if max(len(one), len(other)) > LONGEST else 0
    cut = [("…" if begin else "") + text[begin:] for text in (one, other)]
    return tuple(text if len(text) <= LONGEST else text[:LONGEST - 1] + "…" for text in cut)

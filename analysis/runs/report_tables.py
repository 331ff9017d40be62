"""The tables of a run as rows of text for the report: the first rows, numbers as a reader wants them."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet

from .report_prose import safe_link

MOST_ROWS = 200  # of one table in the report: the rest is in its CSV file, and the report says so
MOST_CHARACTERS = 300  # of one cell
DECIMALS = 3
NAMING = ("shown", "term", "entity", "entity_a", "spelling", "title", "label", "text")  # columns that say what a row is


class Cell(NamedTuple):
    """What stands in a cell, the value it is sorted by where the text does not say it, and where it leads."""

    text: str
    value: str = ""
    link: str | None = None


@dataclass
class Table:
    """The first rows of a table; `total` is how many there are, `page` how many stand on a page."""

    name: str
    labels: list[str]
    numeric: list[bool]
    rows: list[list[Cell]]
    total: int
    page: int = 20
    leading: int = 0  # the column that says what a row is
    evident: dict[int, str] = field(default_factory=dict)  # the rows that lead to sentences, and to which place


def read(folder: Path, name: str, columns: Sequence[str] | None = None, *,
         most: int | None = None) -> pd.DataFrame | None:
    """The first `most` rows (all) of a kept table, its whole length in `attrs["total"]`; None where there is none,
    or one that a killed notebook left half written.
    """
    try:
        return _read(folder / f"{name}.parquet", columns, most)
    except (OSError, pa.ArrowException):
        return None


def _read(path: Path, columns: Sequence[str] | None, most: int | None) -> pd.DataFrame:
    with parquet.ParquetFile(path) as file:
        there = [column for column in columns or file.schema_arrow.names if column in file.schema_arrow.names]
        if most is None:
            table = file.read(columns=there).to_pandas()[there]
        else:
            first = list(itertools.islice(file.iter_batches(batch_size=most, columns=there), 1))
            kept = file.schema_arrow
            schema = pa.schema([kept.field(column) for column in there], metadata=kept.metadata)
            table = pa.Table.from_batches(first, schema).to_pandas()[there]
        table.attrs["total"] = file.metadata.num_rows
    return table


def laid_out(name: str, table: pd.DataFrame, *, page: int = 20) -> Table:
    """`table` as text, column by column."""
    cells = [_cells(table[column]) for column in table.columns]
    labels = [str(name).replace("_", " ") + (" (UTC)" if _has_hours(table[name]) else "") for name in table.columns]
    numeric = [_is_number(table[column]) for column in table.columns]
    naming = [list(table.columns).index(column) for column in NAMING if column in table.columns]
    leading = next(iter([*naming, *(place for place, is_number in enumerate(numeric) if not is_number)]), 0)
    return Table(name, labels, numeric, [list(row) for row in zip(*cells, strict=True)],
                 table.attrs.get("total", len(table)), page, leading)


def _is_number(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _has_hours(column: pd.Series) -> bool:
    if not pd.api.types.is_datetime64_any_dtype(column):
        return False
    known = column.dropna()
    return bool((known != known.dt.normalize()).any())


def _cells(column: pd.Series) -> list[Cell]:
    if _is_number(column):
        return numbers(column)
    if pd.api.types.is_datetime64_any_dtype(column):
        form = "%Y-%m-%d %H:%M" if _has_hours(column) else "%Y-%m-%d"
        return [Cell("" if moment is pd.NaT else moment.strftime(form)) for moment in column]
    return [_words(value, is_link=column.name == "url") for value in column]


def numbers(column: pd.Series) -> list[Cell]:
    """The numbers of a column with the same decimals: as few as say all of them, and fewer the larger they are."""
    values = [None if pd.isna(value) else float(value) for value in column]
    finite = [value for value in values if value is not None and math.isfinite(value)]
    largest = max(map(abs, finite), default=0)
    most = max(DECIMALS - sum(largest >= size for size in (10, 100, 1000)), 0)
    decimals = next((one for one in range(most) if all(round(value, one) == value for value in finite)), most)
    return [_number(value, decimals) for value in values]


def _number(value: float | None, decimals: int) -> Cell:
    if value is None or math.isnan(value):
        return Cell("")
    if math.isinf(value):
        return Cell("∞" if value > 0 else "−∞", "1e999" if value > 0 else "-1e999")
    least = 10.0 ** -decimals
    if value and abs(value) < least / 2:
        return Cell(f"<{least:.{decimals}f}" if value > 0 else f"−<{least:.{decimals}f}", f"{value:.6g}")
    text = f"{value:,.{decimals}f}".replace("-", "−")
    exact = round(value, decimals) == value and "," not in text and "−" not in text
    return Cell(text, "" if exact else f"{value:.9g}")


def _words(value: object, *, is_link: bool = False) -> Cell:
    if isinstance(value, (list, tuple, np.ndarray)):
        return Cell(_cut(", ".join(str(one) for one in value)))
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return Cell("")
    if isinstance(value, (bool, np.bool_)):
        return Cell("yes" if value else "no")
    return Cell(_cut(str(value)), link=safe_link(str(value)) if is_link else None)


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS - 1].rstrip() + "…"

"""Parquet tables, a batch of rows at a time."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from pyarrow.parquet import ParquetFile

from .fields import find_columns, no_text_column
from .items import NO_TEXT_COLUMN, Item, Trouble

_BATCH = 256


def read_parquet(handle: BinaryIO, *, columns: Mapping[str, str] | None = None) -> Iterator[Item | Trouble]:
    """An item a row, numbered from 1. Only the columns that are needed are read."""
    table = ParquetFile(handle)
    names = table.schema_arrow.names
    repeated = {name for name, times in Counter(names).items() if times > 1}
    for name in sorted(repeated):
        yield Trouble("duplicate column", f"{name!r} stands {names.count(name)} times; it is not used (articles kept)")
    found = find_columns([name for name in names if name not in repeated], columns)
    if "text" not in found:
        yield Trouble(NO_TEXT_COLUMN, no_text_column(names, columns))
        return
    number = 0
    for batch in table.iter_batches(batch_size=_BATCH, columns=list(found.values())):
        for row in batch.to_pylist():
            number += 1
            yield Item({field: row[name] for field, name in found.items()}, number)

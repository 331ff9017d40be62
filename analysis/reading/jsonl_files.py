"""JSON lines (.jsonl, .ndjson): one object a line."""

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from .fields import find_columns, no_text_column
from .items import NO_TEXT_COLUMN, Item, Trouble, too_long
from .lines import text_lines


def read_jsonl(handle: BinaryIO, *, columns: Mapping[str, str] | None = None) -> Iterator[Item | Trouble]:
    """An item for each line that holds an object; trouble for each that is broken or has no text column."""
    for number, line, notes in text_lines(handle):
        if line is None:
            yield too_long(number)
        elif line.strip():
            yield read_object(line, number, columns, notes)


def read_object(line: str, number: int, columns: Mapping[str, str] | None, notes: list) -> Item | Trouble:
    """The item in one line of JSON."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Trouble("broken line", f"not JSON: {error}", number)
    return item_of(value, number, columns, notes)


def item_of(value: object, number: int | None, columns: Mapping[str, str] | None, notes: list = ()) -> Item | Trouble:
    """The item in one JSON value, which should be an object."""
    if not isinstance(value, dict):
        return Trouble("broken record", f"an object was expected, this is {type(value).__name__}", number)
    found = find_columns(value, columns)
    if "text" not in found:
        return Trouble(NO_TEXT_COLUMN, no_text_column(value, columns), number)
    return Item({field: value[name] for field, name in found.items()}, number, notes=tuple(notes))

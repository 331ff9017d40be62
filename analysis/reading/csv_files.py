"""Tables in text (.csv, .tsv): rows of separated fields, quoted where they hold separators or line ends."""

import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple

from .fields import find_columns, no_text_column
from .items import LONGEST_RECORD, NO_TEXT_COLUMN, Item, Trouble, too_long
from .lines import text_lines

_SEPARATORS = ",;\t|"


def read_csv(handle: BinaryIO, *, columns: Mapping[str, str] | None = None) -> Iterator[Item | Trouble]:
    """An item a row, numbered by the line it starts on; trouble for rows that do not fit the header.

    The separator is the one of , ; tab | that the header holds most of. A row whose quotes never close, or
    close only in a row that then has too many or too few fields, is reported by itself; reading goes on with
    the line after it.
    """
    header, rows = open_table(handle)
    if not header:
        yield from rows
        return
    yield from _duplicates(header)
    found = find_columns(dict.fromkeys(header), columns)
    if "text" not in found:
        yield Trouble(NO_TEXT_COLUMN, no_text_column(header, columns))
        return
    places = {field: header.index(name) for field, name in found.items()}
    for row in rows:
        if isinstance(row, Trouble):
            yield row
        else:
            yield Item({field: row.fields[at] for field, at in places.items()}, row.number, notes=row.notes)


def open_table(handle: BinaryIO) -> tuple[list[str], Iterator["Row | Trouble"]]:
    """The names in the first line that is not empty, and the rows below it; no names where there is none."""
    lines = _Lines(handle)
    first = lines.next()
    while first is not None and not (first[1] or "").strip():
        first = lines.next()
    if first is None:
        return [], iter(())
    rows = _Rows(lines, max(_SEPARATORS, key=first[1].count))
    lines.back([first])
    opening = next(rows.read(None))
    if isinstance(opening, Trouble):
        return [], iter((opening,))
    header = [name.strip() for name in opening.fields]
    return header, rows.read(len(header))


def _duplicates(header: list[str]) -> Iterator[Trouble]:
    for name, times in Counter(header).items():
        if times > 1 and name:
            yield Trouble("duplicate column", f"{name!r} stands {times} times; the first is used (articles kept)")


class Row(NamedTuple):
    """One row of a table: the line it starts on, its fields, and notes on bytes not decoded."""

    number: int
    fields: list[str]
    notes: tuple[tuple[str, str], ...]


class _Lines:
    """Numbered lines that can be put back."""

    def __init__(self, handle: BinaryIO):
        self._fresh = text_lines(handle)
        self._waiting: deque = deque()

    def next(self) -> tuple | None:
        return self._waiting.popleft() if self._waiting else next(self._fresh, None)

    def back(self, lines: list[tuple]) -> None:
        self._waiting.extendleft(reversed(lines))


class _Rows:
    """Rows out of lines: lines are joined until their quotes close."""

    def __init__(self, lines: _Lines, separator: str):
        self._lines, self._separator = lines, separator
        plain = rf"[^{re.escape(separator)}]*"
        self._field = re.compile(
            rf'\s*"([^"]*(?:""[^"]*)*)"[^\S{separator}]*(?={re.escape(separator)}|$)|({plain})', re.S
        )

    def read(self, width: int | None) -> Iterator[Row | Trouble]:
        """Rows of `width` fields (None: any), and trouble for what is none."""
        while (line := self._lines.next()) is not None:
            number, text, notes = line
            if text is None:
                yield too_long(number)
            elif text.strip():
                yield self._row(number, text, notes, width)

    def _row(self, number: int, text: str, notes: list, width: int | None) -> Row | Trouble:
        if text.count('"') % 2 == 0:
            fields = self._split(text)
            if width is None or len(fields) == width:
                return Row(number, fields, tuple(notes))
            return Trouble("ragged row", f"{len(fields)} fields where the header has {width}", number)
        taken = self._until_closed(text)
        if taken is not None:
            fields = self._split("\n".join([text, *(line[1] for line in taken)]))
            if width is None or len(fields) == width:
                return Row(number, fields, tuple(notes) + tuple(note for line in taken for note in line[2]))
            self._lines.back(taken)
        # A quote that opens nothing: 5" guns, or a row cut off.
        fields = self._split(text)
        if len(fields) == width and not any(field.lstrip().startswith('"') for field in fields):
            return Row(number, fields, tuple(notes))
        return Trouble("unclosed quote", f"the quote opened here is not closed within a row of {width} fields", number)

    def _until_closed(self, text: str) -> list[tuple] | None:
        """The lines after `text` up to the one that closes its quote; None, all put back, where none does."""
        taken, size = [], len(text)
        while size <= LONGEST_RECORD and (line := self._lines.next()) is not None:
            taken.append(line)
            if line[1] is None:
                break
            size += len(line[1]) + 1
            if line[1].count('"') % 2:
                return taken
        self._lines.back(taken)
        return None

    def _split(self, row: str) -> list[str]:
        fields, at = [], 0
        while True:
            match = self._field.match(row, at)
            quoted, plain = match.groups()
            fields.append(plain if quoted is None else quoted.replace('""', '"'))
            at = match.end() + 1
            if at > len(row):
                return fields

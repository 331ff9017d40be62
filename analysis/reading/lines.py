"""Lines of a file of any encoding, one at a time, whatever their length."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from .decoding import decode, encoding_of
from .items import LONGEST_RECORD

_SAMPLE = 1 << 16
_LINE_BREAK = "\r\n"


def text_lines(handle: BinaryIO) -> Iterator[tuple[int, str | None, list[tuple[str, str]]]]:
    """(1-based number, line without its end, notes on bytes not decoded) for each line of `handle`.

    A line of more than LONGEST_RECORD bytes is passed over and comes as None. Raises ValueError where the
    file is no text at all.
    """
    handle = io.BufferedReader(handle, buffer_size=1 << 18)
    encoding = encoding_of(handle.peek(_SAMPLE)[:_SAMPLE])
    if encoding == "binary":
        raise ValueError("binary data, not text")
    if encoding.startswith(("utf-16", "utf-32")):
        yield from _wide_lines(io.TextIOWrapper(handle, encoding, errors="replace", newline=""))
        return
    for number, line in _cut(handle, b"\n"):
        if line is None:
            yield number, None, []
        elif line.isascii() and b"\x00" not in line:
            yield number, line.decode("ascii").rstrip(_LINE_BREAK), []
        else:
            yield number, *_decoded(line, encoding)


def _decoded(line: bytes, encoding: str) -> tuple[str, list[tuple[str, str]]]:
    """One line read as UTF-8, else as its file is."""
    if encoding not in ("utf-8", "mixed", "cp1252"):
        try:
            return line.decode("utf-8").rstrip(_LINE_BREAK), []
        except UnicodeDecodeError:
            return line.decode(encoding, errors="replace").rstrip(_LINE_BREAK), []
    text, notes = decode(line)
    return text.rstrip(_LINE_BREAK), notes


def _wide_lines(handle: io.TextIOWrapper) -> Iterator[tuple[int, str | None, list[tuple[str, str]]]]:
    for number, line in _cut(handle, "\n"):
        yield number, None if line is None else line.rstrip(_LINE_BREAK).removeprefix("\ufeff"), []


def _cut(handle, end):
    """(number, line or None where it is too long), holding no more than LONGEST_RECORD of a line."""
    number = 0
    while line := handle.readline(LONGEST_RECORD):
        number += 1
        if len(line) < LONGEST_RECORD or line.endswith(end):
            yield number, line
            continue
        while line and not line.endswith(end):
            line = handle.readline(LONGEST_RECORD)
        yield number, None

"""JSON (.json): an array of articles, read one by one, or an object that is an article or holds a list of them."""

import codecs
import io
import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from .decoding import decode, encoding_of
from .fields import find_columns, no_text_column
from .items import LONGEST_RECORD, NO_TEXT_COLUMN, Item, Trouble, too_long
from .jsonl_files import item_of, read_jsonl

_CHUNK = 1 << 16
_LONGEST_OBJECT = 4 * LONGEST_RECORD  # bytes of an object, which is read whole
_SPACE = " \t\r\n"
_DEEPEST = 4  # objects around the list of articles: {"response": {"results": […]}}


def read_json(handle: BinaryIO, *, columns: Mapping[str, str] | None = None) -> Iterator[Item | Trouble]:
    """An item for each object of the array, numbered from 1; memory holds one at a time.

    An object is read whole: it is one article where it has a column of text, else the articles are in the first
    list of objects in it. Several objects one after the other are read as JSON lines.
    """
    start = handle.read(_CHUNK)
    encoding = encoding_of(start)
    if encoding == "binary":
        raise ValueError("binary data, not text")
    encoding = "utf-8" if encoding == "mixed" else encoding
    whole = _Rejoined(start, handle)
    opening = start.decode(encoding, errors="replace").lstrip("\ufeff" + _SPACE)[:1]
    yield from _array(whole, encoding, columns) if opening == "[" else _object(whole, columns)


class _Rejoined:
    """A stream whose first bytes have been read, whole again."""

    def __init__(self, start: bytes, rest: BinaryIO):
        self._start, self._rest = start, rest

    def read(self, size: int) -> bytes:
        if not self._start:
            return self._rest.read(size)
        part, self._start = self._start[:size], self._start[size:]
        return part

    def read_all(self, most: int) -> bytes:
        """What is left, up to `most` bytes."""
        parts, size = [], 0
        while size < most and (part := self.read(min(_CHUNK, most - size))):
            parts.append(part)
            size += len(part)
        return b"".join(parts)


def _array(handle: _Rejoined, encoding: str, columns: Mapping[str, str] | None) -> Iterator[Item | Trouble]:
    for number, value in enumerate(_elements(handle, encoding), 1):
        if isinstance(value, Trouble):
            yield Trouble(value.reason, value.detail, number)
            return
        yield item_of(value, number, columns)


def _elements(handle: _Rejoined, encoding: str) -> Iterator[object]:
    """The values of a JSON array as they come; a Trouble, and no more, where it is broken or one is too long."""
    decoder, scan = codecs.getincrementaldecoder(encoding)(errors="replace"), json.JSONDecoder().raw_decode
    text = decoder.decode(handle.read(_CHUNK)).lstrip("\ufeff" + _SPACE)[1:]
    wanted = _CHUNK
    while True:
        text = text.lstrip(_SPACE + ",")
        if text.startswith("]"):
            return
        try:
            value, end = scan(text)
            # A number or word at the very end of what has been read may go on.
            complete = end < len(text)
        except (ValueError, RecursionError) as error:
            complete, problem = False, error
        else:
            problem = "the array is not closed"
        if complete:
            yield value
            text, wanted = text[end:], _CHUNK
            continue
        more = handle.read(wanted)
        wanted = min(wanted * 2, LONGEST_RECORD)  # so that a long value is scanned few times
        if not more or len(text) > LONGEST_RECORD:
            yield Trouble("broken record", f"not JSON from here on: {problem}") if not more else too_long()
            return
        text += decoder.decode(more)


def _object(handle: _Rejoined, columns: Mapping[str, str] | None) -> Iterator[Item | Trouble]:
    data = handle.read_all(_LONGEST_OBJECT + 1)
    if len(data) > _LONGEST_OBJECT:
        yield Trouble(
            "too long",
            "an object of this size cannot be read as a stream: save the articles as an array or as JSON lines",
        )
        return
    text, notes = decode(data)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if _is_object(text.lstrip().split("\n", 1)[0]):
            yield from read_jsonl(io.BytesIO(data), columns=columns)
            return
        yield Trouble("broken record", f"not JSON: {error}")
        return
    articles = _list_in(value, columns)
    if articles is None:
        yield Trouble(NO_TEXT_COLUMN, no_text_column(value if isinstance(value, dict) else [], columns))
    elif articles == [value]:
        yield item_of(value, None, columns, notes)
    else:
        yield from (item_of(article, number, columns) for number, article in enumerate(articles, 1))


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _list_in(value: object, columns: Mapping[str, str] | None, depth: int = 0) -> list | None:
    """[value] where it is an article, else the first list of objects in it; None where there is none."""
    if not isinstance(value, dict) or depth > _DEEPEST:
        return None
    if "text" in find_columns(value, columns):
        return [value]
    for inner in value.values():
        if isinstance(inner, list) and inner and all(isinstance(one, dict) for one in inner):
            return inner
        found = _list_in(inner, columns, depth + 1)
        if found is not None:
            return found
    return None

"""Page copies (.txt, .md): one page a file, as somebody copied it from a browser."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from .decoding import decode
from .items import LONGEST_RECORD, Item, Trouble, too_long


def read_page(handle: BinaryIO, *, columns: Mapping[str, str] | None = None) -> Iterator[Item | Trouble]:
    """One item, its text to be cleaned; `columns` says nothing here."""
    data = handle.read(LONGEST_RECORD + 1)
    if len(data) > LONGEST_RECORD:
        yield too_long()
        return
    text, notes = decode(data)
    yield Item({"text": text}, page=True, notes=tuple(notes))

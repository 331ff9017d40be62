"""Web archives (.warc, .warc.gz): the HTML pages among the responses a crawler stored."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from .html_files import item_of_html
from .items import LONGEST_RECORD, Item, Trouble, too_long

_HTML = ("text/html", "application/xhtml+xml")
_OK = 200


def read_warc(handle: BinaryIO, *, columns: Mapping[str, str] | None = None) -> Iterator[Item | Trouble]:
    """An item for each stored HTML page with an article, numbered by its place among all records of the file.

    Other responses (images, redirects, errors) are passed over: they hold no page. `columns` says nothing here.
    """
    number = 0
    for number, record in enumerate(ArchiveIterator(handle, parse_http=False), 1):
        if record.record_type == WarcRecordType.response and record.is_http:
            yield from _page(record, number)
    if not number:
        yield Trouble("damaged", "no WARC record in it")


def _page(record: WarcRecord, number: int) -> Iterator[Item | Trouble]:
    """The item of one response, if it is a page."""
    if record.content_length > LONGEST_RECORD:
        yield too_long(number)
        return
    block = record.reader.read()
    if len(block) < record.content_length:
        yield Trouble("cut short", f"{len(block)} of {record.content_length} bytes are there", number)
        return
    record.set_bytes_content(block)
    record.parse_http(auto_decode="all")
    if record.http_headers.status_code == _OK and record.http_content_type in _HTML:
        yield item_of_html(record.reader.read(), url=record.headers.get("WARC-Target-URI"), record=number)

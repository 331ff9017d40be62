"""Saved pages (.html, .htm): the article in them by trafilatura, and what their metadata say."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import trafilatura
from htmldate import find_date

from .decoding import decode
from .items import LONGEST_RECORD, Item, Trouble, too_long

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.I)
_META_TIME = re.compile(
    r"<meta\b[^>]*\b(?:property|name|itemprop)\s*=\s*[\"']"
    r"(?:article:published_time|datePublished|pubdate|publishdate|date|dc\.date(?:\.issued)?|sailthru\.date|parsely-pub-date)"
    r"[\"'][^>]*>",
    re.I,
)
_CONTENT = re.compile(r"\bcontent\s*=\s*[\"']([^\"']{8,60})[\"']", re.I)
_LD_TIME = re.compile(r'"datePublished"\s*:\s*("[^"]{8,60}")')


def read_html(handle: BinaryIO, *, columns: Mapping[str, str] | None = None) -> Iterator[Item | Trouble]:
    """One item, or trouble where the page holds no article; `columns` says nothing here."""
    data = handle.read(LONGEST_RECORD + 1)
    yield too_long() if len(data) > LONGEST_RECORD else item_of_html(data)


def item_of_html(data: bytes, *, url: str | None = None, record: int | None = None) -> Item | Trouble:
    """The article in the bytes of one HTML page."""
    text, notes = _decode_html(data)
    document = trafilatura.bare_extraction(text, url=url, include_comments=False, with_metadata=True)
    if document is None or not document.text:
        return Trouble("no article", "trafilatura finds no article text in this page", record)
    values = {
        "title": document.title,
        "text": document.text,
        "source": document.sitename or document.hostname,
        "published": _published(text) or document.date,
        "author": document.author,
        "url": document.url or url,
        "section": (document.categories or [None])[0],
    }
    return Item(values, record, notes=tuple(notes))


def _decode_html(data: bytes) -> tuple[str, list[tuple[str, str]]]:
    """UTF-8 where it fits; else what the page declares; else what the bytes look like."""
    declared = _CHARSET.search(data, 0, 4096)
    if declared and not _is_utf8(data):
        try:
            return data.decode(declared[1].decode("ascii")), []
        except (LookupError, UnicodeDecodeError):
            pass  # a declaration that does not hold says nothing: look at the bytes
    return decode(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _published(html: str) -> str | None:
    """The time of publication the page itself states, with its clock time where it gives one."""
    for tag in _META_TIME.findall(html):
        content = _CONTENT.search(tag)
        if content:
            return content[1]
    stated = _LD_TIME.search(html)
    if stated:
        try:
            return json.loads(stated[1])
        except ValueError:
            return None
    return find_date(html, extensive_search=False, original_date=True)

"""Which column of a table holds which part of an article."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

# In order of preference; compared in lower case without punctuation ("pub_date" is "pubdate").
USUAL_NAMES = {
    "title": ("headline", "title", "articletitle", "titlepage", "webtitle", "heading"),
    "text": (
        "body", "content", "text", "article", "articletext", "articlebody", "bodytext", "maintext", "fulltext",
        "plaintext", "contents", "story", "contentencoded", "description", "summary", "abstract", "snippet",
    ),
    "source": (
        "outlet", "source", "publisher", "publication", "domain", "sourcename", "sourcedomain", "medianame",
        "newspaper", "sitename", "site", "website", "hostname", "journal",
    ),
    "published": (
        "date", "published", "publishdate", "pubdate", "publisheddate", "publicationdate", "datepublish",
        "datepublished", "publishedat", "publishedtime", "webpublicationdate", "datetime", "timestamp",
        "createdat", "created", "dateutc", "time",
    ),
    "author": ("byline", "author", "authors", "creator", "dccreator", "writer", "journalist"),
    "url": ("link", "url", "weburl", "articleurl", "canonicallink", "permalink", "address", "uri"),
    "section": ("section", "sectionname", "category", "categories", "desk", "newsdesk", "rubric"),
}  # fmt: skip
_PUNCTUATION = re.compile(r"[\W_]+")


def check_columns(columns: Mapping[str, str] | None) -> None:
    """Raises ValueError for a `columns=` that is no mapping of our fields to names of columns."""
    allowed = f"allowed is a mapping from {', '.join(USUAL_NAMES)} to the name of a column"
    if columns is None:
        return
    if not isinstance(columns, Mapping):
        raise ValueError(f"columns={columns!r}: {allowed}")
    for field, column in columns.items():
        if field not in USUAL_NAMES or not isinstance(column, str):
            raise ValueError(f"columns={{{field!r}: {column!r}}}: {allowed}")


def find_columns(names: Iterable[str], columns: Mapping[str, str] | None) -> dict[str, str]:
    """The column for each field that has one, of the columns `names`; `columns` goes before the usual names."""
    asked = tuple(columns.items()) if columns else ()
    return dict(_find(tuple(name for name in names if isinstance(name, str)), asked))


@lru_cache(maxsize=256)  # records of one file have the same names
def _find(names: tuple[str, ...], asked: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(_PUNCTUATION.sub("", name.lower()), name)
    found = {field: column for field, column in asked if column in names}
    for field, usual in USUAL_NAMES.items():
        name = next((plain[candidate] for candidate in usual if candidate in plain), None)
        if name is not None and field not in dict(asked):
            found[field] = name
    return tuple(found.items())


def no_text_column(names: Iterable[str], columns: Mapping[str, str] | None) -> str:
    """What to tell where no column holds the text: the columns there are, and what to do."""
    asked = f"columns={dict(columns)!r} names none of them; " if columns and "text" in columns else ""
    listed = ", ".join(repr(name) for name in names) or "none"
    return f"{asked}the columns are: {listed}. Name the one that holds the text: columns={{'text': '…'}}"

"""From the parts of an article as they stand in a file to a record: repaired, cleaned, dated, named."""

import re
from collections.abc import Iterator, Mapping

from .authors import read_authors
from .cleaning import clean_page
from .dates import read_date
from .headline import folded, forms
from .items import Item
from .languages import language
from .outlets import outlet_of_folder, outlet_of_url
from .records import Line, Record, Rejected
from .repair import repair

_LETTER = re.compile(r"[^\W\d_]")
_COPIED_LINES = 15
_COPIED_WORDS = 4  # words in the middle line: menus make it so short, articles do not


def assemble(item: Item, origin: str, folder: str, known: Mapping[str, object]) -> Iterator[Record | Rejected]:
    """The record of `item`, and rows for what of it could not be used.

    `folder` is the file's path relative to what was opened (for the outlet), `known` what a metadata.csv
    says of the file; it goes before what the file itself says.
    """
    values = {**item.values, **{field: value for field, value in known.items() if not _missing(value)}}
    for reason, detail in item.notes:
        yield Rejected(origin, reason, detail)
    trouble = _no_words(values.get("text"))
    if trouble:
        yield Rejected(origin, *trouble)
        return
    raw = repair(values["text"])
    title, author = _text(values.get("title")), read_authors(values.get("author"))
    published = None
    try:
        published = read_date(values.get("published"))
    except (ValueError, OverflowError, OSError) as error:
        yield Rejected(origin, "date", f"{str(values['published'])[:80]!r}: {error} (article kept)")
    if item.page or _looks_copied(raw):
        page = clean_page(raw, title=title)
        title, text, removed = page.title, page.text, page.removed
        author, published = author or page.author, published or page.published
    else:
        text, removed = _paragraphs(raw, title)
    if not _LETTER.search(text):
        yield Rejected(origin, "no text", "no words are left after cleaning")
        return
    url = _text(values.get("url"))
    yield Record(
        title=title,
        text=text,
        source=_name(values.get("source")) or outlet_of_url(url) or outlet_of_folder(folder),
        published=published,
        author=author,
        url=url,
        section=_name(values.get("section")),
        lang=language(text),
        origin=origin,
        raw=raw,
        removed=removed,
    )


def _looks_copied(raw: str) -> bool:
    """Whether a table's text is a whole page, with its menus."""
    sizes = (
        sorted(len(line.split()) for line in raw.split("\n") if line.strip())
        if raw.count("\n") >= _COPIED_LINES
        else []
    )
    return len(sizes) >= _COPIED_LINES and sizes[len(sizes) // 2] <= _COPIED_WORDS


def _paragraphs(raw: str, title: str | None) -> tuple[str, tuple[Line, ...]]:
    """(text, removed) of an article's own text: its lines as paragraphs, without the headline on top of them."""
    if "\n" not in raw:
        return raw.strip(), ()
    numbered = [(number, line.strip()) for number, line in enumerate(raw.split("\n"), 1)]
    numbered = [(number, line) for number, line in numbered if line]
    removed = ()
    if title and len(numbered) > 1 and folded(numbered[0][1]) in forms(title):
        removed = (Line(*numbered.pop(0), "repeated headline", 1.0),)
    return "\n\n".join(line for _, line in numbered), removed


def _missing(value: object) -> bool:
    return value is None or value != value or value == ""


def _no_words(text: object) -> tuple[str, str] | None:
    """Why `text` is none: (reason, detail)."""
    if _missing(text):
        return "no text", "the text is empty"
    if not isinstance(text, str):
        return "no text", f"the text is of type {type(text).__name__}: {str(text)[:40]!r}"
    if not _LETTER.search(text):
        return "no text", f"no words in it: {text[:40]!r}"
    return None


def _text(value: object) -> str | None:
    """A field of one line, or None."""
    if not isinstance(value, str):
        return None
    return " ".join(repair(value).split()) or None


def _name(value: object) -> str | None:
    """A name given as text, {"name": …}, or a list of these (the first)."""
    if isinstance(value, (list, tuple)):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("title") or value.get("id")
    return _text(value)

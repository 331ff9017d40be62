"""What reading yields: an article's record, or a row saying what was not used and why."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One line that cleaning took out: its 1-based number in the raw text, the line, why, and how surely (0..1)."""

    line: int
    text: str
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Page:
    """A cleaned page copy: headline, body (paragraphs parted by a blank line), author, date and removed lines."""

    title: str | None
    text: str
    author: str | None
    published: datetime | None
    removed: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One article as read: cleaned text, what is known about it, and where it stands.

    `published` is in UTC, or None where the source gives no full date. `origin` is the file, relative to the
    place that was opened, and the record in it ("folder/file.jsonl:12"; just the file where it holds one
    article). `raw` is the repaired text before cleaning: `removed` counts its lines.
    """

    title: str | None
    text: str
    source: str | None
    published: datetime | None
    author: str | None
    url: str | None
    section: str | None
    lang: str
    origin: str
    raw: str
    removed: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something in the input that was not used: where it stands, why, and the particulars.

    Most rows stand for a file or record that gave no article. A row whose detail ends in "(article kept)"
    tells of a part only, such as a date of the year 0001.
    """

    origin: str
    reason: str
    detail: str

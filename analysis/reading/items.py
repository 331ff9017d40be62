"""What a format's reader hands on: the parts of one article as they stand in the file, or what went wrong there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# No article is longer than this many bytes: what is goes to `rejected`, and memory stays bounded.
LONGEST_RECORD = 16 * 2**20


@dataclass(frozen=True, slots=True)
class Item:
    """One article: values by field (title, text, source, …), and its number in the file where that holds several.

    `page` marks text as copied from a page, to be cleaned; `notes` tells of parts left out, (reason, detail).
    """

    values: Mapping[str, object]
    record: int | None = None
    page: bool = False
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """A record, or a whole file (record None), that gives no article."""

    reason: str
    detail: str
    record: int | None = field(default=None)


NO_TEXT_COLUMN = "no text column"


def too_long(record: int | None = None) -> Trouble:
    """The row for something longer than any article."""
    return Trouble("too long", f"more than {LONGEST_RECORD // 2**20} MB in one record", record)

"""Lines that cleaning took out, put back where they stood."""

from collections.abc import Collection
from dataclasses import replace

from .records import Record

REASONS = (
    "share bar", "section", "repeated headline", "caption", "byline", "biography", "promotion", "related links",
    "legal", "navigation", "date line", "comments", "glossary", "other", "outlet boilerplate",
)


def restore(record: Record, keep: Collection[str]) -> Record:
    """`record` with the lines that were removed for one of the reasons `keep` back in its text, in page order."""
    back = {line.line: line for line in record.removed if line.reason in keep}
    if not back:
        return record
    body, paragraphs = iter(record.text.split("\n\n")), []
    following = next(body, None)
    for number, line in enumerate(record.raw.split("\n"), 1):
        if number in back:
            paragraphs.append(back[number].text)
        elif line.strip() == following:
            paragraphs.append(following)
            following = next(body, None)
    paragraphs += [] if following is None else [following, *body]
    removed = tuple(line for line in record.removed if line.line not in back)
    return replace(record, text="\n\n".join(paragraphs), removed=removed)

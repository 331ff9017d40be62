"""Page copies to articles: headline, body, byline and date out of everything else that was on the page."""

import re

from .authors import is_name, read_authors
from .dates import read_date
from .kinds import kind_of
from .records import Line, Page
from .repair import repair

_ENDS = re.compile(r"[.!?…:;\"')\]。！？»]$")
_FOLD = re.compile(r"[\W_]+")
_CAPTIONED = re.compile(
    r"(?:[A-Z][\w.'-]*\s){0,2}(?:president|minister|secretary|senator|sen\.|rep\.|chancellor|governor|gov\.|chairman|chair|ceo|king|queen|"
    r"pope|prince|princess|leader|mayor|spokesman|spokeswoman|director|general|judge|justice)(?:\s(?:of|for|and|general|\w+\.?))*?(?:\s[A-Z][\w.'-]+){1,3}",
)


def clean_page(text: str, *, title: str | None = None) -> Page:
    """The article in the text of a page copy; every other line goes to `removed` with its reason."""
    lines = [line.strip() for line in repair(text).split("\n")]
    kinds = [kind_of(line) if line else None for line in lines]
    body = _body(lines, kinds)
    headline = _headline(lines, kinds, body, title)
    if headline is not None:
        title = title or lines[headline]
    author = published = None
    removed, kept = [], []
    for at, line in enumerate(lines):
        if not line or at == headline:
            continue
        same = title and _fold(line) == _fold(title)
        if body[at] and not same:
            kept.append(line)
            continue
        reason = "repeated headline" if same else _reason(lines, kinds, at)
        removed.append(Line(at + 1, line, reason, 0.8))
        if reason == "byline":
            author = author or read_authors(line)
        if reason == "date line":
            published = published or _date(line)
    return Page(title, "\n\n".join(kept), author, published, tuple(removed))


def _fold(line: str) -> str:
    return _FOLD.sub(" ", line.lower()).strip()


def _date(line: str):
    try:
        return read_date(line)
    except ValueError:
        return None


def _reason(lines: list[str], kinds: list, at: int) -> str:
    before = next((lines[i] for i in range(at - 1, -1, -1) if lines[i]), "")
    if re.fullmatch(r"(?:about the )?author|by|written by", before, re.I) and is_name(lines[at]):
        return "byline"
    if kinds[at]:
        return kinds[at]
    return "caption" if _is_caption(lines[at]) else "other"


def _is_caption(line: str) -> bool:
    return len(line) < 60 and re.fullmatch(_CAPTIONED.pattern, line, re.I) is not None and line[0].isupper() and not _ENDS.search(line)


def _body(lines: list[str], kinds: list) -> list[bool]:
    sure = [bool(line) and kind is None and len(line.split()) >= 8 and _ENDS.search(line) is not None for line, kind in zip(lines, kinds)]
    if not any(sure):
        return [bool(line) and kind is None for line, kind in zip(lines, kinds)]
    first, last = sure.index(True), len(sure) - 1 - sure[::-1].index(True)
    inside = [first <= at <= last for at in range(len(lines))]
    return [
        bool(line) and (sure[at] or (inside[at] and kind is None and not _is_caption(line)))
        for at, (line, kind) in enumerate(zip(lines, kinds))
    ]


def _headline(lines: list[str], kinds: list, body: list[bool], title: str | None) -> int | None:
    """The line that is the headline: the one that says the given title, else the last long line before the body."""
    wanted = _fold(title) if title else None
    first = body.index(True) if True in body else 0
    best = None
    for at, line in enumerate(lines):
        if wanted and line and _fold(line) == wanted:
            return at
        if not wanted and at < first and line and kinds[at] is None and len(line.split()) >= 3 and best is None:
            best = at
    return best

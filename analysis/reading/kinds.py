"""What a line of a page copy says it is, read by itself: a share button, a byline, a date line, a caption …

Each kind is a pattern over the whole line or a phrase that gives it away. A line may match and still be body
("Twitter shares fell"): these are reasons and features, the decision is taken over the page.
"""

import re
from functools import lru_cache

from .patterns import DATE, DAYS, HINTS, MADE_OF, MARKS, MONTHS, PHRASE, SHARE_WORD, WHOLE

_MADE_OF = {kind: re.compile(pattern) for kind, pattern in MADE_OF.items()}
_WHOLE = {kind: re.compile(rf"\W*(?:{pattern})\W*") for kind, pattern in WHOLE.items()}
_PHRASE = {kind: re.compile(pattern) for kind, pattern in PHRASE.items()}
_HINTED = {
    beginning: {kind for kind, beginnings in HINTS.items() if beginning in beginnings.split()}
    for beginning in " ".join(HINTS.values()).split()
}
_UNHINTED = frozenset(_PHRASE) - frozenset(HINTS)
_BUTTONS = HINTS["share bar"].split()
_BUTTON = re.compile(SHARE_WORD)
_DATE = re.compile(DATE)
_DIGITS = re.compile(r"\d{4}|\d[./]\d")
_DIGIT = re.compile(r"\d")
_SOON = ("published", "updated", "posted", "yesterday", "today", "an hour", "just now")
_DATED = re.compile(
    rf"\d{{4}}|\d[:./]\d|\d.*(?:ago|read)$|published|updated|posted|\b(?:{MONTHS}|{DAYS})|yesterday|today"
)
_PUBLISHED = re.compile(r"\W*(?:first |last )?(?:published|updated|posted|modified)\b.{0,60}")
_LONGEST_DATE = 100
_BESIDE = 30  # characters beside a date that leave the line a date line
_BEGINNINGS = re.compile(r"\b\w{2,4}")
_ANY_WHOLE = re.compile("|".join(pattern.pattern for pattern in _WHOLE.values()))
_WORD = re.compile(r"\w")
# "U.S. President Donald Trump", with no more to it, stands under a photograph.
_NAMED = re.compile(
    r"(?:[A-Z][\w.'-]*\s){0,3}(?:President|Minister|Secretary|Senator|Sen\.|Rep\.|Chancellor|Governor|Gov\.|Chairman|"
    r"Chairwoman|CEO|King|Queen|Pope|Prince|Princess|Mayor|Judge|Justice|General|Commissioner)"
    r"(?:-[A-Z]\w+|\s(?:of|for|and|the|General|Minister|Secretary|State))*"
    r"(?:\s[A-Z][\w'-]+){2,3}"
)
_LONGEST_NAMED = 60
KINDS = (*_MADE_OF, *_WHOLE, *(kind for kind in _PHRASE if kind not in _WHOLE and kind not in _MADE_OF))
_LONGEST_WHOLE = 160
_LONGEST_PHRASE = 320


@lru_cache(maxsize=1 << 15)  # menus return on every page of an outlet
def kind_of(line: str) -> str | None:
    """The first kind whose pattern `line` (no spaces around it) matches, whole patterns before phrases; or None."""
    if len(line) > _LONGEST_PHRASE:
        return None
    low = line.lower()
    if len(line) <= _LONGEST_WHOLE:
        if _is_made_of_buttons(low):
            return "share bar"
        if _is_made_of_dates(low):
            return "date line"
        if _ANY_WHOLE.fullmatch(low):
            return next(kind for kind, pattern in _WHOLE.items() if pattern.fullmatch(low))
        if len(line) <= _LONGEST_NAMED and _NAMED.fullmatch(line):
            return "caption"
    hinted = _hinted(low)
    for kind, pattern in _PHRASE.items():
        if (kind in hinted or kind in _UNHINTED) and pattern.search(line if kind == "byline" else low):
            return kind
    return "date line" if _is_dated(low) else None


def _is_made_of_buttons(low: str) -> bool:
    """Whether a line is share buttons and the words between them, and nothing else."""
    if not any([hint in low for hint in _BUTTONS]) or not _BUTTON.search(low):
        return False
    return not _WORD.search(_MADE_OF["share bar"].sub(" ", _BUTTON.sub(" ", low)))


def _is_made_of_dates(low: str) -> bool:
    """Whether a line is a day, a clock time, "updated", "2 hours ago" and the like, and nothing else."""
    if len(low) > _LONGEST_DATE or not (_DIGIT.search(low) or low.startswith(_SOON)):
        return False
    return not _WORD.search(_MADE_OF["date line"].sub(" ", low)) and _DATED.search(low) is not None


def _is_dated(low: str) -> bool:
    """Whether a date, or "published" and the like in front, makes up most of a line."""
    if len(low) <= 2 * _BESIDE and _PUBLISHED.fullmatch(low):
        return True
    date = _DATE.search(low) if _DIGITS.search(low) else None
    return date is not None and date.start() <= _BESIDE and len(low) - date.end() <= _BESIDE


def _hinted(low: str) -> set[str]:
    """The kinds whose phrases may be in a line."""
    kinds: set[str] = set()
    for beginning in _BEGINNINGS.findall(low):
        if beginning in _HINTED:
            kinds |= _HINTED[beginning]
    for kind, marks in MARKS.items():
        if any([mark in low for mark in marks]):
            kinds.add(kind)
    return kinds

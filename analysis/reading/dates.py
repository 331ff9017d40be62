"""Dates as news writes them, to UTC; never guessed."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

from dateparser import parse

from .printed_dates import find_printed

_EARLIEST = 1600  # the first printed newspaper is of 1605
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)|(?<!\d)\d{14}(?!\d)")
_LEAD = re.compile(
    r"^\W*(?:(?:first |last )?(?:published|updated|posted|modified|created|date|pub ?date)(?: on| at)?|on)\b\W*", re.I
)
_NOISE = re.compile(r"\s*[|•·]\s*|\s+(?:at|um|à|kl\.)\s+(?=\d)", re.I)
_COMPACT = re.compile(r"^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?$")
_TWITTER = re.compile(r"(\w{3} \w{3} \d\d) (\d\d:\d\d:\d\d [+-]\d{4}) (\d{4})")
_LONGEST = 80
_SETTINGS = {
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["year", "month", "day"],
    "TIMEZONE": "UTC",
    "RETURN_AS_TIMEZONE_AWARE": True,
}


def read_date(value: object, *, now: datetime | None = None) -> datetime | None:
    """`value` as a datetime in UTC; None where there is none (None, NaN, "").

    Takes ISO 8601, RFC 2822, "Nov. 19, 2019 8:03 am ET", "19 novembre 2019", seconds or milliseconds since 1970,
    datetimes. A time without a zone counts as UTC, a date without a time as midnight. Raises ValueError, saying
    why, for text that is no full date ("Monday", "May 2019"), one that could be two dates ("03/04/2016"), years
    before 1600 and dates after tomorrow (of `now`, by default the clock's).
    """
    if value is None or value != value or value == "":
        return None
    if isinstance(value, bool):
        raise ValueError("not a date")
    if isinstance(value, (int, float)):
        date = _from_number(value)
    elif hasattr(value, "to_pydatetime"):
        date = value.to_pydatetime()
    elif hasattr(value, "isoformat"):
        date = datetime.fromisoformat(value.isoformat())
    else:
        date = _from_text(" ".join(str(value).split()))
    if date is None:
        return None
    return _checked(date, now or datetime.now(UTC))


def date_in(line: str, *, now: datetime | None = None) -> datetime | None:
    """The date that is printed in a line of a page, in UTC; None where there is none that is full and certain."""
    try:
        date = find_printed(line)
        return date and _checked(date, now or datetime.now(UTC))
    except ValueError:
        return None  # two readings, or a date no article can have: the page has no other to offer


def _checked(date: datetime, now: datetime) -> datetime:
    """`date` in UTC, unless it lies outside what a newspaper can have printed."""
    date = date.replace(tzinfo=UTC) if date.tzinfo is None else date
    if not _EARLIEST <= date.year < 9999:
        raise ValueError(f"year {date.year:04d} is before {_EARLIEST} or beyond reason")
    date = date.astimezone(UTC)
    if date > now + timedelta(days=1):
        raise ValueError(f"{date:%Y-%m-%d} lies in the future")
    return date


def _from_number(value: float) -> datetime:
    if 10_000_101 <= value <= 99_991_231 and value == int(value):  # 20161120
        return _from_compact(str(int(value)))
    seconds = value / 1000 if abs(value) > 1e11 else value
    if not 1e8 < seconds < 1e10:  # 1973 to 2286: smaller numbers are counts or years
        raise ValueError("a number that is no time since 1970")
    return datetime.fromtimestamp(seconds, UTC)


def _from_compact(text: str) -> datetime:
    parts = [int(part) for part in _COMPACT.match(text).groups() if part]
    return datetime(*parts)


@lru_cache(maxsize=4096)
def _from_text(text: str) -> datetime | None:
    if not text or text.lower() in ("none", "nan", "null", "nat", "n/a", "unknown"):
        return None
    if len(text) > _LONGEST:
        raise ValueError("too long for a date")
    if _COMPACT.match(text):
        return _from_compact(text)
    if re.match(r"\d{4}-\d\d-\d\d", text):
        try:
            return datetime.fromisoformat(text.replace(" UTC", "Z").replace(" GMT", "Z"))
        except ValueError:
            pass  # "2016-11-20 8:03 am": for the parser below
    if re.fullmatch(r"\d{9,14}(?:\.\d+)?", text):
        return _from_number(float(text))
    return _from_words(text)


def _from_words(text: str) -> datetime:
    if not _YEAR.search(text):
        raise ValueError("no year")
    if re.match(r"[A-Za-z]{3}, \d", text):
        try:
            return parsedate_to_datetime(text)
        except ValueError:
            pass  # "Sun 20 Nov 2016" without a time: for the parser below
    printed = find_printed(text)
    if printed:
        return printed
    tweeted = _TWITTER.fullmatch(text)
    if tweeted:
        text = f"{tweeted[1]} {tweeted[3]} {tweeted[2]}"
    text = _NOISE.sub(" ", _LEAD.sub("", text))
    date = parse(text, settings=_SETTINGS)
    if date is None:
        raise ValueError("not understood as a full date")
    return date

"""Dates as news prints them ("Nov. 19, 2019 8:03 am ET", "20.11.2019 14:00"), read fast, anywhere in a line."""

import re
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = re.compile(
    rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month2>{_MONTH}),? (?P<year2>\d{{4}})\b",
    re.I,
)
_DIGITS = re.compile(
    r"(?<![\d.])(?:(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)|(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year2>\d{4}))(?!\d)"
)
_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?)?\s*(?P<half>[ap])\.?m\b\.?|"
    r"(?<![\d:.])(?P<hour2>\d{1,2})[:.](?P<minute2>\d\d)(?::(?P<second2>\d\d))?(?![\d:])",
    re.I,
)
_ZONE = re.compile(r"\s*\(?(?P<zone>Z|[A-Z]{2,4}|[+-]\d\d:?\d\d)\b")
_HOURS = {
    "Z": 0, "GMT": 0, "UTC": 0, "WET": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "JST": 9, "HKT": 8, "SGT": 8, "AEST": 10, "AEDT": 11,
}  # fmt: skip
_PLACES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}


def find_printed(text: str) -> datetime | None:
    """The first full date in `text`, with the clock time and zone that stand there too; None where there is none.

    The month is in English words, or all is in digits (2016-11-20, 20.11.2019, 13/04/2016). A time without a
    zone comes without one. None, too, for a zone we do not know and a date that is none (31 June); raises
    ValueError for digits that could be two dates (03/04/2016).
    """
    found = _DAY.search(text) or _DIGITS.search(text)
    if not found:
        return None
    part = {name.rstrip("2"): value for name, value in found.groupdict().items() if value}
    rest = text[: found.start()] + " " * (found.end() - found.start()) + text[found.end() :].removeprefix("T")
    clock, zone = _clock(rest)
    if zone == "unknown":
        return None
    month, day = _month_and_day(part)
    try:
        return datetime(int(part["year"]), month, day, *clock, tzinfo=zone)
    except ValueError:
        return None  # 31 June, 25 o'clock


def _month_and_day(part: dict[str, str]) -> tuple[int, int]:
    if "first" not in part:
        month = part["month"]
        return int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1, int(part["day"])
    first, second = int(part["first"]), int(part["second"])
    if first != second and first <= 12 and second <= 12 and part["mark"] != ".":
        raise ValueError("day or month first? Write it as YYYY-MM-DD")
    return (first, second) if second > 12 else (second, first)


def _clock(rest: str) -> tuple[tuple[int, int, int], tzinfo | None | str]:
    """((hour, minute, second), zone) in what stands around the day; midnight where no time does."""
    clock = _CLOCK.search(rest)
    if not clock:
        return (0, 0, 0), None
    time = {name.rstrip("2"): value for name, value in clock.groupdict().items() if value}
    hour = int(time["hour"])
    if "half" in time:
        hour = hour % 12 + 12 * (time["half"].lower() == "p")
    named = _ZONE.match(rest, clock.end())
    zone = (_zone(named["zone"]) or "unknown") if named else None
    return (hour, int(time.get("minute", 0)), int(time.get("second", 0))), zone


def _zone(name: str) -> tzinfo | None:
    if name in _PLACES:
        return ZoneInfo(_PLACES[name])
    if name in _HOURS:
        return timezone(timedelta(hours=_HOURS[name]))
    if name[0] in "+-":
        minutes = int(name[1:3]) * 60 + int(name[-2:])
        return timezone(timedelta(minutes=minutes if name[0] == "+" else -minutes))
    return None

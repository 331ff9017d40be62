"""Numbers and dates in running text, in a form in which two outlets' wordings of one can be compared.

    3.4 billion-crown, 3.4bn crowns        3,400,000,000 crown
    46,000 households, Forty-six thousand  46,000
    29 per cent, 29%                       29 %
    10pm, ten at night                     a time of day (only "10pm")
    9 July, July 9, July 9th, 2025-07-09   the ninth of July
    early July, mid-May                    the month, without a day
    Tuesday                                the day of the week; a bare one names no date

"One" and ordinals count nothing in news ("one of the", "the second phase") and are left out.
"""

import re
from datetime import date
from typing import NamedTuple

import pandas as pd

_SMALL = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
          "seventeen eighteen nineteen").split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORTH = {word: value for value, word in enumerate(_SMALL)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SCALE = {"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "k": 1e3, "m": 1e6,
          "mn": 1e6, "bn": 1e9, "tn": 1e12, "dozen": 12}
_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NEAR = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}

_WORDS = "|".join(sorted(_WORTH, key=len, reverse=True))
_UNDER = rf"(?:{_WORDS})(?:[- ](?:{_WORDS}))?"
_SPELT = rf"{_UNDER}(?:[- ](?:hundred|thousand|dozen)(?: and {_UNDER})?)*"
_MONTH = rf"(?:{'|'.join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
_ENDING = "(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"\b(?:(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d)|"
    rf"(?P<d1>\d{{1,2}}){_ENDING} (?:of )?(?P<m1>{_MONTH})(?!\w)(?:,? (?P<y1>\d{{4}}))?|"
    rf"(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}}){_ENDING}(?:\s?[-–]\s?(?P<d3>\d{{1,2}}))?(?![\d:])(?:,? (?P<y2>\d{{4}}))?|"
    rf"(?P<m3>{'|'.join(_MONTHS)})(?!\w)(?: (?:of )?(?P<y3>\d{{4}}))?)", re.IGNORECASE)
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d\d))? ?([ap])\.?m\b\.?|\b(\d{1,2}):(\d\d)\b", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)}|{'|'.join(_NEAR)})\b", re.IGNORECASE)
_NUMBER = re.compile(
    rf"(?P<sign>[$€£¥₹])?(?<![\w.,])(?:(?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?)|(?P<spelt>{_SPELT})(?!\w))"
    r"(?:[- ]?(?P<scale>hundred|thousand|million|billion|trillion|bn|mn|tn|[km](?![\w/])))?"
    r"(?:\s?(?P<percent>%|per ?cent\b)|[- ](?P<unit>[^\W\d_]{3,}))?", re.IGNORECASE)
_HEDGE = re.compile(r"\b(?:about|around|almost|nearly|over|under|some|roughly|more than|less than|fewer than|close to|"
                    r"up to|at least|at most|approximately|just)\s+[$€£¥₹]?$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:in|since|by|until|till|of|from|before|after|to|due|early|late|mid)[ -]$", re.IGNORECASE)
_YEARS = range(1900, 2100)


class Quantity(NamedTuple):
    """text[start:end] says it; kind is "number", "date" or "time"; unit of a number as written, "%" or a sign.

    `value` of a date is (year, month, day, day of the week from 1), each 0 where it is not told; of a time (hour,
    minute).  `rough` where a number is hedged ("nearly").
    """

    start: int
    end: int
    kind: str
    value: object
    unit: str = ""
    rough: bool = False


def quantities(text: str, published: pd.Timestamp | None = None) -> list[Quantity]:
    """Every number, date and time of day in `text`, in order.  `published` gives dates their year, "today" its day."""
    published = None if pd.isna(published) else published
    found = [*dates(text, published), *_clocks(text)]
    taken = [(one.start, one.end) for one in found]
    found += [one for one in _numbers(text) if not any(one.start < end and start < one.end for start, end in taken)]
    return sorted(found)


def dates(text: str, published: pd.Timestamp | None = None) -> list[Quantity]:
    """The dates and days of the week alone, as `quantities` has them, the days of the week last."""
    return [*_dates(text, published), *_weekdays(text, published)]


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities can be the same: equal, one less exact ("July", "July 9"), or one rounded and hedged."""
    if one.kind != other.kind:
        return False
    if one.kind == "date":
        return all(a == b or not a or not b for a, b in zip(one.value, other.value, strict=True))
    if one.kind == "number" and (one.rough or other.rough):
        return abs(one.value - other.value) <= 0.05 * max(one.value, other.value)
    return one.value == other.value


def _dates(text: str, published: pd.Timestamp | None) -> list[Quantity]:
    found = []
    for match in _DATE.finditer(text):
        group = match.groupdict()
        month, year = (next((group[name + n] for n in ("", "1", "2", "3") if group[name + n]), "0") for name in "my")
        days = [int(group[name]) for name in ("d", "d1", "d2", "d3") if group[name]]
        number = int(month) if month.isdigit() else _month(month)
        if (month[0].isupper() or month.isdigit()) and 1 <= number <= 12 and all(1 <= day <= 31 for day in days):
            found += [Quantity(*match.span(), "date", _told(int(year), number, day, published)) for day in days or [0]]
    return found


def _told(year: int, month: int, day: int, published: pd.Timestamp | None) -> tuple[int, int, int, int]:
    """With the year nearest to the article's date, where none is given, and the day of the week."""
    if published is not None and not year:
        away = month - published.month
        year = published.year + (away < -6) - (away > 6)
    try:
        return year, month, day, date(year, month, day).isoweekday() if year and day else 0
    except ValueError:  # 31 June
        return year, month, day, 0


def _month(name: str) -> int:
    return next(place for place, month in enumerate(_MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def _clocks(text: str) -> list[Quantity]:
    found = []
    for match in _CLOCK.finditer(text):
        hour, minute, half, hour24, minute24 = match.groups()
        if hour24:
            value = (int(hour24), int(minute24))
        else:
            value = (int(hour) % 12 + 12 * (half.lower() == "p"), int(minute or 0))
        if value[0] < 24 and value[1] < 60:
            found.append(Quantity(*match.span(), "time", value))
    return found


def _weekdays(text: str, published: pd.Timestamp | None) -> list[Quantity]:
    found = []
    for match in _WEEKDAY.finditer(text):
        word = match.group().lower()
        if word in _NEAR and published is not None:
            found.append(Quantity(*match.span(), "date", _told(*_away(published, _NEAR[word]), None)))
        elif word in _DAYS and match.group()[0].isupper():
            found.append(Quantity(*match.span(), "date", (0, 0, 0, _DAYS.index(word) + 1)))
    return found


def _away(published: pd.Timestamp, days: int) -> tuple[int, int, int]:
    day = published + pd.Timedelta(days=days)
    return day.year, day.month, day.day


def _numbers(text: str) -> list[Quantity]:
    found = []
    for match in _NUMBER.finditer(text):
        value = _value(match)
        unit = match["sign"] or (match["percent"] and "%") or (match["unit"] or "").lower()
        if value is None or (match["spelt"] and value < 2 and not match["scale"]):
            continue
        if _is_year(match, value, text):
            found.append(Quantity(*match.span("digits"), "date", (int(value), 0, 0, 0)))
            continue
        end = match.start("unit") - 1 if match["unit"] else match.end()
        found.append(Quantity(match.start(), end, "number", value, unit,
                              _HEDGE.search(text, max(0, match.start() - 20), match.start()) is not None))
    return found


def _is_year(match: re.Match, value: float, text: str) -> bool:
    plain = match["digits"] and len(match["digits"]) == 4 and value in _YEARS
    bare = match.end("digits") == match.end()
    return bool(plain and (bare or _YEAR.search(text, max(0, match.start() - 10), match.start())))


def _value(match: re.Match) -> float | None:
    scale = _SCALE[match["scale"].lower()] if match["scale"] else 1
    if match["digits"]:
        return round(float(match["digits"].replace(",", "")) * scale, 6)
    total, part = 0, 0
    for word in re.split(r"[- ]", match["spelt"].lower()):
        if word in _SCALE:
            part = max(part, 1) * _SCALE[word]
            if _SCALE[word] >= 1000:
                total, part = total + part, 0
        elif word != "and":
            part += _WORTH[word]
    return (total + part) * scale

"""Dates."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading.dates import date_in, read_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2016-11-20", "2016-11-20 00:00"),
        ("2016-11-20T10:00:00+02:00", "2016-11-20 08:00"),
        ("2016-11-20 8:03 pm", "2016-11-20 20:03"),
        ("Sun, 20 Nov 2016 10:00:00 GMT", "2016-11-20 10:00"),
        ("Nov. 19, 2019 8:03 am ET", "2019-11-19 13:03"),
        ("June 19, 2019 8:03 am ET", "2019-06-19 12:03"),
        ("Updated 1:39 am EST, Wednesday, November 20, 2019", "2019-11-20 06:39"),
        ("Published: 8 June 2025 | 14:02 BST", "2025-06-08 13:02"),
        ("19 novembre 2019", "2019-11-19 00:00"),
        ("20.11.2019 14:00", "2019-11-20 14:00"),
        ("13/04/2016", "2016-04-13 00:00"),
        ("04/13/2016", "2016-04-13 00:00"),
        ("20161120", "2016-11-20 00:00"),
        (1479638400, "2016-11-20 10:40"),
        ("1479638400000", "2016-11-20 10:40"),
        ("Tue Nov 15 10:00:00 +0000 2016", "2016-11-15 10:00"),
        (date(2016, 11, 20), "2016-11-20 00:00"),
    ],
)
def test_usual_forms(value, expected):
    assert read_date(value) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize("value", [None, "", float("nan"), "None", "n/a"])
def test_no_date(value):
    assert read_date(value) is None


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("Monday", "no year"),
        ("2 hours ago", "no year"),
        ("11/20/19", "no year"),
        ("May 2019", "full date"),
        ("03/04/2016", "day or month first"),
        ("0001-01-01", "before 1600"),
        ("2050-01-01", "future"),
        ("2016-02-30", "full date"),
        (5, "number"),
        ("x" * 500, "too long"),
    ],
)
def test_never_guessed(value, why):
    with pytest.raises(ValueError, match=why):
        read_date(value, now=datetime(2030, 1, 1, tzinfo=UTC))


def test_a_date_inside_a_line_of_a_page():
    assert date_in("Northmarch | March 3, 2021, 10:15 am") == datetime(2021, 3, 3, 10, 15, tzinfo=UTC)
    assert date_in("3 hours ago") is None
    assert date_in("03/04/2021") is None


@given(st.datetimes(min_value=datetime(1700, 1, 1), max_value=datetime(2020, 1, 1)))
def test_iso_round_trip(moment):
    assert read_date(moment.isoformat()) == moment.replace(tzinfo=UTC)


@given(st.one_of(st.text(), st.integers(), st.floats(), st.text(alphabet="0123456789-/.: TZ+ampMay", max_size=30)))
def test_anything_is_a_date_or_says_why_not(value):
    try:
        found = read_date(value)
    except (ValueError, OverflowError):
        return
    assert found is None or (found.tzinfo is UTC and 1600 <= found.year < 9999)

"""Parameters are checked before anything runs; a wrong one says its name, its value and what is allowed."""

import pytest

from analysis.runs import Parameter, ParameterError
from analysis.runs.parameters import checked


def parameter(kind, allowed, name="top"):
    return Parameter(name, kind, None, allowed, "how many terms the charts show")


@pytest.mark.parametrize(("kind", "allowed", "text", "value"), [
    ("int", "5 to 60", "60", 60), ("str", "auto or 1 to 9", "auto", "auto"), ("str", "auto or 1 to 9", "4", "4"),
    ("str", "one of D, W, M", "W", "W"), ("str", "a date or empty", "", ""),
    ("str", "a date or empty", "2025-06-01", "2025-06-01"), ("list", "names", "A, B ,", ["A", "B"]),
    ("str", "a path", "007", "007"), ("bool", "true or false", "False", False), ("float", "0 to 1", ".5", 0.5),
])
def test_values_are_read_as_their_type(kind, allowed, text, value):
    assert parameter(kind, allowed).parse(text) == value


@pytest.mark.parametrize(("kind", "allowed", "text"), [
    ("int", "5 to 60", "4"), ("int", "5 to 60", "61"), ("int", "5 to 60", "ten"), ("int", "5 to 60", "7.5"),
    ("str", "auto or 1 to 9", "many"), ("str", "one of D, W, M", "Q"), ("str", "a date or empty", "yesterday"),
    ("str", "a date or empty", "2025-02-30"), ("bool", "true or false", "maybe"),
])
def test_a_wrong_value_says_what_is_allowed(kind, allowed, text):
    with pytest.raises(ParameterError) as caught:
        parameter(kind, allowed).parse(text)
    for part in ("top", repr(text), allowed):
        assert part in str(caught.value)


def test_an_unknown_name_lists_those_there_are(notebooks):
    with pytest.raises(ParameterError, match=r"tpo='9'.*articles.*top"):
        checked({"tpo": "9"}, notebooks)


def test_each_notebook_gets_the_parameters_that_it_declares(notebooks):
    first, second = notebooks
    assert checked({"start": "2025-06-01", "top": "9"}, notebooks) == {
        first: {"start": "2025-06-01"}, second: {"start": "2025-06-01", "top": 9}}

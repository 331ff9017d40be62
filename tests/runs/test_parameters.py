"""Parameters are checked before anything runs; a wrong one says its name, its value and what is allowed."""

import ast
from pathlib import Path

import papermill
import pytest

from analysis.runs import Parameter, ParameterError, declared
from analysis.runs.parameters import NotebookError, checked

PROJECT = Path(__file__).resolve().parents[2]


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


@pytest.mark.parametrize(("kind", "allowed", "text"), [
    ("str", "auto or 1 to 9", "4.5"), ("float", "names", "nan"), ("str", "a date or empty", "2025-6-1"),
    ("str", "a date or empty", "20250601"), ("str", "a path or empty", "nowhere.csv"), ("str", "a path", ["a", "b"]),
    ("int", "5 to 60", ["7"]), ("list", "names", [["A"]]),
])
def test_more_that_is_not_allowed(kind, allowed, text):
    with pytest.raises(ParameterError, match="top="):
        parameter(kind, allowed).parse(text)


def test_a_list_keeps_names_with_a_comma():
    assert parameter("list", "names").parse(["Post, The", " Mail "]) == ["Post, The", "Mail"]


def test_paths_mean_the_same_in_the_notebooks_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine [1].csv").write_text("x")
    assert parameter("str", "a path or empty").parse("mine [1].csv") == str(tmp_path / "mine [1].csv")
    assert parameter("str", "a path or empty").parse("") == ""
    assert parameter("str", "a folder or URL").parse("store") == str(tmp_path / "store")
    assert parameter("str", "a folder or URL").parse("s3://bucket/store") == "s3://bucket/store"


def test_what_is_declared_is_what_papermill_finds(notebooks):
    for notebook in [*notebooks, *sorted((PROJECT / "notebooks").glob("*.ipynb"))]:
        found = declared(notebook, kept=True)
        theirs = papermill.inspect_notebook(notebook)
        assert list(found) == list(theirs)
        for name, one in theirs.items():
            own = found[name]
            assert (own.kind, repr(own.default), f"{own.allowed}: {own.meaning}") == (
                one["inferred_type_name"], repr(ast.literal_eval(one["default"])), one["help"])


def test_a_declaration_with_marks_in_it(write, tmp_path):
    notebook = write(tmp_path / "1-one.ipynb", extra='ä: str = "a # b"  # one of ä, "b": what: it is # called\n')
    assert declared(notebook)["ä"] == Parameter("ä", "str", "a # b", 'one of ä, "b"', "what: it is # called")


@pytest.mark.parametrize("cell", ["top: int = many()  # 1 to 2: x", "top: set = 1  # 1 to 2: x", "top: int = (  #"])
def test_a_cell_that_declares_something_else_is_a_fault_of_the_notebook(write, tmp_path, cell):
    with pytest.raises(NotebookError, match="its parameters cell cannot be read"):
        declared(write(tmp_path / "1-one.ipynb", extra=cell + "\n"))


def test_a_file_that_is_no_notebook_is_told_of_where_a_name_is_unknown(notebooks):
    notebooks[1].write_text('{"cells": 3}')
    with pytest.raises(ParameterError, match="top='9': no notebook has this parameter; .*2-two.ipynb is no notebook"):
        checked({"top": "9"}, notebooks)

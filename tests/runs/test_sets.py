"""Named sets of parameters: read as text, named as folders, nothing outside the output folder."""

import pytest

from analysis.runs import ParameterError
from analysis.runs.sets import folder, load


@pytest.fixture
def file(tmp_path):
    def written(text):
        (tmp_path / "sets.yaml").write_text(text, encoding="utf-8")
        return tmp_path / "sets.yaml"
    return written


def test_values_stay_what_was_written(file):
    assert load(file("""
        post: {outlets: ["Post, The", Mail], start: 2025-06-01, id: 007, keep: no, top: 1_000, share: .5}
        everything:
        Süddeutsche.2: {end: 12:30:45, follow: ~}
    """)) == {"post": {"outlets": ["Post, The", "Mail"], "start": "2025-06-01", "id": "007", "keep": "no",
                       "top": "1_000", "share": ".5"},
              "everything": {}, "Süddeutsche.2": {"end": "12:30:45", "follow": "~"}}


@pytest.mark.parametrize("name", ["../out", "/tmp/x", "a/b", "..", ".hidden", "latest", "2026-01-31T060000Z", "", "-x",
                                  "a\\\\b", "a b", "x" * 101])
def test_a_name_that_is_no_folder_of_its_own_is_refused(file, name):
    with pytest.raises(ParameterError, match="cannot name a folder of its own"):
        load(file(f'"{name}": {{}}'))


@pytest.mark.parametrize(("text", "part"), [
    ("", "holds no sets"), ("[a, b]", "holds no sets"), ("a: {x: 1", "cannot be read"), ("a: 3", "write parameters"),
    ("a: {x: {y: 1}}", "give a value or a list"), ("a: {x: [[1]]}", "give a value or a list"),
    ("a: {}\nA: {}", "each name once"), ("a: {x: 1, x: 2}", "stands twice"), ("a: {}\na: {}", "stands twice"),
    ("a: {[1]: 2}", "not allowed here"), ("a: !!python/object/apply:os.system [echo]", "write parameters below"),
])
def test_a_file_of_something_else_says_what_is_wrong(file, text, part):
    with pytest.raises(ParameterError, match=part) as caught:
        load(file(text))
    assert "sets.yaml" in str(caught.value) and "\n" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ParameterError, match="cannot be read: .*No such file"):
        load(tmp_path / "none.yaml")


def test_a_link_does_not_lead_a_set_out(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "post").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ParameterError, match="outside"):
        folder(tmp_path / "out", "post")
    assert folder(tmp_path / "out", "mail") == tmp_path / "out" / "mail"

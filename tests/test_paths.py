"""A relative path means the same wherever it is said."""

from pathlib import Path

import pytest

from analysis.paths import PROJECT, located


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a[1].txt").write_text("one")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "news"


def test_relative_paths_are_looked_for_here_and_then_in_the_project(folder):
    assert located("news") == str(folder) and located("news/*.txt") == str(folder / "*.txt")
    assert located("news/a[1].txt") == str(folder / "a[1].txt")
    assert located("data/articles") == str(PROJECT / "data/articles")
    (folder.parent / "data" / "articles").mkdir(parents=True)
    assert located("data/articles") == str(folder.parent / "data" / "articles")


@pytest.mark.parametrize("source", ["s3://bucket/x", "nowhere", "", str(Path.home())])
def test_what_is_no_relative_path_that_exists_stays_as_it_is(folder, source):
    assert located(source) == source

"""The check that two runs give the same: it runs them unlike in all that must not matter, and sees what differs."""

import json
import os
import subprocess
from pathlib import Path

import nbformat
import pytest

from analysis.runs import reproduce


@pytest.fixture
def pair(tmp_path):
    """Two runs that are the same but for where they are."""
    for name in ("one", "other"):
        folder = tmp_path / name / "runs" / "1"
        (folder / "tables").mkdir(parents=True)
        for file in ("terms.csv", "terms.parquet", "terms.svg", "terms.png"):
            (folder / "tables" / file).write_text("same")
        cells = [nbformat.v4.new_markdown_cell("# Title"), nbformat.v4.new_code_cell(
            "x", execution_count=1, outputs=[nbformat.v4.new_output("stream", text=f"{tmp_path / name}/articles")])]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "1-one.ipynb")
    return [tmp_path / name / "runs" / "1" for name in ("one", "other")]


def test_runs_that_are_the_same_are_told_so(pair):
    assert reproduce.compared(*pair) == ({"files of tables": 2, "files of charts": 2, "results shown": 1}, [])


def test_each_difference_is_named(pair):
    (pair[1] / "tables" / "terms.csv").write_text("sane")
    (pair[0] / "tables" / "terms.svg").unlink()
    (pair[1] / "tables" / "more.parquet").write_text("x")
    notebook = nbformat.read(pair[1] / "1-one.ipynb", as_version=4)
    notebook.cells[1].outputs[0].text = "other"
    nbformat.write(notebook, pair[1] / "1-one.ipynb")
    assert reproduce.compared(*pair)[1] == [
        "tables/more.parquet", "tables/terms.csv", "tables/terms.svg", "1-one.ipynb, cell 1"]


def test_the_runs_are_unlike_in_all_that_must_not_matter(tmp_path, monkeypatch, capsys):
    (tmp_path / "in").mkdir()
    rows = [{"title": f"Title {n}", "text": f"Crew {n} met the council. " * 9, "source": "Mail"} for n in range(9)]
    (tmp_path / "in" / "mail.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    calls = []

    def run(command, *, env, preexec_fn, **_):
        folder = Path(command[command.index("--out") + 1])
        (folder / "made" / "tables").mkdir(parents=True)
        (folder / "latest").symlink_to("made")
        (folder / "made" / "tables" / "n.csv").write_text(str(len(calls) if "differ" in os.environ else 0))
        texts = [path.read_text() for path in sorted(Path(command[command.index("--articles") + 1]).iterdir())]
        calls.append((env, command[command.index("--store") + 1], texts, preexec_fn))

    monkeypatch.setattr(subprocess, "run", run)
    assert reproduce.main(["--articles", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out
    assert "1 files of tables, 0 files of charts, 0 results shown: all the same, byte for byte" in told
    (one, store, texts, _), (other, second, shuffled, _) = calls
    assert store != second and texts != shuffled and sorted(texts) == sorted(shuffled) and len(texts) == 9
    for name in ("PYTHONHASHSEED", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS"):
        assert one[name] != other[name]
    monkeypatch.setenv("differ", "1")
    assert reproduce.main(["--articles", str(tmp_path / "in")]) == 1
    assert "tables/n.csv" in capsys.readouterr().out
    assert reproduce.main(["--articles", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 2
    assert "is not empty" in capsys.readouterr().err

"""Small notebooks to run, in a house of their own: a folder with two articles."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest

from analysis.runs import Step, job, kernel, provenance
from analysis.runs.parameters import cells

DECLARED = '''articles: str = "data/articles"  # a path: the articles
start: str = ""  # a date or empty: the first day
end: str = ""  # a date or empty: the last day
outlets: list = []  # names of outlets: only these
keep: list = []  # reasons: lines that stay in
out: str = ""  # a folder: where tables are kept
'''
SHOW = '''import pandas as pd
from analysis import Corpus, runs, style
corpus = Corpus.open(articles).select(start=start, end=end, outlets=outlets)
sheet = runs.Sheet(out)
sheet.show("lengths", corpus.articles[["title", "words"]], style.bars(["a"], [1], title="One <b>", unit="words"))'''
QUICK = '''from pathlib import Path
Path(out).mkdir(parents=True, exist_ok=True)
Path(out, Path("{name}").stem + ".parquet").write_bytes(b"{name}")'''  # no library: a second less


@pytest.fixture
def write():
    """Write a notebook of a heading, a parameters cell with `extra` declarations, and `source`."""
    def written(path, source=SHOW, extra=""):
        cells = [nbformat.v4.new_markdown_cell(f"# About {path.stem}"),
                 nbformat.v4.new_code_cell(DECLARED + extra, metadata={"tags": ["parameters"]}),
                 nbformat.v4.new_code_cell(source)]
        spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec}), path)
        return path
    return written


@pytest.fixture
def notebooks(tmp_path, write):
    """Two notebooks; the second has a parameter more."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    return [write(folder / "1-one.ipynb"),
            write(folder / "2-two.ipynb", extra="top: int = 25  # 5 to 60: how many\n")]


def _articles(folder):
    folder.mkdir()
    rows = [{"title": f"Title {n} <script>", "text": "Ferry crews met the harbour council. " * 9, "source": "Mail",
             "published": f"2025-06-0{n}"} for n in (1, 2)]
    (folder / "mail.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture
def house(tmp_path, notebooks, monkeypatch):
    """A folder with two articles, and the small notebooks in place of the project's."""
    monkeypatch.setattr(job, "NOTEBOOKS", notebooks[0].parent)
    monkeypatch.chdir(tmp_path)
    _articles(tmp_path / "articles")
    return tmp_path


@pytest.fixture
def write_quick(tmp_path, write):
    """Write a notebook, into the folder of notebooks, that writes a table, which is none, of its name."""
    def written(name, extra=""):
        (tmp_path / "notebooks").mkdir(exist_ok=True)
        return write(tmp_path / "notebooks" / f"{name}.ipynb", QUICK.format(name=name), extra)
    return written


@pytest.fixture
def quick(tmp_path, write_quick, monkeypatch):
    """The same with one notebook that is done in no time, and code that stays the same while we test."""
    write_quick("1-one")
    monkeypatch.setattr(job, "NOTEBOOKS", tmp_path / "notebooks")
    monkeypatch.setattr(provenance, "PACKAGE", tmp_path / "package")
    monkeypatch.chdir(tmp_path)
    _articles(tmp_path / "articles")
    return tmp_path


@pytest.fixture
def executed(monkeypatch):
    """Notebooks are not executed: what each was given is listed, and a table of its sources and values is written."""
    calls = []

    def execute(notebook, target, values, *, title, **_):
        calls.append((notebook.stem, dict(values)))
        shutil.copy(notebook, target)
        told = {name: value for name, value in values.items() if name not in ("out", "previous", "store")}
        told["articles"] = Path(values["articles"], "mail.jsonl").read_text()
        Path(values["out"]).mkdir(exist_ok=True)
        Path(values["out"], f"{notebook.stem}.parquet").write_text(json.dumps(told) + str(cells(notebook)))
        return Step(notebook.stem, title)

    monkeypatch.setattr(kernel, "execute", execute)
    return calls


@pytest.fixture
def listed(tmp_path):
    """The names in the folder of runs, but for the lock, which stays."""
    def found(folder=tmp_path / "runs"):
        return sorted(path.name for path in folder.iterdir() if path.name != ".lock") if folder.exists() else []
    return found

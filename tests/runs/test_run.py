"""Runs: what is in the folder, what stops before it starts, and what a failure leaves behind."""

import importlib
import json

import nbformat
import pandas as pd
import pytest

from analysis import cli

module = importlib.import_module("analysis.runs.run")  # the package hands out a function of the same name


@pytest.fixture
def house(tmp_path, notebooks, monkeypatch):
    """A folder with two articles, and the small notebooks in place of the project's."""
    monkeypatch.setattr(module, "NOTEBOOKS", notebooks[0].parent)
    monkeypatch.chdir(tmp_path)
    articles = tmp_path / "articles"
    articles.mkdir()
    rows = [{"title": f"Title {n} <script>", "text": "Ferry crews met the harbour council. " * 9, "source": "Mail",
             "published": f"2025-06-0{n}"} for n in (1, 2)]
    (articles / "mail.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


def runs(house):
    return sorted(path.name for path in (house / "runs").iterdir()) if (house / "runs").exists() else []


def test_a_run_leaves_a_whole_folder_and_moves_latest(house, capsys):
    assert cli.main(["run", "--articles", "articles"]) == 0
    latest = house / "runs" / "latest"
    assert runs(house) == [latest.readlink().name, "latest"]
    assert {path.name for path in latest.iterdir()} == {
        "index.html", "manifest.json", "tables", "1-one.ipynb", "1-one.html", "2-two.ipynb", "2-two.html"}
    assert {path.name for path in (latest / "tables").iterdir()} == {
        "lengths.csv", "lengths.parquet", "lengths.png", "lengths.svg"}
    assert len(pd.read_csv(latest / "tables" / "lengths.csv")) == 2
    assert json.loads((latest / "manifest.json").read_text())["status"] == "ok"
    assert str(latest.resolve().name) in capsys.readouterr().out


def test_pages_need_nothing_else_and_escape_what_articles_say(house):
    cli.main(["run", "--articles", "articles"])
    for page in (house / "runs" / "latest").glob("*.html"):
        text = page.read_text()
        assert "<script" not in text
        assert 'src="http' not in text and 'href="http' not in text and "@import" not in text
    assert "Title 1 &lt;script&gt;" in (house / "runs" / "latest" / "1-one.html").read_text()


def test_pages_link_to_each_other_and_the_front_page_shows_the_chart_tagged_for_it(house):
    notebook = nbformat.read(house / "notebooks" / "1-one.ipynb", as_version=4)
    notebook.cells[0].source += "\n\nNext: [two](2-two.ipynb)"
    second = ('chart = style.describe(style.bars(["b"], [2], title="Two", unit="words"), "tagged")\n'
              'sheet.show("two", corpus.articles, chart)')
    notebook.cells.append(nbformat.v4.new_code_cell(second, metadata={"tags": ["front-page"]}))
    nbformat.write(notebook, house / "notebooks" / "1-one.ipynb")
    assert cli.main(["run", "--articles", "articles", "--only", "1-one"]) == 0
    latest = house / "runs" / "latest"
    assert 'href="2-two.html"' in (latest / "1-one.html").read_text()
    assert 'alt="tagged"' in (latest / "index.html").read_text()


@pytest.mark.parametrize(("arguments", "parts"), [
    (["-p", "tpo", "9"], ["tpo", "'9'", "top"]),
    (["-p", "top", "many"], ["top", "'many'", "5 to 60"]),
    (["-p", "start", "soon"], ["start", "'soon'", "a date"]),
    (["-p", "start", "2025-07-01", "-p", "end", "2025-06-01"], ["start='2025-07-01'", "end"]),
    (["-p", "start", "2030-01-01"], ["no articles", "none of its 2 articles"]),
    (["-p", "outlets", "Post"], ["outlets", "Post", "Mail"]),
    (["--articles", "nowhere"], ["nowhere"]),
    (["-p", "keep", "captions"], ["captions", "caption"]),
    (["--only", "9-none"], ["9-none", "1-one"]),
])
def test_wrong_parameters_stop_before_anything_runs(house, arguments, parts, capsys):
    assert cli.main(["run", "--articles", "articles", *arguments]) == 2
    message = capsys.readouterr().err
    assert message.count("\n") == 1 and [part for part in parts if part not in message] == []
    assert runs(house) == []


def test_no_articles_is_one_clear_line(house, capsys):
    (house / "articles" / "mail.jsonl").unlink()
    assert cli.main(["run", "--articles", "articles"]) == 2
    assert "no articles" in capsys.readouterr().err


def test_a_failing_notebook_is_named_with_cell_and_error_and_the_others_run(house, write, capsys):
    cli.main(["run", "--articles", "articles"])
    before = (house / "runs" / "latest").readlink()
    write(house / "notebooks" / "1-one.ipynb", "1 / 0")
    assert cli.main(["run", "--articles", "articles"]) == 1
    said = capsys.readouterr().out
    assert "1-one failed" in said and "cell 3" in said and "ZeroDivisionError" in said and "2-two ok" in said
    assert (house / "runs" / "latest").readlink() == before
    failed = next(path for path in (house / "runs").iterdir() if path.name.endswith("-failed"))
    steps = json.loads((failed / "manifest.json").read_text())["steps"]
    assert [step["status"] for step in steps] == ["failed", "ok"]
    assert "ZeroDivisionError" in (failed / "index.html").read_text()


def test_a_killed_kernel_is_no_success(house, write):
    write(house / "notebooks" / "1-one.ipynb", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    assert cli.main(["run", "--articles", "articles", "--only", "1-one"]) == 1
    failed = next(path for path in (house / "runs").iterdir() if path.name.endswith("-failed"))
    assert json.loads((failed / "manifest.json").read_text())["steps"][0]["status"] == "kernel died"


def test_an_interrupted_run_leaves_nothing_half_written(house, monkeypatch):
    def interrupted(*arguments):
        raise KeyboardInterrupt
    monkeypatch.setattr(module, "_execute", interrupted)
    with pytest.raises(KeyboardInterrupt):
        cli.main(["run", "--articles", "articles"])
    assert runs(house) == []

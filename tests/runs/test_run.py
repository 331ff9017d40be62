"""Runs: what is in the folder, what stops before it starts, and what a failure leaves behind."""

import json

import nbformat
import pandas as pd
import pytest

from analysis import cli
from analysis.runs import memory


def test_a_run_leaves_a_whole_folder_and_moves_latest(house, listed, capsys):
    notebook = nbformat.read(house / "notebooks" / "1-one.ipynb", as_version=4)
    notebook.cells[0].source += "\n\nNext: [two](2-two.ipynb)"
    second = ('chart = style.describe(style.bars(["b"], [2], title="Two", unit="words"), "tagged")\n'
              'sheet.show("two", corpus.articles, chart)')
    notebook.cells.append(nbformat.v4.new_code_cell(second, metadata={"tags": ["front-page"]}))
    nbformat.write(notebook, house / "notebooks" / "1-one.ipynb")
    assert cli.main(["run", "--articles", "articles", "--only", "1-one"]) == 0
    latest = house / "runs" / "latest"
    assert listed() == [latest.readlink().name, "latest"]
    assert {path.name for path in latest.iterdir()} == {
        "report.html", "inputs.csv.gz", "manifest.json", "tables", "1-one.ipynb"}
    assert {path.name for path in (latest / "tables").iterdir()} >= {
        "lengths.csv", "lengths.parquet", "lengths.png", "lengths.svg"}
    assert len(pd.read_csv(latest / "tables" / "lengths.csv")) == 2
    told = capsys.readouterr()
    assert told.out.count("\n") == 1 and str(latest.resolve().name) in told.out and "1-one ok" in told.err
    step = json.loads((latest / "manifest.json").read_text())["steps"][0]
    assert step["seconds"] > 0 and step["peak_bytes"] > 50e6 * memory.PROC.is_dir()
    text = (latest / "report.html").read_text()  # it needs nothing else, and escapes what articles say
    assert not [part for part in ('src="http', 'href="http', "@import") if part in text] and text.count("<script") == 1
    assert "Title 1 &lt;script&gt;" in text and 'alt="tagged"' in text
    assert 'href="#x-two">Two</a>' in text and 'href="2-two' not in text  # the chart to start with; no other notebook


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
def test_wrong_parameters_stop_before_anything_runs(house, arguments, parts, listed, capsys):
    assert cli.main(["run", "--articles", "articles", *arguments]) == 2
    message = capsys.readouterr().err
    assert message.count("\n") == 1 and [part for part in parts if part not in message] == []
    assert listed() == []


def test_no_articles_is_one_clear_line(house, capsys):
    (house / "articles" / "mail.jsonl").unlink()
    assert cli.main(["run", "--articles", "articles"]) == 2
    assert "no articles" in capsys.readouterr().err

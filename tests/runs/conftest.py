"""Small notebooks to run."""

import nbformat
import pytest

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

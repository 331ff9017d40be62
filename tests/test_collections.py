"""Every notebook on collections of any size: none crashes, none invents, none goes to the network.

The notebooks' code cells run here in one process, which is quicker than a kernel each.
"""

import socket
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from analysis import Corpus

PROJECT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
SEEDS = PROJECT.parent / "shared" / "seeds"
seeds = pytest.mark.skipif(not SEEDS.exists(), reason="the two seed articles are not part of the project")


def play(notebook: Path, **parameters) -> dict:
    """The names that the notebook's code leaves behind, run with `parameters`."""
    names = {}
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, notebook.stem, "exec"), names)
            if "parameters" in cell.metadata.get("tags", []):
                names.update(parameters)
    return names


def some(count: int, folder: Path) -> Path:
    """A folder with `count` of the specimen's articles."""
    rows = Corpus.open("data/articles").articles[["title", "text", "source", "published"]].head(count)
    folder.mkdir()
    rows.to_json(folder / "some.jsonl", orient="records", lines=True, date_format="iso")
    return folder


@pytest.mark.parametrize("count", [1, 2, 3, 5, 7, 10, 50])
def test_notebooks_run_on_few_articles_and_say_what_they_cannot_show(count, tmp_path, monkeypatch, capsys):
    def refused(*arguments):
        raise AssertionError(f"a connection was tried: {arguments}")
    monkeypatch.setattr(socket.socket, "connect", refused)
    folder = some(count, tmp_path / "articles")
    for notebook in NOTEBOOKS:
        names = play(notebook, articles=str(folder), out=str(tmp_path / "tables"))
        if notebook.stem == "3-topics":
            assert names["found"].statement
            assert count > 2 or len(names["found"]) == 0
    warned = pd.read_csv(tmp_path / "tables" / "warnings.csv")
    assert (warned["concern"] == "few articles").any() == (count < 15)
    assert (tmp_path / "tables" / "network.png").stat().st_size > 0


@seeds
def test_the_two_seed_articles(tmp_path, capsys):
    played = {notebook.stem: play(notebook, articles=str(SEEDS / "*.txt")) for notebook in NOTEBOOKS}
    shown = set(played["2-terms"]["phrases"]["shown"].head(25))
    assert {"rare earths", "export controls"} <= shown
    assert len(played["3-topics"]["found"]) == 0
    names = played["4-entities"]
    assert len(names["corpus"]) == 2
    spellings = names["names"].set_index("spelling")["entity"]
    assert spellings["US"] == spellings["U.S."] == spellings["United States"]
    texts = " ".join(names["corpus"].articles["text"])
    for stray in ("Facebook", "Glossary", "Kosta", "detective-like", "Learn more"):
        assert stray not in texts and not names["counted"]["entity"].str.contains(stray).any()
    trump = names["counted"][names["counted"]["entity"].str.contains("Trump")]
    assert len(trump) == 1 and trump["count"].iloc[0] == texts.count("Trump")

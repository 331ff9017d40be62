"""Every notebook on collections of any size: none crashes, none invents, none goes to the network, all repeat.

The notebooks' code cells run here in one process, which is quicker than a kernel each.
"""

import json
import os
import random
import socket
import subprocess
import sys
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


def tables(folder: Path) -> dict[str, bytes]:
    kept = (".csv", ".parquet", ".svg")
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in kept}


def test_two_runs_give_the_same_bytes_whatever_the_hash_seed_threads_and_file_order(tmp_path):
    rows = Corpus.open("data/articles").articles[["title", "text", "source", "published", "author"]]
    rows = json.loads(rows.to_json(orient="records", date_format="iso"))
    found = []
    for run, (seed, threads) in enumerate([("1", "1"), ("77", "2")]):
        random.Random(run).shuffle(rows)
        folder, out = tmp_path / f"in{run}", tmp_path / f"out{run}"
        folder.mkdir()
        for number, row in enumerate(rows):
            (folder / f"{number:03d}.jsonl").write_text(json.dumps(row))
        code = ("import sys; sys.path.insert(0, 'tests'); import test_collections as t\n"
                "import matplotlib; matplotlib.use('Agg')\n"
                f"[t.play(notebook, articles={str(folder)!r}, out={str(out)!r}) for notebook in t.NOTEBOOKS]")
        environment = os.environ | {"PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
        subprocess.run([sys.executable, "-c", code], check=True, cwd=PROJECT, env=environment, capture_output=True)
        found.append(tables(out))
    assert len(found[0]) > 40 and found[0].keys() == found[1].keys()
    assert [name for name in found[0] if found[0][name] != found[1][name]] == []


@seeds
def test_the_two_seed_articles(tmp_path, capsys):
    names = {}
    for notebook in NOTEBOOKS:
        names |= play(notebook, articles=str(SEEDS / "*.txt"))
    shown = set(names["phrases"]["shown"].head(25))
    assert {"rare earths", "export controls"} <= shown
    assert len(names["corpus"]) == 2 and len(names["found"]) == 0
    spellings = names["names"].set_index("spelling")["entity"]
    assert spellings["US"] == spellings["U.S."] == spellings["United States"]
    texts = " ".join(names["corpus"].articles["text"])
    for stray in ("Facebook", "Glossary", "Kosta", "detective-like", "Learn more"):
        assert stray not in texts and not names["counted"]["entity"].str.contains(stray).any()
    trump = names["counted"][names["counted"]["entity"].str.contains("Trump")]
    assert len(trump) == 1 and trump["count"].iloc[0] == texts.count("Trump")

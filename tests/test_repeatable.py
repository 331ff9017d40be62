"""Two runs of all notebooks give the same bytes.  A file of its own, so that it runs beside the longer ones."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from analysis import Corpus

PROJECT = Path(__file__).resolve().parents[1]


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

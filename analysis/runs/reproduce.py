"""Do two runs give the same?  `python -m analysis.runs.reproduce [--articles PATH] [--out FOLDER] [--only NAME ...]`

The notebooks are run twice on the same articles, under everything that must not matter:

                      one run            the other
    folder            one                other, with another depth of path
    files             one article each, under names in a random order, another in each run
    hash seed         1                  77
    threads           1                  2 (OpenMP, BLAS, numba)
    worker processes  one core           all cores
    store             its own, empty     its own, empty

Then every file that the runs kept is compared byte for byte: each table (Parquet and CSV), each chart (SVG, which holds
every number that is drawn, and PNG), and each result that a notebook shows.  Exit status: 0 all is the same, 1 what
differs is listed, 2 a parameter is wrong.  The articles go in as they were cleaned, so that cleaning, which reads files
as wholes, is done once.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import nbformat

from ..paths import PROJECT, located
from .job import SPECIMEN
from .parameters import ParameterError

FIELDS = ["title", "text", "source", "published", "author", "url", "section"]
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
WAYS = ({"name": "one", "seed": 1, "threads": 1, "cores": 1},
        {"name": "deeper/down/other", "seed": 77, "threads": 2, "cores": None})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run twice, compare, print what differs, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m analysis.runs.reproduce",
                                     description="Run the notebooks twice and compare everything they keep and show.")
    parser.add_argument("--articles", metavar="PATH", default=SPECIMEN, help="as of `broadsheet run`")
    parser.add_argument("--out", metavar="FOLDER", help="where both runs are kept (default: they are not)")
    parser.add_argument("--only", metavar="NAME", nargs="+", default=[], help="only these notebooks")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="broadsheet-") as passing:
        try:
            ran = twice(asked.articles, Path(asked.out or passing).absolute(), only=asked.only)
        except ValueError as error:
            print(f"reproduce: {error}", file=sys.stderr)
            return 2
        except subprocess.CalledProcessError as error:
            print(f"reproduce: a run failed with exit status {error.returncode}", file=sys.stderr)
            return 1
        counts, unlike = compared(*ran)
    told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    print(f"{told}: all the same, byte for byte" if not unlike else f"{told}: {len(unlike)} differ:")
    for name in unlike:
        print(f"  {name}")
    return 1 if unlike else 0


def twice(source: str, out: Path, *, only: Sequence[str] = ()) -> list[Path]:
    """The folders of two runs on the articles of `source`, made in two ways in the folder `out`."""
    from ..corpus import Corpus

    if out.exists() and any(out.iterdir()):
        raise ParameterError(f"out={str(out)!r} is not empty; name a folder that is not there yet")
    rows = Corpus.open(located(source)).articles[FIELDS].to_json(orient="records", date_format="iso", lines=True)
    return [_run(rows.splitlines(), out / way["name"], way, only) for way in WAYS]


def _run(rows: list[str], folder: Path, way: dict, only: Sequence[str]) -> Path:
    random.Random(way["seed"]).shuffle(rows)
    (folder / "articles").mkdir(parents=True)
    for number, row in enumerate(rows):
        (folder / "articles" / f"{number:06d}.jsonl").write_text(row + "\n", encoding="utf-8")
    own = dict.fromkeys(THREADS, str(way["threads"])) | {"PYTHONHASHSEED": str(way["seed"])}
    command = [sys.executable, "-m", "analysis.cli", "run", "--articles", str(folder / "articles"), "--out",
               str(folder / "runs"), "--store", str(folder / "store"), *(["--only", *only] if only else [])]
    cores = sorted(os.sched_getaffinity(0))[: way["cores"]] if hasattr(os, "sched_getaffinity") else None
    print(f"{way['seed']}: {len(rows):,} articles, {way['threads']} threads, "
          f"{len(cores) if cores else os.cpu_count()} cores", flush=True)
    subprocess.run(command, check=True, cwd=PROJECT, env=os.environ | own, stdout=subprocess.DEVNULL,
                   preexec_fn=cores and (lambda: os.sched_setaffinity(0, cores)))
    return (folder / "runs" / "latest").resolve()


def compared(one: Path, other: Path) -> tuple[dict[str, int], list[str]]:
    """How many things of each kind both runs kept, and the names of those that are not the same in both."""
    kinds = {"files of tables": (".parquet", ".csv"), "files of charts": (".svg", ".png", ".txt")}
    counts, unlike = dict.fromkeys([*kinds, "results shown"], 0), []
    names = sorted({path.name for run in (one, other) for path in (run / "tables").glob("*")})
    for name in names:
        kind = next((kind for kind, endings in kinds.items() if name.endswith(endings)), "files of tables")
        counts[kind] += 1
        if _bytes(one / "tables" / name) != _bytes(other / "tables" / name):
            unlike.append(f"tables/{name}")
    for notebook in sorted(path.name for path in one.glob("*.ipynb")):
        pair = [_shown(run / notebook, run) for run in (one, other)]
        counts["results shown"] += len(pair[0])
        unlike += [f"{notebook}, cell {number}" for number in sorted(set(pair[0]) | set(pair[1]))
                   if pair[0].get(number) != pair[1].get(number)]
    return counts, unlike


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _shown(notebook: Path, run: Path) -> dict[int, str]:
    """What each code cell of an executed notebook shows, by its number; where the run is, is left out of it."""
    if not notebook.exists():
        return {}
    cells = nbformat.read(notebook, as_version=4).cells
    above = str(run.parent.parent)
    return {cell.execution_count: json.dumps([output.get("data") or output.get("text") for output in cell.outputs],
                                             sort_keys=True).replace(above, "")
            for cell in cells if cell.cell_type == "code" and cell.outputs}


if __name__ == "__main__":
    sys.exit(main())

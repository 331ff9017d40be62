"""What the runner adds to bare papermill, and how long it takes to say that nothing is new.

    python benchmarks/runs/overhead.py [--articles data/articles] [--rounds 3] [--only NAME ...] [--files 3788]

Side by side, in turn: papermill alone executes the notebooks one after the other in one process, and `broadsheet run
--force` does, which also checks, opens the collection, watches, makes pages and a report, and tells digests.  Both find
the store warm.  Then `broadsheet run` again on a collection of --files files of generated articles (one file each) with
nothing new, as a command: the interpreter's start is part of it.  The collection's notebooks are not run for that; what
is timed reads the files' stamps, the sources of code and notebooks, and the last manifest, as after any run.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parents[2]
BARE = """
import sys
from pathlib import Path
import papermill
articles, out, *notebooks = sys.argv[1:]
for notebook in notebooks:
    papermill.execute_notebook(notebook, f"{out}/{Path(notebook).name}", {"articles": articles, "out": f"{out}/tables"},
                               kernel_name="python3", cwd=str(Path(notebook).parent), progress_bar=False)
"""
QUICK = """
import sys
from pathlib import Path
from analysis.runs import job
job.NOTEBOOKS = Path(sys.argv.pop(1))
from analysis import cli
sys.exit(cli.main(sys.argv[1:]))
"""


class Took(NamedTuple):
    """Seconds of the wall clock, and of all processors, kernels included."""

    wall: float
    cpu: float


def timed(*command: str) -> Took:
    """How long a command takes, which must succeed."""
    began, before = time.perf_counter(), _cpu()
    subprocess.run([sys.executable, *command], check=True, cwd=PROJECT, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    return Took(time.perf_counter() - began, _cpu() - before)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def overhead(articles: str, rounds: int, only: list[str], place: Path) -> None:
    notebooks = [str(path) for path in sorted((PROJECT / "notebooks").glob("[0-9]-*.ipynb"))
                 if not only or path.stem in only]

    def bare() -> Took:
        out = Path(tempfile.mkdtemp(dir=place))
        return timed("-c", BARE, articles, str(out), *notebooks)

    def ours() -> Took:
        return timed("-m", "analysis.cli", "run", "--force", "--previous", "none", "--articles", articles, "--out",
                     str(place / "runs"), *(["--only", *only] if only else []))

    ours()  # fills the store
    pairs = []
    for number in range(rounds):  # in turn, so that what else the machine does meets both
        first, second = (bare, ours) if number % 2 else (ours, bare)
        one, other = first(), second()
        pairs.append((one, other) if number % 2 else (other, one))
        alone, run = pairs[-1]
        print(f"  papermill {alone.wall:6.1f} s ({alone.cpu:6.1f} s of processor)   broadsheet run {run.wall:6.1f} s "
              f"({run.cpu:6.1f} s)   ratio {run.wall / alone.wall:.3f} ({run.cpu / alone.cpu:.3f})", flush=True)
    wall, cpu = (statistics.median(run[which] / alone[which] for alone, run in pairs) for which in (0, 1))
    print(f"{len(notebooks)} notebooks: the runner takes {wall:.3f} times as long as bare papermill, {cpu:.3f} times "
          f"the processor (medians of {rounds})")


def unchanged(files: int, place: Path) -> None:
    articles, notebooks = place / "articles", place / "notebooks"
    articles.mkdir()
    notebooks.mkdir()
    for number in range(files):
        row = {"title": f"Title {number}", "text": f"Article {number} of the harbour. " * 150, "source": "Mail"}
        (articles / f"{number:06d}.jsonl").write_text(json.dumps(row) + "\n")
    for path in (PROJECT / "notebooks").glob("[0-9]-*.ipynb"):  # their parameters alone, to be done at once
        told = json.loads(path.read_text())
        told["cells"] = [cell for cell in told["cells"] if "parameters" in cell["metadata"].get("tags", [])]
        (notebooks / path.name).write_text(json.dumps(told))
    command = ["-c", QUICK, str(notebooks), "run", "--articles", str(articles), "--out", str(place / "quick")]
    first = timed(*command)
    time.sleep(2.1)  # stamps that are younger are not trusted
    timed(*command, "--force")
    times = sorted(timed(*command) for _ in range(7))
    cpu = statistics.median(took.cpu for took in times)
    size = sum(path.stat().st_size for path in articles.iterdir()) / 1e6
    print(f"{files:,} files, {size:.0f} MB: with nothing new {times[3].wall:.2f} s, {cpu:.2f} s of processor "
          f"(median of 7, most {times[-1].wall:.2f} s); the first run, of empty notebooks, {first.wall:.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", default="data/articles")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--files", type=int, default=3788)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        unchanged(asked.files, Path(folder))
        overhead(str((PROJECT / asked.articles).absolute()), asked.rounds, asked.only, Path(folder))


if __name__ == "__main__":
    main()

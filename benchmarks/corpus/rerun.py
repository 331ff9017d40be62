"""What a night costs: every step of the notebooks again after one article in a hundred is new, against the first run.

    python benchmarks/corpus/rerun.py [--articles 1000] [--report] [folder with news_2016.jsonl.gz]

The articles are generated (benchmarks/large.py), 10 a file.  A run is a process of its own that opens the collection
and computes what the notebooks compute from articles alone: boilerplate, words to compare, words to count, names.
A run on one file goes before them: code that is compiled once in a user's life would make the first one long.
Prints seconds of the steps of both and their ratio, and of a third run without anything new; beside them, what the
rooms of copies, terms and entities take, which put all articles' results together each time.

With --report instead: what `broadsheet run` takes, the six notebooks with their kernels, tables and charts, of the same
articles.  What depends on all articles at once (topics, the names that mean the same, the charts) is made anew.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import alone
import large

T = TypeVar("T")
FEW = 10  # articles a file
STEPS = ("open", "words", "names")


def steps(folder: Path, store: Path) -> dict[str, float]:
    """Seconds of each step, and of what the rooms do with all of them together."""
    from analysis import Corpus, entities, terms
    from analysis.articles import copies as room
    from analysis.articles.copies import KEYS
    from analysis.entities import tagger
    from analysis.terms.counted import step

    model = tagger.reader("en_core_web_md")  # loaded before the clock starts, as the package is
    seconds, start, corpus = {}, time.perf_counter(), Corpus.open(folder, store=store)
    for name, do in (
        ("open", lambda: corpus),
        ("words", lambda: [list(corpus.each(KEYS)), list(corpus.each(step(1, 1)))]),
        ("names", lambda: corpus.recall(model, _lines(corpus.articles["text"]))),
        ("rooms", lambda: [room(corpus), terms.count(corpus), entities.mentions(corpus)]),
    ):
        do()
        seconds[name] = time.perf_counter() - start
        start = time.perf_counter()
    return seconds


def _lines(texts: list[str]) -> list[str]:
    return [line for text in texts for line in text.split("\n") if line.strip()]


def measure(articles: int, source: Path, place: Path, run: Callable[[Path, Path], T]) -> list[T]:
    """`run(folder, store)` of the articles, of the night after, and with nothing new."""
    folder, store, found = place / "articles", place / "store", []
    files = large.write(place / "written", articles + max(articles // 100, 1), source=source, per_file=FEW)
    folder.mkdir()
    alone.alone(steps, files[0], place / "trial")
    for some in (files[:articles // FEW], files[articles // FEW:], []):
        for file in some:
            file.rename(folder / file.name)
        found.append(run(folder, store))
    return found


def report(folder: Path, store: Path) -> float:
    """Seconds of a report."""
    began, command = time.perf_counter(), Path(sys.executable).with_name("broadsheet")
    subprocess.run([command, "run", "--articles", folder, "--store", store, "--out", store.with_name("runs"),
                    "--quiet"], check=True)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--report", action="store_true")
    options, source = large.asked(parser)
    with tempfile.TemporaryDirectory() as place:
        run = report if options.report else partial(alone.alone, steps)
        found = measure(options.articles, source, Path(place), run)
    for name, one in zip(("first run", "1 % new", "nothing new"), found, strict=True):
        if options.report:
            print(f"{name:12} report {one:7.1f} s {one / found[0]:6.1%}")
            continue
        spent, began = (sum(run.result[name] for name in STEPS) for run in (one, found[0]))
        told = ", ".join(f"{step} {second:.1f}" for step, second in one.result.items())
        print(f"{name:12} steps {spent:7.1f} s {spent / began:6.1%}   ({told}; the whole process {one.seconds:.1f} s)")


if __name__ == "__main__":
    main()

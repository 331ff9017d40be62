"""Copies night by night: the first time, after one article in a hundred is new, and with nothing new.

    python benchmarks/copies/nights.py [--articles 37000] [folder with news_2016.jsonl.gz]

The articles are generated (benchmarks/large.py).  Each time is a process of its own on one core, the articles read and
their words kept before the clock starts.  Prints seconds of its processor, the process's memory at its peak, and how
many pairs of texts were compared; ends with whether the groups are those of one go.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import alone
import large

FILE = 370


def night(folder: Path, store: Path) -> tuple[str, float, int]:
    """(the copies as CSV, seconds, pairs known afterwards)."""
    from analysis import Corpus
    from analysis.articles.compared import Compared
    from analysis.articles.copies import KEYS, copies

    copies(Corpus.from_frame(Corpus.open("data/articles").articles))  # compiles
    corpus = Corpus.open(folder, store=store, workers=1)
    for _ in corpus.each(KEYS):
        pass
    start = time.process_time()
    table = copies(corpus)
    return table.to_csv(index=False), time.process_time() - start, len(Compared(corpus).known[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=37000)
    options, source = large.asked(parser)
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        files = large.write(place / "written", options.articles, source=source, per_file=FILE)
        (place / "articles").mkdir()
        before, late = 0, max(len(files) // 100, 1)
        for name, some in (("first", files[:-late]), ("1 % new", files[-late:]), ("nothing new", [])):
            for file in some:
                file.rename(place / "articles" / file.name)
            found = alone.alone(night, place / "articles", place / "store")
            table, seconds, pairs = found.result
            print(f"{name:12} {seconds:6.1f} s   {found.peak:.2f} GB   {pairs - before:,} pairs compared", flush=True)
            before = pairs
        again = alone.alone(night, place / "articles", place / "other")
        print(f"{'in one go':12} {again.result[1]:6.1f} s   {again.peak:.2f} GB   "
              + ("the same groups" if again.result[0] == table else "OTHER GROUPS"))


if __name__ == "__main__":
    main()

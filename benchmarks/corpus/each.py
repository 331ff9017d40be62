"""What one article costs: processor time of each step, and bytes in the store, in one process.

    python benchmarks/corpus/each.py [--named 200] [folder with news_2016.jsonl.gz]

The plan for very large collections (benchmarks/README.md) multiplies what this prints.  Nothing is compiled and no
model loaded while the clock runs; names are recognised in the first articles only.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import large

from analysis import Corpus, terms
from analysis.articles.copies import KEYS, copies
from analysis.corpus.steps import Step
from analysis.entities import tagger
from analysis.stories.wording import WORDING
from analysis.terms.counted import step
from analysis.topics import units

STEPS = {"words to compare": KEYS, "words counted": step(1, 1), "words and pairs counted": step(1, 2),
         "wording of stories": WORDING, "words of topics": units.step("article")}


def timed(name: str, articles: int, work) -> object:
    """What `work` gives; prints milliseconds of processor time an article."""
    start = time.process_time()
    found = work()
    print(f"{name:28} {(time.process_time() - start) / articles * 1000:9.3f} ms", flush=True)
    return found


def computed(corpus: Corpus, asked: Step) -> None:
    for _ in corpus.whole(asked):
        pass


def kept(folder: Path, articles: int) -> None:
    """Prints bytes an article of each part of a store."""
    parts = [folder / "articles", *sorted((folder / "steps").iterdir())]
    for part in parts:
        size = sum(path.stat().st_size for path in part.rglob("*") if path.is_file())
        print(f"{part.name:28} {size / articles:9.0f} bytes in the store")


def named(corpus: Corpus, articles: int) -> None:
    lines = [line for text in corpus.articles["text"].head(articles) for line in text.split("\n") if line.strip()]
    reader = tagger.reader("en_core_web_md")
    timed("names", articles, lambda: corpus.recall(reader, lines))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--named", type=int, default=200)
    options, source = large.asked(parser)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        articles = pd.read_json(source, lines=True)
        articles.head(50).to_json(place / "few.jsonl", orient="records", lines=True, date_format="iso")
        few = Corpus.open(place / "few.jsonl", store=place / "few", workers=1)
        for asked in STEPS.values():
            computed(few, asked)
        few.once(copies)
        corpus = timed("reading and cleaning", len(articles),
                       lambda: Corpus.open(source, store=place / "store", workers=1))
        for name, asked in STEPS.items():
            timed(name, len(corpus), lambda asked=asked: computed(corpus, asked))
        timed("comparison of copies", len(corpus), lambda: corpus.once(copies))
        named(corpus, options.named)
        kept(place / "store", len(corpus))
        matrix = terms.matrix(corpus)
        print(f"{'about':28} {corpus.about.memory_usage(deep=True).sum() / len(corpus):9.0f} bytes in memory")
        print(f"{'row of the matrix':28} {8 * matrix.counts.nnz / len(corpus):9.0f} bytes, "
              f"{matrix.counts.nnz / len(corpus):.0f} words of {len(matrix.terms):,}; "
              f"{corpus.about['words'].mean():.0f} words an article")


if __name__ == "__main__":
    main()

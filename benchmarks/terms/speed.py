"""How long keyness with 1,000 resamples (at most, a term and part) takes beside the matrix it counts on.

    python benchmarks/terms/speed.py [--articles 37000] [--rounds 2] [folder with news_2016.jsonl.gz]

Articles are those of benchmarks/large.py, of which none is a copy of another: all are texts that the test deals.  Each
round makes a fresh collection, compares its articles first, and takes the matrix and keyness by turns.  Prints the
least seconds and the ratio.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import large

from analysis import Corpus, terms
from analysis.articles.units import texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=3700)
    parser.add_argument("--rounds", type=int, default=2)
    options, source = large.asked(parser)
    made = large.collection(options.articles, source=source)
    for few in (60, 1200):  # compile first, also what only large collections need
        terms.keyness(Corpus.from_frame(made.head(few)))
    seconds = np.zeros((options.rounds, 2))
    for turn in range(options.rounds):
        corpus = Corpus.from_frame(made)
        groups = texts(corpus)
        for place, step in enumerate((terms.matrix, terms.keyness)):
            start = time.perf_counter()
            found = step(corpus)
            seconds[turn, place] = time.perf_counter() - start
    matrix, keyness = seconds.min(axis=0)
    print(f"{len(corpus):,} articles, {groups.nunique():,} texts, {corpus.about['words'].sum():,} words, "
          f"{len(found):,} rows: matrix {matrix:.2f} s, keyness {keyness:.2f} s; keyness / matrix "
          f"{keyness / matrix:.2f}")


if __name__ == "__main__":
    main()

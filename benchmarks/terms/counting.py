"""The term matrix beside scikit-learn's CountVectorizer, and counts of terms beside Polars, on the same texts.

    python benchmarks/terms/counting.py [--megabytes 100] [--rounds 3] [folder with news_2016.jsonl.gz]

Prints the least seconds of some rounds, in one process by turns, and how much memory each takes at its peak beyond the
loaded texts, in a process of its own.  Counts must be equal.  Nothing is compiled while the clock runs.
"""

import argparse
import gc
import re
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pyarrow as pa
from sklearn.feature_extraction.text import CountVectorizer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from alone import alone
from large import asked, collection

from analysis import Corpus, terms
from analysis.articles.copies import copies

PATTERN = r"(?u)\b\w\w+\b"
RUST = r"[\p{L}\p{N}_]{2,}"  # the same: there \w has combining marks too
ARTICLE = 3300  # bytes of a mean article


def vectorizer(texts: list[str], high: int = 1):
    reader = CountVectorizer(ngram_range=(1, high))
    return reader, reader.fit_transform(texts)


def matrix(corpus: Corpus, high: int = 1, pattern: str | None = PATTERN) -> terms.TermMatrix:
    return terms.matrix(corpus, ngrams=(1, high), pattern=pattern)


def polars(texts: list[str]) -> dict[str, int]:
    import polars as pl
    words = pl.DataFrame({"text": texts}).select(pl.col("text").str.to_lowercase().str.extract_all(RUST))
    counts = words.explode("text").drop_nulls().group_by("text").len()
    return dict(counts.iter_rows())


def count(corpus: Corpus) -> pd.DataFrame:
    return terms.count(corpus, pattern=PATTERN, stop=None, numbers=True)


def sums(corpus: Corpus) -> dict[str, int]:
    found = matrix(corpus)
    return dict(zip(found.terms, found.counts.sum(axis=0).tolist(), strict=True))


def _fresh(corpus: Corpus) -> Corpus:
    """The same articles, read, and of all that can be computed of them once only which are copies: another benchmark
    measures that."""
    fresh = Corpus.from_frame(corpus.articles)
    fresh.once(copies)
    return fresh


def texts(path: Path) -> list[str]:
    return pd.read_parquet(path)["text"].tolist()


def corpus(path: Path) -> Corpus:
    return Corpus.from_frame(pd.read_parquet(path))


def extra(step: str, load: str, path: Path) -> float:
    """Megabytes that a step takes at its peak beyond what is loaded; a small round comes first."""
    step, loaded = globals()[step], globals()[load](path)
    step(loaded[:50] if load == "texts" else Corpus.from_frame(loaded.articles.head(50)))
    gc.collect()
    pa.default_memory_pool().release_unused()
    Path("/proc/self/clear_refs").write_text("5")  # Linux: the peak is what there is now
    before = _peak()
    step(loaded)
    return _peak() - before


def _peak() -> float:
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1e3


def timed(rounds: int, *steps) -> list[tuple[float, object]]:
    """(least seconds, result) of each step over some rounds, one after the other in each."""
    seconds, results = np.full((rounds, len(steps)), np.inf), [None] * len(steps)
    for turn in range(rounds):
        for place, step in enumerate(steps):
            results[place] = None
            start = time.perf_counter()
            results[place] = step()
            seconds[turn, place] = time.perf_counter() - start
    return list(zip(seconds.min(axis=0), results, strict=True))


def compared(name: str, theirs: tuple, ours: tuple, other: str) -> None:
    print(f"{name}: {other} {theirs[0]:.2f} s, ours {ours[0]:.2f} s, ratio {theirs[0] / ours[0]:.1f}", flush=True)


def equal(reader: CountVectorizer, expected, found: terms.TermMatrix) -> None:
    assert found.terms.tolist() == reader.get_feature_names_out().tolist()
    assert (found.counts != expected).nnz == 0


def matrices(listed: list[str], collected: Corpus, rounds: int) -> None:
    for high in (1, 2):
        theirs, ours = timed(rounds if high == 1 else 1, lambda high=high: vectorizer(listed, high),
                             lambda high=high: matrix(collected, high))
        equal(*theirs[1], ours[1])
        compared(f"matrix of 1 to {high} words, {ours[1].counts.nnz:,} counts", theirs, ours, "CountVectorizer")
        if high == 1:
            own, = timed(rounds, lambda: matrix(collected, pattern=None))
            compared("matrix of our own words", theirs, own, "CountVectorizer")


def counts(listed: list[str], collected: Corpus, rounds: int) -> None:
    try:
        import polars as _  # noqa: F401
    except ModuleNotFoundError:
        print("no polars: skipped")
        return
    fresh = [_fresh(collected) for _ in range(rounds)]
    theirs, ours, table = timed(rounds, lambda: polars(listed), lambda: sums(collected), lambda: count(fresh.pop()))
    counted = dict(zip(table[1]["term"], table[1]["count"], strict=True))
    assert theirs[1] == ours[1] == counted
    compared(f"count of {len(counted):,} terms", theirs, ours, "Polars")
    compared("the whole table of terms.count", theirs, table, "Polars")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    options, source = asked(parser)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "articles.parquet"
        made = collection(options.megabytes * 1_000_000 // ARTICLE, source=source)
        Corpus.from_frame(made).articles.to_parquet(path)  # without repeats
        listed, collected = texts(path), corpus(path)
        size = sum(len(text.encode()) for text in listed)
        print(f"{len(collected):,} articles, {size / 1e6:.0f} MB, {collected.articles['words'].sum():,} words")
        few = Corpus.from_frame(collected.articles.head(50))
        for step in (matrix, count, lambda corpus: matrix(corpus, 2), lambda corpus: matrix(corpus, pattern=None)):
            step(few)
        matrices(listed, collected, options.rounds)
        for step, load in (("vectorizer", "texts"), ("matrix", "corpus"), ("polars", "texts"), ("sums", "corpus")):
            print(f"memory of {step}: {alone(extra, step, load, path).result:.0f} MB", flush=True)
        counts(listed, collected, options.rounds)


if __name__ == "__main__":
    main()

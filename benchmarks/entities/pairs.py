"""Pairs: how honest their null and interval are, what they cost beside finding the names, and how much memory.

    python benchmarks/entities/pairs.py [--articles 500] [--large 37000] [folder with news_2016.jsonl.gz]

Null: entities are dealt anew among the texts' mentions, so that no two belong together; the share of pairs that q < .05
still calls significant is printed, and in how many deals there is any, beside the share in the articles as they are.
Interval: texts are drawn from a known process, and the share of intervals that hold its NPMI is printed.  Cost:
processor time of finding the names in `--articles` real articles, then of merging them and of pairs.  Memory: `--large`
articles of `large.py`; to find the names in all of them would take half an hour and more, so each is given the mentions
of one of the real articles, in turn.  A name of fewer than five of these becomes another one in each turn, so that new
pairs keep coming, faster than in real news.
"""

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import large  # noqa: E402
from alone import alone  # noqa: E402

from analysis import Corpus, entities  # noqa: E402
from analysis.articles import units  # noqa: E402
from analysis.entities import interval, tagger  # noqa: E402
from analysis.text import statistics  # noqa: E402

DEALS = 5
RARE = 5  # articles from which a name is kept as it is
CHANCES = (0.1, 0.12, 0.12, 0.66)  # of a window: both, the one, the other, neither


def timed(name: str, step, beside: float = 0.0):
    """(result, seconds) of a step, printed."""
    start = time.process_time()
    result = step()
    seconds = time.process_time() - start
    share = f"   {seconds / beside:6.1%} of finding the names" if beside else ""
    print(f"{name:28}{seconds:9.2f} s of processor time{share}", flush=True)
    return result, seconds


def null(mentions: pd.DataFrame, corpus: Corpus) -> None:
    for window in ("sentence", "article"):
        real = (entities.pairs(mentions, corpus, window=window, resamples=100)["q_value"] < 0.05).mean()
        called, pairs, any_called = 0, 0, 0
        for seed in range(DEALS):
            order = np.random.default_rng(seed).permutation(len(mentions))
            dealt = mentions.assign(entity=mentions["entity"].to_numpy()[order])
            q = entities.pairs(dealt, corpus, window=window, resamples=100)["q_value"]
            called, pairs, any_called = called + (q < 0.05).sum(), pairs + len(q), any_called + (q < 0.05).any()
        print(f"null, {window + ':':12}{called / pairs:8.4%} of {pairs:,} dealt pairs significant at q < .05, in "
              f"{any_called} of {DEALS} deals any; {real:.1%} of the real ones", flush=True)


def coverage(trials: int = 1000) -> None:
    both, one, two, _ = CHANCES
    true = statistics.npmi(both, both + one, both + two, 1)
    for texts in (50, 150, 600):
        random, hits = np.random.default_rng(texts), 0
        for trial in range(trials):
            ab, a, b, _ = random.multinomial(3, CHANCES, size=texts).T
            low, high = interval.npmi(sparse.csc_array(ab[:, None]), sparse.csc_array(np.stack([ab + a, ab + b], 1)),
                                      np.array([0]), np.array([1]), np.full(texts, 3), resamples=1000, seed=trial)
            hits += low[0] <= true <= high[0]
        print(f"interval, {texts:4} texts: {hits / trials:.1%} hold the NPMI that they were drawn from", flush=True)


def repeated(mentions: pd.DataFrame, articles: np.ndarray, corpus: Corpus) -> pd.DataFrame:
    """The mentions of `articles`, given to all articles of `corpus` in turn; rare names become others each time."""
    named = mentions.groupby("entity")["article_id"].nunique()
    rare = mentions["entity"].isin(named.index[named < RARE]).to_numpy()
    place = pd.Index(articles).get_indexer(mentions["article_id"])
    parts = []
    for turn, begin in enumerate(range(0, len(corpus), len(articles))):
        inside = begin + place < len(corpus)
        part = mentions[inside].assign(article_id=corpus.about["article_id"].to_numpy()[begin + place[inside]])
        part.loc[rare[inside], "entity"] += f" {turn}"
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def large_pairs(folder: str, window: str) -> tuple[int, int, int, float, float]:
    """(mentions, pairs, those with an interval, seconds, peak in GB before pairs) of the collection in `folder`."""
    corpus = Corpus.open(f"{folder}/articles", store=f"{folder}/store")
    mentions = pd.read_parquet(f"{folder}/mentions.parquet")
    units.texts(corpus)
    peak, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, time.perf_counter()
    found = entities.pairs(mentions, corpus, window=window)
    return len(mentions), len(found), int(found["npmi_low"].notna().sum()), time.perf_counter() - start, peak


def memory(size: int, source: Path, mentions: pd.DataFrame, articles: np.ndarray) -> None:
    with tempfile.TemporaryDirectory() as folder:
        large.write(Path(folder, "articles"), size, source=source)
        corpus = Corpus.open(f"{folder}/articles", store=f"{folder}/store")
        repeated(mentions, articles, corpus).to_parquet(f"{folder}/mentions.parquet")
        for window in ("sentence", "article"):
            found = alone(large_pairs, folder, window)
            many, pairs, held, seconds, before = found.result
            print(f"memory, {window + ':':12}{len(corpus):,} articles, {many:,} mentions, {pairs:,} pairs, {held:,} "
                  f"with an interval: {found.peak:.2f} GB at most ({before:.2f} GB before), {seconds:.0f} s",
                  flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--large", type=int, default=37000)
    options, source = large.asked(parser)
    frame = pd.read_json(source, lines=True, dtype=False).rename(columns={"date": "published"})
    frame = frame.sample(min(options.articles, len(frame)), random_state=1)
    corpus = Corpus.from_frame(frame[["title", "text", "source", "published"]])
    tagger.load("en_core_web_md")  # loaded before it is timed
    units.texts(corpus)
    coverage()  # compiles what pairs need
    raw, beside = timed("names in the articles", lambda: entities.mentions(corpus))
    mentions, merging = timed("merging", lambda: entities.resolve(raw), beside)
    _, pairing = timed("pairs", lambda: entities.pairs(mentions, corpus), beside)
    print(f"merging and pairs together: {(merging + pairing) / beside:.1%} of finding the names", flush=True)
    null(mentions, corpus)
    memory(options.large, source, mentions, corpus.about["article_id"].to_numpy())


if __name__ == "__main__":
    main()

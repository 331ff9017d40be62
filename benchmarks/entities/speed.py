"""Time and memory of each step on real articles, beside plain `nlp.pipe` with the same model on the same texts.

    python benchmarks/entities/speed.py [ARTICLES] [SHARED]
"""

import resource
import sys
import time
from pathlib import Path

import pandas as pd

from analysis import Corpus, entities
from analysis.entities import tagger


def timed(name: str, step):
    start = time.process_time()
    result = step()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{name:10}{time.process_time() - start:8.2f} s of processor time   {memory:.2f} GB at most", flush=True)
    return result


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    shared = Path(sys.argv[2] if len(sys.argv) > 2 else Path(__file__).resolve().parents[3] / "shared")
    frame = pd.read_json(shared / "corpora" / "news_2016.jsonl.gz", lines=True, dtype=False)
    frame = frame.sample(min(size, len(frame)), random_state=1).rename(columns={"date": "published"})
    corpus = Corpus.from_frame(frame[["title", "text", "source", "published"]])
    print(corpus)
    nlp = tagger.load("en_core_web_md")  # loaded before either is timed
    texts = corpus.articles["text"].tolist()
    mentions = timed("mentions", lambda: entities.mentions(corpus))  # first: nlp.pipe would raise the memory's peak
    timed("nlp.pipe", lambda: sum(len(doc.ents) for doc in nlp.pipe(texts)))
    resolved = timed("resolve", lambda: entities.resolve(mentions))
    timed("names", lambda: entities.names(mentions))
    timed("count", lambda: entities.count(resolved, corpus))
    pairs = timed("pairs", lambda: entities.pairs(resolved, corpus))
    timed("articles", lambda: entities.pairs(resolved, corpus, window="article"))
    timed("network", lambda: entities.network(pairs))

"""How long keyness with 1,000 resamples takes beside the matrix it counts on.

    python benchmarks/terms/speed.py [--articles 37000] [folder with news_2016.jsonl.gz]

More articles than there are (3,786) are made of them: each a real article with its sentences in another order and a
tenth of its words replaced by words of other articles, so that no two are copies.  Prints seconds and the ratio.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import Corpus, terms
from analysis.articles.units import texts

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "corpora"


def made(news: pd.DataFrame, count: int) -> pd.DataFrame:
    """`count` articles, the first ones real."""
    if count <= len(news):
        return news.head(count)
    random = np.random.default_rng(0)
    pool = np.array(" ".join(news["text"].head(500)).split(), dtype=object)
    rows = [news]
    while sum(map(len, rows)) < count:
        turned = news.copy()
        turned["text"] = [_turned(text, pool, random) for text in news["text"]]
        rows.append(turned)
    return pd.concat(rows, ignore_index=True).head(count)


def _turned(text: str, pool: np.ndarray, random: np.random.Generator) -> str:
    sentences = text.split(". ")
    turned = ". ".join(sentences[place] for place in random.permutation(len(sentences)))
    words = np.array(turned.split(" "), dtype=object)
    changed = random.random(len(words)) < 0.1
    words[changed] = pool[random.integers(0, len(pool), changed.sum())]
    return " ".join(words)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    asked.add_argument("--articles", type=int, default=3786)
    options = asked.parse_args()
    source = options.folder / "news_2016.jsonl.gz"
    if not source.exists():
        print(f"no {source}: skipped")
        return
    news = pd.read_json(source, lines=True).rename(columns={"date": "published"})
    news = news[["title", "text", "source", "published"]]
    terms.keyness(Corpus.from_frame(news.head(60)))  # compile first
    corpus, seconds = Corpus.from_frame(made(news, options.articles)), {}
    for name, step in (("matrix", terms.matrix), ("copies", texts), ("keyness", terms.keyness)):
        start = time.perf_counter()
        found = step(corpus)
        seconds[name] = time.perf_counter() - start
    print(f"{len(corpus):,} articles, {corpus.articles['words'].sum():,} words, {len(found):,} rows: "
          + ", ".join(f"{name} {second:.1f} s" for name, second in seconds.items())
          + f"; keyness / matrix {seconds['keyness'] / seconds['matrix']:.2f}")


if __name__ == "__main__":
    main()

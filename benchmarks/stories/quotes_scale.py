"""Quotes and their versions over many articles: time and memory, without the recognition of names.

    python benchmarks/stories/quotes_scale.py [--articles 37000] [folder with news_2016.jsonl.gz]

The articles are those of benchmarks/large.py; names are runs of capitalised words, so that nothing here waits for a
model.  Generated articles have quotations of real lengths, but their words are mixed: versions are few.
"""

import argparse
import re
import sys
import time
from pathlib import Path

import pandas as pd

from analysis import Corpus
from analysis.stories.follow import quote_versions
from analysis.stories.quotes import quotes

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import large  # noqa: E402
from alone import alone  # noqa: E402

_NAME = re.compile(r"(?<![.!?\"] )\b[A-Z][a-z]+(?: [A-Z][a-z]+)*")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=37000)
    options, source = large.asked(parser)
    result = alone(measure, source, options.articles)
    for name, value in result.result:
        print(f"{name}: {value:,.0f}")
    print(f"peak: {result.peak:.2f} GB, with the articles and their names in memory")


def measure(source: Path, articles: int) -> list[tuple[str, float]]:
    """(what, how much) of one run."""
    corpus = Corpus.from_frame(large.collection(articles, source=source))
    rows = [(article, *match.span(), "PERSON" if " " in match.group() else "ORG", match.group())
            for article, text in zip(corpus.articles["article_id"], corpus.articles["text"], strict=True)
            for match in _NAME.finditer(text)]
    mentions = pd.DataFrame(rows, columns=["article_id", "start", "end", "label", "entity"])
    del rows
    told = [("articles", len(corpus)), ("mentions", len(mentions))]
    clock, processor = time.perf_counter(), time.process_time()
    found = quotes(corpus, mentions=mentions)
    print(f"{len(found):,} quotes after {time.process_time() - processor:.0f} s of processor", flush=True)
    told += [("quotes", len(found)), ("seconds, quotes", time.perf_counter() - clock),
             ("seconds of processor, quotes", time.process_time() - processor)]
    clock, processor = time.perf_counter(), time.process_time()
    versions = quote_versions(found, corpus, mentions=mentions)
    return [*told, ("versions", len(versions)), ("seconds, versions", time.perf_counter() - clock),
            ("seconds of processor, versions", time.process_time() - processor)]


if __name__ == "__main__":
    main()

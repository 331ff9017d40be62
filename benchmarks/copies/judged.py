"""What a person said of pairs that share text, against what is called a copy: precision and recall by kind and band.

    python benchmarks/copies/judged.py [folder with news_2016.jsonl.gz]

judged.csv holds pairs of news_2016 by id: outlets (one or two), kind (what they were called when they were judged),
jaccard of word 5-grams, containment and aligned (shares of the shorter article's 5-grams and words), the judgement and
how much of them was read.  Finds the copies anew and prints, for pairs of two outlets and of one, how many of those
called a copy or version are judged the same text, how many judged the same text are found, and the same by band of
Jaccard; then pairs called copy or version that nobody has judged.
"""

import argparse
import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import large

from analysis import Corpus, articles

BANDS = pd.IntervalIndex.from_breaks([-0.001, 0.2, 0.3, 0.5, 1.0])


def called(source: Path) -> set[tuple[str, str]]:
    """The pairs that are called copy or version."""
    news = pd.read_json(source, lines=True).rename(columns={"id": "article_id", "date": "published"})
    pairs = articles.copy_pairs(Corpus.from_frame(news.astype({"article_id": str})))
    return set(pairs.loc[pairs["kind"] != "part", ["article_id", "other_id"]].itertuples(index=False, name=None))


def main() -> None:
    _, source = large.asked(argparse.ArgumentParser(description=__doc__.split("\n")[0]))
    judged = pd.read_csv(Path(__file__).with_name("judged.csv"), dtype={"article_id": str, "other_id": str})
    pairs, ids = called(source), list(judged[["article_id", "other_id"]].itertuples(index=False, name=None))
    judged["called"] = [pair in pairs or pair[::-1] in pairs for pair in ids]
    judged["same"] = judged["judgement"] == "same text"
    judged["band"] = pd.cut(judged["jaccard"], BANDS).astype(str)
    for outlets, some in judged.groupby("outlets"):
        right = some["called"] & some["same"]
        print(f"{outlets} outlet(s): {len(some)} judged, {some['called'].sum()} called, {right.sum()} of them the same "
              f"text; {some['same'].sum()} the same text in all")
        table = some.groupby("band").agg(judged=("same", "size"), same=("same", "sum"), called=("called", "sum"))
        table["right"] = right.groupby(some["band"]).sum()
        print(table.to_string())
    unjudged = sorted(pair for pair in pairs if pair not in ids and pair[::-1] not in ids)
    print(f"called and not judged: {unjudged or 'none'}")


if __name__ == "__main__":
    main()

"""How often keyness calls a difference where there is none, and where there is one.

    python benchmarks/terms/calibration.py [--splits 200] [--outlet aljazeera.com] [folder with news_2016.jsonl.gz]

Parts one outlet's articles at random again and again: every term called different is an error.  Printed are the share
of terms called by the test over texts (q < .05, and p < .05), by G2 at its usual threshold (3.84, p < .05; Rayson &
Garside 2000), at the stricter 15.13 (p < .0001) and with Benjamini-Hochberg, and the share of splits with any error.
Then the house styles planted in the specimen collection: how many the test finds, and at which rank.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import chi2

from analysis import Corpus, terms
from analysis.text.statistics import q_values
from analysis.text.tokens import words

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = PROJECT.parent / "shared" / "corpora"
CALLS = ["test q < .05", "test p < .05", "G2 > 3.84", "G2 > 15.13", "G2 with q < .05"]


def splits(corpus: Corpus, count: int, share: float) -> pd.DataFrame:
    """The share of tested terms called different in each of `count` random splits."""
    ids, random, rows = corpus.articles["article_id"], np.random.default_rng(7), []
    for split in range(count):
        labels = pd.Series(np.where(random.random(len(ids)) < share, "one", "other"), index=ids)
        table = terms.keyness(corpus, by=labels, stop=None, resamples=1000, seed=split)
        table = table[(table["part"] == "one") & table["p"].notna()]
        size = table["g2"].abs()
        rows.append([(table["q_value"] < 0.05).mean(), (table["p"] < 0.05).mean(), (size > 3.84).mean(),
                     (size > 15.13).mean(), (q_values(chi2.sf(size, 1)) < 0.05).mean()])
    return pd.DataFrame(rows, columns=CALLS)


def power() -> pd.DataFrame:
    """The planted house styles: is the outlet's own word among the terms it uses more, and how sure is that?"""
    corpus, truth = Corpus.open(PROJECT / "data/articles"), pd.read_csv(PROJECT / "data/truth/styles.csv")
    table = terms.keyness(corpus, by="source", stop=None, min_articles=1)
    rows = []
    for outlet, term in truth[["outlet", "term"]].itertuples(index=False):
        key = " ".join(word.key for word in words(term))
        own = table[table["part"] == outlet].reset_index(drop=True)
        found = own[own["term"] == key]
        if len(found):
            row = found.iloc[0]
            rows.append([outlet, term, int(row["count"]), int(row["other_count"]), int(row["texts"]), row["log_ratio"],
                         row["p"], row["q_value"], found.index[0] + 1])
    return pd.DataFrame(rows, columns=["outlet", "term", "count", "elsewhere", "texts", "log_ratio", "p", "q", "rank"])


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    asked.add_argument("--splits", type=int, default=200)
    asked.add_argument("--outlet", default="aljazeera.com")
    asked.add_argument("--share", type=float, default=0.5, help="of the articles that make one part")
    options = asked.parse_args()
    source = options.folder / "news_2016.jsonl.gz"
    if source.exists():
        news = pd.read_json(source, lines=True).rename(columns={"date": "published"})
        corpus = Corpus.from_frame(news[news["source"] == options.outlet])
        found = splits(corpus, options.splits, options.share)
        print(f"{options.splits} random splits of {len(corpus)} articles of {options.outlet}: terms called different")
        print(pd.DataFrame({"mean": found.mean(), "largest": found.max(), "splits with any": (found > 0).mean()})
              .to_string(float_format="{:.2%}".format))
    else:
        print(f"no {source}: calibration skipped")
    print("\nplanted in the specimen collection (an outlet's own word against the others)")
    print(power().to_string(index=False, float_format="{:.3f}".format))


if __name__ == "__main__":
    main()

"""How often a comparison calls a change where there is none, and where there is one.

    python benchmarks/runs/noise.py [--splits 200] [--outlet aljazeera.com] [folder with news_2016.jsonl.gz]

Noise: one outlet's articles are parted at random, half against half and a twentieth (a night) against the rest; every
change called is an error.  Printed are, for each kind, the share of tested things with q < .05 (the mean of all splits
and the largest), the share called "rose" or "fell", the share of 95 % intervals that exclude no change, and how many
splits call anything at all.  Planted: of a term, entity or topic that some texts have, three in four of the older ones
are taken out, so that it is about four times as often in the new ones; how often is it found?  Last, what is planted in
the specimen collection: a beat that starts in the sixth week, an outlet that falls silent.

The tables of each article are made once; a split only deals articles to the two sides.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import Corpus
from analysis.runs import changes

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = PROJECT.parent / "shared" / "corpora"
CALLED = ("rose", "fell")


def noise(whole: changes.Snapshot, splits: int, share: float) -> tuple[pd.DataFrame, float]:
    """(one row a split and kind, the share of splits that call anything at all)."""
    random, rows = np.random.default_rng(7), []
    for split in range(splits):
        older = random.random(len(whole)) >= share
        items = changes.compare(whole.only(older, "older"), whole, seed=split).items
        items = items[items["p"].notna()]
        called, beyond = items["change"].isin(CALLED), (items["low"] > 0) | (items["high"] < 0)
        rows.append(pd.DataFrame({"kind": items["kind"], "things": 1.0, "q < .05": items["q_value"] < 0.05,
                                  "called": called, "interval": beyond, "split": split}))
    table = pd.concat(rows).groupby(["kind", "split"]).agg(
        {"things": "sum", "q < .05": "mean", "called": "mean", "interval": "mean"})
    return table, pd.concat(rows).groupby("split")["called"].any().mean()


def planted(whole: changes.Snapshot, kind: str, texts: tuple[int, int], tries: int) -> dict:
    """How often a thing that `texts` texts have is called where three in four of its older texts are taken out."""
    random, items = np.random.default_rng(11), whole.items[kind]
    holders = (items.counts > 0).sum(axis=0)
    some = random.choice(np.flatnonzero((holders >= texts[0]) & (holders <= texts[1])), tries)
    found, first = [], []
    for one, thing in enumerate(some):
        older = random.random(len(whole)) < 0.5
        has = (items.counts[:, [thing]] > 0).toarray().ravel()
        left = ~(has & older & (random.random(len(whole)) < 0.75))
        rest = whole.only(left, "thinned")
        table = changes.compare(rest.only(older[left], "older"), rest, seed=one).of(kind)
        row = table[table[table.columns[0]].astype(str) == items.keys[thing]]
        found.append(bool(row["change"].isin(CALLED[:1]).any()))
        first.append(int(row.index[0]) + 1 if len(row) else len(table))
    return {"kind": kind, "texts": f"{texts[0]} to {texts[1]}", "tries": tries, "found": np.mean(found),
            "median rank": np.median(first)}


def specimen() -> None:
    whole = changes.snapshot(Corpus.open(PROJECT / "data/articles"))
    columns = ["shown", "before_texts", "new_texts", "log_ratio", "low", "high", "p", "q_value", "change"]
    for day in ("2025-06-11", ""):
        found = changes.since(whole, day)
        print(f"\nspecimen, since {day or 'four weeks (by default)'}: {found.statement}")
        for kind in ("topic", "entity", "term"):
            print(found.of(kind)[columns].head(4).to_string(index=False, float_format="{:.3f}".format))
    print(found.outlets.head(2).to_string(index=False, float_format="{:.3f}".format))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    asked.add_argument("--splits", type=int, default=200)
    asked.add_argument("--tries", type=int, default=40)
    asked.add_argument("--outlet", default="aljazeera.com")
    options = asked.parse_args()
    source = options.folder / "news_2016.jsonl.gz"
    if source.exists():
        news = pd.read_json(source, lines=True).rename(columns={"date": "published"})
        whole = changes.snapshot(Corpus.from_frame(news[news["source"] == options.outlet]))
        for share in (0.5, 0.05):
            table, any_called = noise(whole, options.splits, share)
            print(f"\n{options.splits} random splits of {len(whole)} articles of {options.outlet}, {share:.0%} of them "
                  f"new: any change called in {any_called:.1%} of the splits")
            mean, largest = table.groupby("kind").mean(), table.groupby("kind").max()
            print(pd.DataFrame({"things": mean["things"].round(), "q < .05": mean["q < .05"], "largest":
                                largest["q < .05"], "called": mean["called"], "interval excludes 0": mean["interval"]})
                  .to_string(float_format="{:.4g}".format))
        print("\nplanted: about four times as often")
        print(pd.DataFrame([planted(whole, kind, texts, options.tries) for kind in ("term", "entity", "topic")
                            for texts in ((20, 39), (40, 79), (80, 120))])
              .to_string(index=False, float_format="{:.2f}".format))
    else:
        print(f"no {source}: noise and planted changes skipped")
    specimen()


if __name__ == "__main__":
    main()

"""Copies side by side with MinHash: recall of each kind of edit, precision, time and memory.

    python benchmarks/copies/run.py ARTICLES.jsonl.gz [--sample 400] [--least 100] [--large 37000]

ARTICLES has columns id, title, text, source, date.  Each finder runs in a process of its own: seconds of its processor,
and gigabytes at its peak beyond the loaded articles.  Peers that are not installed are named and left out.
"""

import argparse
import gc
import importlib.util
import re
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from edits import copies_of

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from alone import alone

from analysis import Corpus
from analysis.articles.copies import copies

PERMUTATIONS, THRESHOLDS = 128, (0.5, 0.3)
JUDGED = Path(__file__).with_name("judged.csv")


def found(finder: str, threshold: float, path: Path) -> tuple[dict[str, str], float, float]:
    """(the leader of every article, seconds, gigabytes beyond what is loaded)."""
    frame = pd.read_parquet(path)
    find = globals()[finder]
    find(frame.head(20), threshold)  # compiles
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # Linux: the peak is what there is now
    before, begun = _peak(), time.process_time()
    leaders = find(frame, threshold)
    return leaders, time.process_time() - begun, _peak() - before


def _peak() -> float:
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1e6


def broadsheet(frame: pd.DataFrame, threshold: float = 0) -> dict[str, str]:
    table = copies(Corpus.from_frame(frame))
    return dict(zip(table["article_id"], table["copy_group"], strict=True))


def shingles(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at:at + 5]) for at in range(max(1, len(words) - 4))}


def datasketch(frame: pd.DataFrame, threshold: float) -> dict[str, str]:
    from datasketch import MinHash, MinHashLSH

    lsh, leaders = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS), {}
    for row in frame.itertuples():
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([one.encode() for one in shingles(row.text)])
        found = sorted(lsh.query(sketch))
        leaders[row.article_id] = leaders[found[0]] if found else row.article_id
        lsh.insert(row.article_id, sketch)
    return leaders


def rensa(frame: pd.DataFrame, threshold: float) -> dict[str, str]:
    from rensa import RMinHash, RMinHashLSH

    ids, leaders, sketches = frame["article_id"].tolist(), {}, []
    bands = 32 if threshold >= 0.5 else 64
    lsh = RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=bands)
    for number, row in enumerate(frame.itertuples()):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update(sorted(shingles(row.text)))
        found = [other for other in sorted(lsh.query(sketch)) if sketch.jaccard(sketches[other]) >= threshold]
        leaders[row.article_id] = leaders[ids[found[0]]] if found else row.article_id
        lsh.insert(number, sketch)
        sketches.append(sketch)
    return leaders


def judge(frame: pd.DataFrame, edited: pd.DataFrame, leaders: dict[str, str]) -> dict:
    """Recall of each kind, and the share of grouped copies whose group holds no other text.

    Articles that a person judged to be one text (judged.csv) are one text here too.
    """
    group = edited["article_id"].map(leaders)
    hit = group == edited["original"].map(leaders)
    family = frame["article_id"].map(dict(zip(edited["article_id"], edited["original"], strict=True)))
    family = family.fillna(frame["article_id"]).replace(_same_text())
    mixed = family.groupby(frame["article_id"].map(leaders)).nunique()
    return {**hit.groupby(edited["kind"]).mean().to_dict(), "pure": 1 - group.map(mixed > 1).mean(), "all": hit.mean()}


def _same_text() -> dict[str, str]:
    """The first article of each text that several are judged to carry."""
    judged = pd.read_csv(JUDGED, dtype=str)
    first = {}
    for one, other in judged.loc[judged["judgement"] == "same text", ["article_id", "other_id"]].to_numpy():
        old, new = sorted((first.get(one, one), first.get(other, other)))
        first.update({name: old for name, leader in first.items() if leader == new} | {new: old, one: old, other: old})
    return first


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles")
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--least", type=int, default=100)
    parser.add_argument("--large", type=int, default=0)
    options = parser.parse_args()
    frame = pd.read_json(options.articles, lines=True)
    frame = frame.rename(columns={"id": "article_id", "date": "published"})
    frame = frame.astype({"article_id": str})[["article_id", "title", "text", "source", "published"]]
    long = frame[frame["text"].str.split().str.len() >= options.least]
    edited = copies_of(long.sample(options.sample, random_state=1))
    both, rows = pd.concat([frame, edited], ignore_index=True), []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "articles.parquet"
        both.to_parquet(path)
        for finder, thresholds in (("broadsheet", [""]), ("datasketch", THRESHOLDS), ("rensa", THRESHOLDS)):
            if finder != "broadsheet" and importlib.util.find_spec(finder) is None:
                print(f"{finder} is not installed: left out")
                continue
            for at in thresholds:
                leaders, seconds, peak = alone(found, finder, at, path).result
                rows.append({"by": f"{finder} {at}", **judge(both, edited, leaders), "seconds": seconds, "GB": peak})
        print(pd.DataFrame(rows).round(3).to_string(index=False))
        if options.large:
            seeds = range(-(-options.large // (7 * len(frame))))
            many = pd.concat([frame, *(copies_of(frame, seed=seed) for seed in seeds)], ignore_index=True)
            many.head(options.large).to_parquet(path)
            _, seconds, peak = alone(found, "broadsheet", 0, path).result
            print(f"{options.large:,} articles, most of them copies: {seconds:.1f} s, {peak:.2f} GB beyond them")


if __name__ == "__main__":
    main()

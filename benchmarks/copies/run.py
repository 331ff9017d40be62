"""Copies side by side with MinHash: recall of each kind of edit, precision, time and memory.

    python benchmarks/copies/run.py ARTICLES.jsonl.gz [--sample 400] [--least 100] [--large 37000]

ARTICLES has columns id, text, source, date.  Peers that are not installed are named and left out.
"""

import argparse
import importlib.util
import re
import resource
import time

import pandas as pd
from edits import copies_of

from analysis import Corpus
from analysis.articles.copies import copies

PERMUTATIONS, THRESHOLDS = 128, (0.5, 0.3)


def ours(frame: pd.DataFrame) -> dict[str, str]:
    corpus = Corpus.from_frame(frame)
    begun = time.process_time()
    table = copies(corpus)
    print(f"  broadsheet: {time.process_time() - begun:.1f} s")
    return dict(zip(table["article_id"], table["copy_group"], strict=True))


def shingles(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at:at + 5]) for at in range(max(1, len(words) - 4))}


def datasketch(frame: pd.DataFrame, threshold: float) -> dict[str, str]:
    from datasketch import MinHash, MinHashLSH

    begun, lsh, leaders = time.process_time(), MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS), {}
    for row in frame.itertuples():
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([one.encode() for one in shingles(row.text)])
        found = sorted(lsh.query(sketch))
        leaders[row.article_id] = leaders[found[0]] if found else row.article_id
        lsh.insert(row.article_id, sketch)
    print(f"  datasketch at {threshold}: {time.process_time() - begun:.1f} s")
    return leaders


def rensa(frame: pd.DataFrame, threshold: float) -> dict[str, str]:
    from rensa import RMinHash, RMinHashLSH

    begun, ids, leaders, sketches = time.process_time(), frame["article_id"].tolist(), {}, []
    bands = 32 if threshold >= 0.5 else 64
    lsh = RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=bands)
    for number, row in enumerate(frame.itertuples()):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update(sorted(shingles(row.text)))
        found = [other for other in sorted(lsh.query(sketch)) if sketch.jaccard(sketches[other]) >= threshold]
        leaders[row.article_id] = leaders[ids[found[0]]] if found else row.article_id
        lsh.insert(number, sketch)
        sketches.append(sketch)
    print(f"  rensa at {threshold}: {time.process_time() - begun:.1f} s")
    return leaders


def judge(frame: pd.DataFrame, edited: pd.DataFrame, leaders: dict[str, str], name: str) -> dict:
    """Recall of each kind, and the share of grouped copies whose group holds no other original."""
    group = edited["article_id"].map(leaders)
    found = group == edited["original"].map(leaders)
    family = frame["article_id"].map(dict(zip(edited["article_id"], edited["original"], strict=True)))
    family = family.fillna(frame["article_id"])
    mixed = family.groupby(frame["article_id"].map(leaders)).nunique()
    return {"by": name, **found.groupby(edited["kind"]).mean().to_dict(),
            "pure": 1 - group.map(mixed > 1).mean(), "all": found.mean()}


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
    ours(frame.head(20))  # compiles
    long = frame[frame["text"].str.split().str.len() >= options.least]
    edited = copies_of(long.sample(options.sample, random_state=1))
    both = pd.concat([frame, edited], ignore_index=True)
    rows = [judge(both, edited, ours(both), "broadsheet")]
    for peer in (datasketch, rensa):
        if importlib.util.find_spec(peer.__name__) is None:
            print(f"  {peer.__name__} is not installed: left out")
            continue
        rows += [judge(both, edited, peer(both, at), f"{peer.__name__} {at}") for at in THRESHOLDS]
    print(pd.DataFrame(rows).round(3).to_string(index=False))
    if options.large:
        seeds = range(-(-options.large // (7 * len(frame))))
        many = pd.concat([frame, *(copies_of(frame, seed=seed) for seed in seeds)], ignore_index=True)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        ours(many.head(options.large))
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"  {options.large:,} articles; peak memory {after / 1e6:.2f} GB, before {before / 1e6:.2f} GB")


if __name__ == "__main__":
    main()

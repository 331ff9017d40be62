"""B-cubed of merged names against strings as they are: alias_dwie (within its articles) and the specimen (across).

    python benchmarks/entities/names.py [SHARED]

alias_dwie gives hand-made clusters of mention strings without their text: its PERSON, ORG and PLACE mentions are
resolved as a mentions table would be, and compared within each article and, where the clusters have a link to an
encyclopedia, across all articles.  The specimen's mentions are found by the model and compared where its truth table
knows the name.  Rules were chosen by looking at errors in half A of alias_dwie (by hash of the article's id) and in the
specimen; the figures of half B were seen while they were chosen, its errors were not.  The gain over strings as they
are is printed beside the ceiling, the gain of a perfect answer.
"""

import gzip
import hashlib
import json
import sys
from pathlib import Path

import pandas as pd

from analysis import Corpus, entities
from analysis.entities.spelling import trim

PROJECT = Path(__file__).resolve().parents[2]
KINDS = (("person", "PERSON"), ("organization", "ORG"), ("location", "PLACE"), ("gpe", "PLACE"))


def b_cubed(rows: pd.DataFrame, cluster: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of `cluster` against `gold`, averaged over mentions (Bagga & Baldwin 1998)."""
    both = rows.groupby(["gold", cluster]).size().rename("both").reset_index()
    both["in_gold"] = both.groupby("gold")["both"].transform("sum")
    both["in_cluster"] = both.groupby(cluster)["both"].transform("sum")
    precision = (both["both"] ** 2 / both["in_cluster"]).sum() / len(rows)
    recall = (both["both"] ** 2 / both["in_gold"]).sum() / len(rows)
    return precision, recall, 2 * precision * recall / (precision + recall)


def report(name: str, rows: pd.DataFrame) -> None:
    """Print strings as they are beside merged names, and what was gained of what can be."""
    before, after = b_cubed(rows, "raw"), b_cubed(rows, "entity")
    for called, (precision, recall, f1) in (("strings", before), ("ours", after)):
        print(f"{name:30}{len(rows):6} mentions  {called:8} P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}", flush=True)
    print(f"{name:46} gain     {after[2] - before[2]:+.4f} of at most {1 - before[2]:+.4f}", flush=True)


def dwie(path: Path) -> pd.DataFrame:
    rows = []
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        article = json.loads(line)
        for entity in article["entities"]:
            label = next((ours for theirs, ours in KINDS if theirs in entity["types"]), None)
            if label and "entity" in entity["types"]:
                rows += [(article["id"], start, end, text, label, entity["concept"], entity.get("link") or "")
                         for start, end, text in entity["mentions"]]
    rows = pd.DataFrame(rows, columns=["article_id", "start", "end", "raw", "label", "gold", "link"])
    rows = rows.drop_duplicates(["article_id", "start", "end"], ignore_index=True)
    bounds = [trim(text, 0, len(text), person=label == "PERSON") or (0, len(text))
              for text, label in zip(rows["raw"], rows["label"], strict=True)]
    rows["text"] = [text[start:end] for text, (start, end) in zip(rows["raw"], bounds, strict=True)]
    rows["entity"] = entities.resolve(rows.assign(entity=rows["text"], full_name=""))["entity"].to_numpy(dtype=object)
    return rows.assign(half=["AB"[hashlib.sha1(key.encode()).digest()[-1] % 2] for key in rows["article_id"]])


def within(rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` with the clusters of each article apart."""
    return rows.assign(**{column: rows["article_id"] + "/" + rows[column].astype(str)
                          for column in ("gold", "raw", "entity")})


def straight(text: str) -> str:
    return text.replace("\u2019", "'").replace("\u2018", "'")


def specimen() -> pd.DataFrame:
    corpus = Corpus.open(PROJECT / "data" / "articles")
    truth = pd.read_csv(PROJECT / "data" / "truth" / "names.csv", keep_default_na=False)
    always = truth[truth["title"] == ""].drop_duplicates("spelling").set_index("spelling")["entity"]
    truth["title"] = truth["title"].map(straight)
    here = truth[truth["title"] != ""].set_index(["spelling", "title", "source"])["entity"].to_dict()
    rows = entities.resolve(entities.mentions(corpus)).merge(corpus.articles[["article_id", "title", "source"]])
    rows["raw"], rows["title"] = rows["text"].map(straight), rows["title"].map(straight)
    rows["gold"] = [here.get((text, title, source)) or always.get(text) for text, title, source in
                    zip(rows["raw"], rows["title"], rows["source"], strict=True)]
    return rows[rows["gold"].notna()]


if __name__ == "__main__":
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else PROJECT.parent / "shared")
    clusters = dwie(shared / "corpora" / "alias_dwie.jsonl.gz")
    for half in ("AB", "A", "B"):
        report(f"alias_dwie  within  half {half}", within(clusters[clusters["half"].isin(list(half))]))
    report("alias_dwie  across", clusters[clusters["link"] != ""].assign(gold=lambda rows: rows["link"]))
    report("specimen  across", specimen())

"""B-cubed of merged names against strings as they are: alias_dwie (within its articles) and the specimen (across).

    python benchmarks/entities/names.py [SHARED]

alias_dwie gives hand-made clusters of mention strings without their text: its PERSON, ORG and PLACE mentions are
resolved as a mentions table would be.  The specimen's mentions are found by the model and compared where its truth
table knows the name.  Rules were chosen by looking at half A of alias_dwie alone (by hash of the article's id).
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


def b_cubed(rows: pd.DataFrame, cluster: str) -> str:
    """Precision, recall and F1 of `cluster` against `gold`, averaged over mentions (Bagga & Baldwin 1998)."""
    both = rows.groupby(["gold", cluster]).size().rename("both").reset_index()
    both["in_gold"] = both.groupby("gold")["both"].transform("sum")
    both["in_cluster"] = both.groupby(cluster)["both"].transform("sum")
    precision = (both["both"] ** 2 / both["in_cluster"]).sum() / len(rows)
    recall = (both["both"] ** 2 / both["in_gold"]).sum() / len(rows)
    return f"P {precision:.4f}  R {recall:.4f}  F1 {2 * precision * recall / (precision + recall):.4f}"


def dwie(path: Path) -> pd.DataFrame:
    rows = []
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        article = json.loads(line)
        for entity in article["entities"]:
            label = next((ours for theirs, ours in KINDS if theirs in entity["types"]), None)
            if label and "entity" in entity["types"]:
                rows += [(article["id"], start, end, text, label, entity["concept"])
                         for start, end, text in entity["mentions"]]
    rows = pd.DataFrame(rows, columns=["article_id", "start", "end", "raw", "label", "gold"])
    rows = rows.drop_duplicates(["article_id", "start", "end"], ignore_index=True)
    bounds = [trim(text, 0, len(text), person=label == "PERSON") or (0, len(text))
              for text, label in zip(rows["raw"], rows["label"], strict=True)]
    rows["text"] = [text[start:end] for text, (start, end) in zip(rows["raw"], bounds, strict=True)]
    rows["entity"] = entities.resolve(rows.assign(entity=rows["text"], full_name=""))["entity"].to_numpy(dtype=object)
    for column in ("gold", "raw", "entity"):
        rows[column] = rows["article_id"] + "/" + rows[column].astype(str)
    return rows.assign(half=["AB"[hashlib.sha1(key.encode()).digest()[-1] % 2] for key in rows["article_id"]])


def specimen() -> pd.DataFrame:
    corpus = Corpus.open(PROJECT / "data" / "articles")
    truth = pd.read_csv(PROJECT / "data" / "truth" / "names.csv", keep_default_na=False)
    always = truth[truth["title"] == ""].drop_duplicates("spelling").set_index("spelling")["entity"]
    here = truth[truth["title"] != ""].set_index(["spelling", "title", "source"])["entity"].to_dict()
    rows = entities.resolve(entities.mentions(corpus)).merge(corpus.articles[["article_id", "title", "source"]])
    rows["raw"] = rows["text"].str.replace("\u2019", "'")
    rows["gold"] = [here.get((text, title, source)) or always.get(text) for text, title, source in
                    zip(rows["raw"], rows["title"], rows["source"], strict=True)]
    return rows[rows["gold"].notna()]


if __name__ == "__main__":
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else PROJECT.parent / "shared")
    clusters = dwie(shared / "corpora" / "alias_dwie.jsonl.gz")
    for half in ("AB", "A", "B"):
        part = clusters[clusters["half"].isin(list(half))]
        for name, column in (("strings", "raw"), ("ours", "entity")):
            print(f"alias_dwie  half {half:2}  {len(part):6} mentions  {name:8}{b_cubed(part, column)}", flush=True)
    found = specimen()
    for name, column in (("strings", "raw"), ("ours", "entity")):
        print(f"specimen             {len(found):6} mentions  {name:8}{b_cubed(found, column)}", flush=True)

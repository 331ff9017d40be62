"""A night of a large collection: what it takes to keep its tables, and to compare it with the one before.

    python benchmarks/runs/changes.py [--articles 37000] [--nights 370 3700] [--work FOLDER]
                                      [folder with news_2016.jsonl.gz]

Generated articles (benchmarks/large.py): the newer collection has --articles of them; the older one lacks the last 370
(and, in a second comparison, a tenth), has 20 that are gone, and 20 others in an earlier version that lacks its end.
Both are parts of one collection, whose tables are made once, each in a process of its own with one worker; topics with
k = 12, names by capitals as in corpus/memory.py.  Printed: seconds and the peak memory of each table; then, for each
comparison, those of reading the two runs' tables and comparing them as `broadsheet compare` does, how many things of
each kind were compared and tested, and what was said; last, of finding the one cell in which two such runs differ.
--work keeps articles and tables for another time.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import alone
import large

FILE, CHANGED = 500, 20
GONE, EARLIER = "gone", "earlier"  # the sections of what only the older collection has
TABLES = {
    "articles": lambda room: {"articles": room.changes.articles(room.corpus).merge(
        room.corpus.about[["article_id", "section"]])},
    "terms": lambda room: {"article_terms": room.changes.article_terms(room.corpus)},
    "topics": lambda room: _topics(room.topics.find(room.corpus, k=12)),
    "stories": lambda room: {"article_stories": room.stories.find(room.corpus)},
    "mentions": lambda room: {"mentions": room.entities.resolve(room.entities.mentions(room.corpus))},
    "entities": lambda room: {"article_entities": room.changes.article_entities(room.mentions)},
    "pairs": lambda room: {"article_pairs": room.changes.article_pairs(room.mentions, room.corpus)},
    "far pairs": lambda room: {"far_pairs": room.changes.article_pairs(room.mentions, room.corpus, window="article")},
}


def _topics(found) -> dict[str, pd.DataFrame]:
    return {"topic_members": found.members, "topics": found.topics}


def write(folder: Path, articles: int, source: Path) -> None:
    """All articles of both collections as JSONL; url: the number of each."""
    made, rows = large.Large(source), []
    folder.mkdir(parents=True)
    for number in range(articles + CHANGED):
        row = made.article(number) | {"section": GONE if number >= articles else ""}
        rows.append(row | {"url": f"https://{row['source']}/{number}"})
        if number < CHANGED:
            rows.append(rows[-1] | {"text": row["text"][:-len(row["text"]) // 5], "section": EARLIER})
        if len(rows) >= FILE or number == articles + CHANGED - 1:
            pd.DataFrame(rows).to_json(folder / f"{number:06d}.jsonl", orient="records", lines=True,
                                       date_format="iso", force_ascii=False)
            rows = []


def take(name: str, work: Path) -> None:
    """Make one of TABLES of the collection in `work`, and keep it there."""
    from argparse import Namespace

    from analysis import Corpus, entities, stories, topics
    from analysis.entities import tagger
    from analysis.runs import changes

    tagger.load = _rules
    mentions = work / "tables" / "mentions.parquet"
    room = Namespace(corpus=Corpus.open(work / "articles", store=work / "store", workers=1), changes=changes,
                     entities=entities, stories=stories, topics=topics,
                     mentions=pd.read_parquet(mentions) if mentions.exists() else None)
    for table, found in TABLES[name](room).items():
        found.to_parquet(work / "tables" / f"{table}.parquet", index=False)


def _rules(model: str):
    import spacy
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": [{"IS_TITLE": True, "OP": "{1,3}"}]}])
    return nlp


def part(work: Path, articles: int, nights: list[int]) -> None:
    """The runs in `work`: `now`, and for each night the older one, `before-N`."""
    known = pd.read_parquet(work / "tables" / "articles.parquet")
    number = known["url"].str.extract(r"(\d+)$")[0].astype(int)
    runs = {"now": known["section"] == ""}
    for night in nights:
        runs[f"before-{night}"] = ((known["section"] != "") | number.between(CHANGED, articles - night - 1))
    for name, own in runs.items():
        ids = known.loc[own, "article_id"]
        (work / name / "tables").mkdir(parents=True, exist_ok=True)
        (work / name / "manifest.json").write_text(json.dumps({"status": "ok", "fingerprint": name}))
        for path in (work / "tables").glob("*.parquet"):
            table = pd.read_parquet(path)
            if path.stem not in ("mentions", "far_pairs"):
                table = table[table["article_id"].isin(ids)] if "article_id" in table else table
                table.to_parquet(work / name / "tables" / path.name, index=False)


def compare(work: Path, night: int) -> tuple[float, list[str]]:
    """(seconds of `compare` without reading, what to say of it)."""
    from analysis.runs import changes
    one, other = (changes.load(work / name) for name in (f"before-{night}", "now"))
    start = time.perf_counter()
    found = changes.compare(one, other)
    seconds = time.perf_counter() - start
    kinds = found.items.groupby("kind").agg(compared=("item", "size"), tested=("p", "count"))
    said = [f"{kind}: {row.compared:,} compared, {row.tested:,} tested" for kind, row in kinds.iterrows()]
    return seconds, [", ".join(f"{count} {status}" for status, count in
                               found.articles["status"].value_counts().items()), *said,
                     *(line[:200] for line in found.statement.split("\n"))]


def differ(work: Path) -> int:
    """How many differences two runs have that differ in one cell of article_terms."""
    import shutil

    from analysis.runs import changes
    other = work / "other"
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(work / "now", other)
    path = other / "tables" / "article_terms.parquet"
    table = pd.read_parquet(path)
    table.loc[len(table) - 1, "count"] += 1
    table.to_parquet(path, index=False)
    return len(changes.differences(work / "now", other))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=37000)
    parser.add_argument("--nights", type=int, nargs="+", default=[370, 3700])
    parser.add_argument("--work", type=Path)
    options, source = large.asked(parser)
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        if not (work / "articles").exists():
            write(work / "articles", options.articles, source)
        (work / "tables").mkdir(parents=True, exist_ok=True)
        for name in TABLES:
            found = alone.alone(take, name, work)
            print(f"{name:14} {found.seconds:6.0f} s {found.peak:6.2f} GB", flush=True)
        part(work, options.articles, options.nights)
        for night in options.nights:
            found = alone.alone(compare, work, night)
            seconds, said = found.result
            print(f"\n{night:,} new of {options.articles:,}: read in {found.seconds - seconds:.0f} s, compared in "
                  f"{seconds:.0f} s, {found.peak:.2f} GB", *said, sep="\n  ", flush=True)
        found = alone.alone(differ, work)
        print(f"\none cell of {len(list((work / 'now' / 'tables').iterdir()))} tables: {found.result} difference in "
              f"{found.seconds:.0f} s, {found.peak:.2f} GB")


if __name__ == "__main__":
    main()

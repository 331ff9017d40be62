"""How well sentences of one story are aligned: precision, recall and F1 against pairs marked by hand.

    .venv/bin/python -m benchmarks.stories.alignment          # measure
    .venv/bin/python -m benchmarks.stories.alignment --fit    # print the weights of analysis/stories/align.py anew

Marks (alignment.csv): two sentences are a pair where one states, in whole or in its main part, what the other states
too, in whatever words, also with another number or name.  A common subject alone makes none.  "unclear": readers may
differ; such pairs count neither way.  Sentences are numbered from 1 as `analysis.text.tokens.sentences` finds them.
All pairs of these stories that are not listed are none.

The marks were made before the aligner's answers were looked at.  Weights and thresholds come from the stories in
TUNED and NEWS_TUNED.  alignment_news.csv marks six stories of a development corpus, by id (news_2016.jsonl.gz in
../shared/corpora), two articles of each or three; where that folder is absent they are left out.
"""

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from analysis import Corpus
from analysis.stories import align, voiced
from analysis.stories.compare import read_sentences
from analysis.stories.likeness import said
from analysis.stories.quotes import quotes

MARKS = Path(__file__).with_name("alignment.csv")
NEWS_MARKS = Path(__file__).with_name("alignment_news.csv")
NEWS = Path(__file__).resolve().parents[2].parent / "shared" / "corpora" / "news_2016.jsonl.gz"
TUNED = ["E1", "E3", "E5", "S-W1", "S-collapse", "S-interim"]
NEWS_TUNED = ["acosta", "caughman", "ivory"]
_STRAIGHT = str.maketrans("‘’", "''")


def stories(corpus: Corpus, marks: pd.DataFrame):
    """For each marked story: its name, its articles' sentences, the mark of each marked pair of their numbers, and the
    quotations of each sentence."""
    for story, rows in marks.groupby("story"):
        names = sorted({*rows["article_id"], *rows["other_article_id"]})
        chosen = corpus.select(article_ids=names)
        sentences = read_sentences(chosen)
        quoted = voiced.by_sentence(quotes(chosen), sentences)
        starts = dict(zip(names, np.cumsum([0, *(len(sentences[name]) for name in names)]), strict=False))
        marked = {}
        for row in rows.itertuples():
            pair = starts[row.article_id] + row.sentence - 1, starts[row.other_article_id] + row.other_sentence - 1
            marked[tuple(sorted(map(int, pair)))] = row.mark
        voices = [quoted.get((name, place), []) for name in names for place in range(len(sentences[name]))]
        yield story, [sentences[name] for name in names], marked, voices


def specimen(corpus: Corpus) -> pd.DataFrame:
    """The marks of the specimen, by article_id."""
    ids = {title.translate(_STRAIGHT): one for title, one in
           zip(corpus.about["title"], corpus.about["article_id"], strict=True)}
    marks = pd.read_csv(MARKS)
    return marks.assign(article_id=[ids[title.translate(_STRAIGHT)] for title in marks["title"]],
                        other_article_id=[ids[title.translate(_STRAIGHT)] for title in marks["other_title"]])


def news() -> tuple[Corpus, pd.DataFrame]:
    """The marked articles of the development corpus, and their marks."""
    marks = pd.read_csv(NEWS_MARKS, dtype={"article_id": str, "other_article_id": str})
    names = {*marks["article_id"], *marks["other_article_id"]}
    with gzip.open(NEWS, "rt") as lines:
        rows = [row for row in map(json.loads, lines) if str(row["id"]) in names]
    frame = pd.DataFrame([{"article_id": str(row["id"]), "published": row["date"], **{name: row[name] for name in (
        "title", "text", "source")}} for row in rows])
    return Corpus.from_frame(frame), marks


def numbered(articles: list[list]) -> tuple[np.ndarray, list]:
    """The number of each sentence's article, and all sentences."""
    sizes = [len(sentences) for sentences in articles]
    return np.repeat(np.arange(len(articles)), sizes), [one for sentences in articles for one in sentences]


def measure(corpus: Corpus, marks: pd.DataFrame) -> pd.DataFrame:
    """right, found, marked pairs of each story."""
    rows = []
    for story, articles, marked, voices in stories(corpus, marks):
        article, flat = numbered(articles)
        links = align.align(said(flat, article), article, voiced.same(voices, article))
        found = set(zip(links.one.tolist(), links.other.tolist(), strict=True))
        unclear = {pair for pair, mark in marked.items() if mark == "unclear"}
        rows.append((story, len(found & (marked.keys() - unclear)), len(found - unclear), len(marked) - len(unclear)))
    return pd.DataFrame(rows, columns=["story", "right", "found", "marked"]).set_index("story")


def scores(rows: pd.DataFrame) -> str:
    right, found, marked = rows[["right", "found", "marked"]].sum()
    precision, recall = right / max(found, 1), right / max(marked, 1)
    f1 = 2 * right / max(found + marked, 1)
    return f"precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f} ({marked} pairs)"


def fit(known: list[tuple[Corpus, pd.DataFrame]]) -> dict[str, float]:
    """The weights of a logistic regression on the tuned stories."""
    rows, labels = [], []
    tuned = [(corpus, marks[marks["story"].isin([*TUNED, *NEWS_TUNED])]) for corpus, marks in known]
    for _, articles, marked, _ in (story for part in tuned for story in stories(*part)):
        article, flat = numbered(articles)
        about = said(flat, article)
        for alike in align.candidates(about, article):
            mark = [marked.get(pair, "none") for pair in zip(alike.one.tolist(), alike.other.tolist(), strict=True)]
            clear = np.array([one != "unclear" for one in mark])
            rows.append(align.features(alike, about, article)[clear])
            labels += [one != "none" for one in mark if one != "unclear"]
    found = np.concatenate(rows)[:, 1:]
    spread = found.std(axis=0)
    model = LogisticRegression(C=0.1).fit(found / spread, labels)
    weights = [float(model.intercept_[0]), *(model.coef_[0] / spread)]
    return {name: round(float(weight), 3) for name, weight in zip(align.WEIGHTS, weights, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fit", action="store_true", help="print the weights that the tuned stories give")
    corpus = Corpus.open("data/articles")
    known = [(corpus, specimen(corpus)), *([news()] if NEWS.exists() else [])]
    if parser.parse_args().fit:
        print(fit(known))
        return
    for name, part, tuned in zip(("specimen", "news"), known, (TUNED, NEWS_TUNED), strict=False):
        table = measure(*part)
        others = table[~table.index.isin(tuned)]
        print(table.to_string())
        print(f"{name}, tuned on:    ", scores(table.loc[tuned]))
        print(f"{name}, not tuned on:", scores(others))
        if name == "specimen":
            print("  of these told independently:", scores(others[others.index.str.startswith("E")]))


if __name__ == "__main__":
    main()

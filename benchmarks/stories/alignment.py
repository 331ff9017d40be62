"""How well sentences of one story are aligned: precision, recall and F1 against pairs marked by hand.

    .venv/bin/python -m benchmarks.stories.alignment          # measure
    .venv/bin/python -m benchmarks.stories.alignment --fit    # print the weights of analysis/stories/align.py anew

Marks (alignment.csv): two sentences are a pair where one states, in whole or in its main part, what the other states
too, in whatever words, also with another number or name.  A common subject alone makes none.  "unclear": readers may
differ; such pairs count neither way.  Sentences are numbered from 1 as `analysis.text.tokens.sentences` finds them.
All pairs of these stories that are not listed are none.

The marks were made before there was anything to measure.  Weights and thresholds come from the stories in TUNED.
"""

import argparse
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
TUNED = ["E1", "E3", "E5", "S-W1", "S-collapse", "S-interim"]
_STRAIGHT = str.maketrans("‘’", "''")


def stories(corpus: Corpus, marks: pd.DataFrame):
    """For each marked story: its name, its articles' sentences, the mark of each marked pair of their numbers, and the
    quotations of each sentence."""
    ids = {title.translate(_STRAIGHT): one for title, one in
           zip(corpus.about["title"], corpus.about["article_id"], strict=True)}
    for story, rows in marks.groupby("story"):
        names = sorted({ids[title.translate(_STRAIGHT)] for title in (*rows["title"], *rows["other_title"])})
        chosen = corpus.select(article_ids=names)
        sentences = read_sentences(chosen)
        quoted = voiced.by_sentence(quotes(chosen), sentences)
        starts = dict(zip(names, np.cumsum([0, *(len(sentences[name]) for name in names)]), strict=False))
        marked = {}
        for title, number, other, other_number, mark in rows[["title", "sentence", "other_title", "other_sentence",
                                                              "mark"]].itertuples(index=False, name=None):
            one = starts[ids[title.translate(_STRAIGHT)]] + number - 1
            marked[tuple(sorted((int(one), int(starts[ids[other.translate(_STRAIGHT)]] + other_number - 1))))] = mark
        voices = [quoted.get((name, place), []) for name in names for place in range(len(sentences[name]))]
        yield story, [sentences[name] for name in names], marked, voices


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


def fit(corpus: Corpus, marks: pd.DataFrame) -> dict[str, float]:
    """The weights of a logistic regression on the tuned stories."""
    rows, labels = [], []
    for story, articles, marked, _ in stories(corpus, marks[marks["story"].isin(TUNED)]):
        article, flat = numbered(articles)
        about = said(flat, article)
        for alike in align.candidates(about, article):
            mark = [marked.get(pair, "none") for pair in zip(alike.one.tolist(), alike.other.tolist(), strict=True)]
            clear = np.array([one != "unclear" for one in mark])
            rows.append(align.features(alike, about, article)[clear])
            labels += [one != "none" for one in mark if one != "unclear"]
    known = np.concatenate(rows)[:, 1:]
    spread = known.std(axis=0)
    model = LogisticRegression(C=0.1).fit(known / spread, labels)
    weights = [float(model.intercept_[0]), *(model.coef_[0] / spread)]
    return {name: round(float(weight), 3) for name, weight in zip(align.WEIGHTS, weights, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fit", action="store_true", help="print the weights that the tuned stories give")
    corpus, marks = Corpus.open("data/articles"), pd.read_csv(MARKS)
    if parser.parse_args().fit:
        print(fit(corpus, marks))
        return
    table = measure(corpus, marks)
    print(table.to_string())
    others = table[~table.index.isin(TUNED)]
    print("tuned on   ", scores(table.loc[TUNED]))
    print("not tuned on", scores(others))
    print("  of these told independently", scores(others[others.index.str.startswith("E")]))


if __name__ == "__main__":
    main()

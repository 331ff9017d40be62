"""Rebuilds analysis/reading/cleaning.json from labelled page copies.

    python benchmarks/reading/train_cleaning.py

Reads page_copies.jsonl.gz (pages and their bodies) and wikinews.jsonl.gz (articles without anything around
them) from the development corpora. Each page is used whole and cropped to its article three times, so that the model
learns short copies too. Deterministic.
"""

import json
import random
from pathlib import Path

import numpy as np
from labelled import labels, lines_of, load
from sklearn.linear_model import LogisticRegression

from analysis.reading.features import NAMES, page_features
from analysis.reading.model import Model

OUT = Path(__file__).resolve().parents[2] / "analysis" / "reading" / "cleaning.json"
_CROPS = ((12, 12), (4, 6), (1, 0))  # at most so many lines left before and after the article
_CLEAN_ARTICLES = 60
_CLEAN_WEIGHT = 0.3
_STRENGTH = 0.3  # scikit-learn's C
_DIGITS = 4


def labelled_pages() -> list[dict]:
    """Pages with lines, labels (1: body) and body."""
    pages = []
    for page in load("page_copies.jsonl.gz"):
        lines = lines_of(page["text"])
        pages.append(page | {"lines": lines, "labels": labels(lines, "\n".join(lines_of(page["body"])))})
    return pages


def clean_articles() -> list[list[str]]:
    """Lines of articles that are all body: every other one, the rest is for testing."""
    return [lines for lines in (lines_of(article["text"]) for article in load("wikinews.jsonl.gz")[::2]) if lines]


def fit(pages: list[dict], articles: list[list[str]]) -> Model:
    """A model of lines: every page counts the same, longer lines in it more."""
    rng = random.Random(0)
    samples = [sample for page in pages for sample in _crops(page["lines"], page["labels"], rng)]
    rows = [(page_features(lines)[0], truth, _weights(lines)) for lines, truth in samples]
    for lines in rng.sample(articles, _CLEAN_ARTICLES):
        rows.append((page_features(lines)[0], np.ones(len(lines)), np.full(len(lines), _CLEAN_WEIGHT / len(lines))))
    features, truth, weights = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    regression = LogisticRegression(C=_STRENGTH, max_iter=2000)
    regression.fit((features - mean) / spread, truth, weights * len(truth) / weights.sum())
    found = regression.coef_[0] / spread
    return Model(found, float(regression.intercept_[0] - found @ mean))


def _crops(lines: list[str], truth: np.ndarray, rng: random.Random) -> list[tuple[list[str], np.ndarray]]:
    crops = [(lines, truth)]
    body = np.flatnonzero(truth)
    if len(body):
        for before, after in _CROPS:
            start = max(0, body[0] - rng.randint(0, before))
            end = body[-1] + 1 + rng.randint(0, after)
            crops.append((lines[start:end], truth[start:end]))
    return crops


def _weights(lines: list[str]) -> np.ndarray:
    weights = np.array([len(line.split()) ** 0.5 + 1 for line in lines])
    return weights / weights.sum()


if __name__ == "__main__":
    trained = fit(labelled_pages(), clean_articles())
    weights = {name: round(float(weight), _DIGITS) for name, weight in zip(NAMES, trained.weights, strict=True)}
    OUT.write_text(json.dumps({"intercept": round(trained.intercept, _DIGITS), "weights": weights}, indent=1) + "\n")
    print(f"{OUT.name}: {len(weights) + 1} numbers")

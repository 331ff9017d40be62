"""Labelled page copies, and how a cleaner is scored on them."""

import difflib
import gzip
import json
import random
import re
from collections import Counter
from pathlib import Path

import numpy as np

from analysis.reading import repair

CORPORA = Path(__file__).resolve().parents[2].parent / "shared" / "corpora"
_TOKEN = re.compile(r"\w+")
_NOT_WORD = re.compile(r"\W+")


def load(name: str) -> list[dict]:
    """The records of a development corpus. Raises FileNotFoundError where it is not."""
    with gzip.open(CORPORA / name, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def lines_of(text: str) -> list[str]:
    """The lines of `text` that are not empty, as cleaning sees them."""
    return [line for line in (line.strip() for line in repair(text).split("\n")) if line]


def labels(lines: list[str], body: str) -> np.ndarray:
    """1 for each of `lines` that is a paragraph of `body` (aligned in order), or a long part of one, else 0."""
    folded = [_fold(line) for line in lines]
    paragraphs = [folded_line for folded_line in map(_fold, body.split("\n")) if folded_line]
    found = np.zeros(len(lines))
    for match in difflib.SequenceMatcher(None, folded, paragraphs, autojunk=False).get_matching_blocks():
        found[match.a : match.a + match.size] = 1
    rest = set(paragraphs) - {folded[at] for at in np.flatnonzero(found)}
    for at, line in enumerate(folded):
        if (
            not found[at]
            and len(line) > 25
            and any(line in other or other in line for other in rest if len(other) > 25)
        ):
            found[at] = 1
    return found


def folds(outlets: list[str], *, k: int = 5, seed: int = 0) -> list[int]:
    """A fold for each page, all pages of one outlet in the same."""
    names = sorted(set(outlets))
    random.Random(seed).shuffle(names)
    fold = {name: at % k for at, name in enumerate(names)}
    return [fold[outlet] for outlet in outlets]


def shingle_score(truth: list[str], texts: list[str], *, size: int = 4) -> dict[str, float]:
    """Precision, recall and F1 of 4-word shingles as the article-extraction benchmark has them.

    Precision and recall are means over pages, F1 their harmonic mean; "mean of F1" is the mean of the pages' own.
    """
    precision, recall = [], []
    for true, text in zip(truth, texts, strict=True):
        wanted, got = _shingles(true, size), _shingles(text, size)
        shared = (wanted & got).total()
        precision.append(shared / got.total() if got else float(not wanted))
        recall.append(shared / wanted.total() if wanted else float(not got))
    p, r = float(np.mean(precision)), float(np.mean(recall))
    single = [2 * a * b / (a + b) if a + b else 0.0 for a, b in zip(precision, recall, strict=True)]
    return {"precision": p, "recall": r, "F1": 2 * p * r / (p + r), "mean of F1": float(np.mean(single))}


def _shingles(text: str, size: int) -> Counter:
    words = _TOKEN.findall(text)
    return Counter(tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1)) if words)


def _fold(line: str) -> str:
    return _NOT_WORD.sub(" ", line.lower()).strip()

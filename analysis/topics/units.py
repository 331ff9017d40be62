"""What topics are made of: whole articles, or passages of them where articles are few."""

import hashlib

import numpy as np
import pandas as pd

from ..articles.copies import copies
from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text.tokens import WORD, sentences

UNITS = ("article", "passage")
FEWEST = 15
"""Under so many independent units there are no topics to find, only articles to compare."""
FEWEST_ARTICLES = 5
"""Passages of fewer articles fall together by article, which is no topic."""
ENOUGH_ARTICLES = 30
_PASSAGE, _LONGEST = 60, 90
_COLUMNS = {"article_id": TEXT, "unit": "int64", "start": "int64", "end": "int64", "weight": "float64",
            "source": TEXT, "text": TEXT}


def units(corpus: Corpus, unit: str = "auto") -> tuple[pd.DataFrame, str]:
    """The units of a corpus and of which kind they are ("article" or "passage").

    One row a unit: article_id, unit (number within the article, from 0), start, end (characters of the
    article's text), weight (1 / copies of the article), source, text (what is read: an article's headline
    twice, then its body; a passage as it stands).  Rows are in the order of a digest of their contents, the
    same whatever the order of `corpus.articles`.  "auto" takes articles where there are 30 independent ones,
    else passages.  Raises ValueError for another `unit`.
    """
    if unit not in ("auto", *UNITS):
        raise ValueError(f"unit={unit!r}: it is 'auto', 'article' or 'passage'")
    articles = _canonical(corpus)
    if unit == "auto":
        unit = "article" if articles["weight"].sum() >= ENOUGH_ARTICLES - 1e-6 else "passage"
    rows = []
    for row in articles.itertuples(index=False):
        whole = [(0, len(row.text))]
        spans = whole if unit == "article" else passages(row.text)
        rows += [(row.article_id, number, start, end, row.weight, row.source,
                  f"{row.title}\n{row.title}\n{row.text}" if unit == "article" else row.text[start:end])
                 for number, (start, end) in enumerate(spans)]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS), unit


def _canonical(corpus: Corpus) -> pd.DataFrame:
    articles = corpus.articles[["article_id", "title", "text", "source"]].merge(
        corpus.once(copies)[["article_id", "weight"]], on="article_id", how="left", validate="one_to_one")
    digest = [hashlib.blake2b(f"{title}\0{text}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
              for title, text in zip(articles["title"], articles["text"], strict=True)]
    return articles.assign(digest=digest).sort_values(["digest", "article_id"], ignore_index=True)


def passages(text: str) -> list[tuple[int, int]]:
    """(start, end) of runs of whole sentences, of 60 to 90 words or so, that end with a paragraph if they
    can."""
    found, first, words = [], None, 0
    for start, end in sentences(text):
        first = start if first is None else first
        words += sum(1 for _ in WORD.finditer(text, start, end))
        paragraph = "\n" in text[end:end + 2] or end >= len(text)
        if words >= _LONGEST or (words >= _PASSAGE and paragraph):
            found.append((first, end))
            first, words = None, 0
    if first is not None:
        end = len(text.rstrip())
        if found and words < _PASSAGE / 2:
            found[-1] = (found[-1][0], end)
        else:
            found.append((first, end))
    return found


def independent(weight: np.ndarray) -> float:
    """How many independent units there are: copies of one text count one together."""
    return round(float(np.sum(weight)), 6)

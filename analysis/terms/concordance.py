"""Keyword in context: every occurrence of a phrase with the words around it."""

import pandas as pd

from ..corpus import Corpus
from ..corpus.tables import TEXT
from .occurrences import occurrences

ORDERS = ("position", "left", "right")
COLUMNS = ["left", "match", "right", "source", "published", "title", "article_id", "start", "end"]


def concordance(corpus: Corpus, phrase: str, *, width: int = 60, sort: str = "position", regex: bool = False,
                case: bool = False, lemmas: bool = False) -> pd.DataFrame:
    """One row an occurrence of `phrase`: left, match, right, source, published, title, article_id, start, end.

    `phrase` is one or more words, found in any case, but "US" is not "us"; with `case` only as written; with `regex` a
    regular expression, as in r"tariffs? on \\w+"; with `lemmas` in any form of its words.  `width` characters of
    context on each side, cut at the article's bounds, line ends shown as blanks.  `sort`: "position" (by date, outlet,
    article and place), "left" (by the words before, nearest first) or "right" (by the words after).  Raises ValueError
    for an empty phrase, a broken expression, a width under 1 or another order.
    """
    if width < 1:
        raise ValueError(f"width={width!r}: give the characters of context on each side, 1 or more")
    if sort not in ORDERS:
        raise ValueError(f"sort={sort!r}: allowed are {', '.join(ORDERS)}")
    found = occurrences(corpus, phrase, regex=regex, case=case, lemmas=lemmas)
    about = corpus.about.set_index("article_id")[["source", "published", "title"]]
    frame, texts = found.join(about, on="article_id"), corpus.texts(found["article_id"])
    cuts = [(texts[article][max(0, start - width):start], texts[article][start:end], texts[article][end:end + width])
            for article, start, end in zip(frame["article_id"], frame["start"], frame["end"], strict=True)]
    for place, side in enumerate(("left", "match", "right")):
        frame[side] = pd.array([" ".join(cut[place].split()) for cut in cuts], dtype=TEXT)
    frame = frame.sort_values(["published", "source", "title", "article_id", "start"])
    if sort != "position":
        beside = frame["right"].str.lower() if sort == "right" else \
            pd.Series([" ".join(reversed(left.lower().split())) for left in frame["left"]], index=frame.index)
        frame = frame.loc[beside.sort_values(kind="stable").index]
    return frame[COLUMNS].reset_index(drop=True)

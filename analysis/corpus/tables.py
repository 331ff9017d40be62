"""The shapes of the collection's tables, and an article's id."""

import hashlib

import numpy as np
import pandas as pd

from ..text import scan

TEXT = pd.StringDtype("pyarrow")
TIME = pd.DatetimeTZDtype("us", "UTC")
COLUMNS = {
    "articles": {
        "article_id": TEXT, "title": TEXT, "text": TEXT, "source": TEXT, "published": TIME, "author": TEXT,
        "url": TEXT, "section": TEXT, "lang": TEXT, "words": "int64", "origin": TEXT,
    },
    "removed": {"article_id": TEXT, "line": "int64", "text": TEXT, "reason": TEXT, "confidence": "float64"},
    "rejected": {"origin": TEXT, "reason": TEXT, "detail": TEXT},
}
COLUMNS["about"] = {name: kind for name, kind in COLUMNS["articles"].items() if name != "text"}
UNKNOWN = "unknown"  # an article's outlet where nothing tells it
TEXTUAL = ("title", "text", "source", "author", "url", "section", "lang")  # empty, never missing


def table(name: str, rows: list | pd.DataFrame) -> pd.DataFrame:
    """`rows` as the table `name`: its columns first, in order and of their types, further columns as they are."""
    kinds = COLUMNS[name]
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows, columns=list(kinds))
    further = [column for column in frame.columns if column not in kinds]
    return frame[[*kinds, *further]].astype(kinds)


def rows_of(frame: pd.DataFrame, kept: pd.Series | np.ndarray) -> pd.DataFrame:
    """The rows of `frame` that are `kept` (booleans), a column at a time: pandas would join the parts that a long
    column of text is in, to take the rows of all columns from it."""
    return pd.DataFrame({name: column[kept] for name, column in frame.items()}, copy=False)


def article_id(source: str, published: pd.Timestamp, title: str, raw: str) -> str:
    """16 hexadecimal digits of outlet, date, headline and raw text: the same article, the same id, anywhere.

    BLAKE2b; at a million articles the chance that any two differ and share an id is about 3e-8.
    """
    date = "" if published is None or pd.isna(published) else published.isoformat()
    digest = hashlib.blake2b(digest_size=8)
    for part in (source, date, title, raw):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\x00")
    return digest.hexdigest()


def count_words(texts: pd.Series) -> np.ndarray:
    """Words of each text, by the rules of `analysis.text.tokens`."""
    return scan.count_words(texts)

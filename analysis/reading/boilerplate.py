"""Lines that an outlet prints under article after article: found by comparing its articles.

A paragraph of at most 300 characters that stands, the same but for case and punctuation, in at least five articles of
one outlet and in 5 % of its articles is boilerplate of that outlet.  An article of nothing but such paragraphs keeps
them all: it is not told apart from boilerplate.
"""

import re

import numpy as np
import pandas as pd
import pyarrow as pa

_FEWEST_ARTICLES = 5
_SHARE = 0.05  # of the outlet's articles
_LONGEST = 300  # characters: a longer paragraph that recurs is a copy of an article, not boilerplate
_NOT_WORD = re.compile(r"[\W_]+")
_COLUMNS = ["article_id", "line", "text", "reason", "confidence"]
REASON = "outlet boilerplate"


def boilerplate(articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(articles without paragraphs that recur over an outlet's articles, the removed paragraphs).

    `articles` needs article_id, text (paragraphs parted by a blank line) and source.  `removed` has article_id, line
    (1-based paragraph of `text`), text, reason ("outlet boilerplate") and confidence (from .5, growing with the share
    of the outlet's articles). The order of the rows does not matter.
    """
    texts = articles["text"].tolist()
    lines = recurring(keys(texts).to_pandas(), articles["source"].reset_index(drop=True))
    parts = [texts[row].split("\n\n")[line] for row, line in zip(lines["row"], lines["line"], strict=True)]
    removed = pd.DataFrame({"article_id": articles["article_id"].to_numpy()[lines["row"]], "line": lines["line"] + 1,
                            "text": parts, "reason": REASON, "confidence": lines["confidence"]})
    kept = without(texts, zip(lines["row"], lines["line"], strict=True))
    cleaned = articles.assign(text=pd.array(kept, dtype=articles["text"].dtype))
    return cleaned, removed[_COLUMNS].sort_values(["article_id", "line"], ignore_index=True)


def keys(texts: list[str]) -> pa.Table:
    """row, line, key: each paragraph of each text, counted from 0; equal keys for paragraphs that are the same but
    for case and punctuation, 0 for one that is too long or has no letter.
    """
    parts = pd.Series(texts, dtype="str").str.split("\n\n").explode()
    rows = parts.index.to_numpy(dtype=np.int32)
    short = parts.str.len().le(_LONGEST).to_numpy()
    folded = parts[short].str.lower().str.replace(_NOT_WORD, " ", regex=True).str.strip()
    key = np.zeros(len(parts), dtype=np.uint64)
    hashed = pd.util.hash_array(folded.to_numpy(dtype=object))
    key[short] = np.where(folded.ne("").to_numpy(), hashed | np.uint64(1), np.uint64(0))
    first = np.flatnonzero(np.append(True, rows[1:] != rows[:-1]))[: len(rows)]
    line = np.arange(len(rows)) - np.repeat(first, np.diff(np.append(first, len(rows))))
    return pa.table({"row": rows, "line": line.astype(np.int32), "key": key})


def recurring(parts: pd.DataFrame, source: pd.Series) -> pd.DataFrame:
    """row, line, confidence of the paragraphs that are boilerplate.

    `parts`: row, line, key of all paragraphs; `source`: the outlet of each row, by its number.
    """
    outlets, names = pd.factorize(source)
    parts = parts.assign(outlet=outlets[parts["row"].to_numpy()])
    fit = parts[(parts["key"] != 0) & (parts["outlet"] >= 0)]
    counts = fit.drop_duplicates(["row", "key"]).groupby(["outlet", "key"], sort=False).size()
    articles = np.bincount(outlets[outlets >= 0], minlength=len(names))
    share = counts / articles[counts.index.get_level_values("outlet")]
    share = share[(counts >= _FEWEST_ARTICLES) & (share >= _SHARE)].rename("share").reset_index()
    found = parts.merge(share, on=["outlet", "key"], how="left")
    takes = found["share"].notna()
    takes &= ~takes.groupby(found["row"]).transform("all")
    return found[takes].assign(confidence=lambda part: (0.5 + part["share"] / 2).round(2)).sort_values(
        ["row", "line"], ignore_index=True)[["row", "line", "confidence"]]


def without(texts: list[str], lines) -> list[str]:
    """The texts less some of their paragraphs: pairs of row and paragraph, counted from 0."""
    found, dropped = list(texts), {}
    for row, line in lines:
        dropped.setdefault(row, set()).add(line)
    for row, some in dropped.items():
        found[row] = "\n\n".join(part for place, part in enumerate(found[row].split("\n\n")) if place not in some)
    return found

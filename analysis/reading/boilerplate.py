"""Lines that an outlet prints under article after article: found by comparing its articles."""

import re

import pandas as pd

_FEWEST_ARTICLES = 5
_SHARE = 0.05  # of the outlet's articles
_LONGEST = 300  # characters: a longer paragraph that recurs is a copy of an article, not boilerplate
_REMOVED = ["article_id", "line", "text", "reason", "confidence"]
_SPACES = re.compile(r"[\W_]+")


def boilerplate(articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(articles without paragraphs that recur over an outlet's articles, the removed paragraphs).

    `articles` needs article_id, text (paragraphs parted by a blank line) and source. A paragraph of at most 300
    characters that stands, the same but for case and punctuation, in at least five articles of one outlet under
    different headlines, and in 5 % of its articles, is boilerplate of that outlet. `removed` has article_id, line
    (1-based paragraph of `text`), text, reason ("outlet boilerplate") and confidence. An article never
    loses its last paragraph. The order of the rows does not matter.
    """
    parts = articles[["article_id", "source", "title"]].assign(text=articles["text"].str.split("\n\n")).explode("text")
    parts = parts.reset_index(drop=True)
    parts["line"] = parts.groupby("article_id", sort=False).cumcount() + 1
    parts["paragraphs"] = parts.groupby("article_id", sort=False)["line"].transform("size")
    parts["of"] = parts.groupby("source")["article_id"].transform("nunique")
    found = _recurring(parts[parts["text"].str.len().le(_LONGEST)])
    found = found[found.groupby("article_id")["line"].transform("size") < found["paragraphs"]]
    texts = parts.drop(index=found.index).groupby("article_id", sort=False)["text"].agg("\n\n".join)
    kept = articles["article_id"].map(texts).astype(articles["text"].dtype).fillna("")
    confidence = (0.5 + found["articles"] / found["of"] / 2).round(3)
    removed = found.assign(reason="outlet boilerplate", confidence=confidence)[_REMOVED]
    return articles.assign(text=kept), removed.sort_values(["article_id", "line"], ignore_index=True)


def _recurring(short: pd.DataFrame) -> pd.DataFrame:
    """The paragraphs that stand in enough articles of their outlet, with the number of these as `articles`."""
    key = short["text"].str.lower().str.replace(_SPACES, " ", regex=True).str.strip()
    same = short.assign(key=key).groupby(["source", "key"])
    articles, headlines = same["article_id"].transform("nunique"), same["title"].transform("nunique")
    often = (headlines >= _FEWEST_ARTICLES) & (articles >= _SHARE * short["of"])
    return short.assign(articles=articles)[often]

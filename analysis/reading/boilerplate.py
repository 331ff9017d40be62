"""Lines that an outlet prints under article after article: found by comparing its articles."""

import re

import pandas as pd

_FEWEST_ARTICLES = 5
_SHARE = 0.05  # of the outlet's articles
_LONGEST = 300  # characters: a longer paragraph that recurs is a copy of an article, not boilerplate
_REMOVED = ["article_id", "line", "text", "reason", "confidence"]
_NOT_WORD = re.compile(r"[\W_]+")


def boilerplate(articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(articles without paragraphs that recur over an outlet's articles, the removed paragraphs).

    `articles` needs article_id, text (paragraphs parted by a blank line) and source. A paragraph of at most 300
    characters that stands, the same but for case and punctuation, in at least five articles of one outlet and
    in 5 % of its articles is boilerplate of that outlet. `removed` has article_id, line (1-based paragraph of
    `text`), text, reason ("outlet boilerplate") and confidence (from .5, growing with the share of articles). An
    article of nothing but such paragraphs keeps them all. The order of the rows does not matter.
    """
    parts = articles[["article_id", "source"]].assign(text=articles["text"].str.split("\n\n"))
    parts = parts.explode("text", ignore_index=True)
    parts["line"] = parts.groupby("article_id", sort=False).cumcount() + 1
    parts["key"] = parts["text"].str.lower().str.replace(_NOT_WORD, " ", regex=True).str.strip()
    recurs = _recurring(parts[parts["text"].str.len().le(_LONGEST)], articles)
    parts["share"] = pd.MultiIndex.from_frame(parts[["source", "key"]]).map(recurs).astype(float)
    takes = parts["share"].notna()
    # An article of nothing but recurring paragraphs is not told apart from boilerplate: it stays as it is.
    takes &= ~takes.groupby(parts["article_id"]).transform("all")
    removed = parts[takes].assign(
        reason="outlet boilerplate", confidence=lambda part: (0.5 + part["share"] / 2).round(2)
    )
    kept = parts[~takes].groupby("article_id", sort=False)["text"].agg("\n\n".join)
    touched = articles["article_id"].isin(removed["article_id"])
    cleaned = articles.assign(text=articles["text"].mask(touched, articles["article_id"].map(kept)))
    columns = ["article_id", "line", "text", "reason", "confidence"]
    return cleaned, removed[columns].sort_values(["article_id", "line"], ignore_index=True)


def _recurring(parts: pd.DataFrame, articles: pd.DataFrame) -> dict[tuple[str, str], float]:
    """Share of the outlet's articles that have a paragraph, by (outlet, paragraph), where it is boilerplate."""
    parts = parts[parts["source"].notna() & parts["key"].ne("")]
    counts = parts.groupby(["source", "key"])["article_id"].nunique()
    of = articles.groupby("source")["article_id"].nunique()
    share = counts / of.reindex(counts.index.get_level_values("source")).to_numpy(float)
    return share[(counts >= _FEWEST_ARTICLES) & (share >= _SHARE)].to_dict()

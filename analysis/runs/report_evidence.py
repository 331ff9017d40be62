"""The sentences behind the rows of a run's tables, as the report shows them."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup, escape

from . import report_tables as tables
from .report_prose import safe_link

MOST_SENTENCES = 8  # of one row in the report; all that were kept are in the file that it names
ARTICLES = "articles"  # the kept table that knows each article's outlet, date, headline and address
LONGEST = 400


class Sentence(NamedTuple):
    """A sentence with its matches marked, and the article it stands in."""

    html: Markup
    source: str = ""
    day: str = ""
    title: str = ""
    link: str | None = None


class Evidence(NamedTuple):
    """What is behind one row: `key` is its place in the page, `row` that of the row."""

    key: str
    row: str
    label: str
    places: int
    sentences: list[Sentence]


def attach(folder: Path, table: tables.Table) -> list[Evidence]:
    """The evidence of a table's rows, if it was kept; the rows then know where theirs is."""
    kept = tables.read(folder, f"{table.name}_evidence", ["row", "article_id", "sentence"])
    if kept is None or len(kept.columns) < 3:
        return []
    known, found = _articles(folder, set(kept["article_id"])), []
    for row, places in kept.groupby("row", sort=True):
        if 0 <= row < len(table.rows):
            label = table.rows[row][table.leading].text
            sentences = [_sentence(one, label, known)
                         for one in _distinct(places).head(MOST_SENTENCES).itertuples(index=False)]
            table.evident[int(row)] = f"e-{table.name}-{row}"
            found.append(Evidence(table.evident[int(row)], f"r-{table.name}-{row}", label, len(places), sentences))
    return found


def _distinct(places: pd.DataFrame) -> pd.DataFrame:
    """One line for a sentence, from different articles first: eight lines of one article would say less."""
    once = places.drop_duplicates(["article_id", "sentence"])
    turn = once.groupby("article_id", sort=False).cumcount()
    return once.assign(_turn=turn).sort_values("_turn", kind="stable").drop(columns="_turn")


def _articles(folder: Path, wanted: set[str]) -> dict[str, dict]:
    columns = ["article_id", "title", "source", "published", "url"]
    kept = tables.read(folder, ARTICLES, columns)
    if kept is None or "article_id" not in kept:
        return {}
    kept = kept[kept["article_id"].isin(wanted)]
    return {row["article_id"]: row for row in kept.to_dict("records")}


def _sentence(one, label: str, known: dict[str, dict]) -> Sentence:
    about = known.get(one.article_id, {})
    word = {name: "" if pd.isna(value) else value for name, value in about.items()}
    day = word["published"].strftime("%-d %B %Y") if word.get("published") else ""
    return Sentence(marked(str(one.sentence)[:LONGEST], label), word.get("source", ""), day,
                    word.get("title") or one.article_id, safe_link(word.get("url", "")))


def marked(sentence: str, label: str) -> Markup:
    """The sentence with each stretch that reads as `label` marked."""
    folded, wanted = sentence.lower(), label.lower()
    if not wanted or len(folded) != len(sentence):  # a letter that grows when it is lowered
        return escape(sentence)
    parts, place = Markup(), 0
    while (start := folded.find(wanted, place)) >= 0:
        end = start + len(wanted)
        parts += escape(sentence[place:start]) + Markup("<mark>{}</mark>").format(sentence[start:end])
        place = end
    return parts + escape(sentence[place:])

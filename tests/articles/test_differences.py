"""What changed from one article to the next that repeats it."""

import pandas as pd
import pytest

from analysis import Corpus, articles
from analysis.articles.differences import compared

FIRST = "The ferry that links the two towns of the western bay ran aground at {} on a sand bank off the northern cape."
HURT = "Nobody was hurt in the accident."
DIVERS = "Divers of the coast guard will go down to the hull on Monday to look for leaks in its tanks."
CAPTAIN = "Its captain of nineteen years is being questioned by two officers of the harbour police."
LINE = "The line runs twice a day and carries about forty thousand people in a year, most of them in summer."
FARE = "A ticket costs five crowns, and nothing for children who travel with a parent or with their school."
TUG = "A tug has been sent for."
OLD = " ".join([FIRST.format("dawn"), HURT, DIVERS, CAPTAIN, LINE, FARE])
NEW = " ".join([FIRST.format("noon"), DIVERS, LINE, TUG, FARE, CAPTAIN])


def pair(*texts, **columns) -> Corpus:
    columns = {"published": ["2025-05-01T08:00:00Z", "2025-05-01T11:00:00Z"], "source": ["Mail", "Mail"],
               "title": ["Ferry aground", "Ferry: tug sent"], **columns}
    return Corpus.from_frame(pd.DataFrame({"article_id": ["old", "new"], "text": texts, **columns}))


def test_sentences_are_the_same_changed_moved_added_or_removed():
    assert compared(OLD, NEW) == [
        ("changed", 1, 1, FIRST.format("[-dawn-]"), FIRST.format("{+noon+}")), ("removed", None, 2, HURT, ""),
        ("same", 2, 3, DIVERS, DIVERS), ("same", 3, 5, LINE, LINE), ("added", 4, None, "", TUG),
        ("same", 5, 6, FARE, FARE), ("moved", 6, 4, CAPTAIN, CAPTAIN),
    ]


@pytest.mark.parametrize("before, after, changes", [
    ("", "", []), ("", "One line.", ["added"]), ("One line.", "", ["removed"]), ("Fish", "Fish", ["same"]),
    ("重" * 40, "重" * 39, ["added", "removed"]),
])
def test_texts_of_little_or_nothing(before, after, changes):
    assert [row[0] for row in compared(before, after)] == changes


def test_every_sentence_of_both_stands_once():
    for one, other in ((OLD, NEW), (NEW, OLD), (OLD, OLD + " " + OLD), (OLD + " " + OLD, OLD)):
        rows = compared(one, other)
        assert sorted(row[1] for row in rows if row[1]) == list(range(1, other.count(".") + 1))
        assert sorted(row[2] for row in rows if row[2]) == list(range(1, one.count(".") + 1))


def test_versions_say_which_came_first_and_what_changed():
    corpus = pair(OLD, NEW)
    table = articles.versions(corpus)
    row = table.iloc[0]
    assert row[["article_id", "other_id", "lag_hours", "other_title"]].tolist() == ["new", "old", 3, "Ferry aground"]
    assert row[["same", "changed", "moved", "added", "removed"]].tolist() == [3, 1, 1, 1, 1]
    assert articles.versions(pair(OLD, "Something else is told here.")).empty


def test_side_by_side_shows_all_words_of_both():
    corpus = pair(OLD, NEW)
    shown = articles.side_by_side(articles.differences(corpus, articles.copy_pairs(corpus)), corpus)
    assert shown.startswith("Mail, 2025-05-01 08:00: Ferry aground")
    assert max(map(len, shown.split("\n"))) <= 2 * 56 + 3
    left, right = (" ".join(line.ljust(59)[cut].strip() for line in shown.split("\n")[2:]) for cut in
                   (slice(0, 56), slice(59, None)))
    assert sorted(left.replace("[-", "").replace("-]", "").split()) == sorted(OLD.split())
    assert right.replace("{+", "").replace("+}", "").split() == NEW.split()
    some = articles.side_by_side(articles.differences(corpus, articles.copy_pairs(corpus)), corpus, rows=2)
    assert some.endswith("(5 more sentences)" + " " * 38 + " |")
    nothing = articles.differences(corpus, articles.copy_pairs(corpus).head(0))
    assert nothing.empty and articles.side_by_side(nothing, corpus) == ""


def test_articles_that_are_not_there_are_named():
    with pytest.raises(ValueError, match="'gone'.*copy_pairs"):
        articles.differences(pair(OLD, NEW), pd.DataFrame({"article_id": ["new"], "other_id": ["gone"]}))


def test_who_follows_whom_and_how_late():
    text = " ".join(f"item{n} of the wire story was told at some length" for n in range(30))
    rows = [("Wire", "2025-05-01T00:00Z", text), ("Mail", "2025-05-01T02:00Z", text + " More."),
            ("Mail", "2025-05-03T00:00Z", text), ("Echo", None, text)]
    corpus = Corpus.from_frame(pd.DataFrame(rows, columns=["source", "published", "text"]))
    table = articles.follows(corpus)
    pairs = table[["source", "other_source", "articles"]].to_numpy().tolist()
    assert pairs == [["Echo", "Wire", 1], ["Mail", "Wire", 1]]
    assert table["median_hours"].isna().tolist() == [True, False] and table["median_hours"][1] == 2
    axes = articles.charts.follows(table)
    assert sorted(label.get_text() for label in axes.texts) == ["1", "1\n2 h"]
    assert "3 outlets" in axes.figure.alternative_text
    assert articles.charts.follows(table.head(0)).figure.alternative_text


def test_the_grid_of_outlets_leaves_small_ones_to_the_table_and_says_so():
    table = pd.DataFrame([(f"Paper {n}", "Wire", 20 - n, 3.0, 1.0, 4.0) for n in range(20)],
                         columns=["source", "other_source", "articles", "median_hours", "least_hours", "most_hours"])
    axes = articles.charts.follows(table)
    assert len(axes.get_yticks()) == 12 and "9 smaller outlets" in axes.get_title(loc="left")

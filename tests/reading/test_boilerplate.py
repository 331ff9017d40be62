"""Paragraphs that recur over the articles of one outlet."""

import pandas as pd
import pytest

from analysis.reading import boilerplate


@pytest.fixture
def articles():
    rows = [
        {
            "article_id": f"{outlet}{number}",
            "source": outlet,
            "text": f"The story of day {number} at {outlet}.\n\nStory Continued Below\n\nIt ended on day {number}.",
        }
        for outlet, count in (("Post", 8), ("Echo", 3))
        for number in range(count)
    ]
    return pd.DataFrame(rows)


def test_recurring_paragraphs_go_and_are_listed(articles):
    cleaned, removed = boilerplate(articles)
    assert set(removed["text"]) == {"Story Continued Below"}
    assert removed["article_id"].tolist() == [f"Post{number}" for number in range(8)]
    assert removed["line"].eq(2).all() and removed["reason"].eq("outlet boilerplate").all()
    assert cleaned["text"].iloc[0] == "The story of day 0 at Post.\n\nIt ended on day 0."


def test_few_articles_are_no_evidence(articles):
    cleaned, _ = boilerplate(articles)
    echo = articles["source"].eq("Echo")
    pd.testing.assert_frame_equal(cleaned[echo], articles[echo])


def test_long_paragraphs_are_copies_of_an_article_not_boilerplate(articles):
    articles["text"] = "The same long paragraph of a reprinted article. " * 8
    assert boilerplate(articles)[1].empty


def test_an_article_of_nothing_else_stays(articles):
    articles["text"] = "Story Continued Below"
    cleaned, removed = boilerplate(articles)
    assert removed.empty and cleaned["text"].eq("Story Continued Below").all()


def test_order_of_rows_and_missing_outlets_do_not_matter(articles):
    articles.loc[len(articles)] = ["x", None, "No outlet.\n\nStory Continued Below"]
    shuffled = articles.sample(frac=1, random_state=1)
    cleaned, removed = boilerplate(articles)
    cleaned_shuffled, removed_shuffled = boilerplate(shuffled)
    pd.testing.assert_frame_equal(removed, removed_shuffled)
    pd.testing.assert_frame_equal(cleaned, cleaned_shuffled.sort_index())
    assert cleaned["text"].iloc[-1].endswith("Story Continued Below")


def test_no_articles():
    cleaned, removed = boilerplate(pd.DataFrame({"article_id": [], "source": [], "text": []}, dtype="str"))
    assert cleaned.empty and list(removed.columns) == ["article_id", "line", "text", "reason", "confidence"]

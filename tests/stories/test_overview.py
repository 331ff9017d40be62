"""The table of stories, and who published what when."""

import pandas as pd
import pytest

from analysis import Corpus, stories

A = "The dam above Millbrook burst on Tuesday and water ran through the market square before the sun was up."
B = "Soldiers with boats reached Millbrook, whose dam had burst, and took people from the roofs of the market."
OTHER = "Jurors heard that the banker Omar Quill hid his savings in an account in the name of his dog."
ROWS = pd.DataFrame([
    ("a1", A, "Post", "2025-03-01T08:00:00", "Dam bursts"), ("a2", A, "Herald", "2025-03-01T11:30:00", "Dam burst"),
    ("a3", B, "Post", "2025-03-02T08:00:00", "Boats sent"), ("a4", A, "Echo", None, ""),
    ("b1", OTHER, "Post", "2025-02-01T08:00:00", "Dog's account"), ("c1", "", "Echo", None, "Nothing"),
], columns=["article_id", "text", "source", "published", "title"])


@pytest.fixture(scope="module")
def corpus():
    return Corpus.from_frame(ROWS)


@pytest.fixture(scope="module")
def found():
    story = ["a1", "a1", "a1", "a1", "b1", "c1"]
    return pd.DataFrame({"article_id": ROWS["article_id"], "story": story, "strength": [0.4, 0.4, 0.4, 0.4, 1, 1]})


def test_one_row_a_story_those_of_most_outlets_first(corpus, found):
    listed = stories.overview(corpus, found)
    assert listed["story"].tolist() == ["a1", "b1", "c1"]
    first = listed.iloc[0]
    assert (first["title"], first["outlets"], first["articles"], first["texts"], first["copies"]) == (
        "Dam bursts", 3, 4, 2, 0.5)
    assert (first["days"], first["undated"], first["names"]) == (1.0, 1, "Echo, Herald, Post")
    assert first["first"] == pd.Timestamp("2025-03-01T08:00Z") and first["last"] == pd.Timestamp("2025-03-02T08:00Z")
    assert listed["days"].isna().tolist() == [False, False, True] and listed["undated"].tolist() == [1, 0, 1]
    assert listed["articles"].sum() == len(corpus)


def test_outlets_decide_then_articles_then_time(corpus, found):
    told = found.assign(story=["a1", "a2", "a1", "a2", "b1", "c1"])
    listed = stories.overview(corpus, told)
    assert listed["story"].tolist() == ["a2", "a1", "b1", "c1"]
    assert listed["outlets"].tolist() == [2, 1, 1, 1] and listed["articles"].tolist() == [2, 2, 1, 1]


def test_a_story_is_chosen_by_any_of_its_articles_or_is_the_first_of_the_list(corpus, found):
    listed = stories.overview(corpus, found)
    assert stories.choose(found, listed)["article_id"].tolist() == ["a1", "a2", "a3", "a4"]
    assert stories.choose(found, listed, "a3")["story"].tolist() == ["a1"] * 4
    assert stories.choose(found, listed, "c1")["article_id"].tolist() == ["c1"]
    assert stories.choose(found.head(0), listed.head(0)).empty
    with pytest.raises(ValueError, match="story='zz'"):
        stories.choose(found, listed, "zz")


def test_who_published_what_when(corpus, found):
    rows = stories.timeline(corpus, found)
    assert rows["article_id"].tolist() == ["b1", "a1", "a2", "a3", "a4", "c1"]
    own = rows[rows["story"] == "a1"]
    assert own["hours"].tolist()[:3] == [0, 3.5, 24] and own["hours"].isna().iloc[3]
    assert own["kind"].tolist() == ["first of its text", "copy", "own text", "copy"]
    assert own["text"].tolist() == [1, 1, 2, 1] and rows.loc[rows["story"] == "b1", "text"].tolist() == [1]


def test_of_chosen_stories_alone(corpus, found):
    assert stories.timeline(corpus, found, ["b1", "c1"])["article_id"].tolist() == ["b1", "c1"]
    assert stories.timeline(corpus, found, "a1")["article_id"].tolist() == ["a1", "a2", "a3", "a4"]
    with pytest.raises(ValueError, match=r"stories=\['a2'\]: no such story"):
        stories.timeline(corpus, found, ["a2", "b1"])


def test_stories_of_other_articles_are_refused(corpus, found):
    for call in (stories.overview, stories.timeline):
        with pytest.raises(ValueError, match="found: its articles are not those of the collection.*'c1'"):
            call(corpus, found.head(5))


def test_without_articles_the_tables_keep_their_columns():
    none = Corpus.from_frame(ROWS.head(0))
    some = Corpus.from_frame(ROWS)
    for call in (stories.overview, stories.timeline):
        empty, full = call(none, stories.find(none)), call(some, stories.find(some))
        assert empty.empty and not full.empty
        assert empty.dtypes.to_dict() == full.dtypes.to_dict()

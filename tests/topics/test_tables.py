import pandas as pd
import pytest

from analysis import Corpus, topics

from .samples import articles, corpus


@pytest.fixture(scope="module")
def four():
    return corpus()


@pytest.fixture(scope="module")
def found(four):
    return topics.find(four, k=4)


def test_timeline_counts_every_dated_article_once(four, found):
    table = topics.timeline(found, four, freq="D")
    assert table["articles"].sum() == 48
    assert table.groupby("topic")["articles"].sum().tolist() == found.topics["size"].tolist()
    assert table.groupby("topic").size().tolist() == [6] * 4
    assert table.groupby("period")["share"].sum().tolist() == pytest.approx([1] * 6, abs=1e-5)
    assert table["period"].min() == pd.Timestamp("2025-05-01")


def test_timeline_shows_silent_periods_and_leaves_out_the_undated():
    frame = articles()
    frame["published"] = frame["published"].where(frame["published"] < "2025-05-06", "2025-05-20")
    frame.loc[0, "published"] = None
    sparse = Corpus.from_frame(frame)
    table = topics.timeline(topics.find(sparse, k=4), sparse, freq="W")
    assert table["articles"].sum() == 47
    weeks = table.groupby("period")["articles"].sum()
    assert [f"{week:%m-%d}" for week in weeks.index] == ["04-28", "05-05", "05-12", "05-19"]
    assert weeks.tolist()[2] == 0
    assert table.loc[table["period"] == weeks.index[2], "share"].isna().all()


def test_timeline_of_nothing_is_empty_and_wrong_input_is_told(four, found):
    undated = Corpus.from_frame(articles().drop(columns="published"))
    assert topics.timeline(topics.find(undated, k=4), undated).empty
    with pytest.raises(ValueError, match="freq='fortnight'"):
        topics.timeline(found, four, freq="fortnight")
    with pytest.raises(ValueError, match="not in corpus"):
        topics.timeline(found, corpus(3, seed=9))


def test_map_places_articles_of_a_topic_together(found):
    table = topics.map(found)
    assert table["article_id"].tolist() == found.members["article_id"].tolist()
    assert table[["x", "y"]].min().tolist() == [0, 0]
    assert table[["x", "y"]].max().tolist() == [1, 1]
    for row in table.itertuples():
        away = (table["x"] - row.x) ** 2 + (table["y"] - row.y) ** 2
        assert table.loc[away.drop(row.Index).idxmin(), "topic"] == row.topic


def test_map_of_no_topics_is_empty():
    assert topics.map(topics.find(corpus(1))).empty


def test_compare_names_what_is_shared_and_what_is_distinct():
    pair = Corpus.from_frame(pd.DataFrame({"article_id": ["a", "b"], "title": ["Quay", "Court"], "text": [
        "Rare earths were loaded at the quay. The rare earths came by ship. Tariffs rise and tariffs fall. "
        "Cranes, cranes.",
        "Tariffs went to court. A judge struck the tariffs. The judge heard of rare earths, rare earths.",
    ]}))
    table = topics.compare(pair)
    shared = table[table["kind"] == "shared"]
    assert set(shared["term"].str.lower()) == {"rare earths", "tariffs"}
    assert shared["articles"].tolist() == [2, 2]
    assert shared["count"].tolist() == [4, 4]
    own = {article: part["term"].str.lower().tolist() for article, part in table.groupby("article_id")}
    assert "cranes" in own["a"]
    assert "judge" in own["b"]
    assert not set(table.loc[table["article_id"] != "", "term"].str.lower()) & {"tariffs", "rare earths"}


@pytest.mark.parametrize(("count", "kinds"), [(0, set()), (1, {"distinct"}), (3, {"shared", "distinct"})])
def test_compare_of_few(count, kinds):
    table = topics.compare(Corpus.from_frame(articles(1).head(count)))
    assert set(table["kind"]) == kinds
    assert " ".join(table.columns) == "kind article_id title term count articles weight rank"


def test_compare_refuses_what_nobody_can_read():
    with pytest.raises(ValueError, match="52 articles are too many"):
        topics.compare(corpus(13))
    with pytest.raises(ValueError, match="most=0"):
        topics.compare(corpus(1), most=0)

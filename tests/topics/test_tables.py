import pandas as pd
import pytest

from analysis import Corpus, topics

from .samples import articles, corpus


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


def test_bands_hold_the_share_and_narrow_with_more_texts(four, found):
    daily, whole = (topics.timeline(found, four, freq=freq) for freq in ("D", "Y"))
    for table in (daily, whole):
        assert (table["low"] <= table["share"] + 1e-9).all() and (table["share"] <= table["high"] + 1e-9).all()
    assert (whole["high"] - whole["low"]).max() < (daily["high"] - daily["low"]).mean()
    # 12 of 48 texts: a binomial share of .25 has a standard error of .0625, and 90 % of it are 1.64 times that
    assert whole["low"].tolist() == pytest.approx([0.25 - 1.64 * 0.0625] * 4, abs=0.03)
    assert whole["high"].tolist() == pytest.approx([0.25 + 1.64 * 0.0625] * 4, abs=0.03)


def test_copies_of_one_text_do_not_narrow_the_band():
    frame = articles(9, subjects=["court", "harbour"], words=90).assign(published="2025-05-01")
    copies = pd.concat([frame.head(1).assign(source=f"paper {number}") for number in range(40)])
    widths = []
    for each in (Corpus.from_frame(frame), Corpus.from_frame(pd.concat([frame, copies]))):
        table = topics.timeline(topics.find(each, k=2, unit="article"), each)
        widths.append((table["high"] - table["low"]).tolist())
    assert widths[0] == pytest.approx(widths[1], abs=0.06)
    assert min(widths[1]) > 0.2


def test_examples_are_the_strongest_and_the_weakest(four, found):
    table = topics.examples(found, four, most=2)
    assert table.groupby("topic").size().tolist() == [4] * 4
    assert table["kind"].tolist() == ["typical", "typical", "borderline", "borderline"] * 4
    for topic, rows in table.groupby("topic"):
        own = found.members.loc[found.members["topic"] == topic, "strength"].sort_values()
        assert rows["strength"].tolist() == [own.iloc[-1], own.iloc[-2], own.iloc[0], own.iloc[1]]
        assert (rows["other"] != topic).all() and rows["other"].isin(found.topics["topic"]).all()
    assert table.loc[(table["kind"] == "typical") & (table["rank"] == 1), "article_id"].tolist() == \
        found.topics["typical"].tolist()
    with pytest.raises(ValueError, match="most=0"):
        topics.examples(found, four, most=0)
    assert topics.examples(topics.find(corpus(1)), corpus(1)).empty


def test_quality_sums_up_the_tables(found):
    value = topics.quality(found).set_index("measure")["value"]
    assert value["topics"] == 4
    assert value["coherence"] == pytest.approx(found.topics["coherence"].mean(), abs=1e-6)
    assert value["diversity"] == found.terms["term"].nunique() / len(found.terms)
    assert value["unstable"] == value["silent"] == 0
    none = topics.quality(topics.find(corpus(1))).set_index("measure")["value"]
    assert none["topics"] == 0 and none[["coherence", "c_v", "diversity", "stability"]].isna().all()


def test_dates_and_outlets_of_a_topic(four, found):
    joined = found.members.merge(four.about, on="article_id").groupby("topic")
    assert found.topics["outlets"].tolist() == joined["source"].nunique().tolist()
    assert found.topics["first"].tolist() == joined["published"].min().tolist()
    assert found.topics["last"].tolist() == joined["published"].max().tolist()


def test_a_topic_is_divided_further():
    both = {"strike": "harbour", "sport": "football"}
    frame = pd.concat([articles(16, subjects=[subject], words=60).assign(
        text=lambda table, word=word: table["text"] + f" {word.title()} {word} {word} {word} {word}.")
        for word, subject in both.items()] + [articles(32, subjects=["court"], words=60)])
    whole = Corpus.from_frame(frame)
    found = topics.find(whole, k=2)
    subject = found.members.merge(whole.articles[["article_id", "subject"]])
    mixed = int(subject.loc[subject["subject"] == "harbour", "topic"].iloc[0])
    inner = topics.within(found, whole, mixed, k=2)
    assert inner.statement.startswith(f"Within topic {mixed} (")
    assert set(inner.members["article_id"]) == set(found.members.loc[found.members["topic"] == mixed, "article_id"])
    assert len(inner) == 2


def test_no_sub_topics_are_made_of_none_or_of_what_is_no_topic(four, found):
    none = topics.within(found, four, 0)
    assert len(none) == 0 and "No topic was asked" in none.statement
    for wrong in (9, -1, "1", True):
        with pytest.raises(ValueError, match="give one of them"):
            topics.within(found, four, wrong)
    assert "too few" in topics.within(found, four, 1).statement


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

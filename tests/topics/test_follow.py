"""From run to run: numbers and names stay, and what changed is told."""

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus, topics
from analysis.topics.tables import COLUMNS

from .samples import articles


def grown(more: int = 2) -> pd.DataFrame:
    """The articles of `articles()` and `more` on each subject, all with ids."""
    old = articles()
    new = articles(more, seed=9).assign(published="2025-05-20", source="outlet 2")
    frame = pd.concat([old, new], ignore_index=True)
    return frame.assign(article_id=[f"a{number:03d}" for number in range(len(frame))])


def find(frame: pd.DataFrame, **options) -> topics.Topics:
    return topics.find(Corpus.from_frame(frame), **options)


@pytest.fixture(scope="module")
def frame():
    return grown()


@pytest.fixture(scope="module")
def first(frame):
    return find(frame.head(48), k=4)


def by_subject(found: topics.Topics, frame: pd.DataFrame) -> dict[str, set[int]]:
    return found.members.merge(frame, on="article_id").groupby("subject")["topic"].agg(set).to_dict()


def events(found: topics.Topics) -> list[tuple]:
    log = found.changes[found.changes["run"] == found.changes["run"].max()]
    return list(log[["event", "topic", "other"]].itertuples(index=False, name=None))


def test_a_first_run_has_births_alone(first):
    assert first.changes["event"].tolist() == ["born"] * 4
    assert first.changes["run"].tolist() == [1] * 4
    assert "run before" not in first.statement


def test_topics_keep_number_and_name_though_the_order_of_sizes_changes(first, frame):
    court = int(first.topics.loc[first.topics["label"].str.contains("(?i)court|judge|jury|trial|verdict|lawyer|appeal|"
                                                                    "prosecutor|sentence|evidence|witness|defendant|"
                                                                    "prison"), "topic"].iloc[0])
    added = articles(15, subjects=["court"], seed=5).assign(source="outlet 3")
    more = pd.concat([frame.head(48), added.assign(article_id=[f"b{number}" for number in range(15)])])
    found = find(more, k=4, previous=first)
    assert found.topics["label"].tolist() == first.topics["label"].tolist()
    assert by_subject(found, more) == by_subject(first, frame)
    assert found.topics.set_index("topic")["size"].idxmax() == court
    assert [event for event, *_ in events(found)] == ["kept"] * 4
    assert found.changes.loc[found.changes["event"] == "kept", "share"].eq(1).all()
    assert "Against the run before: 4 kept." in found.statement


def test_a_new_subject_is_born_under_a_number_that_no_topic_had(frame):
    three = frame[frame["subject"] != "drought"]
    first = find(three, k=3)
    found = find(frame, k=4, previous=first)
    assert events(found) == [("kept", 1, 0), ("kept", 2, 0), ("kept", 3, 0), ("born", 4, 0)]
    assert by_subject(found, frame)["drought"] == {4}
    assert found.changes.iloc[3]["share"] == 1
    gone = find(three, k=3, previous=found)
    assert events(gone)[-1] == ("died", 4, 0)
    again = find(frame, k=4, previous=gone)
    assert again.topics["topic"].tolist() == [1, 2, 3, 5]
    assert again.changes["run"].max() == 4
    assert set(again.changes.loc[again.changes["topic"] == 4, "event"]) == {"born", "died"}


def test_with_k_auto_a_new_subject_is_seen(frame):
    first = find(frame[frame["subject"] != "drought"])
    found = find(frame, previous=first)
    assert len(first) == 3
    assert by_subject(found, frame)["drought"] == {4}


def test_fewer_topics_merge_and_more_split(first, frame):
    merged = find(frame.head(48), k=3, previous=first)
    assert [event for event, *_ in events(merged)] == ["kept"] * 3 + ["merged"]
    gone, into = events(merged)[-1][1:]
    assert into in merged.topics["topic"].to_numpy() and gone not in merged.topics["topic"].to_numpy()
    split = find(frame.head(48), k=4, previous=merged)
    assert events(split)[-1] == ("split", 5, into)
    assert sorted(map(len, by_subject(split, frame).values())) == [1, 1, 1, 1]


def test_a_run_is_followed_from_the_tables_that_it_kept(first, frame, tmp_path):
    tables = tmp_path / "tables"
    tables.mkdir()
    wide = first.members.merge(frame[["article_id", "title"]], on="article_id").sort_values("strength")
    for name, table in (("topics", first.topics), ("topic_members", wide), ("topic_changes", first.changes)):
        table.to_parquet(tables / f"{name}.parquet", index=False)
    direct = find(frame, k=4, previous=first)
    for folder in (tmp_path, str(tables)):
        kept = find(frame, k=4, previous=folder)
        for name in COLUMNS:
            pd.testing.assert_frame_equal(getattr(kept, name), getattr(direct, name))
        assert kept.statement == direct.statement


def test_another_collection_is_told_and_not_followed(first):
    other = articles(seed=4, subjects=["harbour", "court"]).assign(source="elsewhere")
    found = find(other, k=2, previous=first)
    assert "The earlier run is of another collection" in found.statement
    assert found.topics["topic"].tolist() == [1, 2]
    assert set(found.changes["event"]) == {"born"}


def test_an_earlier_run_without_topics_is_told(frame, tmp_path):
    few = find(frame.head(3))
    for previous in (few, tmp_path):
        assert "kept no topics to follow" in find(frame, k=4, previous=previous).statement


@pytest.mark.parametrize("previous", [5, "no/such/folder", ["runs"]])
def test_what_is_no_earlier_run_is_refused(frame, previous):
    with pytest.raises(ValueError, match="previous="):
        find(frame, previous=previous)


def test_passages_follow_articles_and_the_other_way_round(first, frame):
    found = find(frame, k=4, unit="passage", previous=first)
    assert [event for event, *_ in events(found)] == ["kept"] * 4
    back = find(frame, k=4, unit="article", previous=found)
    assert back.topics["label"].tolist() == first.topics["label"].tolist()
    assert by_subject(back, frame) == by_subject(first, frame)


def test_the_order_of_articles_changes_nothing(first, frame):
    mixed = find(frame.sample(frac=1, random_state=3), k=4, previous=first)
    plain = find(frame, k=4, previous=first)
    for name in COLUMNS:
        pd.testing.assert_frame_equal(getattr(mixed, name), getattr(plain, name))


def test_too_few_articles_end_all_topics(first, frame):
    found = find(frame.head(3), previous=first)
    assert len(found) == 0
    assert [event for event, *_ in events(found)] == ["died"] * 4
    assert np.isclose(found.changes["share"].head(4).sum() * 12, 3)

"""A model is kept, read again, and puts other articles into its topics."""

import importlib

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus, topics

from .samples import articles

module = importlib.import_module("analysis.topics.find")


@pytest.fixture(scope="module")
def kept(found, tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept") / "model"
    found.model.save(folder)
    return folder


def test_a_kept_model_gives_what_the_fitted_one_gives(found, kept, four):
    assert {path.suffix for path in kept.iterdir()} == {".json", ".parquet"}
    pd.testing.assert_frame_equal(topics.Model.load(kept).apply(four), found.model.apply(four))


def test_articles_come_to_the_topic_of_their_subject(found, four):
    new = articles(5, seed=8)
    applied = found.model.apply(Corpus.from_frame(new))
    subject = found.members.merge(four.articles[["article_id", "subject"]]).groupby("topic")["subject"].first()
    joined = applied.merge(Corpus.from_frame(new).articles[["article_id", "subject"]])
    assert len(applied) == 20
    assert joined["topic"].map(subject).tolist() == joined["subject"].tolist()
    assert applied["strength"].between(0, 1).all() and (applied["other"] != applied["topic"]).all()


def test_an_article_is_put_the_same_whatever_else_is_there(found):
    new = Corpus.from_frame(articles(5, seed=8))
    alone = Corpus.from_frame(new.articles.head(1))
    together = found.model.apply(new).set_index("article_id").loc[alone.articles["article_id"]]
    pd.testing.assert_frame_equal(together.reset_index(), found.model.apply(alone))


def test_texts_without_known_words_are_in_no_topic_and_not_lost(found):
    strange = Corpus.from_frame(pd.DataFrame({"title": ["", "Xyzzy"], "text": ["", "Plugh plover frotz."]}))
    applied = found.model.apply(strange)
    assert applied["topic"].tolist() == [0, 0]
    assert applied["weak"].all()


def test_numbers_are_those_of_the_topics(four):
    first = topics.find(four, k=3)
    second = topics.find(four, k=4, previous=topics.find(four, k=2, previous=first))
    assert set(second.model.apply(four)["topic"]) == set(second.topics["topic"])
    assert second.topics["topic"].max() > 4


def test_what_is_no_model_is_refused(kept, tmp_path):
    with pytest.raises(ValueError, match="model.json is missing"):
        topics.Model.load(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    for path in kept.iterdir():
        (other / path.name).write_bytes(path.read_bytes())
    (other / "model.json").write_text('{"format": 99}')
    with pytest.raises(ValueError, match="format 99"):
        topics.Model.load(other)


def test_a_large_collection_is_fitted_to_a_sample_and_all_are_placed(four, found, monkeypatch):
    monkeypatch.setattr(module, "LARGEST", 24)
    large = topics.find(four, k=4)
    assert "fitted to 24 drawn articles" in large.statement
    assert len(large.members) == 48 and (large.members["topic"] > 0).all()
    assert large.topics["size"].sum() == 48
    joined = large.members.merge(four.articles[["article_id", "subject"]])
    assert joined.groupby("subject")["topic"].nunique().tolist() == [1, 1, 1, 1]
    assert np.isfinite(large.points).all() and len(large.points) == 48
    mixed = topics.find(Corpus.from_frame(four.articles.sample(frac=1, random_state=2)), k=4)
    pd.testing.assert_frame_equal(mixed.members, large.members)


def test_a_large_collection_is_followed(four, found, monkeypatch):
    monkeypatch.setattr(module, "LARGEST", 24)
    large = topics.find(four, k=4, previous=found)
    pd.testing.assert_series_equal(large.members["topic"], found.members["topic"])


def test_shards_of_a_store_give_the_same(four, tmp_path):
    for number in range(4):
        four.articles.iloc[number::4].drop(columns="article_id").to_json(
            tmp_path / f"{number}.jsonl", orient="records", lines=True, date_format="iso")
    opened = Corpus.open(tmp_path, store=tmp_path.parent / f"{tmp_path.name}-store")
    one = topics.find(opened, k=4)
    other = topics.find(Corpus.from_frame(opened.articles), k=4)
    for name in ("topics", "members", "terms"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))

"""Kinds: who follows whom, as copy, version or part."""

import random

import numpy as np
import pandas as pd

from analysis import Corpus
from analysis.articles.kinds import copy_pairs

COLUMNS = ["article_id", "other_id", "kind", "copy_group", "source", "other_source", "jaccard", "containment",
           "aligned", "words", "other_words", "lag_hours"]


def story(seed: int, *, sentences: int = 24) -> str:
    chance = random.Random(seed)
    stock = ["".join(chance.choices("abdeiklmnorstu", k=9)) for _ in range(400)]
    lines = (" ".join(chance.choices(stock, k=12)) for _ in range(sentences))
    return " ".join(line.capitalize() + "." for line in lines)


def changed(text: str, share: float) -> str:
    chance = random.Random(0)
    words = (f"w{chance.randrange(9999)}" if chance.random() < share else word for word in text.split())
    return " ".join(words)


def frame(*texts: str, sources=None, **columns) -> Corpus:
    ids = [f"a{number:03}" for number in range(len(texts))]
    sources = sources or [f"Paper {number}" for number in range(len(texts))]
    return Corpus.from_frame(pd.DataFrame({"article_id": ids, "text": texts, "source": sources, **columns}))


def test_copies_follow_the_first_and_versions_the_last_of_their_outlet():
    text = story(0)
    days = [f"2025-05-0{day}T00:00:00Z" for day in (1, 2, 3, 4)]
    corpus = frame(text, changed(text, 0.1), text[:900], changed(text, 0.05), published=days,
                   sources=["Wire", "Echo", "Echo", "Echo"])
    pairs = copy_pairs(corpus)
    assert list(pairs.columns) == COLUMNS
    assert pairs[["article_id", "other_id", "kind", "lag_hours"]].values.tolist() == [
        ["a001", "a000", "copy", 24.0], ["a002", "a001", "version", 24.0], ["a003", "a002", "version", 24.0]]
    assert (pairs["copy_group"] == pairs["copy_group"][0]).all()


def test_measures_of_a_cut():
    text = story(0)
    half = text[:text.index(".", len(text) // 2) + 1]
    pair = copy_pairs(frame(text, half, published=["2025-05-01", "2025-05-02"])).iloc[0]
    assert (pair["article_id"], pair["containment"], pair["aligned"]) == ("a001", 1.0, 1.0)
    assert np.isclose(pair["jaccard"], (pair["words"] - 4) / (pair["other_words"] - 4), atol=0.02)
    assert (pair["words"], pair["other_words"]) == (len(half.split()), len(text.split()))


def test_a_digest_shares_parts_with_its_items():
    items = [story(seed, sentences=12) for seed in (1, 2, 3)]
    corpus = frame(*items, " ".join(items), published=["2025-05-01"] * 3 + ["2025-05-04"])
    pairs = copy_pairs(corpus)
    assert pairs[["article_id", "other_id", "kind"]].values.tolist() == [
        ["a003", "a000", "part"], ["a003", "a001", "part"], ["a003", "a002", "part"]]
    assert pairs["lag_hours"].tolist() == [72.0] * 3


def test_a_follow_up_that_repeats_background_is_no_version():
    background, days = story(5, sentences=12), ["2025-05-01T06:00:00Z", "2025-05-01T12:00:00Z"]
    for own, kinds in ((12, ["part"]), (7, ["version"])):
        texts = [f"{story(seed, sentences=own)} {background}" for seed in (1, 2)]
        pairs = copy_pairs(frame(*texts, sources=["The Daily"] * 2, published=days))
        assert pairs["kind"].tolist() == kinds
        assert copy_pairs(frame(*texts, published=days))["kind"].tolist() == ["copy"]  # another outlet has it from it


def test_a_cut_of_an_outlets_own_text_is_its_version():
    text, days = story(1), ["2025-05-01T06:00:00Z", "2025-05-01T12:00:00Z"]
    pairs = copy_pairs(frame(text, text[:len(text) // 3], sources=["The Daily"] * 2, published=days))
    assert pairs["kind"].tolist() == ["version"]


def test_undated_articles_follow_and_have_no_lag():
    text = story(0)
    pairs = copy_pairs(frame(text, changed(text, 0.1), text, published=[None, "2025-05-01", None]))
    assert pairs["other_id"].tolist() == ["a001", "a001"]
    assert pairs["lag_hours"].isna().all()


def test_articles_of_no_known_outlet_are_no_versions():
    pairs = copy_pairs(frame(story(0), changed(story(0), 0.1), sources=["unknown"] * 2))
    assert pairs["kind"].tolist() == ["copy"]


def test_nothing_to_follow():
    for corpus in (Corpus.from_frame(pd.DataFrame({"text": []})), frame(story(1), story(2), "")):
        pairs = copy_pairs(corpus)
        assert list(pairs.columns) == COLUMNS and pairs.empty

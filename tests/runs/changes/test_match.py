"""Which articles are new, gone, revised; which are one text."""

import pandas as pd
import pytest

from analysis.runs.changes.match import matched

from .material import snapshot

OLD = [{"article_id": "a", "url": "https://mail.test/1", "title": "Port shuts"},
       {"article_id": "b", "title": "Rain at last", "published": pd.Timestamp("2025-05-02T08:00Z")},
       {"article_id": "c"}, {"article_id": "d"}]

def statuses(found):
    return {row.article_id: (row.status, row.other_id, row.how) for row in found.table.itertuples()}

def test_new_gone_and_staying_articles():
    found = matched(snapshot(OLD), snapshot([*OLD[:3], {"article_id": "e"}]))
    assert statuses(found) == {"e": ("new", "", ""), "d": ("gone", "", "")}
    assert found.articles["article_id"].tolist() == ["a", "b", "c", "d", "e"]
    assert found.before.tolist() == [True] * 4 + [False] and found.new.tolist() == [False] * 4 + [True]
    assert found.now.tolist() == [True, True, True, False, True]

@pytest.mark.parametrize(("row", "other", "how"), [
    ({"url": "https://mail.test/1"}, "a", "same address"),
    ({"url": "https://mail.test/1", "source": "Mail on the web"}, "a", "same address"),
    ({"title": "Rain at last", "published": pd.Timestamp("2025-05-02T21:00Z")}, "b", "same headline and day"),
    ({"digest": "text c", "title": "Another headline"}, "c", "same text"),
])
def test_a_revised_article_is_neither_new_nor_is_its_earlier_version_gone(row, other, how):
    kept = [one for one in OLD if one["article_id"] != other]
    found = matched(snapshot(OLD), snapshot([*kept, {"article_id": "z", "words": 130} | row]))
    assert statuses(found) == {"z": ("revised", other, how)}
    assert found.table["other_words"].tolist() == [100]
    rows = found.articles["article_id"].isin([other, "z"]).to_numpy()
    assert len(set(found.text[rows])) == 1 and not found.new.any()

@pytest.mark.parametrize("row", [
    {"title": "Rain at last", "published": pd.Timestamp("2025-05-03T08:00Z")},
    {"title": "Rain at last", "published": pd.Timestamp("2025-05-02T08:00Z"), "source": "Post"},
    {"digest": "text c", "source": "Post"}, {"url": ""}, {"digest": "text c", "words": 0},
])
def test_what_only_looks_alike_is_new(row):
    assert statuses(matched(snapshot(OLD), snapshot([*OLD, {"article_id": "z"} | row])))["z"][0] == "new"

def test_an_address_of_many_articles_tells_none_from_another():
    shared = {"url": "https://mail.test/"}
    old = [{"article_id": f"o{number}"} | shared for number in range(6)]
    found = matched(snapshot(old), snapshot([*old, {"article_id": "z"} | shared]))
    assert statuses(found) == {"z": ("new", "", "")}

def test_the_latest_earlier_version_is_named():
    old = [{"article_id": "a", "url": "u"}, {"article_id": "b", "url": "u"}]
    assert statuses(matched(snapshot(old), snapshot([*old, {"article_id": "z", "url": "u"}])))["z"][1] == "b"

def test_an_article_of_which_cleaning_left_another_text():
    now = [OLD[0] | {"digest": "another", "words": 90}, *OLD[1:]]
    found = matched(snapshot(OLD), snapshot(now))
    assert statuses(found) == {"a": ("cleaned anew", "", "")}
    assert found.table[["words", "other_words"]].to_numpy().tolist() == [[90, 100]]

def test_copies_of_one_text_stay_one_across_snapshots():
    old = [{"article_id": "a", "copy_group": "a"}, {"article_id": "b", "copy_group": "a"}, {"article_id": "c"}]
    now = [{"article_id": "b", "copy_group": "k"}, {"article_id": "k", "copy_group": "k"}]  # a is gone, k is longer
    found = matched(snapshot(old), snapshot(now))
    text = dict(zip(found.articles["article_id"], found.text, strict=True))
    assert text["a"] == text["b"] == text["k"] != text["c"]

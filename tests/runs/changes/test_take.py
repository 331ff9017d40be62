"""What is kept of which article has which name."""

import re
from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus
from analysis.entities import meetings, windows
from analysis.runs import changes
from analysis.runs.changes.snapshots import items_of

from .material import UNIT

NAMES = "Ann Bob Cid Dee Eve Fay".split()


@pytest.fixture(scope="module")
def named():
    """(articles in which six names meet at random, the mentions)."""
    random = np.random.default_rng(3)
    texts = [" ".join(f"{' met '.join(random.choice(NAMES, random.integers(1, 4)))} on day {day}." for day in
                      range(random.integers(1, 6))) for _ in range(40)]
    corpus = Corpus.from_frame(pd.DataFrame({"title": "Meetings", "text": texts, "source": "Mail"}))
    rows = [(row.article_id, match.start(), match.end(), match[0], "PERSON", match[0])
            for row in corpus.articles.itertuples() for match in re.finditer("|".join(NAMES), row.text)]
    mentions = pd.DataFrame(rows, columns=["article_id", "start", "end", "text", "label", "entity"])
    return corpus, mentions


@pytest.mark.parametrize("window", ["sentence", "article", 5])
@pytest.mark.parametrize("portion", [1, 30, 2_000_000])
def test_pairs_of_articles_are_those_of_a_plain_loop(named, window, portion, monkeypatch):
    corpus, mentions = named
    monkeypatch.setattr(meetings, "_PORTION", portion)
    found = changes.article_pairs(mentions.sample(frac=1, random_state=1), corpus, window=window)
    expected = Counter()
    inside = mentions.assign(window=windows.number(mentions, corpus, window))
    for (article, _), names in inside.groupby(["article_id", "window"])["entity"]:
        expected.update((article, *pair) for pair in combinations(sorted(set(names)), 2))
    keys = found[["article_id", "entity_a", "entity_b"]].astype(str)
    assert dict(zip(keys.itertuples(index=False, name=None), found["count"], strict=True)) == expected
    assert keys.equals(keys.sort_values(list(keys), ignore_index=True)) and len(keys) == len(expected) > 50


def test_nobody_meets_nobody(named):
    found = changes.article_pairs(named[1].head(0), named[0])
    assert list(found.columns) == ["article_id", "entity_a", "entity_b", "count"] and found.empty


def test_entities_of_articles_add_up_to_mentions(named):
    found = changes.article_entities(named[1])
    assert found["count"].sum() == len(named[1])
    assert found.groupby("entity")["count"].sum().to_dict() == named[1]["entity"].value_counts().to_dict()


@pytest.mark.parametrize("columns", [{}, {"article_id": "category", "entity_a": "category", "entity_b": "category"}])
def test_things_are_the_same_from_text_and_from_categories(named, columns):
    articles = changes.articles(named[0])
    table = changes.article_pairs(*named[::-1]).astype(dict.fromkeys(("article_id", "entity_a", "entity_b"), "str"))
    strange = pd.DataFrame({"article_id": ["of another"], "entity_a": ["Zoe"], "entity_b": ["Zue"], "count": [1]})
    found = items_of(UNIT["pair"], pd.concat([table, strange]).astype(columns), articles)
    cells = found.counts.tocoo()
    assert {(articles["article_id"][row], found.keys[column]) for row, column in zip(cells.row, cells.col, strict=True)
            } == set(zip(table["article_id"], table["entity_a"] + "\t" + table["entity_b"], strict=True))
    assert set(cells.data) == {1} and "Ann and Bob" in found.called

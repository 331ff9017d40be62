"""Entities by the parts of a collection: against counting by hand, tested over texts, drawn whatever there is."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import fisher_exact

from analysis import Corpus, entities, evidence


def made(articles=60, *, seed=0):
    """A corpus of three outlets, of which the first names Ada far more often than the others; Ben stands anywhere."""
    rng = np.random.default_rng(seed)
    texts, rows, outlets = [], [], [f"outlet {number % 3}" for number in range(articles)]
    for number, outlet in enumerate(outlets):
        pick = [name for name, chance in (("Ada", 0.8 if outlet == "outlet 0" else 0.1), ("Ben", 0.5), ("Cy", 0.02))
                if rng.random() < chance]
        words = " ".join(f"word{rng.integers(9999)}" for _ in range(30))
        text = f"Report {number} {words} {' '.join(pick)} end."
        rows += [(f"{number:03d}", text.index(name), text.index(name) + len(name), name, "PERSON", name)
                 for name in pick for _ in range(1 + (name == "Ada"))]
        texts.append(text)
    corpus = Corpus.from_frame(pd.DataFrame({"article_id": [f"{number:03d}" for number in range(articles)],
                                             "text": texts, "source": outlets, "published": "2025-05-01"}))
    return corpus, pd.DataFrame(rows, columns=["article_id", "start", "end", "text", "label", "entity"])


def test_counts_and_tests_are_those_of_counting_by_hand():
    corpus, mentions = made()
    found = entities.by(mentions, corpus)
    outlet = corpus.about.set_index("article_id")["source"]
    for row in found.itertuples():
        own = mentions[mentions["entity"] == row.entity]
        inside = own[own["article_id"].map(outlet) == row.part]
        outside = own[own["article_id"].map(outlet) != row.part]
        assert (row.count, row.articles, row.texts) == (len(inside), *[inside["article_id"].nunique()] * 2)
        assert (row.of, row.other_of, row.other_texts) == (20, 40, outside["article_id"].nunique())
        assert row.share == row.texts / 20 and row.low < row.log_ratio < row.high
        if own["article_id"].nunique() >= 5:
            table = [[row.texts, 20 - row.texts], [row.other_texts, 40 - row.other_texts]]
            sides = [fisher_exact(table, alternative=side).pvalue for side in ("less", "greater")]
            assert row.p == pytest.approx(min(1, 2 * min(sides)))
        else:
            assert np.isnan(row.p) and np.isnan(row.q_value)
    assert found.iloc[0][["part", "entity"]].tolist() == ["outlet 0", "Ada"] and found["q_value"][0] < 0.05


def test_who_is_dealt_at_random_is_rarely_called_more_named():
    corpus, mentions = made(120)
    called = 0
    for seed in range(20):
        dealt = np.random.default_rng(seed).choice(list("xyz"), 120)
        labels = dict(zip(corpus.about["article_id"], dealt, strict=True))
        called += (entities.by(mentions, corpus, labels)["q_value"] < 0.05).any()
    assert called <= 2  # one in twenty


def test_a_reprint_counts_once_and_on_both_sides():
    corpus, mentions = made()
    rows, first = corpus.articles, corpus.articles["article_id"][0]
    text = "Ada told the harbour office that the long strike of the port is over at last, and went home. " * 3
    copies = pd.DataFrame({"article_id": ["c1", "c2", "c3"], "text": text, "published": rows["published"][0],
                           "source": ["outlet 0", "outlet 0", "outlet 1"]})
    more = Corpus.from_frame(pd.concat([rows[["article_id", "text", "source", "published"]], copies]))
    named = pd.DataFrame({"article_id": ["c1", "c2", "c3"], "start": 0, "end": 3, "text": "Ada", "label": "PERSON",
                          "entity": "Ada"})
    before, after = (entities.by(one, where).set_index(["part", "entity"]) for one, where in
                     ((mentions, corpus), (pd.concat([mentions, named]), more)))
    old, new = before.loc[("outlet 0", "Ada")], after.loc[("outlet 0", "Ada")]
    assert first == "000" and (new["articles"], new["texts"]) == (old["articles"] + 2, old["texts"] + 1)
    assert (new["of"], new["other_texts"], new["other_of"]) == (21, old["other_texts"] + 1, 41)
    assert new["p"] == old["p"]  # what both sides print is not dealt


def test_topics_and_labels_are_parts_too_and_have_evidence():
    corpus, mentions = made()
    members = pd.DataFrame({"article_id": corpus.about["article_id"], "topic": [1 + n % 2 for n in range(60)]})
    found = entities.by(mentions, corpus, members)
    assert found["by"].unique().tolist() == ["topic"] and found["part"].unique().tolist() == ["1", "2"]
    places = evidence.of(found, corpus, mentions=mentions, by=members)
    assert places.groupby("row").size().tolist() == found["count"].tolist()
    own = entities.by(mentions, corpus)
    assert len(evidence.of(own.iloc[0], corpus, mentions=mentions)) == own["count"][0]


def test_the_order_of_articles_and_mentions_does_not_matter():
    corpus, mentions = made()
    turned = Corpus.from_frame(corpus.articles[::-1])
    pd.testing.assert_frame_equal(entities.by(mentions, corpus), entities.by(mentions[::-1], turned))


def test_an_unknown_part_is_refused():
    corpus, mentions = made(3)
    with pytest.raises(ValueError, match="by='outlet' names no parts"):
        entities.by(mentions, corpus, "outlet")


@pytest.mark.parametrize("articles", [0, 1, 2, 60])
def test_the_chart_says_what_it_shows_or_why_it_is_empty(articles, overlaps):
    corpus, mentions = made()
    corpus = corpus.select(article_ids=corpus.about["article_id"][:articles].tolist()) if articles else \
        Corpus.from_frame(corpus.articles.head(0))
    mentions = mentions[mentions["article_id"].isin(corpus.about["article_id"])]
    found = entities.by(mentions, corpus)
    axes = entities.charts.by(found)
    assert axes.figure.alternative_text and not overlaps(axes)
    if articles == 60:
        assert "outlet 0: Ada" in axes.figure.alternative_text and any("▲" in one.get_text() for one in axes.texts)
    elif articles == 2:
        assert found["q_value"].isna().all() and "Not tested" in found.attrs["statement"]
    else:
        assert found.empty and "Nothing to compare" in axes.figure.alternative_text


def test_articles_that_name_nobody_give_an_empty_table():
    corpus, mentions = made()
    found = entities.by(mentions.head(0), corpus)
    assert found.empty and found.attrs["statement"] == "Nothing to compare: the articles name nobody."

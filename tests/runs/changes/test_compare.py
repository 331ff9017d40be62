"""Comparisons as a whole: what they say of planted changes, of noise, and of too little."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis import Corpus, topics
from analysis.runs import changes
from analysis.runs.changes import kinds, take
from analysis.runs.changes.snapshots import items_of

from .material import UNIT, ids, some
from .material import snapshot as made

PLANTED = pd.read_csv("data/truth/changes.csv").set_index("kind")


@pytest.fixture(scope="module")
def specimen():
    corpus = Corpus.open("data/articles")
    articles = take.articles(corpus)
    found = topics.find(corpus)
    return changes.Snapshot(articles, {
        "term": items_of(UNIT["term"], take.article_terms(corpus), articles),
        "topic": items_of(UNIT["topic"], found.members, articles, found.topics)})


@pytest.fixture(scope="module")
def from_week_six(specimen):
    return changes.since(specimen, PLANTED.loc["beat starts", "start"])


def test_the_beat_that_starts_in_week_six_is_established(from_week_six):
    terms = from_week_six.of("term")
    assert set(terms.loc[terms["change"] == "rose", "term"]) == {"oumara", "bells", "museum"}
    beat = terms.head(3)
    assert (beat["before_texts"] == 0).all() and (beat["new_texts"] == 14).all() and (beat["low"] > 2).all()
    assert (beat["q_value"] < 0.05).all() and not (terms["change"] == "fell").any()
    topic = from_week_six.of("topic").iloc[0]
    assert topic["change"] == "rose" and topic["low"] > 1.5 and "Oumara" in topic["shown"]
    said = "Changed beyond chance: 3 terms rose (oumara, museum, bells); 1 topic rose"
    assert from_week_six.statement.startswith(said)


def test_the_outlet_that_falls_silent_is_named(from_week_six):
    silent = from_week_six.outlets.iloc[0]
    assert silent["source"] == PLANTED.loc["silence", "name"] and silent["chance"] < 0.05
    assert str(silent["last"].date()) == "2025-06-24" and silent["silent_days"] == pytest.approx(17.4, abs=0.1)
    assert silent["change"] == "perhaps silent"
    assert "Perhaps silent: Saltmere Echo, for 17 days" in from_week_six.statement
    assert (from_week_six.outlets["chance"].iloc[1:] > 0.3).all()


def test_a_beat_as_large_as_people_would_notice_is_established():
    old = made(ids(200), beat=some(range(4)), other=some(range(100)))
    now = made(ids(300), beat=[*some(range(4)), *some(range(200, 220))], other=some(range(0, 300, 2)))
    found = changes.compare(old, now)
    assert found.statement.startswith("Changed beyond chance: 1 entity rose (beat).")
    row = found.of("entity").iloc[0]
    assert row[["entity", "before_texts", "new_texts", "now_texts", "change"]].tolist() == ["beat", 4, 20, 24, "rose"]
    assert row["low"] > 1.5 and 0 < row["shift"] < row["log_ratio"] and row["unit"] == kinds.SHARE
    assert row["new_rate"] == pytest.approx(0.2) and row["now_rate"] == pytest.approx(0.08)


def test_halves_of_one_collection_differ_by_nothing(specimen):
    random = np.random.default_rng(4)
    for seed in range(3):
        found = changes.compare(specimen.only(random.random(len(specimen)) < 0.5, "half"), specimen, seed=seed)
        assert found.statement.startswith("Nothing changed beyond chance.")
        tested = found.items[found.items["p"].notna()]
        assert (tested["q_value"] < 0.05).mean() <= 0.05 and len(tested) > 300


@pytest.mark.parametrize(("old", "now", "said"), [
    (ids(9), ids(9), "No new articles"), (ids(9), [], "No new articles"), ([], ids(9), "Nothing to compare with"),
    (ids(9), ids(12), "Too little to test: a test needs 5"), (ids(3), ids(12), "Too little to test: a test needs 5"),
    (ids(9), ids(20), "Too little to test: nothing stands in 5")])
def test_too_little_is_said_to_be_too_little_and_not_tested(old, now, said):
    found = changes.compare(made(old, thing=some([1, 2])), made(now, thing=some([1, 2])))
    assert found.statement.startswith(said)
    assert found.items["p"].isna().all() and (found.items["change"] == "not tested").all()
    assert changes.charts.changes(found.items).figure.alternative_text.startswith("Nothing to draw")


def test_the_same_whatever_the_order_of_the_articles():
    found, rows = [], Corpus.open("data/articles").articles
    for order in (rows, rows.sample(frac=1, random_state=3)):
        corpus = Corpus.from_frame(order)
        articles = take.articles(corpus)
        items = {"term": items_of(UNIT["term"], take.article_terms(corpus), articles)}
        found.append(changes.since(changes.Snapshot(articles, items), "2025-06-20", resamples=200))
    for name in ("items", "outlets", "articles"):
        pd.testing.assert_frame_equal(getattr(found[0], name), getattr(found[1], name))


def test_topics_of_articles_that_are_gone_have_no_part(specimen):
    gone = specimen.articles["published"] < "2025-05-20"
    found = changes.compare(specimen.only(~(specimen.articles["published"] >= "2025-06-20").to_numpy(), "older"),
                            specimen.only(~gone.to_numpy(), "newer"), resamples=200)
    assert found.of("topic")["before_texts"].sum() < found.of("topic")["before_texts"].sum() + gone.sum()
    placed = specimen.items["topic"].counts[~gone.to_numpy()].sum()
    assert found.of("topic")["now_texts"].sum() <= placed
    assert (found.articles["status"] == "gone").sum() == gone.sum()


@pytest.mark.parametrize(("days", "start"), [
    (range(60), "2025-06-02"),          # a text a day: the last four weeks have 28, the last week 7
    (np.arange(600) / 10, "2025-06-23"),  # ten a day: the last week
    (range(10), "2025-05-06"),          # few: the later half
])
def test_the_window_is_the_last_week_or_four_or_the_later_half(days, start):
    rows = [{"article_id": f"{number:04d}", "published": pd.Timestamp("2025-05-01", tz="UTC") + pd.Timedelta(days=day)}
            for number, day in enumerate(days)]
    found = changes.since(made(rows, thing=some(range(3))), resamples=100)
    assert f"(the articles from {start} on" in found.statement


def test_undated_articles_are_left_out_and_said_to_be():
    rows = [*ids(20), *({"article_id": f"u{number}", "published": pd.NaT} for number in range(3))]
    assert changes.since(made(rows, thing=some(range(8)))).statement.endswith("Left out: 3 without a date.")
    nothing = changes.since(made(rows[20:], thing=some([])))
    assert nothing.statement.startswith("No article has a date") and nothing.items.empty


@pytest.mark.parametrize(("day", "parts"), [("soon", ["since='soon'", "YYYY-MM-DD"]),
                                            ("2030-01-01", ["since='2030-01-01'", "2025-05-01 to 2025-05-20"])])
def test_wrong_days_say_what_is_allowed(day, parts):
    with pytest.raises(ValueError) as error:
        changes.since(made(ids(20), thing=some(range(8))), day)
    assert [part for part in parts if part not in str(error.value)] == []


def test_too_few_resamples_and_unknown_kinds_are_refused(from_week_six):
    with pytest.raises(ValueError, match="resamples=10"):
        changes.compare(made(ids(9)), made(ids(9)), resamples=10)
    with pytest.raises(ValueError, match="kind='word'.*entity"):
        from_week_six.of("word")


def test_rows_bear_the_names_that_things_have_elsewhere():
    found = changes.compare(made(ids(20), kind="pair", **{"A\tB": some(range(9))}), made(ids(40, 20), kind="pair"))
    assert found.of("pair")[["entity_a", "entity_b"]].to_numpy().tolist() == [["A", "B"]]
    assert list(found.of("topic").columns[:2]) == ["topic", "shown"]


def test_things_of_one_article_only_are_left_out_and_of_one_gone_and_one_new_are_not():
    found = changes.compare(made(ids(9), x=some([1]), y=some([2]), z=some([3, 4])),
                            made(ids(9, 5), x=some([11]), y=some([]), w=some([12]), v=some([7])))
    assert found.of("entity").sort_values("entity")[["entity", "before_texts", "new_texts", "now_texts"]
                                                    ].to_numpy().tolist() == [["x", 1, 1, 1], ["z", 2, 0, 0]]


def test_the_chart_draws_every_kind_without_overlaps(from_week_six, overlaps):
    axes = changes.charts.changes(from_week_six.items)
    panels = axes.figure.axes
    assert [panel.get_title(loc="left") for panel in panels] == ["terms", "topics"]
    assert len(panels[0].get_yticks()) == 12 and overlaps(axes) == []
    filled = [to_hex(colour) for colour in panels[0].collections[-1].get_facecolor()]
    assert filled.count("#0072b2") == 3 and set(filled) == {"#0072b2", "#a9cce3", "#ffffff"}  # the sure, the near
    assert "oumara" in [label.get_text() for label in panels[0].get_yticklabels()]
    assert "terms: 3 of" in axes.figure.alternative_text

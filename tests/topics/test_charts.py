from itertools import combinations

import matplotlib
import numpy as np
import pandas as pd
import pytest

matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402

from analysis import topics  # noqa: E402
from analysis.topics.tables import table as empty_table  # noqa: E402

from .samples import corpus  # noqa: E402

LONG = "Harbour Workers Federation, Supplementary Reservoir Commission, prosecutor"


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def many(count: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    numbers = range(1, count + 1)
    rows = pd.DataFrame({"topic": numbers, "label": LONG, "terms": LONG, "size": 900 - np.arange(count),
                         "stable": [number % 3 > 0 for number in numbers]})
    terms = pd.DataFrame([(number, f"{LONG[:30]} {rank}", 0.9 - rank / 20, rank) for number in numbers
                          for rank in range(1, 11)], columns=["topic", "term", "share", "rank"])
    return rows, terms


def boxes(axes) -> list:
    """Bounding boxes of all text on the figure that the chart wrote beside ticks of numbers."""
    axes.figure.canvas.draw()
    found = []
    for part in axes.figure.axes:
        texts = [*part.texts, *part.get_yticklabels(), part._left_title]
        found += [text.get_window_extent() for text in texts if text.get_text() and text.get_visible()]
    return [box.shrunk(0.98, 0.9) for box in found]


def assert_apart(axes) -> None:
    drawn = boxes(axes)
    assert len(drawn) > 1
    assert not [pair for pair in combinations(drawn, 2) if pair[0].overlaps(pair[1])]


@pytest.mark.parametrize("count", [1, 40])
def test_labels_of_terms_and_sizes_are_apart(count):
    rows, terms = many(count)
    for axes in (topics.charts.terms(rows, terms), topics.charts.sizes(rows)):
        assert_apart(axes)
        assert axes.figure.alternative_text


def test_what_is_left_out_is_said():
    rows, terms = many(40)
    assert "first 12 of 40" in topics.charts.terms(rows, terms).figure.get_suptitle()
    assert "first 20 of 40" in topics.charts.sizes(rows).get_title(loc="left")


def test_unstable_topics_are_drawn_apart():
    rows, terms = many(3)
    axes = topics.charts.sizes(rows)
    colours = [patch.get_facecolor() for patch in axes.patches]
    assert colours[0] == colours[1] != colours[2]
    assert "not stable" in axes.get_xlabel()
    assert "not stable" in topics.charts.terms(rows, terms).figure.axes[2].get_title(loc="left")


@pytest.mark.parametrize("count", [1, 30])
def test_timeline_has_a_row_for_each_topic(count):
    periods = pd.date_range("2025-01-06", periods=20, freq="7D")
    rows = [(number, LONG, period, (number + place) % 7, share := (number + place) % 7 / 10, share / 2, share * 1.5)
            for number in range(1, count + 1) for place, period in enumerate(periods)]
    table = pd.DataFrame(rows, columns=["topic", "label", "period", "articles", "share", "low", "high"])
    axes = topics.charts.timeline(table)
    assert_apart(axes) if count > 1 else None
    assert len(axes.patches) == 20 * min(count, 20)
    assert ("of 30 topics" in axes.get_title(loc="left")) == (count == 30)


def test_changes_draw_a_line_for_each_topic_from_first_to_last_run():
    rows = [(3, "kept", 1, LONG, 0, 9, 1.0), (3, "split", 4, LONG, 1, 5, 0.8), (3, "died", 2, LONG, 0, 4, 0.0),
            (2, "born", 3, LONG, 0, 7, 1.0), (1, "born", 1, LONG, 0, 9, 1.0), (1, "born", 2, LONG, 0, 4, 1.0)]
    axes = topics.charts.changes(empty_table("changes", rows))
    lines = [line.get_xdata().tolist() for line in axes.lines if len(line.get_xdata()) == 2]
    assert lines == [[1, 3], [1, 3], [2, 3], [3, 3]]
    assert [line.get_marker() for line in axes.lines if len(line.get_xdata()) == 1].count("X") == 1
    assert_apart(axes)
    assert "4 Harbour" in axes.figure.alternative_text and "split in run 3" in axes.figure.alternative_text
    assert not topics.charts.changes(empty_table("changes", rows[-2:])).lines


def test_map_names_each_topic_once_and_apart():
    chance = np.random.default_rng(0)
    table = pd.DataFrame({"topic": np.arange(3000) % 25 + 1, "label": LONG})
    table = table.assign(x=chance.normal(0.5, 0.02, 3000), y=chance.normal(0.5, 0.02, 3000))
    axes = topics.charts.map(table)
    assert_apart(axes)
    assert [int(text.get_text().split()[0]) for text in axes.texts] == list(range(1, 26))


def test_curve_marks_the_choice():
    rows = [(2, 0.7, 0.2, 0.8, 0.0, 0.1, False), (3, 0.9, 0.1, 0.6, 0.3, 0.85, True),
            (4, 0.5, 0.1, 0.6, 0.0, 0.0, False)]
    axes = topics.charts.curve(empty_table("curve", rows))
    assert axes.lines[-1].get_xdata() == [3]
    assert "3 chosen, overlap 0.90 ± 0.10, by 85% of drawings" in axes.get_title(loc="left")
    assert [round(bar.get_height(), 2) for bar in axes.patches] == [0.1, 0.85, 0]
    assert_apart(axes)


def test_comparison_has_a_panel_for_what_is_shared_and_for_each_article():
    axes = topics.charts.comparison(topics.compare(corpus(1)))
    titles = [part.get_title(loc="left") for part in axes.figure.axes if part.get_title(loc="left")]
    assert titles[0] == "Shared"
    assert len(titles) == 5
    assert_apart(axes)


def test_charts_of_real_results_are_apart(four, found):
    for axes in (topics.charts.terms(found.topics, found.terms), topics.charts.map(topics.map(found)),
                 topics.charts.timeline(topics.timeline(found, four, freq="D"))):
        assert_apart(axes)


def test_nothing_to_show_is_said():
    none = empty_table("topics")
    for axes in (topics.charts.terms(none, empty_table("terms")), topics.charts.sizes(none),
                 topics.charts.curve(empty_table("curve")),
                 topics.charts.comparison(topics.compare(corpus(1)).head(0)),
                 topics.charts.map(topics.map(topics.find(corpus(1)))),
                 topics.charts.timeline(topics.timeline(topics.find(corpus(1)), corpus(1)))):
        assert len(axes.figure.alternative_text) > 20
        assert not axes.patches
    asked = topics.charts.terms(none, empty_table("terms"), none="No topic was asked for.")
    assert "No topic was asked for." in asked.figure.alternative_text

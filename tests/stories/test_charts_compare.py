"""The charts of a comparison, on their axes."""

import itertools

import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.patches import PathPatch

from analysis import Corpus, stories
from analysis.stories import charts_compare as charts

NONE = pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in (
    ("article_id", "str"), ("start", "int64"), ("end", "int64"), ("label", "str"), ("entity", "str"))})
LINES = ["The port closed on Monday when 2,400 dockers walked out over the new cranes that the authority has ordered.",
         "Fuel and medicine will still be unloaded under an agreement with the union, the transport ministry said.",
         "Shipping lines moved fourteen vessels to harbours in the south of the country."]


def table_of(*texts, nearest=20):
    frame = pd.DataFrame({"text": texts, "article_id": [f"a{n}" for n in range(len(texts))],
                          "source": [f"The Outlet with the Number {n}" for n in range(len(texts))]})
    return stories.compare(Corpus.from_frame(frame), frame["article_id"].tolist(), mentions=NONE, nearest=nearest)


@pytest.fixture(scope="module")
def two():
    other = [LINES[1], LINES[0].replace("2,400", "2,600"), "It rained all day long."]
    return table_of("\n".join(LINES), "\n".join(other))


def links(axes):
    return {one.get_gid(): len(one.get_paths()) for one in axes.collections if isinstance(one, PathCollection)}


def bars(axes):
    return [one.get_gid() for one in axes.patches if isinstance(one, PathPatch)]


def boxes(axes):
    axes.figure.canvas.draw()
    texts = [text for text in axes.texts if text.get_text() and text.get_text() != "“"]
    return [(text.get_text(), text.get_window_extent().shrunk(0.98, 0.9)) for text in texts]


def test_sentences_stand_side_by_side_linked_by_kind(two):
    axes = charts.comparison(two)
    assert links(axes) == {"same words": 1, "another number, date or name": 1}
    assert sorted(bars(axes)) == sorted(["same words"] * 2 + ["another number, date or name"] * 2 + ["only here"] * 2)
    assert "4 of 6 sentences have a counterpart" in " ".join(text.get_text() for text in axes.texts)
    assert "1 in one article only" not in axes.figure.alternative_text
    assert "2 in one article only" in axes.figure.alternative_text


@pytest.mark.parametrize("count", [1, 2, 3, 4, 9])
def test_no_words_overlap_and_what_is_left_out_is_said(count):
    texts = ["\n".join([*LINES[n % 2:], f"Then came number {n} of them."]) for n in range(count)]
    axes = charts.comparison(table_of(*texts))
    found = boxes(axes)
    assert [(a, b) for (a, one), (b, two) in itertools.combinations(found, 2) if one.overlaps(two)] == []
    assert all(box.x1 <= axes.figure.bbox.x1 for _, box in found)
    assert ("5 of 9 articles" in axes.figure.alternative_text) == (count == 9)
    assert ("do not adjoin" in axes.figure.alternative_text) == (count > 2)


def test_words_stay_clear_of_the_links(two):
    axes = charts.comparison(two)
    first = [box for text, box in boxes(axes) if text.startswith(("The port", "Fuel", "Shipping"))]
    edge = axes.transData.transform((charts._WIDTHS[2] * 0.98 / 2 - charts._GAP / 2 - charts._BAR, 0))[0]
    left = [box for box in first if box.x0 < edge]
    assert left and all(box.x1 <= edge for box in left)


def test_long_articles_are_drawn_without_their_words():
    text = "\n".join(f"The {n}th clause speaks of matter number {n} and of nothing else." for n in range(120))
    axes = charts.comparison(table_of(text, text))
    assert "the words" in axes.figure.alternative_text and len(axes.texts) < 12
    assert links(axes)["same words"] >= 120 and axes.figure.get_size_inches()[1] < 12


def test_articles_may_be_chosen(two):
    axes = charts.comparison(two, ["a1"])
    assert links(axes) == {} and set(bars(axes)) <= {"same words", "another number, date or name", "only here"}
    with pytest.raises(ValueError, match="zz"):
        charts.comparison(two, ["zz"])


def test_nothing_to_compare_is_said():
    assert "no sentences" in charts.comparison(table_of("", "")).figure.alternative_text
    assert "No claim" in charts.claims(table_of("\n".join(LINES))).figure.alternative_text


def test_claims_by_outlet(two, overlaps):
    axes = charts.claims(two)
    marks = [line for line in axes.lines if line.get_marker() in ("s", "D")]
    assert len(marks) == 4 and len(axes.get_yticklabels()) == 2 and overlaps(axes) == []
    many = charts.claims(table_of(*["\n".join(LINES)] * 6), top=2, outlets=3)
    assert len(many.get_yticklabels()) == 2 and "Left out: 1 claims and 3 outlets" in many.figure.alternative_text
    with pytest.raises(ValueError, match="top"):
        charts.claims(two, top=0)

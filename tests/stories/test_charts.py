"""The charts of the list of stories and of a story in time, on their axes."""

import matplotlib.dates as mdates
import pandas as pd
import pytest

from analysis.stories import charts
from analysis.stories.overview import COPY, FIRST, LISTED, PUBLISHED


def listed(*rows) -> pd.DataFrame:
    frame = pd.DataFrame([{"story": f"s{number}", "title": f"Headline number {number} which goes on for quite a while",
                           "outlets": outlets, "articles": articles, "texts": texts, "days": days}
                          for number, (outlets, articles, texts, days) in enumerate(rows)])
    return frame.reindex(columns=list(LISTED))


def published(count: int, *, outlets: int = 4, undated: int = 0) -> pd.DataFrame:
    dates = pd.date_range("2025-03-01", periods=count, freq="3h", tz="UTC").to_series(index=range(count))
    frame = pd.DataFrame({"article_id": [f"a{number}" for number in range(count)], "published": dates,
                          "source": [f"Outlet {number % outlets:02}" for number in range(count)],
                          "title": "Something that happened, told at some length and with a subordinate clause",
                          "kind": ([FIRST] + [COPY] * count)[:count]})
    frame.loc[frame.index[count - undated:], "published"] = pd.NaT
    return frame.reindex(columns=list(PUBLISHED))


def test_the_list_shows_texts_and_copies_of_each_story(overlaps):
    table = listed((4, 7, 3, 0.5), (3, 3, 3, 4.2), (1, 2, 1, float("nan")), (1, 1, 1, 0.0))
    axes = charts.overview(table)
    texts, copies = axes.containers
    assert [bar.get_width() for bar in texts] == [3, 3, 1] and [bar.get_width() for bar in copies] == [4, 0, 1]
    assert [text.get_text() for text in axes.texts] == ["4 outlets, 12 hours", "3 outlets, 4 days", "1 outlet"]
    assert len(axes.get_yticklabels()) == 3 and overlaps(axes) == []
    assert "Headline number 0" in axes.figure.alternative_text


def test_the_list_says_how_many_it_leaves_out():
    axes = charts.overview(listed(*[(2, 2, 2, 1.0)] * 30), most=12)
    assert len(axes.containers[0]) == 12 and "first 12 of 30" in axes.get_title(loc="left")


def test_without_two_articles_of_one_story_the_list_says_so():
    for table in (listed((1, 1, 1, 0.0)), listed()):
        assert "No two articles tell one story" in charts.overview(table).texts[0].get_text()


def test_a_story_in_time_has_a_row_an_article(overlaps):
    axes = charts.timeline(published(6))
    first, copies = (points.get_offsets() for points in axes.collections)
    assert [len(first), len(copies)] == [1, 5] and copies[:, 1].tolist() == [1, 2, 3, 4, 5]
    assert mdates.num2date(first[0, 0]).isoformat() == "2025-03-01T00:00:00+00:00"
    assert axes.get_yticklabels()[1].get_text().startswith("Outlet 01: Something that happened")
    assert overlaps(axes) == []


def test_a_story_of_many_articles_has_a_row_an_outlet(overlaps):
    axes = charts.timeline(published(200, outlets=40))
    assert len(axes.get_yticklabels()) == 25 and "15 smaller outlets left out" in axes.get_title(loc="left")
    assert sum(len(points.get_offsets()) for points in axes.collections) == 125
    assert overlaps(axes) == []


def test_articles_without_a_date_are_counted_and_not_drawn():
    axes = charts.timeline(published(5, undated=2))
    assert sum(len(points.get_offsets()) for points in axes.collections) == 3
    assert "2 without a date" in axes.get_title(loc="left")
    for table in (published(3, undated=3), published(0)):
        assert "No dates to draw" in charts.timeline(table).texts[0].get_text()


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_articles(count, overlaps):
    axes = charts.timeline(published(count))
    low, high = axes.get_xlim()
    assert low < mdates.date2num(pd.Timestamp("2025-03-01T00:00Z")) < high and overlaps(axes) == []

"""What the collection says of itself before anything is counted."""

import pandas as pd
import pytest

from analysis import Corpus, articles


def corpus(rows):
    return Corpus.from_frame(pd.DataFrame(rows, columns=["source", "published", "text"]))


@pytest.fixture
def weekly():
    """Two outlets over ten weeks; the Echo falls silent after the sixth."""
    days = pd.date_range("2025-05-05", periods=69, freq="D", tz="UTC")
    rows = [("Mail", day, f"mail text {day:%j} " * 9) for day in [*days[::2], days[-1] + pd.Timedelta(days=1)]]
    rows += [("Echo", day, f"echo words {day:%j} " * 9) for day in days[:42:3]]
    return corpus(rows + [("Mail", None, "an undated note of the mail")])


def test_outlets_are_counted_with_their_span(weekly):
    table = articles.outlets(weekly).set_index("source")
    assert table.loc["Mail", ["articles", "undated"]].tolist() == [37, 1]
    assert table.loc["Echo", "last"] == pd.Timestamp("2025-06-13", tz="UTC")


def test_the_timeline_shows_periods_without_articles(weekly):
    table = articles.timeline(weekly, freq="W")
    echo = table[table["source"] == "Echo"]["articles"].tolist()
    assert len(echo) == 10 and echo[-4:] == [0, 0, 0, 0] and sum(echo) == 14
    with pytest.raises(ValueError, match="freq='Y'"):
        articles.timeline(weekly, freq="Y")


def test_warnings_name_silence_and_missing_dates_and_nothing_else(weekly):
    table = articles.warnings(weekly)
    assert table["concern"].tolist() == ["undated articles", "one outlet dominates", "outlet fell silent"]
    assert table["detail"].str.contains("Echo").tolist() == [False, False, True]
    assert articles.warnings(corpus([(name, f"2025-05-{day:02d}", f"{name} wrote {day}") for day in range(1, 21)
                                     for name in ("Mail", "Post")])).empty


def test_warnings_name_gaps_half_filled_weeks_and_jumps_in_length():
    days = [*pd.date_range("2025-05-07", periods=20, tz="UTC"), *pd.date_range("2025-06-20", periods=20, tz="UTC")]
    rows = [(name, day, "word " * (30 if place < 20 else 90) + f"{name} {place}")
            for place, day in enumerate(days) for name in ("Mail", "Post")]
    table = articles.warnings(corpus(rows)).set_index("concern")["detail"]
    assert table["gap in the collection"].endswith("days before 2025-06-20")
    assert "begins on a Wednesday" in table["half-filled periods"]
    assert table["jump in length"].str.contains("from then on").sum() == 2


def test_languages_are_counted():
    frame = pd.DataFrame({"text": ["a", "b", "c"], "lang": ["en", "fr", "en"]})
    found = articles.languages(Corpus.from_frame(frame))[["lang", "articles"]]
    assert found.to_numpy().tolist() == [["en", 2], ["fr", 1]]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7])
def test_few_articles_are_said_to_be_few(count):
    few = corpus([("Mail", "2025-05-05", f"text {n}") for n in range(count)])
    assert articles.warnings(few)["concern"].iloc[0] == ("few articles" if count else "no articles")
    for chart in (articles.charts.timeline(articles.timeline(few)), articles.charts.lengths(few.articles),
                  articles.charts.removed(articles.removed(few)), articles.charts.own(articles.own(few))):
        assert chart.figure.alternative_text


def test_reprints_are_told_with_who_carried_them():
    wire = " ".join(f"item{n} of the wire story was told at some length" for n in range(30))
    own = " ".join(f"matter{n} that only one outlet cared for today" for n in range(30))
    found = corpus([("Mail", "2025-05-05", wire), ("Post", "2025-05-06", wire + " More."), ("Post", "2025-05-07", own)])
    groups = articles.copy_groups(found)
    assert groups[["articles", "outlets", "sources"]].to_numpy().tolist() == [[2, 2, "Mail, Post"]]
    assert articles.own(found).set_index("source")[["own", "shared"]].to_numpy().tolist() == [[1, 1], [0, 1]]


def test_charts_of_the_collection_show_all_outlets_or_say_how_many_they_leave_out():
    many = corpus([(f"Outlet {n:02d}", f"2025-05-{1 + n % 28:02d}", f"text of outlet {n}") for n in range(40)])
    axes = articles.charts.timeline(articles.timeline(many, freq="D"))
    assert len(axes.get_yticklabels()) == 25 and "15 smaller outlets" in axes.get_title(loc="left")

"""Charts of terms: readable at any size, and saying what they leave out."""

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus, terms


def corpus(articles, weeks):
    """Articles of five outlets with some hundred words, spread over weeks."""
    texts = [" ".join(f"w{chr(97 + (n * k) % 26)}rd{'abcdefghij'[k % 10] * (k % 7)}" for k in range(1, 90)) + " harbour"
             for n in range(articles)]
    days = [f"2025-{5 + (n % weeks) // 4:02d}-{1 + 7 * (n % weeks % 4):02d}" for n in range(articles)]
    return Corpus.from_frame(pd.DataFrame({"text": texts, "published": days, "source": [f"Outlet {n % 9}" for n in
                                                                                       range(articles)]}))


@pytest.mark.parametrize("articles", [0, 2, 40])
def test_charts_draw_any_collection_without_overlap(articles, overlaps):
    found = corpus(articles, 10)
    words = terms.count(found)
    apart, first = terms.keyness(found, min_articles=1), words["shown"].head(3)
    trend, bursts = terms.trend(found, first), terms.bursts(found, first, freq="W")
    for chart in (terms.charts.top(words), terms.charts.keyness(apart), terms.charts.funnel(apart),
                  terms.charts.trend(trend, bursts=bursts),
                  terms.charts.movers(terms.movers(found, min_articles=1)),
                  terms.charts.dispersion(terms.concordance(found, "harbour"))):
        assert overlaps(chart) == []
        assert chart.figure.alternative_text


def test_top_shows_the_terms_in_order_with_their_texts_and_dispersion():
    words = terms.count(corpus(60, 10))
    axes = terms.charts.top(words, top=10)
    assert [label.get_text() for label in axes.get_yticklabels()] == words["shown"].head(10).tolist()
    widths = [bar.get_width() for bar in axes.patches]
    assert widths == words["count"].head(10).tolist() + words["text_count"].head(10).tolist()
    dots = axes.figure.axes[1].collections[0].get_offsets()
    assert dots[:, 0].tolist() == words["dispersion"].head(10).tolist()
    assert f"{len(words) - 10:,} more are in the table" in axes.figure.alternative_text
    assert axes.texts[0].get_text() == f"{words['texts'].iloc[0]} texts"


def test_keyness_says_how_many_parts_it_leaves_out():
    axes = terms.charts.keyness(terms.keyness(corpus(60, 10)))
    assert "3 smaller parts" in axes.figure.get_suptitle()


def test_trend_of_one_period_says_why_it_draws_nothing():
    axes = terms.charts.trend(terms.trend(corpus(5, 1), ["harbour"]))
    assert "fewer than two periods" in axes.figure.alternative_text


def planted(articles=120):
    """Articles of two outlets; "walkout" stands in those of the Echo alone, in all of them."""
    random = np.random.default_rng(1)
    words = "the town council met again and the mayor spoke of roads rain schools trade budgets".split()
    return Corpus.from_frame(pd.DataFrame({
        "text": [f"{n} {random.integers(10**9)} {' '.join(random.choice(words, 60))}" + " walkout" * (n % 2)
                 for n in range(articles)],
        "source": ["Echo" if n % 2 else "Ledger" for n in range(articles)],
        "published": [f"2025-05-{1 + n % 28:02d}" for n in range(articles)],
    }))


def test_keyness_draws_the_rates_of_both_sides_and_fills_what_is_sure():
    table = terms.keyness(planted(), stop=None)
    axes = terms.charts.keyness(table)
    rows = table[(table["part"] == "Echo") & (table["log_ratio"] > 0)].head(8)
    widths = [bar.get_width() for bar in axes.patches]
    assert widths == rows["per_million"].tolist() + rows["other_per_million"].tolist()
    filled = [bar.get_facecolor()[:3] != (1, 1, 1) for bar in axes.patches[:len(rows)]]
    assert filled == (rows["q_value"] < 0.05).tolist() and filled[0]


def test_funnel_names_what_is_sure_and_leaves_nothing_out(overlaps):
    table = terms.keyness(planted(), stop=None)
    axes = terms.charts.funnel(table, part="Ledger")
    assert [note.get_text() for note in axes.texts] == ["walkout"]
    assert sum(len(dots.get_offsets()) for dots in axes.collections) == (table["part"] == "Ledger").sum()
    assert overlaps(axes) == []
    with pytest.raises(ValueError, match="part='Mail'"):
        terms.charts.funnel(table, part="Mail")


def test_funnel_of_thousands_of_terms_names_those_that_fit(overlaps):
    random = np.random.default_rng(0)
    many = pd.DataFrame({"part": "A", "shown": [f"word{n}" for n in range(4000)], "q_value": 0.01,
                         "count": random.integers(1, 300, 4000), "other_count": random.integers(0, 300, 4000),
                         "log_ratio": random.normal(0, 2, 4000)})
    axes = terms.charts.funnel(many)
    assert 5 < len(axes.texts) <= 60
    assert overlaps(axes) == []
    assert f"{len(axes.texts)} are named" in axes.figure.alternative_text


def test_movers_draws_intervals_and_says_how_many_are_sure():
    found = planted()
    axes = terms.charts.movers(terms.movers(found, stop=None), top=3)
    assert len(axes.get_yticklabels()) == 6
    assert "0 changes have q < .05" in axes.figure.alternative_text


def test_dispersion_draws_a_dot_an_article_and_says_what_is_missing():
    lines = terms.concordance(planted(), "walkout")
    axes = terms.charts.dispersion(lines)
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Echo (60)"]
    assert len(axes.collections[0].get_offsets()) == 60
    many = pd.concat([lines.assign(source=f"Outlet {n}") for n in range(20)])
    many.loc[many["source"] == "Outlet 3", "published"] = pd.NaT
    label = terms.charts.dispersion(many).get_xlabel()
    assert "60 undated occurrences" in label and "4 more outlets" in label


def test_trend_shades_bursts():
    found = planted()
    trend = terms.trend(found, ["walkout"], freq="W")
    burst = pd.DataFrame({"term": ["walkout"], "shown": ["walkout"], "period": trend["period"].iloc[:1],
                          "until": trend["until"].iloc[:1]})
    axes = terms.charts.trend(trend, bursts=burst)
    assert len(axes.patches) == 1
    assert "walkout bursts from 28 April 2025 to 04 May 2025" in axes.figure.alternative_text

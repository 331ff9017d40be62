"""Charts of terms: readable at any size, and saying what they leave out."""

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


@pytest.mark.parametrize("articles", [0, 1, 2, 60])
def test_charts_draw_any_collection_without_overlap(articles, overlaps):
    found = corpus(articles, 10)
    words = terms.count(found)
    for chart in (terms.charts.top(words), terms.charts.keyness(terms.keyness(found)),
                  terms.charts.trend(terms.trend(found, words["shown"].head(6)))):
        assert overlaps(chart) == []
        assert chart.figure.alternative_text


def test_top_shows_the_terms_in_order_with_their_texts():
    words = terms.count(corpus(60, 10))
    axes = terms.charts.top(words, top=10)
    assert [label.get_text() for label in axes.get_yticklabels()] == words["shown"].head(10).tolist()
    assert [bar.get_width() for bar in axes.patches] == words["count"].head(10).tolist()
    assert axes.texts[0].get_text() == f"{words['texts'].iloc[0]} texts"


def test_keyness_says_how_many_parts_it_leaves_out():
    axes = terms.charts.keyness(terms.keyness(corpus(60, 10)))
    assert "3 smaller parts" in axes.figure.get_suptitle()


def test_trend_of_one_period_says_why_it_draws_nothing():
    axes = terms.charts.trend(terms.trend(corpus(5, 1), ["harbour"]))
    assert "fewer than two periods" in axes.figure.alternative_text

"""Concordance by pattern and case, collocates, and phrases against plain references."""

import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus, terms
from analysis.terms.phrases import phrase_places
from analysis.text.tokens import words

TEXTS = [
    "Tariffs on steel rose. A tariff on tin fell; the US said tariffs help us.",
    "The port strike hit the port. Strike leaders met port owners about the strike.\nPort talks fail.",
    "Port Strike: a strike at the port, again a port strike, and a US tariff.",
]


@pytest.fixture
def corpus():
    return Corpus.from_frame(pd.DataFrame({"text": TEXTS, "source": ["A", "B", "B"],
                                           "published": ["2025-05-07", "2025-05-05", "2025-05-06"]}))


def test_concordance_takes_a_regular_expression(corpus):
    lines = terms.concordance(corpus, r"\btariffs? on \w+", regex=True)
    assert lines["match"].tolist() == ["Tariffs on steel", "tariff on tin"]
    cased = terms.concordance(corpus, r"\bTariffs? on \w+", regex=True, case=True)
    assert cased["match"].tolist() == ["Tariffs on steel"]
    texts = corpus.articles.set_index("article_id")["text"]
    assert [texts[row.article_id][row.start:row.end] for row in lines.itertuples()] == lines["match"].tolist()
    assert terms.concordance(corpus, "x*", regex=True).empty  # matches of nothing are no occurrences


def test_concordance_minds_the_case_if_asked(corpus):
    assert len(terms.concordance(corpus, "port strike")) == 3
    assert terms.concordance(corpus, "Port Strike", case=True)["match"].tolist() == ["Port Strike"]
    assert len(terms.concordance(corpus, "US")) == 2 and len(terms.concordance(corpus, "us")) == 1


def test_concordance_is_in_order_of_date(corpus):
    assert terms.concordance(corpus, "port")["published"].is_monotonic_increasing


@pytest.mark.parametrize("pattern", ["(", "[a", "", "*"])
def test_a_broken_expression_is_refused(corpus, pattern):
    with pytest.raises(ValueError, match="phrase="):
        terms.concordance(corpus, pattern, regex=True)


def plain_collocates(node, window):
    """Counts of each word within the window, by looking at every word of every text."""
    near, everywhere, outside = Counter(), Counter(), 0
    for text in TEXTS:
        keys = [word.key for word in words(text)]
        nodes = [place for place, key in enumerate(keys) if key == node]
        for place, key in enumerate(keys):
            if key != node:
                outside += 1
                everywhere[key] += 1
                near[key] += any(abs(place - other) <= window for other in nodes)
    return near, everywhere, outside


@pytest.mark.parametrize("window", [1, 3, 10])
def test_collocates_equal_a_plain_count(corpus, window):
    near, everywhere, outside = plain_collocates("port", window)
    table = terms.collocates(corpus, "port", window=window, min_count=1, stop=None).set_index("term")
    assert table["count"].to_dict() == {key: count for key, count in near.items() if count}
    assert (table["left"] + table["right"] == table["count"]).all()
    reach = sum(near.values())
    for key, row in table.iterrows():
        assert row["all_count"] == everywhere[key]
        assert row["expected"] == pytest.approx(everywhere[key] * reach / outside, abs=1e-9)
        if row["count"] < outside:
            pmi = math.log(near[key] * outside / (everywhere[key] * reach))
            assert row["npmi"] == pytest.approx(pmi / -math.log(near[key] / outside), abs=1e-9)


def test_collocates_of_a_phrase_leave_out_its_own_words_and_stop_words(corpus):
    found = set(terms.collocates(corpus, "port strike", min_count=1)["term"])
    assert "the" not in found and "hit" in found
    with pytest.raises(ValueError, match="window=0"):
        terms.collocates(corpus, "port", window=0)
    assert terms.collocates(corpus, "nowhere").empty


def test_phrases_weigh_words_as_the_formulas_do():
    texts = ["Rare earth rules. Rare earth talks. Rare earth mines. Rare birds sang of earth, tin, all day long."] * 2
    corpus = Corpus.from_frame(pd.DataFrame({"text": [f"{text} Part {n}" for n, text in enumerate(texts)]}))
    row = terms.phrases(corpus, longest=2).set_index("term").loc["rare earth"]
    keys = [word.key for text in corpus.articles["text"] for word in words(text)]
    both, rare, earth, total = 6, keys.count("rare"), keys.count("earth"), len(keys)
    cells = [(both, rare * earth), (rare - both, rare * (total - earth)), (earth - both, (total - rare) * earth),
             (total - rare - earth + both, (total - rare) * (total - earth))]
    assert row["g2"] == pytest.approx(2 * sum(n * math.log(n * total / e) for n, e in cells if n), abs=1e-9)
    assert row["npmi"] == pytest.approx(math.log(both * total / (rare * earth)) / -math.log(both / total), abs=1e-9)


def test_the_places_of_a_phrase_are_as_many_as_its_count():
    text = "The rare earth council met. " * 3 + "A rare earth was found. Rare earth prices rose."
    corpus = Corpus.from_frame(pd.DataFrame({"text": [text]}))
    table = terms.phrases(corpus)
    assert [len(phrase_places(corpus, term).start) for term in table["term"]] == table["count"].tolist()
    with pytest.raises(ValueError, match="term='council met'"):
        phrase_places(corpus, "council met")


def test_count_takes_further_stop_words_and_numbers(corpus):
    assert "port" not in set(terms.count(corpus, also=["Port"])["term"])
    dated = Corpus.from_frame(pd.DataFrame({"text": ["In 2025 trade grew"]}))
    assert "2025" in set(terms.count(dated, numbers=True)["term"])
    assert "2025" not in set(terms.count(dated)["term"])


def test_count_sorts_and_tells_the_range(corpus):
    table = terms.count(corpus, sort="dispersion")
    assert table["dispersion"].is_monotonic_increasing
    np.testing.assert_allclose(table["range"], table["articles"] / 3)
    assert (table["dp"] <= table["dispersion"]).all()
    with pytest.raises(ValueError, match="sort='size'"):
        terms.count(corpus, sort="size")

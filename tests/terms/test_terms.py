"""Counts of words and n-grams against plain references, and what the term tables promise."""

import re
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import CountVectorizer

from analysis import Corpus, terms
from analysis.text.tokens import words

PATTERN = r"(?u)\b\w\w+\b"
HARBOUR = "The harbour council met. Harbour fees rise, the council said."
FERRY = "Ferry safety: the ferry's crew met the harbour council in the U.S. port; it told us nothing."


@pytest.fixture
def corpus():
    return Corpus.from_frame(pd.DataFrame({
        "text": [HARBOUR, FERRY, "", "Ferry crew strike. The ferry crew said no."],
        "source": ["Mail", "Post", "Post", "Mail"],
        "published": ["2025-05-05", "2025-05-14", "2025-05-14", "2025-05-27"],
    }))


def counted(matrix):
    grid = matrix.counts.toarray()
    return [Counter({term: int(n) for term, n in zip(matrix.terms, row, strict=True) if n}) for row in grid]


@pytest.mark.parametrize("ngrams", [(1, 1), (1, 3), (2, 5)])
def test_matrix_counts_what_a_plain_loop_counts(corpus, ngrams):
    expected = []
    for text in corpus.articles["text"]:
        found, counts = words(text), Counter()
        for size in range(ngrams[0], ngrams[1] + 1):
            for place in range(len(found) - size + 1):
                gram = found[place:place + size]
                gaps = [re.sub(r"^['’]s", "", text[a.end:b.start]) for a, b in zip(gram, gram[1:], strict=False)]
                if all(gap == " " for gap in gaps):
                    counts[" ".join(word.key for word in gram)] += 1
        expected.append(counts)
    assert counted(terms.matrix(corpus, ngrams=ngrams)) == expected


@pytest.mark.parametrize("ngrams", [(1, 1), (1, 2), (3, 5)])
def test_matrix_with_its_pattern_equals_countvectorizer(corpus, ngrams):
    reference = CountVectorizer(token_pattern=PATTERN, ngram_range=ngrams)
    expected = reference.fit_transform(corpus.articles["text"].tolist())
    found = terms.matrix(corpus, ngrams=ngrams, pattern=PATTERN)
    assert found.terms.tolist() == reference.get_feature_names_out().tolist()
    assert (found.counts != expected).nnz == 0
    assert found.article_ids.tolist() == corpus.articles["article_id"].tolist()


def test_matrix_leaves_out_rare_terms(corpus):
    assert "strike" not in terms.matrix(corpus, min_articles=2).terms
    assert "harbour" in terms.matrix(corpus, min_articles=2).terms


@pytest.mark.parametrize(("options", "message"), [
    ({"ngrams": (0, 1)}, "ngrams"), ({"ngrams": (2, 6)}, "ngrams"), ({"min_articles": 0}, "min_articles"),
    ({"pattern": "("}, "pattern"), ({"pattern": "(a)(b)"}, "pattern"),
])
def test_matrix_refuses_what_it_cannot_do(corpus, options, message):
    with pytest.raises(ValueError, match=message):
        terms.matrix(corpus, **options)


def test_count_gives_every_unit(corpus):
    row = terms.count(corpus).set_index("term").loc["harbour"]
    assert (row["count"], row["articles"], row["outlets"], row["texts"]) == (3, 2, 2, 2)
    assert row["per_million"] == pytest.approx(3e6 / corpus.articles["words"].sum())
    assert 0 < row["dispersion"] < 1


def test_count_leaves_out_stop_words_of_the_language_or_those_given(corpus):
    assert {"the", "said", "it", "us"} & set(terms.count(corpus)["term"]) == set()
    assert "US" in set(terms.count(corpus)["term"])
    assert "the" in set(terms.count(corpus, stop=None)["term"])
    assert "harbour" not in set(terms.count(corpus, stop=["harbour"])["term"])
    with pytest.raises(ValueError, match="lang='xx-none'"):
        terms.count(corpus, stop="xx-none")


def test_a_copied_text_counts_once():
    wire = " ".join(f"word{n} carries the long report onward" for n in range(40))
    own = " ".join(f"thing{n} belongs to someone else entirely" for n in range(40))
    frame = pd.DataFrame({"text": [wire + " One.", wire + " Two.", own], "source": ["A", "B", "C"]})
    row = terms.count(Corpus.from_frame(frame)).set_index("term").loc["report"]
    assert (row["articles"], row["outlets"], row["texts"]) == (2, 2, 1)


def test_terms_are_shown_as_they_are_mostly_written(corpus):
    shown = terms.count(corpus).set_index("term")["shown"]
    assert shown["US"] == "U.S."
    assert shown["ferry"] == "ferry"  # twice with a capital, twice without
    assert shown["council"] == "council"


def test_phrases_follow_the_longest_phrase_rule():
    text = "The rare earth council met. " * 3 + "A rare earth was found. Rare earth prices rose."
    found = terms.phrases(Corpus.from_frame(pd.DataFrame({"text": [text]}))).set_index("term")["count"]
    assert found["rare earth council met"] == 3
    assert found["rare earth"] == 2


def test_phrases_stop_at_punctuation_and_at_stop_words():
    texts = ["Steel, tariffs rose. Bank of Saltmere spoke in the end.", "Steel, tariffs fell. Bank of Saltmere agreed."]
    found = set(terms.phrases(Corpus.from_frame(pd.DataFrame({"text": texts})))["term"])
    assert "bank of saltmere" in found
    assert not [term for term in found if "steel" in term]


def test_keyness_ranks_what_sets_a_part_apart(corpus):
    table = terms.keyness(corpus, min_articles=1)
    assert list(table["part"].unique()) == ["Mail", "Post"]
    crew = table[(table["part"] == "Mail") & (table["term"] == "crew")].iloc[0]
    assert (crew["count"], crew["other_count"]) == (2, 1)
    by_z = terms.keyness(corpus, min_articles=1, sort="z")
    assert by_z.groupby("part")["z"].apply(lambda z: z.is_monotonic_decreasing).all()
    with pytest.raises(ValueError, match="by='paper'"):
        terms.keyness(corpus, by="paper")


def test_keyness_of_one_part_is_empty(corpus):
    alone = terms.keyness(corpus.select(outlets=["Mail"]))
    assert alone.empty and "z" in alone.columns


def test_trend_shows_gaps_and_half_filled_periods(corpus):
    table = terms.trend(corpus, ["ferry"], freq="W")
    assert table["count"].tolist() == [0, 2, 0, 2]
    assert table["per_million"].isna().tolist() == [False, False, True, False]
    assert table["partial"].tolist() == [False, False, False, True]
    with pytest.raises(ValueError, match="freq='Q'"):
        terms.trend(corpus, ["ferry"], freq="Q")


def test_trend_of_undated_articles_is_empty():
    assert terms.trend(Corpus.from_frame(pd.DataFrame({"text": ["a ferry"]})), ["ferry"]).empty


def test_trend_band_holds_the_rate_and_is_the_same_every_time():
    texts = ["ferry " * n + "harbour " * 50 for n in range(1, 30)]
    corpus = Corpus.from_frame(pd.DataFrame({"text": texts, "published": "2025-05-05"}))
    first, second = (terms.trend(corpus, ["ferry"]) for _ in range(2))
    assert (first["low"] < first["per_million"]).all() and (first["per_million"] < first["high"]).all()
    pd.testing.assert_frame_equal(first, second)


def test_concordance_gives_the_context_and_its_offsets(corpus):
    lines = terms.concordance(corpus, "Harbour Council", width=9)
    assert lines[["left", "match", "right"]].to_numpy().tolist() == [
        ["The", "harbour council", "met. Har"], ["met the", "harbour council", "in the U"]]
    texts = corpus.articles.set_index("article_id")["text"]
    assert [texts[row.article_id][row.start:row.end] for row in lines.itertuples()] == lines["match"].tolist()


def test_concordance_sorts_by_the_words_beside(corpus):
    right = terms.concordance(corpus, "ferry", sort="right")["right"].str.lower()
    assert right.is_monotonic_increasing
    left = terms.concordance(corpus, "ferry", sort="left")["left"]
    assert left.iloc[0] == ""


@pytest.mark.parametrize(("phrase", "options", "message"), [
    ("", {}, "phrase"), ("…", {}, "phrase"), ("a", {"width": 0}, "width"), ("a", {"sort": "up"}, "sort"),
])
def test_concordance_refuses_what_it_cannot_do(corpus, phrase, options, message):
    with pytest.raises(ValueError, match=message):
        terms.concordance(corpus, phrase, **options)


def test_every_function_takes_an_empty_corpus():
    empty = Corpus.from_frame(pd.DataFrame({"text": []}))
    assert terms.matrix(empty).counts.shape == (0, 0)
    for table in (terms.count(empty), terms.phrases(empty), terms.keyness(empty), terms.trend(empty, ["a"]),
                  terms.concordance(empty, "a"), terms.movers(empty), terms.bursts(empty),
                  terms.collocates(empty, "a"), terms.keyness(empty, by=pd.DataFrame({"term": ["a"], "count": [1]}))):
        assert table.empty


def test_the_order_of_the_articles_changes_nothing(corpus):
    turned = Corpus.from_frame(corpus.articles.iloc[::-1].drop(columns=["origin", "words"]))
    for count in (terms.count, terms.phrases, terms.keyness, terms.movers,
                  lambda corpus: terms.trend(corpus, ["ferry"]), lambda corpus: terms.bursts(corpus, ["ferry"]),
                  lambda corpus: terms.collocates(corpus, "ferry"), lambda corpus: terms.concordance(corpus, "ferry")):
        pd.testing.assert_frame_equal(count(corpus), count(turned), check_exact=True)
    assert np.array_equal(terms.matrix(corpus).terms, terms.matrix(turned).terms)

"""Keyness: the test against a plain permutation, its promises on copies, small collections and bad parameters."""

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus, terms
from analysis.terms.resample import OWN
from analysis.text.statistics import q_values

FILLER = "the town council met again and the mayor spoke of roads rain schools trade budgets".split()


def article(random, words, *, said=()):
    return " ".join([*random.choice(FILLER, words), *said])


def collection(articles=60, *, planted=0.0, seed=3):
    """Articles of two outlets; "walkout" stands in a share `planted` of the first one's, "rain" in both alike."""
    random = np.random.default_rng(seed)
    rows = []
    for number in range(articles):
        own = number % 2 == 0 and random.random() < planted
        rows.append({"text": f"Report {number} {random.integers(10**9)}. " + article(random, random.integers(40, 90),
                                                                                      said=["walkout"] * own),
                     "source": "Echo" if number % 2 == 0 else "Ledger"})
    return Corpus.from_frame(pd.DataFrame(rows, columns=["text", "source"]))


def test_p_is_that_of_a_plain_permutation_of_texts():
    corpus, found = collection(24), terms.matrix(collection(24))
    labels = (corpus.articles["source"] == "Echo").to_numpy()
    words = corpus.articles["words"].to_numpy()
    counts = found.counts.toarray()[:, found.terms.tolist().index("rain")]

    def t(inside):
        sides = []
        for x, n in ((counts[inside], words[inside]), (counts[~inside], words[~inside])):
            rate = x.sum() / n.sum()
            sides.append((rate, ((x - rate * n) ** 2).sum() * len(x) / (len(x) - 1) / n.sum() ** 2))
        return (sides[0][0] - sides[1][0]) / np.sqrt(sides[0][1] + sides[1][1])

    random, seen = np.random.default_rng(11), t(labels)
    shuffled = np.array([t(random.permutation(labels)) for _ in range(4000)])
    tail = (shuffled >= seen).mean() if seen >= 0 else (shuffled <= seen).mean()
    table = terms.keyness(corpus, stop=None, resamples=4000)
    row = table[(table["part"] == "Echo") & (table["term"] == "rain")].iloc[0]
    assert row["t"] == pytest.approx(seen, abs=1e-9)
    assert row["p"] == pytest.approx(min(2 * tail, 1), abs=0.05)


def test_q_values_are_those_of_all_tests_together():
    table = terms.keyness(collection(40, planted=0.6), stop=None)
    tested = table[table["p"].notna()]
    assert len(tested) and (tested["q_value"] >= tested["p"]).all()
    # every tested term has a row in both parts here, so that the table holds all the tests
    np.testing.assert_allclose(tested["q_value"], q_values(tested["p"]), atol=1e-12)


def test_a_planted_word_is_found_and_nothing_else():
    table = terms.keyness(collection(80, planted=0.8), stop=None)
    sure = table[table["q_value"] < 0.05]
    assert set(sure["term"]) == {"walkout"}
    first = table[table["part"] == "Echo"].iloc[0]
    assert (first["term"], first["log_ratio"] > 0, first["low"] > 0) == ("walkout", True, True)
    last = table[table["part"] == "Ledger"].iloc[-1]  # a word it never uses, kept since that is a difference
    assert (last["term"], last["count"], last["high"] < 0) == ("walkout", 0, True)


def test_random_parts_differ_in_no_more_than_one_in_twenty_terms():
    called = []
    for seed in range(6):
        corpus = collection(60, seed=seed)
        dealt = np.random.default_rng(seed).permutation(["a", "b"] * 30)
        labels = pd.Series(dealt, index=corpus.articles["article_id"])
        table = terms.keyness(corpus, by=labels, stop=None, resamples=400)
        called.append(((table["q_value"] < 0.05).sum(), (table["p"] < 0.05).sum(), table["p"].notna().sum()))
    different, below, tested = np.sum(called, axis=0)
    assert different / tested <= 0.01 and below / tested <= 0.1


def test_one_long_text_is_no_difference_though_g2_says_so():
    random = np.random.default_rng(0)
    rows = [{"text": f"{number} {article(random, 60)}", "source": "A" if number % 2 else "B"} for number in range(40)]
    for number in (1, 3, 5, 7, 9):
        rows[number]["text"] += " harbour"
    rows[2]["text"] += " harbour harbour"
    rows[11]["text"] += " harbour" * 80
    table = terms.keyness(Corpus.from_frame(pd.DataFrame(rows)), stop=None)
    row = table[(table["part"] == "A") & (table["term"] == "harbour")].iloc[0]
    assert row["g2"] > 50 and row["bic"] > 10
    assert row["q_value"] > 0.05


def wire(random, copies):
    """200 articles of one word-list, and one story of its own words that `copies` outlets reprint."""
    story = " ".join(f"{word} sank off Saltmere" for word in random.choice(FILLER, 60)) + " ferry ferry inquiry"
    rows = [{"text": f"Report {number} {random.integers(10**9)} " + article(random, 70),
             "source": f"Outlet {number % 5}"} for number in range(200)]
    return pd.DataFrame(rows + [{"text": f"{story} Edition {number}.", "source": f"Outlet {number % 5}"}
                                for number in range(copies)])


def test_a_story_printed_forty_times_changes_no_entry_of_the_top():
    once, often = (Corpus.from_frame(wire(np.random.default_rng(5), copies)) for copies in (1, 40))
    one, forty = terms.count(once), terms.count(often)
    assert one["term"].head(20).tolist() == forty["term"].head(20).tolist()
    assert one.set_index("term")["text_count"]["ferry"] == forty.set_index("term")["text_count"]["ferry"] == 2
    assert forty.set_index("term")["count"]["ferry"] == 80
    table = terms.keyness(often)
    assert table.loc[table["term"] == "ferry", "q_value"].isna().all()  # forty articles, one text: no test


def test_a_text_that_both_sides_print_counts_once_on_each():
    random = np.random.default_rng(2)
    frame = wire(random, 7)
    frame["source"] = ["North" if number % 2 else "South" for number in range(len(frame))]
    table = terms.keyness(Corpus.from_frame(frame), min_articles=1).set_index(["part", "term"])
    for part in ("North", "South"):
        row = table.loc[(part, "inquiry")]
        assert (row["text_count"], row["other_text_count"]) == (1, 1)
    assert table.loc[("North", "inquiry"), "count"] + table.loc[("South", "inquiry"), "count"] == 7


def test_by_takes_periods_labels_topics_and_a_reference_list():
    corpus = collection(40, planted=0.9)
    ids = corpus.articles["article_id"]
    dated = Corpus.from_frame(corpus.articles.assign(published=["2025-05-05", "2025-06-05"] * 20))
    assert terms.keyness(dated, by="month")["part"].unique().tolist() == ["2025-05", "2025-06"]
    assert terms.keyness(dated, by="week")["part"].unique().tolist() == ["2025-05-05", "2025-06-02"]
    members = pd.DataFrame({"article_id": ids, "topic": [2, 10] * 19 + [0, 0], "strength": 0.5})
    assert terms.keyness(corpus, by=members)["part"].unique().tolist() == ["2", "10"]
    labels = dict(zip(ids, ["x", "y"] * 20, strict=True))
    assert terms.keyness(corpus, by=labels)["part"].unique().tolist() == ["x", "y"]
    listed = terms.count(corpus.select(outlets=["Ledger"]), stop=None, numbers=True)
    table = terms.keyness(corpus.select(outlets=["Echo"]), by=listed, stop=None)
    assert table["part"].unique().tolist() == ["collection"]
    assert table.iloc[0]["term"] == "walkout" and table.iloc[0]["q_value"] < 0.05
    assert (table.loc[table["term"].isin(FILLER), "q_value"] > 0.05).all()
    assert table["other_count"].sum() <= listed["count"].sum()


def test_the_prior_may_come_from_another_collection():
    corpus, older = collection(40, planted=0.9), Corpus.from_frame(pd.DataFrame({"text": ["walkout " * 900 + "rain"]}))
    own = terms.keyness(corpus, stop=None).set_index(["part", "term"])["log_odds"]
    for prior in (older, terms.count(older, stop=None)):
        pulled = terms.keyness(corpus, stop=None, prior=prior).set_index(["part", "term"])["log_odds"]
        assert 0 < pulled[("Echo", "walkout")] < own[("Echo", "walkout")]  # the older one expects the word everywhere


@pytest.mark.parametrize("articles", [0, 1, 2, 6])
def test_small_collections_get_a_statement_instead_of_a_test(articles):
    table = terms.keyness(collection(articles), min_articles=1)
    assert table["q_value"].isna().all()
    assert ("Nothing to compare" if articles < 2 else "Not tested") in table.attrs["statement"]


@pytest.mark.parametrize(("options", "message"), [
    ({"by": "paper"}, "by='paper'"), ({"by": 3}, "by: a int"), ({"by": "article_id"}, "makes 120 parts"),
    ({"sort": "size"}, "sort='size'"), ({"resamples": 10}, "resamples=10"), ({"prior": pd.DataFrame()}, "prior"),
    ({"by": pd.DataFrame({"term": ["a"], "count": [0]})}, "sum to 0"), ({"also": "town"}, "also='town'"),
])
def test_keyness_refuses_what_it_cannot_do(options, message):
    with pytest.raises(ValueError, match=message):
        terms.keyness(collection(120), **options)


def test_the_order_of_the_articles_changes_not_a_byte():
    corpus = collection(40, planted=0.7)
    turned = Corpus.from_frame(corpus.articles.iloc[::-1].drop(columns=["origin", "words"]))
    one, two = terms.keyness(corpus), terms.keyness(turned)
    assert one.to_csv(float_format="%.17g") == two.to_csv(float_format="%.17g")
    assert terms.count(corpus).to_csv(float_format="%.17g") == terms.count(turned).to_csv(float_format="%.17g")


def test_rare_tails_are_finer_than_one_in_a_thousand():
    table = terms.keyness(collection(120, planted=1.0), stop=None, resamples=200)
    row = table[(table["part"] == "Echo") & (table["term"] == "walkout")].iloc[0]
    assert row["p"] <= 2 * (OWN + 1) / 201


def test_a_word_that_every_text_of_one_part_has_alike_is_sure():
    rows = [{"text": f"{place} {number} sent rain roads schools", "source": place} for number in range(20)
            for place in ("Moscow", "Oslo")]
    table = terms.keyness(Corpus.from_frame(pd.DataFrame(rows)), stop=None).set_index(["part", "term"])
    assert table.loc[("Moscow", "moscow"), "q_value"] < 0.05
    assert table.loc[("Moscow", "rain"), "p"] == 1

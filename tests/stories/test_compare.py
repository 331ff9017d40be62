"""Comparing articles: the two seeds, made-up reports whose relation is known, and collections of every kind."""

import itertools
from pathlib import Path

import pandas as pd
import pytest

from analysis import Corpus, stories
from analysis.stories.beside import KINDS
from analysis.stories.compare import COLUMNS

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
NONE = pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in (
    ("article_id", "str"), ("start", "int64"), ("end", "int64"), ("label", "str"), ("entity", "str"))})
PORT = ("The port of Saltmere closed on Monday after 2,400 dockers walked out over new cranes. "
        "Fuel and medicine will still be unloaded under an agreement with the union. "
        "The transport minister refused to name a mediator before the end of the month. "
        "Shipping lines moved fourteen vessels to harbours in the south.")
RETOLD = ("A mediator will not be named before the month ends, the transport minister said, refusing the request. "
          "About 2,600 dockers walked out over new cranes and closed the port of Saltmere on Monday. "
          "Fuel and medicine will still be unloaded under an agreement with the union. "
          "Pineapples began to rot in the sun.")


def corpus_of(*texts, **columns):
    columns.setdefault("source", [f"Outlet {letter}" for letter, _ in zip("ABCDEFGH", texts, strict=False)])
    ids = [f"a{number}" for number in range(len(texts))]
    return Corpus.from_frame(pd.DataFrame({"text": texts, "article_id": ids, **columns}))


def compared(corpus, **options):
    return stories.compare(corpus, corpus.about["article_id"].tolist(), mentions=NONE, **options)


@pytest.fixture(scope="module")
def port():
    return compared(corpus_of(PORT, RETOLD))


def row(table, beginning):
    found = table[table["sentence"].str.startswith(beginning)]
    assert len(found) == 1, beginning
    return found.iloc[0]


def test_each_sentence_is_said_alike_otherwise_or_by_one(port):
    assert row(port, "Shipping")["kind"] == row(port, "Pineapples")["kind"] == "only here"
    assert row(port, "The transport minister")["kind"] == "other words"
    fuel = port[port["sentence"].str.startswith("Fuel")]
    assert fuel["kind"].tolist() == ["same words"] * 2 and fuel["similarity"].tolist() == [1.0, 1.0]


def test_another_number_is_told_with_both_numbers(port):
    here = row(port, "The port")
    assert here["kind"] == "another number" and here["differs"] == "number: 2,400 | 2,600"
    assert row(port, "About 2,600")["differs"] == "number: 2,600 | 2,400"


def test_what_moved_is_told_from_both_sides(port):
    assert row(port, "A mediator")["move"] == "up" and row(port, "The transport minister")["move"] == "down"
    assert set(port.loc[port["sentence"].str.startswith("Fuel"), "move"]) == {""}


def test_one_sentence_may_equal_two():
    one = "The bells will return to Oumara in November and the museum will pay for the voyage of the ship."
    two = "The bells will return to Oumara in November. The museum will pay for the voyage of the ship. It rained."
    table = compared(corpus_of(one, two))
    assert table.loc[table["article_id"] == "a0", "other_number"].tolist() == [1, 2]
    assert row(table, "It rained")["kind"] == "only here"


def test_another_speaker_of_one_quotation_is_another_name():
    quote = '"We were offered a rise with one hand and the sack with the other,"'
    texts = (f"{quote} said Grace Okoro.", f"{quote} said Paul Deering.")
    names = pd.DataFrame([(f"a{n}", text.index(name), text.index(name) + len(name), "PERSON", name)
                          for n, (text, name) in enumerate(zip(texts, ("Grace Okoro", "Paul Deering"), strict=True))],
                         columns=["article_id", "start", "end", "label", "entity"])
    corpus = corpus_of(*texts)
    table = stories.compare(corpus, ["a0", "a1"], mentions=names)
    assert table["kind"].tolist() == ["another name"] * 2
    assert table["differs"].tolist() == ["name: Grace Okoro | Paul Deering", "name: Paul Deering | Grace Okoro"]
    assert table["shared_quotes"].str.startswith(("Grace Okoro: ", "Paul Deering: ")).all()


def test_offsets_lead_to_the_sentences(port):
    texts = {"a0": PORT, "a1": RETOLD}
    for one in port.itertuples():
        assert texts[one.article_id][one.start:one.end] == one.sentence
        if one.other_article_id:
            assert texts[one.other_article_id][one.other_start:one.other_end] == one.other_sentence


def test_pairs_stand_in_the_table_from_both_sides(port):
    pairs = port[port["other_article_id"] != ""]
    ends = pairs[["article_id", "number", "other_article_id", "other_number"]]
    there = set(ends.itertuples(index=False, name=None))
    assert there == {(other, other_number, one, number) for one, number, other, other_number in there}
    assert port.groupby("claim")["article_id"].nunique().max() == 2


def test_the_order_of_the_ids_changes_nothing():
    corpus = corpus_of(PORT, RETOLD, PORT.replace("2,400", "2,500"),
                       published=pd.to_datetime(["2025-05-12", None, "2025-05-11"], utc=True))
    tables = [stories.compare(corpus, list(ids), mentions=NONE) for ids in itertools.permutations(["a0", "a1", "a2"])]
    assert all(table.equals(tables[0]) for table in tables)
    assert list(dict.fromkeys(tables[0]["article_id"])) == ["a2", "a0", "a1"]


@pytest.mark.parametrize("texts", [(PORT,), (PORT, PORT), ("", ""), ("Ten words.", PORT), ("1.\n2.\n3.", "Heading")])
def test_collections_of_any_size(texts):
    table = compared(corpus_of(*texts))
    assert list(table.columns) == list(COLUMNS) and set(table["kind"]) <= set(KINDS)
    if texts == (PORT, PORT):
        assert (table["kind"] == "same words").all() and (table["covered"] == 1).all()
    if len(texts) == 1:
        assert (table["kind"] == "only here").all() and (table["adds"] == "").all()
    assert len(stories.outlets(table)) == table["outlet"].nunique()


def test_articles_of_unknown_outlets_stand_apart():
    table = compared(corpus_of(PORT, RETOLD, source=["", ""], title=["One", "One"]))
    assert table["outlet"].nunique() == 2 and stories.outlets(table)["own_share"].max() < 1


def test_many_articles_are_each_set_beside_the_nearest():
    texts = [PORT.replace("2,400", f"{2400 + number}") for number in range(12)]
    corpus = corpus_of(*texts, source=[f"Outlet {number}" for number in range(12)])
    table = compared(corpus, nearest=3)
    beside = table[table["other_article_id"] != ""].groupby("article_id")["other_article_id"].nunique()
    assert beside.between(3, 11).all() and beside.sum() < 12 * 11
    assert (table["articles"] == 11).all() and table["claim"].nunique() == 4


@pytest.mark.parametrize(("ids", "options", "said"), [
    ([], {}, "article_ids"), ("a0", {}, "article_ids"), (["a0", "zz"], {}, "zz"), (["a0"], {"nearest": 0}, "nearest")])
def test_what_is_wrong_is_named(ids, options, said):
    with pytest.raises(ValueError, match=said):
        stories.compare(corpus_of(PORT), ids, mentions=NONE, **options)


def test_what_each_outlet_has(port):
    table = stories.outlets(port).set_index("outlet")
    assert table[["own_share", "other_words_share", "same_words_share"]].sum(axis=1).round(9).tolist() == [1, 1]
    assert table["left_out"].tolist() == [1, 1] and table["claims"].tolist() == [4, 4]
    assert table["told_otherwise"].tolist() == [1, 1]
    own = len("Shipping lines moved fourteen vessels to harbours in the south".split())
    assert table.loc["Outlet A", "own_share"] == pytest.approx(own / table.loc["Outlet A", "words"])


def test_claims_name_who_makes_them_and_who_does_not(port):
    table = stories.claims(port)
    assert table["outlets"].tolist() == [2, 2, 2, 1, 1] and table["claim"].is_unique
    alone = table[table["outlets"] == 1]
    assert set(alone["left_out_by"]) == {"Outlet A", "Outlet B"} and set(alone["kind"]) == {"only here"}
    assert set(table.loc[table["outlets"] == 2, "kind"]) == {"another number", "same words", "other words"}


@pytest.fixture(scope="module")
def seeds():
    if not SEEDS.is_dir():
        pytest.skip("needs ../shared/seeds beside the project")
    corpus = Corpus.open(sorted(map(str, SEEDS.glob("*.txt"))))
    ids = dict(zip(corpus.about["title"].str.startswith("US"), corpus.about["article_id"], strict=True))
    return stories.compare(corpus, list(ids.values())), ids[True], ids[False]


@pytest.mark.parametrize(("speaker", "quote"), [
    ("Scott Bessent", "good meeting"), ("Howard Lutnick", "fruitful"), ("Donald Trump", "good reports"),
    ("Donald Trump", "China's not easy")])
def test_seeds_share_quotations_of_the_same_speakers(seeds, speaker, quote):
    table, first, second = seeds
    for article in (first, second):
        own = table[(table["article_id"] == article) & table["shared_quotes"].str.contains(f'{speaker}: "{quote}"')]
        assert len(own) and not own["kind"].isin(["only here", "another name"]).any()


@pytest.mark.parametrize("words", ["90-day pause", "United Kingdom"])
def test_seeds_both_have(seeds, words):
    table, first, second = seeds
    pairs = table[(table["article_id"] == first) & table["sentence"].str.contains(words)
                  & table["other_sentence"].str.contains(words)]
    assert len(pairs) == 1 and pairs["kind"].iloc[0] in ("same words", "other words")


@pytest.mark.parametrize(("there", "column", "fact"), [
    (False, "adds_words", "nuclear"), (False, "adds_words", "chip design software"), (False, "adds", "70%"),
    (False, "adds", "25%, 50%, June 4"), (True, "adds", "July 9")])
def test_seeds_only_one_has(seeds, there, column, fact):
    table, first, second = seeds
    own = table[table[column].str.contains(fact)]
    assert set(own["article_id"]) == {first if there else second}
    if "25%" in fact:
        assert own["kind"].tolist() == ["only here"]


def test_seeds_have_a_common_source_likely_and_not_certain(seeds):
    table, first, second = seeds
    verdict = stories.common_source(table).iloc[0]
    assert verdict["verdict"] == "likely" and 0.75 <= verdict["sure"] <= 0.95
    assert verdict["quotes"] == 4 and verdict["in_order"] >= 0.75 * verdict["facts"]
    assert "Bloomberg" in verdict["because"] and "foreign media" in verdict["because"]
    shown = stories.source_evidence(table, first, second)
    assert {"shared quote", "cited source", "same order"} <= set(shown["sign"])
    cited = shown[shown["sign"] == "cited source"]
    assert cited["sentence"].str.contains("foreign media").any()
    assert cited["other_sentence"].str.contains("Bloomberg").any()

"""Words counted by their lemma, in each article's own language."""

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus, evidence, terms
from analysis.text.lemmas import lemma

ROWS = [
    ("Mail", "en", "2025-05-01", "The tariff rose. New tariffs on steel rose again, and ministers in Wales said so."),
    ("Mail", "en", "2025-05-02", "Many children in Wales die young. The minister of the United States was in Wales."),
    ("Post", "de", "2025-05-03", "Die Häuser stehen leer. Das Haus am Markt wurde verkauft, die Kinder spielten."),
    ("Post", "", "2025-05-04", "Steel tariffs and a steel tariff. No child was there; US ministers were."),
    ("Post", "xx", "2025-05-05", "Tariffs tariff."),
]


@pytest.fixture(scope="module")
def corpus():
    return Corpus.from_frame(pd.DataFrame(ROWS, columns=["source", "lang", "published", "text"]))


@pytest.mark.parametrize("word, lang, expected", [
    ("tariffs", "en", "tariff"), ("children", "en", "child"), ("häuser", "de", "haus"), ("US", "en", "US"),
    ("was", "en", "was"), ("according", "en", "according"), ("rare-earths", "en", "rare-earths"),
    ("2025", "en", "2025"), ("tariffs", "xx", "tariffs"), ("", "en", ""),
])
def test_the_lemma_of_a_word(word, lang, expected):
    assert lemma(word, lang) == expected


def test_counts_by_lemma_name_the_spellings_and_leave_names_alone(corpus):
    table = terms.count(corpus, lemmas=True, stop="en, de").set_index("term")
    assert table.loc["tariff", ["count", "articles", "outlets"]].tolist() == [5, 3, 2]
    assert table.loc["tariff", "forms"] == "tariff, tariffs"
    assert table.loc["tariffs", ["count", "forms"]].tolist() == [1, "tariffs"]  # in a language without a list
    assert table.loc["wales", "count"] == 3 and "wale" not in table.index
    assert table.loc["child", "forms"] == "child, children"
    assert table.loc["haus", "forms"] == "haus, häuser" and "häuser" not in table.index
    assert "die" not in table.index  # a stop word of German, which "de" leaves out
    assert list(table.columns)[:2] == ["shown", "forms"]


def test_lemmas_add_up_to_the_counts_of_the_spellings(corpus):
    words, lemmas = (terms.matrix(corpus, lemmas=asked) for asked in (False, True))
    assert (words.counts.sum(axis=1) == lemmas.counts.sum(axis=1)).all()
    assert words.forms is None and len(lemmas.forms) == len(lemmas.terms) < len(words.terms)
    assert lemmas.terms.tolist() == sorted(lemmas.terms, key=str.encode)
    pairs = terms.count(corpus, ngrams=(2, 2), lemmas=True).set_index("term")
    assert pairs.loc["steel tariff", ["count", "forms"]].tolist() == [2, "steel tariff, steel tariffs"]


def test_every_table_of_a_term_counts_the_same_places(corpus):
    count = terms.count(corpus, lemmas=True).set_index("term")
    for term in ("tariff", "minister", "child", "haus"):
        found = terms.occurrences(corpus, term, lemmas=True)
        assert len(found) == count.loc[term, "count"]
        assert terms.trend(corpus, term, lemmas=True)["count"].sum() == len(found)
        assert len(terms.concordance(corpus, term, lemmas=True)) == len(found)
        assert len(evidence.of(count.reset_index().set_index("term", drop=False).loc[term], corpus)) == len(found)
    assert set(terms.concordance(corpus, "steel tariff", lemmas=True)["match"]) == {"Steel tariffs", "steel tariff"}
    assert len(evidence.of(count.reset_index(), corpus)) == count["count"].sum()
    assert len(terms.occurrences(corpus, "ministers", lemmas=True)) == count.loc["minister", "count"]
    assert len(terms.occurrences(corpus, "houses", lemmas=True)) == 0


def test_keyness_movers_and_bursts_take_lemmas():
    said = [("tariffs rose " if n % 4 else "a tariff fell ") * (n % 2 + 1) for n in range(24)]
    rows = [(f"Paper {n % 2}", "en", f"2025-05-{1 + n:02d}", f"number{n} {some} in town{n}")
            for n, some in enumerate(said)]
    corpus = Corpus.from_frame(pd.DataFrame(rows, columns=["source", "lang", "published", "text"]))
    keyness = terms.keyness(corpus, lemmas=True, prior=corpus)
    row = keyness[(keyness["part"] == "Paper 1") & (keyness["term"] == "tariff")].iloc[0]
    assert (row["count"], row["other_count"], row["forms"]) == (24, 12, "tariff, tariffs")
    assert len(evidence.of(row, corpus)) == 24
    movers = terms.movers(corpus, lemmas=True)
    assert movers.set_index("term").loc["tariff", "forms"] == "tariff, tariffs" and movers.attrs["statement"]
    listed = terms.count(corpus, lemmas=True, stop=None)
    assert "tariff" in terms.keyness(corpus, by=listed, lemmas=True)["term"].tolist()
    assert terms.bursts(corpus, "tariff", lemmas=True).empty  # in every text
    assert "forms" not in terms.keyness(corpus)


def test_the_order_of_articles_does_not_matter(corpus):
    shuffled = Corpus.from_frame(corpus.articles.sample(frac=1, random_state=2))
    pd.testing.assert_frame_equal(terms.count(corpus, lemmas=True), terms.count(shuffled, lemmas=True))


def test_a_store_gives_the_same(tmp_path):
    frame = pd.DataFrame(ROWS * 3, columns=["source", "lang", "published", "text"]).head(12)
    frame["text"] += [f" Edition {n}." for n in range(12)]
    for number in range(3):
        frame.iloc[number::3].to_json(tmp_path / f"{number}.jsonl", orient="records", lines=True)
    stored = Corpus.open(tmp_path, store=tmp_path / "store")
    table = terms.count(Corpus.from_frame(stored.articles), lemmas=True)
    pd.testing.assert_frame_equal(terms.count(stored, lemmas=True), table)


def test_lemmas_and_what_they_exclude(corpus):
    with pytest.raises(ValueError, match="lemmas=True"):
        terms.occurrences(corpus, "tariff", lemmas=True, case=True)
    with pytest.raises(ValueError, match="no word"):
        terms.trend(corpus, "…", lemmas=True)
    with pytest.raises(ValueError, match="lang='xx'"):
        terms.count(corpus, stop="en, xx")
    empty = Corpus.from_frame(pd.DataFrame({"text": []}))
    assert terms.count(empty, lemmas=True).empty and terms.occurrences(empty, "tariff", lemmas=True).empty
    assert np.array_equal(terms.matrix(empty, lemmas=True).forms, [])

"""Mentions: found with the real model, consistent, at the right offsets, in whatever order the articles come."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import Corpus, entities
from analysis.entities import casing, lexicon, senses, tagger
from analysis.entities.extent import Span, mend
from analysis.entities.spelling import key, trim

TEXT = (
    "President Claude Merrow met Vice Premier He Lifeng in Geneva. Merrow praised the U.S. team.\n\n"
    "\u201cMerrow\u2019s plan will not work,\u201d the German minister said, as the United States and China talked.\n\n"
    "Merrow Offers First Comments On The Talks\n\n"
    "Later Merrow flew home to France."
)


@pytest.fixture(scope="module")
def corpus():
    return Corpus.from_frame(pd.DataFrame({
        "article_id": ["a", "b", "c"], "title": ["Merrow travels", "", "Ursula Brenning resigns"],
        "text": [TEXT, "", "Brenning resigned on Friday after a vote in Paris."],
    }))


@pytest.fixture(scope="module")
def found(corpus):
    return entities.mentions(corpus)


def test_offsets_give_back_the_text(corpus, found):
    texts = corpus.articles.set_index("article_id")["text"]
    assert all(texts[row.article_id][row.start:row.end] == row.text for row in found.itertuples())
    assert found[["article_id", "start"]].apply(tuple, axis=1).is_monotonic_increasing


def test_every_mention_of_a_name_is_found_under_one_label(found):
    here = found[found["article_id"] == "a"]
    merrow = here[here["text"].str.endswith("Merrow")]
    assert merrow["text"].tolist() == ["Claude Merrow"] + ["Merrow"] * (TEXT.count("Merrow") - 1)
    assert set(merrow["label"]) == {"PERSON"}


def test_titles_determiners_and_possessives_are_no_part_of_a_name(found):
    texts = set(found.loc[found["article_id"] == "a", "text"])
    assert {"He Lifeng", "U.S.", "United States", "China", "Geneva", "France", "German"} <= texts
    assert not {"the United States", "President Claude Merrow", "Monday"} & texts


def test_a_full_name_that_only_the_headline_gives_is_kept_beside_the_surname(found):
    row = found[found["text"] == "Brenning"].iloc[0]
    assert row["full_name"] == "Ursula Brenning"
    assert "Ursula Brenning" in entities.resolve(found)["entity"].tolist()


def test_the_order_of_the_articles_does_not_matter(corpus, found):
    turned = Corpus.from_frame(corpus.articles[::-1])
    pd.testing.assert_frame_equal(entities.mentions(turned), found)


def test_an_article_alone_gives_the_same_spans_as_among_others(corpus):
    texts = [text for text in corpus.articles["text"] if text]
    together = tagger.spans(texts, model="en_core_web_md").to_pylist()
    assert [tagger.spans([text], model="en_core_web_md").to_pylist()[0] for text in texts] == together
    assert sum(map(len, together)) > 0


def test_only_the_labels_asked_for(corpus):
    assert set(entities.mentions(corpus, labels=["PLACE"])["label"]) == {"PLACE"}
    with pytest.raises(ValueError, match="CITY"):
        entities.mentions(corpus, labels=["CITY"])
    with pytest.raises(ValueError, match="labels="):
        entities.mentions(corpus, labels="PLACE")


def test_money_and_dates_stay_as_they_stand():
    text = "Ada Quill paid $3.5 million on Friday. On Friday Quill left Geneva, and paid $3.5 million."
    corpus = Corpus.from_frame(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    names = entities.mentions(corpus)
    found = entities.mentions(corpus, labels=["PERSON", "PLACE", "MONEY", "DATE"])
    plain = found[found["label"].isin(["MONEY", "DATE"])]
    assert set(plain["text"]) == {"$3.5 million", "Friday"}
    assert all(text[row.start:row.end] == row.text for row in found.itertuples())
    pd.testing.assert_frame_equal(found.drop(plain.index).reset_index(drop=True), names)
    resolved = entities.resolve(found)
    assert (resolved.loc[plain.index, "entity"] == plain["text"]).all()
    table = entities.names(found, overrides=pd.DataFrame({"spelling": ["Friday"], "entity": ["Good Friday"]}))
    assert table.set_index("spelling").loc["Friday", ["entity", "status"]].tolist() == ["Good Friday", "override"]
    assert table["count"].sum() == len(found)


def test_what_stands_before_a_person_is_kept_beside_the_name(found):
    here = found[(found["article_id"] == "a") & (found["label"] == "PERSON")]
    assert dict(zip(here["text"], here["honorific"], strict=True))["He Lifeng"] == "Premier"
    assert here.loc[here["text"] == "Claude Merrow", "honorific"].tolist() == ["President"]


def test_a_missing_model_says_how_to_install_it(corpus):
    with pytest.raises(ValueError, match="spacy download xx_none_sm"):
        entities.mentions(corpus, model="xx_none_sm")
    with pytest.raises(ValueError, match="not installed"):
        entities.mentions(corpus, model="../etc")


def test_no_articles_and_no_names():
    empty = Corpus.from_frame(pd.DataFrame({"text": pd.Series([], dtype="string")}))
    assert len(entities.mentions(empty)) == 0
    assert len(entities.mentions(Corpus.from_frame(pd.DataFrame({"text": ["it rained", ""]})))) == 0


@pytest.mark.parametrize(("text", "person", "name"), [
    ("the United States", False, "United States"), ("Xi\u2019s", True, "Xi"), ("U.S.", False, "U.S."),
    ("U.S.,", False, "U.S."), ("President Ada Quill", True, "Ada Quill"), ("Mr. Quill", True, "Quill"),
    ("\u201cQuill\u201d", True, "Quill"), ("Marlow Inc.", False, "Marlow Inc."), ("ministers\u2019", False, None),
    ("Geneva.", False, "Geneva"), ("Workers\u2019", False, "Workers"), ("President", True, None),
])
def test_trim(text, person, name):
    bounds = trim(text, 0, len(text), person=person)
    assert (text[slice(*bounds)] if bounds else None) == name


def test_keys_join_spellings_of_one_name():
    assert key("U.S.") == key("US") and key("Peña\u2013Nieto") == key("pena nieto") and key("R&D") == key("R and D")


def test_bounds_are_mended():
    def mended(text, name, label):
        start = text.index(name)
        return [(text[a:b], kind) for a, b, kind in mend(text, [Span(start, start + len(name), label)])]
    assert mended("led by Premier He Lifeng on", "Lifeng", "PERSON") == [("He Lifeng", "PERSON")]
    assert mended("It ended. He Lifeng", "Lifeng", "PERSON") == [("Lifeng", "PERSON")]
    assert mended("Treasury Secretary Ada Quill", "Treasury", "ORG") == []
    assert mended("as Gazette.Xy reports", "Xy", "PLACE") == []
    assert mended("Leeds 0 Hull 1", "Leeds 0 Hull 1", "ORG") == [("Leeds", "ORG"), ("Hull", "ORG")]
    assert mended("What is Next", "Next", "ORG") == []
    assert mended("ferries to South Orrin", "Orrin", "PERSON") == [("South Orrin", "PLACE")]
    assert mended("Kanye West Orrin", "Orrin", "PERSON") == [("Orrin", "PERSON")]
    assert mended("at Lake Orrin", "Lake Orrin", "PERSON") == [("Lake Orrin", "PLACE")]


def test_headings_are_cased_as_the_text():
    own = casing.forms(["The talks on new offers in Geneva gave first comments and results."])
    assert casing.is_heading("Merrow Offers First Comments On Talks")
    assert not casing.is_heading("Merrow said the talks went well.") and not casing.is_heading("Ada Quill")
    line = "Merrow Offers First Comments On New Talks"
    assert casing.recase(line, own, {}) == "Merrow offers first comments on new talks"
    assert casing.recase("GENEVA 1996-08-30", own, {}) == "Geneva 1996-08-30"
    names = "Ada Quill Ben Marlow Carl Orrin"
    assert casing.recase(names, own, {}) == names


def test_passages_cut_long_lines_at_sentence_ends():
    text = "A short line.\n\n" + "One sentence here. " * 1200
    found = tagger.passages(text)
    assert found[0] == (0, 13) and len(found) == 3
    assert all(end - start <= tagger.LONGEST for start, end in found)
    assert "".join(text[start:end] for start, end in found[1:]).strip() == text[15:].strip()
    assert all(text[start:end].rstrip().endswith(".") for start, end in found)


@pytest.mark.parametrize(("after", "label"), [("\u2019s culture minister wept", "PLACE"),
                                              ("\u2019s share price fell", "ORG")])
def test_what_has_ministers_is_a_country_where_the_model_half_believes_it(after, label):
    texts = [(f"Later Vellora{after}.", [Span(6, 13, one)]) for one in ("ORG", "PLACE", "ORG")]
    known = lexicon.lexicon(lambda: iter(texts))
    assert senses.labels(*texts[0], known, ()) == {"vellora": label}
    assert lexicon.is_governed("the trade minister of Vellora", 22, 29) and not lexicon.is_governed("Vellora", 0, 7)


WORDS = st.sampled_from(["About", "about", "with", "WITH", "it's", "It's", "\u00e9t\u00e9", "3abcde", "'tis",
                         "rare-earth", "ABCD", "Xy", "overs", "Over"])


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=14), st.sampled_from([" ", ", ", "-"]))
def test_a_heading_is_what_its_words_make_one(words, between):
    """Also where the words are not gone through one by one."""
    line = between.join(words)
    known = [word for word in casing._WORD.findall(line) if word.lower() not in casing._SMALL]
    mostly = len(known) > 2 and sum(word[0].isupper() for word in known) > 0.8 * len(known)
    capitals = line.isupper() and casing._WHOLE_WORD.search(line) is not None
    assert casing.is_heading(line) == (capitals if line.isupper() else mostly)

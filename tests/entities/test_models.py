"""Which model reads which article: by language, nothing silently, and what each model's labels mean."""

import pandas as pd
import pytest
import spacy
from spacy.language import Language

from analysis import Corpus, entities
from analysis.entities import models, tagger

GERMAN = "Die Kanzlerin sprach am Montag in Aldersheim mit Paula Quill . " * 8
ENGLISH = "Ada Quill met the ministers in Geneva , and Quill praised them . " * 8


@pytest.fixture(scope="module")
def german(tmp_path_factory):
    """A saved German model with the labels of such: PER, LOC, MISC."""
    nlp = spacy.blank("de")
    nlp.add_pipe("entity_ruler").add_patterns([
        {"label": "PER", "pattern": "Paula Quill"}, {"label": "LOC", "pattern": "Aldersheim"},
        {"label": "MISC", "pattern": "Kanzlerin"}])
    folder = tmp_path_factory.mktemp("models") / "de_ruler"
    nlp.to_disk(folder)
    return str(folder)


def corpus(**langs):
    """An article for each language: what it reads."""
    return Corpus.from_frame(pd.DataFrame({"article_id": list(langs), "lang": [lang for lang, _ in langs.values()],
                                           "text": [text for _, text in langs.values()]}))


@pytest.fixture(scope="module")
def mixed():
    return corpus(a=("en", ENGLISH), b=("de", GERMAN), c=("fr", GERMAN), d=("und", ENGLISH), e=("de", "Geneva ."))


def test_each_language_is_read_by_its_model(mixed, german):
    with pytest.warns(UserWarning, match=r"1 of 5 articles are not read .* \(fr 1\)"):
        found = entities.mentions(mixed, model={"en": "en_core_web_md", "de": german})
    assert set(found.loc[found["article_id"] == "b", ["text", "label"]].itertuples(index=False, name=None)) == {
        ("Paula Quill", "PERSON"), ("Aldersheim", "PLACE")}
    assert set(found["article_id"]) == {"a", "b", "d", "e"}
    assert "Ada Quill" in set(found.loc[found["article_id"] == "a", "text"])


def test_one_model_reads_its_language_the_unknown_and_the_short(mixed):
    with pytest.warns(UserWarning, match=r"2 of 5 .* \(de 1, fr 1\)"):
        found = entities.mentions(mixed)
    assert set(found["article_id"]) == {"a", "d", "e"}
    reason = "no model for its language"
    assert entities.unread(mixed).values.tolist() == [["b", "de", reason], ["c", "fr", reason]]


def test_nothing_is_said_where_all_is_read(recwarn, german):
    assert len(entities.mentions(corpus(b=("de", GERMAN)), model=german)) == 16
    assert len(entities.unread(corpus(b=("de", GERMAN)), model={"xx": german})) == 0
    assert [one for one in recwarn if "not read" in str(one.message)] == []


@pytest.mark.parametrize("text", ['{"en": "en_core_web_md"}', "en: en_core_web_md", "{en: en_core_web_md}"])
def test_a_mapping_may_be_text(text):
    assert models.by_language("no: en_core_web_md") == {"nb": "en_core_web_md"}
    assert models.by_language(text) == {"en": "en_core_web_md"} == models.by_language("en_core_web_md")


@pytest.mark.parametrize(("model", "says"), [
    ({}, "mapping from languages"), ({"en": ""}, "mapping from languages"), (7, "mapping from languages"),
    ("en: [", "mapping from languages"), ({"English": "en_core_web_md"}, "'English' is no language"),
    ({"de": "de_none_sm"}, "spacy download de_none_sm"),
])
def test_models_that_cannot_be_followed_are_refused(mixed, model, says):
    with pytest.raises(ValueError, match=says):
        entities.mentions(mixed, model=model)


def test_a_model_without_recogniser_is_refused(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "none")
    with pytest.raises(ValueError, match="no entity recogniser"):
        tagger.load(str(tmp_path / "none"))


def test_a_saved_model_is_known_by_what_it_holds(german, tmp_path):
    nlp = spacy.load(german)
    nlp.get_pipe("entity_ruler").add_patterns([{"label": "PER", "pattern": "Merrow"}])
    nlp.to_disk(tmp_path / "other")
    one, other = tagger.reader(german).parameters, tagger.reader(str(tmp_path / "other")).parameters
    assert one["trained"] != other["trained"]


@Language.factory("curated_transformer")
def stand_in(nlp, name):
    """What a transformer model has before its recogniser."""
    return lambda doc: doc


def test_what_a_recogniser_listens_to_is_kept(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("curated_transformer", name="roots")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PER", "pattern": "Merrow"}])
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "trf")
    assert tagger.load(str(tmp_path / "trf")).pipe_names == ["roots", "entity_ruler"]

"""Attribution: who says a quotation, by the words around it.  Names are given: no model is loaded here."""

import re

import pytest

from analysis.stories import marks
from analysis.stories.attribution import attribute
from analysis.stories.frames import Name

PEOPLE = ["Grace Okoro", "Okoro", "Hugh Tarrant", "Tarrant", "Marcus Hollis", "Jane Hollis", "Hollis"]
BODIES = ["Port Authority", "Harbour Union", "Reuters", "Saltmere"]
ENTITY = {"Okoro": "Grace Okoro", "Tarrant": "Hugh Tarrant", "Hollis": "Marcus Hollis"}


def names(text):
    spans = {}
    for label, known in (("PERSON", PEOPLE), ("ORG", BODIES)):
        for name in sorted(known, key=len, reverse=True):
            for match in re.finditer(rf"\b{name}\b", text):
                if not any(start <= match.start() < end for start, end in spans):
                    spans[match.span()] = Name(*match.span(), label, ENTITY.get(name, name))
    return sorted(spans.values())


def said(text):
    found = marks.quotations(text)
    return [(by, text[slice(*by.voice[:2])] if by.voice else "") for by in attribute(text, found, names(text))]


def who(text):
    return [by.entity or written for by, written in said(text)]


@pytest.mark.parametrize("text", [
    '"It rains," said Grace Okoro.', '"It rains," Grace Okoro said.', '"It rains," Okoro told Reuters.',
    'Grace Okoro said: "It rains."', 'Okoro told Tarrant that "it rains".', 'Grace Okoro called it "a wet day".',
    'According to Okoro, "it rains".', '"It rains," according to Grace Okoro.', '"It rains", in the words of Okoro.',
    '"It rains," said the union leader, Grace Okoro.', 'The union leader, Grace Okoro, said: "It rains."',
    'Grace Okoro, who leads the union, said: "It rains."', 'Grace Okoro, 51, the union leader, warned "it rains".',
    '"It rains!" Okoro shouted.', '"Does it rain?" asked Ms Okoro.', 'Okoro met Tarrant and said: "It rains."',
    '"It rains," said Harbour Union general secretary Grace Okoro.', 'Okoro was blunt: "It rains."',
    'In a letter to Tarrant, Okoro wrote that "it rains".', 'Tarrant was told by Okoro that "it rains".',
    "\u2018It rains,\u2019 Ms Okoro said.", '"It rains," Okoro thundered.', 'Added Grace Okoro: "It rains."',
    'Okoro added; "It rains."', 'Tarrant cited Okoro as saying "it rains".', '"It rains," Judge Okoro ruled.',
    'Okoro, a docker who met Tarrant, wrote: "It rains."', '"It rains," state Sen. Grace Okoro told Reuters.',
    'In a statement, Okoro ordered Tarrant to leave, repeating that it was "very wet".',
])
def test_the_speaker_beside_the_verb(text):
    assert who(text) == ["Grace Okoro"]
    assert said(text)[0][0].form in ("before", "after")


@pytest.mark.parametrize(("text", "expected"), [
    ('"It rains," Okoro said. "It pours."', ["Grace Okoro"] * 2),
    ('"It rains," Okoro said, "and it pours."', ["Grace Okoro"] * 2),
    ('Okoro was wet. "It rains and it pours."', ["Grace Okoro"]),
    ('Okoro was wet.\n\n"It rains and it pours.\n\n"I am wet," she said.', ["Grace Okoro"] * 2),
    ('Okoro spoke first. "It rains," she said.\n\n"It snows," Tarrant replied.', ["Grace Okoro", "Hugh Tarrant"]),
    ('Okoro called it "wet", and Tarrant said "dry".', ["Grace Okoro", "Hugh Tarrant"]),
    ('Okoro asked if he was wet. Tarrant sat down. "I am," he said.', ["Hugh Tarrant"]),
])
def test_over_sentences_and_paragraphs(text, expected):
    assert who(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ('Hugh Tarrant met Grace Okoro. "It rains," she said.', "Grace Okoro"),
    ('Grace Okoro met Hugh Tarrant. "It rains," he said.', "Hugh Tarrant"),
    ('Marcus Hollis lost. Ms Hollis and Mr Hollis, no relation of Jane Hollis, met. "It rains," she said.',
     "Jane Hollis"),
    ('Hugh Tarrant, the port chief, left. Okoro stayed. "It rains," the port chief said.', "Hugh Tarrant"),
])
def test_pronouns_titles_and_shared_surnames(text, expected):
    assert who(text) == [expected]


def test_a_pronoun_that_nobody_fits_is_left_open():
    [(by, written)] = said('The rain fell. "It rains," she said.')
    assert (written, by.entity, by.confidence) == ("", "", 0.0)
    assert "she" in by.reason and by.cue is not None


@pytest.mark.parametrize(("text", "expected"), [
    ('"It rains," a spokesman for the port said.', "a spokesman for the port"),
    ('"It rains," said one official.', "one official"),
    ('Officials said "it rains".', "Officials"),
    ('The roads are "under water", police said.', "police"),
    ('"It rains," the ministry said in a statement.', "the ministry"),
    ('A letter from the board read: "It rains."', "A letter from the board"),
    ('"It rains," said Mr Oduya.', "Mr Oduya"),
])
def test_speakers_without_an_entity_are_kept_as_written(text, expected):
    [(by, written)] = said(text)
    assert (written, by.entity, by.voice.kind) == (expected, "", "noun")


def test_nouns_are_no_verbs():
    assert said('The report of Okoro\'s claims was "wet".')[0][0].verb is None
    assert said('Tarrant was described as "wet".')[0][0].voice is None


def test_confidence_falls_with_what_must_be_inferred():
    sure, pronoun, beside = (said(text)[0][0].confidence for text in (
        '"It rains," said Okoro.', 'Okoro left. "It rains," she said.', 'Okoro was wet. "It rains and it pours."'))
    assert 1 >= sure > pronoun > beside > 0


def test_a_column_of_quotations_signed_below_each():
    text = ('"It rains and it pours." Grace Okoro, union leader, said at a meeting in Saltmere. "It snows and blows." '
            'Hugh Tarrant, port chief, said after the meeting.')
    assert who(text) == ["Grace Okoro", "Hugh Tarrant"]


def test_bare_nouns_begin_a_clause_of_their_own():
    assert who('Okoro has promised a vote, but critics, including Tarrant, said it was "too late".')[0] != "Grace Okoro"


def test_a_role_that_is_owned_is_no_one_named_before():
    assert who('Okoro spoke first. Reuters\'s editor said it was "too late".') == ["Reuters's editor"]


def test_a_role_before_what_it_is_of_and_the_name():
    text = 'Speaker of the house in Saltmere Grace Okoro rose. Tarrant left. The speaker said it was "too late".'
    assert who(text) == ["Grace Okoro"]


def test_it_is_no_place_where_something_happened():
    assert who('The Harbour Union met on Monday in Saltmere. It said it was "too late".') == ["Harbour Union"]

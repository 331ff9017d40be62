"""Words and sentences as a reader of news would draw them."""

import pytest

from analysis.text import tokens


def keys(text):
    return [word.key for word in tokens.words(text)]


@pytest.mark.parametrize(("text", "expected"), [
    ("The U.S. and the U.N.", ["the", "US", "and", "the", "UN"]),
    ("Xi's visit, the ministers' plan", ["xi", "visit", "the", "ministers", "plan"]),
    ("don\u2019t O\u2019Brien", ["don't", "o'brien"]),
    ("rare-earth mid-May COVID-19 90-day", ["rare-earth", "mid-may", "COVID-19", "90-day"]),
    ("$1.2bn €40m 70% 1,200 10:30", ["$1.2bn", "€40m", "70%", "1,200", "10:30"]),
    ("AT&T does R&D", ["AT&T", "does", "R&D"]),
    ("US told us; WHO knows who", ["US", "told", "us", "WHO", "knows", "who"]),
    ("aluminum—doubling", ["aluminum", "doubling"]),
    ("a U.S.\u2011China deal", ["a", "US-china", "deal"]),
    ("Zürich İstanbul 東京", ["zürich", "İstanbul".lower(), "東京"]),
    ("", []),
    ("— … !", []),
])
def test_words(text, expected):
    assert keys(text) == expected


def test_a_line_in_capitals_does_not_shout_its_acronyms():
    assert keys("TRUMP TELLS US TO WHO MEETING\nThe US left.")[:3] == ["trump", "tells", "us"]
    assert keys("TRUMP TELLS US TO WHO MEETING\nThe US left.")[-2] == "US"


def test_offsets_point_at_the_word_without_its_possessive():
    text = "On Monday Xi's team left.\n\nThe U.S. stayed."
    assert [text[word.start:word.end] for word in tokens.words(text)] == \
        ["On", "Monday", "Xi", "team", "left", "The", "U.S.", "stayed"]


@pytest.mark.parametrize(("text", "expected"), [
    ("He left. She stayed.", ["He left.", "She stayed."]),
    ("Mr. Voss met Gen. Aldous on Jan. 5. They spoke.", ["Mr. Voss met Gen. Aldous on Jan. 5.", "They spoke."]),
    ("In the U.S. The talks went on.", ["In the U.S.", "The talks went on."]),
    ("The U.S. President spoke.", ["The U.S. President spoke."]),
    ("J. K. Marrow wrote it.", ["J. K. Marrow wrote it."]),
    ("“We’ll see.” He left.", ["“We’ll see.”", "He left."]),
    ("Prices rose 3.5 percent. It fell", ["Prices rose 3.5 percent.", "It fell"]),
    ("A headline\n\nA first sentence. A second", ["A headline", "A first sentence.", "A second"]),
    ("Really?! Yes… Maybe.", ["Really?!", "Yes…", "Maybe."]),
    ("", []),
])
def test_sentences(text, expected):
    assert [text[start:end] for start, end in tokens.sentences(text)] == expected

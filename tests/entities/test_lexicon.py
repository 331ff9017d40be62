"""What the collection says of names, and where given spellings stand."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.entities.extent import Span
from analysis.entities.lexicon import Finder, lexicon

TEXTS = [("Vale met Ada Vale in Merrow.", [Span(0, 4, "PERSON"), Span(9, 17, "PERSON"), Span(21, 27, "PLACE")]),
         ("In Merrow, Merrow and Vale.", [Span(3, 9, "ORG")])]


def test_votes_and_shares_are_those_of_the_mentions():
    known = lexicon(lambda: iter(TEXTS))
    assert known.votes("merrow") == {"PLACE": 1, "ORG": 1} and known.votes("vale") == {"PERSON": 1}
    assert not known.votes("nobody")
    assert known.share("Merrow") == pytest.approx(2 / 3) and known.share("Vale") == 1 / 2
    assert known.share("Ada Vale") == 1 and known.share("nobody") == 0
    assert known.bearers == {"vale": 1} and known.located == {"merrow": 2}


SPELLINGS = st.sets(st.sampled_from(["Vale", "Vale Sound", "Vale Sound Ferry", "Va", "Ada", "Ada Vale", "Ada-Vale",
                                     "U.N."]))
TEXT = st.lists(st.sampled_from("Vale Sound Ferry Ada Va and U.N. Vales - Vale's".split())).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(SPELLINGS, TEXT)
def test_the_longest_spelling_that_stands_there_as_whole_words_is_found(spellings, text):
    expected, place = [], 0
    while place < len(text):
        begins = place == 0 or not re.match(r"\w", text[place - 1])
        ends = [place + len(one) for one in spellings if begins and text.startswith(one, place)]
        ends = [end for end in ends if not text[end:end + 1].isalnum()]
        if ends:
            expected.append((place, max(ends)))
        place = max(ends, default=place + 1)
    assert Finder(spellings).find(text) == expected


def test_what_is_taken_is_not_found_again():
    finder = Finder({"Vale", "Ada Vale"})
    assert finder.find("Ada Vale met Vale", [Span(4, 8, "PERSON")]) == [(13, 17)]

"""Compiled searches and numberings give what plain Python gives."""

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.terms.merged import located
from analysis.terms.pairs import joined, ranked
from analysis.text.scan import utf8

TERMS = st.sets(st.text("abc\u00e9", max_size=4), max_size=40)


@settings(max_examples=200, deadline=None)
@given(TERMS, TERMS)
def test_terms_are_located_among_others(asked, among):
    asked, among = sorted(asked, key=str.encode), sorted(among, key=str.encode)
    found = located(*(pa.array(one, pa.large_string()) for one in (asked, among)))
    assert found.tolist() == [among.index(one) if one in among else -1 for one in asked]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 7))))
def test_pairs_of_numbers_are_ranked(given_):
    first, second = (np.array([one[side] for one in given_], np.int32) for side in (0, 1))
    codes, place = ranked(first, second, 6, 8)
    distinct = sorted(set(given_))
    assert [(code >> 32, code & 0xFFFFFFFF) for code in codes.tolist()] == distinct
    assert place.tolist() == [distinct.index(one) for one in given_]


def test_words_are_joined_by_blanks():
    words = np.array([[0, 2, -1], [1, -1, -1], [2, 1, 0]], np.int32)
    data, offsets = joined(words, *utf8(pa.array(["a", "\u00e9t\u00e9", "bc"], pa.large_string())))
    told = [bytes(data[begin:end]).decode() for begin, end in zip(offsets[:-1], offsets[1:], strict=True)]
    assert told == ["a bc", "\u00e9t\u00e9", "bc \u00e9t\u00e9 a"]

"""Alignment against the pairs marked by hand, and the parts it is made of."""

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus
from analysis.stories import group, order
from analysis.stories.differ import differences
from analysis.stories.likeness import likeness, said
from analysis.stories.quantities import agree, quantities
from analysis.stories.sentences import read

PROJECT = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("bench_alignment", PROJECT / "benchmarks" / "stories" / "alignment.py")
bench = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bench)


def test_marked_pairs_of_stories_that_nothing_was_tuned_on():
    corpus = Corpus.open("data/articles")
    marks = bench.specimen(corpus)
    marks = marks[marks["story"].isin(["E2", "S-fine", "S-W4"])]
    assert not set(marks["story"]) & set(bench.TUNED)
    right, found, marked = bench.measure(corpus, marks).sum()
    assert right / found > 0.8 and right / marked > 0.75


def sentences(text, published=None):
    return read(text, "en", pd.Timestamp(published, tz="UTC") if published else pd.NaT, [])


def test_words_of_one_stem_count_in_part_and_rare_words_more():
    own = [*sentences("Talks resumed. The minister negotiates with Perdita."),
           *sentences("Negotiations went on. Talks.")]
    about = said(own, np.array([0, 0, 1, 1]))
    pairs = likeness(about, np.array([0, 1]), np.array([2, 3]), 0.0)
    found = dict(zip(zip(pairs.one.tolist(), pairs.other.tolist(), strict=True), pairs.cosine, strict=True))
    assert set(found) == {(1, 2), (0, 3)} and 0 < found[1, 2] < found[0, 3] < 1


def test_likeness_does_not_depend_on_the_side():
    own = [*sentences("The port closed on Monday. Dockers want a say."), *sentences("On Monday the docks closed.")]
    about = said(own, np.array([0, 0, 1]))
    there = likeness(about, np.array([0, 1]), np.array([2]), 0.0)
    back = likeness(about, np.array([2]), np.array([0, 1]), 0.0)
    assert np.array_equal(np.sort(there.cosine), np.sort(back.cosine)) and len(there.cosine)


@pytest.mark.parametrize(("one", "other", "moves"), [
    ([0, 1, 2, 3], [0, 1, 2, 3], [0, 0, 0, 0]), ([0, 1, 2, 3], [3, 0, 1, 2], [-3, 0, 0, 0]),
    ([0, 1, 2, 3], [1, 2, 3, 0], [0, 0, 0, 3]), ([0, 0, 1], [0, 1, 2], [0, 0, 0]), ([], [], [])])
def test_what_is_not_of_the_chain_has_moved(one, other, moves):
    one, other = np.array(one, dtype=np.int64), np.array(other, dtype=np.int64)
    assert order.moved(one, other, np.ones(len(one), np.int64)).tolist() == moves


def test_claims_do_not_run_along_a_chain():
    one, other = np.arange(5), np.arange(1, 6)
    found = group.group(7, one, other, np.ones(5), np.array([False] * 6 + [True]))
    assert found[6] == 0 and len(set(found[:6])) > 1 and found[0] == 1
    star = group.group(4, np.array([0, 0, 0]), np.array([1, 2, 3]), np.ones(3), np.zeros(4, bool))
    assert star.tolist() == [1, 1, 1, 1]


@pytest.mark.parametrize(("text", "expected"), [
    ("Forty-six thousand homes", [("number", 46000.0)]), ("3.4 billion-crown plant", [("number", 3.4e9)]),
    ("29 per cent", [("number", 29.0)]), ("$1.2bn", [("number", 1.2e9)]),
    ("two hundred and five men", [("number", 205)]),
    ("from 10pm", [("time", (22, 0))]), ("at 04:40", [("time", (4, 40))]), ("on 23 June", [("date", (2025, 6, 23, 1))]),
    ("June 9-10", [("date", (2025, 6, 9, 1)), ("date", (2025, 6, 10, 2))]), ("in 2028", [("date", (2028, 0, 0, 0))]),
    ("early July", [("date", (2025, 7, 0, 0))]), ("on Monday", [("date", (0, 0, 0, 1))]),
    ("31 June", [("date", (2025, 6, 31, 0))]),
    ("it may be one of them", []), ("no figures", [])])
def test_numbers_and_dates(text, expected):
    assert [(one.kind, one.value) for one in quantities(text, pd.Timestamp("2025-06-17", tz="UTC"))] == expected


def test_agreement_allows_for_less_exact_words():
    def first(text):
        return quantities(text, pd.Timestamp("2025-06-17", tz="UTC"))[0]
    assert agree(first("July"), first("July 9")) and agree(first("nearly 70%"), first("68%"))
    assert not agree(first("June 9"), first("July 9")) and not agree(first("70%"), first("68%"))
    assert agree(first("Monday"), first("23 June")) and not agree(first("Monday"), first("24 June"))


def test_a_number_that_the_other_has_elsewhere_is_no_other_number():
    (one,) = sentences("Some 212 ships waited.")
    other, further = sentences("Some 268 ships waited. Once 212 ships did.")
    assert differences(one, other, one.quantities, other.quantities, 0.9, 0.9)[0].own == "212"
    assert differences(one, other, one.quantities, [*other.quantities, *further.quantities], 0.9, 0.9) == []


def test_another_number_is_one_of_the_same_claim():
    one, other = sentences("The strike cost 400 crowns."), sentences("Repairs took 900 crowns.")
    given = one[0], other[0], one[0].quantities, other[0].quantities
    assert [found.kind for found in differences(*given, 0.4, 0.0)] == ["another number"]
    assert differences(*given, 0.3, 0.0) == []

"""Texts without a date that lead to a large story: they join it, those of its field do not."""

import numpy as np
import pytest

from analysis.stories.gathered import CLOSE, NEAREST, gather
from analysis.stories.graph import Graph
from analysis.stories.linkage import group

RESOLUTION = 0.25
AFFAIR = {(one, other): 0.4 for one in range(8) for other in range(one)}  # a story of eight texts, 0 to 7
PART = {(8, 0): 0.25, (8, 1): 0.25, (8, 2): 0.25}  # a text near three of them


def gathered(pairs, size=9, dated=()):
    one, other = np.array([*AFFAIR, *pairs], dtype=np.int32).T
    found = Graph(one, other, np.array([*AFFAIR.values(), *pairs.values()]), size)
    label = group(found, RESOLUTION)
    assert label[:9].tolist() == [0] * 8 + [8]
    return gather(found, label, RESOLUTION, ~np.isin(np.arange(size), dated)).tolist()


def test_a_text_close_to_a_part_of_the_story_joins_it():
    assert gathered(PART)[8] == 0


@pytest.mark.parametrize("pairs", [
    {},
    {(8, 0): 0.25},  # near one text only
    PART | {(9, 8): 0.24, (10, 8): 0.2, (10, 9): 0.9, (11, 9): 0.9, (11, 10): 0.9},  # as near to another story
    PART | {(9, 8): 0.2},  # and to a text that no story is near
])
def test_others_stay_alone(pairs):
    assert gathered(pairs, size=12)[8] == 8


def test_a_text_with_a_date_stays():
    assert gathered(PART, dated=[8])[8] == 8


def test_texts_that_lead_to_the_story_too_count_for_it_and_may_join_after_each_other():
    second = {(9, 8): 0.15, (9, 3): 0.25, (9, 4): 0.25, (9, 5): 0.25}
    assert gathered(PART | second, size=10)[8:] == [0, 0]
    later = {(9, 8): 0.24, (9, 0): 0.2502, (9, 1): 0.14}  # close enough only once the other has joined
    assert gathered(PART | later, size=10)[8:] == [0, 0]
    assert gathered(PART | later, size=10, dated=[8])[8:] == [8, 9]


def test_two_texts_join_as_one_and_three_do_not():
    two = {(9, 8): 0.9} | {(text, near): 0.25 for text in (8, 9) for near in range(3)}
    assert gathered(two, size=10)[8:] == [0, 0]
    three = two | {(10, 8): 0.9, (10, 9): 0.9, (10, 0): 0.25, (10, 1): 0.25, (10, 2): 0.25}
    assert gathered(three, size=11)[8:] == [8, 8, 8]


def test_how_close_is_the_mean_of_the_nearest_in_the_measure_of_the_linkage():
    within = ((8 + 56 * 0.4) / 64) ** 0.25
    for likeness in (0.15, 0.17, 0.18, 0.19, 0.2):
        joins = gathered({(8, near): likeness for near in range(NEAREST)})[8] == 0
        assert joins == (likeness / within >= CLOSE * RESOLUTION)


def test_no_text_and_no_pair():
    for size in (0, 3):
        nothing = Graph(*(np.zeros(0, np.int32) for _ in range(2)), np.zeros(0), size)
        assert gather(nothing, np.arange(size), RESOLUTION, np.ones(size, bool)).tolist() == list(range(size))

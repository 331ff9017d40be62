"""Texts left alone: those that stand out as one story's join it, the others do not."""

import numpy as np
import pytest

from analysis.stories.graph import Graph
from analysis.stories.leftover import CLOSE, SECOND, attach
from analysis.stories.linkage import group, strength

RESOLUTION = 0.25
REPORTS = {(1, 0): 0.5, (2, 0): 0.5, (2, 1): 0.5, (4, 3): 0.5}  # two stories: 0, 1, 2 and 3, 4


def joined(pairs, size=6, held=()):
    one, other = np.array([*REPORTS, *pairs], dtype=np.int32).T
    found = Graph(one, other, np.array([*REPORTS.values(), *pairs.values()]), size)
    label = group(found, RESOLUTION)
    assert label.tolist()[:5] == [0, 0, 0, 3, 3]
    return attach(found, label, RESOLUTION, np.isin(np.arange(size), held)).tolist()


def test_a_text_that_stands_out_joins_the_story_of_its_nearest():
    scene = {(5, 0): 0.24, (5, 1): 0.2, (5, 2): 0.1}
    assert joined(scene) == [0, 0, 0, 3, 3, 0]
    assert joined(scene | {(5, 4): 0.24 * SECOND}) == [0, 0, 0, 3, 3, 0]


@pytest.mark.parametrize("pairs", [
    {},
    {(5, 0): 0.24, (5, 1): 0.2, (5, 2): 0.1, (5, 4): 0.13},  # as much like another story's
    {(5, 0): 0.24, (5, 1): 0.02},  # like one text only
    {(5, 3): 0.12, (5, 4): 0.12},  # not close
])
def test_others_stay_alone(pairs):
    assert joined(pairs) == [0, 0, 0, 3, 3, 5]


def test_a_text_near_another_that_is_alone_stays():
    assert joined({(6, 5): 0.24, (5, 0): 0.1}, size=7) == [0, 0, 0, 3, 3, 5, 6]


def test_a_text_that_copied_from_another_stays_alone():
    assert joined({(5, 0): 0.24, (5, 1): 0.2, (5, 2): 0.2}, held=[5]) == [0, 0, 0, 3, 3, 5]


def test_all_join_at_once():
    pairs = {(5, 0): 0.24, (5, 1): 0.2, (5, 2): 0.1, (6, 5): 0.12}
    assert joined(pairs, size=7) == [0, 0, 0, 3, 3, 0, 6]


def test_how_close_a_story_must_be_is_the_measure_of_strength():
    for likeness in (0.16, 0.17, 0.18):
        pairs = {(5, 0): likeness, (5, 1): likeness, (5, 2): likeness}
        found = joined(pairs)
        one, other = np.array([*REPORTS, *pairs], dtype=np.int32).T
        graph = Graph(one, other, np.array([*REPORTS.values(), *pairs.values()]), 6)
        close = strength(graph, np.array([0, 0, 0, 3, 3, 0]))[1][5]
        assert (found[5] == 0) == (close >= CLOSE * RESOLUTION)


def test_no_text_and_no_pair():
    for size in (0, 3):
        nothing = Graph(*(np.zeros(0, np.int32) for _ in range(2)), np.zeros(0), size)
        assert attach(nothing, np.arange(size), RESOLUTION, np.zeros(size, bool)).tolist() == list(range(size))

"""Groups of unequal size, and how an earlier topic holds its texts, on points whose groups are known."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from analysis.topics.cluster import cluster
from analysis.topics.follow import go_on
from analysis.topics.merge import divide, join
from analysis.topics.smoothing import unit_rows


@pytest.mark.parametrize("seed", [0, 1])
def test_a_giant_subject_is_not_divided_while_small_ones_stay_together(seed):
    random, size = np.random.default_rng(seed), (300, 30, 25, 20)
    axes, sides = (np.linalg.qr(random.normal(size=(20, 20)))[0] for _ in range(2))
    truth = np.repeat(range(4), size)
    points = axes[truth] + 0.1 * random.normal(size=(len(truth), 20))
    points[truth == 0] += 0.5 * sides[random.integers(4, 7, size[0])]  # the giant speaks of its subject in three ways
    points, weight = unit_rows(points.astype(np.float32)), np.ones(len(truth))
    found, finer = divide(points, weight, 4)
    assert finer > 1 and adjusted_rand_score(truth, found) == 1
    assert adjusted_rand_score(truth, cluster(points, weight, 4)[0]) < 0.5


def test_groups_of_one_size_are_those_of_k_means():
    random, truth = np.random.default_rng(2), np.repeat(range(4), 40)
    points = unit_rows((np.eye(20)[truth] + 0.1 * random.normal(size=(160, 20))).astype(np.float32))
    found, finer = divide(points, np.ones(160), 4)
    assert finer == 1 and adjusted_rand_score(truth, found) == 1


def test_the_nearest_groups_are_joined_first():
    sums = np.array([[9, 0, 0], [1, 0.2, 0], [0, 3, 0.1], [0, 2, 0.5]])
    assert join(sums, 2).tolist() == [0, 0, 1, 1] and join(sums, 3).tolist() == [0, 0, 1, 2]


@pytest.mark.parametrize(("lean", "stays"), [(0.1, True), (0.3, False)])
def test_a_text_between_two_topics_stays_in_its_own_and_one_that_left_does_not(lean, stays):
    between = np.array([np.cos(np.pi / 4 + lean / np.sqrt(2)), np.sin(np.pi / 4 + lean / np.sqrt(2))])
    points = np.vstack([np.tile([1.0, 0.0], (30, 1)), np.tile([0.0, 1.0], (30, 1)), between]).astype(np.float32)
    old = np.repeat([1, 2, 1], [30, 30, 1])  # nearer to the second topic's centre by about `lean`
    label = go_on(points, np.ones(61), old, 2)
    assert (label[-1] == label[0]) == stays and label[0] != label[30]

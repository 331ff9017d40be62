"""The statistics against worked examples and against the formulas written out."""

import math

import numpy as np
import pytest
from scipy import sparse
from scipy.stats import chi2_contingency

from analysis.text import statistics


def test_g2_equals_scipys_log_likelihood_ratio():
    both, one, two, total = 110, 2552, 221, 31777  # "the swiss" and its margins, as in Dunning's table of bigrams
    cells = [[both, one - both], [two - both, total - one - two + both]]
    expected = chi2_contingency(cells, correction=False, lambda_="log-likelihood").statistic
    assert statistics.g2(both, one, two, total) == pytest.approx(expected, abs=1e-9)
    assert expected == pytest.approx(270.72, abs=1.0)


def test_g2_is_negative_where_two_avoid_each_other_and_zero_where_they_are_independent():
    assert statistics.g2(1, 50, 50, 100) < 0
    assert statistics.g2(25, 50, 50, 100) == pytest.approx(0)


def test_npmi_runs_from_never_to_always():
    assert statistics.npmi(0, 10, 10, 100) == -1
    assert statistics.npmi(10, 10, 10, 100) == pytest.approx(1)
    assert statistics.npmi(10, 20, 50, 100) == pytest.approx(math.log(1) / -math.log(0.1))
    assert statistics.npmi(8, 20, 10, 100) == pytest.approx(math.log(0.08 / (0.2 * 0.1)) / -math.log(0.08))


def test_log_odds_follows_monroe_et_al_equations_16_to_22():
    count, other, prior = np.array([30.0, 2.0]), np.array([10.0, 8.0]), np.array([4.0, 1.0])
    delta, z = statistics.log_odds(count, 1000, other, 900, prior)
    for w in range(2):
        first = (count[w] + prior[w]) / (1000 + 5 - count[w] - prior[w])
        second = (other[w] + prior[w]) / (900 + 5 - other[w] - prior[w])
        variance = 1 / (count[w] + prior[w]) + 1 / (other[w] + prior[w])
        assert delta[w] == pytest.approx(math.log(first) - math.log(second), abs=1e-12)
        assert z[w] == pytest.approx((math.log(first) - math.log(second)) / math.sqrt(variance), abs=1e-12)


def test_dispersion_of_the_example_in_gries_2008():
    # "a" in five parts of nine or ten words (50 words in all): 1, 2, 3, 4, 5 times; DP = .18, normalised by 1 - .18
    sizes = np.array([9, 10, 10, 10, 11])
    counts = sparse.csc_array(np.array([[1, 9, 0, 5], [2, 10, 0, 0], [3, 10, 0, 0], [4, 10, 0, 0], [5, 11, 0, 0]]))
    found = statistics.dispersion(counts, sizes)
    assert found[0] == pytest.approx(0.18 / 0.82, abs=0.02)
    assert found[0] == pytest.approx(np.abs(np.arange(1, 6) / 15 - sizes / 50).sum() / 2 / (1 - 0.18), abs=1e-12)
    assert found[1] == pytest.approx(0, abs=1e-12)
    assert np.isnan(found[2])
    assert found[3] == pytest.approx(1)


def test_dispersion_needs_two_parts():
    assert np.isnan(statistics.dispersion(sparse.csc_array(np.array([[3], [0]])), [10, 0])).all()


def test_q_values_of_benjamini_and_hochberg():
    p = np.array([0.039, 0.001, 0.041, 0.008])
    assert statistics.q_values(p) == pytest.approx([0.041, 0.004, 0.041, 0.016])
    assert len(statistics.q_values(np.array([]))) == 0

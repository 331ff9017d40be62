"""The statistics against worked examples and against the formulas written out."""

import math

import numpy as np
import pytest
from scipy import sparse
from scipy.stats import chi2_contingency, fisher_exact

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


def test_q_values_of_p_that_many_tests_have_are_those_of_each():
    rng = np.random.default_rng(0)
    p, times = rng.random(40).round(1), rng.integers(1, 9, 40)
    each = statistics.q_values(np.repeat(p, times))
    assert statistics.q_values(p, times).tolist() == each[np.cumsum(times) - 1].tolist()


# Rayson & Garside 2000, "Comparing corpora using frequency profiling": G2 = 2 (a ln(a / E1) + b ln(b / E2)), the form
# without the cells of all other words, which Dunning's has
@pytest.mark.parametrize(("a", "b", "c", "d"), [(120, 30, 50_000, 40_000), (3, 90, 1_000, 90_000), (5, 0, 700, 9_000)])
def test_g2_equals_its_formula_written_out(a, b, c, d):
    total, used = c + d, a + b
    cells = [(a, used * c / total), (b, used * d / total), (c - a, (total - used) * c / total),
             (d - b, (total - used) * d / total)]
    expected = 2 * sum(seen * math.log(seen / wanted) for seen, wanted in cells if seen)
    assert abs(statistics.g2(a, used, c, total)) == pytest.approx(expected, abs=1e-9)
    assert statistics.bic(expected, total) == pytest.approx(expected - math.log(total), abs=1e-9)


def test_log_ratio_doubles_to_one_and_takes_zero():
    assert statistics.log_ratio(199.5, 1000, 99.5, 1000) == pytest.approx(1, abs=1e-12)
    assert statistics.log_ratio(0, 1000, 7, 2000) == pytest.approx(math.log2((0.5 / 1000) / (7.5 / 2000)), abs=1e-12)


def test_rate_and_t_equal_the_sums_written_out():
    uses, words = [3, 0, 1, 7], [200, 150, 90, 400]
    other_uses, other_words = [1, 1, 0], [300, 250, 80]

    def plain(x, n):
        rate, texts = sum(x) / sum(n), len(x)
        residuals = sum((one - rate * size) ** 2 for one, size in zip(x, n, strict=True)) / (texts - 1)
        return rate, residuals * texts / sum(n) ** 2

    def ours(x, n):
        x, n = np.array(x), np.array(n)
        return statistics.rate(x.sum(), (x * x).sum(), (x * n).sum(), len(x), n.sum(), (n * n).sum())

    one, two = plain(uses, words), plain(other_uses, other_words)
    first, second = ours(uses, words), ours(other_uses, other_words)
    assert [float(part) for part in first] == pytest.approx(one, abs=1e-12)
    expected = (one[0] - two[0]) / math.sqrt(one[1] + two[1])
    assert statistics.t_statistic(first, second) == pytest.approx(expected, abs=1e-9)
    low, high = statistics.ratio_interval(first, second, sum(words), sum(other_words))
    centre = statistics.log_ratio(sum(uses), sum(words), sum(other_uses), sum(other_words))
    assert (low + high) / 2 == pytest.approx(centre, abs=1e-9)
    spread = max(one[1] * sum(words) ** 2 / 11.5**2, 1 / 11.5) + max(two[1] * sum(other_words) ** 2 / 2.5**2, 1 / 2.5)
    assert high - centre == pytest.approx(1.959963984540054 * math.sqrt(spread) / math.log(2), abs=1e-9)


def test_t_is_zero_where_nothing_varies():
    same = statistics.Rate(np.array([0.0]), np.array([0.0]))
    assert statistics.t_statistic(same, same).tolist() == [0]


def test_ratio_interval_holds_the_true_ratio_about_as_often_as_it_says():
    random, held = np.random.default_rng(1), 0
    for _ in range(400):
        sides = []
        for rate in (0.02, 0.01):
            words = random.integers(100, 500, 40)
            uses = random.poisson(words * rate * random.gamma(1, 1, 40))  # words of a text come in clumps
            sides.append((statistics.rate(uses.sum(), (uses**2).sum(), (uses * words).sum(), 40, words.sum(),
                                          (words**2).sum()), words.sum()))
        low, high = statistics.ratio_interval(sides[0][0], sides[1][0], sides[0][1], sides[1][1])
        held += low <= 1 <= high
    assert 0.91 <= held / 400 <= 0.98


def test_deviation_times_its_largest_value_is_dispersion():
    sizes = np.array([9, 10, 10, 10, 11])
    counts = sparse.csc_array(np.array([[1, 0], [2, 3], [3, 0], [4, 1], [5, 0]]))
    plain = [sum(abs(x / sum(column) - size / 50) for x, size in zip(column, sizes, strict=True)) / 2
             for column in counts.toarray().T]
    assert statistics.deviation(counts, sizes) == pytest.approx(plain, abs=1e-12)
    assert statistics.dispersion(counts, sizes) == pytest.approx(np.array(plain) / (1 - 9 / 50), abs=1e-12)


def test_fisher_is_twice_the_smaller_tail():
    for table in ([[3, 7], [1, 19]], [[0, 5], [4, 2]], [[5, 0], [5, 0]]):
        (x, rest), (y, other) = table
        sides = [fisher_exact(table, alternative=side).pvalue for side in ("less", "greater")]
        assert statistics.fisher(x, x + rest, y, y + other) == pytest.approx(min(1, 2 * min(sides)))
    assert statistics.fisher([[1], [2]], 4, [3, 0], 9).shape == (2, 2)
    assert statistics.fisher(0, 0, 3, 9) == 1


def test_the_interval_of_two_shares_holds_the_true_ratio():
    random, held = np.random.default_rng(0), []
    for share, other in ((0.05, 0.05), (0.3, 0.1), (0.02, 0.2), (0.95, 0.9)):
        have, beside = random.binomial(60, share, 4000), random.binomial(300, other, 4000)
        ratio, low, high = statistics.share_ratio(have, 60, beside, 300)
        assert (low < ratio).all() and (ratio < high).all()
        held.append(np.mean((low <= np.log2(share / other)) & (np.log2(share / other) <= high)))
    assert min(held) > 0.93 and max(held) < 0.98
    assert statistics.share_ratio(5, 10, 5, 10)[0] == 0 and np.isfinite(statistics.share_ratio(0, 3, 0, 9)).all()

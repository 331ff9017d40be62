"""Coherence against numbers worked out by hand, windows against a plain count of them."""

import numpy as np
import pytest

from analysis.text.statistics import npmi
from analysis.topics.coherence import _npmi, coherence
from analysis.topics.reading import read

TEXTS = ["alpha beta gamma delta", "alpha beta", "gamma delta epsilon", "alpha zeta eta theta iota kappa lambda mu"]


def heads(words):
    return {term: number for number, term in enumerate(words.terms)}


@pytest.mark.parametrize("size", [2, 3, 10])
def test_windows_are_those_that_slide_over_each_text(size):
    words = read(TEXTS)
    wanted = np.arange(len(words.terms))
    windows = []
    for text in TEXTS:
        each = text.split()
        windows += [set(each[at:at + size]) for at in range(max(len(each) - size + 1, 1))]
    seen = np.array([[term in window for term in words.terms] for window in windows], float)
    together = seen.T @ seen
    expected = npmi(together, together.diagonal()[:, None], together.diagonal()[None, :], len(windows))
    assert _npmi(words, wanted, size) == pytest.approx(expected)


def test_terms_that_always_meet_cohere_and_terms_that_never_do_not():
    words = read(TEXTS * 5)
    near, wide = coherence(words, [["gamma", "delta"], ["beta", "epsilon"], ["alpha"]], heads(words))
    assert near[0] == pytest.approx(1) and near[1] == pytest.approx(-1) and np.isnan(near[2])
    # within whole texts gamma and delta are one: both vectors point the same way
    assert wide[0] == pytest.approx(1) and np.isnan(wide[2])
    # vectors (1, -1) and (-1, 1) add up to nothing: no direction to agree with
    assert wide[1] == pytest.approx(0)


def test_c_v_is_the_mean_cosine_of_each_vector_to_their_sum():
    words = read(TEXTS)
    own = ["alpha", "beta", "gamma"]
    table = _npmi(words, np.array([heads(words)[term] for term in own]), 110)
    whole = table.sum(axis=0)
    cosines = [row @ whole / np.linalg.norm(row) / np.linalg.norm(whole) for row in table]
    assert coherence(words, [own], heads(words))[1] == pytest.approx([np.mean(cosines)], abs=1e-6)

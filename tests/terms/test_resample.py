"""Resampling: deals in bundles are deals of the texts like any other, and lead to the same p values."""

import numpy as np
import pytest
from scipy import sparse

from analysis.terms import deals, resample
from analysis.text import statistics


def seen(texts=1600, terms=40, seed=5) -> resample.Seen:
    """Three parts of unequal size; the first terms are more used in the first part."""
    random = np.random.default_rng(seed)
    labels, words = random.choice(3, texts, p=[0.6, 0.3, 0.1]), random.integers(80, 600, texts)
    rates = 0.002 * (1 + (np.arange(terms) < 5)[:, None] * (labels == 0) * np.linspace(0.1, 0.5, terms)[:, None])
    counts = random.poisson(random.gamma(0.7, 1 / 0.7, (terms, texts)) * rates * words).T.astype(float)
    sums = np.stack([[[counts[rows].sum(axis=0), (counts[rows] ** 2).sum(axis=0), words[rows] @ counts[rows]]
                      for rows in (labels == part, labels != part)] for part in range(3)])
    sizes = np.array([[[len(words[rows]), words[rows].sum(), (words[rows] ** 2).sum()]
                       for rows in (labels == part, labels != part)] for part in range(3)])
    one, other = (statistics.rate(*sums[:, side].swapaxes(0, 1), *sizes[:, side].T[..., None]) for side in (0, 1))
    return resample.Seen(sparse.csc_array(counts), words, labels, np.zeros((3, 2, 3, terms)), np.zeros((3, 2, 3)),
                         statistics.t_statistic(one, other).T.copy(), resample.bands((counts > 0).sum(axis=0)))


def test_every_deal_in_bundles_gives_each_part_its_number_of_texts_whichever_they_are():
    found, random = seen(texts=700), np.random.default_rng(1)
    sizes = np.bincount(found.labels)
    parts = np.concatenate([(one := resample._dealt(found, sizes, 8, 40, random)).labels[one.unit] for _ in range(60)],
                           axis=1)
    assert all((np.bincount(deal) == sizes).all() for deal in parts.T)
    shares = np.stack([(parts == part).mean(axis=1) for part in range(3)])  # of each text's deals
    expected = sizes / sizes.sum()
    error = np.sqrt(expected * (1 - expected) / 60)[:, None]  # a text's deals in one round go together at worst
    assert np.abs(shares - expected[:, None]).max() < (5 * error).max()
    assert np.abs((shares - expected[:, None]) / error).mean() < 1


def test_p_values_are_those_of_texts_dealt_one_by_one(monkeypatch):
    found, p = seen(texts=3000), []
    for units, seed in ((10**6, 0), (10**6, 1), (500, 2)):
        monkeypatch.setattr(resample, "UNITS", units)
        p.append(resample.shuffled(found, 2000, seed))
    single, again, bundled = p
    asked = (single > 0.005) & (single < 0.5)
    assert asked.sum() > 40

    def apart(one):
        return np.sqrt((np.log(one[asked] / single[asked]) ** 2).mean())

    assert 0 < apart(bundled) < 1.3 * apart(again)
    assert np.log(bundled[asked] / single[asked]).mean() == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize("units", [100, 10_000])
def test_threads_change_nothing(monkeypatch, units):
    monkeypatch.setattr(resample, "UNITS", units)
    found = []
    for cores in (1, 3):
        monkeypatch.setattr("os.cpu_count", lambda cores=cores: cores)
        found.append(resample.shuffled(seen(), 200, seed=0))
    assert np.array_equal(*found)


def test_sums_too_large_to_be_packed_are_the_same():
    found = seen(texts=400)
    huge = found._replace(words=found.words * 2**40)  # rates and their errors shrink alike
    assert np.allclose(resample.shuffled(huge, 200, seed=0), resample.shuffled(found, 200, seed=0))


def test_who_drops_out_early_is_not_called_and_all_others_have_the_same_p(monkeypatch):
    found, live = seen(), []
    monkeypatch.setattr(resample, "UNITS", 100)
    whole = resample.shuffled(found, 1000, seed=0)  # too few terms to fill the pool: none drops out

    def shuffle(*given):
        live.append(given[11].sum() if given[0] == 0 else 0)
        return deals.shuffle(*given)

    monkeypatch.setattr(resample, "shuffle", shuffle)
    monkeypatch.setattr(resample, "POOL", 1)
    early = resample.shuffled(found, 1000, seed=0)
    rounds = [count for count in live if count]
    assert rounds[0] == whole.size and rounds == sorted(rounds, reverse=True) and rounds[-1] < whole.size / 2
    counted = (whole > 2 * resample.OWN / 1001) & (whole <= resample.LEVEL)
    assert counted.any() and np.array_equal(early[counted], whole[counted])
    above = whole > resample.LEVEL
    assert (early[above] > resample.LEVEL).all()
    assert np.sqrt((np.log(early[above] / whole[above]) ** 2).mean()) < 0.25
    assert (early[~above] <= resample.LEVEL).all()


@pytest.mark.parametrize(("reached", "dealt", "decided"), [
    (24, 300, False), (25, 300, True), (0, 399, False), (0, 400, True), (1, 900, False)])
def test_parts_are_decided_by_what_was_reached(reached, dealt, decided):
    assert resample._decided(np.array([[reached]]), np.array([[dealt]]), 1000).tolist() == [[decided]]


def test_pools_are_of_deals_in_which_all_terms_took_part(monkeypatch):
    found, pools = seen(), []
    monkeypatch.setattr(resample, "UNITS", 100)
    monkeypatch.setattr(resample, "POOL", 250 * 40)
    monkeypatch.setattr(resample, "p_values", lambda t, bands, reached, dealt, pooled, resamples: pools.append(pooled))
    resample.shuffled(found._replace(bands=np.zeros(40, dtype=np.int64)), 1000, seed=0)
    assert (pools[0].sum(axis=2) == 300 * 40).all()  # whole rounds of 100 deals

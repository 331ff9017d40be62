"""Rates, intervals and tests of changes against sums done another way."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse, stats

from analysis.runs.changes.chance import judged
from analysis.runs.changes.measure import measure, sides


def taken(before, new, now=None, *, text=None, words=None):
    count = len(before)
    words = np.full(count, 100) if words is None else np.array(words)
    text = np.arange(count) if text is None else np.array(text)
    ids = np.array([f"{number:04d}" for number in range(count)], dtype=object)
    now = np.full(count, True) if now is None else now
    return sides(ids, words, text, np.array(before), np.array(new), np.array(now))


def halves(older: int, newer: int):
    before = np.arange(older + newer) < older
    return taken(before, ~before)


def presence(count: int, *things) -> sparse.csr_array:
    return sparse.csr_array(np.array([np.isin(np.arange(count), list(thing)) for thing in things], dtype=np.int64).T)


def test_one_article_a_text_and_side_the_longest_and_none_without_words():
    found = taken([True, True, True, False, False], [False, False, False, True, True], text=[0, 0, 1, 0, 2],
                  words=[50, 80, 0, 30, 60])
    assert found.before.tolist() == [1] and found.new.tolist() == [3, 4] and found.now.tolist() == [1, 4]


def test_counts_rates_and_ratios_are_those_of_the_definition():
    before = np.array([True] * 6 + [False] * 6)
    table = measure(presence(12, {0, 1, 6, 7, 8, 9}), np.full(12, 50), taken(before, ~before), resamples=200, seed=0)
    row = table.iloc[0]
    assert row[["before_texts", "new_texts", "now_texts"]].tolist() == [2, 4, 6]
    assert row[["before_rate", "new_rate", "now_rate"]].tolist() == pytest.approx([2 / 300, 4 / 300, 6 / 600])
    assert row["log_ratio"] == pytest.approx(np.log2(4.5 / 2.5))
    assert row["shift"] == pytest.approx(np.log2((6.5 / 600) / (2.5 / 300)))


@pytest.mark.parametrize("size", [1, 100])
def test_p_is_that_of_the_exact_test_on_texts(size):
    older, newer, holders = 40, 30, 12
    found, texts = halves(older, newer), older + newer
    inside = [2, 6, 9, 12]  # how many of the 12 stand in newer texts
    things = [set(range(holders - k)) | set(range(older, older + k)) for k in inside]
    table = measure(presence(texts, *things) * size, np.full(texts, size), found, resamples=200, seed=1)
    for k, p in zip(inside, table["p"], strict=True):
        tails = [stats.fisher_exact([[k, newer - k], [holders - k, older - holders + k]], side)[1]
                 for side in ("less", "greater")]
        assert p == pytest.approx(min(1, 2 * min(tails)))


def test_longer_texts_have_more_of_all_words_which_is_no_change():
    random, words = np.random.default_rng(0), np.repeat([100, 300], 150)
    counts = sparse.csr_array(random.poisson(words[:, None] * np.full(40, 0.004)))
    table = measure(counts, words, taken(words == 100, words == 300, words=words), resamples=400, seed=0)
    assert (table["new_texts"] > 1.5 * table["before_texts"]).all() and (table["p"] < 0.01).mean() > 0.9
    assert judged(table.assign(kind="term"))["change"].eq("may be chance").mean() > 0.85
    assert np.abs(table["log_ratio"]).median() < 0.3


def test_the_interval_of_a_thing_that_texts_have_or_not_is_that_of_two_shares_under_jeffreys_prior():
    found = halves(60, 40)
    things = [set(range(10)) | set(range(60, 75)), set(range(60, 68))]
    table = measure(presence(100, *things), np.ones(100, dtype=int), found, resamples=4000, seed=3)
    random = np.random.default_rng(5)
    for (old, new), low, high in zip(((10, 15), (0, 8)), table["low"], table["high"], strict=True):
        # half an occurrence is added to the texts that have it, none to those that have not
        drawn = [random.gamma(k + 0.5, size=200_000) / random.gamma(n, size=200_000) for k, n in ((new, 40), (old, 60))]
        assert [low, high] == pytest.approx(np.quantile(np.log2(drawn[0] / drawn[1]), [0.025, 0.975]), abs=0.6, rel=0.1)
    assert table["low"].iloc[1] > 0 and table["high"].iloc[1] > 8  # never seen before: it rose, nobody knows how far


def test_intervals_hold_what_they_say():
    random, held = np.random.default_rng(0), []
    for seed in range(30):
        things = [set(np.flatnonzero(random.random(160) < rate)) for rate in np.full(20, 0.15)]
        table = measure(presence(160, *things), np.ones(160, dtype=int), halves(80, 80), resamples=400, seed=seed)
        held.append(((table["low"] <= 0) & (table["high"] >= 0)).mean())
    assert 0.92 < np.mean(held) < 0.985


def test_a_text_on_both_sides_stays_on_both_and_is_no_evidence():
    text = np.append(np.arange(12), np.arange(12))
    before = np.arange(24) < 12
    found = taken(before, ~before, text=text)
    table = measure(presence(24, {*range(6), *range(12, 18)}), np.ones(24, dtype=int), found, resamples=500, seed=0)
    assert table["log_ratio"].iloc[0] == 0 and table["p"].iloc[0] == 1
    assert table["before_texts"].iloc[0] == table["new_texts"].iloc[0] == 6


def test_the_whole_has_not_moved_where_nothing_came():
    before = np.full(20, True)
    table = measure(presence(20, set(range(8))), np.ones(20, dtype=int), taken(before, np.arange(20) > 13, before),
                    resamples=200, seed=0)
    assert table[["shift", "shift_low", "shift_high"]].to_numpy().tolist() == [[0, 0, 0]]


@pytest.mark.parametrize(("older", "newer", "holders"), [(4, 30, 8), (30, 4, 8), (30, 30, 4)])
def test_too_little_is_not_tested(older, newer, holders):
    count = older + newer
    things = set(range(older - holders // 2, older - holders // 2 + holders)) & set(range(count))
    table = measure(presence(count, things), np.ones(count, dtype=int), halves(older, newer), resamples=200, seed=0)
    assert table[["low", "high", "t", "p"]].isna().all(axis=None) and table["log_ratio"].notna().all()


def test_a_kind_that_shows_nothing_makes_the_others_harder_to_believe():
    table = pd.DataFrame({"kind": ["term"] * 4 + ["topic"] * 2 + ["story"], "log_ratio": [1, 1, -1, 1, -1, 1, 1.0],
                          "p": [0.004, 0.02, 0.03, 0.9, 0.5, 0.9, np.nan]})
    table = table.assign(low=table["log_ratio"] - 0.5, high=table["log_ratio"] + 0.5)
    found = judged(table)
    assert found["q_value"].tolist()[:4] == pytest.approx([0.016, 0.04, 0.04, 0.9])
    # the terms' least q is .016: below .05 also when two kinds were looked through, not when four were
    assert found["change"].tolist() == ["rose", "rose", "fell", *["may be chance"] * 3, "not tested"]
    more = pd.DataFrame({"kind": ["pair", "entity"], "low": 0.5, "high": 1.5, "p": [0.6, 0.7]})
    assert judged(pd.concat([table, more], ignore_index=True))["change"].tolist()[:4] == [
        "perhaps rose", "perhaps rose", "perhaps fell", "may be chance"]


def test_without_changes_nineteen_in_twenty_call_nothing():
    random, calls = np.random.default_rng(2), 0
    for _ in range(150):
        kinds = np.repeat(["term", "topic", "entity", "pair"], [200, 8, 60, 40])
        table = pd.DataFrame({"kind": kinds, "p": random.random(len(kinds)), "low": 0.5, "high": 1.5})
        calls += judged(table)["change"].eq("rose").any()
    assert calls / 150 <= 0.1

"""Trends, bursts and movers: against plain references, and what they say where there is nothing to say."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus, terms
from analysis.terms.bursts import states

WORDS = "the town council met again and the mayor spoke of roads rain schools trade budgets".split()


def daily(days=40, a_day=4, burst=range(20, 26)):
    """Articles of `days` days; "ferry" stands in one in twenty, in the days of `burst` in all."""
    random, rows = np.random.default_rng(4), []
    for day, number in itertools.product(range(days), range(a_day)):
        said = day in burst or random.random() < 0.05
        text = f"{day} {number} {random.integers(10**9)} {' '.join(random.choice(WORDS, 60))}" + " ferry" * said
        rows.append({"text": text, "source": f"Outlet {number}",
                     "published": pd.Timestamp("2025-05-05", tz="UTC") + pd.Timedelta(days=day)})
    return Corpus.from_frame(pd.DataFrame(rows))


def automaton(counts, batches, ratio, gamma, levels):
    """(what a sequence of states costs, the cost of the best): Kleinberg 2002, section 4, one state after another."""
    usual, periods = counts.sum() / batches.sum(), len(batches)
    shares = [min(usual * ratio**level, 1 - (1 - usual) / 2**level) for level in range(levels + 1)]

    def fit(level, period):
        count, batch, share = int(counts[period]), int(batches[period]), shares[level]
        chance = math.log(math.comb(batch, count)) + (count * math.log(share) if count else 0)
        return -chance - ((batch - count) * math.log(1 - share) if batch > count else 0)

    def cost(path):
        climbed = sum(max(two - one, 0) for one, two in itertools.pairwise((0, *path)))
        return gamma * math.log(periods) * climbed + sum(fit(level, period) for period, level in enumerate(path))

    least = {0: 0.0}
    for period in range(periods):
        least = {level: fit(level, period) + min(before + gamma * math.log(periods) * max(level - other, 0)
                                                 for other, before in least.items()) for level in range(levels + 1)}
    return cost, min(least.values())


@pytest.mark.parametrize("levels", [1, 2])
@pytest.mark.parametrize("seed", range(6))
def test_bursts_are_the_cheapest_of_all_state_sequences(seed, levels):
    """By trying every sequence of states."""
    random = np.random.default_rng(seed)
    batches = random.integers(0, 9, 8)
    counts = random.binomial(batches, np.where(np.arange(8) // 3 == 1, 0.7, 0.15))
    cost, least = automaton(counts, batches, 2.0, 1.0, levels)
    best = min(cost(path) for path in itertools.product(range(levels + 1), repeat=8))
    found, _ = states(counts[None], batches, 2.0, 1.0, levels)
    assert cost(found[0].tolist()) == pytest.approx(best, abs=1e-9)
    assert least == pytest.approx(best, abs=1e-9)


@pytest.mark.parametrize(("ratio", "gamma", "levels"), [(2.0, 1.0, 1), (2.0, 1.0, 4), (1.5, 0.3, 3), (3.0, 2.0, 2),
                                                        (1.2, 0.0, 5)])
def test_levels_are_those_of_kleinbergs_automaton(ratio, gamma, levels):
    random, periods = np.random.default_rng(levels), 60
    batches = random.integers(0, 30, periods)
    share = 0.04 * 2.0 ** np.maximum(4 - np.abs(np.arange(periods) - 30) // 3, 0)
    counts = random.binomial(batches, np.stack([share, np.full(periods, 0.1), share[::-1] / 2]))
    found, gains = states(counts, batches, ratio, gamma, levels)
    for row, path in zip(counts, found, strict=True):
        cost, least = automaton(row, batches, ratio, gamma, levels)
        assert cost(path.tolist()) == pytest.approx(least, abs=1e-9)
        assert gains.shape == (levels, *counts.shape) and path.max() <= levels


def test_bursts_nest_and_each_level_weighs_what_it_explains_beyond_the_one_below():
    random, rows = np.random.default_rng(1), []
    for day, number in itertools.product(range(150), range(5)):
        share = 0.02 if not 60 <= day < 80 else 0.35 if not 68 <= day < 72 else 1
        said = " ferry" * (random.random() < share)
        rows.append({"text": f"{day} {number} {' '.join(random.choice(WORDS, 40))}{said}",
                     "source": f"Outlet {number}", "published": pd.Timestamp("2025-05-05") + pd.Timedelta(days=day)})
    table = terms.bursts(Corpus.from_frame(pd.DataFrame(rows)), "ferry", levels=3)
    outer, inner = (table[table["level"] == level] for level in (1, 3))
    assert len(outer) == 1 and len(inner) == 1
    assert (inner["period"].iloc[0] > outer["period"].iloc[0]) and (inner["until"].iloc[0] < outer["until"].iloc[0])
    assert inner["share"].iloc[0] > outer["share"].iloc[0] > 0.2
    assert (table["weight"] > 0).all() and table["weight"].is_monotonic_decreasing


def test_a_planted_burst_is_found_with_its_days():
    table = terms.bursts(daily(), stop=None)
    assert table["term"].tolist() == ["ferry"]
    row = table.iloc[0]
    assert (row["period"], row["until"]) == (pd.Timestamp("2025-05-25", tz="UTC"), pd.Timestamp("2025-05-31", tz="UTC"))
    assert (row["texts"], row["all_texts"], row["share"]) == (24, 24, 1.0)
    pd.testing.assert_frame_equal(terms.bursts(daily(), "ferry"), table)


def test_reprints_are_no_burst():
    corpus = daily(burst=())
    story = "A ferry sank off Saltmere, said the harbour master of the port, and nobody knew why it had sailed. " * 3
    printed = [{"text": f"{story} Edition {n}.", "source": f"Paper {n}", "published": "2025-05-20"} for n in range(30)]
    both = pd.concat([corpus.articles[["text", "source", "published"]].astype({"published": str}),
                      pd.DataFrame(printed)])
    assert terms.bursts(Corpus.from_frame(both), "saltmere").empty


@pytest.mark.parametrize(("options", "message"), [({"ratio": 1}, "ratio=1"), ({"cost": -1}, "cost=-1"),
                                                  ({"levels": 0}, "levels=0"),
                                                  ({"freq": "Y"}, "freq='Y'"), ({"terms": ["…"]}, "phrase")])
def test_bursts_refuses_what_it_cannot_do(options, message):
    with pytest.raises(ValueError, match=message):
        terms.bursts(daily(4), **options)


def test_trend_counts_every_unit_and_takes_one_term():
    table = terms.trend(daily(), "ferry", freq="D")
    assert terms.trend(daily(), ["ferry"], freq="D").equals(table)
    day = table[table["period"] == "2025-05-25"].iloc[0]
    assert (day["count"], day["articles"], day["outlets"], day["texts"]) == (4, 4, 4, 4)
    assert (table["until"] - table["period"] == pd.Timedelta(days=1)).all()


def test_the_band_of_reprints_is_that_of_one_text():
    story = " ".join(f"ferry number {n} sank off Saltmere" for n in range(30))
    rows = [{"text": f"{story} Edition {n}.", "source": f"Paper {n}", "published": "2025-05-20"} for n in range(9)]
    assert terms.trend(Corpus.from_frame(pd.DataFrame(rows)), "ferry")["low"].isna().all()
    rows.append({"text": "Rain fell on the roads of the town all day and all night.", "published": "2025-05-20"})
    row = terms.trend(Corpus.from_frame(pd.DataFrame(rows)), "ferry").iloc[0]
    assert row["low"] == 0  # the story may not have been drawn: nine reprints make it no surer


def test_movers_finds_what_rises_and_falls():
    table = terms.movers(daily(burst=range(30, 40)), stop=None)
    first = table.iloc[0]
    assert (first["term"], first["q_value"] < 0.05, first["low"] > 0) == ("ferry", True, True)
    assert (table["q_value"] < 0.05).sum() == 1
    assert first["later_texts"] > first["earlier_texts"]
    assert "earlier: 2025-05-05 to 2025-05-24; later: 2025-05-25 to 2025-06-13" in table.attrs["statement"]
    back = terms.movers(daily(burst=range(10)), stop=None)
    assert back.iloc[-1]["term"] == "ferry" and back.iloc[-1]["high"] < 0


def test_movers_takes_windows():
    table = terms.movers(daily(), earlier=("2025-05-05", "2025-05-14"), later=("2025-05-25", "2025-05-30"), stop=None)
    ferry = table.set_index("term").loc["ferry"]
    assert ferry["later_count"] == 24
    assert ferry["log_ratio"] > 2


@pytest.mark.parametrize(("options", "message"), [
    ({"later": ("2030-01-01", "2030-01-02")}, "later=.*has no articles"),
    ({"later": "soon"}, "later='soon' is no window"),
    ({"earlier": ("2025-05-20", "2025-05-10")}, "ends before it starts"),
    ({"earlier": ("2025-05-05", "2025-05-20"), "later": ("2025-05-15", "2025-06-01")}, "must not overlap"),
])
def test_movers_refuses_what_it_cannot_do(options, message):
    with pytest.raises(ValueError, match=message):
        terms.movers(daily(20), **options)


@pytest.mark.parametrize("days", [0, 1, 2])
def test_few_days_get_a_statement(days):
    corpus = daily(days, 3) if days else Corpus.from_frame(pd.DataFrame({"text": ["a ferry", "a port"]}))
    table = terms.movers(corpus, stop=None)
    assert table.empty or table["q_value"].isna().all()
    said = ("No article has a date", "Nothing to compare", "Not tested")
    assert any(one in table.attrs["statement"] for one in said)
    assert terms.bursts(corpus).empty

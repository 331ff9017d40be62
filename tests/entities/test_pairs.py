"""Pairs, their statistics and the network: against brute force, by their null, and drawn without overlaps."""

from itertools import combinations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from analysis import Corpus, entities, evidence
from analysis.articles import units
from analysis.entities import interval, null, windows
from analysis.entities.labels import Point, place
from analysis.text import statistics


def made(*, articles=40, names=12, seed=0):
    """A corpus of sentences that name letters, and its mentions: A and B mostly together, the rest by chance."""
    rng = np.random.default_rng(seed)
    letters = [chr(65 + number) * 3 for number in range(names)]
    texts, rows = [], []
    for number in range(articles):
        text = ""
        for _ in range(rng.integers(2, 6)):
            pick = [letters[i] for i in sorted(rng.choice(names, size=rng.integers(1, 4), replace=False))]
            pick += [letters[1]] if letters[0] in pick and letters[1] not in pick else []
            sentence = f"Word {number} " + " and ".join(pick) + (". The end.\n\n" if rng.random() < 0.4 else ". ")
            rows += [(f"{number:03d}", len(text) + sentence.index(name), name) for name in pick]
            text += sentence
        texts.append(text)
    corpus = Corpus.from_frame(pd.DataFrame({
        "article_id": [f"{number:03d}" for number in range(articles)], "text": texts,
        "source": [f"outlet {number % 3}" for number in range(articles)],
        "published": pd.date_range("2025-05-01", periods=articles, freq="D", tz="UTC"),
    }))
    frame = pd.DataFrame(rows, columns=["article_id", "start", "text"])
    return corpus, frame.assign(end=frame["start"] + 3, label="ORG", entity=frame["text"], full_name="")


@pytest.mark.parametrize(("window", "articles"), [("sentence", 500), ("paragraph", 40), ("article", 40), (5, 40)])
def test_counts_equal_brute_force(window, articles):
    corpus, mentions = made(articles=articles)
    inside = windows.number(mentions, corpus, window)
    cells = mentions.assign(window=inside).groupby(["article_id", "window"])["entity"].agg(set)
    count, where = {}, {}
    for (article, _), members in cells.items():
        for pair in combinations(sorted(members), 2):
            count[pair] = count.get(pair, 0) + 1
            where.setdefault(pair, set()).add(article)
    found = entities.pairs(mentions, corpus, window=window)
    assert dict(zip(zip(found["entity_a"], found["entity_b"], strict=True), found["count"], strict=True)) == count
    outlets = corpus.articles.set_index("article_id")["source"]
    texts = units.texts(corpus)
    for row in found.itertuples():
        articles = list(where[row.entity_a, row.entity_b])
        assert (row.articles, row.outlets, row.texts) == (len(articles), outlets[articles].nunique(),
                                                          texts[articles].nunique())


def test_portions_of_meetings_give_the_same_table(monkeypatch):
    corpus, mentions = made()
    whole = entities.pairs(mentions, corpus)
    monkeypatch.setattr("analysis.entities.meetings._PORTION", 5)
    pd.testing.assert_frame_equal(entities.pairs(mentions, corpus), whole)


def test_the_interval_is_that_of_drawing_texts_anew():
    corpus, mentions = made()
    found = entities.pairs(mentions, corpus, resamples=300, seed=7)
    there = pd.crosstab([mentions["article_id"], windows.number(mentions, corpus, "sentence")], mentions["entity"]) > 0
    text = there.index.get_level_values(0)
    leads = sorted(set(text) & set(units.texts(corpus)))
    random, drawn = np.random.default_rng(7), []
    for _ in range(300):
        drawn.append(np.bincount(random.integers(0, len(leads), len(leads)), minlength=len(leads)))
    weight = pd.DataFrame(drawn, columns=leads).reindex(columns=text, fill_value=0).to_numpy()
    for row in found.head(20).itertuples():
        one, two = there[row.entity_a].to_numpy(), there[row.entity_b].to_numpy()
        with np.errstate(invalid="ignore"):
            values = statistics.npmi(weight @ (one & two), weight @ one, weight @ two, weight.sum(axis=1))
        assert (row.npmi_low, row.npmi_high) == pytest.approx(tuple(np.quantile(values, [0.025, 0.975])))
        assert row.npmi_low <= row.npmi <= row.npmi_high


def test_a_pair_of_one_text_has_no_interval_and_the_table_says_so():
    corpus, mentions = made()
    found = entities.pairs(mentions, corpus)
    held = [len(set(text) & set(units.texts(corpus))) >= interval.LEAST for text in
            (evidence.of(row, corpus, mentions=mentions)["article_id"] for row in found.itertuples())]
    assert found["npmi_low"].notna().tolist() == found["npmi_high"].notna().tolist() == held
    alone = entities.pairs(mentions[mentions["article_id"] == "000"], corpus)
    assert len(alone) and alone["npmi_low"].isna().all()
    assert f"Of {len(alone)} pairs, 0 meet in two or more" in alone.attrs["statement"]


def test_the_interval_is_the_same_on_any_number_of_cores(monkeypatch):
    corpus, mentions = made()
    found = []
    for cores in (1, 3):
        monkeypatch.setattr("os.cpu_count", lambda cores=cores: cores)
        found.append(entities.pairs(mentions, corpus))
    pd.testing.assert_frame_equal(*found)


def test_nineteen_of_twenty_intervals_hold_the_value_that_texts_were_drawn_from():
    random, hits, chances = np.random.default_rng(1), [], np.array([0.1, 0.12, 0.12, 0.66])
    true = statistics.npmi(0.1, 0.22, 0.22, 1)
    for trial in range(400):
        both, one, two, _ = random.multinomial(3, chances, size=150).T
        named = sparse.csc_array(np.stack([both + one, both + two], axis=1))
        low, high = interval.npmi(sparse.csc_array(both[:, None]), named, np.array([0]), np.array([1]),
                                  np.full(150, 3), resamples=200, seed=trial)
        hits.append(low[0] <= true <= high[0])
    assert 0.92 <= np.mean(hits) <= 0.98


def test_windows_are_numbered_the_same_whichever_article_is_asked_for_first():
    corpus, mentions = made()
    whole = windows.number(mentions, corpus, "sentence")
    assert whole.max() > 2
    again, _ = made()
    for article in ("030", "007"):
        own = (mentions["article_id"] == article).to_numpy()
        assert windows.number(mentions[own], again, "sentence").tolist() == whole[own].tolist()
    assert windows.number(mentions, again, "sentence").tolist() == whole.tolist()


def test_intervals_are_the_same_whatever_is_remembered(monkeypatch):
    """The sums of an entity of few texts are reckoned for each of its pairs."""
    corpus, mentions = made(articles=60)
    found = []
    for few in (0, 20, 1000):
        monkeypatch.setattr(interval, "FEW", few)
        found.append(entities.pairs(mentions, corpus, resamples=200))
    assert found[0]["npmi_low"].notna().any()
    for other in found[1:]:
        pd.testing.assert_frame_equal(found[0], other, check_exact=True)


@pytest.mark.parametrize("window", ["sentence", "paragraph", "article", 5])
def test_the_evidence_of_a_pair_is_every_window_with_both(window):
    corpus, mentions = made()
    pairs, texts = entities.pairs(mentions, corpus, window=window), corpus.articles.set_index("article_id")["text"]
    found = evidence.of(pairs, corpus, mentions=mentions, window=window)
    assert found.groupby("row").size().tolist() == pairs["count"].tolist()
    for one in found.itertuples():
        said = texts[one.article_id][one.start:one.end]
        assert {said[:3], said[-3:]} == {pairs["entity_a"][one.row], pairs["entity_b"][one.row]}
    if window == "sentence":
        assert not found["sentence"].str.contains(". ", regex=False).any()


def test_windows_are_found_once_for_a_corpus(monkeypatch):
    corpus, mentions = made()
    read = []
    monkeypatch.setattr("analysis.entities.windows._begins", lambda text, window: read.append(text) or [0])
    for one in (mentions[mentions["article_id"] < "010"], mentions, mentions):
        windows.number(one, corpus, "sentence")
    assert len(read) == mentions["article_id"].nunique()


def test_wider_windows_join_more():
    corpus, mentions = made()
    sizes = [entities.pairs(mentions, corpus, window=window)["count"].sum() for window in ("sentence", "paragraph")]
    assert sizes[0] < sizes[1]


@pytest.mark.parametrize("portion", [2_000_000, 5])
def test_pairs_that_share_few_windows_are_left_out_and_counted(monkeypatch, portion):
    monkeypatch.setattr("analysis.entities.meetings._PORTION", portion)
    corpus, mentions = made(articles=60)
    whole = entities.pairs(mentions, corpus, window="article")
    cut = int(whole["count"].median()) + 1
    some, kept = entities.pairs(mentions, corpus, window="article", least=cut), whole[whole["count"] >= cut]
    assert 0 < len(some) < len(whole)
    pd.testing.assert_frame_equal(some.drop(columns="q_value"), kept.drop(columns="q_value").reset_index(drop=True))
    assert (some["q_value"].to_numpy() >= kept["q_value"].to_numpy() - 1e-12).all()
    assert f" {len(whole) - len(some):,} pairs that share fewer than {cut} windows are" in some.attrs["statement"]
    none = entities.pairs(mentions, corpus, window="article", least=10_000)
    assert none.empty and f"{len(whole):,} pairs that share fewer" in none.attrs["statement"]
    with pytest.raises(ValueError, match="least=0"):
        entities.pairs(mentions, corpus, least=0)


def test_the_planted_pair_is_significant_and_chance_is_not():
    corpus, mentions = made(articles=120)
    found = entities.pairs(mentions, corpus)
    strong = found[found["q_value"] < 0.05]
    assert strong[["entity_a", "entity_b"]].iloc[0].tolist() == ["AAA", "BBB"]
    shuffled = 0
    for seed in range(5):
        order = np.random.default_rng(seed).permutation(len(mentions))
        mixed = mentions.assign(entity=mentions["entity"].to_numpy()[order])
        shuffled += (entities.pairs(mixed, corpus)["q_value"] < 0.05).sum()
    assert shuffled / (5 * len(found)) <= 0.05


def test_the_null_keeps_frequencies_and_window_sizes():
    sizes, p, weights = null.chances(np.array([1, 1, 2, 5, 5]), np.array([1, 2, 2, 3, 3, 3]))
    assert p @ weights == pytest.approx(sizes, rel=1e-5)
    assert ((p >= 0) & (p < 1)).all()


def test_reprints_count_once_in_texts_and_strength():
    line = "Ada Quill of the harbour office met Ben Marlow at the old pier to speak about the long strike of the port. "
    story = line * 3
    corpus = Corpus.from_frame(pd.DataFrame({
        "article_id": ["a", "b", "c"], "text": [story, story, "A quiet day at the lake, with nothing to report."],
        "source": ["one", "two", "one"]}))
    rows = [(article, story.index(name) + jump * (len(story) // 3), name) for article in "ab" for jump in range(3)
            for name in ("Ada Quill", "Ben Marlow")]
    mentions = pd.DataFrame(rows, columns=["article_id", "start", "entity"]).assign(label="PERSON")
    row = entities.pairs(mentions, corpus).iloc[0]
    assert (row["count"], row["articles"], row["outlets"], row["texts"]) == (6, 2, 2, 1)
    counted = entities.count(mentions, corpus).iloc[0]
    assert (counted["count"], counted["articles"], counted["outlets"], counted["texts"]) == (6, 2, 2, 1)


@pytest.mark.parametrize("resamples", [99, 1000.0, None])
def test_too_few_resamples_are_refused(resamples):
    corpus, mentions = made(articles=3)
    with pytest.raises(ValueError, match="resamples="):
        entities.pairs(mentions, corpus, resamples=resamples)


@pytest.mark.parametrize("window", ["page", 1, True, 2.5])
def test_strange_windows_are_refused(window):
    corpus, mentions = made(articles=3)
    with pytest.raises(ValueError, match="window="):
        entities.pairs(mentions, corpus, window=window)


def test_mentions_of_another_corpus_are_refused():
    corpus, mentions = made(articles=3)
    with pytest.raises(ValueError, match="not in the corpus"):
        entities.pairs(mentions.assign(article_id="elsewhere"), corpus)


def test_row_order_does_not_matter():
    corpus, mentions = made()
    turned = Corpus.from_frame(corpus.articles[::-1])
    first = entities.pairs(mentions, corpus)
    pd.testing.assert_frame_equal(first, entities.pairs(mentions[::-1], turned))
    for one, two in zip(entities.network(first, q=1.0), entities.network(first[::-1], q=1.0), strict=True):
        pd.testing.assert_frame_equal(one, two)
    pd.testing.assert_frame_equal(entities.matrix(first), entities.matrix(first[::-1]))


def test_network_keeps_significant_edges_and_their_ends():
    corpus, mentions = made(articles=120)
    pairs = entities.pairs(mentions, corpus)
    nodes, edges = entities.network(pairs, q=0.05)
    assert (edges["q_value"] <= 0.05).all() and len(edges) == (pairs["q_value"] <= 0.05).sum()
    assert set(nodes["entity"]) == {*edges["entity_a"], *edges["entity_b"]}
    assert nodes[["x", "y"]].to_numpy().min() >= 0 and nodes[["x", "y"]].to_numpy().max() <= 1
    for wrong in ({"q": 0}, {"q": 2}, {"top": 1}):
        with pytest.raises(ValueError, match=next(iter(wrong))):
            entities.network(pairs, **wrong)


def test_matrix_is_square_and_symmetric():
    corpus, mentions = made()
    square = entities.matrix(entities.pairs(mentions, corpus), top=6)
    assert square.shape == (6, 6) and square.index.tolist() == square.columns.tolist()
    assert (square.to_numpy() == square.to_numpy().T).all() and not np.diag(square).any()


def test_timeline_counts_articles_of_each_week():
    corpus, mentions = made()
    found = entities.timeline(mentions, corpus, top=2)
    assert found["entity"].nunique() == 2 and found["period"].dt.day_of_week.eq(0).all()
    assert (found["until"] - found["period"]).eq(pd.Timedelta(days=7)).all()
    places = evidence.of(found, corpus, mentions=mentions)
    assert places.groupby("row").size().reindex(range(len(found)), fill_value=0).tolist() == found["count"].tolist()
    assert found.groupby("entity")["of"].sum().tolist() == [40, 40]
    assert found.groupby("entity", sort=False)["articles"].sum().tolist() == [
        mentions.loc[mentions["entity"] == name, "article_id"].nunique() for name in found["entity"].unique()]
    with pytest.raises(ValueError, match="freq="):
        entities.timeline(mentions, corpus, freq="Y")


@pytest.mark.parametrize("articles", [0, 1, 2, 40])
def test_charts_stay_readable_and_say_what_they_show(articles, overlaps):
    corpus, mentions = made(articles=40)
    mentions = mentions[mentions["article_id"] < f"{articles:03d}"]
    pairs = entities.pairs(mentions, corpus)
    charts = [entities.charts.top(entities.count(mentions, corpus)),
              entities.charts.heatmap(entities.matrix(pairs)),
              entities.charts.network(*entities.network(pairs, q=1.0)),
              entities.charts.ego(*entities.ego(pairs)),
              entities.charts.timeline(entities.timeline(mentions, corpus))]
    for axes in charts:
        assert axes.figure.alternative_text
        assert not overlaps(axes)


def test_the_network_draws_chance_dashed_and_says_so():
    corpus, mentions = made()
    nodes, edges = entities.network(entities.pairs(mentions, corpus), q=1.0)
    axes = entities.charts.network(nodes, edges)
    dashed = [line for line in axes.lines if line.get_linestyle() == "--"]
    assert len(axes.lines) == len(edges) and len(dashed) == (edges["q_value"] > 0.05).sum() > 0
    assert f"{len(dashed)} dashed" in axes.figure.alternative_text


def test_labels_without_room_are_left_out_and_none_overlaps():
    fig, axes = plt.subplots(figsize=(3, 2))
    axes.set(xlim=(0, 1), ylim=(0, 1))
    points = [Point(0.5 + number / 500, 0.5, f"A rather long name {number}", 4) for number in range(40)]
    left_out = place(axes, points, "black")
    boxes = [text.get_window_extent() for text in axes.texts]
    assert 0 < len(left_out) < 40 and len(boxes) + len(left_out) == 40
    assert not any(one.overlaps(two) for one, two in combinations(boxes, 2))

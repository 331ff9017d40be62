"""The network: its backbone, communities and places, the same from run to run; and the company of one entity."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from analysis import Corpus, entities, evidence
from analysis.entities import backbone, communities, layout
from analysis.entities.ends import ends


def camps(*, articles=400, many=6, each=8, seed=0):
    """A corpus whose articles each name three of one camp, now and then the first of another, and its mentions."""
    rng = np.random.default_rng(seed)
    texts, rows = [], []
    for number in range(articles):
        camp = rng.integers(many)
        pick = {f"C{camp}N{member}": None for member in sorted(rng.choice(each, 3, replace=False))}
        pick |= {f"C{rng.integers(many)}N0": None} if rng.random() < 0.2 else {}
        text = f"On day {number} " + " and ".join(pick) + " met."
        rows += [(f"{number:05d}", text.index(name), text.index(name) + len(name), name, "ORG", name) for name in pick]
        texts.append(text)
    corpus = Corpus.from_frame(pd.DataFrame({"article_id": [f"{number:05d}" for number in range(articles)],
                                             "text": texts, "source": "one"}))
    return corpus, pd.DataFrame(rows, columns=["article_id", "start", "end", "text", "label", "entity"])


@pytest.fixture(scope="module")
def nights():
    """The pairs of two nights, the second with a twentieth more articles."""
    corpus, mentions = camps()
    old = corpus.select(article_ids=corpus.about["article_id"][:380].tolist())
    return [entities.pairs(mentions[mentions["article_id"].isin(one.about["article_id"])], one, resamples=100)
            for one in (old, corpus)]


def some(*rows):
    """Pairs of these counts."""
    frame = pd.DataFrame(rows, columns=["entity_a", "entity_b", "count"])
    return frame.assign(articles=1, outlets=1, texts=1, npmi=0.0, npmi_low=np.nan, npmi_high=np.nan, g2=0.0,
                        q_value=1.0)


def test_the_disparity_filter_is_that_of_its_formula():
    pairs = some(("A", "B", 8), ("A", "C", 1), ("A", "D", 1), ("B", "C", 2))
    both = backbone.disparity(ends(pairs))
    assert both == pytest.approx([min((1 - 8 / 10) ** 2, (1 - 8 / 10) ** 1), min((1 - 1 / 10) ** 2, (1 - 1 / 3) ** 1),
                                  (1 - 1 / 10) ** 2, min((1 - 2 / 10) ** 1, (1 - 2 / 3) ** 1)])
    nodes, edges = entities.network(pairs, backbone="disparity", alpha=0.05)
    assert edges[["entity_a", "entity_b"]].to_numpy().tolist() == [["A", "B"]]
    assert edges["alpha"].tolist() == pytest.approx([0.04]) and nodes["entity"].tolist() == ["A", "B"]


def test_a_pair_that_is_all_an_entity_has_tells_nothing():
    assert backbone.disparity(ends(some(("A", "B", 9)))).tolist() == [1.0]


def test_the_ends_of_pairs_weigh_what_their_pairs_count():
    found = ends(some(("B", "D", 5), ("A", "B", 2), ("A", "C", 2), ("C", "D", 1)))
    assert found.names.tolist() == ["A", "B", "C", "D"] and found.weights().tolist() == [4, 7, 3, 6]
    assert found.names[found.heaviest()].tolist() == ["B", "D", "A", "C"]
    assert found.names[found.heaviest(np.array([1, 2]))].tolist() == ["A", "B", "C"]  # of equals the first
    assert found.among(np.array([0, 1, 2])).tolist() == [1, 2]


def test_communities_are_the_camps_and_no_node_order_changes_them(nights):
    nodes, edges = entities.network(nights[1])
    camp = nodes["entity"].str[:2]
    assert nodes["community"].nunique() == camp.nunique() == 6
    assert (nodes.groupby("community")["entity"].agg(lambda names: names.str[:2].nunique()) == 1).all()
    turned = nx.Graph(list(edges[["entity_b", "entity_a"]].itertuples(index=False, name=None))[::-1])
    plain = nx.Graph(list(edges[["entity_a", "entity_b"]].itertuples(index=False, name=None)))
    assert communities.communities(turned) == communities.communities(plain)


def test_the_heatmap_has_communities_side_by_side(nights):
    square = entities.matrix(nights[1], top=40)
    found = communities.communities(nx.from_pandas_adjacency(square))
    number = {name: place for place, members in enumerate(found) for name in members}
    assert len(found) >= 4 and [number[name] for name in square.index] == sorted(number.values())


def test_a_twentieth_more_articles_moves_the_old_nodes_little(nights):
    first = entities.network(nights[0])[0]
    kept, anew = (entities.network(nights[1], previous=previous)[0].merge(first, on="entity", suffixes=("", "_old"))
                  for previous in (first, None))

    def moved(both):
        return np.hypot(both["x"] - both["x_old"], both["y"] - both["y_old"]).mean()

    assert len(kept) >= 40 and moved(kept) < 0.02 < 0.05 < moved(anew)
    assert (kept["community"] == kept["community_old"]).mean() > 0.9


def test_what_is_new_comes_near_its_neighbours_and_off_the_others(nights):
    graph = nx.Graph([("A", "B"), ("B", "C"), ("C", "A"), ("C", "N"), ("X", "Y")])
    earlier = {"A": (0.1, 0.1), "B": (0.3, 0.1), "C": (0.2, 0.3), "gone": (0.9, 0.9)}
    places = {name: np.array(spot) for name, spot in layout.places(graph, earlier).items()}
    near = {name: np.hypot(*(places["N"] - places[name])) for name in graph if name != "N"}
    assert min(near, key=near.get) == "C" and near["C"] >= layout._APART
    assert all(np.hypot(*(places[name] - earlier[name])) < 0.05 for name in "ABC")
    assert np.hypot(*(places["X"] - places["A"])) > 0.4  # a part of its own, where there is room
    assert all((spot >= 0).all() and (spot <= 1).all() for spot in places.values())


def test_communities_keep_their_numbers_and_new_ones_take_no_old_number():
    earlier = pd.DataFrame({"entity": list("abcdefgh"), "community": [5, 5, 5, 2, 2, 2, 0, 0]})
    found = communities.numbered([["a", "b", "c", "new"], ["d", "e"], ["f", "x", "y"], ["p", "q"]], earlier)
    assert [found[name] for name in ("a", "new", "d", "e")] == [5, 5, 2, 2]
    assert found["f"] == 1 and found["p"] == 3
    assert communities.numbered([["a", "b"], ["c"]], None) == {"a": 0, "b": 0, "c": 1}


@pytest.mark.parametrize("inner", ["", "tables"])
def test_an_earlier_run_is_a_folder_too(nights, inner, tmp_path):
    first = entities.network(nights[0])[0]
    (tmp_path / inner).mkdir(exist_ok=True)
    first.to_parquet(tmp_path / inner / "network.parquet", index=False)
    by_folder = entities.network(nights[1], previous=str(tmp_path))[0]
    pd.testing.assert_frame_equal(by_folder, entities.network(nights[1], previous=first)[0])


def test_a_run_without_a_network_is_followed_by_one_made_anew(nights, tmp_path):
    pd.testing.assert_frame_equal(entities.network(nights[1], previous=tmp_path)[0], entities.network(nights[1])[0])


@pytest.mark.parametrize(("wrong", "said"), [
    ({"backbone": "mst"}, "backbone='mst'"), ({"backbone": "disparity", "alpha": 0}, "alpha=0"), ({"q": 2}, "q=2"),
    ({"top": 1}, "top=1"), ({"previous": "nowhere/at/all"}, "is no folder"), ({"previous": 7}, "previous: a int")])
def test_strange_parameters_are_refused(nights, wrong, said):
    with pytest.raises(ValueError, match=said):
        entities.network(nights[0], **wrong)


def test_the_company_of_one_entity(nights):
    nodes, edges = entities.ego(nights[1], "C0N1", top=5)
    own = nights[1][(nights[1][["entity_a", "entity_b"]] == "C0N1").any(axis=1)]
    others = [a if b == "C0N1" else b for a, b in zip(own["entity_a"], own["entity_b"], strict=True)]
    assert nodes["entity"].tolist()[0] == "C0N1" and (nodes["x"][0], nodes["y"][0]) == (0.5, 0.5)
    assert set(nodes["entity"][1:]) <= set(others) and len(nodes) == 6
    assert own["count"].nlargest(5).sum() == edges["count"].head(5).sum()
    assert {*edges["entity_a"], *edges["entity_b"]} == set(nodes["entity"])
    axes = entities.charts.ego(nodes, edges)
    assert "C0N1 and the 5" in axes.figure.alternative_text and "C0N1" in axes.figure.get_suptitle()


def test_without_a_name_the_company_is_that_of_the_most_connected(nights):
    nodes, _ = entities.ego(nights[1])
    sums = pd.concat([nights[1].groupby(side)["count"].sum() for side in ("entity_a", "entity_b")])
    assert nodes["entity"][0] in sums.groupby(level=0).sum().nlargest(1, keep="all").index
    assert [len(one) for one in entities.ego(nights[1].head(0))] == [0, 0]
    assert entities.charts.ego(*entities.ego(nights[1].head(0))).figure.alternative_text.startswith("No company")


def test_an_unknown_entity_is_refused_with_names_like_it(nights):
    with pytest.raises(ValueError, match=r"entity='c0n' is named together with nobody; .*C0N\d"):
        entities.ego(nights[1], "c0n")
    with pytest.raises(ValueError, match="most have C"):
        entities.ego(nights[1], "Zaphod Beeblebrox")
    with pytest.raises(ValueError, match="top=0"):
        entities.ego(nights[1], top=0)


def test_ten_thousand_entities_stay_readable_and_say_what_is_left_out(overlaps):
    corpus, mentions = camps(articles=8000, many=1500)
    corpus.about["source"] = [f"outlet {number % 40}" for number in range(8000)]
    counted, pairs = entities.count(mentions, corpus), entities.pairs(mentions, corpus, resamples=100)
    found = entities.by(mentions, corpus)
    assert len(counted) > 10_000 and len(pairs) > 20_000 and found["part"].nunique() == 40
    for axes, said in (
            (entities.charts.top(counted), f"{len(counted) - 25:,} more are in the table"),
            (entities.charts.network(*entities.network(pairs, q=1.0, top=300)), "without room for a label"),
            (entities.charts.ego(*entities.ego(pairs, top=60)), "named with"),
            (entities.charts.by(found), "26 more parts are in the table"),
            (entities.charts.heatmap(entities.matrix(pairs)), "25 entities")):
        assert said in axes.figure.alternative_text
        assert not overlaps(axes)


def test_the_evidence_of_a_network_is_its_sentences(nights):
    corpus, mentions = camps()
    nodes, edges = entities.network(nights[1])
    places = evidence.of(edges.head(3), corpus, mentions=mentions)
    assert places.groupby("row").size().tolist() == edges["count"].head(3).tolist()
    assert len(evidence.of(nodes.iloc[0], corpus, mentions=mentions)) == \
        (mentions["entity"] == nodes["entity"][0]).sum()

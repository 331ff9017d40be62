"""The network of entities that are named together: its significant edges, communities, and a place for each node."""

import networkx as nx
import numpy as np
import pandas as pd

from .tables import table


def network(pairs: pd.DataFrame, *, q: float = 0.05, top: int = 60) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(nodes, edges): the pairs with `q_value` up to `q` among the `top` entities that have most such edges' weight.

    nodes: entity, x, y (0 to 1), community (0 is the largest), degree, strength (sum of its edges' counts),
    betweenness; the strongest first.  edges: the kept rows of `pairs`.  Communities are those of greatest modularity
    (Clauset, Newman & Moore 2004, weighted by count); places follow Kamada & Kawai (1989) within each part of the
    network.  The same pairs give the same places.  Raises ValueError for q outside 0 to 1, or fewer than two nodes.
    """
    if not 0 < q <= 1:
        raise ValueError(f"q={q!r}: allowed is a false discovery rate above 0 and up to 1, such as 0.05")
    if not isinstance(top, int) or top < 2:
        raise ValueError(f"top={top!r}: allowed is a number of entities, 2 or more")
    edges = _edges(pairs, q, top)
    graph = nx.Graph()
    graph.add_nodes_from(sorted({*edges["entity_a"], *edges["entity_b"]}))
    graph.add_weighted_edges_from(edges[["entity_a", "entity_b", "count"]].itertuples(index=False, name=None))
    return _nodes(graph), edges


def _edges(pairs: pd.DataFrame, q: float, top: int) -> pd.DataFrame:
    edges = pairs[pairs["q_value"] <= q]
    weight = pd.concat([edges.groupby(side)["count"].sum() for side in ("entity_a", "entity_b")])
    weight = weight.groupby(level=0).sum()
    first = weight.sort_index().sort_values(ascending=False, kind="stable").index[:top]
    edges = edges[edges["entity_a"].isin(first) & edges["entity_b"].isin(first)]
    return table("pairs", edges.sort_values(["count", "entity_a", "entity_b"], ascending=[False, True, True]))


def _nodes(graph: nx.Graph) -> pd.DataFrame:
    community = {name: number for number, members in enumerate(communities(graph)) for name in members}
    places, between = _layout(graph), nx.betweenness_centrality(graph)
    rows = [(name, *places[name], community[name], graph.degree(name), int(graph.degree(name, weight="weight")),
             between[name]) for name in graph]
    return table("nodes", rows).sort_values(["strength", "entity"], ascending=[False, True], ignore_index=True)


def communities(graph: nx.Graph) -> list[list[str]]:
    """The communities of greatest modularity, weighted; the largest first, each in the order of the alphabet."""
    if not graph.number_of_edges():
        return [[name] for name in graph]
    found = nx.community.greedy_modularity_communities(graph, weight="weight")
    return sorted((sorted(members) for members in found), key=lambda members: (-len(members), members))


def _layout(graph: nx.Graph) -> dict[str, tuple[float, float]]:
    """Each connected part laid out by itself, the parts packed in rows, largest first; all within 0 to 1."""
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    places, x, y, height, width = {}, 0.0, 0.0, 0.0, np.sqrt(len(graph)) * 1.6
    for part in parts:
        side = np.sqrt(len(part))
        if x and x + side > width:
            x, y, height = 0.0, y - height - 0.5, 0.0
        for name, (left, up) in _part(graph, part).items():
            places[name] = (x + (left + 1) / 2 * side, y - (1 - up) / 2 * side)
        x, height = x + side + 0.5, max(height, side)
    if not places:
        return {}
    spots = np.array(list(places.values()))
    low, extent = spots.min(axis=0), np.maximum(np.ptp(spots, axis=0), 1e-9)
    return {name: tuple(np.round((spot - low) / extent, 6)) for name, spot in zip(places, spots, strict=True)}


def _part(graph: nx.Graph, part: list[str]) -> dict[str, np.ndarray]:
    ordered = nx.Graph()
    ordered.add_nodes_from(part)
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.subgraph(part).edges))
    start = nx.circular_layout(ordered)
    return nx.kamada_kawai_layout(ordered, pos=start) if len(part) > 2 else start

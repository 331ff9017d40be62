"""The network of entities that are named together: its significant edges, communities, and a place for each node."""

from pathlib import Path

import networkx as nx
import pandas as pd

from ..paths import PROJECT
from . import layout
from .backbone import edges
from .communities import communities, numbered
from .tables import table

KEPT = "network"
"""The table of nodes that a run must keep (as NAME.parquet) for the next one to follow."""


def network(pairs: pd.DataFrame, *, backbone: str = "q", q: float = 0.05, alpha: float = 0.05, top: int = 60,
            previous: pd.DataFrame | str | Path | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(nodes, edges): the `backbone` of `pairs` among the `top` entities that have most windows in its pairs.

    backbone: "q" keeps pairs with `q_value` up to `q`, "disparity" those with a disparity `alpha` up to `alpha` (see
    `backbone` for which to take when).  previous: the nodes of an earlier run, or its folder: what was there stays
    where it was as far as may be, what is new is placed near its neighbours, and a community that is mostly the same
    keeps its number.

    nodes: entity, x, y (0 to 1), community (0 is the largest of a first run), degree, strength (sum of its edges'
    counts), betweenness; the strongest first.  edges: the kept rows of `pairs`, with `alpha`.  The same pairs and
    previous nodes give the same places.  Raises ValueError for parameters out of range, and for a `previous` that is
    neither a table of nodes nor a folder.
    """
    kept, before = edges(pairs, backbone=backbone, q=q, alpha=alpha, top=top), earlier(previous)
    return nodes(graph(kept), before), kept


def graph(edges: pd.DataFrame) -> nx.Graph:
    """The graph of a table of pairs, weighted by count; nodes and edges in order."""
    found = nx.Graph()
    found.add_nodes_from(sorted({*edges["entity_a"], *edges["entity_b"]}))
    found.add_weighted_edges_from(sorted(edges[["entity_a", "entity_b", "count"]].itertuples(index=False, name=None)))
    return found


def nodes(found: nx.Graph, before: pd.DataFrame | None = None) -> pd.DataFrame:
    """The table of nodes of a graph; `before`: that of an earlier run."""
    places = {} if before is None else dict(zip(before["entity"], zip(before["x"], before["y"], strict=True),
                                                strict=True))
    community, spots = numbered(communities(found), before), layout.places(found, places)
    between = nx.betweenness_centrality(found)
    rows = [(name, *spots[name], community[name], found.degree(name), int(found.degree(name, weight="weight")),
             between[name]) for name in found]
    return table("nodes", rows).sort_values(["strength", "entity"], ascending=[False, True], ignore_index=True)


def earlier(previous: pd.DataFrame | str | Path | None) -> pd.DataFrame | None:
    """The nodes of an earlier run: a table, or the folder of the run, or of the tables that it kept; None for none, and
    for a run that kept no network.  Raises ValueError where there is no such folder.
    """
    if previous is None or isinstance(previous, (str, Path)) and not str(previous):
        return None
    if isinstance(previous, pd.DataFrame) and {"entity", "x", "y", "community"} <= set(previous.columns):
        return table("nodes", previous)
    if not isinstance(previous, (str, Path)):
        raise ValueError(f"previous: a {type(previous).__name__}; it is the nodes that entities.network gave, or the "
                         "folder of an earlier run")
    roots = [root for root in (Path(previous), PROJECT / previous) if root.is_dir()]
    if not roots:
        raise ValueError(f"previous={str(previous)!r} is no folder; name that of an earlier run, or leave it empty")
    files = [root / inner / f"{KEPT}.parquet" for root in roots for inner in ("tables", ".")]
    return next((table("nodes", pd.read_parquet(file)) for file in files if file.is_file()), None)

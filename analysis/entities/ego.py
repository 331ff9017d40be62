"""The company of one entity: whom it is named with, and who of these are named with each other."""

import difflib

import networkx as nx
import numpy as np
import pandas as pd

from .backbone import disparity
from .communities import communities
from .ends import ends
from .network import graph
from .tables import table

_RING = 24  # whose labels have room around one circle
_NEAR = 5  # names that a message suggests


def ego(pairs: pd.DataFrame, entity: str = "", *, top: int = 20) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(nodes, edges) around `entity` ("" for the one with most windows in `pairs`): the `top` that it is most often
    named with, and all pairs among these.

    Tables as `network` gives them, and drawn by `charts.network`; every pair is kept, with its q value.  The entity is
    the first row and in the middle, with community 0; around it stand the others by community, found without it, since
    it is what they all share.  Without pairs both are empty.  Raises ValueError, with the names most like it, for an
    entity that no pair has, and for `top` below 1.
    """
    if not isinstance(top, int) or top < 1:
        raise ValueError(f"top={top!r}: allowed is a number of entities, 1 or more")
    found = ends(pairs)
    known = found.names[found.heaviest()]
    if not entity and not len(known):
        return table("nodes", []), table("edges", pairs.assign(alpha=1.0))
    name = entity or known[0]
    own = np.flatnonzero(found.names == name)
    if not len(own):
        raise ValueError(f"entity={entity!r} is named together with nobody; {_like(entity, known)}")
    company = found.heaviest(np.flatnonzero((found.first == own) | (found.second == own)))
    rows = found.among(np.append(own, company[company != own][:top]))
    edges = pairs.iloc[rows].assign(alpha=disparity(found, rows))
    edges = edges.assign(aside=(edges["entity_a"] != name) & (edges["entity_b"] != name)).sort_values(
        ["aside", "count", "entity_a", "entity_b"], ascending=[True, False, True, True])
    return _nodes(name, edges), table("edges", edges)


def _like(entity: str, known: np.ndarray) -> str:
    """What to write instead."""
    folded = {}
    for name in known:  # the more frequent of two that read alike
        folded.setdefault(name.casefold(), name)
    wanted = entity.casefold()
    near = [name for low, name in folded.items() if wanted in low][:_NEAR]
    near += [folded[low] for low in difflib.get_close_matches(wanted, folded, _NEAR) if folded[low] not in near]
    if near:
        return f"names like it are {', '.join(near[:_NEAR])}"
    return f"most have {', '.join(known[:_NEAR])}" if len(known) else "there are no pairs"


def _nodes(name: str, edges: pd.DataFrame) -> pd.DataFrame:
    found = graph(edges)
    others = nx.Graph(found)
    others.remove_node(name)
    groups, tie = communities(others), {other: found[name][other]["weight"] for other in found[name]}
    community = {name: 0} | {one: number for number, members in enumerate(groups, start=1) for one in members}
    ring = sorted(tie, key=lambda one: (community[one], -tie[one], one))
    spots, between = {name: (0.5, 0.5)} | _around(ring), nx.betweenness_centrality(found)
    rows = [(one, *spots[one], community[one], found.degree(one), int(found.degree(one, weight="weight")), between[one])
            for one in [name, *sorted(ring, key=lambda one: (-tie[one], one))]]
    return table("nodes", rows)


def _around(ring: list[str]) -> dict[str, tuple[float, float]]:
    """Places around the middle, on as many circles as labels need."""
    circles = -(-len(ring) // _RING)
    found = {}
    for place, one in enumerate(ring):
        angle, radius = 2 * np.pi * place / len(ring), 0.5 - 0.3 * (place % circles) / circles
        found[one] = (round(0.5 + radius * float(np.sin(angle)), 6), round(0.5 + radius * float(np.cos(angle)), 6))
    return found

"""The pairs of the most connected entities as a square table, entities of one community side by side."""

import networkx as nx
import pandas as pd

from .communities import communities
from .ends import ends


def matrix(pairs: pd.DataFrame, *, top: int = 25) -> pd.DataFrame:
    """`count` of each two of the `top` entities with most pairs' windows: a square table, 0 where they never meet.

    Rows and columns are the same entities, by community (the largest first), in each by their weight.  Both carry
    the entity's name.  Raises ValueError for `top` under 2.
    """
    if not isinstance(top, int) or top < 2:
        raise ValueError(f"top={top!r}: allowed is a number of entities, 2 or more")
    found = ends(pairs)
    heaviest = found.heaviest()[:top]
    rank = {name: place for place, name in enumerate(found.names[heaviest])}
    inside = pairs.iloc[found.among(heaviest)]
    both = pd.concat([inside.rename(columns={"entity_a": one, "entity_b": two})
                      for one, two in (("one", "two"), ("two", "one"))])
    graph = nx.Graph()
    graph.add_nodes_from(sorted(rank))
    graph.add_weighted_edges_from(inside[["entity_a", "entity_b", "count"]].itertuples(index=False, name=None))
    order = [name for members in communities(graph) for name in sorted(members, key=rank.get)]
    square = both.pivot(index="one", columns="two", values="count")
    square = square.reindex(index=order, columns=order).fillna(0).astype("int64")
    return square.rename_axis(index="entity", columns=None)

"""The backbone of the network: the pairs that are more than chance, by one of two measures.

`q`: the false discovery rate of `pairs`, which asks whether two entities meet more often than their frequencies let
expect.  `disparity`: the disparity filter (Serrano, Boguñá & Vespignani 2009, "Extracting the multiscale backbone of
complex weighted networks", PNAS 106), which asks whether a pair is a large part of all that one of the two has: were an
entity's windows dealt at random among those it is named with, it would get so large a part with probability alpha.  It
keeps the ties of the rarely named too, and needs weights that differ: where all pairs meet once it keeps nothing.
"""

import numpy as np
import pandas as pd

from .distinct import sums
from .ends import Ends, ends
from .tables import table

BACKBONES = ("q", "disparity")


def edges(pairs: pd.DataFrame, *, backbone: str, q: float, alpha: float, top: int) -> pd.DataFrame:
    """The pairs kept, with `alpha`, among the `top` entities that have most windows in kept pairs; most frequent first.

    Raises ValueError for another `backbone`, a `q` or `alpha` outside 0 to 1, or a `top` below 2.
    """
    if backbone not in BACKBONES:
        raise ValueError(f"backbone={backbone!r}: allowed are {' and '.join(map(repr, BACKBONES))}")
    for name, value in (("q", q), ("alpha", alpha)):
        if not 0 < value <= 1:
            raise ValueError(f"{name}={value!r}: allowed is a number above 0 and up to 1, such as 0.05")
    if not isinstance(top, int) or top < 2:
        raise ValueError(f"top={top!r}: allowed is a number of entities, 2 or more")
    found = ends(pairs)
    rows = np.flatnonzero(pairs["q_value"] <= q if backbone == "q" else disparity(found) <= alpha)
    rows = np.intersect1d(rows, found.among(found.heaviest(rows)[:top]), assume_unique=True)
    kept = pairs.iloc[rows].assign(alpha=disparity(found, rows))
    return table("edges", kept.sort_values(["count", "entity_a", "entity_b"], ascending=[False, True, True]))


def disparity(found: Ends, rows: np.ndarray | slice = slice(None)) -> np.ndarray:
    """The alpha of each of these pairs by its count, (1 - count / s) ** (k - 1) of an entity in k pairs with s windows
    in all: the smaller of its two ends.  An entity of one pair tells nothing: 1."""
    strength, least = found.weights(), 1.0
    degree = sum(sums(side, len(found.names)) for side in (found.first, found.second))
    for side in (found.first[rows], found.second[rows]):
        least = np.minimum(least, (1 - found.count[rows] / strength[side]) ** (degree[side] - 1.0))
    return least

"""The two ends of pairs as numbers: a table of millions of pairs names each entity a thousand times."""

from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..corpus.tables import TEXT
from .distinct import chunks, coded, look_up, sums


class Ends(NamedTuple):
    """first, second: the entities of each pair, as numbers into `names`, which are sorted; count: its windows."""

    first: np.ndarray
    second: np.ndarray
    count: np.ndarray
    names: pd.api.extensions.ExtensionArray

    def weights(self, rows: np.ndarray | slice = slice(None)) -> np.ndarray:
        """The sum of each entity's counts in these rows."""
        return sum(sums(side[rows], len(self.names), self.count[rows]) for side in (self.first, self.second))

    def heaviest(self, rows: np.ndarray | slice = slice(None)) -> np.ndarray:
        """The entities of these rows, those with the largest weights first, then by name."""
        weights = self.weights(rows)
        order = np.argsort(-weights, kind="stable")
        return order[weights[order] > 0]

    def among(self, entities: np.ndarray) -> np.ndarray:
        """The rows of which both ends are among the entities."""
        inside = np.zeros(len(self.names), dtype=bool)
        inside[entities] = True
        return np.flatnonzero(inside[self.first] & inside[self.second])


def ends(pairs: pd.DataFrame) -> Ends:
    """Of a table of pairs with entity_a, entity_b and count."""
    (first, firsts), (second, seconds) = coded(chunks(pairs["entity_a"])), coded(chunks(pairs["entity_b"]))
    place, names = _both(firsts, seconds)
    look_up(place[:len(firsts)], first, first)
    look_up(place[len(firsts):], second, second)
    return Ends(first, second, pairs["count"].to_numpy(), pd.array(names, dtype=TEXT))


def _both(firsts: pa.Array, seconds: pa.Array) -> tuple[np.ndarray, pa.Array]:
    """(the number of each name of both, their different names in order): of each at most two, a sort takes less room
    than a table of a million names."""
    names = pa.concat_arrays([firsts, seconds])
    order = pc.sort_indices(names).to_numpy()
    names = names.take(order)
    new = np.ones(len(names), dtype=bool)
    new[1:] = pc.not_equal(names[1:], names[:-1]).to_numpy(zero_copy_only=False)
    place = np.empty(len(names), dtype=np.int32)
    place[order] = np.cumsum(new) - 1
    return place, names.filter(new)

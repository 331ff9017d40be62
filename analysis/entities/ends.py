"""The two ends of pairs as numbers: a table of millions of pairs names each entity a thousand times."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from .distinct import numbered


class Ends(NamedTuple):
    """first, second: the entities of each pair, as numbers into `names`, which are sorted; count: its windows."""

    first: np.ndarray
    second: np.ndarray
    count: np.ndarray
    names: np.ndarray

    def weights(self, rows: np.ndarray | slice = slice(None)) -> np.ndarray:
        """The sum of each entity's counts in these rows."""
        return sum(np.bincount(side[rows], self.count[rows], minlength=len(self.names))
                   for side in (self.first, self.second)).astype("int64")

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
    number, names = numbered(pd.concat([pairs["entity_a"], pairs["entity_b"]], ignore_index=True))
    return Ends(*np.split(number, 2), pairs["count"].to_numpy(), names)

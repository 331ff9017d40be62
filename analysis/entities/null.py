"""Would they meet by chance?  The null model of entities in windows, and the pairs' tail probabilities.

The bipartite configuration model (Saracco, Straka, Di Clemente, Gabrielli, Caldarelli & Squartini 2017, "Inferring
monopartite projections of bipartite networks: an entropy-based approach", New J. Phys. 19): the most random table of
entities by windows in which every entity keeps, on average, its number of windows and every window its number of
entities.  An entity is in a window with probability xy / (1 + xy); how many windows two entities share is then a sum
of independent events, whose upper tail is taken as Poisson's with the same mean (Le Cam 1960), never too small for
the rare events that these are.
"""

import numpy as np
from scipy.special import pdtrc

_STEPS = 2_000
_CLOSE = 1e-9
LEVEL = 0.05  # the false discovery rate that the number of tests is reckoned for


def chances(entities: np.ndarray, windows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The model for entities found in `entities[i]` windows each, and windows with `windows[j]` entities each.

    Returns (sizes, p, weights): distinct numbers of windows an entity has; p[s, k], the probability that an entity of
    size sizes[s] is in a window of class k; weights[k], the number of windows in that class.
    """
    sizes, size_counts = np.unique(entities, return_counts=True)
    fill, weights = np.unique(windows, return_counts=True)
    x, y = sizes / np.sqrt(sizes @ size_counts), fill / np.sqrt(fill @ weights)
    for _ in range(_STEPS):
        before = x
        x = sizes / (weights * y / (1 + np.outer(x, y))).sum(axis=1)
        y = fill / (size_counts[:, None] * x[:, None] / (1 + np.outer(x, y))).sum(axis=0)
        if np.abs(x - before).max(initial=0) <= _CLOSE * x.max(initial=1):
            break
    odds = np.outer(x, y)
    return sizes, odds / (1 + odds), weights


def tails(together: np.ndarray, first: np.ndarray, second: np.ndarray, sizes: np.ndarray, p: np.ndarray,
          weights: np.ndarray) -> np.ndarray:
    """P(at least `together` shared windows) for pairs of entities found in `first` and `second` windows."""
    mean = np.einsum("ik,jk,k->ij", p, p, weights)
    return pdtrc(together - 1, mean[np.searchsorted(sizes, first), np.searchsorted(sizes, second)])


def testable(entities: np.ndarray, sizes: np.ndarray, p: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, int]:
    """Which pairs of entities count as tests, and how many of all pairs do (Tarone 1990; Gilbert 2005 for the FDR).

    A pair too rare to be significant at LEVEL, even if it always met, is no test.  Returns a table of booleans (both
    entities' classes in `sizes`) and the number m of pairs it holds for: the smallest m whose pairs all could reach
    LEVEL / m while no other pair could.
    """
    counts = np.bincount(np.searchsorted(sizes, entities), minlength=len(sizes))
    rows, columns = np.triu_indices(len(sizes))
    pairs = np.where(rows == columns, counts[rows] * (counts[rows] - 1) // 2, counts[rows] * counts[columns])
    least = tails(sizes[rows], sizes[rows], sizes[columns], sizes, p, weights)
    order = np.argsort(least, kind="stable")
    reach = np.cumsum(pairs[order])
    following = np.append(least[order][1:], np.inf)
    last = int(np.argmax(following * reach > LEVEL))
    bound = min(least[order][last], LEVEL / max(reach[last], 1))
    table = np.zeros((len(sizes), len(sizes)), dtype=bool)
    table[rows, columns] = table[columns, rows] = least <= bound
    return table, int(pairs[least <= bound].sum())

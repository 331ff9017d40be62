"""Texts without a date that are near a large story only in part: they join it, with what they lead to.

A story of weeks is told in parts (the attack, the search, the trial of strength between ministers), and a text of one
part shares few words with those of the others.  Its mean likeness to all of them, by which groups are joined, says
little where no date brings near what belongs together.  Two things tell that it is of the story all the same: it is
close to the few texts of it that are nearest, and almost all of its likeness to anything is to texts of the story or
to such as have their own nearest story in it; a text of the same field and another event has as much elsewhere.

So groups of one or two texts look for the larger group that has the text most like them, all at once, and once more
when the first have joined.  The settings are those of marked days whose dates were taken away
(benchmarks/stories/README.md).
"""

import numpy as np
import pandas as pd

from .graph import Graph
from .leftover import tight

CLOSE = 0.88  # of the resolution: how close, as `linkage` has it, the nearest texts of the story must be,
NEAREST = 3  # so many of them
SHARE = 0.95  # of all likeness, that to texts that lead to the story, at least
_MOST = 2  # texts of a group that joins another
_ROUNDS = 2


def gather(graph: Graph, label: np.ndarray, resolution: float, free: np.ndarray) -> np.ndarray:
    """The groups of `label` (texts,), each named by its first text, after small ones of `free` texts (texts,: whether)
    have joined larger ones."""
    for _ in range(_ROUNDS):
        label = _joined(graph, label, resolution, free)
    return label


def _joined(graph: Graph, label: np.ndarray, resolution: float, free: np.ndarray) -> np.ndarray:
    texts = np.bincount(label, minlength=graph.size)
    small = (texts > 0) & (texts <= _MOST) & (np.bincount(label, ~free, graph.size) == 0)
    links = _links(graph, label, small)
    ahead = links[texts[links["group"]] > texts[links["unit"]]].sort_values(
        ["unit", "alike", "group"], ascending=[True, False, True]).drop_duplicates("unit")
    leads = np.where(small, -1, np.arange(graph.size))
    leads[ahead["unit"]] = ahead["group"]
    links = links[leads[links["unit"]] >= 0].assign(goal=lambda rows: leads[rows["unit"]])
    share = links["alike"].where(leads[links["group"]] == links["goal"], 0).groupby(links["unit"]).sum() / \
        links.groupby("unit")["alike"].sum()
    near = links[links["group"] == links["goal"]].sort_values(["unit", "alike", "other"], ascending=[True, False, True])
    most = near.groupby("unit").head(NEAREST).groupby("unit")["alike"].sum()  # in the order of the shares
    unit, loose = most.index.to_numpy(), tight(graph, label, texts)
    goal = leads[unit]
    close = most.to_numpy() / (np.minimum(NEAREST, texts[goal]) * loose[goal] * loose[unit])
    joins = (share.to_numpy() >= SHARE) & (close >= CLOSE * resolution) & (leads[goal] == goal)
    named = np.arange(graph.size)
    named[unit[joins]] = goal[joins]
    _, first, group = np.unique(named[label], return_index=True, return_inverse=True)
    return first[group]


def _links(graph: Graph, label: np.ndarray, small: np.ndarray) -> pd.DataFrame:
    """One row a small group (unit) and a text elsewhere that is like it: other, its group, and their mean likeness."""
    one, other = np.concatenate([graph.one, graph.other]), np.concatenate([graph.other, graph.one])
    kept = small[label[one]] & (label[one] != label[other])
    rows = pd.DataFrame({"unit": label[one[kept]], "other": other[kept], "alike": np.tile(graph.alike, 2)[kept]})
    links = rows.groupby(["unit", "other"], as_index=False)["alike"].sum()
    texts = np.bincount(label, minlength=graph.size)
    return links.assign(alike=links["alike"] / texts[links["unit"]], group=label[links["other"]])

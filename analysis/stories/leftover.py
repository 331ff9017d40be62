"""Texts that were left alone and stand out clearly as one story's: they join it.

A scene from the quay, or a portrait of a winner, shares few words with the reports of its event and fewer with anything
else.  As close as other texts of a story are to each other it will never be; that no text elsewhere is half as much
like it says as much.  Both settings were chosen on marked days that `find` was tuned on and on the specimen; on what
was held out they change next to nothing (benchmarks/stories/README.md).
"""

import numpy as np

from .graph import Graph

CLOSE = 0.7  # of the resolution: how close, as `linkage` has it, a story must be all the same
SECOND = 0.5  # of the likeness to the nearest text: more than that to a text elsewhere leaves it undecided


def attach(graph: Graph, label: np.ndarray, resolution: float, held: np.ndarray) -> np.ndarray:
    """The groups of `label` (texts,), as `linkage` gives them, after each text alone that stands out has joined the
    group of several that its nearest text is of; the `held` (texts,: whether) stay alone.  All join at once, so that
    none draws the next.
    """
    texts, joined = np.bincount(label, minlength=graph.size), label.copy()
    text, group, most, total = _near(graph, label, (texts[label] == 1) & ~held)
    close = total / (texts[group] * tight(graph, label, texts)[group])
    nearest = np.append(True, text[1:] != text[:-1])[:len(text)]
    second = np.where(np.append(nearest[1:], True)[:len(text)], 0, np.append(most[1:], 0)[:len(text)])
    joins = nearest & (texts[group] > 1) & (close >= CLOSE * resolution) & (second <= SECOND * most)
    joined[text[joins]] = group[joins]
    return joined


def _near(graph: Graph, label: np.ndarray, lone: np.ndarray) -> tuple[np.ndarray, ...]:
    """(text, group, most, total) for each lone text and each group near it, by text, the group of its nearest text
    first: the greatest likeness to one of the group's texts, and that to all of them together."""
    text, other = np.concatenate([graph.one, graph.other]), np.concatenate([graph.other, graph.one])
    alike = np.tile(graph.alike, 2)[lone[text]]
    pairs, place = np.unique(np.column_stack([text, label[other]])[lone[text]], axis=0, return_inverse=True)
    most, total = np.zeros(len(pairs)), np.bincount(place, alike, len(pairs))
    np.maximum.at(most, place, alike)
    order = np.lexsort((pairs[:, 1], -most, pairs[:, 0]))
    return pairs[order, 0], pairs[order, 1], most[order], total[order]


def tight(graph: Graph, label: np.ndarray, texts: np.ndarray) -> np.ndarray:
    """(texts,) of each group, at its label, the fourth root of its texts' mean likeness, as in `linkage`."""
    same = label[graph.one] == label[graph.other]
    within = texts + 2 * np.bincount(label[graph.one[same]], graph.alike[same], graph.size)
    return (within / np.maximum(texts, 1) ** 2) ** 0.25

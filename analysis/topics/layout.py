"""Articles as points of a plane, near each other where they speak of the same things."""

import numpy as np
import pandas as pd
from sklearn.manifold import TSNE
from threadpoolctl import threadpool_limits

from ..corpus.tables import TEXT
from .tables import Topics

_DRAWN = 1500
_PERPLEXITY = 30
_NEAR = 5
_ROWS = 4096  # points whose likeness to all that are drawn is in memory at a time


def map_articles(topics: Topics) -> pd.DataFrame:
    """A map of the units: article_id, unit, topic, label, x, y (from 0 to 1); one row a unit that has words.

    t-SNE (van der Maaten & Hinton 2008) from the principal components, so that nothing is left to chance;
    beyond 1,500 units it places every n-th, and the others between their five nearest of these.  Near means
    alike; far distances and empty space mean little.
    """
    members = topics.members[["article_id", "unit", "topic"]]
    placed = np.flatnonzero((members["topic"] > 0).to_numpy())
    table = members.iloc[placed].reset_index(drop=True)
    labels = topics.topics.set_index("topic")["label"]
    with threadpool_limits(limits=1):
        plane = _plane(topics.points[placed]) if len(placed) else np.zeros((0, 2))
    return table.assign(label=table["topic"].map(labels).astype(TEXT), x=plane[:, 0], y=plane[:, 1])


def _plane(points: np.ndarray) -> np.ndarray:
    step = -(-len(points) // _DRAWN)
    drawn = points[::step]
    centred = drawn - drawn.mean(axis=0)
    left, size, _ = np.linalg.svd(centred, full_matrices=False)
    start = left[:, :2] * size[:2] / max(size[0], 1e-9)
    flat = start if len(drawn) < 5 else TSNE(
        perplexity=min(_PERPLEXITY, (len(drawn) - 1) / 3), init=(start * 1e-2).astype(np.float32),
        metric="cosine", random_state=0).fit_transform(drawn)
    if step > 1:
        near = [np.argsort(-(points[begin:begin + _ROWS] @ drawn.T), axis=1, kind="stable")[:, :_NEAR]
                for begin in range(0, len(points), _ROWS)]
        flat = flat[np.concatenate(near)].mean(axis=1)
    low, high = flat.min(axis=0), flat.max(axis=0)
    return ((flat - low) / np.maximum(high - low, 1e-9)).round(4)

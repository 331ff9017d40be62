"""Boxes: wording that an outlet repeats across its own articles, and texts without it."""

import numpy as np

from ..text.compiled import compiled
from . import shingles
from .wordkeys import Words

GAP = 16  # words between the looked-up shingles of one box, at most
LEAST = 15  # a box has at least so many words
LEFT = 0.4  # an article that would keep less of itself without its boxes keeps them
WIDTH = shingles.WIDTH


def without(words: Words, inside: np.ndarray) -> Words:
    """The texts less their boxes, of whose words they are `inside`."""
    size = np.diff(words.starts)
    kept = ~inside | np.repeat(size - count(inside, words.starts) < LEFT * size, size)
    starts = np.concatenate([[0], np.cumsum(count(kept, words.starts))])
    return Words(words.keys[kept], words.quoted[kept], starts)


@compiled
def stretches(sampled, chosen, count):
    """Which of `count` words stand in stretches of `chosen` (bool, one a sampled shingle): shingles at most GAP words
    apart are joined, stretches of fewer than LEAST words left out.
    """
    _, places, bounds = sampled
    inside = np.zeros(count, np.bool_)
    for text in range(len(bounds) - 1):
        begin, end = -1, -1
        for at in range(bounds[text], bounds[text + 1]):
            if not chosen[at]:
                continue
            if begin < 0 or places[at] - end > GAP:
                if end - begin >= LEAST:
                    inside[begin:end] = True
                begin = places[at]
            end = places[at] + WIDTH
        if end - begin >= LEAST:
            inside[begin:end] = True
    return inside


@compiled
def count(inside, starts):
    """How many words of each text are marked."""
    counts = np.zeros(len(starts) - 1, np.int64)
    for text in range(len(counts)):
        for at in range(starts[text], starts[text + 1]):
            counts[text] += inside[at]
    return counts

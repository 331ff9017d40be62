"""Alignment: which sentences of two articles make the same claim, many to many.

A pair of sentences is judged by what they share (see `likeness`), by whether either has a better partner in the
other's article, and by how far apart they stand in the two.  The weights are those of a logistic regression on the
alignments that were marked by hand in six stories of the specimen and three of real news;
benchmarks/stories/alignment.py fits and measures them on others.  Word vectors, shared names and neighbouring pairs
were tried and did not help.  Sentences that share a quotation are a pair in any case.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from .likeness import Likeness, Said, likeness

WEIGHTS = {"constant": -5.51, "cosine": 2.801, "shared": 1.919, "rank": 1.771, "apart": -0.95, "numbers": 1.076,
           "pairs": 1.006, "length": 0.643}
SURE = 0.25  # the probability from which two sentences that are each other's best are taken for one claim,
ALSO = 0.5  # and from which two are where one has a better counterpart
QUOTED = 0.9  # that of two that share a quotation, at least
LEAST = 0.08  # cosine of pairs that are looked at


class Links(NamedTuple):
    """Sentences that make one claim: one and other (numbers of sentences, one in the earlier article), similarity
    (geometric mean of the shares of each that the other has), confidence (0 to 1), wording (share of the shorter one's
    word pairs that the other has too)."""

    one: np.ndarray
    other: np.ndarray
    similarity: np.ndarray
    confidence: np.ndarray
    wording: np.ndarray


def align(about: Said, article: np.ndarray, quoted: tuple[np.ndarray, np.ndarray]) -> Links:
    """The links of all sentences, which are numbered through; `article`: that of each, `quoted`: (one, other) sentences
    that share a quotation, which are links in any case.  In order of one and other.
    """
    found = [_decided(alike, features(alike, about, article), article, quoted) for alike in candidates(about, article)]
    return Links(*(np.concatenate(column) for column in zip(_none(), *found, strict=True)))


def candidates(about: Said, article: np.ndarray) -> Iterator[Likeness]:
    """The pairs worth a look of each article with all that follow it."""
    starts = np.searchsorted(article, np.arange(article.max(initial=-1) + 2))
    for begin, end in zip(starts[:-1], starts[1:], strict=True):
        if end < len(article):
            yield likeness(about, np.arange(begin, end), np.arange(end, len(article)), LEAST)


def features(alike: Likeness, about: Said, article: np.ndarray) -> np.ndarray:
    """(pairs, features) in the order of WEIGHTS."""
    strength = alike.cosine * np.log1p(alike.shared)
    here = _best(strength, alike.one * (article.max(initial=0) + 1) + article[alike.other])
    there = _best(strength, alike.other)
    size = np.bincount(article)
    place = np.arange(len(article)) - (np.cumsum(size) - size)[article]
    apart = np.abs(((place + 1) / size[article])[alike.one] - ((place + 1) / size[article])[alike.other])
    shorter = np.minimum(about.total[alike.one], about.total[alike.other]) / 64
    return np.column_stack([np.ones(len(strength)), alike.cosine, np.log1p(alike.shared), here * there, apart,
                            np.minimum(alike.numbers, 2), np.log1p(alike.pairs), np.log1p(shorter)])


def _decided(alike: Likeness, known: np.ndarray, article: np.ndarray, quoted: tuple[np.ndarray, np.ndarray]) -> Links:
    """Pairs that are each other's best, or the best of one and surer, or that share a quotation."""
    sure, size = probability(known), len(article)
    same = np.isin(alike.one * size + alike.other, quoted[0] * size + quoted[1])
    sure = np.where(same, np.maximum(sure, QUOTED), sure)
    here = _best(sure, alike.one * (article.max(initial=0) + 1) + article[alike.other])
    there = _best(sure, alike.other)
    kept = same | (sure >= SURE) & (np.minimum(here, there) == 1) | (sure >= ALSO) & (np.maximum(here, there) == 1)
    wording = alike.pairs / np.maximum(np.minimum(alike.size_one, alike.size_other), 1)
    found = Links(alike.one, alike.other, alike.cosine, sure, wording)
    return Links(*(column[kept] for column in found))


def probability(known: np.ndarray) -> np.ndarray:
    """That the two make one claim, by the features of each pair."""
    return 1 / (1 + np.exp(-(known @ np.array(list(WEIGHTS.values())))))


def _best(strength: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Each one's part of the strongest of its group."""
    _, group = np.unique(group, return_inverse=True)
    most = np.zeros(group.max(initial=-1) + 1)
    np.maximum.at(most, group, strength)
    return strength / np.maximum(most[group], 1e-12)


def _none() -> Links:
    return Links(np.zeros(0, np.int64), np.zeros(0, np.int64), *(np.zeros(0) for _ in range(3)))

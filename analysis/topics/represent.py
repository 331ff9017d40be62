"""Texts as points on a sphere, near each other where they speak of the same things.

BM25 weights of the terms (Robertson & Zaragoza 2009), their 100 strongest directions (latent semantic
analysis, Deerwester et al. 1990), joined with the mean of the language model's word vectors.  The vectors
know that "striker" and "goalkeeper" belong together even where no text has both, which carries headlines; in
long texts they blur what the words say, so their weight falls with a text's length.  A `Space` is fitted to
texts once and places any others.

Rows come in the order of the texts' digests and callers keep the arithmetic to one thread, so that neither
the order of the articles nor the number of threads changes a digit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from .smoothing import unit_rows
from .vectors import word_vectors

_K1, _B = 1.2, 0.75
_DIMENSIONS, _COMPACT = 100, 150
_VECTOR_WEIGHT, _VECTOR_LENGTH = 1.4, 30
_OUTLET, _MARK = 30, 50


@dataclass(frozen=True)
class Space:
    """Where texts are placed.

    terms: sorted.  rarity (terms,): the weight of each (inverse document frequency).  length: mean terms of a text.
    latent (terms, directions): the strongest directions.  centre (300,): the mean of the texts' word vectors.  axes
    (joined, dimensions): what both are turned to, so that they cost less.
    """

    terms: list[str]
    rarity: np.ndarray
    length: float
    latent: np.ndarray
    centre: np.ndarray
    axes: np.ndarray

    @classmethod
    def fit(cls, counts: sparse.csr_array, terms: Sequence[str], weight: np.ndarray) -> tuple["Space", np.ndarray]:
        """(the space of these texts, their points): see `place`.

        `counts` (texts, terms): how often each term stands in each text; `weight` (texts,): what each text counts.
        """
        kept = useful(counts, weight)
        counts, terms = counts[:, kept], [terms[column] for column in kept]
        rarity, length = _rarity(counts, weight), _length(counts, weight)
        bm25 = unit_rows(weigh(counts, rarity, length))
        centre = (weight @ _mean(bm25, terms) / max(weight.sum(), 1e-9)).astype(np.float32)
        space = cls(terms, rarity, length, _directions(bm25, weight), centre, np.zeros((0, 0)))
        joined = space._joined(counts)
        space = replace(space, axes=_axes(joined))
        return space, unit_rows(joined @ space.axes)

    def place(self, parts: Iterable[tuple[np.ndarray, sparse.csr_array]], texts: int) -> np.ndarray:
        """(texts, dimensions) points of length 1, zero for a text without any of the terms; `parts`: which texts, and
        (these, terms) how often each has each term."""
        joined = np.zeros((texts, len(self.axes)), np.float32)
        for rows, counts in parts:
            joined[rows] = self._joined(counts)
        return unit_rows(joined @ self.axes)  # one product: of parts it has other last digits

    def _joined(self, counts: sparse.csr_array) -> np.ndarray:
        if not self.terms:
            return np.zeros((counts.shape[0], 1), np.float32)
        bm25 = unit_rows(weigh(counts, self.rarity, self.length))
        mean = _mean(bm25, self.terms)
        meaning = unit_rows(np.where(mean.any(axis=1, keepdims=True), mean - self.centre, 0))
        share = _VECTOR_WEIGHT / (1 + counts.sum(axis=1) / _VECTOR_LENGTH)
        return np.hstack([unit_rows(bm25 @ self.latent), meaning * share[:, None].astype(np.float32)])


def useful(counts: sparse.csr_array, weight: np.ndarray) -> np.ndarray:
    """Columns of the terms that can tell texts apart: in three texts or more (two where there are under 100)
    and in at most half of them."""
    having, total = weight @ (counts > 0), weight.sum()
    return np.flatnonzero((having >= (3 if total >= 100 else 2) - 1e-6) & (having <= total / 2))


def marks(counts: sparse.csr_array, weight: np.ndarray, source: np.ndarray) -> np.ndarray:
    """(terms,) whether a term marks an outlet rather than a subject: its name, its buttons, its datelines.

    Such a term is in a third of the texts of an outlet (of 30 texts or more) and there fifty times as common
    as in all others; left in, it draws an outlet's articles together whatever they speak of.
    """
    found = np.zeros(counts.shape[1], bool)
    having, total = weight @ (counts > 0), weight.sum()
    for outlet in sorted(set(source)):
        own = weight * (source == outlet)
        size, inside = own.sum(), own @ (counts > 0)
        if _OUTLET <= size <= total - _OUTLET:
            elsewhere = (having - inside + 0.5) / (total - size + 1)
            found |= (inside >= size / 3) & (inside / size >= _MARK * elsewhere)
    return found


def weigh(counts: sparse.csr_array, rarity: np.ndarray, length: float) -> sparse.csr_array:
    """BM25 weights of `counts`, for terms of this rarity and a mean length of texts."""
    own = counts.sum(axis=1)
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    times = counts.data
    values = times * (_K1 + 1) / (times + _K1 * (1 - _B + _B * own[rows] / length)) * rarity[counts.indices]
    return sparse.csr_array((values.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)


def _rarity(counts: sparse.csr_array, weight: np.ndarray) -> np.ndarray:
    having, total = weight @ (counts > 0), weight.sum()
    return np.log1p((total - having + 0.5) / (having + 0.5))


def _length(counts: sparse.csr_array, weight: np.ndarray) -> float:
    return max(float(weight @ counts.sum(axis=1)) / max(weight.sum(), 1e-9), 1.0)


def _directions(bm25: sparse.csr_array, weight: np.ndarray) -> np.ndarray:
    size = min(_DIMENSIONS, min(bm25.shape) - 1)
    if size < 1:
        return np.zeros((bm25.shape[1], 1), np.float32)
    scaled = sparse.csr_array(sparse.diags_array(np.sqrt(weight).astype(np.float32)) @ bm25)
    _, _, directions = randomized_svd(scaled, size, n_iter=5, random_state=0)
    return np.ascontiguousarray(directions.T, dtype=np.float32)


def _mean(bm25: sparse.csr_array, terms: list[str]) -> np.ndarray:
    """(texts, 300) each text's weighted mean of word vectors, at length 1."""
    return unit_rows(bm25 @ word_vectors(terms))


def _axes(joined: np.ndarray) -> np.ndarray:
    """The strongest directions of the joined coordinates, which keep their cosines and cost less."""
    if joined.shape[1] <= _COMPACT:
        return np.eye(joined.shape[1], dtype=np.float32)
    _, directions = np.linalg.eigh((joined.T @ joined).astype(np.float64))
    return directions[:, -_COMPACT:].astype(np.float32)

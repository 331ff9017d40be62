"""How much of one sentence another says too, for many pairs at once, as products of sparse matrices.

A word counts by how rare it is in news at large (`background`), and by how rarely the articles that have it use it:
"strike" may stand in every second sentence of a story.
Two words of one stem ("negotiate", "negotiations") count as four fifths of one, the way aligners of paraphrases give
near words a part (Sultan, Bethard & Sumner 2014, "Back to basics for monolingual alignment").  What a sentence shares
with another is the sum over its words of the best partner that each has there.

Weights are whole numbers of small units, so that sums are exact and no order of summation changes a digit.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from scipy import sparse

from .background import background
from .sentences import Sentence
from .wording import number

UNIT = 64  # of a weight and of a partner
STEM, SHORTEST, ENDING = 0.8, 5, 4  # two words of a stem: as much, so many letters alike, no longer endings
NAME, NUMBER, FEW = 0.8, 1.2, 0.4  # weights beside other words' 1
RARE = 0.1  # of the commonest words
SMALL = frozenset(f"#{small}" for small in range(13))  # two of these are soon the same by chance


class Said(NamedTuple):
    """Of all sentences: items and pairs of words (0 or 1), widened (each word's best partner in the sentence, 0 to
    UNIT), precise (items that are numbers beyond SMALL), all csr with a row a sentence; similar: of each two items, 0
    to UNIT; weight of each item; total of each sentence.
    """

    items: sparse.csr_array
    similar: sparse.csr_array
    widened: sparse.csr_array
    precise: sparse.csr_array
    pairs: sparse.csr_array
    weight: np.ndarray
    total: np.ndarray


class Likeness(NamedTuple):
    """Pairs of sentences that share something: one, other (rows of `Said`), shared (mean of what each shares with the
    other, in units of weight), cosine (geometric mean of the two shares), numbers and pairs (of words) that both have,
    sizes (pairs of words of the one and of the other).
    """

    one: np.ndarray
    other: np.ndarray
    shared: np.ndarray
    cosine: np.ndarray
    numbers: np.ndarray
    pairs: np.ndarray
    size_one: np.ndarray
    size_other: np.ndarray


def said(sentences: Sequence[Sentence], article: np.ndarray) -> Said:
    """What `sentences` say, nothing for headings; `article`: the number of each one's article."""
    table, vocabulary = _table([[] if one.heading else one.items for one in sentences])
    weight = _weights(table, vocabulary, set().union(*(one.names for one in sentences)), article,
                      _rarity(vocabulary, sentences))
    words = [[] if one.heading else [word.key.lower() for word in one.words] for one in sentences]
    precise = np.array([word[0] == "#" and word not in SMALL for word in vocabulary], dtype=bool)
    pairs, _ = _table([list(zip(one, one[1:], strict=False)) for one in words])
    similar = _similar(vocabulary)
    return Said(table, similar, _widened(table, similar), sparse.csr_array(table * precise), pairs, weight,
                np.asarray(table @ weight).ravel())


def likeness(said: Said, one: np.ndarray, other: np.ndarray, least: float) -> Likeness:
    """The pairs of sentences of `one` with those of `other` (rows) whose cosine is at least `least`."""
    ours = (said.items[one] * said.weight) @ said.widened[other].T
    theirs = said.widened[one] @ (said.items[other] * said.weight).T
    a, b = _both(ours, theirs)
    row, column = a.nonzero()
    ours, theirs = a.data / UNIT, b.data / UNIT
    cosine = np.sqrt(ours * theirs / (said.total[one][row] * said.total[other][column]))
    kept = cosine >= least
    row, column = row[kept], column[kept]
    one, other, size = one[row], other[column], np.diff(said.pairs.indptr)
    return Likeness(one, other, (ours + theirs)[kept] / 2 / UNIT, np.minimum(cosine[kept], 1),
                    _shared(said.precise, one, other), _shared(said.pairs, one, other), size[one], size[other])


def covered(said: Said, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The share of what each sentence says that its counterparts say together; `one`, `other`: links, either way."""
    size = said.items.shape[0]
    ends = np.concatenate([one, other]), np.concatenate([other, one])
    linked = sparse.csr_array((np.ones(2 * len(one), np.int64), ends), shape=(size, size))
    partners = _widened(sparse.csr_array(linked @ said.items), said.similar)
    found = np.asarray((said.items * said.weight).multiply(partners).sum(axis=1)).ravel()
    return found / UNIT / np.maximum(said.total, 1)


def _both(ours: sparse.csr_array, theirs: sparse.csr_array) -> tuple[sparse.csr_array, sparse.csr_array]:
    """The two in canonical order; partners are mutual, so that they have their values in the same places."""
    found = []
    for matrix in (ours, theirs):
        matrix = sparse.csr_array(matrix)
        matrix.sum_duplicates()
        found.append(matrix)
    return found[0], found[1]


def _shared(table: sparse.csr_array, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """How many columns each pair of rows has in common; a portion at a time, for memory's sake."""
    found = np.zeros(len(one), np.int64)
    for start in range(0, len(one), 1 << 17):
        part = slice(start, start + (1 << 17))
        found[part] = np.asarray(table[one[part]].multiply(table[other[part]]).sum(axis=1)).ravel()
    return found


def _table(lists: Sequence[Sequence]) -> tuple[sparse.csr_array, list]:
    vocabulary = sorted({one for found in lists for one in found})
    places = {one: place for place, one in enumerate(vocabulary)}
    rows = [sorted({places[one] for one in found}) for found in lists]
    indptr = np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)])
    flat = np.array([one for row in rows for one in row], dtype=np.int64)
    shape = (len(lists), len(vocabulary))
    return sparse.csr_array((np.ones(len(flat), np.int64), flat, indptr), shape=shape), vocabulary


def _rarity(vocabulary: list[str], sentences: Sequence[Sentence]) -> np.ndarray:
    """How rare each word is in news, RARE to 1: by its most common form in these sentences; a number is rare."""
    forms = {word: {word} for word in vocabulary}
    for one in sentences:
        for start, end, lemma in one.plain:
            if lemma in forms:
                forms[lemma].add(one.text[start:end].lower())
    known, size = background(), np.array([len(forms[word]) for word in vocabulary], dtype=np.int64)
    having = known.of(np.array([number(form) for word in vocabulary for form in sorted(forms[word])], dtype=np.uint32))
    most = np.maximum.reduceat(having, np.cumsum(size) - size) if len(size) else having
    rarity = np.log((known.total + 1) / (most + 1)) / np.log(known.total + 1)
    return np.where([word[0] == "#" for word in vocabulary], 1, np.maximum(rarity, RARE))


def _weights(table: sparse.csr_array, vocabulary: list[str], names: set[str], article: np.ndarray, rarity: np.ndarray
             ) -> np.ndarray:
    """Rarity in news, and in the articles that have the word; numbers more, names less."""
    if not vocabulary:
        return np.zeros(0, np.int64)
    row = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    holders = np.unique(article[row].astype(np.int64) * len(vocabulary) + table.indices) % len(vocabulary)
    times = np.bincount(table.indices, minlength=len(vocabulary)) / np.bincount(holders, minlength=len(vocabulary))
    length = table.shape[0] / len(np.unique(article)) + 1
    local = np.maximum(np.log(length / (times + 0.5)) / np.log(length), 0)
    kind = [(NUMBER * (FEW if word in SMALL else 1)) if word[0] == "#" else NAME if word in names else 1
            for word in vocabulary]
    return np.maximum(np.rint(np.array(kind) * local * rarity * UNIT), 1).astype(np.int64)


def _similar(vocabulary: list[str]) -> sparse.csr_array:
    """(vocabulary, vocabulary): UNIT for a word itself, less for another of its stem."""
    near = np.array(list(_same_stem(vocabulary)), dtype=np.int64).reshape(-1, 2)
    own = np.arange(len(vocabulary))
    rows, columns = np.concatenate([own, near[:, 0], near[:, 1]]), np.concatenate([own, near[:, 1], near[:, 0]])
    values = np.full(len(rows), round(STEM * UNIT), np.int64)
    values[:len(own)] = UNIT
    return sparse.csr_array((values, (rows, columns)), shape=(len(own), len(own)))


def _same_stem(vocabulary: list[str]) -> Iterator[tuple[int, int]]:
    """Pairs of words that begin alike, all but their endings; the vocabulary is in order, so they stand close."""
    for place, word in enumerate(vocabulary):
        if not word.isalpha() or len(word) < SHORTEST:
            continue
        for other in range(place + 1, len(vocabulary)):
            long = vocabulary[other]
            if long[:SHORTEST] != word[:SHORTEST]:
                break
            alike = next((at for at, (a, b) in enumerate(zip(word, long, strict=False)) if a != b), len(word))
            if long.isalpha() and max(len(word), len(long)) - alike <= ENDING:
                yield place, other


def _widened(items: sparse.csr_array, similar: sparse.csr_array) -> sparse.csr_array:
    """For each sentence and each word, its best partner in the sentence: a product with the maximum for the sum."""
    size = np.diff(similar.indptr)[items.indices]
    sentence = np.repeat(np.repeat(np.arange(items.shape[0]), np.diff(items.indptr)), size)
    first = similar.indptr[items.indices] - np.cumsum(size) + size
    place = np.arange(size.sum()) + np.repeat(first, size)
    cell = sentence * items.shape[1] + similar.indices[place]
    order = np.argsort(cell, kind="stable")
    first = np.flatnonzero(np.diff(cell[order], prepend=-1))
    best = np.maximum.reduceat(similar.data[place][order], first) if len(first) else np.zeros(0, np.int64)
    row, column = np.divmod(cell[order][first], max(items.shape[1], 1))
    return sparse.csr_array((best, (row, column)), shape=items.shape)

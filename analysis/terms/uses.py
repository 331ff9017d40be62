"""How often and how evenly each part of the collection uses each term."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from ..corpus import Corpus
from ..text.compiled import compiled
from ..text.statistics import normalised
from .count import by_id


class Uses(NamedTuple):
    """Of each part and term, (parts, terms): occurrences, articles, outlets, texts, dispersion over articles; words:
    (parts,)."""

    count: np.ndarray
    articles: np.ndarray
    outlets: np.ndarray
    texts: np.ndarray
    dispersion: np.ndarray
    words: np.ndarray


def uses(counts: sparse.csr_array, corpus: Corpus, texts: pd.Series, labels: np.ndarray, parts: int) -> Uses:
    """The uses in parts 0 to `parts` - 1; `counts`: articles by terms; `texts`: each article's, as `units.texts` has
    them; `labels`: its part, -1 for none."""
    size, terms = corpus.about["words"].to_numpy(), (counts.indptr, counts.indices)
    words = np.bincount(labels[labels >= 0], size[labels >= 0], minlength=parts)
    found, apart = np.zeros((4, parts, counts.shape[1]), dtype=np.int64), np.zeros((parts, counts.shape[1]))
    for rows in _by_part(by_id(corpus), labels):
        _count(rows, *terms, counts.data, labels, found[0], found[1])
        _shift(rows, *terms, counts.data, labels, found[0], size / max(size[rows].sum(), 1), apart)
    for place, unit in enumerate((corpus.about["source"], texts), start=2):
        code = pd.factorize(unit.to_numpy(dtype=object))[0]
        for rows in _by_part(np.argsort(code, kind="stable"), labels):
            _distinct(rows, *terms, labels, code, found[place])
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation = np.where(found[0] > 0, np.maximum(apart + 1, 0) / 2, np.nan)
    for part in range(parts):
        inside = size[labels == part]
        deviation[part] = normalised(deviation[part], inside) if (inside > 0).sum() > 1 else np.nan
    return Uses(*found, deviation, words)


def _by_part(rows: np.ndarray, labels: np.ndarray) -> Iterator[np.ndarray]:
    """Those of the rows that each part has, in their order: what is added up for one part at a time stays at hand."""
    rows = rows[np.argsort(labels[rows], kind="stable")]
    bounds = np.searchsorted(labels[rows], np.arange(labels.max(initial=-1) + 2))
    return (rows[begin:end] for begin, end in zip(bounds, bounds[1:], strict=False) if begin < end)


@compiled
def _count(rows, starts, terms, counts, labels, count, articles):
    for row in rows:
        part = labels[row]
        for place in range(starts[row], starts[row + 1]):
            count[part, terms[place]] += counts[place]
            articles[part, terms[place]] += 1


@compiled
def _shift(rows, starts, terms, counts, labels, count, shares, apart):
    """Adds how far each article is from its share of a term's occurrences: an article without the term adds its whole
    share, which are 1 less the shares of those that have it (see `statistics.deviation`)."""
    for row in rows:
        part, due = labels[row], shares[row]
        for place in range(starts[row], starts[row + 1]):
            term = terms[place]
            apart[part, term] += abs(counts[place] / count[part, term] - due) - due


@compiled
def _distinct(rows, starts, terms, labels, code, found):
    """Adds how many units have each term; the rows of one unit follow each other, those of one part are all given."""
    last = np.full(found.shape[1], -1, np.int64)
    for row in rows:
        part, unit = labels[row], code[row]
        for place in range(starts[row], starts[row + 1]):
            term = terms[place]
            found[part, term] += last[term] != unit
            last[term] = unit

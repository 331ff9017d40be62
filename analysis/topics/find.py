"""`find`: the topics of a collection."""

from numbers import Integral
from pathlib import Path

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from ..corpus import Corpus
from . import follow, statement
from .assemble import Basis, Groups, assemble
from .changes import changes
from .choose import TEXTS_A_TOPIC, chosen, samples, stability
from .merge import FINER, divide
from .represent import Space, marks
from .smoothing import smooth
from .tables import Topics, table
from .units import FEWEST, FEWEST_ARTICLES, units, words

LARGEST = 10_000
"""Units that topics are fitted to and described by; beyond, the others are put into the topics of these."""

_FEW = 3  # samples that tell how the topics of an earlier run are found again


def find(corpus: Corpus, *, k: int | str = "auto", unit: str = "auto", seed: int = 0,
         previous: Topics | str | Path | None = None) -> Topics:
    """The topics of `corpus`: groups of articles (or passages) that speak of the same things.

    k: the number of topics, or "auto" for the smallest that comes out again on samples as well as the best.  unit:
    "article", "passage", or "auto" for passages where there are fewer than 30 independent articles.  seed: of
    the samples that measure stability; the grouping itself leaves nothing to chance.  previous: what `find` gave
    before, or the folder of an earlier run: its topics keep their numbers and names, and `Topics.changes` tells what
    became of each.

    Topics are fitted to at most 10,000 units, those of the lowest digests, a draw that does not depend on the order of
    articles; the others come to the topic that is nearest.  Under 15 independent units no topics are made: the tables
    are empty and `statement` says why; `compare` the articles instead.  Where k="auto" finds no division that holds
    there is one topic, and where `previous` has no article of this corpus nothing is followed; `statement` says so.
    Raises ValueError for a k that is neither "auto" nor a whole number from 1 to the number of independent units, for
    a wrong unit or seed, and for a `previous` that is no earlier run.
    """
    _check(k, seed)
    known = follow.earlier(previous)
    pieces, kind = units(corpus, unit)
    old = follow.places(known, pieces)
    lost = statement.lost(asked=previous not in (None, ""), known=known, shared=int((old > 0).sum()))
    known = known if known is not None and old.any() else None
    with threadpool_limits(limits=1):
        basis = _fitted(corpus, pieces, kind)
        few = pieces["article_id"].nunique() < FEWEST_ARTICLES
        if basis.texts < FEWEST or (few and unit == "auto"):
            return _none(pieces, kind, statement.too_few(corpus, basis.texts, kind), old, known)
        if k != "auto" and k > basis.texts:
            raise ValueError(f"k={k}: there are {int(basis.texts)} independent {kind}s with words; give a k from 1 "
                             f"to {int(basis.texts)}, or 'auto'")
        groups = _grouped(basis, k, seed, old[:len(basis.pieces)])
        return assemble(corpus, pieces, basis, groups, old, known, asked=k, lost=lost)


def _check(k, seed) -> None:
    if k != "auto" and (isinstance(k, bool) or not isinstance(k, Integral) or k < 1):
        raise ValueError(f"k={k!r}: it is the number of topics, a whole number from 1, or 'auto'")
    if isinstance(seed, bool) or not isinstance(seed, Integral) or seed < 0:
        raise ValueError(f"seed={seed!r}: it is a whole number from 0")


def _fitted(corpus: Corpus, pieces: pd.DataFrame, kind: str) -> Basis:
    pieces = pieces.head(LARGEST)
    read, weight = words(corpus, kind, pieces), pieces["weight"].to_numpy()
    read = read.without(marks(read.counts(), weight, pieces["source"].to_numpy(dtype=object)))
    space, raw = Space.fit(read.counts(), read.terms, weight)
    return Basis(pieces, kind, read, space, raw, np.flatnonzero(raw.any(axis=1)))


def _grouped(basis: Basis, k: int | str, seed: int, old: np.ndarray) -> Groups:
    """Groups of the units, going on from the topics `old` (0 for none) where there are any."""
    mass, raw, old = basis.weight[basis.rows], basis.raw[basis.rows], old[basis.rows]
    drawn, here, tried, least = samples(raw, seed), smooth(raw), table("curve"), 0
    if k == "auto":
        least = TEXTS_A_TOPIC
        found, k = chosen(raw, mass, basis.words.counts()[basis.rows], basis.words.terms, seed,
                          len(np.unique(old[old > 0])))
        tried = table("curve", found)
    if old.any():
        labels = follow.go_on(here, mass, old, k, least=least)
        k = labels.max() + 1
        finer = max((1, *FINER), key=lambda one: round(stability(labels, k, one, mass, drawn[:_FEW]).mean(), 6))
    else:
        labels, finer = divide(here, mass, k)
    steady = stability(labels, k, finer, mass, drawn)
    label, points = np.full(len(basis.raw), -1), np.zeros_like(basis.raw)
    label[basis.rows], points[basis.rows] = labels, here
    return Groups(label, steady, points, tried)


def _none(pieces: pd.DataFrame, kind: str, said: str, old: np.ndarray, known: follow.Earlier | None) -> Topics:
    members = pieces[["article_id", "unit", "start", "end"]].assign(topic=0, strength=0.0, other=0, weak=True)
    log = changes(known, table("topics"), members, pd.Series(old))
    members = table("members", members.sort_values(["article_id", "unit"]))
    return Topics(table("topics"), members, table("terms"), table("curve"), log, kind, said,
                  np.zeros((len(members), 1), np.float32), None)

"""`find`: the topics of a collection."""

from numbers import Integral

import numpy as np
import pandas as pd
from scipy import sparse
from threadpoolctl import threadpool_limits

from ..corpus import Corpus
from . import describe, statement
from .choose import DISSOLVED, curve, samples, stability
from .cluster import cluster, means
from .reading import Words, read
from .represent import marks, represent, smooth, useful
from .tables import Topics, table
from .units import FEWEST, FEWEST_ARTICLES, independent, units

_WEAK = 0.02
_MANY, _DEALS = 100, 5


def find(corpus: Corpus, *, k: int | str = "auto", unit: str = "auto", seed: int = 0) -> Topics:
    """The topics of `corpus`: groups of articles (or passages) that speak of the same things.

    k: the number of topics, or "auto" for the smallest that comes out again on samples as well as the best.  unit:
    "article", "passage", or "auto" for passages where there are fewer than 30 independent articles.  seed: of
    the samples that measure stability; the grouping itself leaves nothing to chance.

    Under 15 independent units no topics are made: the tables are empty and `statement` says why; `compare`
    the articles instead.  Where k="auto" finds no division that holds there is one topic, and `statement`
    says so. Raises ValueError for a k that is neither "auto" nor a whole number from 1 to the number of
    independent units, and for a wrong unit or seed.
    """
    _check(k, seed)
    pieces, kind = units(corpus, unit)
    words, weight = read(pieces["text"].tolist()), pieces["weight"].to_numpy()
    words = words.without(marks(words.counts(), weight, pieces["source"].to_numpy(dtype=object)))
    with threadpool_limits(limits=1):
        points = represent(words.counts(), words.terms, weight)
        texts = independent(weight[points.any(axis=1)])
        few = pieces["article_id"].nunique() < FEWEST_ARTICLES
        if texts < FEWEST or (few and unit == "auto"):
            return _none(pieces, kind, statement.too_few(corpus, texts, kind))
        if k != "auto" and k > texts:
            raise ValueError(f"k={k}: there are {int(texts)} independent {kind}s with words; give a k from 1 "
                             f"to {int(texts)}, or 'auto'")
        return _grouped(pieces, kind, words, points, k, seed)


def _check(k, seed) -> None:
    if k != "auto" and (isinstance(k, bool) or not isinstance(k, Integral) or k < 1):
        raise ValueError(f"k={k!r}: it is the number of topics, a whole number from 1, or 'auto'")
    if isinstance(seed, bool) or not isinstance(seed, Integral) or seed < 0:
        raise ValueError(f"seed={seed!r}: it is a whole number from 0")


def _grouped(pieces: pd.DataFrame, kind: str, words: Words, raw: np.ndarray, k: int | str,
             seed: int) -> Topics:
    placed = np.flatnonzero(raw.any(axis=1))
    mass, drawn = pieces["weight"].to_numpy()[placed], samples(raw[placed], seed)
    points = np.zeros_like(raw)
    points[placed] = here = smooth(raw[placed])
    asked, tried = k, table("curve")
    if k == "auto":
        tried = table("curve", curve(here, mass, drawn, _by_chance(words, mass, placed, seed)))
        k = int(tried.loc[tried["chosen"], "k"].sum()) or 1
    labels, _ = cluster(here, mass, k)
    order = _by_size(labels, pieces["article_id"].to_numpy()[placed])
    topic = np.zeros(len(pieces), np.int64)
    topic[placed] = _place(order, k)[labels]
    members = pieces[["article_id", "unit", "start", "end"]].assign(
        topic=topic, strength=_strength(raw, pieces["weight"].to_numpy(), topic))
    members["weak"] = members["strength"] < _WEAK
    steady = stability(labels, k, mass, drawn)[order]
    return _described(pieces, kind, words, points, members, steady, tried, asked)


def _by_chance(words: Words, mass: np.ndarray, placed: np.ndarray, seed: int) -> list:
    """Points and samples of texts without topics, where texts are so few that chance makes stable groups.

    Every term keeps its counts and is dealt out to other texts, each term by itself.
    """
    if mass.sum() >= _MANY:
        return []
    counts, found = words.counts()[placed], []
    kept = useful(counts, mass)
    terms, dense = [words.terms[column] for column in kept], counts[:, kept].toarray()
    for deal in range(_DEALS):
        dealt = sparse.csr_array(np.random.default_rng(deal).permuted(dense, axis=0))
        points = represent(dealt, terms, mass)
        found.append((smooth(points), samples(points, seed)))
    return found


def _by_size(labels: np.ndarray, article: np.ndarray) -> np.ndarray:
    """Groups by articles, units and first member; groups without members are left out."""
    frame = pd.DataFrame({"label": labels, "article": article, "at": np.arange(len(labels))})
    sizes = frame.groupby("label").agg(
        articles=("article", "nunique"), units=("at", "size"), first=("at", "min"))
    return sizes.sort_values(["articles", "units", "first"], ascending=[False, False, True]).index.to_numpy()


def _place(order: np.ndarray, k: int) -> np.ndarray:
    """The topic's number, from 1, of each group."""
    number = np.zeros(k, np.int64)
    number[order] = np.arange(1, len(order) + 1)
    return number


def _strength(raw: np.ndarray, weight: np.ndarray, topic: np.ndarray) -> np.ndarray:
    """How much nearer a unit's own centre is than the next: 1 - own distance / next distance, of 1 - cosine
    (the simplified silhouette, Hruschka, Campello & de Castro 2006), by its own words: before smoothing.

    1 where there is one topic; 0 without words, or where another centre is as near.
    """
    if topic.max(initial=0) == 1:
        return (topic > 0).astype(float)
    nothing = np.zeros((int(topic.max()) + 1, raw.shape[1]), np.float32)
    distance = (1 - raw @ means(raw, weight, topic, nothing)[1:].T).astype(np.float64)
    rows = np.arange(len(raw))
    own = distance[rows, topic - 1]
    distance[rows, topic - 1] = np.inf
    ahead = distance.min(axis=1)
    strength = np.divide(ahead - own, ahead, out=np.zeros(len(raw)), where=ahead > 0)
    return np.where(topic > 0, np.clip(strength, 0, 1), 0).round(4)


def _described(pieces: pd.DataFrame, kind: str, words: Words, points: np.ndarray, members: pd.DataFrame,
               steady: np.ndarray, tried: pd.DataFrame, asked: int | str) -> Topics:
    weight, topic, count = pieces["weight"].to_numpy(), members["topic"].to_numpy(), len(steady)
    counts, forms, parts = describe.vocabulary(words, weight)
    terms = table("terms", describe.terms(counts, forms, parts, topic, weight, count))
    lists = [terms.loc[terms["topic"] == number, "term"].tolist() for number in range(1, count + 1)]
    topics = table("topics", _sizes(members, weight).assign(
        label=[describe.label(names) for names in lists], terms=[", ".join(names) for names in lists],
        stability=steady.round(4), stable=steady > DISSOLVED,
        coherence=describe.coherence(words, lists, forms, parts)))
    order = members.sort_values(["article_id", "unit"]).index.to_numpy()
    said = statement.found(topics, members, kind, tried, asked)
    return Topics(topics, table("members", members.loc[order]), terms, tried, kind, said, points[order])


def _sizes(members: pd.DataFrame, weight: np.ndarray) -> pd.DataFrame:
    """topic, size, units, texts, share, weak, typical: one row a topic."""
    placed = members.assign(weight=weight)[members["topic"] > 0].sort_values(
        ["strength", "article_id", "unit"], ascending=[False, True, True])
    sizes = placed.groupby("topic", as_index=False).agg(
        size=("article_id", "nunique"), units=("unit", "size"), texts=("weight", "sum"), weak=("weak", "sum"),
        typical=("article_id", "first"))
    texts = sizes["texts"].round(4)
    return sizes.assign(texts=texts, share=(texts / texts.sum()).round(6))


def _none(pieces: pd.DataFrame, kind: str, said: str) -> Topics:
    members = pieces[["article_id", "unit", "start", "end"]].assign(topic=0, strength=0.0, weak=True)
    members = members.sort_values(["article_id", "unit"])
    return Topics(table("topics"), table("members", members), table("terms"), table("curve"), kind, said,
                  np.zeros((len(members), 1), np.float32))

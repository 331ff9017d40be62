"""From groups of texts to the tables of topics."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..corpus import Corpus
from . import describe, follow, statement
from .changes import changes
from .choose import DISSOLVED
from .cluster import means
from .coherence import coherence
from .model import Model
from .reading import Words
from .represent import Space
from .tables import Topics, table
from .units import independent


class Basis(NamedTuple):
    """The units that topics are fitted to: their rows of `units`, of which kind, their words, the space of meaning and
    their points in it; rows: those that have one."""

    pieces: pd.DataFrame
    kind: str
    words: Words
    space: Space
    raw: np.ndarray
    rows: np.ndarray

    @property
    def weight(self) -> np.ndarray:
        return self.pieces["weight"].to_numpy()

    @property
    def texts(self) -> float:
        return independent(self.weight[self.rows])


class Groups(NamedTuple):
    """label: the group of each unit of the basis, -1 for none; steady: each group's stability; points: smoothed;
    curve: of the k that were tried."""

    label: np.ndarray
    steady: np.ndarray
    points: np.ndarray
    curve: pd.DataFrame


def assemble(corpus: Corpus, pieces: pd.DataFrame, basis: Basis, groups: Groups, old: np.ndarray,
             known: follow.Earlier | None, *, asked: int | str, lost: str) -> Topics:
    """The tables of the groups, with those of `pieces` that are not in the basis put into them."""
    label, order, numbers = _numbered(basis, groups, old, known)
    described, terms = _described(basis, label, len(order))
    before = {} if known is None else dict(zip(known.topics["topic"], known.topics["label"], strict=True))
    names = [before.get(number, name) for number, name in zip(numbers, described["label"], strict=True)]
    model = _model(basis, groups.points, label, numbers, names)
    members, points = _members(corpus, pieces, basis, model, label, groups.points, old)
    steady = groups.steady[order].round(4)
    topics = described.assign(label=names, stability=steady, stable=steady > DISSOLVED).merge(
        _sizes(members.assign(weight=pieces["weight"]), corpus.about), on="topic")
    topics, members = table("topics", model.numbered(topics)), model.numbered(members)
    log = changes(known, topics, members, pd.Series(old))
    rows = members.sort_values(["article_id", "unit"]).index.to_numpy()
    members = table("members", members.loc[rows])
    said = statement.found(topics, members, basis.kind, groups.curve, log, asked=asked, lost=lost,
                           fitted=len(basis.pieces))
    return Topics(topics, members, table("terms", model.numbered(terms)), groups.curve, log, basis.kind, said,
                  points[rows], model)


def _numbered(basis: Basis, groups: Groups, old: np.ndarray,
              known: follow.Earlier | None) -> tuple[np.ndarray, np.ndarray, list[int]]:
    """(the topic of each unit of the basis, from 0, -1 for none; the group behind each topic; the topics' numbers)."""
    order = _by_size(groups.label, basis.pieces["article_id"].to_numpy())
    numbers = np.arange(1, len(order) + 1)
    if known is not None:
        numbers = follow.numbers(known, groups.label, old[:len(groups.label)], basis.weight, order)
        order, numbers = order[np.argsort(numbers)], np.sort(numbers)
    place = np.full(groups.label.max(initial=-1) + 2, -1)
    place[order] = np.arange(len(order))
    return place[groups.label], order, numbers.tolist()


def _by_size(label: np.ndarray, article: np.ndarray) -> np.ndarray:
    """Groups by articles, units and first member; groups without members are left out."""
    frame = pd.DataFrame({"label": label, "article": article, "at": np.arange(len(label))})
    sizes = frame[frame["label"] >= 0].groupby("label").agg(
        articles=("article", "nunique"), units=("at", "size"), first=("at", "min"))
    return sizes.sort_values(["articles", "units", "first"], ascending=[False, False, True]).index.to_numpy()


def _described(basis: Basis, label: np.ndarray, count: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(topic, label, terms, coherence, c_v of each topic; the table of terms), topics from 1."""
    uses, forms, parts = describe.vocabulary(basis.words, basis.weight)
    terms = describe.terms(uses, forms, parts, label + 1, basis.weight, count)
    lists = [terms.loc[terms["topic"] == number, "term"].tolist() for number in range(1, count + 1)]
    heads = {form: int(parts[number, 0]) for number, form in reversed(list(enumerate(forms)))}
    near, wide = coherence(basis.words, lists, heads)
    topics = pd.DataFrame({"topic": range(1, count + 1), "label": [describe.label(names) for names in lists],
                           "terms": [", ".join(names) for names in lists], "coherence": near, "c_v": wide})
    return topics, terms


def _model(basis: Basis, points: np.ndarray, label: np.ndarray, numbers: list[int], names: list[str]) -> Model:
    rows, weight = basis.rows, basis.weight[basis.rows]
    nothing = np.zeros((len(numbers), points.shape[1]), np.float32)
    centres, own = (means(place[rows], weight, label[rows], nothing) for place in (points, basis.raw))
    return Model(basis.kind, numbers, names, basis.space, basis.raw[rows], centres, own)


def _members(corpus: Corpus, pieces: pd.DataFrame, basis: Basis, model: Model, label: np.ndarray, points: np.ndarray,
             old: np.ndarray) -> tuple[pd.DataFrame, np.ndarray]:
    """(article_id, unit, start, end, topic, strength, other, weak of each piece; its smoothed point)."""
    raw, rest = basis.raw, pieces.iloc[len(basis.pieces):]
    if len(rest):
        place = {number: at for at, number in enumerate(model.numbers)}
        before = np.array([place.get(number, -1) for number in old[len(basis.pieces):].tolist()])
        further = model.assign(corpus, rest, before, follow.BONUS)
        label, raw, points = (np.concatenate(both) for both in zip((label, raw, points), further, strict=True))
    plain = pieces[["article_id", "unit", "start", "end"]]
    return plain.assign(**model.standing(raw, label)), points


def _sizes(members: pd.DataFrame, about: pd.DataFrame) -> pd.DataFrame:
    """topic, size, units, texts, share, outlets, first, last, weak, typical: one row a topic."""
    placed = members[members["topic"] > 0].merge(about[["article_id", "source", "published"]], on="article_id")
    placed = placed.sort_values(["strength", "article_id", "unit"], ascending=[False, True, True])
    sizes = placed.groupby("topic", as_index=False).agg(
        size=("article_id", "nunique"), units=("unit", "size"), texts=("weight", "sum"), outlets=("source", "nunique"),
        first=("published", "min"), last=("published", "max"), weak=("weak", "sum"), typical=("article_id", "first"))
    texts = sizes["texts"].round(4)
    return sizes.assign(texts=texts, share=(texts / texts.sum()).round(6))

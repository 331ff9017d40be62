"""A fitted model of topics: kept in a folder, and applied to new articles without finding topics anew.

The folder holds Parquet and JSON alone, so that opening one executes nothing:

    model.json         the format, the unit, the mean length of a text
    terms.parquet      each term, its rarity, its place among the latent directions
    axes.parquet       the mean of word vectors, and the axes of the joined space
    texts.parquet      the points of the texts the model was fitted to, among which new ones find their neighbours
    topics.parquet     each topic: number, label, centre of its smoothed points, centre of its own points
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from threadpoolctl import threadpool_limits

from ..corpus import Corpus
from . import vectors
from .represent import Space
from .smoothing import smooth_among
from .tables import table
from .units import counts, units

FORMAT = 1
_WEAK = 0.02
_FILES = ("model.json", "terms.parquet", "axes.parquet", "texts.parquet", "topics.parquet")


@dataclass(frozen=True)
class Model:
    """Topics that texts can be put into.

    unit: "article" or "passage".  numbers, labels: of the topics.  space: see `represent.Space`.  texts (texts,
    dimensions): points of the texts fitted to, before smoothing.  centres, means (topics, dimensions): the centres of
    each topic's points after and before smoothing.
    """

    unit: str
    numbers: list[int]
    labels: list[str]
    space: Space
    texts: np.ndarray
    centres: np.ndarray
    means: np.ndarray

    def apply(self, corpus: Corpus) -> pd.DataFrame:
        """The members table of another corpus: article_id, unit, start, end, topic, strength, other, weak.

        Each unit comes to the topic whose centre is nearest once it has moved to its nearest texts among those that
        the model was fitted to; topic 0 where it has none of the model's terms.  Nothing is fitted: the same article
        comes to the same topic whatever else is in the corpus.
        """
        pieces, _ = units(corpus, self.unit)
        with threadpool_limits(limits=1):
            group, raw, _ = self.assign(corpus, pieces)
            found = pieces[["article_id", "unit", "start", "end"]].assign(**self.standing(raw, group))
        return table("members", self.numbered(found).sort_values(["article_id", "unit"]))

    def assign(self, corpus: Corpus, pieces: pd.DataFrame, old: np.ndarray | None = None, bonus: float = 0.0
               ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(which topic each text is in, from 0, -1 for none; its point; the same smoothed).

        `pieces`: the texts, rows of `units`; `old` (texts,): the topic, or -1, that `bonus` is given to.
        """
        raw = self.space.place(counts(corpus, self.unit, pieces, self.space.terms), len(pieces))
        placed = np.flatnonzero(raw.any(axis=1))
        group, points = np.full(len(raw), -1), np.zeros_like(raw)
        points[placed] = smooth_among(raw[placed], self.texts)
        cosine = points[placed] @ self.centres.T
        if old is not None:
            known = np.flatnonzero(old[placed] >= 0)
            cosine[known, old[placed][known]] += bonus
        group[placed] = cosine.argmax(axis=1) if len(self.centres) else -1
        return group, raw, points

    def standing(self, raw: np.ndarray, group: np.ndarray) -> dict[str, np.ndarray]:
        """topic (from 1, 0 for none), strength, other, weak of texts at `raw` in these groups (from 0).

        Strength is how much nearer its own centre is than the next: 1 - own distance / next distance, of 1 - cosine
        (the simplified silhouette, Hruschka, Campello & de Castro 2006), by its own words: before smoothing.  1 where
        there is one topic; 0 without words, or where another centre is as near.  `other` is that next topic.
        """
        inside, rows = group >= 0, np.arange(len(raw))
        strength, other = inside.astype(float), np.zeros(len(raw), np.int64)
        if len(self.means) > 1:
            distance = (1 - raw @ self.means.T).astype(np.float64)
            own = distance[rows, group].copy()
            distance[rows, group] = np.inf
            ahead = distance.min(axis=1)
            strength = np.divide(ahead - own, ahead, out=np.zeros(len(raw)), where=ahead > 0)
            strength = np.where(inside, np.clip(strength, 0, 1), 0).round(4)
            other = np.where(inside, distance.argmin(axis=1) + 1, 0)
        return {"topic": group + 1, "strength": strength, "other": other, "weak": strength < _WEAK}

    def numbered(self, found: pd.DataFrame) -> pd.DataFrame:
        """`found` with the topics' own numbers in its columns topic and other."""
        numbers = np.array([0, *self.numbers], np.int64)
        return found.assign(**{name: numbers[found[name]] for name in ("topic", "other") if name in found})

    def save(self, folder: str | Path) -> None:
        """Keep the model in `folder`, which is made if it is not there."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        told = {"format": FORMAT, "unit": self.unit, "vectors": vectors.NAME, "length": self.space.length}
        (folder / "model.json").write_text(json.dumps(told, indent=2) + "\n")
        tables = {
            "terms": {"term": self.space.terms, "rarity": self.space.rarity, "latent": _lists(self.space.latent)},
            "axes": {"row": _lists(np.vstack([_padded(self.space.centre, self.space.axes), self.space.axes.T]))},
            "texts": {"point": _lists(self.texts)},
            "topics": {"topic": self.numbers, "label": self.labels, "centre": _lists(self.centres),
                       "mean": _lists(self.means)}}
        for name, columns in tables.items():
            pq.write_table(pa.table(columns), folder / f"{name}.parquet")

    @classmethod
    def load(cls, folder: str | Path) -> "Model":
        """The model kept in `folder`.  Raises ValueError where there is none, or one of another format."""
        folder = Path(folder)
        if missing := [name for name in _FILES if not (folder / name).is_file()]:
            raise ValueError(f"folder={str(folder)!r} holds no model of topics ({missing[0]} is missing); name a "
                             "folder that Model.save has written")
        told = json.loads((folder / "model.json").read_text())
        if told.get("format") != FORMAT:
            raise ValueError(f"folder={str(folder)!r}: a model of format {told.get('format')!r}, this version reads "
                             f"{FORMAT}; find the topics again and save them")
        terms, axes, texts, topics = (pq.read_table(folder / name) for name in _FILES[1:])
        rows = _matrix(axes["row"])
        space = Space(terms["term"].to_pylist(), terms["rarity"].to_numpy(), told["length"], _matrix(terms["latent"]),
                      rows[0][:vectors.SIZE], np.ascontiguousarray(rows[1:].T))
        return cls(told["unit"], topics["topic"].to_pylist(), topics["label"].to_pylist(), space,
                   _matrix(texts["point"]), _matrix(topics["centre"]), _matrix(topics["mean"]))


def _lists(rows: np.ndarray) -> pa.FixedSizeListArray:
    return pa.FixedSizeListArray.from_arrays(pa.array(rows.astype(np.float32).ravel()), rows.shape[1])


def _matrix(column: pa.ChunkedArray) -> np.ndarray:
    size = column.type.list_size
    flat = [np.zeros(0, np.float32), *(chunk.flatten().to_numpy() for chunk in column.chunks)]
    return np.concatenate(flat).reshape(-1, size)


def _padded(centre: np.ndarray, axes: np.ndarray) -> np.ndarray:
    """The mean of word vectors as one more row of the axes, which are longer."""
    return np.append(centre, np.zeros(len(axes) - len(centre), np.float32))

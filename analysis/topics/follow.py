"""From run to run: the same topic stays the same topic, with its number and its name.

The groups of the earlier run are found again in the new space: the centre of each is that of those of its members that
are still there, and an article that was in a topic before is drawn to it by a bonus on its cosine.  Groups then keep
the number of the topic that most of their earlier members were in; what is new gets a number that no topic ever had.
Every birth, death, split and merger is a row of a table that each run hands on to the next.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ..paths import PROJECT
from .cluster import means, refine
from .tables import Topics, table

BONUS = 0.2
KEPT = {"topics": "topics", "members": "topic_members", "changes": "topic_changes"}
"""The tables that a run must keep (as NAME.parquet) for the next one to follow."""
_STARTS, _TRIES = 10, 5
_MAINLY = 0.5


@dataclass(frozen=True)
class Earlier:
    """What an earlier run found: its topics, members and changes (see `tables`)."""

    topics: pd.DataFrame
    members: pd.DataFrame
    changes: pd.DataFrame

    @property
    def run(self) -> int:
        """Which run it was, from 1."""
        return int(self.changes["run"].max()) if len(self.changes) else 1

    @property
    def used(self) -> int:
        """The highest number that any topic ever had."""
        return int(max([0, *self.topics["topic"], *self.changes["topic"]]))


def earlier(previous: Topics | str | Path | None) -> Earlier | None:
    """The earlier run: a `Topics`, or the folder of a run, or of the tables that it kept; None for none, and for a
    run that kept no topics.  Raises ValueError where there is no such folder.
    """
    if previous is None or previous == "":
        return None
    if isinstance(previous, Topics):
        return Earlier(previous.topics, previous.members, previous.changes)
    if not isinstance(previous, (str, Path)):
        raise ValueError(f"previous={previous!r}: it is what topics.find gave, or the folder of an earlier run")
    roots = [root for root in (Path(previous), PROJECT / previous) if root.is_dir()]
    if not roots:
        raise ValueError(f"previous={str(previous)!r} is no folder; name that of an earlier run, or leave it empty")
    for place in (root / inner for root in roots for inner in ("tables", ".")):
        files = {name: place / f"{kept}.parquet" for name, kept in KEPT.items()}
        if all(file.is_file() for file in files.values()):
            return Earlier(**{name: table(name, pd.read_parquet(file)) for name, file in files.items()})
    return None


def places(known: Earlier | None, pieces: pd.DataFrame) -> np.ndarray:
    """(pieces,) the topic that each was in, 0 for none; an article cut in another way than before, where most of it
    was."""
    if known is None:
        return np.zeros(len(pieces), np.int64)
    told = known.members[known.members["topic"] > 0]
    exact = pieces[["article_id", "start", "end"]].merge(
        told.drop_duplicates(["article_id", "start", "end"]), on=["article_id", "start", "end"], how="left")["topic"]
    most = told.groupby(["article_id", "topic"]).size().rename("units").reset_index()
    most = most.sort_values(["units", "topic"], ascending=[False, True]).drop_duplicates("article_id")
    rough = pieces[["article_id"]].merge(most, on="article_id", how="left")["topic"]
    return exact.fillna(rough).fillna(0).to_numpy(dtype=np.int64)


def go_on(points: np.ndarray, weight: np.ndarray, old: np.ndarray, k: int, *, least: float = 0.0) -> np.ndarray:
    """Labels of at most `k` groups, from 0, that go on from the topics `old` (0 for none): the best of ten starts.

    Where `k` is more than the topics, the first of what is new are texts that lie far from them, and no new group has
    fewer than `least` texts: rather there is none.  Where `k` is less, topics whose centres are nearest each other
    become one.
    """
    known = np.where(old > 0, np.searchsorted(np.unique(old[old > 0]), old), -1)
    centres = _centres(points, weight, known)
    while len(centres) > k:
        known = _joined(centres, known)
        centres = _centres(points, weight, known)
    many = len(centres)
    for groups in range(k, many, -1):
        found = [_refined(points, weight, known, _more(points, weight, centres, groups, start))
                 for start in range(_STARTS)]
        found = [one for one in found if _masses(one[0], weight, groups)[many:].min() >= least - 1e-6]
        if found:
            return max(found, key=lambda one: round(one[2], 4))[0]
    return _refined(points, weight, known, centres)[0]


def _refined(points: np.ndarray, weight: np.ndarray, known: np.ndarray, centres: np.ndarray) -> tuple:
    group = np.arange(len(centres))
    stays = (known[:, None] == group) | ((known[:, None] >= 0) & (group > known.max()))  # to a new group nothing holds
    return refine(points, weight, centres, BONUS * stays.astype(np.float32))


def _centres(points: np.ndarray, weight: np.ndarray, known: np.ndarray) -> np.ndarray:
    inside = known >= 0
    nothing = np.zeros((known.max() + 1, points.shape[1]), np.float32)
    return means(points[inside], weight[inside], known[inside], nothing)


def _masses(label: np.ndarray, weight: np.ndarray, groups: int) -> np.ndarray:
    return np.bincount(label, weight, minlength=groups)


def _joined(centres: np.ndarray, known: np.ndarray) -> np.ndarray:
    cosine = (centres @ centres.T).round(6)
    cosine[np.tril_indices(len(centres))] = -2
    first, second = np.unravel_index(cosine.argmax(), cosine.shape)
    return np.where(known == second, first, known - (known > second))


def _more(points: np.ndarray, weight: np.ndarray, centres: np.ndarray, k: int, start: int) -> np.ndarray:
    """`centres` and as many texts as make them `k`: of several drawn by their distance, that which helps most."""
    chance = np.random.default_rng([start, k])
    while len(centres) < k:
        distance = np.maximum(1 - (points @ centres.T).max(axis=1), 0)
        odds = np.cumsum(weight * distance)
        picks = np.minimum(np.searchsorted(odds, chance.random(_TRIES) * odds[-1]), len(points) - 1)
        left = np.minimum(distance, np.maximum(1 - points[picks] @ points.T, 0)) @ weight
        centres = np.vstack([centres, points[picks[int(np.argmin(left))]]])
    return centres


def numbers(known: Earlier, group: np.ndarray, old: np.ndarray, weight: np.ndarray,
            order: np.ndarray) -> np.ndarray:
    """The number of each group in `order`: the topic's that it goes on from, or a new one.

    `group` (texts,): which it is in; `old`: the topic it was in, 0 for none.  A group goes on from a topic where more
    of its earlier members come from it than from any other, and it has most of the topic, or the topic makes most of
    what it has.
    """
    shared = _shared(group, old, weight)
    size = shared.groupby("topic")["mass"].transform("sum"), shared.groupby("group")["mass"].transform("sum")
    mainly = shared["mass"] >= _MAINLY * np.minimum(*size) - 1e-6
    found = {}
    for row in shared[mainly].itertuples():
        if row.group not in found and row.topic not in found.values():
            found[row.group] = row.topic
    fresh = known.used
    for one in order.tolist():
        if one not in found:
            fresh += 1
            found[one] = fresh
    return np.array([found[one] for one in order.tolist()], np.int64)


def _shared(group: np.ndarray, old: np.ndarray, weight: np.ndarray) -> pd.DataFrame:
    """group, topic, mass: what each group has of each earlier topic, the most first."""
    frame = pd.DataFrame({"group": group, "topic": old, "mass": weight})
    frame = frame[(frame["topic"] > 0) & (frame["group"] >= 0)].groupby(["group", "topic"], as_index=False).sum()
    frame["mass"] = frame["mass"].round(6)
    return frame.sort_values(["mass", "topic", "group"], ascending=[False, True, True], ignore_index=True)

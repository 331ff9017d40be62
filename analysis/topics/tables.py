"""What `find` returns: the tables of topics, their members and their terms."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..corpus.tables import TEXT, TIME

if TYPE_CHECKING:
    from .model import Model

COLUMNS = {
    "topics": {"topic": "int64", "label": TEXT, "terms": TEXT, "size": "int64", "units": "int64",
               "texts": "float64", "share": "float64", "outlets": "int64", "first": TIME, "last": TIME,
               "stability": "float64", "stable": "bool", "coherence": "float64", "c_v": "float64", "weak": "int64",
               "typical": TEXT},
    "members": {"article_id": TEXT, "unit": "int64", "start": "int64", "end": "int64", "topic": "int64",
                "strength": "float64", "other": "int64", "weak": "bool"},
    "terms": {"topic": "int64", "term": TEXT, "weight": "float64", "units": "float64", "share": "float64",
              "rank": "int64"},
    "curve": {"k": "int64", "stability": "float64", "spread": "float64", "chance": "float64",
              "score": "float64", "support": "float64", "chosen": "bool"},
    "changes": {"run": "int64", "event": TEXT, "topic": "int64", "label": TEXT, "other": "int64", "units": "int64",
                "share": "float64"},
}


def table(name: str, rows=()) -> pd.DataFrame:
    """`rows` (a list of tuples or a frame) as the table `name`."""
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows, columns=list(COLUMNS[name]))
    return frame[list(COLUMNS[name])].astype(COLUMNS[name]).reset_index(drop=True)


@dataclass(frozen=True)
class Topics:
    """The topics of a collection.

    topics: topic (1 is the largest of a first run; later runs keep the numbers), label, terms (joined by commas), size
    (articles), units, texts (units, where copies count as one), share (of all texts), outlets, first and last
    (publication; NaT where no article is dated), stability (0 to 1: mean Jaccard overlap with the same topic on
    samples of 80 %), stable, coherence (NPMI, -1 to 1), c_v (0 to 1), weak (units that hardly belong), typical (its
    most central article). members: article_id, unit (number within the article), start, end (characters of the
    article's text), topic, strength (0 to 1: how much nearer its topic is than the next), other (that next topic),
    weak; topic 0 is a unit without usable words. terms: topic, term, weight (z-score), units (texts of the topic that
    have it), share (their part), rank. curve: k, stability, spread, chance (what texts without topics reach), score,
    support (share of resamplings of the samples that choose it), chosen for each k tried; empty where k was given.
    changes: run (1 for the first), event ("born", "split" from other, "merged" into other, "died", "kept"), topic,
    label, other, units (now or, of one that is no more, before), share (of its units that are new, that were in
    other, that went to other, that are still in the collection, that stayed); "kept" of the last run alone.  unit:
    "article" or "passage".  statement: what was done and what cannot be concluded, in words.  points: (members,
    dimensions) the place of each unit in the space of meaning, for `map`.  model: puts other articles into these
    topics; None where there are none.
    """

    topics: pd.DataFrame
    members: pd.DataFrame
    terms: pd.DataFrame
    curve: pd.DataFrame
    changes: pd.DataFrame
    unit: str
    statement: str
    points: np.ndarray = field(repr=False)
    model: "Model | None" = field(repr=False)

    def __len__(self) -> int:
        return len(self.topics)

"""How good the topics are as a whole, in a few numbers."""

import numpy as np
import pandas as pd

from ..corpus.tables import TEXT
from .tables import Topics

_COLUMNS = {"measure": TEXT, "value": "float64", "meaning": TEXT}


def quality(topics: Topics) -> pd.DataFrame:
    """measure, value, meaning: coherence, diversity, stability and how many texts are in doubt.

    Diversity is the share of different terms among those of all topics (Dieng, Ruiz & Blei 2020, "Topic modeling in
    embedding spaces"); for coherence see `coherence`.  NaN where there are no topics.
    """
    table, members = topics.topics, topics.members
    placed = members["topic"] > 0
    rows = [
        ("topics", len(table), "how many there are"),
        ("coherence", table["coherence"].mean(), "mean NPMI of a topic's terms within 10 words: -1 to 1"),
        ("c_v", table["c_v"].mean(), "mean C_v of a topic's terms within 110 words: 0 to 1"),
        ("diversity", topics.terms["term"].nunique() / max(len(topics.terms), 1) if len(table) else np.nan,
         "share of different terms among those of all topics: 1 where no two topics share any"),
        ("stability", np.average(table["stability"], weights=table["texts"]) if len(table) else np.nan,
         "mean overlap with the same topic on samples of 80 %, by texts: 0 to 1"),
        ("unstable", table.loc[~table["stable"], "share"].sum() if len(table) else np.nan,
         "share of texts in topics that are not stable"),
        ("weak", members.loc[placed, "weak"].mean(), "share of members as near another topic as their own"),
        ("silent", (~placed).mean() if len(members) else np.nan, "share of units without usable words, in no topic"),
    ]
    found = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    return found.assign(value=found["value"].round(6))

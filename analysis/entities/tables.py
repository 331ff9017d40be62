"""The shapes of this room's tables."""

import pandas as pd

from ..corpus.tables import TEXT, TIME

_PAIRS = {"entity_a": TEXT, "entity_b": TEXT, "count": "int64", "articles": "int64", "outlets": "int64",
          "texts": "int64", "npmi": "float64", "npmi_low": "float64", "npmi_high": "float64", "g2": "float64",
          "q_value": "float64"}
COLUMNS = {
    "mentions": {"article_id": TEXT, "start": "int64", "end": "int64", "text": TEXT, "label": TEXT, "entity": TEXT,
                 "full_name": TEXT, "honorific": TEXT},
    "unread": {"article_id": TEXT, "lang": TEXT, "reason": TEXT},
    "names": {"entity": TEXT, "spelling": TEXT, "label": TEXT, "count": "int64", "rule": TEXT,
              "confidence": "float64", "status": TEXT, "candidates": TEXT},
    "count": {"entity": TEXT, "label": TEXT, "count": "int64", "articles": "int64", "outlets": "int64",
              "texts": "int64"},
    "pairs": _PAIRS,
    "timeline": {"entity": TEXT, "period": TIME, "until": TIME, "count": "int64", "articles": "int64", "of": "int64",
                 "share": "float64"},
    "edges": _PAIRS | {"alpha": "float64"},
    "by": {"by": TEXT, "part": TEXT, "entity": TEXT, "label": TEXT, "count": "int64", "articles": "int64",
           "texts": "int64", "of": "int64", "share": "float64", "other_texts": "int64", "other_of": "int64",
           "other_share": "float64", "log_ratio": "float64", "low": "float64", "high": "float64", "p": "float64",
           "q_value": "float64"},
    "nodes": {"entity": TEXT, "x": "float64", "y": "float64", "community": "int64", "degree": "int64",
              "strength": "int64", "betweenness": "float64"},
}


def table(name: str, rows: list | pd.DataFrame) -> pd.DataFrame:
    """`rows` as the table `name`, with its columns in order and of their types."""
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows, columns=list(COLUMNS[name]))
    return frame[list(COLUMNS[name])].astype(COLUMNS[name]).reset_index(drop=True)

"""Outlets that came, and outlets that fell silent."""

import numpy as np
import pandas as pd

from ...corpus.tables import TEXT, TIME
from ...text.statistics import q_values
from .chance import PERHAPS, SURE
from .match import Matched

LEAST = 5  # dated articles that an outlet needs before its pace means anything
SILENT = "silent"
DAY = pd.Timedelta(days=1)
KINDS = {"source": TEXT, "before_articles": "int64", "new_articles": "int64", "last": TIME, "silent_days": "float64",
         "expected": "float64", "chance": "float64", "q_value": "float64", "change": TEXT}


def outlets(found: Matched) -> pd.DataFrame:
    """One row an outlet, the most surprisingly silent first.

    Columns: source; before_articles, new_articles; last (its latest article); silent_days from then to the latest
    article of all; expected (articles at its own pace in so many days); chance; q_value (Benjamini & Hochberg 1995);
    change: "new"; "silent" where q is below .05, "perhaps silent" below .25; else empty.

    `chance` is that of so long a silence if its articles since the first fell on any days alike: (1 - s / d) ** (n - 1)
    for n articles in d days of which the last s have none.  It is exact for a steady pace (a Poisson process, whose
    rate is not taken for known), and needs 5 dated articles, else it is NaN.
    """
    table = found.articles.assign(before=found.before, new=found.new, dated=found.articles["published"].notna())
    grouped = table.groupby("source", observed=True)
    frame = pd.DataFrame({"before_articles": grouped["before"].sum(), "new_articles": grouped["new"].sum(),
                          "last": grouped["published"].max(), "first": grouped["published"].min(),
                          "dated": grouped["dated"].sum()}).reset_index()
    whole = (table["published"].max() - frame["first"]) / DAY
    silent = (table["published"].max() - frame["last"]) / DAY
    known = (frame["dated"] >= LEAST) & (whole > silent) & (frame["before_articles"] > 0)
    chance = ((1 - silent / whole) ** (frame["dated"] - 1)).where(known)
    frame = frame.assign(silent_days=silent, chance=chance, q_value=np.nan,
                         expected=((frame["dated"] - 1) / (whole - silent) * silent).where(known))
    frame.loc[known, "q_value"] = q_values(chance[known])
    frame["change"] = np.select([frame["before_articles"] == 0, frame["q_value"] < SURE, frame["q_value"] < PERHAPS],
                                ["new", SILENT, f"perhaps {SILENT}"], "")
    frame = frame.sort_values(["chance", "source"], na_position="last", ignore_index=True)
    return frame[list(KINDS)].astype(KINDS)

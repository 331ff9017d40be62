"""Which changes are more than chance, where many things of several kinds are tested."""

import numpy as np
import pandas as pd

from ...text.statistics import q_values

SURE, PERHAPS = 0.05, 0.25
RISEN, FALLEN = ("rose", "perhaps rose"), ("fell", "perhaps fell")
CHANCE, UNTESTED = "may be chance", "not tested"


def judged(table: pd.DataFrame) -> pd.DataFrame:
    """`table` (kind, p, log_ratio, low, high) with q_value and change.

    q_value: the false discovery rate within a kind (Benjamini & Hochberg 1995), NaN where there is no p.  change:
    "rose" or "fell" where q is below .05 and the kind shows a change at all, with all kinds in mind that were looked
    through: the p of its being all chance (Simes 1986) is below .05 by Benjamini & Hochberg's rule over the kinds
    (Yekutieli 2008).  So nothing at all "rose" or "fell" in 19 of 20 comparisons of like with like.  "perhaps rose" or
    "perhaps fell" where q is below .25 (a hint: three of four such hold; Subramanian et al. 2005), "may be chance"
    above, "not tested" without p.  All but the last two also need an interval that excludes no change: where new texts
    are longer, more of them have any word, but not more often.
    """
    q = pd.Series(np.nan, index=table.index)
    for _, p in table["p"].dropna().groupby(table["kind"]):
        q[p.index] = q_values(p)
    least = q.groupby(table["kind"]).min().dropna()  # of a kind's p, their Simes p
    sure = (q < SURE) & table["kind"].isin(least.index[q_values(least) < SURE])
    up, down = table["low"] > 0, table["high"] < 0
    change = np.select([q.isna(), sure & up, sure & down, (q < PERHAPS) & up, (q < PERHAPS) & down],
                       [UNTESTED, RISEN[0], FALLEN[0], RISEN[1], FALLEN[1]], CHANCE)
    return table.assign(q_value=q, change=change)

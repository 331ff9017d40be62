"""The distinct spellings that a collection's mentions have, and which articles use each.

A million articles have some hundred million mentions but few million spellings: what follows from a spelling alone is
found once for each, and of an article only numbers of spellings are kept.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

COLUMNS = ("text", "label", "full_name", "honorific")


class Distinct(NamedTuple):
    """kinds: a row for each distinct text, label, full_name, honorific, in that order, and count, how many mentions;
    article, kind: a row for each that an article has, in order, as numbers into the sorted article_ids and into kinds;
    row: of each mention its place among those.
    """

    kinds: pd.DataFrame
    article: np.ndarray
    kind: np.ndarray
    row: np.ndarray
    article_ids: np.ndarray


def distinct(mentions: pd.DataFrame) -> Distinct:
    """Of `mentions` with article_id, text, label and, if there are any, full_name and honorific."""
    columns = [numbered(mentions[name]) if name in mentions else (np.zeros(len(mentions), np.int64), np.array([""]))
               for name in COLUMNS]
    codes = np.zeros(len(mentions), np.int64)
    for number, values in columns:
        codes = codes * len(values) + number
    codes, kind = np.unique(codes, return_inverse=True)
    article, ids = numbered(mentions["article_id"])
    pairs, row = np.unique(article * len(codes) + kind, return_inverse=True)
    kinds = {"count": np.bincount(kind, minlength=len(codes))}
    for name, (_, values) in zip(reversed(COLUMNS), reversed(columns), strict=True):
        codes, number = np.divmod(codes, max(len(values), 1))
        kinds[name] = values[number]
    article, kind = np.divmod(pairs, max(len(kinds["count"]), 1))
    return Distinct(pd.DataFrame({name: pd.Series(kinds[name], dtype=object) for name in COLUMNS}
                                 | {"count": kinds["count"]}),
                    article.astype(np.int32), kind.astype(np.int32), row.astype(np.int32), ids)


def numbered(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """(the number of each value, the distinct values in order), what is missing as empty: int64, object."""
    codes, values = pd.factorize(column.fillna(""), sort=True)
    return codes.astype(np.int64), np.asarray(values, dtype=object)

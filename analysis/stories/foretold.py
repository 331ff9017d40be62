"""Texts that foretell what others report: they leave the story.

A preview of a final shares its names, its place and its words with the reports of it, but not what happened, for it
was written before.  News names the day of what it tells, early in the text: "the final kicks off on Saturday", "beat
them on Saturday evening".  So a text foretells a day that its beginning names if it was published before that day and
each sentence that names it says what will be ("will", "is due to"), or at least nothing that was: a paper printed far
to the east reports a day that has not begun in UTC.  A text published on that day or later which names it reports it.

Where more than half of a story's later texts, two at least, report the day that earlier ones foretell, these tell
another happening, and are a story by themselves, those of one day together.  Where nobody reports the day (water is to
be rationed from Monday), all texts announce it, and nothing is parted.

English words are looked for; days are those of UTC.  Texts without a date neither foretell nor report.
"""

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..text.tokens import sentences
from .quantities import Quantity, dates

EPOCH = pd.Timestamp("2000-01-01", tz="UTC")
REPORTS = 2  # at least
_WORDS = 120  # of a text: its beginning
_BEGINNING = re.compile(rf"(?:\S+\s+){{0,{_WORDS - 1}}}\S*")
_WILL = re.compile(r"\b(?:will|shall|won['\u2019]t|(?:is|are|was|were|be) (?:(?:now|still) )?"
                   r"(?:(?:due|set|expected|scheduled) )?to)\b|['\u2019]ll\b", re.IGNORECASE)
_WAS = re.compile(r"\b(?:\w{2,}ed|was|were|had|has|have|did|said|told|began|came|fell|found|gave|held|kept|led|left|"
                  r"lost|made|met|rose|ran|saw|sent|spoke|struck|took|went|won|wrote)\b", re.IGNORECASE)


def several(label: np.ndarray, days: np.ndarray) -> np.ndarray:
    """(texts,) whether a text is of a story of which texts of several days tell, more than `REPORTS` in all: `label`
    (texts,) names each one's story, `days` (texts,) when each was published, in days, nan for unknown."""
    rows = pd.DataFrame({"label": label, "day": np.floor(days)}).dropna().groupby("label")["day"]
    return np.isin(label, rows.nunique().index[(rows.size() > REPORTS) & (rows.nunique() > 1)]) & ~np.isnan(days)


def named(title: str, text: str, day: float) -> tuple[frozenset[int], frozenset[int]]:
    """The days that an article's beginning names, and those of them that it says will come, both counted as its own
    `day` of publication is, from 1 January 2000.  Of a day of the week the nearest is meant."""
    published = EPOCH + pd.Timedelta(days=int(day // 1))
    found, ahead, past = set(), set(), set()
    for piece in (title, _BEGINNING.match(text.lstrip()).group()):
        for start, end in sentences(piece):
            sentence = piece[start:end]
            told = {_day(one, published) for one in dates(sentence, published)} - {None}
            found |= told
            if told and (_WILL.search(sentence) or not _WAS.search(sentence)):
                ahead |= told
            else:
                past |= told
    return frozenset(found), frozenset(one for one in ahead - past if one > day // 1)


def part(label: np.ndarray, days: np.ndarray, told: Mapping[int, tuple[frozenset[int], frozenset[int]]]) -> np.ndarray:
    """The stories of `label` (texts,), each named by the first of its texts, without those that foretell what their
    story reports; these are stories of their own.  `told`: of each text of `several` what `named` gives."""
    parted, day = label.copy(), np.floor(days)
    stories = pd.Series(list(told), dtype=np.int64).groupby(label[list(told)])
    for _, texts in stories:
        for one in sorted({one for text in texts for one in told[text][1]}):
            later = [text for text in texts if day[text] >= one]
            reports = sum(one in told[text][0] for text in later)
            early = [text for text in texts if one in told[text][1] and parted[text] == label[text]]
            if early and reports >= REPORTS and 2 * reports > len(later):
                parted[early] = len(label) + min(early)  # a name that no story has
    return _first(parted)


def _first(label: np.ndarray) -> np.ndarray:
    """Each group named by its first text: what left may have been that."""
    _, first, group = np.unique(label, return_index=True, return_inverse=True)
    return first[group]


def _day(one: Quantity, published: pd.Timestamp) -> int | None:
    """The day that a date names, None where it names none or one that cannot be."""
    year, month, day, weekday = one.value
    if year and month and day:
        told = pd.to_datetime(f"{year:04}-{month:02}-{day:02}", utc=True, errors="coerce")
        return None if pd.isna(told) else (told - EPOCH).days
    if weekday and not (year or month or day):
        return (published - EPOCH).days + (weekday - published.isoweekday() + 3) % 7 - 3
    return None

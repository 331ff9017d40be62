"""Families: the quotations that are the same words, or a part of them, in articles that may tell one event."""

import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..text import tokens

SHORT = 3  # words of a quotation that only its speaker tells from another's
_SHARE = 0.8  # of a part's words that stand in the whole
_GRAM, _CROWD, _TRIED = 3, 200, 8


@dataclass
class Family:
    """A whole quotation, its words, and the rows of the quotes table that are versions of it, with their share."""

    whole: int
    words: list[str]
    members: dict[int, float] = field(default_factory=dict)


class Near:
    """Whether two articles may tell one event; place, day (nan if unknown) and story of each article."""

    def __init__(self, corpus: Corpus, stories: pd.DataFrame | None, days: float):
        about = corpus.about
        self.days = days
        self.place = {article: place for place, article in enumerate(about["article_id"])}
        days_since = (about["published"] - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(days=1)
        self.day = dict(zip(about["article_id"], days_since.to_numpy(dtype=float, na_value=np.nan), strict=True))
        self.story = None if stories is None else dict(zip(stories["article_id"], stories["story"], strict=True))

    def __call__(self, one: str, other: str) -> bool:
        """Whether they are of one story; without stories, whether their days are near, or one is unknown."""
        if self.story is not None:
            return one == other or self.story.get(one, one) == self.story.get(other, other)
        return not abs(self.day[one] - self.day[other]) > self.days


def families_of(rows: pd.DataFrame, near: Near) -> list[Family]:
    """Every quotation in the family of the longest that contains it; the longest are read first."""
    words = [[sys.intern(word.key.lower()) for word in tokens.words(quote)] for quote in rows["quote"]]
    articles = rows["article_id"].tolist()
    marks, further = _marks(words, rows["entity"].tolist())
    families, holding = [], defaultdict(list)
    for row in sorted((row for row in range(len(rows)) if words[row]), key=lambda row: (
            -len(words[row]), np.nan_to_num(near.day[articles[row]], nan=np.inf), row)):
        votes = Counter(number for mark in marks[row] for number in holding[mark])
        for number, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:_TRIED]:
            whole = families[number]
            share = _contained(words[row], whole.words)
            if share >= _SHARE and near(articles[row], articles[whole.whole]):
                whole.members[row] = share * len(words[row]) / len(whole.words)
                break
        else:
            for mark in (*marks[row], *further[row]):
                if len(holding[mark]) < _CROWD:
                    holding[mark].append(len(families))
            families.append(Family(row, words[row], {row: 1.0}))
    return families


def _marks(words: list[list[str]], entity: list[str]) -> tuple[list, list]:
    """By what a quotation is found in others: its trigrams that another has too, as numbers; a short one by itself and
    its speaker.  And, of the longer ones, the short ones of the same speaker that stand in them."""
    numbers, sizes = np.zeros(0, np.int64), np.array([len(one) for one in words], np.int64)
    if sizes.sum():
        numbers, known = pd.factorize(np.array([word for one in words for word in one], object))
        numbers = (numbers[:-2] * len(known) + numbers[1:-1]) * len(known) + numbers[2:]
    ends = np.cumsum(sizes)
    codes = [np.unique(numbers[end - size:end - _GRAM + 1]) if size > SHORT else numbers[:0]
             for size, end in zip(sizes, ends, strict=True)]
    every, count = np.unique(np.concatenate([numbers[:0], *codes]), return_counts=True)
    common = set(every[count > 1].tolist())
    short = {(who, *one) for one, who in zip(words, entity, strict=True) if who and len(one) <= SHORT}
    speakers = {one[0] for one in short}
    marks, further = [], []
    for own, one, who in zip(codes, words, entity, strict=True):
        marks.append([(who, *one)] if who and len(one) <= SHORT else [code for code in own.tolist() if code in common])
        parts = {(who, *one[at:at + size]) for size in range(1, SHORT + 1) for at in range(len(one) - size + 1)
                 } if who in speakers and len(one) > SHORT else set()
        further.append(sorted(parts & short))
    return marks, further


def _contained(part: list[str], whole: list[str]) -> float:
    """The share of the words of `part` that stand in `whole` in the same order, in runs of two or more."""
    if f" {' '.join(part)} " in f" {' '.join(whole)} ":
        return 1.0
    blocks = SequenceMatcher(None, part, whole, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) / len(part)

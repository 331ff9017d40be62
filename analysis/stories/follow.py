"""Quote versions: the same words of one speaker as several articles give them.

The longest quotation is the `whole`, of which others are

    whole          the same words
    trimmed        a part of them, at least `_SHARE` of whose words stand in the whole in the same order
    paraphrased    a sentence without marks in which the same speaker says the like, in an article without the quotation
    misattributed  the same words, given to another person

Quotations of three words or fewer ("good meeting") are the same only with the same speaker.  How much a sentence says
the like is measured by word vectors: the mean, in both directions, of each word's cosine with the nearest word of the
other.  At `LIKENESS` the specimen's four paraphrases are found (.43 to .60), and two sentences that are none (.42 and
.44): it has been tried on no other labelled collection, so read what it finds.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from numbers import Real
from typing import NamedTuple

import numpy as np
import pandas as pd

from .. import entities
from ..corpus import Corpus
from ..corpus.tables import TEXT, TIME
from ..entities.spelling import key
from ..text import tokens
from ..text.stopwords import stop_words
from ..topics.represent import word_vectors
from .quotes import Names
from .reported import statements

COLUMNS = {"family": TEXT, "kind": TEXT, "source": TEXT, "published": TIME, "article_id": TEXT, "start": "int64",
           "end": "int64", "quote": TEXT, "entity": TEXT, "speaker": TEXT, "share": "float64", "likeness": "float64"}
LIKENESS = 0.42
_SHORT = 3  # words
_SHARE, _ALL = 0.8, 0.95
_GRAM, _CROWD, _TRIED = 3, 200, 8
_TOLD = 6  # words of a quotation that can be told otherwise
_ORDER = {"whole": 0, "trimmed": 1, "misattributed": 2, "paraphrased": 3}


@dataclass
class Family:
    """A whole quotation, its words, and the rows of the quotes table that are versions of it, with their share."""

    whole: int
    words: list[str]
    members: dict[int, float] = field(default_factory=dict)


def quote_versions(quotes: pd.DataFrame, corpus: Corpus, *, mentions: pd.DataFrame | None = None,
                   stories: pd.DataFrame | None = None, days: float = 7.0, likeness: float = LIKENESS) -> pd.DataFrame:
    """Each quotation that two articles or more have, in all its versions: one row a version.

    Columns: family (article_id and start of the whole), kind (see above), source, published, article_id, start, end,
    quote (the words, of a paraphrase the sentence), entity, speaker, share (of the whole's words that stand in it,
    0 to 1), likeness (of a paraphrase, else 1).  Families in the most articles come first, their whole first.

    `quotes`: as `quotes` gives them; `mentions`: as it was given.  `stories`: a table with article_id and story, as
    `find` gives it: only articles of one story are compared; without it, articles published at most `days` apart
    (those without a date with all).  `likeness` (0 to 1): of a paraphrase, at least.

    Raises ValueError for days below 0, or a likeness outside 0 to 1.
    """
    if not isinstance(days, Real) or not days >= 0:
        raise ValueError(f"days={days!r}: it is a number of days, 0 or more")
    if not isinstance(likeness, Real) or not 0 <= likeness <= 1:
        raise ValueError(f"likeness={likeness!r}: it is a number from 0 to 1; {LIKENESS} suits news")
    if mentions is None:
        mentions = entities.resolve(entities.mentions(corpus))
    near = _Near(corpus, stories, days)
    rows = quotes.join(corpus.about.set_index("article_id")[["source", "published"]], on="article_id")
    rows = rows.sort_values(["article_id", "start"], ignore_index=True)
    families = _families(rows, near)
    retold = _retold(rows, families, corpus, mentions, near, likeness)
    told = [row for number, one in enumerate(families)
            if number in retold or rows["article_id"].iloc[list(one.members)].nunique() > 1
            for row in [*_told(rows, one), *retold.get(number, ())]]
    return _ordered(pd.DataFrame(told, columns=list(COLUMNS)))


class _Near:
    """Whether two articles may tell one event."""

    def __init__(self, corpus: Corpus, stories: pd.DataFrame | None, days: float):
        about = corpus.about
        self.days = days
        self.place = {article: place for place, article in enumerate(about["article_id"])}
        days_since = (about["published"] - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(days=1)
        self.day = dict(zip(about["article_id"], days_since.to_numpy(dtype=float, na_value=np.nan), strict=True))
        self.story = None if stories is None else dict(zip(stories["article_id"], stories["story"], strict=True))

    def __call__(self, one: str, other: str) -> bool:
        if self.story is not None:
            return one == other or self.story.get(one, one) == self.story.get(other, other)
        return not abs(self.day[one] - self.day[other]) > self.days


def _families(rows: pd.DataFrame, near: _Near) -> list[Family]:
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
    codes = [np.unique(numbers[end - size:end - _GRAM + 1]) if size > _SHORT else numbers[:0]
             for size, end in zip(sizes, ends, strict=True)]
    every, count = np.unique(np.concatenate([numbers[:0], *codes]), return_counts=True)
    common = set(every[count > 1].tolist())
    short = {(who, *one) for one, who in zip(words, entity, strict=True) if who and len(one) <= _SHORT}
    speakers = {one[0] for one in short}
    marks, further = [], []
    for own, one, who in zip(codes, words, entity, strict=True):
        marks.append([(who, *one)] if who and len(one) <= _SHORT else [code for code in own.tolist() if code in common])
        parts = {(who, *one[at:at + size]) for size in range(1, _SHORT + 1) for at in range(len(one) - size + 1)
                 } if who in speakers and len(one) > _SHORT else set()
        further.append(sorted(parts & short))
    return marks, further


def _contained(part: list[str], whole: list[str]) -> float:
    """The share of the words of `part` that stand in `whole` in the same order, in runs of two or more."""
    if f" {' '.join(part)} " in f" {' '.join(whole)} ":
        return 1.0
    blocks = SequenceMatcher(None, part, whole, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) / len(part)


def same_name(one: str, other: str) -> bool:
    """Whether two entities may be one person: a name and a shorter form of it."""
    first, second = set(key(one).split()), set(key(other).split())
    return first <= second or second <= first


def _told(rows: pd.DataFrame, family: Family) -> list[tuple]:
    whole = rows.iloc[family.whole]
    members = rows.iloc[sorted(family.members)]
    named = members[members["entity"] != ""].drop_duplicates(["article_id", "entity"])["entity"]
    votes = Counter(named)
    speaker = min(votes, key=lambda name: (-votes[name], name != whole["entity"], name)) if votes else ""
    person = any((members["entity"] == speaker) & (members["label"] == "PERSON"))
    found = []
    for row, share in sorted(family.members.items()):
        one = rows.iloc[row]
        other = person and one["label"] == "PERSON" and not same_name(one["entity"], speaker)
        kind = "misattributed" if other else "whole" if share >= _ALL else "trimmed"
        found.append((_name(whole), kind, one["source"], one["published"], one["article_id"], one["start"], one["end"],
                      one["quote"], one["entity"], one["speaker"], round(share, 3), 1.0))
    return found


def _name(whole: pd.Series) -> str:
    return f"{whole['article_id']}:{whole['start']}"


class _Sentence(NamedTuple):
    """A sentence of reported speech: where it stands, who says it, the numbers of its words."""

    article: str
    start: int
    end: int
    text: str
    entity: str
    words: np.ndarray


def _retold(rows: pd.DataFrame, families: Sequence[Family], corpus: Corpus, mentions: pd.DataFrame, near: _Near,
            least: float) -> dict[int, list[tuple]]:
    """The paraphrases of each family: in an article the sentence most like it, for a sentence the likest family."""
    speakers = defaultdict(list)
    for number, one in enumerate(families):
        if len(one.words) >= _TOLD and (who := rows["entity"].iat[one.whole]):
            speakers[who].append(number)
    meaning, best = _Meaning(), {}
    wholes = {number: meaning.numbers(families[number].words) for own in speakers.values() for number in own}
    for sentence in _sentences(corpus, mentions, set(speakers), meaning):
        for number in speakers[sentence.entity]:
            whole = families[number]
            if not near(sentence.article, rows["article_id"].iat[whole.whole]):
                continue
            alike = meaning.likeness(wholes[number], sentence.words)
            held = {rows["article_id"].iat[row] for row in whole.members} if alike >= least else {sentence.article}
            if sentence.article not in held:
                best.setdefault((sentence.article, sentence.start), []).append((-alike, number, sentence))
    chosen = {}
    for found in best.values():
        alike, number, sentence = min(found, key=lambda one: one[:2])
        place = (number, sentence.article)
        if place not in chosen or (alike, sentence.start) < (chosen[place][0], chosen[place][1].start):
            chosen[place] = (alike, sentence)
    told = defaultdict(list)
    for (number, _), (alike, one) in sorted(chosen.items(), key=lambda item: item[0]):
        about = corpus.about.iloc[near.place[one.article]]
        told[number].append((_name(rows.iloc[families[number].whole]), "paraphrased", about["source"],
                             about["published"], one.article, one.start, one.end, one.text, one.entity, "", 0.0,
                             round(-alike, 3)))
    return told


def _sentences(corpus: Corpus, mentions: pd.DataFrame, wanted: set[str], meaning: "_Meaning"
               ) -> Iterator[_Sentence]:
    """The sentences of reported speech of some entities."""
    names = Names(mentions)
    articles = corpus.articles[["article_id", "text"]].sort_values("article_id")
    for article, text in zip(articles["article_id"], articles["text"], strict=True):
        own = names.of(article)
        for one in statements(text, own, wanted):
            called = {word.lower() for name in own if one.start <= name.start < one.end
                      for word in text[name.start:name.end].split()}
            words = [word.key.lower() for word in tokens.words(text[one.start:one.end])]
            numbers = meaning.numbers([word for word in words if word not in called])
            yield _Sentence(article, one.start, one.end, text[one.start:one.end], one.entity, numbers)


class _Meaning:
    """Unit vectors of words: kept once each; a text is the numbers of its words that say something and are known."""

    def __init__(self):
        self._numbers, self._vectors, self._size = {}, np.zeros((1024, 0), np.float32), 0

    def numbers(self, words: Sequence[str]) -> np.ndarray:
        """The numbers of the words of a text: int32."""
        kept = [word for word in words if word not in stop_words() and word[0].isalpha()]
        if fresh := sorted({word for word in kept if word not in self._numbers}):
            self._learn(fresh, word_vectors(fresh))
        found = np.array([self._numbers[word] for word in kept], np.int32)
        return found[found >= 0]

    def _learn(self, words: list[str], vectors: np.ndarray) -> None:
        known = vectors.any(axis=1)
        while self._size + known.sum() > len(self._vectors) or not self._vectors.shape[1]:
            room = np.zeros((2 * len(self._vectors), vectors.shape[1]), np.float32)
            room[:self._size] = self._vectors[:self._size] if self._size else 0
            self._vectors = room
        self._vectors[self._size:self._size + known.sum()] = vectors[known]
        places = np.where(known, self._size + np.cumsum(known) - 1, -1)
        self._numbers.update(zip(words, places.tolist(), strict=True))
        self._size += int(known.sum())

    def likeness(self, one: np.ndarray, other: np.ndarray) -> float:
        """How much two texts say the like, 0 to 1; see the module."""
        if not len(one) or not len(other):
            return 0.0
        cosines = self._vectors[one] @ self._vectors[other].T
        return round(float(cosines.max(axis=1).mean() + cosines.max(axis=0).mean()) / 2, 6)


def _ordered(found: pd.DataFrame) -> pd.DataFrame:
    size = found.groupby("family")["article_id"].transform("nunique")
    found = found.assign(size=size, order=found["kind"].map(_ORDER),
                         published=pd.to_datetime(found["published"], utc=True)).sort_values(
        ["size", "family", "order", "published", "article_id", "start"], ascending=[False, *[True] * 5])
    return found[list(COLUMNS)].astype(COLUMNS).reset_index(drop=True)

"""Retold: sentences without marks that say what a quotation says, by the same speaker in another article.

How much two texts say the like is the mean, in both directions, of each word's cosine with the nearest word of the
other, by the vectors of the model; stop words, and the names in the sentence, are left out.
"""

import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..text import tokens
from ..text.stopwords import stop_words
from ..topics.represent import word_vectors
from .families import Family, Near
from .quotes import Names
from .reported import statements

_TOLD = 6  # words of a quotation that can be told otherwise


class Retold(NamedTuple):
    """A sentence that tells a quotation otherwise, and how much it says the like."""

    article: str
    start: int
    end: int
    text: str
    entity: str
    likeness: float


class _Sentence(NamedTuple):
    """A sentence of reported speech: where it stands, who says it, the numbers of its words."""

    article: str
    start: int
    end: int
    text: str
    entity: str
    words: np.ndarray


class _Speakers:
    """The quotations that can be told otherwise, by who says them, in order of their days (or by their story)."""

    def __init__(self, articles: Sequence[str], speakers: Sequence[str], families: Sequence[Family], near: Near):
        self._near, self._found = near, defaultdict(list)
        for number, one in enumerate(families):
            article, who = articles[one.whole], speakers[one.whole]
            if who and len(one.words) >= _TOLD:
                self._found[self._key(who, article)].append((np.nan_to_num(near.day[article], nan=np.inf), number))
        for found in self._found.values():
            found.sort()
        self.names = {who for who, _ in self._found}

    def _key(self, who: str, article: str) -> tuple[str, str]:
        return who, "" if self._near.story is None else self._near.story.get(article, article)

    def of(self, who: str, article: str) -> list[int]:
        """The families of a speaker that an article may tell."""
        found, day = self._found.get(self._key(who, article), []), self._near.day[article]
        if self._near.story is not None or np.isnan(day):
            return [number for _, number in found]
        days = self._near.days
        first, last = bisect.bisect_left(found, (day - days,)), bisect.bisect_left(found, (day + days, np.inf))
        undated = max(bisect.bisect_left(found, (np.inf,)), last)
        return [number for _, number in (*found[first:last], *found[undated:])]


def retold(rows: pd.DataFrame, families: Sequence[Family], corpus: Corpus, mentions: pd.DataFrame, near: Near,
            least: float) -> dict[int, list[Retold]]:
    """The paraphrases of each family: in an article the sentence most like it, for a sentence the likest family."""
    articles = rows["article_id"].tolist()
    speakers = _Speakers(articles, rows["entity"].tolist(), families, near)
    meaning, wholes, chosen = _Meaning(), {}, {}
    for sentence in _sentences(corpus, mentions, speakers.names, meaning):
        best = None
        for number in speakers.of(sentence.entity, sentence.article):
            if number not in wholes:
                wholes[number] = meaning.numbers(families[number].words)
            alike = meaning.likeness(wholes[number], sentence.words)
            if alike >= least and (best is None or (-alike, number) < best) and all(
                    articles[row] != sentence.article for row in families[number].members):
                best = (-alike, number)
        if best is not None:
            place = (best[1], sentence.article)
            if place not in chosen or (best[0], sentence.start) < (chosen[place][0], chosen[place][1].start):
                chosen[place] = (best[0], sentence)
    told = defaultdict(list)
    for (number, _), (alike, one) in sorted(chosen.items(), key=lambda item: item[0]):
        told[number].append(Retold(one.article, one.start, one.end, one.text, one.entity, round(-alike, 3)))
    return told


def _sentences(corpus: Corpus, mentions: pd.DataFrame, wanted: set[str], meaning: "_Meaning"
               ) -> Iterator[_Sentence]:
    """The sentences of reported speech of some entities."""
    names = Names(mentions)
    texts = (pair for _, part in corpus.parts(["article_id", "text"]) for pair in zip(
        part["article_id"].to_pylist(), part["text"].to_pylist(), strict=True))
    for article, text in texts:
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
        self._numbers, self._vectors, self._size = {}, np.zeros((0, 1), np.float32), 0

    def numbers(self, words: Sequence[str]) -> np.ndarray:
        """The numbers of the words of a text: int32."""
        kept = [word for word in words if word not in stop_words() and word[0].isalpha()]
        if fresh := sorted({word for word in kept if word not in self._numbers}):
            self._learn(fresh, word_vectors(fresh))
        found = np.array([self._numbers[word] for word in kept], np.int32)
        return found[found >= 0]

    def _learn(self, words: list[str], vectors: np.ndarray) -> None:
        known = vectors.any(axis=1)
        size = self._size + int(known.sum())
        if size > len(self._vectors):
            room = np.zeros((2 * size, vectors.shape[1]), np.float32)
            room[:self._size] = self._vectors[:self._size]
            self._vectors = room
        self._vectors[self._size:size] = vectors[known]
        places = np.where(known, self._size + np.cumsum(known) - 1, -1)
        self._numbers.update(zip(words, places.tolist(), strict=True))
        self._size = size

    def likeness(self, one: np.ndarray, other: np.ndarray) -> float:
        """How much two texts say the like, 0 to 1; see the module."""
        if not len(one) or not len(other):
            return 0.0
        cosines = self._vectors[one] @ self._vectors[other].T
        return round(float(cosines.max(axis=1).mean() + cosines.max(axis=0).mean()) / 2, 6)

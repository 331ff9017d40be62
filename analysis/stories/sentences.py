"""The sentences of the chosen articles, and what each is about: its content words, names and numbers.

A name counts as the entity that it stands for ("U.S.", "American" and "United States" are one), a person as the
surname; a number as its value ("forty-six thousand", "46,000"); any other word as its lemma (simplemma), stop words
left out.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..entities.countries import country
from ..entities.spelling import key as name_key
from ..text import tokens
from ..text.lemmas import function_words, lemma
from .quantities import Quantity, quantities

HEADING = 12  # words at most
_ENDS = tuple(".!?…:;,\"'”’)")
_PEOPLES = {  # adjectives that share too little with their country's name to be seen as one by their letters
    "american": "united states", "americans": "united states", "british": "united kingdom", "briton": "united kingdom",
    "britons": "united kingdom", "chinese": "china", "french": "france", "dutch": "netherlands", "greek": "greece",
    "swiss": "switzerland", "spanish": "spain", "welsh": "wales", "danish": "denmark", "turkish": "turkey",
    "thai": "thailand", "polish": "poland", "filipino": "philippines", "emirati": "united arab emirates",
}


class Sentence(NamedTuple):
    """A sentence from `start` to `end` of its article's text: its words, what it is about (items; names: those of them
    that are names), its quantities, its plain words (start, end, lemma: neither stop words nor in a name or number) and
    its entities with their labels.  Offsets of parts count from the beginning of the sentence.
    """

    start: int
    end: int
    text: str
    heading: bool
    words: list[tokens.Word]
    items: list[str]
    names: frozenset[str]
    quantities: list[Quantity]
    plain: list[tuple[int, int, str]]
    entities: dict[str, str]


def read(text: str, lang: str, published: pd.Timestamp, names: list[tuple[int, int, str, str]]) -> list[Sentence]:
    """The sentences of one article; `names`: its mentions, (start, end, label, entity), in order."""
    found, place = [], 0
    for start, end in tokens.sentences(text):
        while place < len(names) and names[place][1] <= start:
            place += 1
        inside = [one for one in names[place:place + 100] if start <= one[0] and one[1] <= end]
        found.append(_sentence(text[start:end], start, lang, published, inside))
    return found


def _sentence(said: str, start: int, lang: str, published, names: list) -> Sentence:
    words = tokens.words(said)
    told = quantities(said, published)
    covered = [(one.start, one.end) for one in told]
    items, named = [f"#{_shown(one)}" for one in told if one.kind != "date" or any(one.value[:3])], set()
    for begin, stop, label, entity in names:
        found = name_items(entity, label)
        covered.append((begin - start, stop - start))
        items += found
        named.update(found)
    lang = "en" if lang in ("", "und") else lang
    left_out = function_words(lang)
    plain = []
    for word in words:
        if not any(word.start < stop and begin < word.end for begin, stop in covered):
            lemmas = [lemma(part, lang).lower() for part in word.key.split("-") if part.lower() not in left_out]
            plain += [(word.start, word.end, lemma) for lemma in lemmas]
    items += [lemma for _, _, lemma in plain]
    heading = not any(map(str.isalpha, said)) or (len(words) <= HEADING and not said.endswith(_ENDS))
    return Sentence(start, start + len(said), said, heading, words, items, frozenset(named), told, plain,
                    {entity: label for _, _, label, entity in names})


def name_items(entity: str, label: str) -> list[str]:
    """The items of a name: a country is one, a person the surname, anything else its words."""
    place = country(entity) or _PEOPLES.get(entity.lower())
    if place:
        return [name_key(place)]
    words = name_key(entity).split()
    return words[-1:] if label == "PERSON" else words


def _shown(one: Quantity) -> str:
    if one.kind == "number":
        return f"{one.value:.10g}" + ("%" if one.unit == "%" else "")
    return ":".join(map(str, one.value[:3]))


class Story(NamedTuple):
    """The sentences of several articles, numbered through: `article` (of each, a place in `ids`), `place` in it."""

    ids: list[str]
    articles: list[list[Sentence]]
    flat: list[Sentence]
    article: np.ndarray
    place: np.ndarray

    @classmethod
    def of(cls, sentences: dict[str, list[Sentence]], ids: list[str]) -> "Story":
        articles = [sentences[one] for one in ids]
        sizes = np.array([len(one) for one in articles], dtype=np.int64)
        article = np.repeat(np.arange(len(ids)), sizes)
        place = np.arange(len(article)) - (np.cumsum(sizes) - sizes)[article]
        return cls(ids, articles, [one for found in articles for one in found], article, place)

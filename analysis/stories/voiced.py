"""Voiced: the quotations of each sentence with who says them, and which of them two sentences share."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..text.tokens import words

NOBODY = "unnamed"
_LONG = 4  # words that two quotations share at least, where one is trimmed


class Voice(NamedTuple):
    """A quotation in a sentence: the words, who says them ("unnamed" where no name is given), their keys."""

    quote: str
    speaker: str
    keys: tuple[str, ...]


def by_sentence(quotes: pd.DataFrame, sentences: Mapping[str, Iterable]) -> dict[tuple[str, int], list[Voice]]:
    """(article_id, number of the sentence from 0) -> its quotations; one that runs on is parted between them."""
    found, rows = {}, {}
    for row in quotes.sort_values(["article_id", "start"]).itertuples():
        rows.setdefault(row.article_id, []).append(row)
    for article, own in rows.items():
        for number, sentence in enumerate(sentences.get(article, ())):
            for row in own:
                if row.start < sentence.end and sentence.start < row.end:
                    said = row.quote[max(sentence.start - row.start, 0):sentence.end - row.start]
                    said = " ".join(said.strip(" \n\"'“”‘’,.").split())
                    voice = Voice(said, row.entity or NOBODY, tuple(word.key.lower() for word in words(said)))
                    found.setdefault((article, number), []).append(voice)
    return found


def shown(voices: Iterable[Voice]) -> str:
    """'Scott Bessent: "good meeting"; unnamed: "…"'."""
    return "; ".join(f'{voice.speaker}: "{voice.quote}"' for voice in voices)


def shared(ours: Iterable[Voice], theirs: Iterable[Voice]) -> list[tuple[Voice, Voice]]:
    """The quotations of two sentences that are one, whole or trimmed; who says it where either tells."""
    theirs = list(theirs)
    found = [(one, other) for one in ours for other in theirs if _marks(one) & _marks(other)]
    return [(one._replace(speaker=other.speaker) if one.speaker == NOBODY else one,
             other._replace(speaker=one.speaker) if other.speaker == NOBODY else other) for one, other in found]


def same(voices: Sequence[Sequence[Voice]], article: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(one, other): sentences of two articles that share a quotation."""
    holders = defaultdict(set)
    for number, own in enumerate(voices):
        for mark in set().union(*map(_marks, own)):
            holders[mark].add(number)
    pairs = [np.zeros((0, 2), np.int64)]
    for numbers in holders.values():
        own = np.array(sorted(numbers))
        one, other = np.triu_indices(len(own), 1)
        pairs.append(np.column_stack([own[one], own[other]])[article[own[one]] != article[own[other]]])
    found = np.unique(np.concatenate(pairs), axis=0)
    return found[:, 0], found[:, 1]


def _marks(voice: Voice) -> set[tuple]:
    """What tells a quotation: its runs of some words; all of a shorter one; of a single word who says it too."""
    if len(voice.keys) == 1:
        return {(*voice.keys, voice.speaker)} - {(*voice.keys, NOBODY)}
    size = min(len(voice.keys), _LONG)
    return {voice.keys[at:at + size] for at in range(len(voice.keys) - size + 1)} - {()}


def another_speaker(one: Voice, other: Voice) -> bool:
    """Whether both quotations name who says them, and not the same person."""
    if NOBODY in (one.speaker, other.speaker):
        return False
    return not set(re.findall(r"\w+", one.speaker.lower())) & set(re.findall(r"\w+", other.speaker.lower()))

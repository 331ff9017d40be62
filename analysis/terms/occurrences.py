"""Where a word, a phrase or a pattern stands: the offsets that every count of terms comes down to."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text import tokens
from .index import Index, joined_places
from .lemmas import Lemmas


class Places(NamedTuple):
    """Where something stands: article (its position in `corpus.about`), start, end (characters), in this order."""

    article: np.ndarray
    start: np.ndarray
    end: np.ndarray


def places(corpus: Corpus, phrases: Iterable[str], *, lemmas: bool = False) -> list[Places]:
    """Where each of the `phrases` stands, found by its words' keys or with `lemmas` by their lemmas, whatever the case.

    Acronyms count as written: "US" does not find "us".  The words are gone through once for all phrases that were not
    asked for before.  Raises ValueError for a phrase without a word.
    """
    sought = [tuple(word.key for word in tokens.words(phrase)) for phrase in phrases]
    if empty := [phrase for phrase, keys in zip(phrases, sought, strict=True) if not keys]:
        raise ValueError(f"phrase={empty[0]!r} has no word in it; give one or more words")
    known = corpus.once(_known)
    known = known[lemmas]
    known |= (_by_lemma if lemmas else _found)(corpus, [keys for keys in dict.fromkeys(sought) if keys not in known])
    return [known[keys] for keys in sought]


def _known(corpus: Corpus) -> tuple[dict[tuple[str, ...], Places], dict[tuple[str, ...], Places]]:
    """The phrases asked for so far: tables of evidence ask row by row."""
    return {}, {}


def _by_lemma(corpus: Corpus, sought: list[tuple[str, ...]]) -> dict[tuple[str, ...], Places]:
    lemmas, parts = corpus.once(Lemmas), {keys: [] for keys in sought}
    for part in corpus.once(Index).parts() if sought else ():
        for keys, found in parts.items():
            starts, size = lemmas.places(part, keys)
            found.append((part.article[starts], part.start[starts], part.end[starts + size - 1]))
    return {keys: in_order(found) for keys, found in parts.items()}


def _found(corpus: Corpus, sought: list[tuple[str, ...]]) -> dict[tuple[str, ...], Places]:
    words = corpus.once(Index)
    numbers = {keys: [words.number(key) for key in keys] for keys in sought}
    present = {keys: found for keys, found in numbers.items() if -1 not in found}
    parts = {keys: [] for keys in sought}
    for part in words.parts() if present else ():
        for keys, one in present.items():
            starts = joined_places(part, one)
            parts[keys].append((part.article[starts], part.start[starts], part.end[starts + len(one) - 1]))
    return {keys: in_order(found) for keys, found in parts.items()}


def in_order(parts: list[tuple[np.ndarray, ...]]) -> Places:
    """Places found part by part, by article and start."""
    nothing = (np.zeros(0, np.int32),) * 3
    article, start, end = map(np.concatenate, zip(nothing, *parts, strict=True))
    order = np.lexsort((start, article))
    return Places(article[order], start[order], end[order])


def occurrences(corpus: Corpus, phrase: str, *, regex: bool = False, case: bool = False, lemmas: bool = False
                ) -> pd.DataFrame:
    """Every occurrence of `phrase`: article_id, start, end (characters of the article's text), in corpus order.

    With `regex` the phrase is a regular expression (module re; ^ and $ are a line's ends) and its matches are looked
    for in the texts; with `case` capitals must be as given; with `lemmas` "tariff" and "tariffs" both find either.
    Matches of nothing are left out.  Raises ValueError for a phrase without a word, for a broken expression, and for
    `lemmas` with either of the others.
    """
    if lemmas and (regex or case):
        raise ValueError("lemmas=True finds words however they are written; leave out regex and case, or lemmas")
    if regex:
        return _matches(corpus, phrase, case)
    found = spans(corpus, places(corpus, [phrase], lemmas=lemmas)[0])
    return found[_written_as(corpus, found, phrase)].reset_index(drop=True) if case else found


def spans(corpus: Corpus, found: Places) -> pd.DataFrame:
    """The places as a table: article_id, start, end."""
    ids = corpus.about["article_id"].to_numpy(dtype=object)
    return pd.DataFrame({"article_id": pd.array(ids[found.article], dtype=TEXT),
                         "start": found.start.astype(np.int64), "end": found.end.astype(np.int64)})


def _written_as(corpus: Corpus, found: pd.DataFrame, phrase: str) -> np.ndarray:
    """Which of the occurrences have their words written as in `phrase`."""
    wanted, texts = _forms(phrase), corpus.texts(found["article_id"])
    return np.array([_forms(texts[row.article_id][row.start:row.end]) == wanted for row in found.itertuples()],
                    dtype=bool)


def _forms(text: str) -> list[str]:
    return [text[word.start:word.end].replace("\u2019", "'") for word in tokens.words(text)]


def _matches(corpus: Corpus, pattern: str, case: bool) -> pd.DataFrame:
    try:
        sought = re.compile(pattern, re.MULTILINE | (0 if case else re.IGNORECASE))
    except re.error as error:
        raise ValueError(f"phrase={pattern!r} is no regular expression: {error}; put a backslash before a character "
                         "that stands for itself, or leave out regex=True") from None
    if not pattern:
        raise ValueError("phrase='' matches nothing; give a regular expression")
    rows = [(row, *match.span()) for rows, table in corpus.parts(["text"])
            for row, text in zip(rows.tolist(), table["text"].to_pylist(), strict=True)
            for match in sought.finditer(text) if match.end() > match.start()]
    return spans(corpus, in_order([tuple(np.array(rows, np.int64).reshape(-1, 3).T)]))

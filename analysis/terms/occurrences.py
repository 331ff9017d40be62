"""Where a word, a phrase or a pattern stands: the offsets that every count of terms comes down to."""

import re

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text import tokens
from .index import index, runs


def places(corpus: Corpus, phrase: str) -> np.ndarray:
    """The numbers (in `index`) of the words at which `phrase` begins, found by its words' keys, whatever the case.

    Acronyms count as written: "US" does not find "us".  Raises ValueError for a phrase without a word.
    """
    sought = [word.key for word in tokens.words(phrase)]
    if not sought:
        raise ValueError(f"phrase={phrase!r} has no word in it; give one or more words")
    words = corpus.once(index)
    numbers = [words.numbers.get(key, -1) for key in sought]
    starts = runs(words.joined, len(sought))
    for step, number in enumerate(numbers):
        starts = starts[words.ids[starts + step] == number]
    return starts


def occurrences(corpus: Corpus, phrase: str, *, regex: bool = False, case: bool = False) -> pd.DataFrame:
    """Every occurrence of `phrase`: article_id, start, end (characters of the article's text), in corpus order.

    With `regex` the phrase is a regular expression (module re; ^ and $ are a line's ends) and its matches are looked
    for in the texts; with `case` capitals must be as given.  Matches of nothing are left out.  Raises ValueError for a
    phrase without a word and for a broken expression.
    """
    if regex:
        return _matches(corpus, phrase, case)
    found = spans(corpus, places(corpus, phrase), len(tokens.words(phrase)))
    return found[_written_as(corpus, found, phrase)].reset_index(drop=True) if case else found


def spans(corpus: Corpus, starts: np.ndarray, size: int) -> pd.DataFrame:
    """article_id, start, end of `size` words from each of the words numbered `starts`."""
    words = corpus.once(index)
    ids = corpus.articles["article_id"].to_numpy(dtype=object)
    return pd.DataFrame({"article_id": pd.array(ids[words.article[starts]], dtype=TEXT),
                         "start": words.start[starts].astype(np.int64),
                         "end": words.end[starts + size - 1].astype(np.int64)})


def _written_as(corpus: Corpus, found: pd.DataFrame, phrase: str) -> np.ndarray:
    """Which of the occurrences have their words written as in `phrase`."""
    wanted = _forms(phrase)
    texts = dict(zip(corpus.articles["article_id"], corpus.articles["text"], strict=True))
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
    rows = [(article, *match.span()) for article, text in zip(corpus.articles["article_id"], corpus.articles["text"],
                                                              strict=True)
            for match in sought.finditer(text) if match.end() > match.start()]
    return pd.DataFrame(rows, columns=["article_id", "start", "end"]).astype({"article_id": TEXT, "start": "int64",
                                                                              "end": "int64"})

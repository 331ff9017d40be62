"""Where a word or phrase stands: the offsets that every count of terms comes down to."""

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text import tokens
from .index import index
from .matrix import runs


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


def occurrences(corpus: Corpus, phrase: str) -> pd.DataFrame:
    """Every occurrence of `phrase`: article_id, start, end (characters of the article's text), in corpus order."""
    words, starts = corpus.once(index), places(corpus, phrase)
    last = starts + len(tokens.words(phrase)) - 1
    ids = corpus.articles["article_id"].to_numpy(dtype=object)
    return pd.DataFrame({"article_id": pd.array(ids[words.article[starts]], dtype=TEXT),
                         "start": words.start[starts].astype(np.int64), "end": words.end[last].astype(np.int64)})

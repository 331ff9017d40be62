"""Every word of the collection as arrays, read once and shared by all counts of terms.

Words are interned twice: each distinct written form gets a number, and each form's key another, so that a rule of
`analysis.text.tokens` runs once a form and not once a word.  All later counting is array arithmetic on the keys'
numbers.  About 17 bytes a word.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..corpus import Corpus
from ..text import tokens
from ..text.scan import scan


@dataclass(frozen=True)
class Index:
    """The words of a collection in order, article after article (in the order of `corpus.articles`).

    `ids[i]` is the number of word i's key in `keys` (sorted), `forms[form_ids[i]]` how it is written, `article[i]`
    its article's position, `start[i]` and `end[i]` its offsets into the article's text; `joined[i]` tells whether
    only blank space (or a possessive ending) parts it from word i + 1, so that the two can be one phrase.
    """

    keys: list[str]
    ids: np.ndarray
    forms: list[str]
    form_ids: np.ndarray
    article: np.ndarray
    start: np.ndarray
    end: np.ndarray
    joined: np.ndarray
    articles: int

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each key."""
        return {key: number for number, key in enumerate(self.keys)}

    @cached_property
    def spelling(self) -> list[str]:
        """The form in which each key is written most often (without capitals where two tie)."""
        owner = np.zeros(len(self.forms), dtype=np.int64)
        owner[self.form_ids] = self.ids
        counts = Counter()  # "ferry" and "ferry's" are two forms and one spelling
        for place, form, count in zip(owner.tolist(), self.forms, np.bincount(self.form_ids).tolist(), strict=True):
            counts[place, form] += count
        best = {}
        for place, form in sorted(counts, key=lambda one: (-counts[one], one[1].swapcase())):
            best.setdefault(place, form)
        return [best[number] for number in range(len(self.keys))]


def index(corpus: Corpus) -> Index:
    """The index of a collection; read `corpus.once(index)` so that it is made once."""
    found = scan(corpus.articles["text"])
    forms = [tokens.written(form) for form in found.forms]
    keyed = [tokens.key(form, loud=loud) for form, loud in zip(forms, found.loud.tolist(), strict=True)]
    keys = sorted(set(keyed))
    number = {key: place for place, key in enumerate(keys)}
    of_form = np.array([number[key] for key in keyed], dtype=np.int32)
    lengths = np.array([len(form) for form in forms], dtype=np.int32)
    return Index(
        keys=keys, ids=of_form[found.form], forms=forms, form_ids=found.form, article=found.article,
        start=found.start, end=found.start + lengths[found.form],
        joined=np.append(found.joined[1:], False)[:len(found.joined)], articles=len(corpus),
    )


def runs(joined: np.ndarray, size: int) -> np.ndarray:
    """Places at which `size` words stand joined."""
    whole = np.ones(len(joined) - size + 1, dtype=bool) if len(joined) >= size else np.zeros(0, dtype=bool)
    for step in range(size - 1):
        whole &= joined[step:step + len(whole)]
    return np.flatnonzero(whole)

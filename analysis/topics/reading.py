"""The words of texts as arrays, read once: what is a term, how it is usually written, what stands beside it.

A *term* is a word of letters (the parts of a compound count singly), folded to lower case.  Function words,
reporting verbs, days and remains of markup are no terms.  An acronym spelt like a function word stays in
capitals: "US", "WHO".
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from scipy import sparse

from ..text import scan
from ..text.stopwords import stop_words
from ..text.tokens import key

_REPORTING = (
    "tell telling report reporting reportedly add adds ask asked asks announce announced announces comment "
    "comments commented statement spokesman spokeswoman spokesperson sir dr"
)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow"
_MARKUP = "http https www com quot amp lt gt nbsp href"
_CONTRACTED = "don didn doesn isn wasn won wouldn couldn shouldn aren weren hasn haven hadn ain ve ll re"
STOPS = stop_words() | set(f"{_REPORTING} {_DAYS} {_MARKUP} {_CONTRACTED}".split())
_NONE = -1


@dataclass(frozen=True)
class Words:
    """All words of some texts in order.

    term (words,): index into `terms`, -1 for a word that is no term.  written (words,): index into
    `spellings`, how it is spelt there.  text (words,): which text it stands in.  joined (words,): whether
    only a space or hyphen stands between it and the word before.  terms: sorted.  forms: how each term is
    most often spelt.
    """

    term: np.ndarray
    written: np.ndarray
    text: np.ndarray
    joined: np.ndarray
    terms: list[str]
    spellings: list[str]
    forms: list[str]
    texts: int

    def without(self, dropped: np.ndarray) -> "Words":
        """The same words where `dropped` (terms,) are no terms any more."""
        return replace(self, term=np.where(np.append(dropped, True)[self.term], _NONE, self.term))

    def counts(self) -> sparse.csr_array:
        """(texts, terms): how often each term stands in each text."""
        real = self.term != _NONE
        pairs = (self.text[real], self.term[real])
        counts = sparse.coo_array((np.ones(real.sum()), pairs), shape=(self.texts, len(self.terms)))
        return sparse.csr_array(counts)


class Split(NamedTuple):
    """Words of some texts in order: sizes (words a text), spelt (a number into spellings, -1 for a word that is no
    term), joined (as in `Words`), spellings (how each term is spelt)."""

    sizes: np.ndarray
    spelt: np.ndarray
    joined: np.ndarray
    spellings: list[str]


def split(texts: pa.LargeStringArray) -> Split:
    """The words of `texts`, the parts of a compound each by itself."""
    found, spellings = scan.read(*scan.utf8(texts)), {}
    forms = [_parts(form, spellings) for form in found.forms]
    many, flat = np.array([len(form) for form in forms], np.int64), [part for form in forms for part in form]
    begin, times = np.cumsum(many) - many, many[found.form]
    step = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    spelt = np.array(flat, np.int32)[np.repeat(begin[found.form], times) + step]
    of_text = np.repeat(np.arange(len(texts)), found.sizes)
    sizes = np.bincount(of_text, times, minlength=len(texts)).astype(np.int64)
    return Split(sizes, spelt, np.where(step == 0, np.repeat(found.joined, times), True), list(spellings))


def read(texts: Sequence[str]) -> Words:
    """The words of `texts`."""
    return joined([split(pa.array(texts, pa.large_string()))])


def joined(parts: Sequence[Split], order: np.ndarray | None = None) -> Words:
    """The words of all `parts`, text after text; `order`: which texts, counted through the parts, and in what order."""
    numbers, spelt = {}, [np.zeros(0, np.int32)]
    for part in parts:
        place = np.array([numbers.setdefault(one, len(numbers)) for one in part.spellings] + [_NONE], np.int32)
        spelt.append(place[part.spelt])
    spelt, beside = np.concatenate(spelt), np.concatenate([np.zeros(0, bool), *(part.joined for part in parts)])
    sizes = np.concatenate([np.zeros(0, np.int64), *(part.sizes for part in parts)])
    order = np.arange(len(sizes)) if order is None else order
    begin, own = np.cumsum(sizes) - sizes, sizes[order]
    at = np.repeat(begin[order] - (np.cumsum(own) - own), own) + np.arange(own.sum())
    text = np.repeat(np.arange(len(order), dtype=np.int32), own)
    return _numbered(spelt[at], text, beside[at], list(numbers), len(order))


def _parts(written: str, spellings: dict[str, int]) -> list[int]:
    """The number in `spellings` (grown here) of each part of a word; -1 for a part that is no term."""
    found = []
    for part in key(written).split("-"):
        term = _term(part)
        at = written.lower().find(term.lower())
        spelt = written[at:at + len(term)] if at >= 0 else part
        found.append(spellings.setdefault(spelt, len(spellings)) if term and term_of(spelt) else _NONE)
    return found


def term_of(spelt: str) -> str:
    """The term of a spelling, empty for none."""
    return _term(key(spelt))


def _term(part: str) -> str:
    folded = part.lower().removesuffix("'s")
    if len(folded) < 2 or not folded.isalpha():
        return ""
    if folded in STOPS:
        return part if part.isupper() else ""
    return folded


def _numbered(sequence, text, joined, spellings, texts) -> Words:
    """Terms and spellings in alphabetical order; a term's form is its most frequent spelling, of equals the
    first.  Only those that occur: a part may hold texts that were not asked for."""
    uses = np.bincount(sequence[sequence != _NONE], minlength=len(spellings)).tolist()
    known = sorted((term_of(spelt), spelt, number) for number, spelt in enumerate(spellings) if uses[number])
    place = np.full(len(spellings) + 1, _NONE, np.int32)
    place[[number for *_, number in known]] = np.arange(len(known))
    terms = sorted({term for term, *_ in known})
    index = {term: number for number, term in enumerate(terms)}
    forms = {}
    for term, spelt, _ in sorted(known, key=lambda one: (-uses[one[2]], *one[:2])):
        forms.setdefault(term, spelt)
    lookup = np.array([index[term] for term, *_ in known] + [_NONE], dtype=np.int32)
    written = place[sequence]
    return Words(lookup[written], written, text, joined, terms, [spelt for _, spelt, _ in known],
                 [forms[term] for term in terms], texts)

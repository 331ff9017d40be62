"""The words of texts as arrays, read once: what is a term, how it is usually written, what stands beside it.

A *term* is a word of letters (the parts of a compound count singly), folded to lower case.  Function words,
reporting verbs, days and remains of markup are no terms.  An acronym spelt like a function word stays in
capitals: "US", "WHO".
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from ..text.stopwords import stop_words
from ..text.tokens import WORD, key

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


def read(texts: Sequence[str]) -> Words:
    """The words of `texts`."""
    spellings, known, sequence, text_of, joined = {}, {}, array("i"), array("i"), bytearray()
    for number, text in enumerate(texts):
        last = -2
        for match in WORD.finditer(text):
            start, end = match.span()
            written = match.group()
            parts = known.get(written)
            if parts is None:
                parts = known[written] = _parts(written, spellings)
            sequence.extend(parts)
            text_of.extend([number] * len(parts))
            joined.extend((text[last:start] == " ", *[True] * (len(parts) - 1)))
            last = end
    return _numbered(np.array(sequence, dtype=np.int32), np.array(text_of, dtype=np.int32),
                     np.array(joined, dtype=bool), list(spellings), len(texts))


def _parts(written: str, spellings: dict[tuple[str, str], int]) -> list[int]:
    """The number in `spellings` (grown here) of each part of a word; -1 for a part that is no term."""
    found = []
    for part in key(written).split("-"):
        term = _term(part)
        at = written.lower().find(term.lower())
        spelt = (term, written[at:at + len(term)] if at >= 0 else part)
        found.append(spellings.setdefault(spelt, len(spellings)) if term else _NONE)
    return found


def _term(part: str) -> str:
    folded = part.lower().removesuffix("'s")
    if len(folded) < 2 or not folded.isalpha():
        return ""
    if folded in STOPS:
        return part if part.isupper() else ""
    return folded


def _numbered(sequence, text, joined, spellings, texts) -> Words:
    """Terms and spellings in alphabetical order; a term's form is its most frequent spelling, of equals the
    first."""
    order = sorted(range(len(spellings)), key=spellings.__getitem__)
    place = np.append(np.argsort(np.array(order, dtype=np.int64)), _NONE)
    spellings = [spellings[number] for number in order]
    written = place[sequence].astype(np.int32)
    terms = sorted({term for term, _ in spellings})
    index = {term: number for number, term in enumerate(terms)}
    uses = np.bincount(written[written != _NONE], minlength=len(spellings)).tolist()
    forms = {}
    for number in sorted(range(len(spellings)), key=lambda number: (-uses[number], number)):
        forms.setdefault(*spellings[number])
    lookup = np.array([index[term] for term, _ in spellings] + [_NONE], dtype=np.int32)
    return Words(lookup[written], written, text, joined, terms, [spelt for _, spelt in spellings],
                 [forms[term] for term in terms], texts)

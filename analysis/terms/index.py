"""Every word of the collection as arrays, a part of the collection at a time, for all that asks where words stand.

Words are interned: each distinct key has a number, so that a rule of `analysis.text.tokens` runs once a written form
and not once a word, and all later counting is array arithmetic.  A part takes about 17 bytes a word.  The parts of a
small collection stay in memory; those of a larger one are made of the texts each time they are gone through, which
takes little longer than reading the texts.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..corpus import Corpus
from ..text.keys import ends
from ..text.places import characters
from ..text.scan import utf8, whole
from .merged import Vocabulary, located, union
from .spellings import Spellings, as_vocabulary, forms
from .words import read

HELD = 16_000_000  # words whose parts stay in memory


class Part(NamedTuple):
    """The words of some articles in order, text after text.

    `ids[i]` is the number of word i's key, `article[i]` its article's position in `corpus.about`, `start[i]` and
    `end[i]` its offsets into the article's text, `joined[i]` (bool) whether only blank space (or a possessive ending)
    parts it from word i + 1, so that the two can be one phrase.  The numbers are int32.
    """

    ids: np.ndarray
    article: np.ndarray
    start: np.ndarray
    end: np.ndarray
    joined: np.ndarray


class Index:
    """The words of a collection: `keys` (sorted, large_string) and `counts` (int64), how often each is used.

    Read `corpus.once(Index)`, so that it is made once.
    """

    def __init__(self, corpus: Corpus):
        self._corpus, held, size, vocabularies = corpus, [], 0, []
        for keys, part in _parts(corpus):
            vocabularies.append(Vocabulary(keys, np.bincount(part.ids, minlength=len(keys))))
            size += len(part.ids)
            held = [*held, (keys, part)] if size <= HELD else []
        self.keys, self.counts = union(vocabularies)
        self._held = [self._numbered(*one) for one in held] if size <= HELD else None

    def parts(self) -> Iterator[Part]:
        """All words; an article's stand in one part."""
        if self._held is None:
            return (self._numbered(*one) for one in _parts(self._corpus))
        return iter(self._held)

    def number(self, key: str) -> int:
        """The number of a key, -1 where no word has it."""
        return pc.index(self.keys, key).as_py()

    def _numbered(self, keys: pa.LargeStringArray, part: Part) -> Part:
        return part._replace(ids=located(keys, self.keys).astype(np.int32)[part.ids])


def _parts(corpus: Corpus) -> Iterator[tuple[pa.LargeStringArray, Part]]:
    """The keys of each shard, sorted, and its words under the numbers that they have there."""
    spellings = corpus.once(Spellings)
    for rows, table in corpus.parts(["text"]):
        texts = whole(table["text"])
        (found, keys, key), (data, bounds) = read(texts), utf8(texts)
        spellings.learn(rows, as_vocabulary(forms(found, keys, key)))
        stop = found.start + (ends(found.packed, found.offsets) - found.offsets[:-1])[found.form]
        start, end = (characters(data, bounds, found.sizes, place.astype(found.start.dtype))
                      for place in (found.start, stop))
        joined = np.append(found.joined[1:], False)[:len(found.joined)]
        yield keys, Part(key[found.form], np.repeat(rows.astype(np.int32), found.sizes), start, end, joined)


def joined_places(part: Part, numbers: list[int]) -> np.ndarray:
    """The words of a part at which words of these `numbers` stand joined."""
    starts = np.flatnonzero(part.ids[:max(len(part.ids) - len(numbers) + 1, 0)] == numbers[0])
    for step, number in enumerate(numbers[1:]):
        starts = starts[part.joined[starts + step] & (part.ids[starts + step + 1] == number)]
    return starts

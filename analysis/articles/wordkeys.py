"""The words of articles as numbers: what copies are compared by, read at the speed of the disk.

A text is read as lower-case words with every mark left out: "don't" and "don’t" are both the words don, t;
a Chinese or Japanese character is a word.  Each word becomes a 32-bit number (FNV-1a of its UTF-8), which
depends on the word alone.  `analysis.text.tokens` reads words as a reader counts them; here only sameness
matters.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..text.compiled import compiled

QUOTE_WORDS = 200  # a quotation that has not ended by then was never closed
_CHUNK = 2000
_BREAK, _LETTER, _SIGN, _STRAIGHT, _OPEN, _CLOSE, _LOW, _LINE = range(8)
_SEED, _PRIME = np.uint32(2166136261), np.uint32(16777619)


class Words(NamedTuple):
    """The words of all texts in a row: text i has keys[starts[i]:starts[i + 1]].

    keys: uint32, one a word; quoted: bool, whether the word stands between quotation marks; starts: int64.
    """

    keys: np.ndarray
    quoted: np.ndarray
    starts: np.ndarray


def read(texts: pd.Series) -> Words:
    """The words of each text, in its order."""
    keys, quoted = [np.zeros(0, dtype=np.uint32)], [np.zeros(0, dtype=np.bool_)]
    sizes = [np.zeros(1, dtype=np.int64)]
    for begin in range(0, len(texts), _CHUNK):
        chunk = pa.array(texts.iloc[begin:begin + _CHUNK].to_numpy(dtype=object), type=pa.large_string())
        _, offsets, data = pc.utf8_lower(chunk).buffers()
        bounds = np.frombuffer(offsets, dtype=np.int64)[:len(chunk) + 1]
        found = _read(np.frombuffer(data or b"", dtype=np.uint8), bounds)
        for part, kept in zip(found, (keys, quoted, sizes), strict=True):
            kept.append(part)
    return Words(np.concatenate(keys), np.concatenate(quoted), np.cumsum(np.concatenate(sizes)))


@compiled
def _read(data, bounds):
    limit = bounds[-1] - bounds[0]
    keys, quoted = np.empty(limit, dtype=np.uint32), np.empty(limit, dtype=np.bool_)
    sizes = np.empty(len(bounds) - 1, dtype=np.int64)
    found = 0
    for text in range(len(bounds) - 1):
        first, at, stop = found, bounds[text], bounds[text + 1]
        key, inside, quote, begun = _SEED, False, 0, 0
        while at < stop:
            kind, size = _kind(data, at, stop)
            if inside and kind != _LETTER:
                keys[found], quoted[found], inside, key = key, quote != 0, False, _SEED
                found += 1
            if kind in (_LETTER, _SIGN):
                for one in range(at, min(at + size, stop)):
                    key = np.uint32((key ^ data[one]) * _PRIME)
                inside = True
            elif kind > _SIGN:
                opening = at == bounds[text] or data[at - 1] <= 0x20 or data[at - 1] == 0x28
                after = _quotation(kind, quote, opening)
                begun = found if after and not quote else begun
                quote = after
            if inside and kind == _SIGN:
                keys[found], quoted[found], inside, key = key, quote != 0, False, _SEED
                found += 1
            if found - begun >= QUOTE_WORDS:
                quote = 0
            at += size
        if inside:
            keys[found], quoted[found] = key, quote != 0
            found += 1
        sizes[text] = found - first
    return keys[:found].copy(), quoted[:found].copy(), sizes


@compiled
def _kind(data, at, stop):
    """What stands at a byte of UTF-8: its kind and its length."""
    byte = data[at]
    if byte < 0x80:
        if 0x61 <= byte <= 0x7A or 0x30 <= byte <= 0x39:
            return _LETTER, 1
        return (_STRAIGHT if byte == 0x22 else _LINE if byte == 0x0A else _BREAK), 1
    size = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
    second = data[at + 1] if at + 1 < stop else 0
    third = data[at + 2] if at + 2 < stop else 0
    if byte == 0xC2:  # Latin-1 marks: « » and the no-break space among them
        return (_OPEN if second == 0xAB else _CLOSE if second == 0xBB else _BREAK), size
    if byte == 0xE2 and second < 0xB0:  # punctuation, currency, arrows: “ ” „ among them
        if second == 0x80 and 0x9C <= third <= 0x9F:
            return (_OPEN if third == 0x9C else _CLOSE if third == 0x9D else _LOW), size
        return _BREAK, size
    if byte == 0xE3 and second == 0x80:  # 、 。 「 」
        return (_OPEN if third == 0x8C else _CLOSE if third == 0x8D else _BREAK), size
    if byte == 0xEF:  # full-width marks
        return _BREAK, size
    return (_SIGN if 0xE3 <= byte <= 0xE9 else _LETTER), size


@compiled
def _quotation(kind, quote, opening):
    """The mark whose quotation is open after a mark of `kind`, 0 for none; “ closes what „ opened."""
    if kind == _STRAIGHT:
        return _STRAIGHT if opening else 0
    if kind == _OPEN:
        return 0 if quote == _LOW else _OPEN
    return _LOW if kind == _LOW else 0

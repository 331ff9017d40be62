"""What kind of character each code point is, exactly as Python's regular expressions and `str.lower` see it."""

import re
from functools import cache

import numpy as np

LETTER, DIGIT, WORD, CAPITAL, CURRENCY, END = 1, 2, 4, 8, 16, 32
_PATTERNS = {
    LETTER: r"[^\W\d_]+", DIGIT: r"\d+", WORD: r"\w+", CAPITAL: "[A-Z]+", CURRENCY: "[$€£¥₹]",
    END: r"[^\w&$'\-\u0080-\U0010ffff]+",  # of ASCII, what ends a word of two letters or more whatever follows
}
_EVERY = 0x110000
_WIDER = (0x80, 0x800, 0x10000)  # the first code points of two, three and four bytes in UTF-8


@cache
def kinds() -> np.ndarray:
    """Bits (LETTER, …) of every code point: uint8, 1,114,112 of them."""
    found, every = np.zeros(_EVERY, dtype=np.uint8), _every()
    for bit, pattern in _PATTERNS.items():
        for match in re.finditer(pattern, every):
            found[match.start():match.end()] |= bit
    return found


@cache
def lower() -> np.ndarray:
    """The small letter of every code point, itself where it has none: int32.  -1 where that is two characters (İ),
    takes another number of bytes in UTF-8, or depends on the characters beside it (Σ)."""
    every = _every()
    found = every.translate({ord("İ"): "?", ord("Σ"): "?"}).lower()
    codes, table = np.arange(_EVERY), np.frombuffer(found.encode("utf-32-le", "surrogatepass"), dtype="<i4")
    width, small = np.searchsorted(_WIDER, codes, "right"), np.searchsorted(_WIDER, table, "right")
    return np.where(width == small, table, -1).astype(np.int32)


def _every() -> str:
    return np.arange(_EVERY, dtype="<u4").tobytes().decode("utf-32-le", "surrogatepass")

"""Where words stand in UTF-8 bytes, found by compiled code: the matches of `tokens.WORD` without a regular expression.

`words` cuts a text at the characters that end a word, and `_word` walks the alternatives of that expression in its
order: an abbreviation with dots, an amount, capitals joined by ampersands, a plain word.  `runs` finds the words of
simpler patterns, runs of \\w.  All compiled functions stand in this file, because numba's cache looks at one file only.
Places that a loop over bytes writes to have no sign: one that could be negative would be looked at each time.

`data` is UTF-8 (uint8), text i is data[bounds[i]:bounds[i + 1]]; together less than 1 GB.  `kinds` and `lower` are the
tables of `characters`.
"""

import numpy as np

from .characters import CAPITAL, CURRENCY, DIGIT, END, LETTER, WORD
from .compiled import compiled, inlined

_LEAST_CAPITALS = 12  # of a shouted line
_WORD = np.uint8(WORD)
_LONGEST_PREFIX = 3  # capitals before a sign of currency


@compiled
def words(data, bounds, kinds):
    """Every word: sizes (int64, words a text), starts and stops (int32, its bytes in `data`), joined (bool: one blank
    parts it from the word before in its text), loud (bool: its line is shouted)."""
    sizes, longest = _room(bounds)
    starts, stops = np.empty(len(data), np.int32), np.empty(len(data), np.int32)
    joined, loud = np.empty(len(data), np.bool_), np.empty(len(data), np.bool_)
    edges, strange, lines = np.empty((3, longest + 2), dtype=np.int32)
    found = 0
    for one in range(len(sizes)):
        text = data[bounds[one]:bounds[one + 1]]
        count = _words(text, kinds, edges, strange, lines, starts[found:], stops[found:])
        _blanks(text, starts[found:found + count], stops[found:], joined[found:])
        _shouted(text, lines, starts[found:found + count], loud[found:])
        starts[found:found + count] += bounds[one]
        stops[found:found + count] += bounds[one]
        sizes[one] = count
        found += count
    return sizes, starts[:found], stops[:found], joined[:found], loud[:found]


@compiled
def sizes(data, bounds, kinds):
    """Words of each text: int64."""
    found, longest = _room(bounds)
    edges, strange, lines, starts, stops = np.empty((5, longest + 2), dtype=np.int32)
    for one in range(len(found)):
        found[one] = _words(data[bounds[one]:bounds[one + 1]], kinds, edges, strange, lines, starts, stops)
    return found


@compiled
def runs(data, bounds, kinds, lower, shortest):
    """Every run of \\w of at least `shortest` characters (1 or 2): sizes, starts and stops as from `words`; the size is
    -1 for a text with a character that `lower` cannot tell, so that its runs in small letters may be others."""
    sizes, longest = _room(bounds)
    starts, stops = np.empty(len(data), np.int32), np.empty(len(data), np.int32)
    edges, found = np.empty(longest + 2, np.int32), np.uintp(0)
    for one in range(len(sizes)):
        text, begin, first = data[bounds[one]:bounds[one + 1]], bounds[one], found
        edge = _edges(text, kinds, lower, edges)
        for run in range(0, edge, 2):
            start, stop = edges[run], edges[run + 1]
            starts[found], stops[found] = begin + start, begin + stop
            found += np.uintp((shortest == 1) | (stop - start > _width(text[start])))
        sizes[one] = np.int64(found - first) if edge >= 0 else -1
    return sizes, starts[:found].copy(), stops[:found].copy()  # the room for more is let go


@compiled
def characters(data, bounds, sizes, starts):
    """The first character of each word in its text for its first byte in `data`: int32."""
    found, word = np.empty_like(starts), 0
    for one in range(len(sizes)):
        at, passed = bounds[one], 0
        for _ in range(sizes[one]):
            for byte in data[at:starts[word]]:
                passed += (byte & 0xC0) != 0x80
            at, found[word] = starts[word], passed
            word += 1
    return found


@inlined
def _room(bounds):
    return np.zeros(len(bounds) - 1, np.int64), np.max(np.append(np.diff(bounds), 0))


@compiled
def _edges(text, kinds, lower, edges):
    """Writes where a text's runs of \\w begin and end into `edges`; how many, -1 for a character that `lower` cannot
    tell.  No branch depends on where words end: the processor would guess wrong."""
    edge, inside, word = np.uintp(0), np.uint8(0), np.uint8(0)
    for at in range(len(text)):
        byte = text[at]
        if byte < 0x80:
            word = kinds[byte] & _WORD
        elif byte >= 0xC0:
            code = _code(text, at)
            word = kinds[code] & _WORD
            if lower[code] < 0:
                return -1
        edges[edge] = at
        edge += np.uintp(word != inside)
        inside = word
    edges[edge] = len(text)
    return np.int64(edge) + (inside > 0)


@compiled
def _words(text, kinds, edges, odd, lines, starts, stops):
    """Writes where the words of one text begin and end, and in `lines` where its lines end; how many words.

    A text is cut at the characters that end any word of two letters or more; a piece of letters alone is a word, and
    `_word` looks at the others.
    """
    size, edge, line, strange, inside = len(text), np.uintp(0), np.uintp(0), 0, False
    for at in range(size):
        byte = text[at]
        piece = (byte >= 0x80) | (kinds[byte] & END == 0)
        edges[edge], odd[edge], lines[line] = at, strange, at
        edge += np.uintp(piece != inside)
        line += np.uintp(byte == 0x0A)
        strange += piece & ((byte | 0x20 < 0x61) | (byte | 0x20 > 0x7A))
        inside = piece
    edges[edge], odd[edge], lines[line] = size, strange, size  # where a piece is open, its end
    count, at = 0, 0
    for piece in range(0, np.int64(edge), 2):
        start, stop = edges[piece], edges[piece + 1]
        if odd[piece] == odd[piece + 1] and stop - start > 1:
            starts[count], stops[count], at, count = start, stop, stop, count + 1
        at = max(at, start)
        while at < stop:
            begin, at = _word(text, at, stop, size, kinds)
            starts[count], stops[count] = begin, at
            count += begin >= 0
    return count


@compiled
def _blanks(text, starts, stops, joined):
    """Whether one blank, plain or unbroken, is all that stands between each word and the one before."""
    for word in range(1, len(starts)):
        at, gap = stops[word - 1], starts[word] - stops[word - 1]
        joined[word] = ((gap == 1) & (text[at] == 0x20)) | ((gap == 2) & (text[at] == 0xC2) & (text[at + 1] == 0xA0))
    joined[:1] = False


@compiled
def _shouted(text, lines, starts, loud):
    """Whether each word stands in a shouted line: capitals enough and no small letter; see `tokens.shouted`."""
    loud[:len(starts)], line, begin = False, 0, 0
    while begin < len(text):
        capitals = 0
        for byte in text[begin:lines[line]]:
            if 0x61 <= byte <= 0x7A:
                capitals = 0
                break
            capitals += 0x41 <= byte <= 0x5A
        if capitals >= _LEAST_CAPITALS:
            for word in range(np.searchsorted(starts, begin), np.searchsorted(starts, lines[line])):
                loud[word] = True
        begin, line = lines[line] + 1, line + 1


@compiled
def _word(text, at, stop, size, kinds):
    """(first byte, end) of the first word that begins from a byte on before `stop`; (-1, stop) without one."""
    while at < stop:
        end = _part(text, at, size, kinds)
        if end > at:
            while end < size:
                after = end + _mark(text, end, size, 0x2D, 0x90, 0x91)
                further = _part(text, after, size, kinds) if end < after < size else after
                if further == after:
                    break
                end = further
            return at, end
        at += _width(text[at])
    return -1, stop


@compiled
def _part(text, at, size, kinds):
    """The end of the part of a word that begins at a byte, `at` itself where none does."""
    kind = _kind(text, at, kinds)
    if kind & LETTER:
        return _lettered(text, at, size, kinds)
    if kind & DIGIT:
        return _amount(text, at, size, kinds)
    after = at + _width(text[at])
    if kind & CURRENCY and after < size and _kind(text, after, kinds) & DIGIT:
        return _amount(text, after, size, kinds)
    return at


@compiled
def _lettered(text, at, size, kinds):
    end, stop = _all(text, at, size, kinds, LETTER), at
    if end < size:
        if text[end] == 0x2E and end == at + _width(text[at]):
            stop = _dotted(text, at, size, kinds)
        elif text[end] == 0x26:
            stop = _ampersands(text, at, size, kinds)
        elif end - at <= _LONGEST_PREFIX and _kind(text, end, kinds) & CURRENCY:
            after = end + _width(text[end])
            if _all(text, at, end, kinds, CAPITAL) == end and after < size and _kind(text, after, kinds) & DIGIT:
                stop = _amount(text, after, size, kinds)
    if stop > at:
        return stop
    while end < size:
        after = end + _mark(text, end, size, 0x27, 0x99, 0x99)
        stop = _all(text, after, size, kinds, LETTER) if after > end else after
        if stop == after:
            break
        end = stop
    return _all(text, end, size, kinds, DIGIT)


@compiled
def _dotted(text, at, size, kinds):
    """The end of an abbreviation ("U.S.", "J.R.R.T"), `at` where there are not two letters with dots."""
    end, letters = at, 0
    while end < size and _kind(text, end, kinds) & LETTER:
        after = end + _width(text[end])
        if after < size and text[after] == 0x2E:
            end, letters = after + 1, letters + 1
        elif after == size or not _kind(text, after, kinds) & WORD:
            return after if letters > 1 else at
        else:
            break
    return end if letters > 1 else at


@compiled
def _ampersands(text, at, size, kinds):
    """The end of capitals joined by ampersands; the last ones are left out where a small letter or digit follows."""
    end, before, groups = _all(text, at, size, kinds, CAPITAL), at, 1
    if end == at:
        return at
    while end + 1 < size and text[end] == 0x26 and _kind(text, end + 1, kinds) & CAPITAL:
        end, before, groups = _all(text, end + 1, size, kinds, CAPITAL), end, groups + 1
    if end < size and _kind(text, end, kinds) & WORD:
        end, groups = before, groups - 1
    return end if groups > 1 else at


@compiled
def _amount(text, at, size, kinds):
    end = _all(text, at, size, kinds, DIGIT)
    while end + 1 < size and text[end] in (0x2E, 0x2C, 0x3A) and _kind(text, end + 1, kinds) & DIGIT:
        end = _all(text, end + 1, size, kinds, DIGIT)
    if end < size and text[end] == 0x25:
        return end + 1
    return _all(text, end, size, kinds, LETTER)


@inlined
def _all(text, at, size, kinds, bit):
    """The end of the characters of one kind that begin at a byte."""
    while at < size and _kind(text, at, kinds) & bit:
        at += _width(text[at])
    return at


@inlined
def _kind(text, at, kinds):
    return kinds[text[at]] if text[at] < 0x80 else kinds[_code(text, at)]


@inlined
def _mark(text, at, size, plain, low, high):
    """The bytes of a mark, `plain` or U+2000 + `low` to `high` - 0x80, that stands at a byte; 0 without one."""
    if text[at] == plain:
        return 1
    return 3 if at + 2 < size and text[at] == 0xE2 and text[at + 1] == 0x80 and low <= text[at + 2] <= high else 0


@inlined
def _width(byte):
    return 1 if byte < 0x80 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4


@inlined
def _code(text, at):
    first, second = np.int64(text[at]), np.int64(text[at + 1]) & 0x3F
    if first < 0xE0:
        return (first & 0x1F) << 6 | second
    third = np.int64(text[at + 2]) & 0x3F
    if first < 0xF0:
        return (first & 0x0F) << 12 | second << 6 | third
    return (first & 0x07) << 18 | second << 12 | third << 6 | np.int64(text[at + 3]) & 0x3F

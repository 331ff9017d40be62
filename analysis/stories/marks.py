"""Marks: which quotation marks belong together, and what stands between them.

News text quotes with curly or straight marks, double or single, and with guillemets; its apostrophes, feet (6') and
inches (10") look like marks and are none.  A mark opens or closes by its shape and by what stands beside it: `"` after
a blank and before a letter opens.  Marks are paired within their paragraph, so that a broken one costs one paragraph
at most, and within a paragraph an opening mark ends what was never closed:

- A paragraph that opens and does not close goes on in the next where that opens too.
- An opening mark after the end of a sentence, inside an open quotation, is the next paragraph of that quotation, whose
  break the text has lost.
- Any other quotation that does not end runs to its reporting clause (`, he said`), else to the end of its paragraph, or
  of its first sentence where the paragraph is long.

Quotations inside quotations, with the other kind of mark or the same, are part of the outer one.
"""

import bisect
import re
from typing import NamedTuple

from ..text import tokens

_SINGLES = 60  # marks after an opening one among which its closing one is
LONG = 700  # characters of a paragraph: more are several paragraphs in one line, or a broken mark
_DOUBLE = re.compile(r"(?<=\s)\"\"(?=\w)|"
                     r"[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02]|``|''|\u2018\u2018|\u2019\u2019")
_SINGLE = re.compile(r"['\u2018\u2019\u201a\u2039\u203a]")
_OPENING, _CLOSING = "\u201c\u201e\u00ab\u2018\u201a\u2039`", "\u201d\u00bb\u2019\u203a"
_BEFORE_OPEN = " \t\u00a0([{-\u2013\u2014/:\u2026"
_ENDS = ".!?\u2026"
_STRONG = ",.!?\u2026;:)]\u2014\u2013"
_ELISION = re.compile(r"['\u2018\u2019](?:\d\ds?|tis|twas|em|n|till?|cause|bout|round|cos|coz|ere|ave|er|im)\b",
                      re.IGNORECASE)
_FEET = re.compile(r"\d['\u2019\u2032]\s?\d{1,2}$")
_TAIL = re.compile(r"(?:t|s|re|ll|ve|d|m)\b")
_SAID = "(?:said|says|added|explained|told|wrote|asked|replied)"
_SPEAKER = r"(?:he|she|they|I|[A-Z][\w.'\u2019-]+(?:\s[A-Z][\w.'\u2019-]+){0,3})"
_CLAUSE = re.compile(rf"[,?!\u2026.](?=\s+(?:{_SAID}\s+(?:the|a|an|[A-Z])|{_SPEAKER}\s{_SAID}\b))")


class Quoted(NamedTuple):
    """A quotation: text[start:end] is between the marks, text[opened:closed] with them.

    `complete`: whether its closing mark is there; `continues`: whether it has none because it goes on in the next one.
    """

    start: int
    end: int
    opened: int
    closed: int
    complete: bool = True
    continues: bool = False


def quotations(text: str) -> list[Quoted]:
    """The outermost quotations of `text`, in order."""
    found, begin = [], 0
    for line in re.finditer(r"[^\n]+", text):
        begin, stop = line.span()
        if found and found[-1].continues and not _opens_line(text, begin, stop):
            found[-1] = _shortened(text, found[-1])
        found += _paired(text, begin, stop)
    if found and found[-1].continues:
        found[-1] = _shortened(text, found[-1])
    return [one for one in (_trimmed(text, one) for one in found) if one.end > one.start]


def _trimmed(text: str, one: Quoted) -> Quoted:
    piece = text[one.start:one.end]
    start, end = one.start + len(piece) - len(piece.lstrip()), one.end - len(piece) + len(piece.rstrip())
    return one._replace(start=start, end=end)


def _opens_line(text: str, begin: int, stop: int) -> bool:
    return bool(re.match(r"\s*[\"\u201c\u2018'\u00ab]\S", text[begin:stop][:20]))


def _paired(text: str, begin: int, stop: int) -> list[Quoted]:
    """The quotations of one paragraph, text[begin:stop]."""
    marks = [(match.start(), match.end()) for match in _DOUBLE.finditer(text, begin, stop)]
    found, at, number = [], begin, 0
    singles = [match.start() for match in _SINGLE.finditer(text, begin, stop)]
    while at < stop:
        while number < len(marks) and (marks[number][0] < at or not _may_open(text, *marks[number], begin)):
            number += 1
        limit = marks[number][0] if number < len(marks) else stop
        single = bisect.bisect_left(singles, at)
        while single < len(singles) and singles[single] < limit and not _opens_single(text, singles[single], begin):
            single += 1
        if single < len(singles) and singles[single] < limit:
            one = _single(text, single, begin, stop, singles)
            at = one.closed if one else singles[single] + 1
        elif number < len(marks):
            one = _double(text, marks, number, stop)
            at = max(one.closed, marks[number][1])
        else:
            break
        found += [one] if one else []
    return found


def _may_open(text: str, start: int, end: int, begin: int) -> bool:
    """Whether a double mark outside a quotation begins one."""
    before = text[start - 1] if start > begin else " "
    after = text[end:end + 1] or " "
    if after.isspace() and text[start] != "\u00ab" or \
            after in ".,;:!?)\u2014" and text[end:end + 2] not in ("..", ".@"):
        return False  # also a dash or an apostrophe that a wrong decoding made a mark and a question mark
    if before.isdigit() and text[start] == '"':
        return False
    if before.isalpha() and _TAIL.match(text, end):
        return False  # won"t
    if before == "?" and text[max(begin, start - 2)] in "\"\u201d":
        return True
    return before in _BEFORE_OPEN or not before.isalnum() and before not in "!?" or text[start] in _OPENING


def _closes(text: str, start: int, end: int, stop: int) -> bool:
    """Whether a double mark inside a quotation ends it (or is the last of one inside it)."""
    before, after = text[start - 1], text[end] if end < stop else " "
    if text[start] in _CLOSING or text[start:end] == "''":
        return not (before.isspace() and after.isalnum())
    if text[start] in _OPENING:
        return not before.isspace() and not after.isalnum()
    return not (before in _BEFORE_OPEN and (after.isalnum() or after in "'\u2018[($\u00a3\u20ac\u2026.\ufffd")) \
        or before == "-" and not after.isalnum()


def _double(text: str, marks: list, place: int, stop: int) -> Quoted:
    """The quotation that mark number `place` opens."""
    opened, start = marks[place]
    low, inside = text[opened] == "\u201e", 0
    for number in range(place + 1, len(marks)):
        left, right = marks[number]
        if _FEET.search(text, max(opened, left - 6), left) or _inches(text, marks, number, stop):
            continue
        if text[left - 1].isalpha() and _TAIL.match(text, right):
            continue  # didn"t
        if text[left - 1].isspace() and text[right:right + 1] == "?" and text[right + 1:right + 2].isalpha():
            continue  # a dash that a wrong decoding made a mark and a question mark
        if text[left - 1] == "s" and re.match(r"\?[a-z]", text[right:right + 2]) and number + 1 < len(marks) and \
                _closes(text, *marks[number + 1], stop):
            continue  # others' lives, wrongly decoded
        if low and text[left] == "\u201c" or _closes(text, left, right, stop):
            if inside:
                inside -= 1
                continue
            return Quoted(start, left, opened, right)
        if text[left] in "\u00bb\u00ab" and text[opened] not in "\u00bb\u00ab":
            continue
        before = _before(text, start, left)
        if before and before not in _ENDS + "\"\u201d'\u2019" and _nested(text, marks, number, stop):
            inside += before not in ":," or _twice(text, marks, number, stop)
            continue
        return _unclosed(text, opened, start, left, True)
    return _unclosed(text, opened, start, stop, False)


def _inches(text: str, marks: list, number: int, stop: int) -> bool:
    """Whether a mark inside a quotation is inches: after a digit, before more of the sentence; another one ends it."""
    left, right = marks[number]
    if text[left] != '"' or not text[left - 1].isdigit() or not re.match(r"[ -][a-z(]", text[right:right + 2]):
        return False
    return number + 1 < len(marks) and _closes(text, *marks[number + 1], stop)


def _nested(text: str, marks: list, number: int, stop: int) -> bool:
    """Whether an opening mark inside a quotation opens one inside it: both end, or it stands after a colon or comma."""
    at = marks[number][0]
    said = re.search(r"(?<!I )\b(?:said|says|told|added)\W*$", text[max(0, at - 12):at])
    return _before(text, 0, at) in (":", ",") and not said or _twice(text, marks, number, stop)


def _before(text: str, low: int, at: int) -> str:
    """The last character before a place that is no blank, "" without one."""
    return text[max(low, at - 8):at].rstrip()[-1:]


def _twice(text: str, marks: list, number: int, stop: int) -> bool:
    return number + 2 < len(marks) and all(_closes(text, *mark, stop) for mark in marks[number + 1:number + 3])


def _unclosed(text: str, opened: int, start: int, stop: int, followed: bool) -> Quoted:
    """A quotation without its closing mark, in a paragraph or before the next mark at `stop`."""
    end = start + len(text[start:stop].rstrip())
    clause = _CLAUSE.search(text, start, end)
    if clause:
        return Quoted(start, clause.end(), opened, clause.end(), False)
    if followed:
        ended = text[end - 1:end] in _ENDS or text[end - 1:end] in "'\"\u2019\u201d"
        return Quoted(start, end, opened, end, False, ended) if ended else \
            _first_sentence(text, Quoted(start, end, opened, end, False))
    return Quoted(start, end, opened, end, False, True)


def _shortened(text: str, one: Quoted) -> Quoted:
    """A quotation at the end of its paragraph that the next one does not take up."""
    one = one._replace(continues=False)
    return _first_sentence(text, one) if one.end - one.start > LONG else one


def _first_sentence(text: str, one: Quoted) -> Quoted:
    cuts = tokens.sentences(text[one.start:one.end])
    end = one.start + cuts[0][1] if cuts else one.end
    return one._replace(end=end, closed=end)


def _opens_single(text: str, at: int, begin: int) -> bool:
    before = text[at - 1] if at > begin else " "
    after = text[at + 1:at + 2]
    if text[at] in "\u2019\u203a" or not (before in _BEFORE_OPEN or before in "\"\u201c"):
        return False
    begins = after != "" and (after.isalnum() or after in "$\u00a3\u20ac\u2026[(\"\u201c")
    return begins and not _ELISION.match(text, at)


def _single(text: str, number: int, begin: int, stop: int, singles: list[int]) -> Quoted | None:
    """The quotation that single mark `number` begins; None where it is no mark."""
    opened, weak, following = singles[number], None, None
    for at in singles[number + 1:number + 1 + _SINGLES]:
        before, after = text[at - 1], text[at + 1] if at + 1 < stop else " "
        if before.isalnum() and after.isalnum() or before.isspace() and _ELISION.match(text, at):
            continue
        if _opens_single(text, at, begin):
            following = following or at
            if weak is not None or _before(text, begin, at) in _ENDS:
                break
        elif not before.isspace():
            if before.isalnum() and after not in _STRONG and at + 1 < stop and (
                    before in "sS" or text[at - 2:at] == "in"):
                weak = weak or at  # or an apostrophe: "the dockers' vote", "waitin' on"
            else:
                return Quoted(opened + 1, at, opened, at + 1)
    if weak is not None:
        return Quoted(opened + 1, weak, opened, weak + 1)
    return _open_single(text, opened, following, begin, stop)


def _open_single(text: str, opened: int, following: int | None, begin: int, stop: int) -> Quoted | None:
    """A single mark without its closing one: a quotation that goes on or was never closed, or an apostrophe."""
    alone = not _before(text, begin, opened)
    if alone and re.match(r"\s*['\u2018]\w", text[stop:stop + 20]):
        return _unclosed(text, opened, opened + 1, stop, False)
    if not alone and not re.search(r"[:,.?!]\s$", text[max(begin, opened - 2):opened]) or \
            _DOUBLE.search(text, opened, following or stop):
        return None
    return _unclosed(text, opened, opened + 1, following or stop, following is not None)

"""Words and sentences with character offsets: one reading of news text that every room shares.

A *word* is what a reader of news would call one:

    U.S.  U.N.          a dotted abbreviation is one word; its key drops the dots ("US")
    Xi's, ministers'    the possessive ending is left out ("Xi", "ministers"); "don't", "O'Brien" stay whole
    rare-earth, mid-May, COVID-19, 90-day     a compound joined by hyphens is one word
    $1.2bn, €40m, 70%, 1,200, 10:30           an amount is one word with its sign, unit and separators
    AT&T, R&D           capitals joined by an ampersand are one word

The *key* of a word is what counting groups by: straight apostrophe, one kind of hyphen, lower case.  A word (or part
of a compound) in capitals of at most six letters keeps them, so that "US" is not "us" and "WHO" is not "who" —
unless the whole line is in capitals (a shouted headline), where capitals say nothing.

Sentences end at . ! ? … (with closing quotes) before a capital, a digit or an opening quote, and at every line end.
Titles ("Mr.", "Gen."), initials ("J. Smith") and months do not end one; a dotted abbreviation ends one only before
a word that usually opens a sentence ("in the U.S. The talks").
"""

import re
from typing import NamedTuple

_HYPHENS = "-\u2010\u2011"
_APOSTROPHES = "'\u2019"
_LETTER = r"[^\W\d_]"
_AMOUNT = rf"(?:[A-Z]{{0,3}}[$€£¥₹])?\d+(?:[.,:]\d+)*(?:%|{_LETTER}+)?"
_PLAIN = rf"{_LETTER}+(?:[{_APOSTROPHES}]{_LETTER}+)*\d*"

_DOTTED = rf"(?:{_LETTER}\.){{2,}}(?:{_LETTER}(?!\w))?"
_PART = rf"(?:{_DOTTED}|{_AMOUNT}|[A-Z]+(?:&[A-Z]+)+(?!\w)|{_PLAIN})"

WORD = re.compile(rf"{_PART}(?:[{_HYPHENS}]{_PART})*")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}][sS]$")
_FOLD = str.maketrans({"\u2019": "'", "\u2010": "-", "\u2011": "-"})
_LONGEST_ACRONYM = 6
_SHOUTED = re.compile(r"^(?=(?:.*?[A-Z]){12})[^a-z\n]+$", re.MULTILINE)  # 12 capitals or more, no small letter


class Word(NamedTuple):
    """One word: text[start:end] is how it is written, key what it counts as."""

    start: int
    end: int
    key: str


def words(text: str) -> list[Word]:
    """All words of `text` in order, with offsets into it; see the module's rules."""
    shouts = shouted(text)
    found = []
    for match in WORD.finditer(text):
        form = written(match.group())
        start = match.start()
        loud = any(begin <= start < end for begin, end in shouts)
        found.append(Word(start, start + len(form), key(form, loud=loud)))
    return found


def written(form: str) -> str:
    """A match of `WORD` without its possessive ending."""
    return _POSSESSIVE.sub("", form)


def key(form: str, *, loud: bool = False) -> str:
    """What a word counts as: folded apostrophes and hyphens, lower case but for acronyms (unless `loud`)."""
    folded = form.translate(_FOLD)
    if loud or folded.islower():
        return _undotted(folded).lower()
    return "-".join(_part_key(part) for part in folded.split("-"))


def shouted(text: str) -> list[tuple[int, int]]:
    """(start, end) of the lines written in capitals alone."""
    return [match.span() for match in _SHOUTED.finditer(text)]


def _part_key(part: str) -> str:
    bare = _undotted(part)
    return bare if 1 < len(bare) <= _LONGEST_ACRONYM and bare.isupper() and bare[0].isalpha() else part.lower()


def _undotted(part: str) -> str:
    return part.replace(".", "") if part[:1].isalpha() and part.isupper() else part


_END = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019)\]]*(?=\s+[\"'\u201c\u2018(\[]*[A-Z\u00c0-\u00de\d])")
_LONGEST_ABBREVIATION = 30
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen col lt sgt capt maj cmdr adm sen rep gov pres hon rev st sr jr vs no nos inc corp ltd co "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun mt ft fig dept est approx".split()
)
_OPENERS = frozenset(
    "The A An In On At But And He She It They We I You This That These Those There His Her Its Their Our As After "
    "Before When While If Since For With From By To Under Over Meanwhile However Earlier Later Last Next Both "
    "What Who How Why Where Not No Some Many Most Several One Two".split()
)


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of every sentence of `text` in order; blank stretches belong to none."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for end in _ends(text, line.start(), line.end()):
            _keep(found, text, start, end)
            start = end
        _keep(found, text, start, line.end())
    return found


def _ends(text: str, start: int, stop: int):
    for match in _END.finditer(text, start, stop):
        before = text[max(start, match.start() - _LONGEST_ABBREVIATION):match.start() + 1]
        if not _continues(before.rsplit(None, 1)[-1].lstrip("\"'“‘(["), text, match.end(), stop):
            yield match.end()


def _continues(last: str, text: str, end: int, stop: int) -> bool:
    """Whether the full stop of `last`, before text[end:stop], belongs to an abbreviation and the sentence goes on."""
    if not last.endswith("."):
        return False
    stem = last.rstrip(".")
    if "." in stem or (len(stem) == 1 and stem.isupper()):
        following = WORD.search(text, end, stop)
        return following is not None and following.group() not in _OPENERS
    return stem.lower() in _ABBREVIATIONS


def _keep(found: list, text: str, start: int, end: int) -> None:
    piece = text[start:end].rstrip()
    if piece:
        found.append((start + len(piece) - len(piece.lstrip()), start + len(piece)))

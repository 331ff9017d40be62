"""What belongs to a name and what only stands beside it: determiners, titles, possessives, punctuation."""

import re
import unicodedata
from functools import lru_cache

_AROUND = " \t\u00a0\"'\u201c\u201d\u2018\u2019`,;:!?()[]{}*|/\\\u2013\u2014-_\u2022\u2026<>"
_POSSESSIVE = re.compile(r"(?:\s?['\u2019]s|(?<=s)['\u2019])$", re.IGNORECASE)
_DETERMINER = re.compile(r"the\s+(?=\S)", re.IGNORECASE)
_STOP = re.compile(r"\.$")
_ABBREVIATED = re.compile(r"(?:^|[\s.])(?:[^\W\d_]|Inc|Corp|Co|Ltd|Jr|Sr|St|Bros|Mt|No)\.$")

_RANKS = (
    "mr mrs ms miss dr prof professor sir dame lord lady rev reverend sen senator rep representative gov governor "
    "gen general col colonel lt lieutenant capt captain maj major sgt sergeant cmdr commander adm admiral judge "
    "justice president premier chancellor minister secretary mayor ambassador chairman chairwoman chair ceo cfo "
    "director commissioner congressman congresswoman councillor deputy vice prime foreign treasury commerce state "
    "defence defense finance interior former acting attorney speaker chief executive spokesman spokeswoman "
    "spokesperson leader candidate detective officer inspector sheriff coach analyst economist cllr hon pm md "
    "striker midfielder goalkeeper winger scorer"
).split()
_TITLE = re.compile(rf"(?:(?:{'|'.join(_RANKS)})\b\.?\s+)+(?=\S)", re.IGNORECASE)
TITLES = frozenset(_RANKS)


def trim(text: str, start: int, end: int, *, person: bool = False) -> tuple[int, int] | None:
    """`start` and `end` of the name proper in text[start:end], None where no name is left.

    "the United States" -> "United States", "Xi's" -> "Xi", "U.S.," -> "U.S."; of a person also the titles,
    "President Trump" -> "Trump".
    """
    while start < end:
        piece = text[start:end]
        if (front := len(piece) - len(piece.lstrip(_AROUND))):
            start += front
        elif (match := _DETERMINER.match(piece)) or (person and (match := _TITLE.match(piece))):
            start += match.end()
        elif match := _POSSESSIVE.search(piece) or (None if _ABBREVIATED.search(piece) else _STOP.search(piece)):
            end = start + match.start()
        elif (bare := piece.rstrip(_AROUND)) != piece:
            end = start + len(bare)
        else:
            break
    piece = text[start:end]
    bare = person and all(word.rstrip(".").lower() in TITLES for word in piece.split())
    return None if bare or not any(map(str.isupper, piece)) else (start, end)


@lru_cache(maxsize=1 << 17)
def key(spelling: str) -> str:
    """What spellings of one name share: no accents, dots, case; one kind of hyphen and apostrophe, "and" for "&"."""
    plain = spelling
    if not spelling.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", spelling) if not unicodedata.combining(c))
    plain = plain.casefold().replace("\u2019", "'").replace("&", " and ").replace(".", "")
    return " ".join(re.sub(r"[-\u2010-\u2015]", " ", plain).split())


_HONORIFIC = re.compile(
    r"(?<!\w)(Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Prof|Professor|Judge|Justice|Captain|Capt|Sen|Senator|Rep|Gov|"
    r"President|Premier|Chancellor|Pope|King|Queen|Prince|Princess|Sheikh|Rev|Sgt|Gen|Col|Lt)\.? $"
)


def honorific(text: str, start: int) -> str:
    """The honorific right before `start`, "Ms" or "Judge"; "" where there is none."""
    found = _HONORIFIC.search(text, max(0, start - 12), start)
    return found.group(1) if found else ""


def unfolded(name: str) -> str:
    """A key with the vowels that German writes with two dots or two letters: "koehler" -> "kohler"."""
    return re.sub(r"(?<=[aou])e(?=[^\W\d_])", "", name)

"""Text repair: whatever happened to the characters on their way, undone."""

import re
import unicodedata

import ftfy
from ftfy.fixes import fix_surrogates, unescape_html

# Curly and straight quotes count as one; odd spaces are spaces; ligatures are letters; the rest is invisible.
_QUOTES = {"'": "‘’‚‛ʼ", '"': "“”„‟"}
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_INVISIBLE = "\u00ad\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u202a\u202b\u202c\u202d\u202e"
_LINE_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_CONTROLS = [chr(c) for c in (*range(0x20), *range(0x7F, 0xA0)) if chr(c) not in "\t\n\r"]

_INSTEAD = (
    {control: "" for control in _CONTROLS}
    | {mark: straight for straight, marks in _QUOTES.items() for mark in marks}
    | {space: " " for space in _SPACES}
    | {mark: "" for mark in _INVISIBLE}
    | {end: "\n" for end in _LINE_ENDS}
    | _LIGATURES
)
_ODD = re.compile("[" + re.escape("".join(_INSTEAD)) + "]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PLAIN = re.compile(r"[^\t\n\x20-\x7e]")  # a character that may need repair
_SURROGATE = re.compile("[\ud800-\udfff]")
# UTF-8 read in a one-byte encoding shows as a letter or sign that stood for a lead byte and a neighbour outside ASCII.
_MOJIBAKE = re.compile(r"[\u00c0-\u04ff‚√¬][^\x00-\x7f]|[\x80-\x9f]")
# Joiners carry meaning in Arabic, Indic scripts and emoji; elsewhere they are debris.
_JOINER = re.compile("(?<![\u0600-\u0dff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]")
_MAX_ROUNDS = 6  # an entity may hide mojibake that hides an entity; deeper nests are not text


def repair(text: str) -> str:
    """The text in Unicode NFC with mojibake, entities, quotes, spaces, line ends and invisible characters repaired.

    Takes and returns one string. Repairing twice changes nothing more. Line ends become "\\n"; curly quotes
    become straight ones; no-break and other odd spaces become spaces; soft hyphens, zero-width characters
    and controls go. Mojibake is undone line by line (ftfy), so that one broken quotation does not decide for all.
    """
    for _ in range(_MAX_ROUNDS):
        repaired = _repair_once(text)
        if repaired == text:
            break
        text = repaired
    return text


def _repair_once(text: str) -> str:
    if "&" in text and _ENTITY.search(text):
        text = unescape_html(text)
    if not _PLAIN.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _SURROGATE.search(text):
        text = fix_surrogates(text)
    if _MOJIBAKE.search(text):
        text = "\n".join(_unmix(line) for line in text.split("\n"))
    return unicodedata.normalize("NFC", _JOINER.sub("", _ODD.sub(_straighten, text)))


def _straighten(odd: re.Match) -> str:
    return _INSTEAD[odd.group()]


def _unmix(line: str) -> str:
    return ftfy.fix_encoding(line) if _MOJIBAKE.search(line) else line

"""The language of an article."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_SAMPLE = 500  # characters: more changes no answer on articles, and costs time
_FEWEST_LETTERS = 20
_LETTERS = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[a-z]+")
# Words of every English passage: the first no other language prints, the second give the passage its share.
_ONLY_ENGLISH = frozenset("the and that with were this which have would their they been who said from has what".split())
_ENGLISH = _ONLY_ENGLISH | frozenset("of was for to in on at as by it is are not be but he his had a an or its".split())
_ENOUGH_KINDS = 2
_ENOUGH_SHARE = 0.25


def language(text: str) -> str:
    """ISO 639-1 code of the language `text` is written in; "und" for fewer than 20 letters.

    The words of plain English settle most articles of an English collection at once; py3langid decides on
    the rest, from the first 500 characters.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    english = [word for word in words if word in _ENGLISH]
    if len(_ONLY_ENGLISH.intersection(english)) >= _ENOUGH_KINDS and len(english) >= _ENOUGH_SHARE * len(words):
        return "en"
    if len(_LETTERS.findall(sample)) < _FEWEST_LETTERS:
        return "und"
    return _identifier().classify(sample)[0]


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

"""Words that say nothing about a subject: spaCy's list for the language, and the words of news reporting itself."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module

from .tokens import key

REPORTING = frozenset("said say says saying told tells asked according added reported reports mr mrs ms".split())


@cache
def stop_words(lang: str = "en", extra: Iterable[str] = ()) -> frozenset[str]:
    """The keys left out of counts of words in `lang` (ISO 639-1), with the user's `extra` ones (a tuple).

    For English the words of reporting ("said", "according") are left out too.  Raises ValueError for a language that
    spaCy has no list for.
    """
    try:
        words = import_module(f"spacy.lang.{lang}.stop_words").STOP_WORDS
    except ModuleNotFoundError:
        raise ValueError(f"lang={lang!r}: spaCy has no stop words for it; give an ISO 639-1 code such as 'en', "
                         "'de' or 'es', or pass stop=[] and your own list") from None
    return frozenset(map(key, words)) | (REPORTING if lang == "en" else frozenset()) | frozenset(map(key, extra))


def left_out_words(stop: str | Iterable[str] | None, also: Iterable[str] = ()) -> frozenset[str]:
    """The keys that `stop` (a language, several as in "en, de", a list of words, or None for none) and `also` (further
    words) leave out.

    Raises ValueError where `also` is one string: a list of words is meant.
    """
    if isinstance(also, str):
        raise ValueError(f"also={also!r}: give a list of words, as in also=[{also!r}]")
    if stop is None or isinstance(stop, str):
        langs = (stop or "").replace(",", " ").split()
        return frozenset(map(key, also)).union(*map(stop_words, langs))
    return frozenset(map(key, [*stop, *also]))

"""The lemma of a word: the form that stands in a dictionary ("tariffs": "tariff"), from simplemma's word lists."""

from functools import cache

import simplemma
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

from .stopwords import stop_words

LANGUAGES = frozenset(SUPPORTED_LANGUAGES)


def lemma(key: str, lang: str, *, written: str | None = None) -> str:
    """The lemma of a word's key in a language (ISO 639-1), itself a key; the key itself where there is none.

    `written`: how the word is written, where that tells (German "Haus" is no form of "hausen").
    Acronyms, numbers, compounds with a hyphen and stop words stay as they are, and so does every word of a language
    that simplemma (Barbaresi 2023) has no list for.
    """
    if lang not in LANGUAGES or not key.islower() or not key.isalpha() or key in function_words(lang):
        return key
    return simplemma.lemmatize(written or key, lang=lang).lower()


@cache
def function_words(lang: str) -> frozenset[str]:
    """The stop words of a language, none where there is no list."""
    try:
        return stop_words(lang)
    except ValueError:
        return frozenset()

"""Which model reads which article: one model, or one for each language.

A model reads the language that it was taught, articles whose language is unknown, and those too short to be sure of
it.  What is in another language is not read, since a wrong model finds names that are none; `unread` lists it.
"""

import warnings
from collections.abc import Mapping

import numpy as np
import pandas as pd
import yaml

from ..corpus import Corpus
from . import tagger
from .tables import table

SURE = 50  # words, from which an article's language is believed
ANY = "xx"  # spaCy's code for models of many languages
UNKNOWN = frozenset({"", "und", "zxx", "mul", "pcm"})  # pcm: Nigerian Pidgin, which lists of results are taken for
_SAME = {"no": "nb", "nn": "nb"}

Model = str | Mapping[str, str]


def unread(corpus: Corpus, *, model: Model = "en_core_web_md") -> pd.DataFrame:
    """The articles that `entities.mentions` does not read with `model`: article_id, lang, reason.

    Raises ValueError as `entities.mentions` does.
    """
    about = corpus.about[by_article(corpus, model) == ""]
    return table("unread", about[["article_id", "lang"]].assign(reason="no model for its language"))


def by_article(corpus: Corpus, model: Model) -> np.ndarray:
    """The model that reads each article of `corpus.about`; "" where there is none."""
    chosen = by_language(model)
    default = chosen.get("und") or chosen.get("en") or next(iter(chosen.values()))
    about = corpus.about
    unsure = about["lang"].isin(UNKNOWN).to_numpy() | (about["words"] < SURE).to_numpy()
    models = {lang: chosen.get(_plain(lang)) or chosen.get(ANY, "") for lang in about["lang"].unique()}
    return np.where(unsure, default, about["lang"].map(models).to_numpy(dtype=object))


def by_language(model: Model) -> dict[str, str]:
    """Language -> model of `model`: a name, a mapping, or a mapping as text ("en: one, de: another", YAML or JSON).

    Raises ValueError for anything else, and for a model that is not installed.
    """
    chosen = _mapping(model) if isinstance(model, str) and ":" in model and not tagger.is_folder(model) else model
    if isinstance(chosen, str):
        return {tagger.load(chosen).lang: chosen}
    if not isinstance(chosen, Mapping) or not chosen or not all(
            isinstance(one, str) and one.strip() for both in chosen.items() for one in both):
        raise ValueError(f"model={model!r}: allowed is the name of a spaCy model, or a mapping from languages "
                         "to names, as {'en': 'en_core_web_md', 'de': 'de_core_news_md'}")
    if long := [lang for lang in chosen if not (lang.isalpha() and lang.islower() and len(lang) < 4)]:
        raise ValueError(f"model={model!r}: {long[0]!r} is no language; allowed are codes as in corpus.about['lang'] "
                         f"('en', 'de'), 'und' for unknown languages and {ANY!r} for all others")
    for name in chosen.values():
        tagger.load(name)
    return {_plain(lang): name for lang, name in chosen.items()}


def _plain(lang: str) -> str:
    """A language's code without its region, one for each: "pt-BR" -> "pt", "no" -> "nb"."""
    lang = lang.lower().partition("-")[0]
    return _SAME.get(lang, lang)


def _mapping(text: str) -> object:
    try:  # BaseLoader: "no" is Norwegian, not False
        return yaml.load(text if text.strip().startswith("{") else "{" + text + "}", Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return None


def warn(corpus: Corpus, models: np.ndarray) -> None:
    """Say which articles no model reads, if any."""
    left = corpus.about.loc[models == "", "lang"].value_counts()
    if len(left):
        ordered = sorted(left.items(), key=lambda one: (-one[1], one[0]))
        langs = ", ".join(f"{lang} {count:,}" for lang, count in ordered)
        warnings.warn(f"{left.sum():,} of {len(corpus):,} articles are not read for names, since there is no model for "
                      f"their language ({langs}); entities.unread lists them. Give a model for each language, as "
                      "model={'en': 'en_core_web_md', 'de': 'de_core_news_md'}", stacklevel=3)

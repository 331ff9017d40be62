"""Mentions: where the articles name a person, an organisation, a place or a group."""

import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..corpus.steps import Recalled
from . import casing, consistency, lexicon, models, tagger
from .extent import Span, mend
from .spelling import honorific, trim
from .tables import COLUMNS, table

LABELS = ("PERSON", "ORG", "PLACE", "GROUP")
FURTHER = ("EVENT", "LAW")
PLAIN = ("MONEY", "DATE")  # no names: kept as they stand
_CALLED = {
    "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "NORP": "GROUP", "PER": "PERSON",  # and of other languages' models:
    "PRS": "PERSON", "PS": "PERSON", "persName": "PERSON", "LC": "PLACE", "placeName": "PLACE", "geogName": "PLACE",
    "GPE_LOC": "PLACE", "GPE_ORG": "ORG", "OG": "ORG", "orgName": "ORG", "NAT_REL_POL": "GROUP", "EVT": "EVENT",
    "EVN": "EVENT", "DT": "DATE", "date": "DATE", "DATETIME": "DATE",
}
_SPELT = {name: kind for name, kind in COLUMNS["mentions"].items() if name != "entity"}
_NO_NAMES = frozenset("DATE TIME MONEY PERCENT QUANTITY ORDINAL CARDINAL time TI QT TME MSR NUMERIC_VALUE".split())


def mentions(corpus: Corpus, *, model: models.Model = "en_core_web_md",
             labels: Sequence[str] = LABELS) -> pd.DataFrame:
    """Every mention in the articles' texts: article_id, start, end, text, label, entity, full_name, honorific.

    Recognised by the spaCy model `model`, then made consistent within each article (see `consistency`).  `start` and
    `end` are offsets into the article's text; `text` is what stands there, without determiner, title or possessive
    ending; `entity` is that spelling until `names.resolve` leads it to its entity.

    `model`: the name of an installed model or the folder of a saved one, or a mapping from languages (as in
    `corpus.about["lang"]`) to those, {"en": "en_core_web_md", "de": "de_core_news_md"}, also as text
    "en: en_core_web_md, de: de_core_news_md".  A single model reads the articles of its own language.  Articles of
    unknown language or fewer than 50 words are read by the model of "und", else of "en", else the first; "xx" is for
    all other languages.  What has no model is not read: a warning says how much, `entities.unread` lists it.

    `labels`: PERSON, ORG, PLACE (spaCy's GPE, LOC and FAC), GROUP (NORP) and, if asked for, EVENT and LAW, and MONEY
    and DATE, which are no names: they are given as the model marks them, neither trimmed nor made consistent, and
    `resolve` leaves each to itself.  MISC, which other languages' models have for whatever else, is left out: it may
    be a people, a work or an event.

    Headlines and captions are not counted, they repeat the text; but where only they give a person in full,
    `full_name` is that name ("Donald Trump" beside "Trump"), else empty; `honorific` is
    what stands before a person's name, "Ms" or "Judge".  Rows are in order of article_id and start.
    Raises ValueError for a model that is not installed or a label that there is none of.
    """
    known = LABELS + FURTHER + PLAIN
    if isinstance(labels, str) or (strange := [label for label in labels if label not in known]):
        raise ValueError(f"labels={labels if isinstance(labels, str) else strange!r}: allowed is a list of some of "
                         f"{[*known]}")
    by_article = models.by_article(corpus, model)
    models.warn(corpus, by_article)
    return _in_order(_settled(corpus, list(_read(corpus, by_article, frozenset(labels).intersection(PLAIN))), labels))


def _in_order(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """All mentions as one table, by article_id and start; one column at a time, so that only that is there twice.
    Column entity is text's, in the same memory."""
    article, start = (pd.concat([part[column] for part in parts]) for column in ("article_id", "start"))
    order = np.lexsort((start.to_numpy(), pd.factorize(article, sort=True)[0]))
    del article, start
    found = pd.DataFrame({column: pd.concat([part.pop(column) for part in parts]).array.take(order)
                          for column in list(parts[0])}, copy=False)
    return table("mentions", found.assign(entity=found["text"]))


def _settled(corpus: Corpus, read: list["_Part"], labels: Sequence[str]) -> list[pd.DataFrame]:
    """The mentions of all articles, a table a shard."""
    known = lexicon.lexicon(lambda: _with_texts(corpus, read))
    finder = lexicon.well_known(known)
    parts = [_spelt([])]
    for part, (_, texts) in zip(read, _texts(corpus), strict=True):
        rows = []
        for article, text, one in zip(part.articles, texts, part.found, strict=True):
            if one is None:
                continue
            settled = consistency.settle(text, one.names, known, finder, one.people)
            full = consistency.full_names(text, settled, one.people)
            rows += [(article, start, end, text[start:end], label, full.get(text[start:end], ""),
                      honorific(text, start) if label == "PERSON" else "")
                     for start, end, label in settled if label in labels]
            rows += [(article, start, end, text[start:end], label, "", "")
                     for start, end, label in one.plain]
        parts.append(_spelt(rows))
    return parts


def _spelt(rows: list[tuple]) -> pd.DataFrame:
    """The mentions of a shard but for the column entity, which is yet the text."""
    return pd.DataFrame(rows, columns=list(_SPELT)).astype(_SPELT)


class _Found(NamedTuple):
    """Of an article: where its text has names and their labels, the people named beside it, and what is asked for
    that is no name.  Kept small, since those of all articles are in memory.
    """

    bounds: np.ndarray
    labels: tuple[str, ...]
    people: frozenset[str]
    plain: list[Span]

    @property
    def names(self) -> list[Span]:
        return [Span(start, end, label) for (start, end), label in zip(self.bounds.tolist(), self.labels, strict=True)]


class _Part(NamedTuple):
    """Of the articles of a shard: their ids, and what is found in each; None in one that no model reads."""

    articles: list[str]
    found: list[_Found | None]


def _texts(corpus: Corpus) -> Iterator[tuple[list[str], list[str]]]:
    """article_id and text of the articles, shard by shard."""
    for _, part in corpus.parts(["article_id", "text"]):
        yield part["article_id"].to_pylist(), part["text"].to_pylist()


def _with_texts(corpus: Corpus, read: list[_Part]) -> Iterator[tuple[str, list[Span]]]:
    for part, (_, texts) in zip(read, _texts(corpus), strict=True):
        for text, one in zip(texts, part.found, strict=True):
            if one is not None:
                yield text, one.names


class _Lines:
    """The lines that a model reads, article by article: of the text, then of what stands beside it, its headline and
    the captions taken out of it.  Headings are given in the case of running text."""

    def __init__(self, corpus: Corpus, by_article: np.ndarray):
        captions = corpus.removed[corpus.removed["reason"] == "caption"].sort_values(["article_id", "line"])
        self._captions = captions.groupby("article_id")["text"].agg("\n".join).to_dict()
        self._corpus, self._by_article, self._usual = corpus, by_article, {}
        self._usual = {model: casing.forms(self.of(model)) for model in sorted(set(by_article) - {""})}

    def parts(self) -> Iterator[tuple[list[str], list[str], list[tuple[str, list[tuple[int, str]]]]]]:
        """Shard by shard: the ids of its articles; the model of each; and two for each, its text and what is beside
        it: that, and the place and the words of every line."""
        for rows, part in self._corpus.parts(["article_id", "title", "text"]):
            ids, by_model = part["article_id"].to_pylist(), self._by_article[rows].tolist()
            beside = [f"{title}\n{self._captions.get(article, '')}"
                      for article, title in zip(ids, part["title"].to_pylist(), strict=True)]
            texts = [one for both in zip(part["text"].to_pylist(), beside, strict=True) for one in both]
            yield ids, by_model, [(text, self._cased(text, by_model[place // 2])) for place, text in enumerate(texts)]

    def of(self, model: str) -> Iterator[str]:
        """The lines of the articles that `model` reads."""
        for _, by_model, texts in self.parts():
            for place, (_, lines) in enumerate(texts):
                if by_model[place // 2] == model:
                    yield from (line for _, line in lines)

    def _cased(self, text: str, model: str) -> list[tuple[int, str]]:
        if not model:
            return []
        lines = [(start, text[start:end]) for start, end in tagger.passages(text)]
        if model not in self._usual or not any(casing.is_heading(line) for _, line in lines):
            return lines
        own = casing.forms(line for _, line in lines)
        return [(start, casing.recase(line, own, self._usual[model]) if casing.is_heading(line) else line)
                for start, line in lines]


class _Texts:
    """The lines of one model, gone through as often as is asked."""

    def __init__(self, lines: _Lines, model: str):
        self._lines, self._model = lines, model

    def __iter__(self) -> Iterator[str]:
        return self._lines.of(self._model)


def _read(corpus: Corpus, by_article: np.ndarray, plain: frozenset[str]) -> Iterator[_Part]:
    """What the models find, shard by shard; `plain`: the labels asked for that are no names'."""
    lines = _Lines(corpus, by_article)
    spans = {model: corpus.recall(tagger.reader(model), _Texts(lines, model))
             for model in sorted(set(by_article) - {""})}
    for ids, by_model, texts in lines.parts():
        found = []
        for model, here, beside in zip(by_model, texts[::2], texts[1::2], strict=True):
            if not model:
                found.append(None)
                continue
            marked = _marked(here[1], spans[model])
            names = _names(here[0], marked)
            people = frozenset(beside[0][start:end] for start, end, label in
                               _names(beside[0], _marked(beside[1], spans[model])) if label == "PERSON")
            found.append(_Found(np.array([one[:2] for one in names], np.int32).reshape(-1, 2),
                                tuple(sys.intern(one.label) for one in names), people,
                                [one for one in marked if one.label in plain]))
        yield _Part(ids, found)


def _marked(lines: list[tuple[int, str]], spans: Recalled) -> list[Span]:
    """What the model marks in the lines of a text, under our labels."""
    return [Span(offset + one["start"], offset + one["end"], _CALLED.get(one["label"], one["label"]))
            for offset, line in lines for one in spans[line].as_py()]


def _names(text: str, spans: list[Span]) -> list[Span]:
    """Spans of names alone, without what only stands beside a name, of the right extent."""
    found = []
    for start, end, label in spans:
        if label not in _NO_NAMES and (bounds := trim(text, start, end, person=label == "PERSON")):
            found.append(Span(*bounds, label))
    return mend(text, found)

"""Mentions: where the articles name a person, an organisation, a place or a group."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from ..corpus import Corpus
from . import casing, consistency, tagger
from .extent import Span, mend
from .spelling import trim
from .tables import table

LABELS = ("PERSON", "ORG", "PLACE", "GROUP")
FURTHER = ("EVENT", "LAW")
_CALLED = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "NORP": "GROUP", "PER": "PERSON"}
_NO_NAMES = frozenset("DATE TIME MONEY PERCENT QUANTITY ORDINAL CARDINAL".split())


def mentions(corpus: Corpus, *, model: str = "en_core_web_md", labels: Sequence[str] = LABELS) -> pd.DataFrame:
    """Every mention in the articles' texts: article_id, start, end, text, label, entity, full_name.

    Recognised by the spaCy model `model`, then made consistent within each article (see `consistency`).  `start` and
    `end` are offsets into the article's text; `text` is what stands there, without determiner, title or possessive
    ending; `entity` is that spelling until `names.resolve` leads it to its entity.  `labels`: PERSON, ORG, PLACE
    (spaCy's GPE, LOC and FAC), GROUP (NORP) and, if asked for, EVENT and LAW.

    Headlines and captions are not counted, they repeat the text; but where only they give a person in full,
    `full_name` is that name ("Donald Trump" beside "Trump"), else empty.  Rows are in order of article_id and start.
    Raises ValueError for a model that is not installed or a label that there is none of.
    """
    if isinstance(labels, str) or (strange := [label for label in labels if label not in LABELS + FURTHER]):
        raise ValueError(f"labels={labels if isinstance(labels, str) else strange!r}: allowed is a list of some of "
                         f"{[*LABELS, *FURTHER]}")
    read = list(_read(corpus, model))
    known = consistency.lexicon(lambda: _with_texts(corpus, read))
    finder = consistency.well_known(known)
    parts = [table("mentions", [])]
    for part, (_, texts) in zip(read, _texts(corpus), strict=True):
        rows = []
        for article, text, (found, people) in zip(part.articles, texts, part.found, strict=True):
            settled = consistency.settle(text, found, known, finder, people)
            full = consistency.full_names(text, settled, people)
            rows += [(article, start, end, text[start:end], label, text[start:end], full.get(text[start:end], ""))
                     for start, end, label in settled if label in labels]
        parts.append(table("mentions", rows))
    return pd.concat(parts).sort_values(["article_id", "start"], kind="stable", ignore_index=True)


class _Part(NamedTuple):
    """Of the articles of a shard: their ids, and the spans in each text and the people named beside it."""

    articles: list[str]
    found: list[tuple[list[Span], set[str]]]


def _texts(corpus: Corpus) -> Iterator[tuple[list[str], list[str]]]:
    """article_id and text of the articles, shard by shard."""
    for _, part in corpus.parts(["article_id", "text"]):
        yield part["article_id"].to_pylist(), part["text"].to_pylist()


def _with_texts(corpus: Corpus, read: list[_Part]) -> Iterator[tuple[str, list[Span]]]:
    for part, (_, texts) in zip(read, _texts(corpus), strict=True):
        for text, (found, _) in zip(texts, part.found, strict=True):
            yield text, found


class _Lines:
    """The lines that the model reads, article by article: of the text, then of what stands beside it, its headline and
    the captions taken out of it.  Headings are given in the case of running text."""

    def __init__(self, corpus: Corpus):
        captions = corpus.removed[corpus.removed["reason"] == "caption"].sort_values(["article_id", "line"])
        self._captions = captions.groupby("article_id")["text"].agg("\n".join).to_dict()
        self._corpus, self._usual = corpus, None
        self._usual = casing.forms(line for _, texts in self.parts() for found in texts for _, line in found[1])

    def parts(self) -> Iterator[tuple[list[str], list[tuple[str, list[tuple[int, str]]]]]]:
        """Shard by shard: the ids of its articles; and two for each article, its text and what is beside it: that, and
        the place and the words of every line."""
        for _, part in self._corpus.parts(["article_id", "title", "text"]):
            ids = part["article_id"].to_pylist()
            beside = [f"{title}\n{self._captions.get(article, '')}"
                      for article, title in zip(ids, part["title"].to_pylist(), strict=True)]
            texts = [one for both in zip(part["text"].to_pylist(), beside, strict=True) for one in both]
            yield ids, [(text, self._cased(text)) for text in texts]

    def __iter__(self) -> Iterator[str]:
        return (line for _, texts in self.parts() for _, found in texts for _, line in found)

    def _cased(self, text: str) -> list[tuple[int, str]]:
        lines = [(start, text[start:end]) for start, end in tagger.passages(text)]
        if self._usual is None or not any(casing.is_heading(line) for _, line in lines):
            return lines
        own = casing.forms(line for _, line in lines)
        return [(start, casing.recase(line, own, self._usual) if casing.is_heading(line) else line)
                for start, line in lines]


def _read(corpus: Corpus, model: str) -> Iterator[_Part]:
    """What the model finds, shard by shard."""
    reader, lines = tagger.reader(model), _Lines(corpus)
    spans = corpus.recall(reader, lines)
    for ids, texts in lines.parts():
        found = [_cleaned(text, [Span(offset + one["start"], offset + one["end"], one["label"])
                                 for offset, line in cased for one in spans[line].as_py()]) for text, cased in texts]
        beside = zip(texts[1::2], found[1::2], strict=True)
        people = [{text[start:end] for start, end, label in here if label == "PERSON"} for (text, _), here in beside]
        yield _Part(ids, list(zip(found[::2], people, strict=True)))


def _cleaned(text: str, spans: list[Span]) -> list[Span]:
    """Spans of names alone, under our labels, without what only stands beside a name, of the right extent."""
    found = []
    for start, end, label in spans:
        label = _CALLED.get(label, label)
        if label not in _NO_NAMES and (bounds := trim(text, start, end, person=label == "PERSON")):
            found.append(Span(*bounds, label))
    return mend(text, found)

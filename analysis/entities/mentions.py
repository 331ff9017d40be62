"""Mentions: where the articles name a person, an organisation, a place or a group."""

from collections.abc import Sequence

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
    articles = corpus.articles.sort_values("article_id")
    ids, texts = articles["article_id"].tolist(), articles["text"].tolist()
    beside = _beside(articles, corpus.removed)
    everything = texts + beside
    spans = [_cleaned(*one) for one in zip(everything, _read(corpus, everything, model), strict=True)]
    read, further = spans[:len(texts)], spans[len(texts):]
    known = consistency.lexicon(zip(texts, read, strict=True))
    finder = consistency.well_known(known)
    rows = []
    for article, text, found, besides, others in zip(ids, texts, read, beside, further, strict=True):
        people = {besides[start:end] for start, end, label in others if label == "PERSON"}
        settled = consistency.settle(text, found, known, finder, people)
        full = consistency.full_names(text, settled, people)
        rows += [(article, start, end, text[start:end], label, text[start:end], full.get(text[start:end], ""))
                 for start, end, label in settled if label in labels]
    return table("mentions", rows)


def _beside(articles: pd.DataFrame, removed: pd.DataFrame) -> list[str]:
    """What stands beside each article's text: its headline and the captions taken out of it, one a line."""
    captions = removed[removed["reason"] == "caption"].sort_values(["article_id", "line"])
    captions = captions.groupby("article_id")["text"].agg("\n".join)
    return [f"{title}\n{captions.get(article, '')}"
            for article, title in zip(articles["article_id"], articles["title"], strict=True)]


def _read(corpus: Corpus, texts: list[str], model: str) -> list[list[Span]]:
    """The model's spans in each text; headings are read in the case of running text."""
    lines = [[(start, text[start:end]) for start, end in tagger.passages(text)] for text in texts]
    collection = casing.forms(line for found in lines for _, line in found)
    for found in lines:
        if any(casing.is_heading(line) for _, line in found):
            own = casing.forms(line for _, line in found)
            found[:] = [(start, casing.recase(line, own, collection) if casing.is_heading(line) else line)
                        for start, line in found]
    spans = corpus.recall(tagger.reader(model), (line for found in lines for _, line in found))
    return [[Span(offset + one["start"], offset + one["end"], one["label"]) for offset, line in found
             for one in spans[line].as_py()] for found in lines]


def _cleaned(text: str, spans: list[Span]) -> list[Span]:
    """Spans of names alone, under our labels, without what only stands beside a name, of the right extent."""
    found = []
    for start, end, label in spans:
        label = _CALLED.get(label, label)
        if label not in _NO_NAMES and (bounds := trim(text, start, end, person=label == "PERSON")):
            found.append(Span(*bounds, label))
    return mend(text, found)

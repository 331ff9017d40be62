"""Mentions: where the articles name a person, an organisation, a place or a group."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from ..corpus import Corpus
from ..corpus.tables import TEXT
from . import consistency, lexicon, models, recognise
from .extent import Span
from .recognise import Part
from .spelling import honorific
from .tables import table

LABELS = ("PERSON", "ORG", "PLACE", "GROUP")
FURTHER = ("EVENT", "LAW")
PLAIN = ("MONEY", "DATE")  # no names: kept as they stand
_WORDS, _PLACE = pa.dictionary(pa.int32(), pa.large_string()), pa.int32()
_KEPT = pa.schema([("article_id", _PLACE), ("start", _PLACE), ("end", _PLACE), ("text", _WORDS), ("label", _WORDS),
                   ("full_name", _WORDS), ("honorific", _WORDS)])


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
    read = list(recognise.read(corpus, by_article, frozenset(labels).intersection(PLAIN)))
    ids = corpus.about["article_id"].to_numpy(dtype=object)
    return _in_order(_settled(corpus, read, labels, np.argsort(np.argsort(ids))), np.sort(ids))


def _in_order(found: pa.Table, ids: np.ndarray) -> pd.DataFrame:
    """All mentions as `table` has them, by article_id and start; one column at a time, so that only that is there
    twice.  Column entity is text's, in the same memory.  `ids`: what the numbers in article_id stand for."""
    article = found["article_id"].to_numpy()
    order = np.lexsort((found["start"].to_numpy(), article))
    columns = {"article_id": pd.array(ids, dtype=TEXT).take(article[order])}
    for name in _KEPT.names[1:]:
        column = found[name].unify_dictionaries()
        found = found.drop_columns(name)
        if column.type == _WORDS:
            codes = np.concatenate([chunk.indices.to_numpy() for chunk in column.chunks])
            columns[name] = pd.array(column.chunk(0).dictionary.take(codes[order]), dtype=TEXT)
        else:
            columns[name] = column.to_numpy()[order].astype("int64")
    del found, column
    pa.default_memory_pool().release_unused()
    return table("mentions", pd.DataFrame(columns | {"entity": columns["text"]}, copy=False))


def _settled(corpus: Corpus, read: list[Part], labels: Sequence[str], number: np.ndarray) -> pa.Table:
    """The mentions of all articles, shard after shard; article_id is the `number` of the row of `corpus.about`."""
    known = lexicon.lexicon(lambda: _with_texts(corpus, read))
    finder = lexicon.well_known(known)
    parts = [_KEPT.empty_table()]
    for part, texts in zip(read, _texts(corpus), strict=True):
        rows = []
        for article, text, one in zip(number[part.rows].tolist(), texts, part.found, strict=True):
            if one is None:
                continue
            settled = consistency.settle(text, part.spans(one.names), known, finder, one.people)
            full = consistency.full_names(text, settled, one.people)
            rows += [(article, start, end, text[start:end], label, full.get(text[start:end], ""),
                      honorific(text, start) if label == "PERSON" else "")
                     for start, end, label in settled if label in labels]
            rows += [(article, start, end, text[start:end], label, "", "")
                     for start, end, label in part.spans(one.plain)]
        parts.append(_packed(rows))
    return pa.concat_tables(parts)


def _packed(rows: list[tuple]) -> pa.Table:
    """The mentions of a shard in little room, since those of all shards are in memory."""
    columns = zip(*rows, strict=True) if rows else [()] * len(_KEPT)
    return pa.table([pa.array(column, kind) for column, kind in zip(columns, _KEPT.types, strict=True)], _KEPT)


def _texts(corpus: Corpus) -> Iterator[list[str]]:
    """The texts of the articles, shard by shard."""
    for _, part in corpus.parts(["text"]):
        yield part["text"].to_pylist()


def _with_texts(corpus: Corpus, read: list[Part]) -> Iterator[tuple[str, list[Span]]]:
    for part, texts in zip(read, _texts(corpus), strict=True):
        for text, one in zip(texts, part.found, strict=True):
            if one is not None:
                yield text, part.spans(one.names)

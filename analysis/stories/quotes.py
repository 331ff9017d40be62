"""Quotes: what the articles quote, who says it, and by which words one can tell."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from .. import entities
from ..corpus import Corpus
from ..corpus.tables import TEXT
from . import attribution, marks
from .frames import Name
from .verbs import REPORTING

COLUMNS = {"article_id": TEXT, "start": "int64", "end": "int64", "quote": TEXT, "entity": TEXT, "label": TEXT,
           "speaker": TEXT, "speaker_start": "int64", "speaker_end": "int64", "cue": TEXT, "cue_start": "int64",
           "cue_end": "int64", "verb": TEXT, "verb_start": "int64", "verb_end": "int64", "form": TEXT,
           "complete": "bool", "confidence": "float64", "reason": TEXT}
_SHORT = 3  # words: so few, with nobody who says them, are words held at arm's length
_NEAR, _BESIDE = 30, 3  # characters between a verb and the opening mark
_ENDS = ".?!,:;\u2026\u2014\u2013-'\u2019\"\u201d"
_TITLED = re.compile(
    r"\b(?:book|film|movie|song|album|novel|series|show|magazine|newspaper|journal|programme|program|documentary|musical|"
    r"opera|track|single|comedy|drama|thriller|game|exhibition|titled|entitled|headlined|nicknamed|named|known as|"
    r"so-called|broadcast of|the words?|the terms?|codenamed|operation)\s+$", re.IGNORECASE)


def quotes(corpus: Corpus, *, mentions: pd.DataFrame | None = None, model: str = "en_core_web_md",
           everything: bool = False) -> pd.DataFrame:
    """What the articles' texts quote and who says it: one row a quotation, in order of article_id and start.

    article_id, start, end (characters of the text, between the marks), quote; entity and label (as the entities table
    names the speaker; empty where it does not), speaker with its offsets (the words that name them: "Ms Okoro", "a
    spokesman for the port"), cue (as written beside the quotation: the same, or "she"), verb, form, complete (whether
    the closing mark is there), confidence (0 to 1), reason (why no speaker is named).  What is not there is "" and -1.

    form: before, after (where the cue stands), continued (no cue; it goes on from the quotation beside it), beside (no
    cue; the subject of the sentence before it), alone.  A quotation that is interrupted, or goes on in the next
    paragraph, is two rows; one inside another is part of it.

    Headlines are not read.  Titles, names and words that nobody is said to have said ("so-called" words) are no
    quotations: with `everything` they are there too, as form "left out" with the reason.

    `mentions`: the table of `entities.mentions`, best after `entities.resolve`; by default both are called with
    `model`.  Raises ValueError for mentions without the columns that are needed, or as `entities.mentions` does.
    """
    if mentions is None:
        mentions = entities.resolve(entities.mentions(corpus, model=model))
    if missing := {"article_id", "start", "end", "label", "entity"} - set(mentions.columns):
        raise ValueError(f"mentions: no column {sorted(missing)[0]!r}; give the table of entities.mentions, best after "
                         "entities.resolve")
    names, found = Names(mentions), [_table([])]
    for _, part in corpus.parts(["article_id", "text"]):
        texts = zip(part["article_id"].to_pylist(), part["text"].to_pylist(), strict=True)
        found.append(_table([(article, *row) for article, text in texts
                             for row in read(text, names.of(article), everything=everything)]))
    return pd.concat(found).sort_values(["article_id", "start"], kind="stable", ignore_index=True)


def _table(rows: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def read(text: str, names: Sequence[Name], *, everything: bool = False) -> Iterator[tuple]:
    """The rows of one text, without their article_id; `names`: its mentions in order."""
    found = marks.quotations(text)
    said = attribution.attribute(text, found, names) if found else []
    for quote, by in zip(found, said, strict=True):
        content = text[quote.start:quote.end]
        if not (reason := _left_out(text, quote, by)):
            yield (quote.start, quote.end, content, by.entity, by.label, *_place(text, by.voice),
                   *_place(text, by.cue), *_place(text, by.verb), by.form, quote.complete, round(by.confidence, 2),
                   by.reason)
        elif everything:
            nobody = ("", "", *_place(text, None) * 3)
            yield (quote.start, quote.end, content, *nobody, "left out", quote.complete, 0.0, reason)


def _place(text: str, place) -> tuple[str, int, int]:
    return (text[place[0]:place[1]], place[0], place[1]) if place else ("", -1, -1)


def _left_out(text: str, quote: marks.Quoted, by: attribution.Said) -> str:
    """Why what stands between marks is no quotation, "" if it is one."""
    content = text[quote.start:quote.end]
    words = re.findall(r"\w[\w'\u2019-]*", content)
    if not words:
        return "no words"
    verb = text[slice(*by.verb)].lower() if by.verb else ""
    distance = quote.opened - by.verb[1] if by.verb else _NEAR + 1
    told = REPORTING.get(verb) in ("tell", "read")  # what follows is whom, or a title
    if told and distance == 1 and content.isupper() or _is_title(words, content) and by.form != "after" and not (
            verb in REPORTING and not told and 0 <= distance <= _BESIDE):
        return "a title or name"
    if distance > _NEAR and _TITLED.search(text, max(0, quote.opened - _NEAR), quote.opened):
        return "a title or name"
    ended = content[-1] in _ENDS
    if by.verb is None and not ended and (_alone(text, quote) or text[quote.closed:quote.closed + 1] not in ".,;"):
        return "a heading, or words that nobody is said to have said"
    if by.cue is None and by.form != "continued":
        return "" if len(words) > _SHORT and by.whole else "words that nobody is said to have said"
    return "" if by.cue is not None or len(words) > _SHORT or ended else "words that nobody is said to have said"


def _is_title(words: list[str], content: str) -> bool:
    """Whether every word of two or more is a capital's, short ones apart: "March of Angry Belarusians"."""
    return len(words) > 1 and content[-1] not in "?!" and not words[-1][0].islower() and all(
        not word[0].islower() or len(word) < 4 for word in words)


def _alone(text: str, quote: marks.Quoted) -> bool:
    """Whether a quotation is a line of its own."""
    return text[:quote.opened].rstrip(" ")[-1:] in ("", "\n") and text[quote.closed:].lstrip(" ")[:1] in ("", "\n")


class Names:
    """The mentions of each article: made when they are asked for, since a name is ten times the size of its row."""

    def __init__(self, mentions: pd.DataFrame):
        articles, known = pd.factorize(mentions["article_id"])
        order = np.lexsort((mentions["end"], mentions["start"], articles))
        self._places = mentions[["start", "end"]].to_numpy(dtype=np.int64)[order]
        self._told = [(codes[order], values) for codes, values in
                      (pd.factorize(mentions[column].astype(object)) for column in ("label", "entity"))]
        bounds = np.searchsorted(articles[order], np.arange(len(known) + 1))
        self._rows = {article: slice(*bounds[at:at + 2]) for at, article in enumerate(known)}

    def of(self, article: str) -> list[Name]:
        """The article's names in order, none of an article without."""
        rows = self._rows.get(article, slice(0, 0))
        told = (values[codes[rows]] for codes, values in self._told)
        return [Name(start, end, label, entity) for (start, end), label, entity in
                zip(self._places[rows].tolist(), *told, strict=True)]

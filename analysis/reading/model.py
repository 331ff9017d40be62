"""The trained part of cleaning: how likely each line is body, and the likeliest run of body lines.

A logistic regression over the features of a line; its numbers are in cleaning.json, which
benchmarks/reading/train_cleaning.py rebuilds from labelled pages.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from .features import NAMES

_SURE = 12.0  # log-odds beyond this say no more
_SWITCH = 1.0  # log cost of going from body to not body, or back


@dataclass(frozen=True)
class Model:
    """Weights of the features, in the order of features.NAMES, and what is added to their sum."""

    weights: np.ndarray
    intercept: float

    def probabilities(self, features: np.ndarray) -> np.ndarray:
        """Probability of being body for each row of `features`, shape (lines,)."""
        return 1 / (1 + np.exp(-np.clip(features @ self.weights + self.intercept, -_SURE, _SURE)))


@cache
def shipped() -> Model:
    """The model that comes with the package."""
    stored = json.loads(files(__package__).joinpath("cleaning.json").read_text())
    return Model(np.array([stored["weights"][name] for name in NAMES]), stored["intercept"])


def smooth(probabilities: np.ndarray) -> np.ndarray:
    """Body or not (bool) for each line: the likeliest sequence, in which every change costs (Viterbi)."""
    odds = np.log(probabilities / (1 - probabilities))
    came_from = np.zeros((len(odds), 2), dtype=np.int8)
    not_body, body = 0.0, float(odds[0])
    for at in range(1, len(odds)):
        from_body, from_not = body - _SWITCH, not_body - _SWITCH
        came_from[at] = from_body > not_body, body >= from_not
        not_body, body = max(not_body, from_body), max(body, from_not) + float(odds[at])
    states = np.zeros(len(odds), dtype=bool)
    states[-1] = body > not_body
    for at in range(len(odds) - 1, 0, -1):
        states[at - 1] = came_from[at, int(states[at])]
    return states

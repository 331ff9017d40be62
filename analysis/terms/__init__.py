"""What the articles talk about: counts, phrases, keyness, trends, bursts, movers, concordance and collocates."""

from . import charts
from .bursts import bursts
from .collocates import collocates
from .concordance import concordance
from .count import count
from .keyness import keyness
from .matrix import TermMatrix, matrix
from .movers import movers
from .occurrences import occurrences
from .phrases import phrases
from .trends import trend

__all__ = ["TermMatrix", "bursts", "charts", "collocates", "concordance", "count", "keyness", "matrix", "movers",
           "occurrences", "phrases", "trend"]

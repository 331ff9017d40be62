"""What the articles talk about: counts, phrases, keyness, trends and concordance of their words."""

from . import charts
from .concordance import concordance
from .count import count
from .keyness import keyness
from .matrix import TermMatrix, matrix
from .occurrences import occurrences
from .phrases import phrases
from .trends import trend

__all__ = ["TermMatrix", "charts", "concordance", "count", "keyness", "matrix", "occurrences", "phrases", "trend"]

"""Who appears in the articles, under which names, how often, with whom and when."""

from . import charts
from .by import by
from .count import count
from .ego import ego
from .matrix import matrix
from .meetings import where
from .mentions import mentions
from .models import unread
from .names import names, resolve
from .network import network
from .pairs import pairs
from .timeline import timeline

__all__ = ["by", "charts", "count", "ego", "matrix", "mentions", "names", "network", "pairs", "resolve", "timeline",
           "unread", "where"]

"""Who appears in the articles, under which names, how often, with whom and when."""

from . import charts
from .count import count
from .matrix import matrix
from .mentions import mentions
from .names import names, resolve
from .network import network
from .pairs import pairs
from .timeline import timeline

__all__ = ["charts", "count", "matrix", "mentions", "names", "network", "pairs", "resolve", "timeline"]

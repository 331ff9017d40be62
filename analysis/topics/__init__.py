"""Topics: what a collection talks about, found the same way every time."""

from . import charts
from .compare import compare
from .find import find
from .layout import map_articles as map
from .tables import Topics
from .timeline import timeline

__all__ = ["Topics", "charts", "compare", "find", "map", "timeline"]

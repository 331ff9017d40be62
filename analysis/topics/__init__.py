"""Topics: what a collection talks about, found the same way every time."""

from . import charts
from .compare import compare
from .examples import examples
from .find import find
from .layout import map_articles as map
from .model import Model
from .quality import quality
from .tables import Topics
from .timeline import timeline
from .within import within

__all__ = ["Model", "Topics", "charts", "compare", "examples", "find", "map", "quality", "timeline", "within"]

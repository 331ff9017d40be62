"""Stories: one event told by many, what each says of it, whether they retell one report, and whom they quote."""

from . import charts
from .claims import claims, outlets
from .compare import compare
from .find import find
from .follow import quote_versions
from .overview import choose, overview, timeline
from .quotes import quotes
from .source import common_source, source_evidence

__all__ = ["charts", "choose", "claims", "common_source", "compare", "find", "outlets", "overview", "quote_versions",
           "quotes", "source_evidence", "timeline"]

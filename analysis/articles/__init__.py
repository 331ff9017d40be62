"""What is in the collection, and which articles are copies of one text."""

from . import charts
from .copies import copies
from .kinds import copy_pairs
from .overview import languages, outlets, rejected, removed, timeline, warnings
from .reprints import copy_groups, own
from .units import UNITS, tally, texts

__all__ = [
    "UNITS", "charts", "copies", "copy_groups", "copy_pairs", "languages", "outlets", "own",
    "rejected", "removed", "tally", "texts", "timeline", "warnings",
]

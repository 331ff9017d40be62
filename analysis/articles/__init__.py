"""What is in the collection, and which articles are copies of one text."""

from . import charts
from .copies import copies
from .differences import CHANGES, differences, side_by_side
from .kinds import copy_pairs
from .overview import languages, outlets, rejected, removed, timeline, warnings
from .reprints import copy_groups, follows, own, versions
from .units import UNITS, tally, texts

__all__ = [
    "CHANGES", "UNITS", "charts", "copies", "copy_groups", "copy_pairs", "differences", "follows", "languages",
    "outlets", "own", "rejected", "removed", "side_by_side", "tally", "texts", "timeline", "versions", "warnings",
]

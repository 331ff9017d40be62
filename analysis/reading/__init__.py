"""Any pile of news to clean articles: `read` files, `repair` text, `clean_page` copies, find `boilerplate`."""

from .boilerplate import boilerplate
from .cleaning import clean_page
from .read import read
from .records import Line, Page, Record, Rejected
from .repair import repair
from .restore import REASONS, restore

__all__ = ["REASONS", "Line", "Page", "Record", "Rejected", "boilerplate", "clean_page", "read", "repair", "restore"]

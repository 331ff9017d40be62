"""Any pile of news to clean articles: `read` files, `repair` text, `clean_page` copies, find `boilerplate`."""

from .boilerplate import boilerplate
from .cleaning import clean_page
from .read import read
from .records import Line, Page, Record, Rejected
from .repair import repair

__all__ = ["Line", "Page", "Record", "Rejected", "boilerplate", "clean_page", "read", "repair"]

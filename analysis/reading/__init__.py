"""Any pile of news to clean articles: `read` files, `repair` text, `clean_page` copies, find `boilerplate`."""

from .boilerplate import boilerplate
from .cleaning import clean_page
from .fields import check_columns
from .items import NO_TEXT_COLUMN
from .read import Input, Inputs, inputs, read, read_input
from .records import Line, Page, Record, Rejected
from .repair import repair
from .restore import REASONS, restore

VERSION = 1
"""Raise it when reading or cleaning gives other records of the same file: stores read the files again."""

__all__ = ["NO_TEXT_COLUMN", "REASONS", "VERSION", "Input", "Inputs", "Line", "Page", "Record", "Rejected",
           "boilerplate", "check_columns", "clean_page", "inputs", "read", "read_input", "repair", "restore"]

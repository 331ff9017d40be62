"""The collection: articles with what was removed from them and what could not be read."""

from .corpus import Corpus

__all__ = ["Corpus"]

"""Broadsheet: read a collection of news articles and see what they talk about.

    from analysis import Corpus, articles, terms, topics, entities, evidence, reading, runs

Each room is imported when it is asked for, so that a notebook on words does not wait for a language model.
"""

from .corpus import Corpus

__all__ = ["Corpus"]

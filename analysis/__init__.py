"""Broadsheet: read a collection of news articles and see what they talk about.

    from analysis import Corpus, articles, terms, topics, entities, evidence, reading, runs

Each room is imported when it is asked for, so that a notebook on words does not wait for a language model, and a
nightly run that finds nothing new waits for none of them.
"""

__all__ = ["Corpus"]


def __getattr__(name: str):
    if name == "Corpus":
        from .corpus import Corpus
        return Corpus
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

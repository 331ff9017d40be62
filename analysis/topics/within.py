"""Sub-topics: one topic divided further, by the same means."""

from dataclasses import replace
from numbers import Integral

import numpy as np

from ..corpus import Corpus
from .find import find
from .tables import Topics, table


def within(topics: Topics, corpus: Corpus, topic: int, *, k: int | str = "auto", seed: int = 0) -> Topics:
    """The sub-topics of one topic of `topics`, which were found in `corpus`: what `find` gives for its articles alone.

    Their terms set them apart from each other, not from the rest of the collection.  Articles with a passage in the
    topic are read whole.  `topic`: its number, or 0 for none, which gives no sub-topics.  Raises ValueError for a
    number that no topic has, and as `find` does.
    """
    known = topics.topics.set_index("topic")["label"]
    if isinstance(topic, bool) or not isinstance(topic, Integral) or topic not in (0, *known.index):
        raise ValueError(f"topic={topic!r}: there {'are topics' if len(known) else 'is none'} "
                         f"{', '.join(map(str, known.index))}; give one of them, or 0 for no sub-topics")
    members = topics.members.loc[topics.members["topic"] == topic, "article_id"]
    if topic == 0:
        return _nothing("No topic was asked to be divided further.")
    found = find(corpus.select(article_ids=members.unique()), k=k, unit=topics.unit, seed=seed)
    return replace(found, statement=f"Within topic {topic} ({known[topic]}): {found.statement}")


def _nothing(said: str) -> Topics:
    empty = {name: table(name) for name in ("topics", "members", "terms", "curve", "changes")}
    return Topics(**empty, unit="article", statement=said, points=np.zeros((0, 1), np.float32), model=None)

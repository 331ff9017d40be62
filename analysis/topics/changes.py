"""What became of the topics of the run before: kept, split, merged, died; and which were born."""

import pandas as pd

from .follow import Earlier
from .tables import table

_MAINLY = 0.5


def changes(known: Earlier | None, topics: pd.DataFrame, members: pd.DataFrame, old: pd.Series) -> pd.DataFrame:
    """The table `changes`: what this run changed, before what the runs before it did.

    `members`: topic of each unit; `old` the topic it was in before, 0 for none.  A new topic has "split" from an
    earlier one where half of its members or more were in that, and is "born" otherwise; an earlier one that is no more
    has "merged" into a topic where half of what is left of it or more is in that, and has "died" otherwise.
    """
    if known is None:
        return table("changes", [(1, "born", row.topic, row.label, 0, row.units, 1.0) for row in topics.itertuples()])
    run, moved = known.run + 1, pd.DataFrame({"topic": members["topic"], "old": old.to_numpy()})
    before = set(known.topics["topic"])
    rows = [_there(run, row, before, moved) for row in topics.itertuples()]
    rows += [_gone(run, row, moved.loc[moved["old"] == row.topic, "topic"]) for row in known.topics.itertuples()
             if row.topic not in set(topics["topic"])]
    past = known.changes[known.changes["event"] != "kept"]
    return pd.concat([table("changes", rows), past], ignore_index=True)


def _there(run: int, topic: tuple, before: set[int], moved: pd.DataFrame) -> tuple:
    """A topic of this run."""
    now = moved["topic"] == topic.topic
    if topic.topic in before:
        stayed = moved.loc[moved["old"] == topic.topic, "topic"] == topic.topic
        return run, "kept", topic.topic, topic.label, 0, topic.units, stayed.mean() if len(stayed) else 0.0
    source, share = _most(moved.loc[now, "old"])
    if source and share >= _MAINLY:
        return run, "split", topic.topic, topic.label, source, topic.units, share
    return run, "born", topic.topic, topic.label, 0, topic.units, (moved.loc[now, "old"] == 0).mean()


def _gone(run: int, topic: tuple, went: pd.Series) -> tuple:
    """A topic of the run before that has no successor of its number; `went`: where its members are now."""
    target, share = _most(went)
    if target and share >= _MAINLY:
        return run, "merged", topic.topic, topic.label, target, topic.units, share
    return run, "died", topic.topic, topic.label, 0, topic.units, len(went) / max(topic.units, 1)


def _most(topics: pd.Series) -> tuple[int, float]:
    """(the commonest topic, its share of all); 0 where most are in none."""
    counts = topics.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return (int(counts.index[0]), float(counts.iloc[0] / len(topics))) if len(counts) else (0, 0.0)

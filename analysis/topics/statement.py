"""What was done and what cannot be concluded, in words."""

import pandas as pd

from ..corpus import Corpus
from .follow import Earlier
from .units import FEWEST, FEWEST_ARTICLES

_NEARLY = 0.2


def too_few(corpus: Corpus, texts: float, kind: str) -> str:
    """Why there are no topics."""
    articles = f"{len(corpus):,} article{'' if len(corpus) == 1 else 's'}"
    found = f"{texts:.0f} independent {kind}{'' if round(texts) == 1 else 's'} with words"
    return (f"{articles} with {found}: too few for topics, which need {FEWEST} from {FEWEST_ARTICLES} "
            "articles or more. Compare the articles with each other instead.")


def found(topics: pd.DataFrame, members: pd.DataFrame, kind: str, tried: pd.DataFrame, log: pd.DataFrame, *,
          asked: int | str, lost: str, fitted: int) -> str:
    """How the topics came about and which of them, and of their members, are doubtful."""
    units, articles = len(members), members["article_id"].nunique()
    what = f"{units:,} articles" if kind == "article" else f"{units:,} passages of {articles:,} articles"
    said = [_division(what, topics, tried, asked)]
    if asked != "auto" and len(topics) < asked:
        said.append(f"k={asked} was asked, but no more than {len(topics)} differ.")
    if units > fitted:
        said.append(f"They were fitted to {fitted:,} drawn {kind}s, which also give their terms, coherence and "
                    "stability; the others came to the nearest.")
    said.append(lost or _followed(log))
    if kind == "passage":
        within = topics.loc[topics["size"] == 1, "topic"].tolist()
        said.append("Topics of passages show what the articles share." + (
            f" Within one article, so no common topic: {_listed(within)}." if within else ""))
    if loose := topics.loc[~topics["stable"], "topic"].tolist():
        said.append(f"Not stable on samples, so not to be relied on: {_listed(loose)}.")
    if weak := int((members["weak"] & (members["topic"] > 0)).sum()):
        said.append(f"Weak, as near another topic as their own: {weak:,} {kind}{'' if weak == 1 else 's'}.")
    if silent := int((members["topic"] == 0).sum()):
        said.append(f"{silent:,} without usable words are in no topic.")
    return " ".join(one for one in said if one)


def _division(what: str, topics: pd.DataFrame, tried: pd.DataFrame, asked: int | str) -> str:
    if asked != "auto":
        return f"{what} were divided into {len(topics)} topic{'' if len(topics) == 1 else 's'}, as asked."
    if not tried["chosen"].any():
        return f"{what} make one topic: no division of them comes out again on samples of 80 %."
    row, span = tried[tried["chosen"]].iloc[0], f"{tried['k'].min()} to {tried['k'].max()}"
    near = [str(k) for k in tried.loc[~tried["chosen"] & (tried["support"] >= _NEARLY), "k"]]
    return (f"{what} make {len(topics)} topics: of {span}, the smallest that holds as well as the best on samples of "
            f"80 %. Drawing these again chooses {row.k} in {row.support:.0%}"
            + (f", and {' or '.join(near)} nearly as well." if near else "."))


def lost(*, asked: bool, known: Earlier | None, shared: int) -> str:
    """Why an earlier run that was named is not followed, empty where it is or none was."""
    if not asked or shared:
        return ""
    if known is None or not len(known.topics):
        return "The earlier run kept no topics to follow, so all are new."
    return ("The earlier run is of another collection: none of the articles of its topics is in this one. All topics "
            "are new, numbered from 1.")


def _followed(log: pd.DataFrame) -> str:
    """What became of the topics of the run before."""
    now = log[log["run"] == log["run"].max()]
    if not len(now) or now["run"].iloc[0] == 1:
        return ""
    counts = now["event"].value_counts()
    told = [f"{counts[event]} {event}" for event in ("kept", "born", "split", "merged", "died") if event in counts]
    return f"Against the run before: {', '.join(told)}."


def _listed(numbers: list[int]) -> str:
    return f"topic{'' if len(numbers) == 1 else 's'} {', '.join(str(number) for number in numbers)}"

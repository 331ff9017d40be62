"""What was done and what cannot be concluded, in words."""

import pandas as pd

from ..corpus import Corpus
from .units import FEWEST, FEWEST_ARTICLES


def too_few(corpus: Corpus, texts: float, kind: str) -> str:
    """Why there are no topics."""
    articles = f"{len(corpus):,} article{'' if len(corpus) == 1 else 's'}"
    found = f"{texts:.0f} independent {kind}{'' if round(texts) == 1 else 's'} with words"
    return (f"{articles} with {found}: too few for topics, which need {FEWEST} from {FEWEST_ARTICLES} "
            "articles or more. Compare the articles with each other instead.")


def found(topics: pd.DataFrame, members: pd.DataFrame, kind: str, tried: pd.DataFrame,
          asked: int | str) -> str:
    """How the topics came about and which of them, and of their members, are doubtful."""
    units, articles = len(members), members["article_id"].nunique()
    what = f"{units:,} articles" if kind == "article" else f"{units:,} passages of {articles:,} articles"
    said = [_division(what, topics, tried, asked)]
    if asked != "auto" and len(topics) < asked:
        said.append(f"k={asked} was asked, but no more than {len(topics)} differ.")
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
    return " ".join(said)


def _division(what: str, topics: pd.DataFrame, tried: pd.DataFrame, asked: int | str) -> str:
    if asked != "auto":
        return f"{what} were divided into {len(topics)} topic{'' if len(topics) == 1 else 's'}, as asked."
    if len(topics) == 1:
        return f"{what} make one topic: no division of them comes out again on samples of 80 %."
    span = f"{tried['k'].min()} to {tried['k'].max()}"
    return (f"{what} make {len(topics)} topics: of {span}, the smallest that holds as well as the best on samples of "
            "80 %.")


def _listed(numbers: list[int]) -> str:
    return f"topic{'' if len(numbers) == 1 else 's'} {', '.join(str(number) for number in numbers)}"

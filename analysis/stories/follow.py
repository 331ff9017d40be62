"""Quote versions: the same words of one speaker as several articles give them.

The longest quotation is the `whole`, of which others are

    whole          the same words
    trimmed        a part of them, at least four fifths of whose words stand in the whole in the same order
    paraphrased    a sentence without marks in which the same speaker says the like, in an article without the quotation
    misattributed  the same words, given to another person

Quotations of three words or fewer ("good meeting") are the same only with the same speaker.  How much a sentence says
the like is measured by word vectors: the mean, in both directions, of each word's cosine with the nearest word of the
other.  At `LIKENESS` the specimen's four paraphrases are found (.43 to .60), and two sentences that are none (.42 and
.44): it has been tried on no other labelled collection, so read what it finds.
"""

from collections import Counter
from numbers import Real

import pandas as pd

from .. import entities
from ..corpus import Corpus
from ..corpus.tables import TEXT, TIME
from ..entities.spelling import key
from .families import Family, Near, families_of
from .retold import Retold, retold

COLUMNS = {"family": TEXT, "kind": TEXT, "source": TEXT, "published": TIME, "article_id": TEXT, "start": "int64",
           "end": "int64", "quote": TEXT, "entity": TEXT, "speaker": TEXT, "share": "float64", "likeness": "float64"}
LIKENESS = 0.42
_ALL = 0.95  # of the whole's words: the whole again
_ORDER = {"whole": 0, "trimmed": 1, "misattributed": 2, "paraphrased": 3}


def quote_versions(quotes: pd.DataFrame, corpus: Corpus, *, mentions: pd.DataFrame | None = None,
                   stories: pd.DataFrame | None = None, days: float = 7.0, likeness: float = LIKENESS) -> pd.DataFrame:
    """Each quotation that two articles or more have, in all its versions: one row a version.

    Columns: family (article_id and start of the whole), kind (see above), source, published, article_id, start, end,
    quote (the words, of a paraphrase the sentence), entity, speaker, share (of the whole's words that stand in it,
    0 to 1), likeness (of a paraphrase, else 1).  Families in the most articles come first, their whole first.

    `quotes`: as `quotes` gives them; `mentions`: as it was given.  `stories`: a table with article_id and story, as
    `find` gives it: only articles of one story are compared; without it, articles published at most `days` apart
    (those without a date with all).  `likeness` (0 to 1): of a paraphrase, at least.

    Raises ValueError for days below 0, or a likeness outside 0 to 1.
    """
    if not isinstance(days, Real) or not days >= 0:
        raise ValueError(f"days={days!r}: it is a number of days, 0 or more")
    if not isinstance(likeness, Real) or not 0 <= likeness <= 1:
        raise ValueError(f"likeness={likeness!r}: it is a number from 0 to 1; {LIKENESS} suits news")
    if mentions is None:
        mentions = entities.resolve(entities.mentions(corpus))
    near = Near(corpus, stories, days)
    rows = quotes.join(corpus.about.set_index("article_id")[["source", "published"]], on="article_id")
    rows = rows.sort_values(["article_id", "start"], ignore_index=True)
    families = families_of(rows, near)
    otherwise = retold(rows, families, corpus, mentions, near, likeness)
    articles, told = rows["article_id"].tolist(), []
    for number, one in enumerate(families):
        if number in otherwise or len({articles[row] for row in one.members}) > 1:
            told += _told(rows, one)
            told += [_paraphrase(rows.iloc[one.whole], corpus.about.iloc[near.place[other.article]], other)
                     for other in otherwise.get(number, ())]
    return _ordered(pd.DataFrame(told, columns=list(COLUMNS)))


def same_name(one: str, other: str) -> bool:
    """Whether two entities may be one person: a name and a shorter form of it."""
    first, second = set(key(one).split()), set(key(other).split())
    return first <= second or second <= first


def _told(rows: pd.DataFrame, family: Family) -> list[tuple]:
    whole = rows.iloc[family.whole]
    members = rows.iloc[sorted(family.members)]
    named = members[members["entity"] != ""].drop_duplicates(["article_id", "entity"])["entity"]
    votes = Counter(named)
    speaker = min(votes, key=lambda name: (-votes[name], name != whole["entity"], name)) if votes else ""
    person = any((members["entity"] == speaker) & (members["label"] == "PERSON"))
    found = []
    for row, share in sorted(family.members.items()):
        one = rows.iloc[row]
        other = person and one["label"] == "PERSON" and not same_name(one["entity"], speaker)
        kind = "misattributed" if other else "whole" if share >= _ALL else "trimmed"
        found.append((_name(whole), kind, one["source"], one["published"], one["article_id"], one["start"], one["end"],
                      one["quote"], one["entity"], one["speaker"], round(share, 3), 1.0))
    return found


def _paraphrase(whole: pd.Series, about: pd.Series, one: Retold) -> tuple:
    return (_name(whole), "paraphrased", about["source"], about["published"], one.article, one.start, one.end, one.text,
            one.entity, "", 0.0, one.likeness)


def _name(whole: pd.Series) -> str:
    return f"{whole['article_id']}:{whole['start']}"


def _ordered(found: pd.DataFrame) -> pd.DataFrame:
    size = found.groupby("family")["article_id"].transform("nunique")
    found = found.assign(size=size, order=found["kind"].map(_ORDER),
                         published=pd.to_datetime(found["published"], utc=True)).sort_values(
        ["size", "family", "order", "published", "article_id", "start"], ascending=[False, *[True] * 5])
    return found[list(COLUMNS)].astype(COLUMNS).reset_index(drop=True)

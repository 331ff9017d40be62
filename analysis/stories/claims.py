"""Claims: each thing that is said, which outlets say it and which leave it out; and what each outlet has."""

import pandas as pd

from ..corpus.tables import TEXT
from .beside import HEADING, JOIN, ONLY, OTHER, SAME

_CLAIMS = {"claim": "int64", "outlets": "int64", "articles": "int64", "kind": TEXT, "article_id": TEXT, "outlet": TEXT,
           "start": "int64", "end": "int64", "sentence": TEXT, "said_by": TEXT, "left_out_by": TEXT, "differs": TEXT}
_OUTLETS = {"outlet": TEXT, "articles": "int64", "sentences": "int64", "words": "int64", "own_share": "float64",
            "other_words_share": "float64", "same_words_share": "float64", "told_otherwise": "int64", "claims": "int64",
            "left_out": "int64", "quoted": "int64", "cites": TEXT}


def claims(comparison: pd.DataFrame) -> pd.DataFrame:
    """One row a claim of `stories.compare`, those that most outlets make first, then in the order of the texts.

    Columns: claim; outlets, articles (how many make it); kind ("same words" where all pairs have them, "another
    number", "another date", "another name" where some have, "other words", "only here"); article_id, outlet, start,
    end, sentence (the typical one: of which its counterparts say most); said_by, left_out_by (outlets); differs (how
    the claim is told otherwise).
    """
    rows = comparison[comparison["claim"] > 0]
    outlets = sorted(rows["outlet"].unique())
    found = []
    for claim, own in rows.groupby("claim"):
        one = typical(own).iloc[0]
        said_by = sorted(own["outlet"].unique())
        inside = own[own["other_article_id"] != ""]
        left_out = [name for name in outlets if name not in said_by]
        found.append((claim, len(said_by), own["article_id"].nunique(), _kind(inside["kind"]), one["article_id"],
                      one["outlet"], one["start"], one["end"], one["sentence"], JOIN.join(said_by), JOIN.join(left_out),
                      JOIN.join(dict.fromkeys(own.loc[own["differs"] != "", "differs"]))))
    frame = pd.DataFrame(found, columns=list(_CLAIMS)).astype(_CLAIMS)
    return frame.sort_values(["outlets", "claim"], ascending=[False, True], ignore_index=True)


def outlets(comparison: pd.DataFrame) -> pd.DataFrame:
    """What each outlet has of the story, in the order of publication.

    Columns: outlet; articles, sentences, words (headings left out); own_share, other_words_share, same_words_share (of
    its words: in sentences that no other outlet has, has in other words, has in the same words; they make 1);
    told_otherwise (sentences with another number, date or name than elsewhere); claims (it makes), left_out (claims of
    two or more other outlets that it does not make; with two outlets, all of the other's); quoted (people and bodies it
    quotes by name); cites (agencies and outlets it names, in bylines too).
    """
    rows = comparison[comparison["kind"] != HEADING]
    names = list(dict.fromkeys(comparison["outlet"]))
    makers = rows.groupby("claim")["outlet"].agg(lambda names: set(names))
    several = min(2, len(names) - 1)
    found = []
    for name in names:
        own = rows[rows["outlet"] == name]
        each = own.drop_duplicates(["article_id", "number"])
        beside = own[~own["other_outlet"].isin(["", name])]
        same = beside.loc[beside["kind"] == SAME, ["article_id", "number"]].drop_duplicates()
        repeated = each.merge(same, on=["article_id", "number"])["words"].sum()
        words, alone = each["words"].sum(), each.loc[each["outlets"] == 0, "words"].sum()
        shares = [part / max(words, 1) for part in (alone, words - alone - repeated, repeated)]
        otherwise = beside[~beside["kind"].isin([SAME, OTHER])].drop_duplicates(["article_id", "number"])
        left = sum(name not in by and len(by) >= several for by in makers) if several else 0
        cited = _split(comparison.loc[comparison["outlet"] == name, "cites"])
        credited = _split(comparison.loc[comparison["outlet"] == name, "credits"])
        cites = JOIN.join(dict.fromkeys(cited + credited))
        found.append((name, own["article_id"].nunique(), len(each), words, *shares, len(otherwise),
                      own["claim"].nunique(), left, _speakers(each["quoted"]), cites))
    return pd.DataFrame(found, columns=list(_OUTLETS)).astype(_OUTLETS)


def typical(rows: pd.DataFrame) -> pd.DataFrame:
    """The row of each claim whose sentence is covered most by its counterparts: it says little else."""
    return rows.sort_values(["covered", "articles"], ascending=False, kind="stable").drop_duplicates("claim")


def _kind(kinds: pd.Series) -> str:
    if kinds.empty:
        return ONLY
    otherwise = [kind for kind in kinds if kind not in (SAME, OTHER)]
    return min(otherwise) if otherwise else SAME if (kinds == SAME).all() else OTHER


def _split(lists: pd.Series) -> list[str]:
    return [one for joined in dict.fromkeys(lists) if joined for one in joined.split(JOIN)]


def _speakers(quoted: pd.Series) -> int:
    names = {part.split(': "')[0] for joined in quoted if joined for part in joined.split('"; ')}
    return len(names - {"unnamed"})

"""How the verdict on a common source fits what is known of the specimen: reprints of one agency text, or told apart.

    .venv/bin/python -m benchmarks.stories.sources

Pairs of articles of one story (data/truth/articles.csv).  "one source": both reprint the same agency text, or are two
versions of one report; "apart": each was written on its own, with quotations that several may have.  The weights in
analysis/stories/source.py were set by hand with these stories in view: the table says how well they fit, not how
accurate they are elsewhere.
"""

import pandas as pd

from analysis import Corpus, entities, stories

_STRAIGHT = str.maketrans("‘’", "''")


def pairs(corpus: Corpus, truth: pd.DataFrame) -> pd.DataFrame:
    """story, truth and verdict of each two articles of one story."""
    ids = {title.translate(_STRAIGHT): one for title, one in
           zip(corpus.about["title"], corpus.about["article_id"], strict=True)}
    mentions = entities.resolve(entities.mentions(corpus))
    found = []
    for story, rows in truth[truth["story"].notna()].groupby("story"):
        chosen = [ids[title.translate(_STRAIGHT)] for title in rows["title"]]
        one = rows["wire"].notna().all() or rows["version_of"].notna().any()
        verdicts = stories.common_source(stories.compare(corpus, chosen, mentions=mentions))
        found.append(verdicts[["verdict", "sure"]].assign(story=story, truth="one source" if one else "apart"))
    return pd.concat(found, ignore_index=True)


def main() -> None:
    table = pairs(Corpus.open("data/articles"), pd.read_csv("data/truth/articles.csv"))
    order = ["likely", "possible", "unlikely", "cannot tell"]
    print(pd.crosstab(table["truth"], table["verdict"]).reindex(columns=order, fill_value=0).to_string())


if __name__ == "__main__":
    main()

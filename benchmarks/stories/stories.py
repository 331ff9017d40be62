"""Stories against other ways to group articles, on collections whose stories are known.

    python benchmarks/stories/stories.py [folder with news_2016.jsonl.gz, stories_wikiref.jsonl.gz, …]

Prints B-cubed precision, recall and F1 (Bagga & Baldwin 1998) over articles.  Collections: the specimen (its column
story); four runs of days of nine outlets marked by hand (README.md here), of which the last served no setting, each
by itself and among all 3,788 articles of its year; two collections of other kinds, marked by the same rules: 120
articles of one outlet over nine years, which served no setting, and 220 articles without dates, whose errors were seen.
Then the specimen's six planted events, one by one, and how the result depends on the settings.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis import Corpus, articles, stories

HERE = Path(__file__).resolve()
FOLDER = HERE.parents[2].parent / "shared" / "corpora"
TRUTH = HERE.parents[2] / "data" / "truth" / "articles.csv"
OTHERS = ("stories_meantime", "stories_wikiref")
UNSURE = "unsure"
AVERAGE = 0.12  # cosine: the best of .08 to .2 on the first two runs of days, taken together


def bcubed(truth: pd.Series, found: pd.Series) -> tuple[float, float, float]:
    """Precision, recall and F1, averaged over items."""
    table = pd.crosstab(truth.to_numpy(dtype=object), found.to_numpy(dtype=object)).to_numpy(dtype=float)
    precision, recall = ((table**2 / table.sum(axis=axis, keepdims=True)).sum() / table.sum() for axis in (0, 1))
    return precision, recall, 2 * precision * recall / (precision + recall)


def specimen() -> tuple[Corpus, pd.Series]:
    corpus = Corpus.open("data/articles")
    truth = pd.read_csv(TRUTH, keep_default_na=False).drop_duplicates(["source", "title"])
    plain = str.maketrans("‘’", "''")
    names = {(row.source, row.title.translate(plain)): row.story for row in truth.itertuples()}
    keys = zip(corpus.about["source"], corpus.about["title"].str.translate(plain), strict=True)
    return corpus, _labels(corpus.about["article_id"], pd.Series([names[key] for key in keys]))


def marked(news: pd.DataFrame, judged: pd.DataFrame, *, among_all: bool) -> tuple[Corpus, pd.Series]:
    """The articles of a run of days, and the stories of those that could be judged."""
    start, end = judged["start"].iloc[0], judged["end"].iloc[0]
    days = news["published"].dt.strftime("%Y-%m-%d").between(start, end)
    story = news.loc[days, "article_id"].map(judged.set_index("id")["story"]).fillna("")
    corpus = Corpus.from_frame(news if among_all else news[days])
    ids = news.loc[days, "article_id"]
    return corpus, _labels(ids[story != UNSURE], story[story != UNSURE])


def others(path: Path) -> tuple[Corpus, pd.Series]:
    """A collection of another kind, and the stories of its articles that could be judged."""
    rows = pd.read_json(path, lines=True).rename(columns={"id": "article_id", "date": "published"})
    judged = pd.read_csv(HERE.parent / "judged_others.csv")
    story = rows["article_id"].map(judged[judged["collection"] == path.name.split(".")[0]].set_index("id")["story"])
    sure = story.fillna("") != UNSURE
    columns = [column for column in ("article_id", "title", "text", "published") if column in rows]
    return Corpus.from_frame(rows[columns]), _labels(rows.loc[sure, "article_id"], story[sure].fillna(""))


def _labels(ids: pd.Series, story: pd.Series) -> pd.Series:
    """The story by article_id; where none is named, one of its own."""
    alone = story.to_numpy() == ""
    return pd.Series(np.where(alone, "alone " + ids.to_numpy(dtype=object), story), index=ids.to_numpy(dtype=object))


def each_alone(corpus: Corpus) -> pd.Series:
    return pd.Series(corpus.about["article_id"].to_numpy(), index=corpus.about["article_id"])


def copies_only(corpus: Corpus) -> pd.Series:
    return articles.copies(corpus).set_index("article_id")["copy_group"]


def average(corpus: Corpus) -> pd.Series:
    """What a user of scikit-learn does: tf-idf of words and pairs, average linkage."""
    rows = corpus.articles
    texts = rows["title"] + "\n" + rows["title"] + "\n" + rows["text"].str.split().str[:300].str.join(" ")
    weights = TfidfVectorizer(stop_words="english", sublinear_tf=True, ngram_range=(1, 2)).fit_transform(texts)
    distance = np.clip(1 - (weights @ weights.T).toarray(), 0, None)
    model = AgglomerativeClustering(None, metric="precomputed", linkage="average", distance_threshold=1 - AVERAGE)
    return pd.Series(model.fit_predict(distance), index=rows["article_id"])


def ours(corpus: Corpus, **options) -> pd.Series:
    return stories.find(corpus, **options).set_index("article_id")["story"]


METHODS = {"each alone": each_alone, "copies only": copies_only, "tf-idf, average linkage": average,
           "stories.find, no dates": lambda corpus: ours(corpus, window=None), "stories.find": ours}


def collections(folder: Path, only: str = "") -> dict[str, tuple[Corpus, pd.Series]]:
    """Those that there are, or one of the runs of days alone."""
    found = {} if only else {"specimen": specimen()}
    if (folder / "news_2016.jsonl.gz").exists():
        news = pd.read_json(folder / "news_2016.jsonl.gz", lines=True, dtype=False).fillna("")
        news = news.rename(columns={"id": "article_id"}).astype({"article_id": str}).assign(
            published=pd.to_datetime(news["date"], format="ISO8601", utc=True)).drop(columns=["date", "url"])
        judged = pd.read_csv(HERE.parent / "judged.csv", dtype={"id": str})
        for start in ("2017-02-06", "2017-03-15", "2017-02-13", "2017-03-27"):
            for among_all in (False, True):
                name = f"from {start[5:]}" + (" among all" if among_all else "")
                if only in ("", name):
                    found[name] = marked(news, judged[judged["start"] == start], among_all=among_all)
    for name in OTHERS:
        if not only and (folder / f"{name}.jsonl.gz").exists():
            found[name[8:]] = others(folder / f"{name}.jsonl.gz")
    return found


def score(collection: tuple[Corpus, pd.Series], method) -> tuple[float, float, float]:
    corpus, truth = collection
    return bcubed(truth, method(corpus).reindex(truth.index))


def events(collection: tuple[Corpus, pd.Series]) -> None:
    corpus, truth = collection
    found = ours(corpus).reindex(truth.index)
    print("\nplanted events: articles, the most in one story, others in that story")
    for event in [f"E{number}" for number in range(1, 7)]:
        own = found[truth == event]
        story = own.mode()[0]
        print(f"  {event}  {len(own)}  {(own == story).sum()}  {((found == story) & (truth != event)).sum()}")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    found = collections(folder)
    for name, collection in found.items():
        print(f"\n{name}: {len(collection[0]):,} articles, {len(collection[1]):,} judged, "
              f"{collection[1].nunique():,} stories\n{'':26}P     R     F1")
        for method, call in METHODS.items():
            print(f"  {method:24}" + "  ".join(f"{value:.3f}"[1 if value < 1 else 0:][:4] for value in
                                               score(collection, call)), flush=True)
    events(found["specimen"])
    print("\nF1 at other settings, as the collections above")
    for options in ({}, {"resolution": 0.2}, {"resolution": 0.22}, {"resolution": 0.26}, {"resolution": 0.28},
                    {"window": 1}, {"window": 4}, {"window": 7}):
        values = [score(collection, lambda corpus, options=options: ours(corpus, **options))[2]
                  for collection in found.values()]
        print(f"  {str(options):22}" + "  ".join(f"{value:.3f}" for value in values), flush=True)


if __name__ == "__main__":
    main()

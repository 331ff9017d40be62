"""Topics against scikit-learn's NMF, LDA and LSA + k-means on two labelled collections, in one run.

    python benchmarks/topics/topics.py [folder with ag_news.jsonl.gz and newsgroups_mini.jsonl.gz]

Prints agreement with the labels (normalised mutual information, arithmetic mean) for the known number of
topics, seconds, agreement with itself (adjusted Rand index) on rows in another order, on 95 % of the articles
and with another seed, then what k="auto" gives, and the peak memory.  The peers get what their users do: TF-
IDF or counts with English stop words, min_df=3, max_df=.5, headline and body.  Both collections were used in
development.
"""

import resource
import sys
import time
from pathlib import Path

import pandas as pd
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, LatentDirichletAllocation, TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer

from analysis import Corpus, topics

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "corpora"
SETS = ("ag_news", "newsgroups_mini")
OPTIONS = {"stop_words": "english", "min_df": 3, "max_df": 0.5}


def ours(frame: pd.DataFrame, k: int | str, seed: int) -> pd.Series:
    found = topics.find(Corpus.from_frame(frame), k=k, unit="article", seed=seed)
    return found.members.set_index("article_id")["topic"]


def _peer(model):
    def grouped(frame: pd.DataFrame, k: int, seed: int) -> pd.Series:
        fitted = model(k, seed).fit_transform(frame["title"] + "\n" + frame["text"])
        return pd.Series(fitted.argmax(axis=1), index=frame["article_id"])
    return grouped


def kmeans(frame: pd.DataFrame, k: int, seed: int) -> pd.Series:
    space = make_pipeline(TfidfVectorizer(**OPTIONS), TruncatedSVD(100, random_state=seed),
                          Normalizer(copy=False))
    points = space.fit_transform(frame["title"] + "\n" + frame["text"])
    return pd.Series(KMeans(k, n_init=10, random_state=seed).fit_predict(points), index=frame["article_id"])


METHODS = {
    "topics.find": ours,
    "NMF": _peer(lambda k, seed: make_pipeline(
        TfidfVectorizer(**OPTIONS), NMF(k, init="nndsvda", max_iter=400, random_state=seed))),
    "LDA": _peer(lambda k, seed: make_pipeline(CountVectorizer(**OPTIONS),
                                               LatentDirichletAllocation(k, random_state=seed))),
    "LSA+k-means": kmeans,
}


def load(folder: Path, name: str) -> pd.DataFrame:
    frame = pd.read_json(folder / f"{name}.jsonl.gz", lines=True)[["id", "title", "text", "label"]]
    return frame.fillna("").astype(str).rename(columns={"id": "article_id"}).drop_duplicates("article_id")


def agreement(one: pd.Series, other: pd.Series) -> float:
    both = pd.concat([one, other], axis=1, join="inner")
    return adjusted_rand_score(both.iloc[:, 0], both.iloc[:, 1])


def measure(name: str, method, frame: pd.DataFrame, k: int) -> str:
    start = time.perf_counter()
    found = method(frame, k, 0)
    seconds = time.perf_counter() - start
    label = frame.set_index("article_id")["label"].reindex(found.index)
    order = agreement(found, method(frame.sample(frac=1, random_state=1), k, 0))
    part = agreement(found, method(frame.sample(frac=0.95, random_state=1), k, 0))
    seed = agreement(found, method(frame, k, 1))
    nmi = normalized_mutual_info_score(label, found)
    return f"{name:12}  {nmi:5.3f}  {seconds:7.1f}  {order:5.2f}  {part:5.2f}  {seed:5.2f}"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for name in SETS:
        frame = load(folder, name)
        k = frame["label"].nunique()
        print(f"\n{name}: {len(frame):,} articles, {k} classes")
        print(f"{'':12}    NMI  seconds  order   95 %   seed", flush=True)
        for method, call in METHODS.items():
            print(measure(method, call, frame, k), flush=True)
        found = ours(frame, "auto", 0)
        label = frame.set_index("article_id")["label"].reindex(found.index)
        nmi = normalized_mutual_info_score(label, found)
        print(f"k='auto': {found.nunique()} topics, NMI {nmi:.3f}", flush=True)
    print(f"\npeak memory of all: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()

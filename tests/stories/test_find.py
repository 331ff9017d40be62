"""Stories: which articles tell one event, on the specimen, on marked days, and on collections of every kind."""

import importlib.util
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from scipy import sparse

from analysis import Corpus, stories
from analysis.stories import background, graph, linkage, wording

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared"
spec = importlib.util.spec_from_file_location("bench_stories", PROJECT / "benchmarks" / "stories" / "stories.py")
bench = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bench)

FLOOD = ("A dam above Millbrook burst on Tuesday and water ran through the market square before dawn. Firefighters "
         "carried nine people from the roof of the Harker bakery. The governor, Lena Stone, sent soldiers with boats.")
RIVER = ("Millbrook woke to water in its streets after the dam on the Harker gave way. Nine residents were lifted from "
         "a bakery roof, firefighters said. Governor Lena Stone has asked soldiers to bring boats to the square.")
TRIAL = ("Jurors in Northport heard that the banker Omar Quill moved savings to an account in his dog's name. His "
         "lawyer called the dog a victim. The trial, before Judge Ivo Marsh, is to last six weeks.")
HOCHWASSER = ("Nach dem Bruch eines Damms steht die Altstadt unter Wasser. Die Feuerwehr rettete neun Menschen vom "
              "Dach einer Bäckerei. Die Regierung schickte Soldaten mit Booten, wie ein Sprecher mitteilte.")


def corpus(*texts, **columns) -> Corpus:
    columns = {"article_id": [f"a{number:03}" for number in range(len(texts))],
               "source": [f"Paper {number}" for number in range(len(texts))]} | columns
    return Corpus.from_frame(pd.DataFrame({"text": list(texts), **columns}))


def told(given: Corpus, **options) -> list[list[str]]:
    found = stories.find(given, **options)
    return sorted(found.groupby("story")["article_id"].agg(sorted))


@pytest.fixture(scope="module")
def specimen():
    return bench.specimen()


@pytest.fixture(scope="module")
def found(specimen):
    return stories.find(specimen[0]).set_index("article_id")


def test_the_planted_events_are_found_and_none_is_taken_for_another(specimen, found):
    _, truth = specimen
    story, exact = found["story"].reindex(truth.index), []
    for event in [f"E{number}" for number in range(1, 7)]:
        own = story[truth == event]
        main = own.mode()[0]
        others = truth[(story == main) & (truth != event)]
        assert (own == main).sum() >= 2 and own.nunique() <= 2, event
        assert others.str.startswith("alone").all(), f"{event} is one story with {set(others)}"
        exact += [event] if own.nunique() == 1 and others.empty else []
    assert exact == [f"E{number}" for number in range(1, 7)]
    assert bench.bcubed(truth, story)[2] > 0.98


def test_reprints_and_updates_are_of_the_story_of_their_text(specimen, found):
    _, truth = specimen
    for name in [*(f"S-W{number}" for number in range(1, 7)), "S-deal"]:
        own = found.loc[truth.index[truth == name]]
        assert len(own) >= 2 and own["story"].nunique() == 1 and own["strength"].nunique() == 1, name


def test_every_article_is_of_one_story_named_by_one_of_its_articles(specimen, found):
    assert found.index.tolist() == sorted(specimen[0].about["article_id"])
    assert (found.loc[found["story"], "story"].to_numpy() == found["story"].to_numpy()).all()
    assert found["strength"].between(0, 1).all()
    alone = found.groupby("story")["story"].transform("size") == 1
    assert (found.loc[alone, "strength"] == 1).all() and (found.loc[~alone, "strength"] < 1).any()


@pytest.mark.skipif(not (SHARED / "corpora").exists(), reason="the development corpora are not part of the project")
def test_days_of_nine_outlets_that_served_no_setting():
    collection = bench.collections(SHARED / "corpora", only="from 03-27")["from 03-27"]
    assert len(collection[0]) == 311
    assert bench.score(collection, bench.ours)[2] > 0.94
    assert bench.score(collection, bench.copies_only)[2] < 0.85


@pytest.mark.skipif(not (SHARED / "corpora").exists(), reason="the development corpora are not part of the project")
def test_large_affairs_without_dates_keep_together():
    collection = bench.others(SHARED / "corpora" / "stories_wikiref.jsonl.gz")
    assert collection[0].about["published"].isna().all()
    assert bench.score(collection, bench.ours)[2] > 0.88
    assert bench.score(collection, bench.average)[2] < 0.75


@pytest.mark.skipif(not (SHARED / "seeds").exists(), reason="the two seed articles are not part of the project")
def test_the_two_seed_articles_are_one_story():
    seeds = Corpus.open(str(SHARED / "seeds" / "*.txt"))
    assert len(seeds) == 2 and stories.find(seeds)["story"].nunique() == 1


def test_the_same_bytes_whatever_order_threads_workers_and_store(specimen, found, tmp_path, monkeypatch):
    given = specimen[0].articles[["article_id", "title", "text", "source", "published"]]
    plain = found.reset_index().to_json()
    for cores, seed in ((1, 0), (7, 1)):
        monkeypatch.setattr(os, "cpu_count", lambda cores=cores: cores)
        mixed = given.sample(frac=1, random_state=seed)
        assert stories.find(Corpus.from_frame(mixed)).to_json() == plain
    stored = Corpus.open("data/articles", store=tmp_path / "store", workers=2)
    assert stories.find(stored).to_json() == stories.find(stored).to_json() == plain


def test_two_tellings_of_one_event_and_another():
    assert told(corpus(FLOOD, TRIAL, RIVER)) == [["a000", "a002"], ["a001"]]


def test_dates_tell_tellings_of_one_day_from_those_of_another_month():
    def days(*dates, **more):
        return corpus(FLOOD, RIVER, published=list(dates), **more)
    assert len(told(days("2025-03-01", "2025-03-02"))) == 1
    assert len(told(days("2025-03-01", "2025-06-01"), resolution=0.5)) == 2
    assert len(told(days("2025-03-01", "2025-06-01"), resolution=0.5, window=None)) == 1
    assert len(told(days("2025-03-01", None), resolution=0.5)) == 1


def test_an_outlets_articles_of_one_day_count_once_those_of_two_outlets_more():
    def strength(*sources):
        return stories.find(corpus(FLOOD, RIVER, published=["2025-03-01"] * 2, source=list(sources)))["strength"][0]
    assert strength("Post", "Herald") == pytest.approx(min(1.5 * strength("Post", "Post"), 1), abs=1e-5)
    assert strength("unknown", "unknown") == strength("Post", "Herald")


def test_no_article_and_one():
    none = stories.find(corpus())
    assert none.empty and list(none.columns) == ["article_id", "story", "strength"]
    assert told(corpus(FLOOD)) == [["a000"]]


def test_equal_articles_are_one_story():
    found = stories.find(corpus(FLOOD, FLOOD, TRIAL))
    assert found["story"].tolist()[:2] == ["a000", "a000"] and found["strength"].tolist() == [1, 1, 1]


@pytest.mark.parametrize("texts", [("", ""), ("Ten words and no more, of a flood in Millbrook.", FLOOD),
                                   (" ".join([FLOOD, TRIAL, RIVER] * 500), TRIAL), ("the of and", "… — !"),
                                   (FLOOD, HOCHWASSER), ("洪水が町を襲った。" * 30, "洪水が町を襲った。裁判" * 29)],
                         ids=["empty", "10 words", "50,000 words", "stop words", "two languages", "no blanks"])
def test_short_long_and_foreign_articles(texts):
    found = stories.find(corpus(*texts))
    assert found["article_id"].tolist() == ["a000", "a001"] and found["strength"].between(0, 1).all()


def test_an_article_of_another_language_is_not_of_the_story():
    assert told(corpus(FLOOD, RIVER, HOCHWASSER)) == [["a000", "a001"], ["a002"]]


def test_five_hundred_articles_of_one_story_and_one_outlet():
    chance = np.random.default_rng(0)
    facts = [sentence.strip(" .") + "." for text in (FLOOD, RIVER) for sentence in text.split(". ")]
    stock = ["".join(chance.choice(list("bdfglmnrstvaeiou"), 7)) for _ in range(3000)]

    def telling():
        return " ".join([*chance.permutation(facts)[:4], *chance.choice(stock, 15)])
    same = {"source": ["Post"] * 502, "published": ["2025-03-01"] * 502}
    found = told(corpus(*(telling() for _ in range(500)), TRIAL, HOCHWASSER, **same))
    assert [len(story) for story in found] == [500, 1, 1]


def test_a_collection_of_one_story_keeps_it_together_however_many_tell_it():
    """Its words are in all of the collection, and count all the same."""
    chance = np.random.default_rng(0)
    numbers, known = np.arange(400, dtype=np.uint32), background.Background(np.arange(1), np.zeros(1, np.int64), 600)
    rows = [[1] * 25 + (np.arange(375) // 25 == own).astype(int).tolist() for own in chance.integers(0, 15, 1500)]
    few, many = (sparse.csr_array(np.array(rows[:size], dtype=float)) for size in (20, 1500))
    cosine = [(weights @ weights.T).toarray()[:20, :20].mean() for weights in
              (graph.weigh(counts, numbers, known) for counts in (few, many))]
    assert cosine[1] > 0.75 * cosine[0] > 0.2


@pytest.mark.parametrize("options", [{"window": 0}, {"window": -1}, {"window": "week"}, {"window": float("nan")},
                                     {"resolution": 0}, {"resolution": 1.5}, {"resolution": None}, {"window": True}])
def test_a_wrong_option_is_named(options):
    name, value = next(iter(options.items()))
    with pytest.raises(ValueError, match=f"{name}={value!r}"):
        stories.find(corpus(FLOOD), **options)


def test_a_larger_resolution_makes_smaller_stories(specimen):
    counts = [stories.find(specimen[0], resolution=value)["story"].nunique() for value in (0.1, 0.5)]
    assert counts[0] < 50 < counts[1]


def read(**columns) -> list[dict]:
    return wording.read_wording(pa.table(columns)).to_pylist()


def counts(**columns) -> dict[int, int]:
    row = read(**{name: [value] for name, value in columns.items()})[0]
    return dict(zip(row["words"], row["counts"], strict=True))


def test_the_headline_is_read_twice_and_compounds_in_parts():
    found = counts(title="Rare-earth talks", text="The talks on rare earths.")
    words = {word: wording.number(word) for word in ("rare", "earth", "talks", "earths")}
    assert found == {words["rare"]: 3, words["earth"]: 2, words["talks"]: 3, words["earths"]: 1}


def test_only_the_first_words_are_read_however_long_the_text():
    start = " ".join(f"word{number}" for number in range(wording.WORDS))
    assert counts(title="", text=start) == counts(title="", text=start + " dam burst " * 25_000)
    assert len(counts(title="", text=start)) == wording.WORDS


def test_an_articles_words_are_the_same_in_any_company():
    alone, among = read(title=["Dam"], text=[RIVER]), read(title=["Trial", "Dam", ""], text=[TRIAL, RIVER, None])
    assert among[1] == alone[0] and among[2] == {"words": [], "counts": []}


def test_the_background_knows_common_words():
    known = background.background()
    asked = np.array([wording.number(word) for word in ("government", "police", "millbrook")], dtype=np.uint32)
    government, police, town = known.of(asked)
    assert known.total == 618 and government > police > 50 and town == 0
    assert (np.diff(known.numbers.astype(np.int64)) > 0).all() and known.articles.min() == 2


@pytest.mark.skipif(not (SHARED / "corpora").exists(), reason="the development corpora are not part of the project")
def test_the_background_is_what_the_articles_give():
    rows = pd.read_json(SHARED / "corpora" / "wikinews.jsonl.gz", lines=True)[["title", "text"]].fillna("").astype(str)
    table = background.counted(pa.Table.from_pandas(rows, preserve_index=False))
    assert pq.read_table(Path(stories.__file__).parent / background.NAME).equals(table)


def likeness(size: int, seed: int, *, ties: bool = False) -> np.ndarray:
    """A symmetric matrix of likeness with ones on its diagonal."""
    chance = np.random.default_rng(seed)
    points = chance.random((size, 12)) ** 3 + 2 * np.eye(12)[chance.integers(0, 12, size)]
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    matrix = np.where(points @ points.T > 0.5, points @ points.T, 0)
    matrix = (matrix * 8).round() / 8 if ties else matrix
    np.fill_diagonal(matrix, 1)
    return matrix


def as_graph(matrix: np.ndarray) -> graph.Graph:
    one, other = np.nonzero(np.tril(matrix, -1))
    return graph.Graph(one.astype(np.int32), other.astype(np.int32), matrix[one, other], len(matrix))


def closeness(matrix: np.ndarray, one: list[int], other: list[int]) -> float:
    mean = matrix[np.ix_(one, other)].mean()
    return mean / (matrix[np.ix_(one, one)].mean() * matrix[np.ix_(other, other)].mean()) ** 0.25


def plainly(matrix: np.ndarray, resolution: float) -> list[list[int]]:
    """The grouping by its definition."""
    groups = [[text] for text in range(len(matrix))]
    while len(groups) > 1:
        pairs = [(-round(closeness(matrix, groups[a], groups[b]), 12), a, b)
                 for a in range(len(groups)) for b in range(a + 1, len(groups))]
        close, one, other = min(pairs)
        if -close < resolution:
            break
        groups[one] += groups.pop(other)
    return sorted(map(sorted, groups))


@pytest.mark.parametrize(("seed", "resolution"), [(0, 0.6), (1, 0.75), (2, 0.85), (3, 0.55)])
def test_groups_are_those_of_the_definition(seed, resolution):
    matrix = likeness(40, seed)
    label = linkage.group(as_graph(matrix), resolution)
    expected = plainly(matrix, resolution)
    assert 1 < len(expected) < 40
    assert [np.flatnonzero(label == first).tolist() for first in np.unique(label)] == expected


def test_ties_go_to_the_first_and_nothing_else_changes_the_groups():
    matrix = likeness(40, 5, ties=True)
    pairs = as_graph(matrix)
    label = linkage.group(pairs, 0.7)
    mixed = np.random.default_rng(0).permutation(len(pairs.one))
    again = linkage.group(graph.Graph(pairs.one[mixed], pairs.other[mixed], pairs.alike[mixed], 40), 0.7)
    assert label.tolist() == again.tolist() and 1 < len(set(label)) < 40
    assert all(label[first] == first and (np.flatnonzero(label == first) >= first).all() for first in set(label))


def test_strength_is_how_close_a_text_and_the_rest_of_its_group_are():
    matrix = likeness(40, 1)
    label = linkage.group(as_graph(matrix), 0.75)
    mean, close = linkage.strength(as_graph(matrix), label)
    for text in range(40):
        rest = [other for other in np.flatnonzero(label == label[text]).tolist() if other != text]
        assert mean[text] == pytest.approx(matrix[text, rest].mean() if rest else 1)
        assert close[text] == pytest.approx(min(closeness(matrix, [text], rest), 1) if rest else 1)


def test_the_graph_is_that_of_all_cosines():
    chance = np.random.default_rng(3)
    weights = sparse.csr_array(sparse.random_array((700, 400), density=0.05, rng=chance))
    weights.sort_indices()
    days, outlets = chance.uniform(0, 30, 700), chance.integers(-1, 4, 700)
    days[::9] = np.nan
    found = graph.build(weights, days, outlets, 3.0, 0.2)
    gap = abs(days[:, None] - days)
    own = (outlets[:, None] == outlets) & (outlets >= 0)
    nearness = np.where(np.isnan(gap), 1, 0.5 + np.where(own, 0.5, 1.0) * 0.5 ** (gap / 3))
    expected = np.tril((weights @ weights.T).toarray() * nearness, -1)
    one, other = np.nonzero(expected >= 0.2)
    assert len(one) > 1000
    assert sorted(zip(found.one, found.other, strict=True)) == sorted(zip(one, other, strict=True))
    assert found.alike == pytest.approx(expected[found.one, found.other])

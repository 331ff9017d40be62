"""Runs that are compared: their folders, what keeps them from it, and tables that should have been the same."""

import json
import shutil

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus, runs
from analysis.runs import changes
from analysis.runs.changes import take

WORDS = "harbour strike council ferry budget school river bridge market union".split()


def collection(folder, days: range):
    """Three articles a day, each of its own words; from day 20 on two in three speak of the comet."""
    folder.mkdir(parents=True, exist_ok=True)
    for day in days:
        random = np.random.default_rng(day)
        for number in range(3):
            said = [f"{WORDS[word]}{random.integers(30)}" for word in random.integers(0, 10, 60)]
            said[5:5] = ["comet"] * (day >= 20 and number > 0)
            row = {"title": f"Day {day} number {number}", "text": " ".join(said) + ".", "source": f"Outlet {number}",
                   "published": str(pd.Timestamp("2025-05-01", tz="UTC") + pd.Timedelta(days=day)),
                   "url": f"https://o{number}.test/{day}"}
            (folder / f"{day}-{number}.jsonl").write_text(json.dumps(row))
    return folder


def run_of(folder, articles, **manifest):
    """A run's folder with what the notebooks keep of terms and articles."""
    corpus, sheet = Corpus.open(articles), runs.Sheet(str(folder / "tables"))
    sheet.keep("articles", changes.articles(corpus))
    sheet.keep("article_terms", changes.article_terms(corpus))
    told = {"status": "ok", "parameters": {"outlets": [], "model": "en_core_web_md"}, "fingerprint": str(folder)}
    (folder / "manifest.json").write_text(json.dumps(told | manifest))
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A run of twenty days, and one of the days after the fifth with six nights more."""
    folder = tmp_path_factory.mktemp("made")
    run_of(folder / "one", collection(folder / "a", range(20)))
    run_of(folder / "other", collection(folder / "b", range(5, 26)))
    return folder


@pytest.fixture
def two(made, tmp_path):
    """The folders of the two runs, to be spoiled."""
    return [shutil.copytree(made / name, tmp_path / name) for name in ("one", "other")]


def test_two_runs_are_compared(two, capsys, tmp_path):
    out = tmp_path / "kept"
    assert changes.command(*map(str, two), out=str(out)) == 0
    said = capsys.readouterr().out
    assert said.startswith("Changed beyond chance: 1 term rose (comet).\n18 new texts (run other, 18 articles) against")
    assert "articles: 18 new, 0 revised, 15 gone, 0 cleaned anew" in said
    assert "term rose: comet, 0 to 12 texts" in said
    assert "Not compared, since a run is without the table: topics, entities, pairs, stories." in said
    kept = pd.read_parquet(out / "changed.parquet")
    assert kept.iloc[0][["item", "before_texts", "new_texts", "change"]].tolist() == ["comet", 0, 12, "rose"]
    assert {path.name for path in out.iterdir()} == {f"{name}.{kind}" for kind in ("csv", "parquet") for name in
                                                     ("changed", "changed_articles", "changed_outlets")}


def test_what_a_run_kept_is_what_the_collection_gives(two, made):
    held = changes.load(two[1])
    articles = take.articles(Corpus.open(made / "b"))
    pd.testing.assert_frame_equal(held.articles, articles)
    counts = held.items["term"].counts[:, [held.items["term"].keys.get_loc("comet")]].toarray().ravel()
    assert sorted(articles.loc[counts > 0, "title"]) == sorted(
        f"Day {day} number {number}" for day in range(20, 26) for number in (1, 2))


@pytest.mark.parametrize(("spoil", "parts"), [
    (lambda folder: (folder / "manifest.json").unlink(), ["no run", "manifest.json"]),
    (lambda folder: (folder / "manifest.json").write_text("{"), ["no run"]),
    (lambda folder: (folder / "manifest.json").write_text('{"status": "timeout"}'), ["did not succeed", "'timeout'"]),
    (lambda folder: (folder / "tables" / "articles.parquet").unlink(), ["no table of its articles", "run again"]),
    (lambda folder: (folder / "tables" / "articles.parquet").write_bytes(b"PAR1"), ["cannot be read", "damaged"]),
    (lambda folder: pd.DataFrame({"title": []}).to_parquet(folder / "tables" / "articles.parquet"), ["older version"]),
    (lambda folder: (folder / "manifest.json").write_text(
        '{"status": "ok", "parameters": {"outlets": ["Mail"]}}'), ["outlets=", "['Mail']", "other parameters"]),
])
def test_what_cannot_be_compared_is_said_in_one_message(two, spoil, parts):
    spoil(two[1])
    with pytest.raises(runs.ParameterError) as error:
        changes.command(*map(str, two))
    assert [part for part in parts if part not in str(error.value)] == [] and "\n" not in str(error.value)


def test_a_folder_that_is_not_there_is_no_run(two, tmp_path):
    with pytest.raises(ValueError, match="nowhere is no run"):
        changes.command(str(two[0]), str(tmp_path / "nowhere"))


def test_tables_of_the_same_input_that_differ_are_an_error_cell_by_cell(tmp_path, capsys):
    one, other = (run_of(tmp_path / name, collection(tmp_path / "a", range(8)), fingerprint="same") for name in "xy")
    assert changes.command(str(one), str(other)) == 0
    assert "the same tables" in capsys.readouterr().out
    table = pd.DataFrame({"term": ["comet", "moon"], "count": [3, 2], "share": [0.5, np.nan]})
    for folder, rows in ((one, table), (other, table.assign(count=[3, 7]))):
        rows.to_parquet(folder / "tables" / "terms.parquet")
    table.to_parquet(one / "tables" / "only.parquet")
    assert changes.command(str(one), str(other), out=str(tmp_path / "out")) == 1
    said = capsys.readouterr().err
    assert "2 differences in 2 tables" in said and "terms row 1 count: 2 | 7" in said
    assert "only: there | no such table" in said
    kept = pd.read_csv(tmp_path / "out" / "differences.csv")
    assert kept[["table", "column"]].fillna("").to_numpy().tolist() == [["only", ""], ["terms", "count"]]


@pytest.mark.parametrize(("change", "said"), [
    (lambda table: table.head(1), [["", "2 rows", "1 rows"]]),
    (lambda table: table.rename(columns={"b": "c"}), [["", "columns a, b", "columns a, c"]]),
    (lambda table: table.assign(b=[1.0, 2.5]), [["b", "nan", "2.5"]]),
    (lambda table: table.assign(a=["x", "z"]), [["a", "'y'", "'z'"]]),
    (lambda table: table.astype({"b": "float32"}), [["b", "float64", "float32"]]),
])
def test_every_kind_of_difference_is_shown(tmp_path, change, said):
    table = pd.DataFrame({"a": ["x", "y"], "b": [1.0, np.nan]})
    for name, rows in (("one", table), ("other", change(table))):
        (tmp_path / name / "tables").mkdir(parents=True)
        rows.to_parquet(tmp_path / name / "tables" / "t.parquet")
    found = changes.differences(tmp_path / "one", tmp_path / "other")
    assert found[["column", "one", "other"]].to_numpy().tolist() == said


def test_tables_that_look_back_may_differ_where_the_runs_looked_back_on_others(tmp_path):
    for name, value in (("one", 1), ("other", 2)):
        folder = tmp_path / name / "tables"
        folder.mkdir(parents=True)
        for table in ("changed", "topics", "terms"):
            pd.DataFrame({"n": [value]}).to_parquet(folder / f"{table}.parquet")
        (tmp_path / name / "manifest.json").write_text(json.dumps({"previous": {"folder": name}}))
    assert changes.differences(tmp_path / "one", tmp_path / "other")["table"].tolist() == ["terms"]


def test_a_notebook_compares_with_the_last_run_or_says_why_not(two):
    now = changes.load(two[1])
    assert "run one" in changes.against(now, previous=str(two[0])).statement
    assert "2025-05-20" in changes.against(now, previous=str(two[0]), day="2025-05-20").statement
    (two[0] / "manifest.json").write_text('{"status": "ok", "parameters": {"outlets": ["Mail"]}}')
    said = changes.against(now, previous=str(two[0])).statement
    assert "Not compared with the last run" in said and "outlets=" in said and "2025-05-20" in said


def test_behind_what_rose_stand_the_sentences_of_new_articles(two, made):
    corpus = Corpus.open(made / "b")
    found = changes.compare(*map(changes.load, two))
    places = changes.behind(found, corpus, top=1)
    assert len(places) == 12 and set(places["row"]) == {0} and places["sentence"].str.contains("comet").all()

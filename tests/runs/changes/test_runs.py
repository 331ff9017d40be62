"""Runs that are compared: their folders, what keeps them from it, and tables that should have been the same."""

import json
import shutil

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus, cli, runs
from analysis.runs import changes
from analysis.runs.changes import take

from . import material

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
    assert "term rose: comet, 0 to 12 texts" in said and "No outlet" not in said
    assert "Not compared, since a run is without the table: topics, entities, pairs, stories." in said
    kept = pd.read_parquet(out / "changed.parquet")
    assert kept.iloc[0][["item", "before_texts", "new_texts", "change"]].tolist() == ["comet", 0, 12, "rose"]
    assert {path.name for path in out.iterdir()} == {f"{name}.{kind}" for kind in ("csv", "parquet") for name in
                                                     ("changed", "changed_articles", "changed_outlets")}


def test_what_a_run_kept_is_what_the_collection_gives(two, made):
    held = changes.load(two[1])
    articles = take.articles(Corpus.open(made / "b"))
    pd.testing.assert_frame_equal(held.articles, articles)
    counts = held.items["term"].counts[:, held.items["term"].keys == "comet"].toarray().ravel()
    assert sorted(articles.loc[counts > 0, "title"]) == sorted(
        f"Day {day} number {number}" for day in range(20, 26) for number in (1, 2))


def spoiled(folder, name, **columns):
    """Write a table of the run anew with other columns."""
    path = folder / "tables" / f"{name}.parquet"
    pd.read_parquet(path).assign(**columns).to_parquet(path)


def cut(path):
    """Leave the first half of a file."""
    path.write_bytes(path.read_bytes()[:path.stat().st_size // 2])


@pytest.mark.parametrize(("spoil", "parts"), [
    (lambda folder: (folder / "manifest.json").unlink(), ["no run", "manifest.json"]),
    (lambda folder: (folder / "manifest.json").write_text("{"), ["no run"]),
    (lambda folder: (folder / "manifest.json").write_text('{"status": "timeout"}'), ["did not succeed", "'timeout'"]),
    (lambda folder: (folder / "tables" / "articles.parquet").unlink(), ["no table of its articles", "run again"]),
    (lambda folder: (folder / "tables" / "articles.parquet").write_bytes(b"PAR1"), ["cannot be read", "damaged"]),
    (lambda folder: pd.DataFrame({"title": []}).to_parquet(folder / "tables" / "articles.parquet"), ["older version"]),
    (lambda folder: spoiled(folder, "articles", words="many"), ["articles.parquet cannot be read", "'many'"]),
    (lambda folder: spoiled(folder, "articles", published="soon"), ["articles.parquet cannot be read", "soon"]),
    (lambda folder: spoiled(folder, "articles", article_id="one"), ["the same in two rows", "damaged"]),
    (lambda folder: spoiled(folder, "article_terms", article_id=None), ["rows without article_id"]),
    (lambda folder: spoiled(folder, "article_terms", count="x"), ["article_terms.parquet cannot be read", "damaged"]),
    (lambda folder: cut(folder / "tables" / "article_terms.parquet"), ["article_terms.parquet cannot be read"]),
    (lambda folder: pd.DataFrame({"article_id": ["a"], "topic": ["sport"]}).to_parquet(
        folder / "tables" / "topic_members.parquet"), ["topic_members.parquet cannot be read", "sport"]),
    (lambda folder: (folder / "manifest.json").write_text(
        '{"status": "ok", "parameters": {"outlets": ["Mail"]}}'), ["outlets=", "['Mail']", "other parameters"]),
])
def test_what_cannot_be_compared_is_said_in_one_message(two, spoil, parts):
    spoil(two[1])
    with pytest.raises(runs.ParameterError) as error:
        changes.command(*map(str, two))
    assert [part for part in parts if part not in str(error.value)] == [] and "\n" not in str(error.value)


def test_the_command_line_tells_what_is_wrong_in_one_line_and_ends_with_2(two, tmp_path, capsys):
    cut(two[1] / "tables" / "article_terms.parquet")
    (tmp_path / "file").write_text("")
    for folders, said in ((two, "is damaged"), ([two[0], tmp_path / "nowhere"], "nowhere is no run"),
                          ([tmp_path / "file"] * 2, "is no run")):
        assert cli.main(["compare", *map(str, folders)]) == 2
        told = capsys.readouterr()
        assert said in told.err and told.err.count("\n") == 1 and told.out == ""


def test_a_folder_that_cannot_be_written_is_named(two, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(runs.ParameterError, match="out=.*file.* cannot be written"):
        changes.command(*map(str, two), out=str(tmp_path / "file"), resamples=100)


def test_the_same_run_twice_by_whatever_name(two, tmp_path, capsys):
    (tmp_path / "latest").symlink_to(two[1])
    assert changes.command(str(two[1]), str(tmp_path / "latest")) == 0
    assert "are the same run" in capsys.readouterr().out


def test_a_run_that_was_made_before_the_other_is_said_to_be(two, capsys):
    for folder, day in zip(two, (2, 1), strict=True):
        told = json.loads((folder / "manifest.json").read_text())
        (folder / "manifest.json").write_text(json.dumps(told | {"started": f"2026-01-0{day}T06:00:00Z"}))
    assert changes.command(*map(str, two), resamples=100) == 0
    assert capsys.readouterr().out.startswith("The other way round: run one is the later one")
    assert changes.command(*map(str, reversed(two)), resamples=100) == 0
    assert "other way round" not in capsys.readouterr().out


def test_tables_of_another_version_are_left_out_and_the_parameters_may_be_anything(two, capsys):
    pd.DataFrame({"article_id": ["a"], "term": ["comet"]}).to_parquet(two[0] / "tables" / "article_terms.parquet")
    (two[1] / "manifest.json").write_text('{"status": "ok", "parameters": [1], "outlets": null}')
    assert changes.command(*map(str, two)) == 0
    said = capsys.readouterr().out
    assert "Not compared, since a run is without the table: terms, topics" in said and said.startswith("Too little")


@pytest.mark.parametrize(("older", "newer"), [(0, 0), (0, 4), (1, 0), (1, 1), (4, 30), (30, 4), (30, 30)])
@pytest.mark.parametrize("dated", [True, False])
def test_small_and_undated_collections_are_compared(tmp_path, older, newer, dated, capsys):
    for name, count, begin in (("one", older, 0), ("other", newer, 100)):
        tables = tmp_path / name / "tables"
        tables.mkdir(parents=True)
        rows = material.articles(material.ids(count, begin)).assign(source=name)
        rows.assign(published=rows["published"].where(rows["words"] == 100 * dated)).to_parquet(
            tables / "articles.parquet")
        pd.DataFrame({"article_id": rows["article_id"], "term": "comet", "count": 1}).to_parquet(
            tables / "article_terms.parquet")
        pd.DataFrame({"article_id": rows["article_id"], "entity_a": "Ann", "entity_b": "Bob"}).to_parquet(
            tables / "article_pairs.parquet")
        (tmp_path / name / "manifest.json").write_text('{"status": "ok"}')
    assert changes.command(str(tmp_path / "one"), str(tmp_path / "other"), out=str(tmp_path / "kept"),
                           resamples=100) == 0
    said = capsys.readouterr().out
    assert said.startswith("No new" if not newer else "Nothing to compare" if not older else "Too little" if min(
        older, newer) < 5 else "Nothing changed")
    assert ("No outlet has both" in said) == bool(older and newer)
    assert f"articles: {newer} new, 0 revised, {older} gone" in said


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
    assert "2 tables differ" in said and "terms row 1 count: 2 | 7" in said
    assert "only: there | no such table" in said
    kept = pd.read_csv(tmp_path / "out" / "differences.csv")
    assert kept[["table", "column"]].fillna("").to_numpy().tolist() == [["only", ""], ["terms", "count"]]


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

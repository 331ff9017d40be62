"""The collection: the same articles give the same tables, and nothing is lost without a row that says so."""

import gzip
import json

import pandas as pd
import pytest

from analysis import Corpus
from analysis.corpus.tables import COLUMNS

ROWS = [
    {"title": "Ferry crews strike", "text": "Ferry crews walked out on Monday.\n\nTalks go on.", "source": "Mail",
     "published": "2025-06-02T08:00:00+02:00", "author": "Ann Moe"},
    {"title": "Ferries are back", "text": "The ferries sailed again on Friday.", "source": "Post",
     "published": "2025-06-06"},
    {"title": "Undated", "text": "A note without a date was found.", "source": "Post"},
]


def jsonl(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture
def folder(tmp_path):
    jsonl(tmp_path / "b.jsonl", ROWS[:2])
    jsonl(tmp_path / "a.jsonl", ROWS[2:])
    return tmp_path


def test_the_tables_have_the_columns_of_the_dictionary(folder):
    corpus = Corpus.open(folder)
    for name, kinds in COLUMNS.items():
        assert list(getattr(corpus, name).columns) == list(kinds)
    assert len(corpus) == 3
    first = corpus.articles.iloc[0]
    assert first["published"] == pd.Timestamp("2025-06-02T06:00:00Z")
    assert (first["source"], first["author"], first["lang"], first["words"]) == ("Mail", "Ann Moe", "en", 9)


def test_the_same_articles_give_the_same_tables_from_any_files(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    with gzip.open(other / "z.jsonl.gz", "wt") as file:
        file.writelines(json.dumps(row) + "\n" for row in ROWS[::-1])
    one, two = Corpus.open(folder).articles, Corpus.open([other / "z.jsonl.gz"]).articles
    pd.testing.assert_frame_equal(one.drop(columns="origin"), two.drop(columns="origin"))
    assert one["article_id"].is_unique and one["article_id"].str.fullmatch("[0-9a-f]{16}").all()


def test_a_repeat_is_one_article_and_a_rejected_row(folder):
    jsonl(folder / "c.jsonl", ROWS[:1])
    corpus = Corpus.open(folder)
    assert len(corpus) == 3
    assert corpus.rejected[["origin", "reason"]].to_numpy().tolist() == [["c.jsonl:1", "repeat"]]
    assert corpus.rejected["detail"].iloc[0].endswith("b.jsonl:1")


def test_an_outlets_recurring_lines_are_removed_and_listed(tmp_path):
    rows = [{"title": f"Title {n}", "source": "Mail",
             "text": f"Number {n} was found in the harbour.\n\nStory continues below\n\nIt was item {n}."}
            for n in range(8)]
    jsonl(tmp_path / "mail.jsonl", rows)
    corpus = Corpus.open(tmp_path)
    assert not corpus.articles["text"].str.contains("continues").any()
    assert (corpus.removed["text"] == "Story continues below").sum() == 8
    assert set(corpus.removed["article_id"]) == set(corpus.articles["article_id"])


def test_a_path_that_is_not_there_says_so(tmp_path):
    with pytest.raises(ValueError, match="nowhere"):
        Corpus.open(tmp_path / "nowhere")


def test_an_empty_folder_is_an_empty_corpus(tmp_path):
    corpus = Corpus.open(tmp_path)
    assert len(corpus) == 0 and list(corpus.articles.columns) == list(COLUMNS["articles"])


def test_the_projects_own_data_are_found_from_anywhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert len(Corpus.open("data/articles")) == 100


def test_a_frame_is_taken_as_it_is():
    frame = pd.DataFrame({"text": ["b  b", "a", "b  b", None], "label": [1, 2, 1, 3],
                          "published": ["2025-01-05", "x", "2025-01-05", None]})
    corpus = Corpus.from_frame(frame)
    assert corpus.articles["text"].tolist() == ["b  b", "a", ""]
    assert corpus.articles["label"].tolist() == [1, 2, 3]
    assert corpus.rejected[["origin", "reason"]].to_numpy().tolist() == [
        ["row 1", "unreadable date"], ["row 2", "repeat"]]


def test_a_frames_own_ids_are_kept_and_must_differ():
    frame = pd.DataFrame({"text": ["a", "a"], "article_id": ["one", "two"]})
    assert Corpus.from_frame(frame).articles["article_id"].tolist() == ["one", "two"]
    with pytest.raises(ValueError, match="'one'"):
        Corpus.from_frame(frame.assign(article_id="one"))


def test_a_frame_without_text_lists_its_columns():
    with pytest.raises(ValueError, match=r"text.*\['body'\]"):
        Corpus.from_frame(pd.DataFrame({"body": ["a"]}))


def test_select_takes_days_and_outlets(folder):
    corpus = Corpus.open(folder)
    assert corpus.select(start="2025-06-03").articles["title"].tolist() == ["Ferries are back"]
    assert corpus.select(end="2025-06-06").articles["title"].tolist() == ["Ferry crews strike", "Ferries are back"]
    assert len(corpus.select(outlets=["Post"])) == 2 and len(corpus.select()) == 3
    assert len(corpus.select(start="2026-01-01")) == 0


@pytest.mark.parametrize(("options", "message"), [
    ({"start": "soon"}, "start='soon'"), ({"end": "2025-13-01"}, "end='2025-13-01'"),
    ({"start": "2025-06-02", "end": "2025-06-01"}, "start='2025-06-02' is after"),
    ({"outlets": ["Post", "Globe"]}, r"\['Globe'\].*Mail"),
])
def test_select_refuses_what_is_not_there(folder, options, message):
    with pytest.raises(ValueError, match=message):
        Corpus.open(folder).select(**options)

"""Night after night: a store reads only what is new, and its tables are those of a store that read all at once."""

import json
import os
import subprocess
import sys

import pytest
from fsspec.core import url_to_fs
from material import BOX, SIZES, again, article, assert_as_new, assert_same, contents, write

from analysis import Corpus, reading


def test_what_was_read_is_not_read_again(place, reads):
    folder, store = place
    before = contents(store)
    corpus = again(folder, store)
    assert reads == [] and contents(store) == before
    assert (len(corpus), len(corpus.removed), len(corpus.rejected)) == (12, 12, 2)
    assert_as_new(corpus, folder)
    assert len(reads) == 4


def test_nothing_but_parquet_and_json_is_in_a_store(place):
    folder, store = place
    list(again(folder, store).each(SIZES))
    assert {os.path.splitext(name)[1] for _, _, names in os.walk(store) for name in names} == {".json", ".parquet"}


def test_of_a_new_a_changed_and_a_removed_file_the_new_and_the_changed_are_read(place, reads):
    folder, store = place
    write(folder / "04.jsonl", article(90))
    assert "Headline 90" in set(again(folder, store).about["title"]) and reads == ["04.jsonl"]
    write(folder / "02.jsonl", article(91))
    corpus = again(folder, store)
    assert reads == ["04.jsonl", "02.jsonl"] and len(corpus) == 11
    assert "Headline 91" in set(corpus.about["title"]) and "Headline 6" not in set(corpus.about["title"])
    (folder / "01.jsonl").unlink()
    corpus = again(folder, store)
    assert len(reads) == 2 and len(corpus) == 8 and corpus.rejected.empty
    assert corpus.removed["article_id"].isin(corpus.about["article_id"]).all()
    assert_as_new(corpus, folder)


def test_a_repeat_takes_the_place_of_an_article_that_left(place):
    folder, store = place
    (folder / "00.jsonl").unlink()
    corpus = again(folder, store)
    assert corpus.about.set_index("title").loc["Headline 0", "origin"] == "01.jsonl:4"
    assert_as_new(corpus, folder)


def test_of_repeats_the_first_by_name_is_the_article_whatever_was_read_first(place):
    folder, store = place
    for number in range(4):
        write(folder / f"{number:02}-.jsonl", article(3 * number, "Mail" if number % 2 else "Post", BOX))
        corpus = again(folder, store)
        assert f"{number:02}-.jsonl:1" in set(corpus.about["origin"])
    assert_as_new(corpus, folder)


def test_a_file_of_another_time_is_read_anew_though_as_long(place, reads):
    folder, store = place
    write(folder / "02.jsonl", *(article(number, box=BOX.upper()) for number in (6, 7, 8)))
    os.utime(folder / "02.jsonl", ns=(0, 0))
    corpus = again(folder, store)
    assert reads == ["02.jsonl"]
    os.utime(folder / "02.jsonl", ns=(1, 1))
    assert_same(again(folder, store), corpus)
    assert reads == ["02.jsonl"] * 2
    assert_same(again(folder, store), corpus)
    assert len(reads) == 2
    assert_as_new(corpus, folder)


def test_a_metadata_file_that_changes_has_the_pages_it_describes_read(tmp_path, reads):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Headline {number}\n\nThe ferry sailed with {number} cars on board.\n")
    (tmp_path / "metadata.csv").write_text("file,source\n0.txt,Mail\n1.txt,Mail\n")
    folder, store = tmp_path, tmp_path.with_name(f"{tmp_path.name}-store")
    assert again(folder, store).about["source"].tolist().count("Mail") == 2
    del reads[:]
    (tmp_path / "metadata.csv").write_text("file,source\n0.txt,Mail\n1.txt,Post\n2.txt,Mail\n")
    corpus = again(folder, store)
    assert reads == ["1.txt", "2.txt"] and corpus.about["source"].value_counts().to_dict() == {"Mail": 2, "Post": 1}
    assert_as_new(corpus, folder)


def test_lines_that_come_to_be_boilerplate_leave_the_older_articles_too(tmp_path):
    folder, store = tmp_path / "articles", tmp_path / "store"
    folder.mkdir()
    write(folder / "1.jsonl", *(article(number, box=BOX) for number in range(4)))
    corpus = again(folder, store)
    assert corpus.articles["text"].str.contains(BOX).all() and corpus.removed.empty
    write(folder / "2.jsonl", article(4, box=BOX))
    corpus = again(folder, store)
    assert not corpus.articles["text"].str.contains(BOX).any() and len(corpus.removed) == 5
    assert_as_new(corpus, folder)
    (folder / "2.jsonl").unlink()
    assert again(folder, store).articles["text"].str.contains(BOX).all()


def test_readers_of_another_version_read_all_again_and_the_older_are_remembered(place, reads, monkeypatch):
    folder, store = place
    corpus = again(folder, store)
    monkeypatch.setattr(reading, "VERSION", reading.VERSION + 1)
    for _ in range(2):
        assert_same(again(folder, store), corpus)
        assert len(reads) == 4
    monkeypatch.setattr(reading, "VERSION", reading.VERSION - 1)
    again(folder, store)
    assert len(reads) == 4


def test_other_columns_and_other_kept_lines_are_another_reading(place, reads):
    folder, store = place
    assert again(folder, store, columns={"text": "title"}).articles["text"].max() == "None"
    assert len(reads) == 4
    assert again(folder, store, keep=["outlet boilerplate"]).removed.empty and len(reads) == 8
    assert len(again(folder, store).removed) == 12 and len(reads) == 8


TWO_AT_ONCE = """
import os, sys
from analysis import Corpus
folder, *stores = sys.argv[1:]
for store in stores:
    first = os.fork()
    corpus = Corpus.open(folder, store=store, workers=1)
    corpus.articles, corpus.removed
    if not first:
        os._exit(0)
    if os.waitpid(first, 0)[1]:
        sys.exit("the other failed")
"""


def test_two_processes_may_fill_one_store(place, tmp_path):
    folder, store = place
    stores = [tmp_path / f"store{number}" for number in range(5)]
    subprocess.run([sys.executable, "-c", TWO_AT_ONCE, folder, *stores], check=True)
    assert all(contents(one) == contents(store) for one in stores)
    assert not [name for one in stores for name in os.listdir(one) if name[0] == "."]


@pytest.mark.parametrize("where", ["file", "memory"])
def test_a_store_among_the_articles_is_not_read(tmp_path, where):
    """Else what was kept of one night would be read as articles in the next."""
    folder = str(tmp_path / "news") if where == "file" else "memory://among/news"
    fs, bare = url_to_fs(folder)
    for inner in ("other", "odd"):
        fs.makedirs(f"{bare}/{inner}", exist_ok=True)
    fs.pipe_file(f"{bare}/mail.json", json.dumps([article(1)]).encode())
    fs.pipe_file(f"{bare}/other/broadsheet.json", json.dumps([article(2)]).encode())  # an outlet of that name
    fs.pipe_file(f"{bare}/odd/broadsheet.json", b"5")
    for _ in range(3):
        corpus = Corpus.open(folder, store=f"{folder}/kept", workers=1)
        list(corpus.each(SIZES))
        assert corpus.about["title"].tolist() == ["Headline 1", "Headline 2"]
        assert corpus.rejected["origin"].tolist() == ["kept", "odd/broadsheet.json"]
        assert corpus.rejected["reason"][0] == "a store"

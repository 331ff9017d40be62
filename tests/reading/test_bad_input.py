"""Whatever is in the files: a row says so, and the rest is read."""

import gzip
import io
import json
import os
import tracemalloc
import zipfile

import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import reading
from analysis.reading import Record, Rejected
from analysis.reading.formats import READERS, read_stream
from analysis.reading.items import LONGEST_RECORD, Item, Trouble

from .samples import ARTICLES, PAGE, csv_text, jsonl, page_of_html, warc


def rows_of(tmp_path, name: str, data: bytes | str):
    (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return list(reading.read(tmp_path))


def told(rows) -> list[tuple[str, str]]:
    return [(row.origin, row.reason) for row in rows if isinstance(row, Rejected)]


def kept(rows) -> int:
    return sum(isinstance(row, Record) for row in rows)


@pytest.mark.parametrize(
    "name", ["a.txt", "a.jsonl", "a.csv", "a.json", "a.parquet", "a.html", "a.warc", "a.jsonl.gz", "a.zip"]
)
def test_empty_files(name, tmp_path):
    rows = rows_of(tmp_path, name, b"")
    assert not kept(rows) and len(told(rows)) == 1


def test_binary_in_txt(tmp_path):
    assert told(rows_of(tmp_path, "a.txt", bytes(range(256)) * 10)) == [("a.txt", "binary")]


def test_nul_bytes_and_undecodable_bytes_are_told_and_the_article_kept(tmp_path):
    rows = rows_of(tmp_path, "a.txt", PAGE.encode().replace(b"Monday", b"Mon\x00day") + "é".encode() * 3 + b"\x93x\x94")
    assert kept(rows) == 1 and told(rows) == [("a.txt", "undecodable bytes"), ("a.txt", "NUL bytes")]
    assert "Monday" in rows[-1].text


def test_unknown_and_hidden_files(tmp_path):
    (tmp_path / ".hidden.txt").write_text(PAGE)
    assert told(rows_of(tmp_path, "a.docx", b"PK")) == [("a.docx", "unknown format")]


def test_broken_lines_in_jsonl(tmp_path):
    lines = jsonl().splitlines()
    rows = rows_of(tmp_path, "a.jsonl", "\n".join([lines[0], lines[1][:50], "[1]", "[" * 100_000, lines[2]]))
    assert kept(rows) == 2
    assert told(rows) == [("a.jsonl:2", "broken line"), ("a.jsonl:3", "broken record"), ("a.jsonl:4", "broken line")]


def test_unclosed_quote_in_csv(tmp_path):
    lines = csv_text().split("\r\n")
    lines.insert(1, 'Broken,"a quote that nobody closes,2021-01-01,Post,Ada,https://a.example.com')
    rows = rows_of(tmp_path, "a.csv", "\r\n".join(lines))
    assert kept(rows) == 4 and told(rows) == [("a.csv:2", "unclosed quote")]


def test_a_quote_that_opens_nothing_is_a_character(tmp_path):
    rows = rows_of(
        tmp_path, "a.csv", 'title,text\nGuns,The 5" guns of the ship were fired.\nNext,The next article is here.\n'
    )
    assert [row.text for row in rows] == ['The 5" guns of the ship were fired.', "The next article is here."]


def test_ragged_rows_in_csv(tmp_path):
    rows = rows_of(
        tmp_path,
        "a.csv",
        "title,text\nOne,The first article is here.\nTwo,Too,many\nThree\nFour,The last one is here.\n",
    )
    assert kept(rows) == 2 and told(rows) == [("a.csv:3", "ragged row"), ("a.csv:4", "ragged row")]


def test_long_fields_in_csv(tmp_path):
    text = "The council voted on the bridge. " * 20_000
    rows = rows_of(tmp_path, "a.csv", f'title,text\nLong,"{text}"\n')
    assert rows[0].text == text.strip()


def test_duplicate_columns(tmp_path):
    rows = rows_of(tmp_path, "a.csv", "title,text,text\nOne,The first text is used.,The second is not.\n")
    assert told(rows) == [("a.csv", "duplicate column")] and rows[-1].text == "The first text is used."
    table = pa.Table.from_arrays(
        [pa.array(["The text of it."]), pa.array(["x"]), pa.array(["y"])], names=["text", "title", "title"]
    )
    pa.parquet.write_table(table, tmp_path / "b.parquet")
    rows = list(reading.read(tmp_path / "b.parquet"))
    assert told(rows) == [("b.parquet", "duplicate column")] and rows[-1].title is None


def test_a_text_column_of_numbers(tmp_path):
    pd.DataFrame({"text": [1.5, 2.5, None]}).to_parquet(tmp_path / "a.parquet")
    rows = list(reading.read(tmp_path))
    assert told(rows) == [(f"a.parquet:{number}", "no text") for number in (1, 2, 3)]
    assert told(rows_of(tmp_path, "a.parquet", b"")) == [("a.parquet", "damaged")]


@pytest.mark.parametrize("date", ["0001-01-01", "2150-01-01", "someday", "03/04/2016"])
def test_impossible_dates_are_told_and_the_article_kept(date, tmp_path):
    rows = rows_of(tmp_path, "a.jsonl", json.dumps(ARTICLES[0] | {"date": date}))
    assert told(rows) == [("a.jsonl:1", "date")] and rows[-1].published is None and "(article kept)" in rows[0].detail


def test_truncated_gzip_keeps_what_came_before(tmp_path):
    many = jsonl([ARTICLES[0] | {"headline": os.urandom(40).hex()} for _ in range(3000)])
    rows = rows_of(tmp_path, "a.jsonl.gz", gzip.compress(many.encode())[:-200])
    assert kept(rows) > 1000 and told(rows)[-1] == ("a.jsonl.gz", "cut short")
    assert told(rows_of(tmp_path, "a.jsonl.gz", b"no gzip")) == [("a.jsonl.gz", "damaged")]


def test_damaged_zstandard_and_parquet(tmp_path):
    assert told(rows_of(tmp_path, "a.jsonl.zst", b"no zstandard")) == [("a.jsonl.zst", "damaged")]
    assert ("b.parquet", "damaged") in told(rows_of(tmp_path, "b.parquet", b"PAR1 is not enough PAR1"))


def test_zip_with_escaping_names_bombs_and_damage(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../evil.txt", PAGE)
        archive.writestr("bomb.txt", b"a" * 30_000_000)
        archive.writestr("good.txt", PAGE)
        archive.writestr("inner.zip", b"PK")
    rows = list(reading.read(tmp_path))
    assert kept(rows) == 1
    assert told(rows) == [
        ("a.zip/bomb.txt", "too much compressed"),
        ("a.zip/evil.txt", "unsafe name"),
        ("a.zip/inner.zip", "unknown format"),
    ]
    assert ("b.zip", "damaged") in told(rows_of(tmp_path, "b.zip", b"PK no zip"))


def test_web_archive_cut_short(tmp_path):
    rows = rows_of(tmp_path, "a.warc", warc([page_of_html(), page_of_html()])[:-500])
    assert kept(rows) == 1 and told(rows) == [("a.warc:2", "cut short")]
    assert told(rows_of(tmp_path, "a.warc", b"no archive" * 50)) == [("a.warc", "damaged")]


def test_html_nested_deep(tmp_path):
    rows = rows_of(tmp_path, "a.html", "<div>" * 50_000 + "words" + "</div>" * 50_000)
    assert kept(rows) + len(told(rows)) == 1


def test_a_line_of_any_length_takes_bounded_memory(tmp_path):
    with open(tmp_path / "a.jsonl", "wb") as file:
        file.write(b'{"text": "')
        for _ in range(64):
            file.write(b"word " * 2**18)
        file.write(b'"}\n' + jsonl().encode())
    assert (tmp_path / "a.jsonl").stat().st_size > 4 * LONGEST_RECORD
    tracemalloc.start()
    rows = list(reading.read(tmp_path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert told(rows) == [("a.jsonl:1", "too long")] and kept(rows) == 4
    assert peak < 4 * LONGEST_RECORD


def test_long_files_of_one_article(tmp_path):
    for name in ("a.txt", "b.html", "c.txt.gz"):
        data = b"word " * (LONGEST_RECORD // 4)
        (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    assert told(reading.read(tmp_path)) == [(name, "too long") for name in ("a.txt", "b.html", "c.txt.gz")]


def test_json_array_is_streamed_and_broken_ends_are_told(tmp_path):
    rows = rows_of(tmp_path, "a.json", json.dumps(ARTICLES)[:-40])
    assert kept(rows) == 3 and told(rows) == [("a.json:4", "broken record")]
    assert told(rows_of(tmp_path, "a.json", "{broken")) == [("a.json", "broken record")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_files(tmp_path):
    (tmp_path / "a.txt").write_text(PAGE)
    (tmp_path / "a.txt").chmod(0)
    assert told(reading.read(tmp_path)) == [("a.txt", "not readable")]


def test_dangling_and_looping_links(tmp_path):
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "up").symlink_to(tmp_path)
    (tmp_path / "inner" / "a.txt").write_text(PAGE)
    rows = list(reading.read(tmp_path))
    assert kept(rows) == 1
    assert told(rows) == [("dangling.txt", "broken link"), ("inner/up", "link loop"), ("self.txt", "broken link")]


def test_pipes_do_not_hang(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    assert told(reading.read(tmp_path)) == [("a.txt", "not a file")]


SEEDS = {
    ".jsonl": jsonl(),
    ".json": json.dumps(ARTICLES),
    ".csv": csv_text(),
    ".txt": PAGE,
    ".html": page_of_html(),
    ".warc": warc([page_of_html()]).decode(),
}


@pytest.mark.parametrize("kind", READERS)
@given(data=st.binary(max_size=400))
@settings(deadline=None, max_examples=25)
def test_no_bytes_crash_a_reader(kind, data):
    found = list(read_stream(io.BytesIO(data), "a" + kind, columns=None))
    assert found and all(isinstance(thing, (Item, Trouble)) for thing in found)


@pytest.mark.parametrize("kind", SEEDS)
@given(cut=st.integers(0, 3000), junk=st.binary(max_size=20), at=st.integers(0, 3000))
@settings(deadline=None, max_examples=25)
def test_no_damage_crashes_a_reader(kind, cut, junk, at):
    data = SEEDS[kind].encode()
    damaged = data[:at] + junk + data[at + cut :]
    assert list(read_stream(io.BytesIO(damaged), "a" + kind, columns=None))


VALUES = st.one_of(
    st.none(), st.integers(), st.floats(), st.text(max_size=30), st.lists(st.text(max_size=5), max_size=3)
)
OBJECTS = st.dictionaries(st.sampled_from(["title", "text", "date", "source", "author", "url", "section"]), VALUES)


@given(st.lists(OBJECTS, max_size=8))
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_record_is_an_article_or_rejected(tmp_path, objects):
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(one) + "\n" for one in objects))
    (tmp_path / "b.txt").write_text(PAGE)
    rows = list(reading.read(tmp_path))
    told_of = {row.origin for row in rows}
    assert told_of >= {f"a.jsonl:{number}" for number in range(1, len(objects) + 1)}
    articles = [row.origin for row in rows if isinstance(row, Record)]
    lost = {row.origin for row in rows if isinstance(row, Rejected) and "(article kept)" not in row.detail}
    assert len(articles) == len(set(articles)) and not lost & set(articles)

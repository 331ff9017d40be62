"""Reading files: formats, sources, columns, metadata."""

import gzip
import io
import json
import zipfile
from datetime import UTC, datetime

import pandas as pd
import pytest
import zstandard

from analysis import reading
from analysis.reading import Record, Rejected

from .samples import ARTICLES, PAGE, csv_text, jsonl, page_of_html, warc


def parquet_bytes() -> bytes:
    out = io.BytesIO()
    pd.DataFrame(ARTICLES).to_parquet(out)
    return out.getvalue()


TABLES = {
    "a.jsonl": jsonl().encode(),
    "a.ndjson": jsonl().encode("utf-8-sig"),
    "a.jsonl.gz": gzip.compress(jsonl().encode()),
    "a.jsonl.zst": zstandard.ZstdCompressor().compress(jsonl().encode()),
    "a.json": json.dumps(ARTICLES).encode(),
    "a.json.gz": gzip.compress(json.dumps({"status": "ok", "response": {"results": ARTICLES}}).encode()),
    "wide.json": json.dumps(ARTICLES).encode("utf-16"),
    "a.csv": csv_text().encode(),
    "semicolons.csv": csv_text(";").encode("cp1252"),
    "a.tsv": csv_text("\t").encode("utf-16"),
    "a.csv.gz": gzip.compress(csv_text().encode()),
    "a.parquet": parquet_bytes(),
}


@pytest.mark.parametrize("name", TABLES)
def test_every_table_gives_the_same_articles(name, tmp_path):
    (tmp_path / name).write_bytes(TABLES[name])
    records = list(reading.read(tmp_path / name))
    assert [type(record) for record in records] == [Record] * 4
    for number, record in enumerate(records):
        assert record.title == f"Council votes on bridge {number}"
        assert record.text == ARTICLES[number]["body"] == record.raw
        assert record.published == datetime(2021, 3, number + 1, 8, tzinfo=UTC)
        assert (record.source, record.author, record.lang) == ("Northmarch Post", "Ada Quill", "en")
        assert record.url == f"https://www.northmarchpost.co.uk/{number}"
        assert record.origin.startswith(f"{name}:")


def test_origin_names_file_and_record(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "a.jsonl").write_text("\n" + jsonl())
    assert [record.origin for record in reading.read(tmp_path)] == [f"deep/er/a.jsonl:{line}" for line in (2, 3, 4, 5)]


def test_page_copies_are_cleaned_and_described_by_metadata(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "one.txt").write_text(PAGE)
    (folder / "two.txt").write_bytes(PAGE.replace("\n", "\r\n").encode("utf-16"))
    (folder / "metadata.csv").write_text(
        "file,source,published,url,author\none.txt,The Post,2020-01-02,https://a.example.com,\nlost.txt,,,,\n"
    )
    one, two, lost = reading.read(tmp_path)
    assert (one.source, one.published, one.url, one.author) == (
        "The Post",
        datetime(2020, 1, 2, tzinfo=UTC),
        "https://a.example.com",
        "Ada Quill",
    )
    assert (two.published, two.origin, two.source) == (datetime(2021, 3, 3, 10, 15, tzinfo=UTC), "pages/two.txt", None)
    assert one.text == two.text and one.removed == two.removed and one.title == two.title
    assert lost == Rejected(
        "pages/metadata.csv", "no such file", "'lost.txt' is described here and is not in the folder"
    )


def test_html_with_its_metadata(tmp_path):
    (tmp_path / "a.html").write_text(page_of_html())
    (record,) = reading.read(tmp_path / "a.html")
    assert (
        record.title == "Council votes on bridge"
        and record.source == "Northmarch Post"
        and record.author == "Ada Quill"
    )
    assert record.published == datetime(2021, 3, 3, 9, 15, tzinfo=UTC)
    assert record.text.count("Paragraph") == 5 and "rights reserved" not in record.text
    assert [line.reason for line in record.removed] == ["repeated headline"]


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_web_archives(name, tmp_path):
    data = warc([page_of_html("First bridge"), page_of_html("Second bridge")])
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    records = list(reading.read(tmp_path))
    assert [(record.title, record.origin) for record in records] == [
        ("First bridge", f"{name}:1"),
        ("Second bridge", f"{name}:2"),
    ]
    assert records[0].url == "https://news.example.co.uk/0"


def test_errors_in_web_archives_are_no_pages(tmp_path):
    (tmp_path / "a.warc").write_bytes(warc([page_of_html()], status="404 Not Found"))
    assert [row.reason for row in reading.read(tmp_path)] == ["empty file"]


def test_zip_archives_are_folders(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("in/a.jsonl", jsonl())
        archive.writestr("in/page.txt", PAGE)
        archive.writestr("in/metadata.csv", "file,source\npage.txt,The Post\n")
        archive.writestr("__MACOSX/in/._a.jsonl", "junk")
    records = list(reading.read(tmp_path / "all.zip"))
    assert [record.origin for record in records] == [f"all.zip/in/a.jsonl:{line}" for line in (1, 2, 3, 4)] + [
        "all.zip/in/page.txt"
    ]
    assert records[-1].source == "The Post"


def test_sources(tmp_path):
    for name in ("b.jsonl", "a.jsonl", "c.txt"):
        (tmp_path / name).write_text(PAGE if name == "c.txt" else jsonl(ARTICLES[:1]))
    assert [row.origin for row in reading.read(str(tmp_path))] == ["a.jsonl:1", "b.jsonl:1", "c.txt"]
    assert [row.origin for row in reading.read(f"{tmp_path}/*.jsonl")] == ["a.jsonl:1", "b.jsonl:1"]
    assert [row.origin for row in reading.read([tmp_path / "c.txt", tmp_path / "a.jsonl"])] == ["a.jsonl:1", "c.txt"]
    assert [row.origin for row in reading.read(f"file://{tmp_path}/b.jsonl")] == ["b.jsonl:1"]
    assert [row.origin for row in reading.read([tmp_path, tmp_path / "a.jsonl"])] == ["a.jsonl:1", "b.jsonl:1", "c.txt"]


def test_an_address_of_another_filesystem():
    import fsspec

    with fsspec.open("memory://press/a.jsonl", "w") as file:
        file.write(jsonl())
    assert [row.origin for row in reading.read("memory://press")] == [f"a.jsonl:{line}" for line in (1, 2, 3, 4)]


@pytest.mark.parametrize("source", ["/no/such/place", "/no/such/*.txt", None, 7, ""])
def test_wrong_sources(source):
    with pytest.raises(ValueError, match="source=.*allowed"):
        reading.read(source) if source is None else list(reading.read(source))


def test_an_empty_folder_yields_nothing(tmp_path):
    assert list(reading.read(tmp_path)) == []


def test_columns_by_name(tmp_path):
    (tmp_path / "a.csv").write_text(
        "Kopf,Volltext,Tag\nCouncil votes,The council of Northmarch voted on the bridge.,2021-03-01\n"
    )
    with pytest.raises(ValueError, match="'Kopf', 'Volltext', 'Tag'"):
        list(reading.read(tmp_path / "a.csv"))
    (record,) = reading.read(tmp_path, columns={"title": "Kopf", "text": "Volltext", "published": "Tag"})
    assert (record.title, record.published) == ("Council votes", datetime(2021, 3, 1, tzinfo=UTC))
    with pytest.raises(ValueError, match="columns="):
        reading.read(tmp_path, columns={"volltext": "text"})


def test_a_table_without_text_among_others_is_a_row(tmp_path):
    (tmp_path / "a.csv").write_text("x,y\n1,2\n")
    (tmp_path / "b.jsonl").write_text(jsonl())
    rows = list(reading.read(tmp_path))
    assert rows[0].reason == "no text column" and "'x', 'y'" in rows[0].detail
    assert len(rows) == 5


def test_body_goes_before_text_and_usual_names_are_found(tmp_path):
    row = {
        "Pub_Date": "2021-03-01",
        "Body": "The body of the article is this.",
        "text": "other",
        "Publisher": {"name": "The Post"},
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    (record,) = reading.read(tmp_path)
    assert (record.text, record.source, record.published.day) == ("The body of the article is this.", "The Post", 1)


def test_pages_in_a_table_are_cleaned(tmp_path):
    menu = "\n".join(["Home", "World", "Sports", "Log in", "Search"] * 8)
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": menu + "\n" + PAGE}))
    (record,) = reading.read(tmp_path)
    assert "Log in" not in record.text and len(record.removed) > 40


def test_records_do_not_depend_on_the_place(tmp_path):
    for place in ("one", "two"):
        (tmp_path / place / "post").mkdir(parents=True)
        (tmp_path / place / "post" / "a.txt").write_text(PAGE)
    assert list(reading.read(tmp_path / "one")) == list(reading.read(tmp_path / "two"))

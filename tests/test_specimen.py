"""The specimen collection holds what its data dictionary says.

The files are read here with the standard library and pyarrow alone: the project's own readers are tested
against these truths elsewhere, so they may not vouch for them.
"""

import csv
import gzip
import html
import json
import re
from collections import defaultdict
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pyarrow.parquet as pq
import pytest

DATA = Path(__file__).parents[1] / "data"
ARTICLES, TRUTH = DATA / "articles", DATA / "truth"
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
FIRST_DAY, LAST_DAY = datetime(2025, 5, 5).date(), datetime(2025, 7, 13).date()
WORDS, WIRE_WORDS = (150, 300), (120, 300)  # an outlet may cut a wire text short


def table(name):
    with open(TRUTH / name, newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


PAGES = list(map(json.loads, (TRUTH / "pages.jsonl").read_text(encoding="utf-8").splitlines()))


def records():
    """Every record of every file: (file, record) -> (source, title, text, published)."""
    found = {}
    for name, opened in (("courier.jsonl", open), ("echo.jsonl.gz", gzip.open)):
        with opened(ARTICLES / name, "rt", encoding="utf-8") as lines:
            for number, row in enumerate(map(json.loads, lines), 1):
                published = datetime.fromisoformat(row["published"])
                found[name, number] = row["source"], row["title"], row["text"], published
    with open(ARTICLES / "ledger.csv", newline="", encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines), 1):
            published = datetime.fromisoformat(row["date"].replace("Z", "+00:00"))
            found["ledger.csv", number] = row["outlet"], row["headline"], row["body"], published
    for number, row in enumerate(pq.read_table(ARTICLES / "newsfold.parquet").to_pylist(), 1):
        found["newsfold.parquet", number] = row["source"], row["title"], row["text"], row["published"]
    for path in (ARTICLES / "html").glob("*.html"):
        page = path.read_text(encoding="utf-8")
        meta = dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', page))
        article = page.split("<article>")[1].split("</article>")[0]
        body = "\n\n".join(map(html.unescape, re.findall(r"<p>(.*?)</p>", article)))
        published = datetime.fromisoformat(meta["article:published_time"])
        found[f"html/{path.name}", 1] = meta["og:site_name"], html.unescape(meta["og:title"]), body, published
    with open(ARTICLES / "pages" / "metadata.csv", newline="", encoding="utf-8") as lines:
        known = {f"pages/{row['file']}": row for row in csv.DictReader(lines)}
    for page in PAGES:
        row = known[page["file"]]
        published = datetime.fromisoformat(row["published"])
        found[page["file"], 1] = row["source"], page["title"], "\n\n".join(page["body"]), published
    return found


RECORDS = records()
ROWS = table("articles.csv")
TEXTS = {(source, title): text for source, title, text, _ in RECORDS.values()}


def words(text):
    return re.findall(r"\w+", text.lower().replace("’", "'"))


def grams(text, n=5):
    tokens = words(text)
    return {tuple(tokens[i:i + n]) for i in range(len(tokens) - n + 1)}


def grouped(rows, column):
    """Rows by the value of a column, rows without one left out."""
    groups = defaultdict(list)
    for row in rows:
        if row[column]:
            groups[row[column]].append(row)
    return groups


def text_of(row):
    return TEXTS[row["source"], row["title"]]


def test_size_outlets_and_days():
    assert len(set(TEXTS.values())) >= 72
    assert len({source for source, _ in TEXTS}) == 5
    assert len({title for _, title in TEXTS}) == len(TEXTS), "titles are keys"
    for _, title, _, published in RECORDS.values():
        assert published.tzinfo and FIRST_DAY <= published.date() <= LAST_DAY, title


def test_lengths():
    for row in ROWS:
        low, high = WIRE_WORDS if row["wire"] else WORDS
        assert low <= len(text_of(row).split()) <= high, row["title"]
        assert int(row["words"]) == len(text_of(row).split()), row["title"]


def test_rows_and_records_match():
    assert {(row["file"], int(row["record"])) for row in ROWS} == set(RECORDS)
    for row in ROWS:
        source, title, _, published = RECORDS[row["file"], int(row["record"])]
        assert (row["source"], row["title"]) == (source, title)
        assert row["published"] == published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        for other in filter(None, (row["version_of"], row["digest_of"])):
            assert any(title == other for _, title in TEXTS)


def test_page_bodies_stand_on_their_pages():
    assert len(PAGES) == len(list((ARTICLES / "pages").glob("*.txt"))) == 15
    for page in PAGES:
        lines = (ARTICLES / page["file"]).read_text(encoding="utf-8-sig").splitlines()
        assert set(page["body"]) <= set(lines) and page["title"] in lines, page["file"]
        assert page["author"] in "\n".join(lines), page["file"]
        assert len([line for line in lines if line]) >= len(page["body"]) + 8, "a page has something to clean"


def test_quotes():
    quotes = table("quotes.csv")
    assert len(quotes) >= 40
    for quote in quotes:
        assert quote["quote"] in TEXTS[quote["source"], quote["title"]] and quote["speaker"]
    families = grouped(quotes, "family")
    assert len(families) == 6 and sum(quote["kind"] == "misattributed" for quote in quotes) == 1
    for family in families.values():
        assert len({quote["source"] for quote in family}) >= 3
        assert "whole" in {quote["kind"] for quote in family}
        assert len({quote["speaker"] for quote in family if quote["kind"] != "misattributed"}) == 1


def test_names_and_styles():
    straight = {key: text.replace("’", "'") for key, text in TEXTS.items()}
    shared = defaultdict(set)
    for name in table("names.csv"):
        places = [straight[name["source"], name["title"]]] if name["title"] else straight.values()
        spelling = re.compile(rf"(?<!\w){re.escape(name['spelling'])}(?!\w)")
        assert any(map(spelling.search, places)), name
        shared[name["spelling"]].add(name["entity"])
        assert name["title"] or len(shared[name["spelling"]]) == 1, "a shared spelling needs its article"
    for spelling in ("Vale", "Okoro", "Brandt", "HWF", "Hexley", "Skerrow"):
        assert len(shared[spelling]) == 2, spelling
    for habit in table("styles.csv"):
        texts = " ".join(text for (source, _), text in straight.items() if source == habit["outlet"])
        assert habit["term"] in texts, habit
        never = re.escape(habit["counterpart"])
        assert not never or not re.search(rf"(?<!\w){never}(?!\w)", texts), habit


def test_events_are_told_independently():
    events = grouped(ROWS, "event")
    assert len(events) == 6
    for name, rows in events.items():
        assert len({row["source"] for row in rows}) >= 3, name
        days = sorted(datetime.fromisoformat(row["published"].rstrip("Z")) for row in rows)
        assert (days[-1] - days[0]).days < 2, name
        for one, other in combinations([grams(text_of(row)) for row in rows], 2):
            assert len(one & other) / len(one | other) < .05, name


def test_reprints_share_text():
    wires = grouped(ROWS, "wire")
    assert len(wires) == 6
    for name, rows in wires.items():
        assert 2 <= len({row["source"] for row in rows}) <= 4, name
        for one, other in combinations([grams(text_of(row)) for row in rows], 2):
            assert len(one & other) / min(len(one), len(other)) >= .3, name


def test_changes():
    changes = {row["kind"]: row for row in table("changes.csv")}
    beat, silence = changes["beat starts"], changes["silence"]
    assert beat["start"] >= "2025-06-09"
    assert min(row["published"] for row in ROWS if row["beat"] == beat["name"])[:10] == beat["start"]
    assert max(row["published"] for row in ROWS if row["source"] == silence["name"])[:10] < silence["start"]
    assert sum(bool(row["repeat_of"]) for row in ROWS) == 1


def test_no_wording_of_the_first_input():
    """The articles that started the project are not ours: their facts may be told, their wording not."""
    if not SEEDS.exists():
        pytest.skip("the first input is not kept with the project")
    theirs = set().union(*(grams(path.read_text(encoding="utf-8"), 8) for path in SEEDS.glob("0*.txt")))
    ours = [*TEXTS.values(), *(title for _, title in TEXTS)]
    plain = (path for path in DATA.rglob("*.*") if path.suffix not in {".gz", ".parquet"})
    ours += [path.read_text(encoding="utf-8-sig") for path in plain]
    for text in ours:
        assert not theirs & grams(text, 8), text[:60]

"""What the tests of the collection share: made-up articles, and steps that other processes can import."""

import json
import os
import time
from pathlib import Path

import pandas as pd
import pyarrow as pa

from analysis import Corpus
from analysis.corpus.steps import Step

BOX = "Subscribe to the harbour letter"


def article(number, outlet="Mail", box=""):
    """The row of an article; with a `box`, a paragraph that others print too."""
    text = f"Story number {number} was told at the harbour on Monday.\n\nIt was item {number} of the long list."
    return {"title": f"Headline {number}", "text": f"{text}\n\n{box}".strip(), "source": outlet,
            "published": f"2025-06-{number % 28 + 1:02}"}


def write(path, *rows):
    """A file with a row a line."""
    Path(path).write_text("".join(json.dumps(row) + "\n" for row in rows))


def collection(folder, files=10):
    """A folder of files with three articles each, a repeat and a row without text among them."""
    for number in range(files):
        rows = [article(3 * number + one, "Mail" if number % 2 else "Post", BOX) for one in range(3)]
        write(folder / f"{number:02}.jsonl", *rows, *([article(0, "Post", BOX), {"title": "None"}] * (number == 1)))


def pages(folder, files=10):
    """A folder of files with one article each, of which one is a repeat, and one without text."""
    for number in range(files):
        write(folder / f"{number:02}.jsonl", article(max(number, 1), box=BOX) if number != 7 else {"title": "None"})


def tables(corpus):
    return {name: getattr(corpus, name) for name in ("articles", "removed", "rejected")}


def assert_same(one, two):
    """The two corpora have the same tables."""
    for name, table in tables(one).items():
        pd.testing.assert_frame_equal(table, getattr(two, name), obj=name)


def again(folder, store, **options):
    return Corpus.open(folder, store=store, workers=1, **options)


def assert_as_new(corpus, folder):
    """The tables are those of a new store."""
    assert_same(corpus, again(folder, folder.with_name(f"new-{len(os.listdir(folder.parent))}")))


def wait_for(happened, seconds=30):
    end = time.monotonic() + seconds
    while not (found := happened()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
    return found


def contents(store):
    """The bytes of every file of a store on disk, but for those that begin with a dot."""
    return {str(path.relative_to(store)): path.read_bytes() for path in Path(store).rglob("*")
            if path.is_file() and path.name[0] != "."}


def characters(table, times=1):
    """The step of most tests: the length of each text."""
    return pa.table({"size": [times * len(text or "") for text in table["text"].to_pylist()]})


def slowly(table, seconds):
    time.sleep(seconds)
    return characters(table)


SIZES = Step("sizes", 1, characters)

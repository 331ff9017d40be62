"""Results that a store keeps change only with their version, so that no store hands out what older code made.

Where a test fails: the code gives other results than before.  If that is meant, raise the version that it names and
write down the new digest.
"""

import hashlib
import importlib
import json

import pytest

from analysis import Corpus, reading

copies, counted, paragraphs, spellings, take, units, wording = (
    importlib.import_module(f"analysis.{name}") for name in (
        "articles.copies", "terms.counted", "corpus.paragraphs", "terms.spellings", "runs.changes.take", "topics.units",
        "stories.wording"))
KNOWN = {
    "reading": (1, "780314357c1dade3"),
    "paragraphs": (2, "665a09d8b75246e1"),
    "wordkeys": (1, "507a316ff11cf53e"),
    "counted": (3, "10cb33e0e6445936"),
    "spellings": (1, "75fdfa7c58f15b27"),
    "topicwords": (1, "4757f03f4e930d53"),
    "digests": (1, "87481d7c28eba06c"),
    "wording": (1, "5bf8d63739297645"),
}


STEPS = [paragraphs.PARAGRAPHS, copies.KEYS, counted.step(1, 3, None), spellings.SPELLINGS,
         take.DIGESTS, units.step("article"), wording.WORDING]


@pytest.fixture(scope="module")
def corpus():
    return Corpus.open("data/articles")


def told(rows):
    return hashlib.blake2b(json.dumps(rows, default=str).encode(), digest_size=8).hexdigest()


def test_reading(corpus):
    rows = corpus.articles.merge(corpus.removed, on="article_id", how="left").to_csv()
    assert (reading.VERSION, told([rows, corpus.rejected.to_csv()])) == KNOWN["reading"]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_steps(corpus, step):
    tables = [table.to_pylist() for _, table in corpus.each(step)]
    assert sum(map(len, tables)) >= len(corpus)
    assert (step.version, told(tables)) == KNOWN[step.name]

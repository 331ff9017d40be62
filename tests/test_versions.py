"""Results that a store keeps change only with their version, so that no store hands out what older code made.

Where a test fails: the code gives other results than before.  If that is meant, raise the version that it names and
write down the new digest.
"""

import hashlib
import importlib
import json

import pytest

from analysis import Corpus, reading

copies, counted, gather, spellings, take, units, wording = (importlib.import_module(f"analysis.{name}") for name in (
    "articles.copies", "terms.counted", "corpus.gather", "terms.spellings", "runs.changes.take", "topics.units",
    "stories.wording"))
KNOWN = {
    "reading": (1, "60b77e260341305a"),
    "paragraphs": (1, "b47e10b3cdbc9916"),
    "words": (1, "142229e264ef5db6"),
    "wordkeys": (1, "c44aad929bf0a103"),
    "counted": (3, "08e0ac17715c489e"),
    "spellings": (1, "8deed684d87cf224"),
    "topicwords": (1, "2f194e974c35181c"),
    "digests": (1, "34f927ae44048ece"),
    "wording": (1, "c5a48d159346c36e"),
}


STEPS = [gather.PARAGRAPHS, gather.WORDS, copies.KEYS, counted.step(1, 3, None), spellings.SPELLINGS,
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

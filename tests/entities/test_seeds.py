"""The two page copies in ../shared/seeds: each person and country one entity, with every mention."""

import re
from pathlib import Path

import pytest

from analysis import Corpus, entities

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="needs ../shared/seeds beside the project")
EXPECTED = {
    "Donald Trump": r"Trump", "Scott Bessent": r"Bessent", "Howard Lutnick": r"Lutnick", "He Lifeng": r"He Lifeng",
    "Xi Jinping": r"Xi Jinping", "United States": r"(?:US|U\.S\.|United States)(?! Court)", "China": r"China",
    "United Kingdom": r"United Kingdom", "India": r"India\b", "London": r"London", "Geneva": r"Geneva",
}


@pytest.fixture(scope="module")
def seeds():
    corpus = Corpus.open(sorted(map(str, SEEDS.glob("*.txt"))))
    return corpus, entities.resolve(entities.mentions(corpus))


@pytest.mark.parametrize("entity", EXPECTED)
def test_every_mention_is_found_and_led_to_one_entity(seeds, entity):
    corpus, mentions = seeds
    texts = corpus.articles.set_index("article_id")["text"]
    written = {(article, match.end()) for article, text in texts.items()
               for match in re.finditer(rf"\b{EXPECTED[entity]}", text)}
    found = mentions[mentions["entity"] == entity]
    assert set(zip(found["article_id"], found["end"], strict=True)) == written


def test_adjectives_metonyms_and_outlets_stay_what_they_are(seeds):
    _, mentions = seeds
    assert set(mentions.loc[mentions["text"] == "Chinese", "label"]) == {"GROUP"}
    assert {"Washington", "White House"} <= set(mentions["entity"])
    assert not mentions["text"].str.contains("Glossary|Facebook|Caliber").any()

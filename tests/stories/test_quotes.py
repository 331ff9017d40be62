"""Quotes and their versions: the specimen against its truth, the seeds, and collections of every kind."""

import importlib.util
from pathlib import Path

import pandas as pd
import pytest

from analysis import Corpus, entities, evidence, stories

PROJECT = Path(__file__).resolve().parents[2]
SEEDS = PROJECT.parent / "shared" / "seeds"
spec = importlib.util.spec_from_file_location("bench_quotes", PROJECT / "benchmarks" / "stories" / "quotes.py")
bench = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bench)
NONE = pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in (
    ("article_id", "str"), ("start", "int64"), ("end", "int64"), ("label", "str"), ("entity", "str"))})


@pytest.fixture(scope="module")
def specimen():
    part, corpus, gold, right = next(bench.parts(bench.SHARED))
    mentions = entities.resolve(entities.mentions(corpus))
    return corpus, mentions, stories.quotes(corpus, mentions=mentions), gold, right


def corpus_of(*texts, **columns):
    ids = [f"a{number}" for number in range(len(texts))]
    return Corpus.from_frame(pd.DataFrame({"article_id": ids, "text": texts, **columns}))


def of(text, **options):
    return stories.quotes(corpus_of(text), mentions=NONE, **options)


def test_the_specimen(specimen):
    corpus, _, found, gold, right = specimen
    pairs = bench.matched(found, gold, corpus)
    _, _, _, span, _, _, speaker = bench.scores(pairs, found, gold, right)
    assert span >= 0.97 and speaker >= 0.91
    forms = gold.loc[[two for _, two in pairs], "form"]
    assert {"nested", "unclosed", "pronoun speaker", "continues in the next paragraph"} <= set(forms)


def test_places_say_what_the_columns_say(specimen):
    corpus, _, found, _, _ = specimen
    texts = dict(zip(corpus.articles["article_id"], corpus.articles["text"], strict=True))
    for row in found.itertuples():
        text = texts[row.article_id]
        for name in ("speaker", "cue", "verb"):
            start, end = getattr(row, f"{name}_start"), getattr(row, f"{name}_end")
            assert getattr(row, name) == (text[start:end] if start >= 0 else "")
            assert start < 0 or not row.start <= start < row.end
        assert row.quote == text[row.start:row.end]
    assert ((found["speaker"] == "") == (found["reason"] != "")).all()
    assert found["confidence"].between(0, 1).all()
    first = evidence.of(found.iloc[0], corpus).iloc[0]
    assert found["quote"].iloc[0].split()[0] in first["sentence"]


def test_the_order_of_articles_and_mentions_does_not_matter(specimen):
    corpus, mentions, found, _, _ = specimen
    turned = Corpus.from_frame(corpus.articles[::-1])
    again = stories.quotes(turned, mentions=mentions[::-1])
    pd.testing.assert_frame_equal(found, again)
    pd.testing.assert_frame_equal(stories.quote_versions(found, corpus, mentions=mentions),
                                  stories.quote_versions(again[::-1], turned, mentions=mentions[::-1]))


def test_the_planted_families(specimen):
    corpus, mentions, found, _, _ = specimen
    versions = stories.quote_versions(found, corpus, mentions=mentions)
    truth = pd.read_csv(PROJECT / "data" / "truth" / "quotes.csv", keep_default_na=False)
    assert bench.planted(versions, truth, corpus) == (19, 19, 0)
    assert set(versions["kind"]) == {"whole", "trimmed", "paraphrased", "misattributed"}
    wholes = versions[versions["kind"] == "whole"].drop_duplicates("family")
    assert set(wholes["family"]) == set(versions["family"])


@pytest.mark.skipif(not SEEDS.is_dir(), reason="needs ../shared/seeds beside the project")
def test_the_seeds_share_their_quotes_and_speakers():
    corpus = Corpus.open(sorted(map(str, SEEDS.glob("*.txt"))))
    mentions = entities.resolve(entities.mentions(corpus))
    found = stories.quotes(corpus, mentions=mentions)
    told = found.assign(words=found["quote"].str.strip(" ,.").str.lower())
    for words, entity in (("good meeting", "Scott Bessent"), ("fruitful", "Howard Lutnick"),
                          ("good reports", "Donald Trump"), ("china's not easy", "Donald Trump")):
        rows = told[told["words"].str.replace("\u2019", "'") == words]
        assert rows["article_id"].nunique() == 2 and set(rows["entity"]) == {entity}
    versions = stories.quote_versions(found, corpus, mentions=mentions)
    assert versions.groupby("family")["article_id"].nunique().eq(2).sum() == 4


@pytest.mark.parametrize(("text", "quoted"), [
    ("", []), ("Rain.", []), ("No marks here at all, only rain on the town.", []),
    ('"Rain."', []),
    ('The film "March of the Rivers" and the so-called "wet deal" won.', []),
    ('She read "Rivers of Rain," a novel, in the boat.', []),
    ('A MINISTER SAID "RAIN IS DRY"\n\nThe minister said "rain is dry".', ["RAIN IS DRY", "rain is dry"]),
    ("Sir, I am tired of the rain. It is, as my aunt said, 'a wet business'. Yours, A. Reader", ["a wet business"]),
    ('Q: Is it wet? A: "It is wet today," he said.', ["It is wet today,"]),
    ('"It is late now."\n\n"So it is, dear."\n\n"Then let us go home."',
     ["It is late now.", "So it is, dear.", "Then let us go home."]),
    ("Der Minister sagte: \u201eEs regnet heute in der Stadt.\u201c", ["Es regnet heute in der Stadt."]),
    ("\u300c\u96e8\u3067\u3059\u300d\u3068\u8a00\u3063\u305f\u3002", []),
])
def test_texts_of_every_kind(text, quoted):
    assert of(text)["quote"].tolist() == quoted


def test_what_is_left_out_can_be_asked_for_with_its_reason():
    text = 'The film "March of the Rivers" won. "I like it," said a boy. A "wet" deal fell.'
    assert of(text)["quote"].tolist() == ["I like it,"]
    everything = of(text, everything=True)
    left_out = everything[everything["form"] == "left out"]
    assert left_out["quote"].tolist() == ["March of the Rivers", "wet"] and (left_out["reason"] != "").all()


def test_50_000_words():
    text = 'The mayor sat in the rain. "It rains on the town," she said. He left.\n\n' * 3600
    found = of(text)
    assert len(found) == 3600 and found["quote"].nunique() == 1


def test_no_articles_and_wrong_input():
    empty = stories.quotes(corpus_of(), mentions=NONE)
    assert len(empty) == 0 and list(empty) == list(bench.COLUMNS)
    assert len(stories.quote_versions(empty, corpus_of(), mentions=NONE)) == 0
    with pytest.raises(ValueError, match="mentions: no column 'entity'"):
        stories.quotes(corpus_of("Rain."), mentions=NONE.drop(columns="entity"))
    for wrong in ({"days": -1}, {"days": float("nan")}, {"likeness": 2}, {"likeness": "much"}):
        with pytest.raises(ValueError, match=next(iter(wrong))):
            stories.quote_versions(empty, corpus_of(), mentions=NONE, **wrong)


TOLD = '"The rain has drowned the lower town and nobody came," said {}.'
NAMED = [("a0", "Ada Quill"), ("a1", "Ada Quill"), ("a2", "Ben Marlow")]


def made(*, days=(1, 2, 2), texts=None):
    texts = texts or [TOLD.format("Ada Quill"), TOLD.format("Ada Quill").replace("The rain has drowned t", "T"),
                      TOLD.format("Ben Marlow")]
    corpus = corpus_of(*texts, source=["one", "two", "three"], published=[f"2025-06-{day:02d}" for day in days])
    rows = [(article, texts[int(article[1])].index(name), name) for article, name in NAMED]
    mentions = pd.DataFrame(rows, columns=["article_id", "start", "entity"]).assign(label="PERSON", text="")
    mentions["end"] = mentions["start"] + mentions["entity"].str.len()
    return corpus, mentions, stories.quotes(corpus, mentions=mentions)


def test_kinds_of_versions():
    corpus, mentions, found = made()
    versions = stories.quote_versions(found, corpus, mentions=mentions)
    assert versions.set_index("article_id")["kind"].to_dict() == {
        "a0": "whole", "a1": "trimmed", "a2": "misattributed"}
    assert versions["family"].nunique() == 1 and versions.set_index("article_id").loc["a1", "share"] == 0.6


def test_only_near_days_or_one_story_are_compared():
    corpus, mentions, found = made(days=(1, 20, 20))
    assert set(stories.quote_versions(found, corpus, mentions=mentions)["article_id"]) == {"a1", "a2"}
    assert len(stories.quote_versions(found, corpus, mentions=mentions, days=30)) == 3
    told = pd.DataFrame({"article_id": ["a0", "a1", "a2"], "story": ["a0", "a0", "a2"]})
    assert set(stories.quote_versions(found, corpus, mentions=mentions, stories=told)["article_id"]) == {"a0", "a1"}

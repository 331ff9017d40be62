"""Copies: what is found, what is not, and that the answer depends on the articles alone."""

import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus
from analysis.articles.copies import copies

TOPICS = ("harbour", "orchard", "tramway", "library", "glacier", "bakery", "theatre", "reservoir")


def story(seed: int, *, sentences: int = 24) -> str:
    """A text of made-up sentences that shares no run of words with another seed's."""
    chance = random.Random(seed)
    stock = [f"{chance.choice(TOPICS)[:4]}{''.join(chance.choices('aeioulnrst', k=5))}" for _ in range(400)]
    lines = (" ".join(chance.choices(stock, k=12)) for _ in range(sentences))
    return " ".join(line.capitalize() + "." for line in lines)


def frame(*texts: str, sources=None, **columns) -> Corpus:
    ids = [f"a{number:03}" for number in range(len(texts))]
    sources = sources or [f"Paper {number}" for number in range(len(texts))]
    return Corpus.from_frame(pd.DataFrame({"article_id": ids, "text": texts, "source": sources, **columns}))


def groups(corpus: Corpus) -> list[list[str]]:
    found = copies(corpus).groupby("copy_group")["article_id"].agg(sorted)
    return sorted(members for members in found if len(members) > 1)


def changed(text: str, share: float, seed: int = 0) -> str:
    chance = random.Random(seed)
    words = (f"w{chance.randrange(9999)}" if chance.random() < share else word for word in text.split())
    return " ".join(words)


def moved(text: str) -> str:
    parts = text.split(". ")
    return ". ".join(parts[len(parts) // 2:] + parts[:len(parts) // 2])


@pytest.mark.parametrize("edit", [
    lambda text: text[:len(text) // 3],
    lambda text: text[:2 * len(text) // 3],
    lambda text: story(99, sentences=2) + " " + text,
    lambda text: text[:400] + " " + story(98, sentences=3) + " " + text[400:],
    moved,
    lambda text: changed(text, 0.1),
    lambda text: changed(text, 0.2),
    lambda text: moved(changed(text[:2 * len(text) // 3], 0.15)) + " " + story(97, sentences=2),
    lambda text: text.upper().replace(" ", "  ").replace(".", " . "),
], ids=["third", "two thirds", "lede", "inserted", "moved", "words10", "words20", "together", "marks"])
def test_an_edited_reprint_is_found_and_nothing_else(edit):
    others = [story(seed) for seed in range(1, 9)]
    assert groups(frame(story(0), edit(story(0)), *others)) == [["a000", "a001"]]


def test_columns_weights_and_representative():
    text = story(0)
    table = copies(frame(text[:len(text) // 2], text, story(1)))
    assert list(table.columns) == ["article_id", "copy_group", "containment", "weight"]
    assert table["article_id"].tolist() == ["a000", "a001", "a002"]
    assert table["copy_group"].tolist() == ["a001", "a001", "a002"]  # the longest stands for the group
    assert table["weight"].tolist() == [0.5, 0.5, 1.0]
    assert table["containment"].tolist()[1:] == [1.0, 1.0]
    assert 0.95 < table["containment"][0] <= 1  # the last word may be cut in two


def test_of_equal_texts_the_earliest_stands_for_the_group():
    text = story(0)
    table = copies(frame(text, text, text, published=[None, "2025-05-02", "2025-05-03"]))
    assert table["copy_group"].tolist() == ["a001"] * 3


def test_a_shared_speech_in_quotation_marks_makes_no_copy():
    speech = story(7, sentences=10)
    one, other = (f"{story(seed, sentences=4)} “{speech}” {story(seed + 50, sentences=4)}" for seed in (1, 2))
    assert groups(frame(one, other)) == []
    plain = [text.replace("“", "").replace("”", "") for text in (one, other)]
    assert groups(frame(*plain)) == [["a000", "a001"]]


def test_no_chain_through_an_article_that_joins_two_texts():
    first, second = story(1, sentences=20), story(2, sentences=20)
    both = first[:len(first) // 2] + " " + second[:len(second) // 2]
    found = copies(frame(first, second, both)).set_index("article_id")["copy_group"]
    assert found["a000"] != found["a001"]


def test_a_box_that_an_outlet_repeats_ties_nothing_together():
    box = story(40, sentences=9)
    texts = [f"{story(seed, sentences=7)} {box}" for seed in range(6)]
    assert groups(frame(*texts, sources=["The Daily"] * 5 + ["Daily Online"])) == []


def test_versions_of_one_outlet_are_found_however_many():
    texts = [changed(story(0), 0.1, seed) for seed in range(6)] + [story(seed) for seed in range(1, 5)]
    assert groups(frame(*texts, sources=["The Daily"] * 10)) == [[f"a00{number}" for number in range(6)]]


def test_an_outlet_that_takes_up_its_own_background_later_makes_no_version():
    background = story(5, sentences=12)
    texts = [f"{story(1, sentences=8)} {background}", f"{story(2, sentences=8)} {background}"]
    for later, expected in (("2025-05-01T09:00:00Z", [["a000", "a001"]]), ("2025-05-09T09:00:00Z", [])):
        corpus = frame(*texts, sources=["The Daily"] * 2, published=["2025-05-01T06:00:00Z", later])
        assert groups(corpus) == expected


def test_items_of_a_digest_are_not_copies_of_each_other():
    items = [story(seed, sentences=12) for seed in (1, 2, 3)]
    corpus = frame(*items, " ".join(items), items[0][:600])
    assert groups(corpus) == [["a000", "a004"]]


def test_a_text_that_a_hundred_outlets_print_is_one():
    ledes = [story(seed + 100, sentences=2) for seed in range(100)]
    texts = [f"{lede} {changed(story(0), 0.05, seed)}" for seed, lede in enumerate(ledes)]
    assert [len(members) for members in groups(frame(*texts))] == [100]


@pytest.mark.parametrize(
    "text", ["", "Video", "one two three", story(3, sentences=1), "重" * 40, "Überall … «ça» — №"])
def test_all_equal(text):
    table = copies(frame(*[text] * 70))
    assert table["copy_group"].nunique() == (1 if text else 70)
    assert np.allclose(table["weight"], 1 / 70 if text else 1)


def test_empty_pages_of_different_headlines_are_no_copies():
    assert groups(frame("Video", "Video", title=["Ferry runs aground", "Bells to be returned"])) == []


def test_no_articles():
    table = copies(Corpus.from_frame(pd.DataFrame({"text": []})))
    assert list(table.columns) == ["article_id", "copy_group", "containment", "weight"] and table.empty


def test_very_long_and_very_short_texts_side_by_side():
    long = story(1, sentences=4200)
    line = story(9, sentences=1)
    corpus = frame(long, changed(long, 0.1), "ten words " * 5, "", "Fish", long[:300], line, line)
    assert groups(corpus) == [["a000", "a001"], ["a006", "a007"]]


def test_two_languages():
    german = "Der Hafen blieb am Montag geschlossen, weil die Arbeiter über „faire Löhne“ abstimmen. " * 3
    chinese = "港口工人星期一投票决定罢工,码头停止作业。市长表示谈判将于下周继续进行,双方都希望尽快达成协议。"
    other = german.replace("Montag", "Dienstag").replace("ü", "Ü")
    found = groups(frame(german, other, chinese, chinese[:30], story(1), story(2)))
    assert found == [["a000", "a001"], ["a002", "a003"]]


def test_the_order_of_rows_does_not_matter():
    stories = [story(seed) for seed in range(6)]
    texts = [edit for text in stories for edit in (text, changed(text, 0.2), text[:900])]
    corpus = frame(*texts, sources=["A", "B"] * 9)
    shuffled = Corpus.from_frame(corpus.articles.sample(frac=1, random_state=3))
    pd.testing.assert_frame_equal(copies(corpus), copies(shuffled))


def test_hash_seed_and_threads_do_not_matter():
    root = Path(__file__).resolve().parents[2]
    code = ("import sys; sys.path[:0] = ['.', 'tests/articles']; from test_copies import *; "
            "print(copies(frame(*[changed(story(s % 5), .1, s) for s in range(20)])).to_csv())")
    outputs = []
    for seed in ("1", "2"):
        settings = {**os.environ, "PYTHONHASHSEED": seed, "NUMBA_NUM_THREADS": seed}
        run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True,
                             env=settings)
        assert run.returncode == 0, run.stderr
        outputs.append(run.stdout)
    assert outputs[0] == outputs[1] and outputs[0].count("a0") == 40


def test_the_specimen_has_its_wire_texts_and_its_update_and_no_more():
    root = Path(__file__).resolve().parents[2] / "data"
    truth = pd.read_csv(root / "truth" / "articles.csv").fillna("")
    corpus = Corpus.open(root / "articles")
    straight = str.maketrans("‘’“”", "''\"\"")
    named = {(row.source, row.title.translate(straight)): row for row in truth.itertuples()}
    found = copies(corpus).merge(corpus.articles[["article_id", "source", "title"]], on="article_id")
    keys = zip(found["source"], found["title"].str.translate(straight), strict=True)
    rows = [named.get(key) for key in keys]
    updated = {row.version_of for row in truth.itertuples() if row.version_of}
    planted = [row and (row.wire or row.version_of or (row.title in updated and row.title)) for row in rows]
    assert sum(map(bool, planted)) == (truth["wire"] != "").sum() + 2 * len(updated)
    planted = pd.Series([name or f"own {number}" for number, name in enumerate(planted)])
    expected = found.groupby(planted)["article_id"].agg(sorted)
    assert groups(corpus) == sorted(members for members in expected if len(members) > 1)
    assert len(groups(corpus)) == 7


def test_the_two_seeds_are_not_copies():
    seeds = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
    if not seeds.exists():
        pytest.skip("the seeds are not on this machine")
    texts = [path.read_text(encoding="utf-8") for path in sorted(seeds.glob("0*.txt"))]
    assert len(texts) == 2 and groups(frame(*texts)) == []

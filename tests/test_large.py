"""The generator of large collections, on 30 made-up articles."""

import importlib.util
import json
import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

spec = importlib.util.spec_from_file_location("large", Path(__file__).parents[1] / "benchmarks" / "large.py")
large = importlib.util.module_from_spec(spec)
spec.loader.exec_module(large)

PEOPLE = "Ada Birch|Omar Quill|Lena Stone|Ivo Marsh|Rosa Field".split("|")
PLACES = "Northport Eastvale Millbrook Harwick".split()
SUBJECTS = "the harbour|a new school|the old bridge|its budget|the long strike|the spring flood".split("|")
VERBS = "praised opposed inspected mentioned defended".split()


def sentence(chance):
    return (f"On {chance.choice(['Monday', 'Friday'])} {chance.choice(PEOPLE)} {chance.choice(VERBS)} "
            f"{chance.choice(SUBJECTS)} in {chance.choice(PLACES)}, where {chance.randrange(20, 90)} people "
            f"{chance.choice(VERBS)} {chance.choice(SUBJECTS)}.")


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    chance, rows = random.Random(5), []
    for number in range(30):
        rows.append({"id": number, "title": f"{chance.choice(PEOPLE)} on {chance.choice(SUBJECTS)} {number}",
                     "text": " ".join(sentence(chance) for _ in range(chance.randrange(5, 12))),
                     "source": ["Post", "Herald"][number % 2], "date": f"2024-03-{number + 1:02d}"})
    path = tmp_path_factory.mktemp("real") / "real.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


@pytest.fixture(scope="module")
def made(source):
    return large.collection(240, source=source)


def vocabulary(texts):
    return {word for text in texts for word in text.lower().split()}


def test_the_first_pass_is_the_real_collection_in_mixed_order(source, made):
    real = pd.read_json(source, lines=True)
    assert made["text"].head(30).tolist() != real["text"].tolist()
    assert sorted(made["text"].head(30)) == sorted(real["text"])


def test_the_seed_decides_and_a_smaller_collection_begins_a_larger_one(source, made):
    pd.testing.assert_frame_equal(large.collection(100, source=source), made.head(100))
    assert not large.collection(100, source=source, seed=1)["text"].equals(made["text"].head(100))


def test_more_articles_are_more_files(source, made, tmp_path):
    few = large.write(tmp_path / "few", 100, source=source, per_file=50)
    many = large.write(tmp_path / "many", 125, source=source, per_file=50)
    assert [file.name for file in many[:2]] == [file.name for file in few] and many == sorted(many)
    assert [file.read_bytes() for file in many[:2]] == [file.read_bytes() for file in few]
    read = pd.concat([pd.read_json(file, lines=True) for file in many], ignore_index=True)
    assert read["text"].tolist() == made["text"].head(125).tolist()


def test_titles_and_dates_are_there_and_time_goes_on(made):
    assert (made["title"].str.len() > 5).all() and made["published"].notna().all()
    first, second = made["published"].iloc[:30], made["published"].iloc[30:60]
    assert first.max() < second.min()


def test_articles_differ(made):
    assert made["text"].is_unique
    sentences = [set(text.split(". ")) for text in made["text"]]
    real = set().union(*sentences[:30])
    assert np.mean([len(one & real) / len(one) for one in sentences[30:]]) < 0.1


def test_the_vocabulary_keeps_growing_as_heaps_law_says(source, made):
    sizes = [len(vocabulary(made["text"].head(count))) for count in (30, 60, 120, 240)]
    assert sizes == sorted(set(sizes))
    real = large.Large(source)
    assert sizes[-1] - sizes[0] >= 0.8 * real.distinct * (8**real.exponent - 1)


def test_invented_names_are_distinct_and_come_back(made):
    names = large.invented(np.arange(200_000))
    assert len(set(names)) == len(names)
    used = made["text"].iloc[30:].str.findall(r"\w+").map(set)
    assert sum(names[0] in words for words in used) > 1

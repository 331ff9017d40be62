import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus, topics

from .samples import SUBJECTS, articles, corpus, nonsense

ROOT = Path(__file__).resolve().parents[2]
TABLES = ("topics", "members", "terms", "curve", "changes")


@pytest.fixture(scope="module")
def chosen(four):
    return topics.find(four)


def digest(result) -> str:
    return "".join(getattr(result, name).to_csv(index=False) for name in TABLES) + result.statement


def test_four_subjects_are_four_topics_of_the_right_articles(four, chosen):
    found = chosen
    joined = found.members.merge(four.articles[["article_id", "subject"]], on="article_id")
    assert len(found) == 4
    assert joined.groupby("subject")["topic"].nunique().tolist() == [1, 1, 1, 1]
    assert joined.groupby("topic")["subject"].nunique().tolist() == [1, 1, 1, 1]
    assert found.topics["stable"].all()
    assert "48 articles make 4 topics" in found.statement
    row = found.curve[found.curve["chosen"]].iloc[0]
    assert row["k"] == 4 and row["support"] > 0.5
    assert f"chooses 4 in {row['support']:.0%}" in found.statement
    assert found.curve["support"].sum() <= 1 + 1e-9


def test_topics_are_numbered_by_size():
    frame = pd.concat([articles(20, subjects=["court"]), articles(14, subjects=["harbour"]),
                       articles(9, subjects=["drought"])])
    result = topics.find(Corpus.from_frame(frame), k=3)
    assert result.topics["topic"].tolist() == [1, 2, 3]
    assert result.topics["size"].tolist() == [20, 14, 9]
    assert result.topics["share"].sum() == pytest.approx(1, abs=1e-5)
    assert result.members["topic"].value_counts().sort_index().tolist() == [20, 14, 9]


def test_labels_are_terms_of_the_subject(four, found):
    joined = found.members.merge(four.articles[["article_id", "subject"]])
    subject = joined.groupby("topic")["subject"].first()
    for row in found.topics.itertuples():
        own = set(SUBJECTS[subject[row.topic]].split())
        first = row.label.lower().replace(",", "").split()
        assert set(first) <= own, row.label


def test_same_tables_whatever_the_order_of_rows(four, chosen):
    mixed = Corpus.from_frame(four.articles.sample(frac=1, random_state=1))
    assert mixed.articles["article_id"].tolist() != four.articles["article_id"].tolist()
    assert digest(topics.find(mixed)) == digest(chosen)


SCRIPT = """
from topics.samples import corpus
from analysis import topics
few = corpus(8)
r = topics.find(few, k=4)
tables = [r.topics, r.members, r.terms, topics.map(r), topics.timeline(r, few), topics.compare(few)]
output = "".join(table.to_csv() for table in tables)
"""


def test_same_tables_whatever_the_threads_and_the_hash_seed():
    here = {}
    exec(SCRIPT.replace("topics.samples", f"{__package__}.samples"), here)
    env = {**os.environ, "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2", "PYTHONHASHSEED": "7"}
    script = f"import sys; sys.path.insert(0, 'tests'){SCRIPT}print(output, end='')"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=env, capture_output=True, text=True,
                         check=True)
    assert run.stdout == here["output"]
    assert len(here["output"]) > 1000


def test_another_seed_changes_only_the_measure_of_stability(four, found):
    other = topics.find(four, k=4, seed=5)
    pd.testing.assert_frame_equal(other.members, found.members)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_few_articles_are_not_divided(count):
    few = Corpus.from_frame(articles(1, words=400).head(count))
    for k in ("auto", 3):
        result = topics.find(few, k=k)
        assert len(result) == len(result.terms) == len(result.curve) == 0
        assert {"topic", "label", "terms", "size", "stability", "coherence"} <= set(result.topics.columns)
        assert result.members["topic"].eq(0).all()
        assert f"{count} article" in result.statement
        assert "too few for topics" in result.statement


def test_few_long_articles_are_read_by_passages():
    result = topics.find(corpus(2, words=450))
    assert result.unit == "passage"
    assert len(result.members) > 20
    assert "passages of 8 articles" in result.statement
    texts = corpus(2, words=450).articles.set_index("article_id")["text"]
    for row in result.members.itertuples():
        piece = texts[row.article_id][row.start:row.end]
        assert piece == piece.strip()
        assert 30 <= len(piece.split()) <= 150
    for _, own in result.members.groupby("article_id"):
        assert own["unit"].tolist() == list(range(len(own)))
        assert (own["start"].iloc[1:].to_numpy() >= own["end"].iloc[:-1].to_numpy()).all()


@pytest.mark.parametrize("count", [20, 120])
def test_texts_without_topics_are_not_divided(count):
    result = topics.find(nonsense(count))
    assert len(result) <= 1
    assert "one topic: no division" in result.statement


def test_copies_count_as_one_text():
    frame = articles(12, subjects=["court", "harbour", "drought"])
    wire = frame.iloc[[0]].assign(source="wire")
    copies = pd.concat([wire.assign(source=f"paper {number}", title="As reprinted") for number in range(10)])
    result = topics.find(Corpus.from_frame(pd.concat([frame, copies])), k=3)
    assert result.topics["size"].tolist() == [22, 12, 12]
    assert result.topics["texts"].tolist() == pytest.approx([12, 12, 12])
    assert result.topics["share"].tolist() == pytest.approx([1 / 3] * 3, abs=1e-5)


def test_equal_articles_are_one_text_and_no_topic():
    frame = pd.DataFrame({"title": [f"Headline {number}" for number in range(40)],
                          "text": "The dockers of the harbour went on strike and ships lay idle."})
    result = topics.find(Corpus.from_frame(frame))
    assert len(result) == 0
    assert "too few" in result.statement


@pytest.mark.parametrize("text", ["", "budget budget", "and of the with", "12 34 56"])
def test_texts_that_say_nothing_apart_give_no_topics(text):
    frame = pd.DataFrame({"title": [f"{number}" for number in range(40)], "text": text})
    assert len(topics.find(Corpus.from_frame(frame))) == 0


def test_empty_texts_are_in_no_topic_and_not_lost():
    empty = pd.DataFrame({"title": ["", ""], "text": ["", "  "], "source": ["a", "b"]})
    frame = pd.concat([articles(), empty])
    result = topics.find(Corpus.from_frame(frame), k=4)
    assert len(result.members) == 50
    silent = result.members[result.members["topic"] == 0]
    assert len(silent) == 2
    assert silent["weak"].all()
    assert result.topics["size"].sum() == 48
    assert "2 without usable words" in result.statement


def test_an_article_between_two_topics_is_weak_and_kept():
    frame = articles(15, subjects=["court", "harbour"], words=60)
    both = pd.DataFrame({"title": [""], "source": ["x"], "text": [
        "judge strike trial port jury union verdict cranes lawyer containers appeal wages prosecutor ships "
        "sentence harbour evidence quay witness cargo"]})
    mixed = Corpus.from_frame(pd.concat([frame, both]))
    result = topics.find(mixed, k=2)
    strength = result.members.set_index("article_id")["strength"]
    assert strength[mixed.articles["article_id"].iloc[-1]] == strength.min() < 0.9 * strength.median()


@pytest.mark.parametrize(("options", "words"), [
    ({"k": 0}, "k=0"), ({"k": -2}, "k=-2"), ({"k": "many"}, "k='many'"), ({"k": 2.5}, "k=2.5"),
    ({"k": True}, "k=True"), ({"k": None}, "k=None"),
    ({"k": 49}, "from 1 to 48"), ({"unit": "word"}, "unit='word'"), ({"seed": -1}, "seed=-1"),
])
def test_wrong_parameters_say_what_is_allowed(four, options, words):
    with pytest.raises(ValueError, match=words):
        topics.find(four, **options)


def test_terms_are_ranked_and_shares_are_shares(found):
    for _, part in found.terms.groupby("topic"):
        assert part["rank"].tolist() == list(range(1, len(part) + 1))
        assert part["term"].is_unique
        assert part["share"].between(0, 1.000001).all()
        assert (part["weight"] > 0).all()
        assert np.all(np.diff(part["weight"]) <= 1e-6)


def test_an_outlets_mark_is_no_topic():
    frame = articles(40, subjects=["court", "harbour"], words=40)
    marked = frame["source"] == "outlet 0"
    frame.loc[marked, "text"] += " Courierly Gazettewire permalink. " * 4
    result = topics.find(Corpus.from_frame(frame), k=2)
    joined = result.members.merge(Corpus.from_frame(frame).articles[["article_id", "subject", "source"]])
    assert joined.groupby("topic")["subject"].nunique().tolist() == [1, 1]
    assert joined.groupby("topic")["source"].nunique().tolist() == [2, 2]
    assert not result.terms["term"].str.lower().str.contains("permalink|gazettewire").any()

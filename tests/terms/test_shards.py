"""Counts taken shard by shard from a store are those of the articles in one table."""

import json

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus, terms
from analysis.corpus import shards
from analysis.terms import index, ngrams

ROWS = [{"title": f"Day {n}", "source": "Mail" if n % 3 else "Post", "published": f"2025-06-{n % 28 + 1:02d}",
         "text": f"The Ferry crews met on day {n}. " + ("ferry crew, Harbour council" if n % 3 else "FERRY Crew") * n}
        for n in range(1, 12)]


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    monkeypatch.setattr(shards, "ROWS", 3)
    (tmp_path / "articles").mkdir()
    for number, row in enumerate(ROWS):
        (tmp_path / "articles" / f"{number:02d}.jsonl").write_text(json.dumps(row))
    corpus = Corpus.open(tmp_path / "articles", store=tmp_path / "store", workers=1)
    (tmp_path / "articles" / "04.jsonl").unlink()  # its row stays in its shard, and out of the corpus
    assert len(Corpus.open(tmp_path / "articles", store=tmp_path / "store", workers=1)) == len(corpus) - 1
    return Corpus.open(tmp_path / "articles", store=tmp_path / "store", workers=1)


@pytest.mark.parametrize("outlets", [[], ["Post"], ["Mail"]])
@pytest.mark.parametrize("options", [{}, {"ngrams": (1, 3)}, {"min_articles": 2}, {"pattern": r"\w+"}])
def test_matrix_and_count_do_not_depend_on_shards(corpus, outlets, options):
    some = corpus.select(outlets=outlets)
    plain = Corpus.from_frame(some.articles)
    ours, theirs = terms.matrix(some, **options), terms.matrix(plain, **options)
    assert ours.terms.tolist() == theirs.terms.tolist() and len(ours.terms)
    assert ours.article_ids.tolist() == theirs.article_ids.tolist()
    np.testing.assert_array_equal(ours.counts.toarray(), theirs.counts.toarray())
    pd.testing.assert_frame_equal(terms.count(some, **options), terms.count(plain, **options))


def test_the_spelling_shown_is_that_of_the_articles_chosen(corpus):
    shown = {outlet: terms.count(corpus.select(outlets=[outlet])).set_index("term")["shown"] for outlet in
             ("Mail", "Post")}
    assert shown["Mail"]["ferry"] == "ferry" and shown["Post"]["crew"] == "Crew"


@pytest.mark.parametrize("outlets", [[], ["Mail"]])
def test_places_do_not_depend_on_shards_or_on_what_is_in_memory(corpus, outlets, monkeypatch):
    some = corpus.select(outlets=outlets)
    plain = Corpus.from_frame(some.articles)
    asked = [lambda one: terms.phrases(one, min_articles=1), lambda one: terms.collocates(one, "ferry", window=2),
             lambda one: terms.occurrences(one, "ferry crew"), lambda one: terms.occurrences(one, "Crew", case=True),
             lambda one: terms.occurrences(one, r"crews?", regex=True), lambda one: terms.concordance(one, "harbour")]
    expected = [ask(plain) for ask in asked]
    assert all(map(len, expected)) or outlets
    monkeypatch.setattr(index, "HELD", 0)  # the words are read from the texts each time
    monkeypatch.setattr(ngrams, "AT_ONCE", 40)  # and n-grams counted in several passes
    for ask, table in zip(asked, expected, strict=True):
        pd.testing.assert_frame_equal(ask(corpus.select(outlets=outlets)), table)


def test_each_share_of_the_ngrams_is_counted_by_itself(corpus, monkeypatch):
    monkeypatch.setattr(ngrams, "AT_ONCE", 40)
    words, sizes = corpus.once(index.Index), []
    inner = np.ones(len(words.keys), dtype=bool)
    counted = ngrams._frequent
    monkeypatch.setattr(ngrams, "_frequent", lambda *given: sizes.append(len((got := counted(*given))[0])) or got)
    grams = ngrams.grow(words, inner, 2, 1)
    assert len(sizes) == 1 + words.counts.sum() // 40 > 2
    assert max(sizes) < sum(sizes) == len(grams[1].codes) == len(set(grams[1].codes.tolist()))

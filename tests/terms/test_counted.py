"""Counts of parts of a collection, put together, are those of a plain loop over the whole."""

import re
from collections import Counter, defaultdict

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.terms.counted import counted
from analysis.terms.merged import merged, vocabulary
from analysis.terms.spellings import best, spellings
from analysis.text.tokens import key, shouted, words, written

TEXTS = ["The harbour council met. Harbour fees rise, the council said.", "", "A B-C D a-b c a b-c a-b c-d",
         "Ferry safety: the ferry's crew met the harbour council in the U.S. port; it told us nothing.",
         "ÉTÉ été İstanbul ΟΔΟΣ \U00010400", "the the the", "…", "Xi\u2019s plan; the U.S.\u00a0plan US$5 A&B&Cx"]
TOKENS = r"(?u)\b\w\w+\b"


def table(texts, **options):
    return counted(pa.array(texts, pa.large_string()), **options)


def plain(text, low, high, pattern):
    """The n-grams of a text, counted one by one."""
    if pattern:
        found = re.findall(pattern, text.lower())
        joined = [True] * len(found)
    else:
        places = words(text)
        found = [word.key for word in places]
        gaps = [re.sub(r"^['\u2019][sS]", "", text[one.end:other.start]) for one, other in
                zip(places, places[1:], strict=False)]
        joined = [gap in (" ", "\u00a0") for gap in gaps]
    return Counter(" ".join(found[at:at + size]) for size in range(low, high + 1)
                   for at in range(len(found) - size + 1) if all(joined[at:at + size - 1]))


def together(parts, *, min_articles=1, **options):
    """(terms, counts of each article) of some parts counted on their own."""
    firsts = np.cumsum([0, *map(len, parts)]).tolist()
    shards = [(table(part, **options), first) for part, first in zip(parts, firsts, strict=False)]
    counts, terms = merged(shards, shards, articles=firsts[-1], min_articles=min_articles)
    assert counts.has_canonical_format
    return terms.to_pylist(), [Counter(dict(zip(terms.take(counts.indices[low:high]).to_pylist(),
                                                counts.data[low:high].tolist(), strict=True)))
                               for low, high in zip(counts.indptr, counts.indptr[1:], strict=False)]


@pytest.mark.parametrize("pattern", [None, TOKENS, r"\w+", r"[a-z]*", r"\w+ \w+|\w+", r"(\w)\w*"])
@pytest.mark.parametrize(("low", "high"), [(1, 1), (1, 2), (2, 4), (1, 5), (5, 5)])
def test_counts_are_those_of_a_plain_loop(pattern, low, high):
    expected = [plain(text, low, high, pattern) for text in TEXTS]
    for parts in ([TEXTS], [TEXTS[:1], TEXTS[1:2], [], TEXTS[2:7], TEXTS[7:]], [[text] for text in TEXTS]):
        terms, found = together(parts, low=low, high=high, pattern=pattern)
        assert found == expected
        assert terms == sorted(set().union(*expected))


def test_rare_terms_are_left_out_after_all_parts_are_counted():
    terms, found = together([TEXTS[:3], TEXTS[3:]], low=1, high=2, min_articles=2)
    kept = {term for term, articles in Counter(term for text in TEXTS for term in plain(text, 1, 2, None)).items()
            if articles > 1}
    assert terms == sorted(kept) and set().union(*found) == kept


def test_rows_are_in_order_and_the_dictionary_is_sorted():
    found = table(TEXTS, low=1, high=3)
    term = found["term"].combine_chunks()
    assert found.schema.types == [pa.int32(), pa.dictionary(pa.int32(), pa.string()), pa.int32()]
    assert term.dictionary.to_pylist() == sorted(set(term.to_pylist()))
    rows = list(zip(found["article"].to_pylist(), term.indices.to_pylist(), strict=True))
    assert rows == sorted(set(rows))


def test_the_vocabulary_of_many_parts():
    parts = [table([f"word{n} word{n * 2}", "word1"], low=1, high=1) for n in range(33)]
    expected, uses = Counter(), Counter()
    for part in parts:
        for term, count in zip(part["term"].to_pylist(), part["count"].to_pylist(), strict=True):
            expected[term], uses[term] = expected[term] + 1, uses[term] + count
    found = vocabulary(parts)
    assert dict(zip(found.terms.to_pylist(), found.counts[0].tolist(), strict=True)) == expected
    assert dict(zip(found.terms.to_pylist(), found.counts[1].tolist(), strict=True)) == uses
    assert found.terms.to_pylist() == sorted(expected)


def test_many_distinct_words_are_counted():
    text = " ".join(f"w{n % 70_000} internationally{n % 20_000}" for n in range(100_000))
    _, found = together([[text]], low=1, high=2, pattern=r"\w+")
    assert found == [plain(text, 1, 2, r"\w+")]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("aAbU.S-'\u2019é ,\n", max_size=25), max_size=6), st.integers(0, 6), st.integers(1, 3))
def test_any_texts(texts, cut, high):
    for pattern in (None, TOKENS):
        _, found = together([texts[:cut], texts[cut:]], low=1, high=high, pattern=pattern)
        assert found == [plain(text, 1, high, pattern) for text in texts]


def test_spellings_of_parts_add_up():
    expected = defaultdict(Counter)
    for text in TEXTS:
        shouts = shouted(text)
        for word in words(text):
            form = written(text[word.start:word.end])
            assert key(form, loud=any(low <= word.start < high for low, high in shouts)) == word.key
            expected[word.key][form] += 1
    parts = [spellings(pa.array(part, pa.large_string())) for part in (TEXTS[:3], [], TEXTS[3:])]
    assert best(parts) == {key: min(forms, key=lambda form: (-forms[form], form.swapcase()))
                           for key, forms in expected.items()}
    assert best([]) == {}

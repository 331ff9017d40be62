"""Compiled reading of words finds what the regular expressions find."""

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import Corpus
from analysis.text import characters, keys, places, scan, tokens
from analysis.text.tokens import WORD, shouted

NASTY = [
    "The U.S. and the U.N.", "Xi's visit, the ministers' plan, Xi\u2019S", "don\u2019t O\u2019Brien rock'n'roll'",
    "rare-earth mid-May COVID-19 90-day re\u2010read no\u2011break a\u2012b",
    "$1.2bn \u20ac40m 70% 1,200 10:30 1.,2 5:",
    "AT&T does R&D", "a U.S.\u2011China deal", "Zürich İstanbul 東京 \U00010400\U00010428 e\u0301cole \U0001d7d8",
    "A&B&Cx A&B&C1 A&b AB&CD&E_ A&B&É A&B& A&&B A&B-C&D", "U.S.A J.R.R.T J.R.R.Tx e.g. a.b a. É.É.É U.S.1 U.S._",
    "US$5 USD$5 ABCD$5 us$5 US$ $5 $$5 A$5A$6 HK$7.5m-a-day \u00a35 X\u00a35 \u20b95",
    "१२.३ ١٢٪ 5\u0665 1\u00b2 \u2460",
    "trailing- -leading two--three a-\u20acb a-$5 a-5-% 5%% 5%-6", "_a_b_ a1b a1'b 1a2b 5th 5th2",
    "one two\u00a0three\u2002four  five\nsix", "", " ", "\n\n", "\u2014 \u2026 !", "'a' ''b'' a''b a'-b",
    "TRUMP TELLS US TO WHO MEETING\nThe US left.\nABCDEFGHIJKL\nABCDEFGHIJK\n12 ÄBCDEFGHIJKLM é\nABCDEFGHIJKLß",
    "ends in a shout\nABCDEFGHIJKLMNOP", "ABCDEFGHIJKLMNOP\r\nsmall", "\nABC-DEF GHI\u2011JKL MNO\n",
    "\0a\0 \ufeffb\x1cc",
]
RELEVANT = ("aAzZsS\u00e9\u00c919\u0967.,:&-\u2010\u2011\u2012"
            "'\u2019$\u20ac%_ \n\u00a0\u0301\U00010400\u0130\u03a3\u00b2\u6771")
PATTERNS = {r"\w\w+": 2, r"\b\w+\b": 1}


def plain(texts):
    """(form, loud, article, start, joined) of every word, by the regular expressions."""
    for article, text in enumerate(texts):
        shouts, last = shouted(text), -1
        for match in WORD.finditer(text):
            loud = any(begin <= match.start() < end for begin, end in shouts)
            yield match.group(), loud, article, match.start(), last >= 0 and text[last:match.start()] in (" ", "\u00a0")
            last = match.end()


def compiled(texts):
    words, article = [], 0
    for chunk in scan.chunks(pd.Series(texts, dtype="str")):
        data, bounds = scan.utf8(chunk)
        found = scan.read(data, bounds)
        forms, loud = found.forms, found.loud.tolist()
        assert len({*zip(forms, loud, strict=True)}) == len(forms)
        articles = article + np.repeat(np.arange(len(chunk)), found.sizes)
        starts = places.characters(data, bounds, found.sizes, found.start)
        words += [(forms[form], loud[form], *rest) for form, *rest in zip(
            *(column.tolist() for column in (found.form, articles, starts, found.joined)), strict=True)]
        article += len(chunk)
    return words


def runs(texts, shortest):
    found = scan.read_runs(pa.array(texts, pa.large_string()), shortest)
    ends = np.cumsum(found.sizes)[:-1]
    lowered, number = keys.lowered(found.packed, found.offsets)
    assert lowered.to_pylist() == sorted({*lowered.to_pylist()})
    forms = lowered.take(number).to_pylist()
    return [[forms[form] for form in part] for part in np.split(found.form, ends)] if texts else []


@pytest.mark.parametrize("text", NASTY)
def test_words_are_those_of_the_regular_expressions(text):
    assert compiled([text]) == list(plain([text]))


def test_many_texts_are_read_together():
    texts = NASTY + [word * 3 for word in NASTY] + [f"word{n} Word{n} {n}" for n in range(9000)] + [" ".join(NASTY)]
    assert compiled(texts) == list(plain(texts))
    assert scan.count_words(pd.Series(texts)).tolist() == [len(WORD.findall(text)) for text in texts]


def test_chunks_change_nothing(monkeypatch):
    monkeypatch.setattr(scan.chunks, "__defaults__", (40,))
    assert len(list(scan.chunks(pd.Series(NASTY)))) > 10
    assert compiled(NASTY) == list(plain(NASTY))


def test_no_texts_have_no_words():
    assert compiled([]) == [] and len(scan.count_words(pd.Series([], dtype="str"))) == 0
    assert compiled(["", ""]) == []


def keyed(texts):
    found = scan.read(*scan.utf8(pa.array(texts, pa.large_string())))
    distinct, number = keys.keyed(found.packed, found.offsets, found.loud)
    assert distinct.to_pylist() == sorted({*distinct.to_pylist()})
    expected = [tokens.key(tokens.written(form), loud=loud) for form, loud in zip(found.forms, found.loud, strict=True)]
    assert distinct.take(number).to_pylist() == expected


def test_keys_of_many_forms_are_those_of_each():
    keyed(NASTY)
    keyed(["US us U.S. e.g. A-1.5 ABCDEFG ABC-DEF-g 90-DAY 1.5-A 5TH É-A A\u2019s A's s's X\u2010S'S " * 2,
           "A-1.5 U.S.-CHINA ABCDEFGHIJKL ABC'S 5TH A US$5M"])


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(st.text(RELEVANT, max_size=30), st.text(max_size=10)), max_size=4))
def test_any_text(texts):
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    assert compiled(texts) == list(plain(texts))
    assert scan.count_words(pd.Series(texts, dtype="str")).tolist() == [len(WORD.findall(text)) for text in texts]
    keyed(texts)
    for pattern, shortest in PATTERNS.items():
        assert runs(texts, shortest) == [re.findall(pattern, text.lower()) for text in texts]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_runs_are_those_of_the_lower_cased_text(pattern):
    texts = [*NASTY, "İstanbul'İ ΑΣ ΟΔΟΣ'ΣΑ Σ \u212aelvin \u023a\u2c6f ẞ É \u01c5"]
    assert runs(texts, PATTERNS[pattern]) == [re.findall(pattern, text.lower()) for text in texts]


def test_the_specimen_collection_reads_the_same():
    texts = Corpus.open("data/articles").articles["text"].tolist()
    assert compiled(texts) == list(plain(texts))


def test_tables_of_characters():
    kinds, lower = characters.kinds(), characters.lower()
    for code in [*range(0x3000), *range(0x10000, 0x11000)]:
        character = chr(code)
        assert bool(kinds[code] & characters.WORD) == bool(re.match(r"\w", character))
        assert bool(kinds[code] & characters.LETTER) == bool(re.match(r"[^\W\d_]", character))
        assert lower[code] < 0 or chr(lower[code]) == character.lower()
    assert {"İ", "Σ", "\u212a"} <= {chr(code) for code in np.flatnonzero(lower < 0)}
    every = "".join(map(chr, range(0x110000)))
    assert every.lower().lower() == every.lower()  # what is lower-cased needs no second time
    for code in np.flatnonzero((lower != np.arange(len(lower))) & (lower >= 0)):
        assert len(chr(code).lower()) == 1 and len(chr(code).encode()) == len(chr(code).lower().encode())
        assert kinds[code] & characters.WORD == kinds[lower[code]] & characters.WORD

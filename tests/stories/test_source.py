"""Whom articles cite, and the verdict on a common source."""

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus, stories
from analysis.stories import citing

NONE = pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in (
    ("article_id", "str"), ("start", "int64"), ("end", "int64"), ("label", "str"), ("entity", "str"))})
WIRE = ("The ferry ran onto rocks in clear weather, the inquiry heard. Eight people died in the water that night. "
        "The captain was asleep on the bridge when the alarm rang. Divers found the door sensor broken in two places.")
APART = ("Islanders lit a candle on the quay. Children had made paper boats. The choir sang until it rained. "
         "Nobody gave a speech.")


@pytest.mark.parametrize(("sentence", "expected"), [
    ("Bloomberg has reported that curbs may end.", ["Bloomberg"]), ("He told Reuters that he would stay.", ["Reuters"]),
    ("The strike spread, Kyodo reports, citing local media.", ["Kyodo", "local media"]),
    ("According to media reports, it buys nearly all of it.", ["media reports"]), ("LONDON (AP) - Rain fell.", ["AP"]),
    ("SALTMERE, Corvane (MNA) - Ships wait.", ["MNA"]),
    ("She told the Meridian News Agency so.", ["Meridian News Agency"]),
    ("The Grocers told CPB News that bananas go first.", ["CPB News"]),
    ("Rain fell on Time and the Guardian statue.", []),
    ("He spoke to reporters.", [])])
def test_whom_a_sentence_cites(sentence, expected):
    assert citing.cited(sentence, ["CPB News"]) == expected


@pytest.mark.parametrize(("author", "expected"), [
    ("MNA", ["MNA"]), ("Agencies", ["agencies"]), ("MNA, edited by Newsfold", ["MNA"]), ("Daniel Crewe", []), ("", [])])
def test_whom_a_byline_credits(author, expected):
    assert citing.credited(author) == expected


def verdict(one, other, **columns):
    frame = pd.DataFrame({"text": [one, other], "article_id": ["a", "b"], "source": ["A", "B"], **columns})
    table = stories.compare(Corpus.from_frame(frame), ["a", "b"], mentions=NONE)
    return stories.common_source(table).iloc[0], table


def test_a_reprint_is_likely_and_never_certain():
    found, table = verdict(WIRE, WIRE, author=["MNA", "MNA"])
    assert found["verdict"] == "likely" and found["sure"] == 0.95 and "both name MNA" in found["because"]
    assert found[["facts", "of", "in_order", "same_words"]].tolist() == [4, 4, 4, 4]
    evidence = stories.source_evidence(table, "a", "b")
    assert evidence["sign"].value_counts().to_dict() == {"same words": 4, "same order": 4, "byline": 2}


def test_what_shares_nothing_is_unlikely():
    found, _ = verdict(WIRE, APART)
    assert found["verdict"] == "unlikely" and found["sure"] < 0.1 and found["facts"] == 0


def test_agencies_that_differ_speak_against():
    named, _ = verdict(WIRE, WIRE.replace("the inquiry heard", "Reuters reports"), author=["", ""])
    apart, _ = verdict(*(WIRE.replace("the inquiry heard", f"{name} reports") for name in ("Kyodo", "Reuters")))
    assert apart["because"].endswith("one names Kyodo, the other Reuters") and apart["sure"] <= named["sure"]


@pytest.mark.parametrize(("one", "other", "columns", "said"), [
    (WIRE, WIRE, {"lang": ["en", "ja"]}, "'ja'"), (WIRE, "It sank.", {}, "1 sentence only")])
def test_what_cannot_be_told(one, other, columns, said):
    found, _ = verdict(one, other, **columns)
    assert found["verdict"] == "cannot tell" and np.isnan(found["sure"]) and said in found["because"]


def test_one_article_has_no_verdict_and_a_strange_one_is_named():
    frame = pd.DataFrame({"text": [WIRE], "article_id": ["a"], "source": ["A"]})
    table = stories.compare(Corpus.from_frame(frame), ["a"], mentions=NONE)
    assert stories.common_source(table).empty
    with pytest.raises(ValueError, match="zz"):
        stories.source_evidence(table, "a", "zz")

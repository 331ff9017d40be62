"""The spelling most used: of the whole collection asked, however its words came to be read."""

import re
from collections import Counter

import pandas as pd
import pytest

from analysis import Corpus, terms
from analysis.terms.index import Index
from analysis.terms.spellings import SPELLINGS, Spellings, best

TEXTS = ["The Harbour council met. Harbour fees rise; harbour dues fall.",
         "US ferries stop. The US ferry tells us why.",
         "A harbour and a harbour's fee, told by us and by us again and by us.",
         "iPhone sales rise, the IPHONE maker said."]


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "news").mkdir()
    for number, text in enumerate(TEXTS):
        rows = [{"title": f"Report {number}", "text": text + f" Number {number}.", "source": f"Outlet {number}"}]
        pd.DataFrame(rows).to_json(tmp_path / "news" / f"{number}.jsonl", orient="records", lines=True)
    return Corpus.open(tmp_path / "news", store=tmp_path / "store")


READERS = {"counts": lambda corpus: terms.count(corpus), "pairs": lambda corpus: terms.matrix(corpus, ngrams=(2, 2)),
           "index": lambda corpus: corpus.once(Index)}


@pytest.mark.parametrize("kind", ["files", "table", "some"])
@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_words_that_were_read_are_not_read_again(corpus, read, kind, monkeypatch):
    corpus = {"files": corpus, "table": Corpus.from_frame(corpus.articles),
              "some": corpus.select(outlets=["Outlet 0", "Outlet 1"])}[kind]
    expected = best(corpus.whole(SPELLINGS))
    if kind != "some" or read is READERS["index"]:  # the counts of a shard are those of all its articles
        monkeypatch.setattr(Corpus, "whole", None)
    read(corpus)
    assert corpus.once(Spellings).best == expected
    assert expected["harbour"] == ("Harbour" if kind == "some" else "harbour")
    assert expected["US"] == "US" and expected["us"] == "us"


def test_part_of_a_shard_is_read_by_itself():
    rows = [{"text": text, "source": f"Outlet {number}"} for number, text in enumerate(TEXTS)]
    whole = Corpus.from_frame(pd.DataFrame(rows))
    part = whole.select(outlets=["Outlet 0"])
    table = terms.count(part).set_index("term")
    assert table.loc["harbour", "shown"] == "Harbour"
    assert terms.count(whole).set_index("term").loc["harbour", "shown"] == "harbour"


def test_words_of_runs_are_shown_as_they_are_written_most_often(corpus):
    pattern = r"(?u)\b\w\w+\b"
    forms = Counter(form for text in corpus.articles["text"] for form in re.findall(pattern, text))
    best = {}
    for form in sorted(forms, key=str.swapcase):
        if forms[form] > forms[best.setdefault(form.lower(), form)]:
            best[form.lower()] = form
    kinds = [corpus, Corpus.from_frame(corpus.articles), corpus.select(article_ids=corpus.about["article_id"].tolist())]
    for kind in kinds:
        table = terms.count(kind, pattern=pattern, stop=None, numbers=True)
        assert dict(zip(table["term"], table["shown"], strict=True)) == best
    assert best["us"] == "us" and best["iphone"] == "iPhone" and best["council"] == "council"
    pairs = terms.count(corpus, pattern=pattern, ngrams=(2, 2), stop=None).set_index("term")
    assert pairs.loc["the iphone", "shown"] == "The iPhone"


def test_a_part_of_a_shard_has_its_own_spellings_of_runs():
    rows = [{"text": text, "source": f"Outlet {number}"} for number, text in enumerate(TEXTS)]
    part = Corpus.from_frame(pd.DataFrame(rows)).select(outlets=["Outlet 1", "Outlet 3"])
    table = terms.count(part, pattern=r"\w+", stop=None).set_index("term")
    assert table.loc["us", "shown"] == "US" and table.loc["us", "count"] == 3
    other = terms.count(part, pattern="[a-z]+", stop=None).set_index("term")
    assert other.loc["us", "shown"] == "us" and other.loc["us", "count"] == 3

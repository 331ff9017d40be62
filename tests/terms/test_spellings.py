"""The spelling most used: of the whole collection asked, however its words came to be read."""

import pandas as pd
import pytest

from analysis import Corpus, terms
from analysis.terms import spellings
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
        monkeypatch.setattr(spellings, "SPELLINGS", None)
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

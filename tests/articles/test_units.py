"""The counting units of items, added up part by part, are those of a plain count of what is there."""

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus
from analysis.articles import copies, units


@pytest.mark.parametrize("few", [256, 0], ids=["marked", "listed"])
def test_units_are_those_of_a_plain_count(few, monkeypatch):
    monkeypatch.setattr(units, "FEW", few)
    monkeypatch.setattr(units, "MARKS", few)
    rng = np.random.default_rng(5)
    rows = [{"text": " ".join(f"w{number}x{rng.integers(10**6)}" for _ in range(60)), "source": f"Outlet {number % 70}"}
            for number in range(90)]
    rows += [{"text": row["text"], "source": f"Other {number}"} for number, row in enumerate(rows[:30])]
    corpus = Corpus.from_frame(pd.DataFrame(rows))
    there = rng.random((len(corpus), 7)) < [0, .02, .1, .3, .6, .9, 1]
    tally = units.Tally(corpus, 7)
    for part in np.array_split(np.arange(len(corpus)), 4):
        article, item = np.nonzero(there[part])
        tally.add(part[article], item)
    text = copies(corpus).set_index("article_id")["copy_group"].reindex(corpus.about["article_id"]).to_numpy()
    outlet = corpus.about["source"].to_numpy()
    assert len(set(text)) == 90 and len(set(outlet)) == 100
    expected = [(int(row.sum()), len(set(outlet[row])), len(set(text[row]))) for row in there.T]
    assert list(tally.table().itertuples(index=False, name=None)) == expected

"""The uses of parts beside their plain definitions."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from analysis import Corpus
from analysis.articles.units import texts
from analysis.terms.uses import uses
from analysis.text import statistics


@pytest.fixture(scope="module")
def corpus():
    random = np.random.default_rng(4)
    rows = [{"text": " ".join(random.choice([f"word{number}" for number in range(300)], random.integers(30, 60))),
             "source": f"Outlet {number % 4}"} for number in range(50)]
    rows += [{"text": rows[number]["text"], "source": "Outlet 9"} for number in (3, 3, 7)]  # copies
    return Corpus.from_frame(pd.DataFrame(rows))


def test_uses_are_those_of_the_articles_of_a_part(corpus):
    random, articles = np.random.default_rng(6), len(corpus.about)
    counts = random.poisson(0.4, (articles, 12)).astype(np.int32)
    counts[:, 5] = 0
    labels = random.integers(-1, 3, articles)
    labels[labels == 1] = 0
    labels[7] = 1  # a part of one article
    found = uses(sparse.csr_array(counts), corpus, texts(corpus), labels, 3)
    words, group = corpus.about["words"].to_numpy(), texts(corpus).to_numpy(dtype=object)
    assert len(set(group)) < articles
    for part in range(3):
        own, inside = counts[labels == part], labels == part
        assert found.words[part] == words[inside].sum()
        assert np.array_equal(found.count[part], own.sum(axis=0))
        assert np.array_equal(found.articles[part], (own > 0).sum(axis=0))
        for units, label in ((found.outlets, corpus.about["source"].to_numpy(dtype=object)), (found.texts, group)):
            assert units[part].tolist() == [len(set(label[inside][own[:, term] > 0])) for term in range(12)]
        np.testing.assert_allclose(found.dispersion[part],
                                   statistics.dispersion(sparse.csc_array(own), words[inside]), atol=1e-12)
    assert np.isnan(found.dispersion[1]).all() and np.isnan(found.dispersion[:, 5]).all()

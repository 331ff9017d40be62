"""The statistics of terms beside those of nltk and scattertext: the largest difference on the specimen collection.

    pip install nltk scattertext   # in an environment of your own; what is not installed is skipped
    python benchmarks/terms/peers.py

nltk: G2 and PMI of the collection's word pairs (BigramAssocMeasures; its PMI has base 2 and is not normalised).
scattertext: the log-odds with an informative Dirichlet prior (Monroe et al. 2008), one prior for both.  Its z-scores
keep the two terms of the variance that the paper drops between equations 20 and 22; ours follow the latter.
"""

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import Corpus, terms
from analysis.terms.index import Index
from analysis.text.statistics import g2, log_odds, npmi

PROJECT = Path(__file__).resolve().parents[2]


def pairs(corpus: Corpus) -> pd.DataFrame:
    """Counts of joined word pairs and of their words."""
    words = corpus.once(Index)
    ids = pd.concat([pd.DataFrame({"first": part.ids[:-1], "second": part.ids[1:]})[part.joined[:-1]]
                     for part in words.parts()])
    found = ids.value_counts().rename("both").reset_index()
    return found.assign(one=words.counts[found["first"]], two=words.counts[found["second"]],
                        total=words.counts.sum())


def nltk(found: pd.DataFrame) -> None:
    from nltk.metrics import BigramAssocMeasures
    table = [(row.both, (row.one, row.two), row.total) for row in found.itertuples()]
    theirs = np.array([BigramAssocMeasures.likelihood_ratio(*row) for row in table])
    ours = np.abs(g2(found["both"], found["one"], found["two"], found["total"]))
    print(f"nltk G2: {len(found):,} pairs, largest relative difference {np.max(np.abs(ours / theirs - 1)):.1e}")
    theirs = np.array([BigramAssocMeasures.pmi(*row) for row in table])
    theirs = theirs * np.log(2) / -np.log(found["both"] / found["total"])
    ours = npmi(found["both"], found["one"], found["two"], found["total"])
    print(f"nltk PMI: {len(found):,} pairs, largest difference after normalising {np.max(np.abs(ours - theirs)):.1e}")


def scattertext(corpus: Corpus) -> None:
    from scattertext.termsignificance.LogOddsRatioInformativeDirichletPiror import LogOddsRatioInformativeDirichletPrior
    counts = terms.matrix(corpus).counts
    inside = (corpus.articles["source"] == corpus.articles["source"].mode()[0]).to_numpy()
    here, there = counts[inside].sum(axis=0), counts[~inside].sum(axis=0)
    prior = (here + there) * 500 / (here + there).sum()
    theirs = LogOddsRatioInformativeDirichletPrior(prior).get_zeta_i_j_given_separate_counts(here, there)
    delta, ours = log_odds(here, here.sum(), there, there.sum(), prior)
    variance = sum(1 / (count + prior) + 1 / (count.sum() + prior.sum() - count - prior) for count in (here, there))
    apart, z = np.max(np.abs(theirs * variance**0.5 - delta)), np.max(np.abs(theirs - ours))
    print(f"scattertext log-odds: {len(ours):,} terms, largest difference {apart:.1e} (z by {z:.1e}, by design)")


def main() -> None:
    corpus = Corpus.open(PROJECT / "data/articles")
    for name, compare in (("nltk", lambda: nltk(pairs(corpus))), ("scattertext", lambda: scattertext(corpus))):
        if importlib.util.find_spec(name):
            compare()
        else:
            print(f"{name}: not installed, skipped")


if __name__ == "__main__":
    main()

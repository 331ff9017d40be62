"""Keyness: the words that set one part of the collection apart from the rest of it."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..articles.units import tally
from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text.statistics import dispersion, g2, log_odds
from .count import MILLION, kept, shown
from .matrix import TermMatrix, matrix

PRIOR_WORDS = 500  # weight of the prior, in words: pulls rare terms towards no difference


def keyness(corpus: Corpus, *, by: str = "source", min_articles: int = 2,
            stop: str | Iterable[str] | None = "en") -> pd.DataFrame:
    """Each part of the collection against all the rest: one row a part and term, most distinctive first.

    `by` names a column of `corpus.articles` ("source", "section", or one of your own); its values are the parts.
    Columns: part, term, shown, count, other_count, articles, outlets, texts (in the part), per_million,
    other_per_million, log_ratio (base 2, half a count added to both sides; Hardie 2014), log_odds and z (Monroe et
    al. 2008, the prior being the collection's own frequencies), g2 (Dunning 1993, signed), dispersion (in the part).
    Terms in fewer than `min_articles` articles of the collection are left out.  Sorted by part, then z.  These
    measures take words as independent: z ranks, it does not test.  With fewer than two parts the table is empty.
    Raises ValueError where `by` is no column.
    """
    if by not in corpus.articles.columns:
        raise ValueError(f"by={by!r} is no column of the articles; there are {list(corpus.articles.columns)}")
    terms = kept(matrix(corpus, min_articles=min_articles), stop)
    labels = corpus.articles[by].astype("string").to_numpy(dtype=object)
    parts = sorted({label for label in labels if label and not pd.isna(label)})
    tables = [_part(terms, corpus, part, labels == part) for part in parts] if len(parts) > 1 else []
    return pd.concat(tables, ignore_index=True) if tables else _part(terms, corpus, "", labels == "").iloc[:0]


def _part(terms: TermMatrix, corpus: Corpus, part: str, inside: np.ndarray) -> pd.DataFrame:
    sizes = corpus.articles["words"].to_numpy()
    here = terms.counts * inside[:, None]
    count, total = here.sum(axis=0), terms.counts.sum(axis=0)
    words, all_words = max(sizes[inside].sum(), 1), max(sizes.sum(), 1)
    other, other_words = total - count, max(all_words - words, 1)
    delta, z = log_odds(count, words, other, other_words, PRIOR_WORDS * np.maximum(total, 0.5) / all_words)
    frame = pd.DataFrame({
        "part": pd.array([part] * len(total), dtype=TEXT), "term": pd.array(terms.terms, dtype=TEXT),
        "shown": pd.array(shown(terms.terms, corpus), dtype=TEXT), "count": count, "other_count": other,
        **tally(here, corpus),
        "per_million": count * (MILLION / words), "other_per_million": other * (MILLION / other_words),
        "log_ratio": np.log2(((count + 0.5) / words) / ((other + 0.5) / other_words)),
        "log_odds": delta, "z": z, "g2": g2(count, total, words, all_words),
        "dispersion": dispersion(terms.counts[inside], sizes[inside]),
    })
    return frame[frame["count"] > 0].sort_values(["z", "term"], ascending=[False, True], ignore_index=True)

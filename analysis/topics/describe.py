"""What a topic is about: the terms and phrases that set it apart, and its label."""

import numpy as np
import pandas as pd
from scipy import sparse

from ..corpus.tables import TEXT
from ..text.statistics import log_odds, npmi
from .reading import Words

TERMS = 10
_LABEL = 3
_PHRASE_NPMI, _PHRASE_SHARE = 0.3, 0.4
_PRIOR = 50.0


def vocabulary(words: Words, weight: np.ndarray, *,
               few: bool = False) -> tuple[sparse.csr_array, list[str], np.ndarray]:
    """How often each text has each term or phrase: (counts, readable forms, parts).

    A phrase is two terms side by side that stand together much more often than chance would have it (NPMI of
    at least .3) and in three texts or more (two where there are under 100; with `few`, two uses anywhere
    suffice). `parts` (items, 2) are the terms of a phrase; a single term has -1 in second place.
    """
    unit, code, times, spelt = _pairs(words)
    codes, item = np.unique(code, return_inverse=True)
    pairs = sparse.csr_array(sparse.coo_array((times, (unit, item)), shape=(words.texts, len(codes))))
    left, right = np.divmod(codes, max(len(words.terms), 1))
    singles = words.counts()
    uses, total = pairs.sum(axis=0), singles.sum(axis=0)
    often = uses >= 2 if few else weight @ (pairs > 0) >= (3 if weight.sum() >= 100 else 2) - 1e-6
    drawn = npmi(uses, total[left], total[right], max(total.sum(), 1))
    kept = np.flatnonzero(often & (drawn >= _PHRASE_NPMI))
    left, right, number = left[kept], right[kept], np.arange(len(words.terms))
    parts = np.vstack([np.column_stack([number, np.full(len(number), -1)]), np.column_stack([left, right])])
    forms = words.forms + [spelt[pair] for pair in codes[kept].tolist()]
    return sparse.csr_array(sparse.hstack([singles, pairs[:, kept]])), forms, parts


def _pairs(words: Words) -> tuple[np.ndarray, np.ndarray, np.ndarray, dict[int, str]]:
    """Neighbouring terms, once a text: (text, code of the pair, times), and how each pair is most often
    spelt.

    The code is first term * terms + second term.
    """
    second = 1 + np.flatnonzero((words.term[:-1] >= 0) & (words.term[1:] >= 0) & words.joined[1:]
                                & (words.text[:-1] == words.text[1:]) & (words.term[:-1] != words.term[1:]))
    code = words.term[second - 1].astype(np.int64) * len(words.terms) + words.term[second]
    codes, number = np.unique(code, return_inverse=True)
    both, times = np.unique(words.text[second].astype(np.int64) * len(codes) + number, return_counts=True)
    spellings = words.written[second - 1].astype(np.int64) * len(words.spellings) + words.written[second]
    spellings, example, uses = np.unique(spellings, return_index=True, return_counts=True)
    order = np.lexsort((spellings, -uses))
    _, first = np.unique(code[example][order], return_index=True)  # of each pair the spelling most used
    best = np.divmod(spellings[order][first], max(len(words.spellings), 1))
    spelt = {pair: f"{words.spellings[one]} {words.spellings[two]}"
             for pair, one, two in zip(codes.tolist(), *map(np.ndarray.tolist, best), strict=True)}
    text, number = np.divmod(both, max(len(codes), 1))
    return text, codes[number], times.astype(float), spelt


def terms(counts: sparse.csr_array, forms: list[str], parts: np.ndarray, topic: np.ndarray,
          weight: np.ndarray, count: int) -> pd.DataFrame:
    """The terms that set each topic apart: topic, term, weight, units, share, rank; at most ten a topic.

    `weight` is the z-score of the log-odds ratio of the term's units inside against outside the topic, with
    the whole collection as prior (Monroe, Colaresi & Quinn 2008); `units` the units of the topic that have
    the term and `share` their part, copies counting as one.  A word that mostly stands in a phrase gives way
    to the phrase.
    """
    presence = (counts > 0).astype(np.float64)
    inside = np.stack([(weight * (topic == number)) @ presence for number in range(1, count + 1)])
    total = weight @ presence
    prior = _PRIOR * total / max(weight.sum(), 1)
    rows = []
    for number in range(1, count + 1):
        here = inside[number - 1]
        z = here  # one topic is set apart from nothing: its terms are those that most of its texts have
        if count > 1:
            _, z = log_odds(here, here.sum(), total - here, (total - here).sum(), np.maximum(prior, 1e-9))
        size = weight[topic == number].sum()
        for rank, (item, score) in enumerate(distinct(z.round(6), here, parts, forms), start=1):
            rows.append((number, forms[item], score, here[item], here[item] / size, rank))
    table = pd.DataFrame(rows, columns=["topic", "term", "weight", "units", "share", "rank"])
    return table.astype({"topic": "int64", "term": TEXT, "rank": "int64"}).round(6)


def distinct(z: np.ndarray, here: np.ndarray, parts: np.ndarray, forms: list[str],
             most: int = TERMS) -> list[tuple[int, float]]:
    """The items of highest `z` with their scores, no two of which say the same.

    A phrase that makes up much of the use of its words stands for them and takes the highest of the scores.
    """
    singles = int((parts[:, 1] < 0).sum())
    score, floor = z.copy(), 2 if here.max(initial=0) >= 4 else 1
    score[here < floor - 1e-6] = -np.inf
    for phrase in np.flatnonzero(score[singles:] > 0) + singles:
        words = parts[phrase]
        if here[phrase] >= _PHRASE_SHARE * here[words].max():
            score[phrase] = max(score[phrase], *z[words])
            score[words] = -np.inf
        elif here[phrase] < _PHRASE_SHARE * here[words].min():
            score[phrase] = -np.inf
    chosen, said = [], set()
    for item in sorted(np.flatnonzero(score > 0).tolist(), key=lambda item: (-score[item], forms[item])):
        stems = {_stem(forms[part]) for part in parts[item] if part >= 0}
        if not stems & said:
            chosen.append((item, float(score[item])))
            said |= stems
        if len(chosen) == most:
            break
    return chosen


def _stem(form: str) -> str:
    lower = form.lower()
    return lower[:-1] if lower.endswith("s") and len(lower) > 3 and not form.isupper() else lower


def label(terms: list[str]) -> str:
    """A topic's name: its first three terms."""
    return ", ".join(terms[:_LABEL]) or "(no distinguishing terms)"

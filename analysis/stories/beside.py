"""Beside: what there is to say of two sentences that make one claim, seen from either."""

import numpy as np
import pandas as pd

from . import differ, order, voiced
from .align import Links
from .sentences import Story

SAME, OTHER, ONLY, HEADING = "same words", "other words", "only here", "heading"
KINDS = (SAME, OTHER, *differ.KINDS, ONLY, HEADING)
JOIN = "; "  # between several in one cell
REPEATED = 0.7  # share of the shorter sentence's word pairs that the other has too, from which the words are the same
MOVED = 2  # shared claims by which a claim stands higher or lower, at least
_COLUMNS = ["one", "other", "kind", "similarity", "confidence", "differs", "move", "shared_quotes"]


def nearest(links: Links, article: np.ndarray, most: int) -> Links:
    """The links between each article and the `most` with which it shares most, and each other sentence's surest."""
    if article.max(initial=0) <= most:
        return links
    count = int(article.max()) + 1
    pair = article[links.one] * count + article[links.other]
    pairs, number = np.unique(pair, return_inverse=True)
    shared = np.bincount(number, np.rint(links.confidence * 1000)).astype(np.int64)
    first, second = np.divmod(pairs, count)
    ends, ways = np.concatenate([first, second]), np.concatenate([np.arange(len(pairs))] * 2)
    rank = np.lexsort((ways, -shared[ways], ends))
    place = np.arange(len(rank)) - np.searchsorted(ends[rank], ends[rank])
    kept = np.isin(number, ways[rank[place < most]])
    for end in (links.one, links.other):
        covered = np.union1d(links.one[kept], links.other[kept])
        left = np.flatnonzero(~np.isin(end, covered))
        surest = left[np.lexsort((left, -links.confidence[left], end[left]))]
        kept[surest[np.unique(end[surest], return_index=True)[1]]] = True
    return Links(*(column[kept] for column in links))


def pairs(story: Story, links: Links, voices: list[list[voiced.Voice]]) -> pd.DataFrame:
    """Two rows a link, one from either side: one, other (sentences), kind, similarity, confidence, differs, move,
    shared_quotes."""
    known = [[quantity for one in sentences for quantity in one.quantities] for sentences in story.articles]
    moves = _moves(story, links)
    rows = []
    for at, (one, other) in enumerate(zip(links.one.tolist(), links.other.tolist(), strict=True)):
        quotes = voiced.shared(voices[one], voices[other])
        found = differ.differences(
            story.flat[one], story.flat[other], known[story.article[one]], known[story.article[other]],
            links.similarity[at], links.wording[at])
        found += [differ.Difference("another name", a.speaker, b.speaker) for a, b in quotes
                  if voiced.another_speaker(a, b)]
        kind = min((difference.kind for difference in found), key=differ.KINDS.index, default=None)
        kind = kind or (SAME if links.wording[at] >= REPEATED else OTHER)
        for own, beside, turned in ((one, other, False), (other, one, True)):
            said = dict.fromkeys(str(difference.turned() if turned else difference) for difference in found)
            rows.append((own, beside, kind, links.similarity[at], links.confidence[at], JOIN.join(said),
                         _move(-moves[at] if turned else moves[at]),
                         voiced.shown(pair[turned] for pair in quotes)))
    return pd.DataFrame(rows, columns=_COLUMNS)


def _move(by: int) -> str:
    return "" if abs(by) < MOVED else "down" if by > 0 else "up"


def _moves(story: Story, links: Links) -> np.ndarray:
    """By how many shared claims each link's claim stands further down in the one article than in the other."""
    found = np.zeros(len(links.one), np.int64)
    pair = story.article[links.one] * (len(story.ids) + 1) + story.article[links.other]
    ranked = np.argsort(pair, kind="stable")
    bounds = np.flatnonzero(np.diff(pair[ranked], prepend=-1, append=-1))
    for begin, end in zip(bounds[:-1], bounds[1:], strict=True):
        own = ranked[begin:end]
        weight = np.maximum(np.rint(links.confidence[own] * 1000), 1).astype(np.int64)
        found[own] = order.moved(story.place[links.one[own]], story.place[links.other[own]], weight)
    return found

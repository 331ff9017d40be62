"""What changed from one article to another that repeats it, sentence by sentence.

A sentence of the later article goes with the sentence of the earlier one that has most of its words in order, wherever
that stands; words that differ are marked as wdiff marks them: [-left out-] {+put in+}.
"""

import textwrap
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from itertools import zip_longest

import numpy as np
import pandas as pd

from ..corpus import Corpus
from ..corpus.tables import TEXT
from ..text import tokens
from ..text.order import chain

SAME = 0.5  # share of both sentences' words that makes them one sentence, changed
CHANGES = ("same", "changed", "moved", "added", "removed")
COLUMNS = ["article_id", "other_id", "change", "sentence", "other_sentence", "before", "after"]
WIDE = 56  # characters of a column of text


def differences(corpus: Corpus, pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs of articles side by side, differences marked: one row a sentence of either, in the order of `pairs` and of
    the later article.  `side_by_side` prints it.

    `pairs`: rows of `copy_pairs` (article_id, and other_id, which it follows).  Columns: article_id, other_id, change
    (same; changed: half its words or more are there; moved: it stood further up or down, or was changed besides; added;
    removed), sentence and other_sentence (which sentence of the later and of the earlier article, from 1; NA for none),
    before, after (the sentence in the earlier and in the later article, words that differ marked [-so-] and {+so+}).
    Raises ValueError for an article that the collection does not have.
    """
    asked = list(pairs[["article_id", "other_id"]].itertuples(index=False, name=None))
    texts = corpus.texts({one for pair in asked for one in pair})
    if missing := sorted({one for pair in asked for one in pair} - set(texts)):
        raise ValueError(f"pairs: articles {missing} are not in the collection; give rows of copy_pairs(corpus)")
    rows = [(one, other, *row) for one, other in asked for row in compared(texts[other], texts[one])]
    kinds = {**dict.fromkeys(COLUMNS, TEXT), "sentence": "Int64", "other_sentence": "Int64"}
    return pd.DataFrame(rows, columns=COLUMNS).astype(kinds)


def side_by_side(table: pd.DataFrame, corpus: Corpus, *, rows: int = 40) -> str:
    """`differences` as text in two columns, each pair under its outlets and dates: for a page that shows text alone.

    Of each pair the first `rows` sentences; a line says how many are left out.
    """
    about, lines = corpus.about.set_index("article_id"), []
    for (one, other), found in table.groupby(["other_id", "article_id"], sort=False):
        cells = [[_heading(about.loc[name]) for name in (one, other)], ["=" * WIDE] * 2,
                 *found[["before", "after"]].head(rows).to_numpy(dtype=object).tolist()]
        cells += [[f"({len(found) - rows} more sentences)", ""]] if len(found) > rows else []
        for left, right in cells:
            columns = (textwrap.wrap(left, WIDE), textwrap.wrap(right, WIDE))
            lines += [f"{was:{WIDE}} | {now}".rstrip() for was, now in zip_longest(*columns, fillvalue="")]
        lines.append("")
    return "\n".join(lines[:-1])


def _heading(article: pd.Series) -> str:
    when = "no date" if pd.isna(article["published"]) else f"{article['published']:%Y-%m-%d %H:%M}"
    return f"{article['source']}, {when}: {article['title']}"


def compared(before: str, after: str) -> list[tuple]:
    """(change, sentence, other_sentence, before, after) of two texts."""
    old, new = _cut(before), _cut(after)
    partners = _partners(old, new)
    shared = np.array(sorted(partners.items()), dtype=np.int64).reshape(-1, 2)
    kept = set(shared[chain(*shared.T, np.ones(len(shared), np.int64)), 0].tolist())  # the others were moved
    rows, last = [], -1
    gone = sorted(set(range(len(old))) - set(partners.values()))
    for place, sentence in enumerate(new):
        other = partners.get(place)
        if other is None:
            rows.append(("added", place + 1, None, "", " ".join(sentence)))
            continue
        if place in kept:
            rows += [_removed(old, one) for one in gone if last < one < other]
            last = other
        was, now = _marked(old[other], sentence)
        change = "moved" if place not in kept else "same" if _keys(old[other]) == _keys(sentence) else "changed"
        rows.append((change, place + 1, other + 1, was, now))
    return rows + [_removed(old, one) for one in gone if one > last]


def _removed(old: list[list[str]], one: int) -> tuple:
    return "removed", None, one + 1, " ".join(old[one]), ""


def _cut(text: str) -> list[list[str]]:
    """The words of each sentence, as they are written between blanks."""
    return [text[start:end].split() for start, end in tokens.sentences(text)]


def _keys(sentence: list[str]) -> list[str]:
    """Words to compare: marks and capitals make no difference."""
    return ["".join(sign for sign in word.lower() if sign.isalnum()) or word for word in sentence]


def _partners(old: list[list[str]], new: list[list[str]]) -> dict[int, int]:
    """The old sentence that each new one goes with; every sentence goes with one at most."""
    olds, news = [_keys(one) for one in old], [_keys(one) for one in new]
    places = defaultdict(list)
    for number, words in enumerate(olds):
        for run in _runs(words):
            places[run].append(number)
    found = []
    for number, words in enumerate(news):
        shared = Counter(place for run in _runs(words) for place in places.get(run, ()))
        for other, _ in shared.most_common(3):
            alike = SequenceMatcher(None, olds[other], words, autojunk=False).ratio()
            found.append((-alike, abs(other - number), number, other))
    partners, taken = {}, set()
    for alike, _, number, other in sorted(found):
        if -alike >= SAME and number not in partners and other not in taken:
            partners[number] = other
            taken.add(other)
    return partners


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    """Every two words in a row, and the whole of a single one."""
    return set(zip(words, words[1:], strict=False)) or {tuple(words)}


def _marked(old: list[str], new: list[str]) -> tuple[str, str]:
    was, now = [], []
    for deed, start, stop, begin, end in SequenceMatcher(None, _keys(old), _keys(new), autojunk=False).get_opcodes():
        gone, come = " ".join(old[start:stop]), " ".join(new[begin:end])
        was += [gone if deed == "equal" else f"[-{gone}-]"] if gone else []
        now += [come if deed == "equal" else "{+" + come + "+}"] if come else []
    return " ".join(was), " ".join(now)

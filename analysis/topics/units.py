"""What topics are made of: whole articles, or passages of them where articles are few."""

import hashlib
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
from scipy import sparse

from ..articles.copies import copies
from ..corpus import Corpus
from ..corpus.steps import Step
from ..corpus.tables import TEXT
from ..text import scan
from ..text.tokens import WORD, sentences
from .reading import Split, Words, joined, split, term_of

UNITS = ("article", "passage")
FEWEST = 15
"""Under so many independent units there are no topics to find, only articles to compare."""
FEWEST_ARTICLES = 5
"""Passages of fewer articles fall together by article, which is no topic."""
ENOUGH_ARTICLES = 30
_PASSAGE, _LONGEST = 60, 90
_AT_ONCE = 8192  # units whose words are counted together
_PLAIN = ["unit", "start", "end", "digest"]
_COLUMNS = {"article_id": TEXT, "unit": "int64", "start": "int64", "end": "int64", "weight": "float64",
            "source": TEXT, "place": "int64"}


def units(corpus: Corpus, unit: str = "auto") -> tuple[pd.DataFrame, str]:
    """The units of a corpus and of which kind they are ("article" or "passage").

    One row a unit: article_id, unit (number within the article, from 0), start, end (characters of the
    article's text), weight (1 / copies of the article), source, place (its row among those of `read_units`, shard after
    shard).  Rows are in the order of a digest of their contents, the same whatever the order of `corpus.articles`, and
    fair as a draw: the first thousand are a sample.  "auto" takes articles where there are 30 independent ones,
    else passages.  Raises ValueError for another `unit`.
    """
    if unit not in ("auto", *UNITS):
        raise ValueError(f"unit={unit!r}: it is 'auto', 'article' or 'passage'")
    weight = corpus.about["article_id"].map(corpus.once(copies).set_index("article_id")["weight"]).astype(float)
    if unit == "auto":
        unit = "article" if weight.sum() >= ENOUGH_ARTICLES - 1e-6 else "passage"
    parts, first = [pd.DataFrame([], columns=[*_PLAIN, "article", "place"])], 0
    for rows, table in corpus.each(step(unit)):
        frame = table.select(_PLAIN).to_pandas()
        frame = frame.assign(article=rows[table["article"].to_numpy()], place=np.arange(first, first + len(frame)))
        parts.append(frame[frame["article"] >= 0])
        first += len(frame)
    frame = pd.concat(parts[1:] or parts, ignore_index=True)
    at = frame["article"].to_numpy(dtype=np.int64)
    known = corpus.about[["article_id", "source"]].assign(weight=weight).take(at).reset_index(drop=True)
    frame = pd.concat([frame, known], axis=1).sort_values(["digest", "article_id", "unit"], ignore_index=True)
    return frame[list(_COLUMNS)].astype(_COLUMNS), unit


def step(unit: str) -> Step:
    """The step that cuts articles into units and reads their words."""
    return Step("topicwords", 1, read_units, columns=("title", "text"), parameters={"unit": unit})


def read_units(table: pa.Table, unit: str) -> pa.Table:
    """One row a unit: article (the row of its article), unit, start, end, digest (of the article), words (how each is
    spelt, null for one that is no term), joined (see `reading.Split`).

    An article is read with its headline twice, then its body; a passage as it stands.
    """
    titles, texts = (scan.whole(table[name]).to_pylist() for name in ("title", "text"))
    rows, read = [], []
    for article, (title, text) in enumerate(zip(titles, texts, strict=True)):
        told = hashlib.blake2b(f"{title}\0{text}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        spans = [(0, len(text))] if unit == "article" else passages(text) or [(0, 0)]
        rows += [(article, number, start, end, told) for number, (start, end) in enumerate(spans)]
        read += [f"{title}\n{title}\n{text}"] if unit == "article" else [text[start:end] for start, end in spans]
    found = split(pa.array(read, pa.large_string()))
    offsets = pa.array(np.append(0, np.cumsum(found.sizes)), pa.int64())
    words = pa.DictionaryArray.from_arrays(pa.array(found.spelt, mask=found.spelt < 0),
                                           pa.array(found.spellings, pa.string()))
    columns = list(zip(*rows, strict=True)) or [[]] * 5
    kinds = (pa.int32(), pa.int32(), pa.int64(), pa.int64(), pa.string())
    plain = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    return pa.table([*plain, pa.LargeListArray.from_arrays(offsets, words),
                     pa.LargeListArray.from_arrays(offsets, pa.array(found.joined))],
                    names=["article", *_PLAIN, "words", "joined"])


def words(corpus: Corpus, unit: str, pieces: pd.DataFrame) -> Words:
    """The words of the units `pieces` (rows of `units`), in their order."""
    wanted, parts, kept, first = np.sort(pieces["place"].to_numpy()), [], [np.zeros(0, np.int64)], 0
    for _, table in corpus.each(step(unit)):
        here = wanted[(wanted >= first) & (wanted < first + len(table))]
        parts.append(_split(table.take(here - first)))
        kept.append(here)
        first += len(table)
    return joined(parts, np.searchsorted(np.concatenate(kept), pieces["place"].to_numpy()))


def counts(corpus: Corpus, unit: str, pieces: pd.DataFrame, terms: list[str]
           ) -> Iterator[tuple[np.ndarray, sparse.csr_array]]:
    """Which of the units `pieces`, and (these, terms) how often each of the `terms` stands in each: some thousand units
    at a time, from shard to shard.
    """
    place, index = pieces["place"].to_numpy(), {term: number for number, term in enumerate(terms)}
    order, first, done, blocks = np.argsort(place), 0, 0, []
    for _, table in corpus.each(step(unit)):
        low, high = np.searchsorted(place[order], [first, first + len(table)])
        blocks.append(_counts(_split(table.take(place[order[low:high]] - first)), index))
        first += len(table)
        if high - done >= _AT_ONCE:
            yield order[done:high], sparse.vstack(blocks, format="csr")
            done, blocks = high, []
    if blocks:
        yield order[done:], sparse.vstack(blocks, format="csr")


def _counts(part: Split, index: dict[str, int]) -> sparse.csr_array:
    column = np.array([index.get(term_of(spelt), -1) for spelt in part.spellings] + [-1], np.int64)[part.spelt]
    text = np.repeat(np.arange(len(part.sizes)), part.sizes)[column >= 0]
    column = column[column >= 0]
    return sparse.csr_array(sparse.coo_array((np.ones(len(column), np.int32), (text, column)),
                                             shape=(len(part.sizes), len(index))))


def _split(table: pa.Table) -> Split:
    """The words of some units of a shard; of its spellings only theirs, which may be few."""
    words, beside = (_whole(table[name]) for name in ("words", "joined"))
    flat = words.flatten()
    spelt, there = flat.indices.fill_null(-1).to_numpy(), np.zeros(len(flat.dictionary) + 1, dtype=bool)
    there[spelt] = True
    there[-1] = False  # what is no term
    place = np.where(there, np.cumsum(there, dtype=np.int32) - 1, -1).astype(np.int32)
    return Split(np.diff(words.offsets.to_numpy()), place[spelt], beside.flatten().to_numpy(zero_copy_only=False),
                 flat.dictionary.filter(pa.array(there[:-1])).to_pylist())


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def passages(text: str) -> list[tuple[int, int]]:
    """(start, end) of runs of whole sentences, of 60 to 90 words or so, that end with a paragraph if they
    can."""
    found, first, words = [], None, 0
    for start, end in sentences(text):
        first = start if first is None else first
        words += sum(1 for _ in WORD.finditer(text, start, end))
        paragraph = "\n" in text[end:end + 2] or end >= len(text)
        if words >= _LONGEST or (words >= _PASSAGE and paragraph):
            found.append((first, end))
            first, words = None, 0
    if first is not None:
        end = len(text.rstrip())
        if found and words < _PASSAGE / 2:
            found[-1] = (found[-1][0], end)
        else:
            found.append((first, end))
    return found


def independent(weight: np.ndarray) -> float:
    """How many independent units there are: copies of one text count one together."""
    return round(float(np.sum(weight)), 6)

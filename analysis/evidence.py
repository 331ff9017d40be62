"""Evidence: from any row of any table back to the sentences behind it.

A row is known by its columns.  `KINDS` lists, most specific first, which columns make which kind of row, and the
function that finds the places in the texts behind one; another room's tables are one more line there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from .articles.parts import parts
from .corpus import Corpus
from .corpus.tables import TEXT, rows_of
from .terms import occurrences
from .terms.collocates import near
from .terms.index import Index
from .terms.occurrences import in_order, places, spans
from .terms.phrases import phrase_places
from .terms.reference import NAME as REFERENCE
from .text import tokens

COLUMNS = {"article_id": TEXT, "start": "int64", "end": "int64", "sentence": TEXT}
ORDER = ["article_id", "start", "end"]
_ARTICLES = 4000  # articles whose texts are in memory together
_TOGETHER = 100_000  # places whose sentences are Python's strings together


def of(what: str | Mapping | pd.Series | pd.DataFrame, corpus: Corpus, **options) -> pd.DataFrame:
    """Every place in the texts that a row counts: article_id, start, end (characters), sentence; in order of the first.

    `what`: a row of `terms.count`, `keyness`, `phrases`, `trend`, `bursts`, `movers`, `collocates`, `occurrences` or
    `concordance`, or of `entities.mentions`, `count`, `names`, `pairs`, `by`, `timeline`, or the nodes and edges of
    `network` and `ego`, or of a table of topics (`topics.find(…).topics`) or of `stories.overview` (a Series, a mapping
    or what `itertuples` gives); a word or phrase; or a whole table, whose rows' evidence then comes one after the other
    with the row's number first, as "row".  `options`: what the row does
    not tell: `by`, where keyness or entities were asked by labels or topics; `lemmas`, where a trend or bursts were
    asked with them (rows with a column forms tell); the options of `terms.phrases`, where they were not the default;
    `mentions`, from which entities were counted, and `window`, in which pairs were ("sentence" if not said); `members`
    of topics, `stories` as `stories.find` gives them.  The places of a row are as many as its count: those of a pair
    run from the one name to the other, where the two are nearest in a window; those of a topic or a story are the first
    sentences of its articles or passages.  Raises ValueError for a row of no known kind.
    """
    if isinstance(what, pd.DataFrame):
        return _stacked(what, corpus, options)
    row = {"term": what} if isinstance(what, str) else _mapping(what)
    return _with_sentences(_found(row, corpus, options).sort_values(ORDER), corpus)[list(COLUMNS)]


def _found(row: dict, corpus: Corpus, options: dict) -> pd.DataFrame:
    """article_id, start, end of everything behind a row."""
    return _kind(row).find(row, corpus, **options)


def _kind(columns: Iterable[str]) -> "Kind":
    for kind in KINDS:
        if kind.columns <= set(columns):
            return kind
    known = "; ".join(", ".join(sorted(kind.columns)) for kind in KINDS)
    raise ValueError(f"what: a row with {sorted(columns)} is of no known kind; a row has at least one of these sets of "
                     f"columns: {known}")


def _mapping(what) -> dict:
    if hasattr(what, "_asdict"):
        return what._asdict()
    if isinstance(what, (Mapping, pd.Series)):
        return dict(what)
    raise ValueError(f"what: a {type(what).__name__}; give a row of a table, a word or phrase, or a table")


def _stacked(table: pd.DataFrame, corpus: Corpus, options: dict) -> pd.DataFrame:
    if len(table) and _kind(table.columns).find in (_term, _within, _part):
        places(corpus, table["term"], lemmas=options.get("lemmas", "forms" in table))  # of all rows at once
    if isinstance(mentions := options.get("mentions"), pd.DataFrame):
        named = set().union(*(table[column] for column in ("entity", "entity_a", "entity_b") if column in table))
        options = options | {"mentions": rows_of(mentions, mentions["entity"].isin(named))}
    found = [_found(dict(zip(table.columns, row, strict=True)), corpus, options).assign(row=number)
             for number, row in enumerate(table.itertuples(index=False, name=None))]
    stacked = pd.concat(found, ignore_index=True) if found else _none().assign(row=0)
    return _with_sentences(stacked.sort_values(["row", *ORDER]), corpus)[["row", *COLUMNS]].astype({"row": "int64"})


def _with_sentences(places: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """The places with the sentence of each; of the texts only a portion is in memory at a time."""
    cuts, bounds = corpus.once(_sentences), np.empty((len(places), 2), dtype=np.int64)
    ends = range(_TOGETHER, len(places), _TOGETHER)
    parts = [[(np.zeros(0, np.int64), pa.array([], pa.large_string()))] for _ in range(len(ends) + 1)]
    for rows, ids in _portions(places["article_id"], corpus):
        texts = corpus.texts(ids)
        for one in ids:
            if one not in cuts:
                cuts[one] = np.array(tokens.sentences(texts[one]), dtype=np.int32).reshape(-1, 2)
        for part, some in zip(parts, np.split(rows, np.searchsorted(rows, ends)), strict=True):
            bounds[some], sentences = _told_by(places.iloc[some], texts, cuts)
            part.append((some, sentences))
        pa.default_memory_pool().release_unused()
    places[["start", "end"]] = bounds
    sentences = pa.chunked_array([_in_order(parts.pop(0)) for _ in range(len(parts))])
    return places.assign(sentence=pd.array(sentences, dtype=TEXT)).astype(COLUMNS).reset_index(drop=True)


def _portions(articles: pd.Series, corpus: Corpus) -> Iterator[tuple[np.ndarray, list[str]]]:
    """(rows, their different articles) of some thousand articles at a time, which few shards have."""
    code, ids = pd.factorize(articles)
    place, portion = pd.Index(corpus.about["article_id"]).get_indexer(ids), np.zeros(len(corpus) + 1, dtype=np.int64)
    asked, before = np.isin(np.arange(len(corpus)), place), 0
    for rows in corpus.rows:
        inside = rows[rows >= 0]
        portion[inside] = before // _ARTICLES
        before += int(asked[inside].sum())
    own = portion[place]
    of_rows = own[code]
    for one in np.unique(own):
        yield np.flatnonzero(of_rows == one), ids[own == one].tolist()


def _in_order(parts: list[tuple[np.ndarray, pa.LargeStringArray]]) -> pa.LargeStringArray:
    """The sentences of rows that follow each other, in the order of the rows."""
    rows, sentences = zip(*parts, strict=True)
    parts.clear()
    sentences = pa.concat_arrays(sentences).take(np.argsort(np.concatenate(rows)))
    pa.default_memory_pool().release_unused()
    return sentences


def _told_by(places: pd.DataFrame, texts: dict[str, str], cuts: dict[str, np.ndarray]
             ) -> tuple[np.ndarray, pa.LargeStringArray]:
    """(start and end, sentence) of each place."""
    bounds = [(start, end) if start < end else _opening(cuts[article], start) for article, start, end in
              places[ORDER].itertuples(index=False, name=None)]
    sentences = [_sentence(texts[article], cuts[article], start, end) for article, (start, end) in
                 zip(places["article_id"], bounds, strict=True)]
    return np.array(bounds, dtype=np.int64).reshape(-1, 2), pa.array(sentences, pa.large_string())


def _sentences(corpus: Corpus) -> dict[str, np.ndarray]:
    """Where the sentences of the articles asked for so far begin and end: a row each."""
    return {}


def _opening(cuts: np.ndarray, start: int) -> tuple[int, int]:
    """The first sentence of what begins at `start`: a passage that counts as a whole is told by it."""
    later = cuts[cuts[:, 1] > start]
    return (max(int(later[0, 0]), start), int(later[0, 1])) if len(later) else (start, start)


def _sentence(text: str, cuts: np.ndarray, start: int, end: int) -> str:
    """The sentence that holds text[start:end], or the sentences from the one with its start to the one with its end."""
    first, last = cuts[:, 1].searchsorted(start, "right"), cuts[:, 0].searchsorted(end)
    return " ".join(text[cuts[first][0]:cuts[last - 1][1]].split()) if first < last else text[start:end]


def _none() -> pd.DataFrame:
    return pd.DataFrame({"article_id": [], "start": [], "end": []})


def _place(row: dict, corpus: Corpus) -> pd.DataFrame:
    """A row that is a place already: of occurrences, concordance, mentions."""
    return pd.DataFrame([{column: row[column] for column in ORDER}])


def _term(row: dict, corpus: Corpus, lemmas: bool | None = None) -> pd.DataFrame:
    return occurrences(corpus, row["term"], lemmas="forms" in row if lemmas is None else lemmas)


def _phrase(row: dict, corpus: Corpus, **options) -> pd.DataFrame:
    """A phrase of `terms.phrases`: where it stands outside longer phrases."""
    return spans(corpus, phrase_places(corpus, row["term"], **options))


def _within(row: dict, corpus: Corpus, **options) -> pd.DataFrame:
    """A term between two moments: a cell of a trend, a burst, a mover's later window."""
    return _in_articles(_term(row, corpus, **options), corpus, _between(row, corpus))


def _part(row: dict, corpus: Corpus, by=None, **options) -> pd.DataFrame:
    """A term in one part of the collection."""
    by = row["by"] if by is None else by
    if isinstance(by, str) and by == REFERENCE:
        return _term(row, corpus, **options)
    return _in_articles(_term(row, corpus, **options), corpus, parts(corpus, by).labels == row["part"])


def _collocate(row: dict, corpus: Corpus) -> pd.DataFrame:
    """A word within reach of another."""
    found = near(corpus, row["node"], int(row["window"]))
    own = found.ids == corpus.once(Index).number(row["term"])
    return spans(corpus, in_order([(found.article[own], found.start[own], found.end[own])]))


def _between(row: dict, corpus: Corpus) -> np.ndarray:
    """Which articles appeared from `period` to before `until`."""
    published = corpus.about["published"]
    inside = (published >= row["period"]) & (published < row["until"])
    return inside.fillna(False).to_numpy(dtype=bool)


def _in_articles(places: pd.DataFrame, corpus: Corpus, inside: np.ndarray) -> pd.DataFrame:
    return places[places["article_id"].isin(corpus.about.loc[inside, "article_id"])]


def _counted(mentions: pd.DataFrame | None) -> pd.DataFrame:
    if mentions is None:
        raise ValueError("mentions=None: an entity stands where its mentions are; give those that were counted")
    return mentions


def _entity(row: dict, corpus: Corpus, mentions: pd.DataFrame | None = None) -> pd.DataFrame:
    """An entity: the mentions it was counted from."""
    mentions = _counted(mentions)
    return rows_of(mentions[ORDER], mentions["entity"] == row["entity"])


def _spelling(row: dict, corpus: Corpus, mentions: pd.DataFrame | None = None) -> pd.DataFrame:
    """A spelling of an entity."""
    mentions = _counted(mentions)
    return rows_of(mentions[ORDER], (mentions["entity"] == row["entity"]) & (mentions["text"] == row["spelling"]))


def _entity_within(row: dict, corpus: Corpus, mentions: pd.DataFrame | None = None) -> pd.DataFrame:
    """An entity between two moments."""
    return _in_articles(_entity(row, corpus, mentions), corpus, _between(row, corpus))


def _entity_in_part(row: dict, corpus: Corpus, by=None, mentions: pd.DataFrame | None = None) -> pd.DataFrame:
    """An entity in one part of the collection."""
    inside = parts(corpus, row["by"] if by is None else by).labels == row["part"]
    return _in_articles(_entity(row, corpus, mentions), corpus, inside)


def _pair(row: dict, corpus: Corpus, mentions: pd.DataFrame | None = None, window: str | int = "sentence"
          ) -> pd.DataFrame:
    """Two entities: where both are named."""
    from .entities.meetings import where  # loads the language models' library, which words do without
    return where(_counted(mentions), corpus, row["entity_a"], row["entity_b"], window=window)


def _members(row: dict, corpus: Corpus, members: pd.DataFrame | None = None) -> pd.DataFrame:
    """A topic: where its articles or passages begin."""
    if members is None:
        raise ValueError("members=None: a topic stands where its members are; give those of topics.find")
    found = members.loc[members["topic"] == row["topic"], ["article_id", "start"]]
    return found.assign(end=found["start"])


def _told(row: dict, corpus: Corpus, stories: pd.DataFrame | None = None) -> pd.DataFrame:
    """A story: where its articles begin."""
    if stories is None:
        raise ValueError("stories=None: a story is told by its articles; give what stories.find gave")
    return stories.loc[stories["story"] == row["story"], ["article_id"]].assign(start=0, end=0)


class Kind(NamedTuple):
    """The columns by which a row is known, and what finds the places behind it: (row, corpus, **options) -> a table
    with article_id, start, end.
    """

    columns: frozenset[str]
    find: Callable[..., pd.DataFrame]


KINDS = [
    Kind(frozenset({"article_id", "start", "end"}), _place),
    Kind(frozenset({"node", "window", "term"}), _collocate),
    Kind(frozenset({"by", "part", "term"}), _part),
    Kind(frozenset({"term", "period", "until"}), _within),
    Kind(frozenset({"term", "npmi", "text_count"}), _phrase),
    Kind(frozenset({"term"}), _term),
    Kind(frozenset({"entity_a", "entity_b"}), _pair),
    Kind(frozenset({"by", "part", "entity"}), _entity_in_part),
    Kind(frozenset({"entity", "period", "until"}), _entity_within),
    Kind(frozenset({"entity", "spelling"}), _spelling),
    Kind(frozenset({"entity"}), _entity),
    Kind(frozenset({"topic", "label", "size"}), _members),
    Kind(frozenset({"story", "outlets", "articles"}), _told),
]

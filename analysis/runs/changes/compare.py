"""`compare`: what changed from one snapshot to another; `since`: from some day on within one."""

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals
from scipy import sparse

from ...corpus.tables import TEXT
from . import chance
from .kinds import KINDS, PER_MILLION, Kind
from .match import Matched, matched
from .measure import measure, sides
from .outlets import outlets
from .snapshots import JOINED, Items, Snapshot, known_kinds, numbered
from .statement import statement
from .windows import split

MILLION = 1_000_000
WEIGHTS = ["before_rate", "new_rate", "now_rate"]
COLUMNS = ["kind", "item", "shown", "before_texts", "new_texts", "now_texts", *WEIGHTS, "unit", "log_ratio", "low",
           "high", "shift", "shift_low", "shift_high", "t", "p", "q_value", "change"]


@dataclass(frozen=True)
class Changes:
    """What changed.

    statement: in words, what is established first.  articles: new, revised, cleaned anew and gone ones (see
    `match.matched`).  outlets: see `outlets.outlets`.  items: one row for each term, topic, entity, pair and story:
    kind, item (what it is), shown (what it is called); before_texts, new_texts, now_texts (independent texts that have
    it in the older collection, among the new articles, and in the newer collection); before_rate, new_rate, now_rate
    and their unit (terms: uses per million words; all else: the share of texts that have it); log_ratio (base 2, new
    to before) with its 95 % interval low to high; shift (base 2, now to before) with shift_low, shift_high; t, p,
    q_value, change (see `chance.judged`).  Sorted by kind, then from the surest risers to the surest fallers.
    """

    statement: str
    articles: pd.DataFrame = field(repr=False)
    outlets: pd.DataFrame = field(repr=False)
    items: pd.DataFrame = field(repr=False)

    def of(self, kind: str) -> pd.DataFrame:
        """The rows of one kind, the surest first, under the names that its things have in other tables: term; topic;
        entity; entity_a and entity_b; story.  Raises ValueError for a kind that there is none of.
        """
        return named(surest(self.items), kind)


def compare(before: Snapshot, now: Snapshot, *, resamples: int = 1000, seed: int = 0) -> Changes:
    """What the articles that are new in `now` have more or less of than all articles of `before`.

    New are those that `before` has not, revised ones apart.  An article that both have counts as `now` has it; one that
    only `before` has, as that has it, but has no part in topics and stories, which each run finds anew.  Beside it
    stands how far the whole moved, from all of `before` to all of `now` (`shift`): little, where most articles are in
    both, which is why it is not what is tested.  Raises ValueError for fewer than 100 resamples.
    """
    if resamples < 100:
        raise ValueError(f"resamples={resamples!r}: an interval needs 100 or more; 1,000 is usual")
    found = matched(before, now)
    kinds = [kind for kind in known_kinds(now) if kind.name in before.items]
    tables = [_of_kind(kind, before, now, found, resamples, seed) for kind in kinds]
    items = chance.judged(pd.concat(tables, ignore_index=True)) if tables else pd.DataFrame()
    items = _ordered(items.reindex(columns=COLUMNS), kinds)
    lasting = outlets(found)
    return Changes(statement(before, now, found, lasting, items, kinds), found.table, lasting, items)


def since(whole: Snapshot, day: str = "", *, resamples: int = 1000, seed: int = 0) -> Changes:
    """What the dated articles from `day` (YYYY-MM-DD, UTC) on have more or less of than those before it.

    Without a day: the last week where 20 texts are of it and 20 older, else the last four weeks, else the later half.
    Raises ValueError for a day that is none or that leaves no article on either side.
    """
    found = compare(*split(whole, day), resamples=resamples, seed=seed)
    undated = int(whole.articles["published"].isna().sum())
    if len(whole) and undated == len(whole):
        return replace(found, statement="No article has a date, so that none is newer than another: not compared.")
    return replace(found, statement=f"{found.statement}\nLeft out: {undated:,} without a date.") if undated else found


def _of_kind(kind: Kind, before: Snapshot, now: Snapshot, found: Matched, resamples: int, seed: int) -> pd.DataFrame:
    """The rows of one kind that at least two texts have, not yet judged."""
    things = _together(kind, before, now, found)
    ids, words = (found.articles[column].to_numpy() for column in ("article_id", "words"))
    known = found.now if kind.anew else np.full(len(ids), True)
    chosen = sides(ids, words, found.text, found.before & known, found.new, found.now)
    sizes = words if kind.unit == PER_MILLION else np.ones(len(words), dtype=np.int64)
    table = measure(things.counts, sizes, chosen, resamples=resamples, seed=seed)
    if kind.unit == PER_MILLION:
        table[WEIGHTS] *= MILLION
    table = table.assign(kind=kind.name, item=things.keys, shown=things.called, unit=kind.unit)
    return table[table["before_texts"] + table["new_texts"] >= 2]


def _together(kind: Kind, before: Snapshot, now: Snapshot, found: Matched) -> Items:
    """The things that two articles or more have, of all articles in the order of `found.articles`: as the newer
    snapshot has them, where it does.
    """
    asked = [(now, found.now)] if kind.anew else [(now, found.now), (before, ~found.now)]
    held = [snapshot.items[kind.name] for snapshot, _ in asked]
    parts, number = held[0].parts, np.tile(np.arange(len(held[0].parts[0]), dtype=np.int32), len(held))
    if any(items.parts is not parts for items in held):  # not two parts of one snapshot, but of two
        number, parts = numbered([union_categoricals(parts) for parts in
                                  zip(*(items.parts for items in held), strict=True)])
    place, counts = pd.Index(found.articles["article_id"]), []
    for (snapshot, wanted), items, columns in zip(asked, held, np.split(number, [len(held[0].parts[0])]), strict=False):
        rows = place.get_indexer(snapshot.articles["article_id"])
        counts.append(_placed(items.counts, rows, wanted, columns, len(parts[0])))
    counts = sum((one for one in counts[1:] if one.nnz), counts[0])
    often = np.bincount(counts.indices, minlength=len(parts[0])) > 1  # a cell an article
    counts = counts[:, np.flatnonzero(often)]
    shown = {key: name for items in reversed(held) for key, name in items.shown.items()}
    return Items(counts, tuple(part[often] for part in parts), shown)


def _placed(counts: sparse.csr_array, rows: np.ndarray, wanted: np.ndarray, columns: np.ndarray, things: int
            ) -> sparse.csr_array:
    """The counts with each row at another place (ascending `rows`) if it is `wanted` there, and each column too."""
    inside = np.flatnonzero(wanted[rows])
    own, sizes = counts[inside], np.zeros(len(wanted) + 1, dtype=np.int64)
    sizes[rows[inside] + 1] = np.diff(own.indptr)
    return sparse.csr_array((own.data, columns.astype(own.indices.dtype)[own.indices], np.cumsum(sizes)),
                            shape=(len(wanted), things))


def _ordered(items: pd.DataFrame, kinds: list[Kind]) -> pd.DataFrame:
    """By kind, and in each from the surest riser to the surest faller, what is not tested between them."""
    rank = items["kind"].map({kind.name: place for place, kind in enumerate(kinds)})
    keys = pd.DataFrame({"rank": rank, "t": -items["t"].fillna(0), "ratio": -items["log_ratio"], "item": items["item"]})
    items = items.loc[keys.sort_values(list(keys)).index].reset_index(drop=True)
    numbers = {column: float for column in COLUMNS[10:-1]} | {column: "int64" for column in COLUMNS[3:6]}
    return items.astype(dict.fromkeys(("kind", "item", "shown", "unit", "change"), TEXT) | numbers)


def surest(items: pd.DataFrame) -> pd.DataFrame:
    """The rows in order of their q, then p, then t in either direction; what is not tested last, by its ratio."""
    keys = pd.DataFrame({"q": items["q_value"], "p": items["p"], "t": -items["t"].abs(),
                         "ratio": -items["log_ratio"].abs(), "kind": items["kind"], "item": items["item"]})
    return items.loc[keys.sort_values(list(keys)).index].reset_index(drop=True)


def named(items: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The rows of `kind` with its things under their own names: term, topic, entity, entity_a and entity_b, or story.

    Raises ValueError for another kind.
    """
    known = {one.name: one for one in KINDS}
    if kind not in known:
        raise ValueError(f"kind={kind!r}: allowed are {', '.join(known)}")
    rows = items[items["kind"] == kind].drop(columns="kind").reset_index(drop=True)
    parts = rows.pop("item").str.split(JOINED, expand=True, regex=False)
    for place, column in reversed(list(enumerate(known[kind].key))):
        rows.insert(0, column, parts[place] if place in parts else pd.array([], dtype=TEXT))
    return rows.astype({"topic": "int64"}) if kind == "topic" else rows

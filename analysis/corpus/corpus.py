"""`Corpus`: the collection of articles, from files or from a table, and the parts of it one asks for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import pandas as pd

from .. import reading
from .tables import TEXT, TEXTUAL, TIME, UNKNOWN, article_id, count_words, table

T = TypeVar("T")
PROJECT = Path(__file__).resolve().parents[2]


class Corpus:
    """News articles with the lines removed from them and the inputs that could not be read.

    `articles`, `removed` and `rejected` are the tables of the data dictionary (data/README.md); `len(corpus)` is
    the number of articles.  A corpus does not change: `select` returns another.
    """

    def __init__(self, articles: pd.DataFrame, removed: pd.DataFrame, rejected: pd.DataFrame):
        self.articles, self.removed, self.rejected = articles, removed, rejected
        self._results = {}

    def once(self, step: Callable[["Corpus"], T]) -> T:
        """`step(corpus)`, computed on the first call and remembered: for results that several rooms need."""
        if step not in self._results:
            self._results[step] = step(self)
        return self._results[step]

    @classmethod
    def open(cls, source: str | Path | Sequence[str | Path], *, columns: Mapping[str, str] | None = None,
             keep: Sequence[str] = ()) -> "Corpus":
        """Read a file, a folder, a glob or several of them.

        A relative path is looked for in the working folder, then in the project's folder, so that notebooks find
        "data/articles" wherever they are run from.  `columns` maps our column names to those of a table that uses
        unusual ones, as in {"text": "content_clean"}.  The order of the files does not matter: articles come out by
        date, outlet, headline and id.  Exact repeats collapse to one row and are listed in `rejected` as "repeat".
        `keep` names reasons of `reading.REASONS` ("caption", …): lines that cleaning takes out for them stay in.
        Raises ValueError where `source` does not exist or a reason is none.
        """
        if strange := sorted(set(keep) - set(reading.REASONS)):
            raise ValueError(f"keep={strange}: allowed are the reasons {', '.join(reading.REASONS)}")
        found = list(reading.read(_located(source), columns=columns))
        records = [reading.restore(item, keep) for item in found if isinstance(item, reading.Record)]
        rejected = [(item.origin, item.reason, item.detail) for item in found if isinstance(item, reading.Rejected)]
        return cls._collect(records, rejected, "outlet boilerplate" in keep)

    @classmethod
    def _collect(cls, records: Iterable, rejected: list[tuple], boilerplate: bool) -> "Corpus":
        rows, removed, seen = [], [], {}
        for record in sorted(records, key=lambda record: record.origin):
            source = record.source or UNKNOWN
            key = article_id(source, record.published, record.title or "", record.raw)
            if key in seen:
                rejected.append((record.origin, "repeat", f"the same record as {seen[key]}"))
                continue
            seen[key] = record.origin
            rows.append((key, record.title, record.text, source, record.published, record.author, record.url,
                         record.section, record.lang, 0, record.origin))
            removed += [(key, line.line, line.text, line.reason, line.confidence) for line in record.removed]
        articles, further = table("articles", rows).fillna(dict.fromkeys(TEXTUAL, "")), table("removed", [])
        if not boilerplate:
            articles, further = reading.boilerplate(articles)
        articles["words"] = count_words(articles["text"])
        order = ["published", "source", "title", "article_id"]
        return cls(
            articles.sort_values(order, ignore_index=True),
            pd.concat([table("removed", removed), table("removed", further)])
            .sort_values(["article_id", "line", "reason"], ignore_index=True),
            table("rejected", rejected).sort_values(["origin", "reason", "detail"], ignore_index=True),
        )

    @classmethod
    def from_frame(cls, frame: pd.DataFrame) -> "Corpus":
        """The rows of a table with at least a "text" column, as they are: no cleaning, the same order.

        Further columns of ours (title, source, published, author, url, section, lang) are used where present, any
        other column is kept.  An "article_id" column must be unique and is kept; without one, ids are computed and
        exact repeats collapse to their first row, listed in `rejected`.  A date that cannot be read is listed too
        and left empty.  Raises ValueError without a "text" column, or where ids repeat.
        """
        if "text" not in frame.columns:
            raise ValueError(f"frame: no column 'text' among {list(map(str, frame.columns))}; rename the one that "
                             "holds the articles' text")
        articles, rejected = _filled(frame)
        return cls._identified(articles, rejected)

    @classmethod
    def _identified(cls, articles: pd.DataFrame, rejected: list[tuple]) -> "Corpus":
        if "article_id" in articles:
            twice = articles.loc[articles["article_id"].duplicated(), "article_id"]
            if len(twice):
                raise ValueError(f"frame: article_id {twice.iloc[0]!r} stands in more than one row; ids must differ")
        else:
            parts = articles[["source", "published", "title", "text"]]
            articles["article_id"] = [article_id(*row) for row in parts.itertuples(index=False)]
            repeats = articles["article_id"].duplicated()
            rejected += [(origin, "repeat", "the same source, date, headline and text as an earlier row")
                         for origin in articles.loc[repeats, "origin"]]
            articles = articles[~repeats].reset_index(drop=True)
        return cls(table("articles", articles), table("removed", []), table("rejected", rejected))

    def select(self, *, start: str = "", end: str = "", outlets: Sequence[str] = ()) -> "Corpus":
        """The articles from day `start` to day `end` (YYYY-MM-DD, both included, UTC) of the named outlets.

        Empty means no limit.  With a limit of date, undated articles are left out.  Raises ValueError for a date
        that is none, an empty window, or an outlet that the collection does not have.
        """
        first, last = _day("start", start), _day("end", end)
        if first is not None and last is not None and first > last:
            raise ValueError(f"start={start!r} is after end={end!r}; start must be the earlier day")
        known = sorted(self.articles["source"].unique())
        if strange := sorted(set(outlets) - set(known)):
            raise ValueError(f"outlets: {strange} not in the collection; it has {known}")
        published, keep = self.articles["published"], pd.Series(True, index=self.articles.index)
        if first is not None:
            keep &= published >= first
        if last is not None:
            keep &= published < last + pd.Timedelta(days=1)
        if outlets:
            keep &= self.articles["source"].isin(list(outlets))
        articles = self.articles[keep].reset_index(drop=True)
        removed = self.removed[self.removed["article_id"].isin(articles["article_id"])].reset_index(drop=True)
        return Corpus(articles, removed, self.rejected)

    def __len__(self) -> int:
        return len(self.articles)

    def __repr__(self) -> str:
        outlets = self.articles["source"].nunique()
        return f"<Corpus: {len(self):,} articles, {outlets} outlets, {self.articles['words'].sum():,} words>"


def _filled(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[tuple]]:
    """The frame with all columns of an articles table but its ids, and rows for dates that cannot be read."""
    articles = frame.reset_index(drop=True)
    rows = pd.Series([f"row {number}" for number in range(len(frame))], index=articles.index, dtype=TEXT)
    articles["origin"] = articles.get("origin", rows)
    for column in TEXTUAL:
        given = articles[column] if column in articles else pd.Series("", index=articles.index)
        articles[column] = given.astype(TEXT).fillna("")
    articles["source"] = articles["source"].mask(articles["source"] == "", UNKNOWN)
    given = articles["published"] if "published" in articles else pd.Series(pd.NaT, index=articles.index)
    articles["published"] = pd.to_datetime(given, utc=True, errors="coerce", format="ISO8601").astype(TIME)
    articles["words"] = count_words(articles["text"])
    undated = articles["published"].isna() & given.notna()
    return articles, [(origin, "unreadable date", f"{value} (article kept)") for origin, value in
                      zip(articles.loc[undated, "origin"], given[undated], strict=True)]


def _located(source):
    """Relative paths that the working folder does not have, looked for in the project's folder."""
    if not isinstance(source, (str, Path)):
        return [_located(one) for one in source]
    path = Path(source)
    if "://" in str(source) or path.is_absolute() or any(Path().glob(str(source))):
        return str(source)
    return str(PROJECT / source) if any(PROJECT.glob(str(source))) else str(source)


def _day(name: str, value: str) -> pd.Timestamp | None:
    if not value:
        return None
    try:
        return pd.to_datetime(value, format="%Y-%m-%d", utc=True)
    except (ValueError, TypeError):
        raise ValueError(f"{name}={value!r} is no date; write it as YYYY-MM-DD, like 2025-06-10") from None

"""Charts of stories: each takes a table of this room and returns its Axes."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from .. import style
from .charts_compare import claims, comparison
from .overview import COPY

__all__ = ["claims", "comparison", "overview", "timeline"]

_STORIES, _ARTICLES, _OUTLETS = 20, 30, 25
_NOTE = {"fontsize": 9, "color": style.INK}


def overview(table: pd.DataFrame, *, most: int = _STORIES) -> Axes:
    """The `most` first stories of `stories.overview` as bars of articles: independent texts, then copies, with the
    number of outlets and the time between the first and the last article.
    """
    title = "The stories that most outlets told"
    shown = table[table["articles"] > 1].head(most)
    if shown.empty:
        return style.empty("No two articles tell one story.", title=title)
    several = int((table["articles"] > 1).sum())
    title += f" (the first {len(shown)} of {several:,})" if several > len(shown) else ""
    axes = style.bars([style.shorten(name, 60) for name in shown["title"]], shown["texts"].to_numpy(), title=title,
                      unit="articles")
    axes.set_yticks(range(len(shown)), [style.shorten(name, 60) for name in shown["title"]])
    axes.barh(np.arange(len(shown)), shown["articles"] - shown["texts"], left=shown["texts"], height=0.72,
              color=style.COLOURS[1], hatch="//", edgecolor="white", linewidth=0)
    for place, row in enumerate(shown.itertuples()):
        axes.annotate(f"{_outlets(row.outlets)}{_span(row.days)}", (row.articles, place), (4, 0),
                      textcoords="offset points", va="center", **_NOTE)
    axes.figure.set_size_inches(11, axes.figure.get_size_inches()[1] + 0.2)
    axes.xaxis.grid(False)
    axes.set_xlim(0, 1.35 * shown["articles"].max())
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.figure.legend(axes.containers, ["independent texts", "copies of them"], loc="outside upper right", ncols=2)
    said = "; ".join(f"{row.title}, {_outlets(row.outlets)}, {row.articles} articles" for row in shown.itertuples())
    return style.describe(axes, f"Bars of articles by story: {said}.")


def timeline(table: pd.DataFrame) -> Axes:
    """Who published what when, from `stories.timeline`: a row for each article with its outlet and headline, or for
    each outlet where there are more than 30; a copy of an earlier text is a hollow square.
    """
    title = "Who published what when"
    dated = table.dropna(subset=["published"])
    if dated.empty:
        return style.empty("No dates to draw: none of these articles says when it was published.", title=title)
    names, rows, left_out = _rows(dated)
    fig, axes = style.figure(width=11, height=1.5 + 0.3 * len(names))
    for copied, marker, fill, label in ((False, "o", style.COLOURS[0], "own text, or the first of its text"),
                                        (True, "s", "none", "copy of an earlier text")):
        part = (dated["kind"].eq(COPY) == copied) & (rows >= 0)
        axes.scatter(dated.loc[part, "published"], rows[part], marker=marker, s=44, facecolors=fill, label=label,
                     edgecolors=style.COLOURS[copied], linewidths=1.5, zorder=3, clip_on=False)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.yaxis.grid(True)
    _moments(axes, dated["published"])
    if dated["kind"].eq(COPY).any():
        fig.legend(loc="outside upper right", ncols=2)
    undated = len(table) - len(dated)
    axes.set(title=title + left_out + (f" ({undated} without a date are in the table only)" if undated else ""),
             xlabel="published (UTC)")
    first = dated.iloc[0]
    return style.describe(axes, f"{len(dated)} articles of {dated['source'].nunique()} outlets in time, the first by "
                                f"{first['source']}, {first['published']:%F %H:%M}: {first['title']}.")


def _rows(dated: pd.DataFrame) -> tuple[list[str], np.ndarray, str]:
    """(the names of the rows, each article's row or -1, what is left out)."""
    if len(dated) <= _ARTICLES:
        names = [style.shorten(f"{row.source}: {row.title or '(no headline)'}", 66) for row in dated.itertuples()]
        return names, np.arange(len(dated)), ""
    order = dated["source"].value_counts(sort=False).sort_values(ascending=False, kind="stable").index
    shown = [name for name in dated["source"].drop_duplicates() if name in set(order[:_OUTLETS])]
    place = dated["source"].map({name: row for row, name in enumerate(shown)}).fillna(-1).astype(int).to_numpy()
    left = len(order) - len(shown)
    return [style.shorten(name, 40) for name in shown], place, f" ({left} smaller outlets left out)" if left else ""


def _moments(axes: Axes, published: pd.Series) -> None:
    """A time axis with room on both sides, however near the articles are."""
    margin = max((published.max() - published.min()) * 0.04, pd.Timedelta(hours=1))
    axes.set_xlim(published.min() - margin, published.max() + margin)
    style.dates(axes)


def _outlets(count: int) -> str:
    return f"{count} outlet" + ("s" if count != 1 else "")


def _span(days: float) -> str:
    if np.isnan(days) or days == 0:
        return ""
    return f", {days * 24:.0f} hours" if days < 2 else f", {days:.0f} days"

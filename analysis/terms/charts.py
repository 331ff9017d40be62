"""Charts of terms: ranked bars, what sets parts apart, and trends.  Tables in, Axes out."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from .. import style

PANELS = 6


def top(counted: pd.DataFrame, *, top: int = 25, title: str = "Most frequent terms") -> Axes:
    """Bars of the `top` first rows of `terms.count` or `terms.phrases`; beside each, in how many texts it stands."""
    rows = counted.head(top)
    if rows.empty:
        return style.empty("No terms to count: the articles have no words besides stop words.", title=title)
    axes = style.bars(rows["shown"].tolist(), rows["count"].to_numpy(), title=title, unit="occurrences")
    for place, (count, texts) in enumerate(zip(rows["count"], rows["texts"], strict=True)):
        axes.annotate(f"{texts:,} text{'s' * (texts != 1)}", (count, place), (4, 0), textcoords="offset points",
                      va="center", fontsize=8, color=style.MUTED)
    axes.margins(x=0.12)
    lead = ", ".join(f"{term} ({count})" for term, count in zip(rows["shown"][:5], rows["count"][:5], strict=True))
    return style.describe(axes, f"Horizontal bars of the {len(rows)} most frequent terms, by occurrences: {lead}.")


def keyness(table: pd.DataFrame, *, top: int = 8, panels: int = PANELS) -> Axes:
    """For each part the `top` terms that set it apart most, as bars of z; the first `panels` parts by words used."""
    title = "What sets each part apart"
    if table.empty:
        return style.empty("Nothing to compare: the collection has fewer than two parts.", title=title)
    sizes = table.groupby("part")["count"].sum().sort_values(ascending=False, kind="stable")
    parts = sizes.index[:panels].tolist()
    columns = min(len(parts), 3)
    rows = -(-len(parts) // columns)
    fig, grid = style.figure(width=11, height=0.9 + rows * (0.7 + 0.25 * top), rows=rows, columns=columns,
                             squeeze=False, sharex=True)
    for axes, part, colour in zip(grid.flat, parts, np.resize(style.COLOURS, len(parts)), strict=False):
        _keyness_panel(axes, table[table["part"] == part].head(top), part, colour, top)
    for axes in grid.flat[len(parts):]:
        axes.set_axis_off()
    left_out = f" ({len(sizes) - len(parts)} smaller parts are in the table only)" if len(sizes) > len(parts) else ""
    fig.suptitle(title + left_out, x=0.01, ha="left", fontsize=12, fontweight="bold")
    fig.supxlabel("z of the log-odds against the rest", fontsize=10)
    leads = "; ".join(f"{part}: {', '.join(table[table['part'] == part].head(3)['shown'])}" for part in parts)
    return style.describe(grid.flat[0], f"Bars of the terms that set parts of the collection apart. {leads}.")


def _keyness_panel(axes: Axes, rows: pd.DataFrame, part: str, colour: str, top: int) -> None:
    places = np.arange(len(rows))
    axes.barh(places, rows["z"], color=colour, height=0.7)
    axes.set_yticks(places, [style.shorten(label, 24) for label in rows["shown"]])
    axes.set_ylim(top - 0.4, -0.6)
    axes.tick_params(axis="y", length=0, labelsize=9)
    axes.set_title(style.shorten(part, 30), fontsize=10)


def trend(table: pd.DataFrame, *, panels: int = PANELS) -> Axes:
    """Rates of `terms.trend`, a panel each: line and band; gaps stay gaps, half-filled periods have hollow markers."""
    title = "Use of terms over time"
    rated = table.dropna(subset=["per_million"])
    if rated["period"].nunique() < 2:
        return style.empty("No trend to draw: the dated articles fall into fewer than two periods.", title=title)
    terms = table["term"].drop_duplicates().tolist()[:panels]
    columns = min(len(terms), 2)
    rows = -(-len(terms) // columns)
    fig, grid = style.figure(width=10, height=0.9 + 1.55 * rows, rows=rows, columns=columns, squeeze=False, sharex=True)
    for axes, term in zip(grid.flat, terms, strict=False):
        _trend_panel(axes, table[table["term"] == term], term)
    for axes in grid.flat[len(terms):]:
        axes.set_axis_off()
    fig.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    fig.supylabel("per million words", fontsize=10)
    first, last = rated["period"].min(), rated["period"].max()
    return style.describe(grid.flat[0], f"Lines of the rate of {', '.join(terms)} from {first:%d %B %Y} to "
                                        f"{last:%d %B %Y}, with 90 % bands.")


def _trend_panel(axes: Axes, rows: pd.DataFrame, term: str) -> None:
    colour = style.COLOURS[0]
    axes.fill_between(rows["period"], rows["low"], rows["high"], color=colour, alpha=0.18, linewidth=0)
    axes.plot(rows["period"], rows["per_million"], color=colour, linewidth=1.6)
    for part, fill in ((rows[~rows["partial"]], colour), (rows[rows["partial"]], "white")):
        axes.plot(part["period"], part["per_million"], "o", markersize=4.5, color=colour, markerfacecolor=fill)
    axes.set_ylim(bottom=0)
    axes.yaxis.grid(True)
    axes.set_title(style.shorten(term, 40), fontsize=10)
    style.dates(axes)

"""Charts of terms over time: trends with bands and bursts, what rises and falls, where and when a term stands."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from .. import style

PANELS = 6
OUTLETS = 15
SURE = 0.05
_BURST = style.COLOURS[4]


def trend(table: pd.DataFrame, *, bursts: pd.DataFrame | None = None, panels: int = PANELS) -> Axes:
    """Rates of `terms.trend`, a panel each: line and band; gaps stay gaps, half-filled periods have hollow markers.

    With `bursts` (of `terms.bursts`, for the same terms) the bursts are shaded.
    """
    title = "Use of terms over time"
    rated = table.dropna(subset=["per_million"])
    if rated["period"].nunique() < 2:
        return style.empty("No trend to draw: the dated articles fall into fewer than two periods.", title=title)
    every = table["term"].drop_duplicates().tolist()
    terms = every[:panels]
    columns = min(len(terms), 2)
    rows = -(-len(terms) // columns)
    fig, grid = style.figure(width=10, height=0.9 + 1.55 * rows, rows=rows, columns=columns, squeeze=False, sharex=True)
    for axes, term in zip(grid.flat, terms, strict=False):
        _trend_panel(axes, table[table["term"] == term], term, _of(bursts, term))
    for axes in grid.flat[len(terms):]:
        axes.set_axis_off()
    left_out = f" ({len(every) - len(terms)} more are in the table only)" if len(every) > len(terms) else ""
    fig.suptitle(title + left_out + ("; shaded: bursts" if bursts is not None else ""), x=0.01, ha="left", fontsize=12,
                 fontweight="bold")
    fig.supylabel("per million words", fontsize=10)
    first, last = rated["period"].min(), rated["period"].max()
    found = "".join(f" {term} bursts from {one.period:%d %B %Y} to {one.until - pd.Timedelta(days=1):%d %B %Y}."
                    for term in terms for one in _of(bursts, term).head(1).itertuples())
    return style.describe(grid.flat[0], f"Lines of the rate of {', '.join(terms)} from {first:%d %B %Y} to "
                                        f"{last:%d %B %Y}, with 90 % bands.{found}")


def _of(bursts: pd.DataFrame | None, term: str) -> pd.DataFrame:
    if bursts is None:
        return pd.DataFrame(columns=["period", "until"])
    return bursts[(bursts["term"] == term) | (bursts["shown"] == term)]


def _trend_panel(axes: Axes, rows: pd.DataFrame, term: str, bursts: pd.DataFrame) -> None:
    colour = style.COLOURS[0]
    for burst in bursts.itertuples():
        axes.axvspan(burst.period, burst.until, color=_BURST, alpha=0.25, linewidth=0)
    axes.fill_between(rows["period"], rows["low"], rows["high"], color=colour, alpha=0.18, linewidth=0)
    axes.plot(rows["period"], rows["per_million"], color=colour, linewidth=1.6)
    size = 4.5 if len(rows) <= 60 else 2
    for part, fill in ((rows[~rows["partial"]], colour), (rows[rows["partial"]], "white")):
        axes.plot(part["period"], part["per_million"], "o", markersize=size, color=colour, markerfacecolor=fill)
    axes.set_ylim(bottom=0)
    axes.locator_params(axis="y", nbins=4)
    axes.yaxis.grid(True)
    axes.set_title(style.shorten(term, 40), fontsize=10)
    style.dates(axes)


def movers(table: pd.DataFrame, *, top: int = 12) -> Axes:
    """The `top` surest risers and fallers of `terms.movers`: ratio of rates with its 95 % interval.

    Full dots are changes with q < .05, hollow ones are not established.
    """
    title = "What rises, what falls"
    if table.empty:
        return style.empty(table.attrs.get("statement", "No two windows of time to compare."), title=title)
    risers, fallers = table[table["log_ratio"] > 0].head(top), table[table["log_ratio"] <= 0].tail(top)
    rows = pd.concat([risers, fallers])
    fig, axes = style.figure(height=1.4 + 0.25 * len(rows))
    places = np.arange(len(rows))
    colours = np.where(rows["log_ratio"] > 0, style.COLOURS[0], style.COLOURS[1])
    axes.hlines(places, rows["low"], rows["high"], color=colours, linewidth=1.4, alpha=0.6)
    sure = (rows["q_value"] < SURE).to_numpy()
    axes.scatter(rows["log_ratio"], places, s=26, edgecolor=colours, facecolor=np.where(sure, colours, "white"),
                 zorder=3)
    axes.axvline(0, color=style.MUTED, linewidth=0.8)
    axes.set_yticks(places, [style.shorten(label, 30) for label in rows["shown"]])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.grid(True)
    start, end = table["period"].iloc[0], table["until"].iloc[0] - pd.Timedelta(days=1)
    window = f"{start:%d %B %Y} to {end:%d %B %Y}"
    axes.set(title=title, xlabel=f"binary log of the ratio of rates, {window} to before; hollow: q of .05 or more")
    established = int((table["q_value"] < SURE).sum())
    return style.describe(axes, f"Dots with intervals: {len(risers)} terms that rise and {len(fallers)} that fall in "
                                f"{window}, of {len(table):,}; {established:,} changes have q < .05. Rising: "
                                f"{', '.join(risers['shown'].head(3)) or 'none'}; falling: "
                                f"{', '.join(fallers['shown'].iloc[::-1].head(3)) or 'none'}.")


def dispersion(lines: pd.DataFrame, *, outlets: int = OUTLETS) -> Axes:
    """Where a term stands in time and outlets: a dot for each article of a `terms.concordance`, larger with more uses.

    The `outlets` with most occurrences, one line each; undated articles are left out, and said to be.
    """
    if lines.empty:
        return style.empty("Nothing found: no article has it.", title="When and where it stands")
    title = f"When and where “{style.shorten(lines['match'].mode().iloc[0], 40)}” stands"
    dated = lines.dropna(subset=["published"])
    if dated.empty:
        return style.empty(f"All {len(lines):,} occurrences are in articles without a date.", title=title)
    ranked = dated["source"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    shown = ranked.index[:outlets].tolist()
    dots = dated.groupby(["source", "published", "article_id"]).size().reset_index(name="uses")
    dots = dots[dots["source"].isin(shown)]
    fig, axes = style.figure(width=10, height=1.5 + 0.34 * len(shown))
    axes.scatter(dots["published"], dots["source"].map({name: place for place, name in enumerate(shown)}),
                 s=22 * dots["uses"].clip(upper=20), color=style.COLOURS[0], alpha=0.45, linewidth=0)
    axes.set_yticks(range(len(shown)), [f"{style.shorten(name, 30)} ({ranked[name]:,})" for name in shown])
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.yaxis.grid(True)
    style.dates(axes)
    notes = [f"{len(lines) - len(dated):,} undated occurrences"] if len(lines) > len(dated) else []
    notes += [f"{len(ranked) - len(shown)} more outlets"] if len(ranked) > len(shown) else []
    axes.set(title=title, xlabel="one dot an article, larger with more occurrences"
             + (f"; not shown: {' and '.join(notes)}" if notes else ""))
    first, last = dated["published"].min(), dated["published"].max()
    lead = ", ".join(f"{name} {ranked[name]:,}" for name in shown[:5])
    return style.describe(axes, f"Dots on a line of time for each outlet: {len(dated):,} occurrences from "
                                f"{first:%d %B %Y} to {last:%d %B %Y}; by outlet: {lead}.")

"""Charts of terms: ranked bars, what sets parts apart, and those over time.  Tables in, Axes out."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter

from .. import style
from .charts_over_time import dispersion, movers, trend

__all__ = ["dispersion", "funnel", "keyness", "movers", "top", "trend"]
PANELS = 6
SURE = 0.05
_PALE = "#9CC3DE"
_REST = "#C9C9C9"
_PLACES = ((5, 4, "left"), (-5, 4, "right"), (5, -10, "left"), (-5, -10, "right"))  # where a label may stand, in points


def top(counted: pd.DataFrame, *, top: int = 25, title: str = "Most frequent terms") -> Axes:
    """Bars of the `top` first rows of `terms.count` or `terms.phrases`, and a dot for the dispersion of each.

    The dark part of a bar counts one article of each independent text, the pale part the reprints; beside it, in how
    many texts the term stands.
    """
    rows = counted.head(top)
    if rows.empty:
        return style.empty("No terms to count: the articles have no words besides stop words.", title=title)
    fig, (axes, beside) = style.figure(height=1.4 + 0.27 * len(rows), columns=2, sharey=True, width_ratios=(4, 1))
    places = np.arange(len(rows))
    axes.barh(places, rows["count"], color=_PALE, height=0.72)
    axes.barh(places, rows["text_count"], color=style.COLOURS[0], height=0.72)
    axes.set_yticks(places, [style.shorten(label) for label in rows["shown"]])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    for place, (count, texts) in enumerate(zip(rows["count"], rows["texts"], strict=True)):
        axes.annotate(f"{texts:,} text{'s' * (texts != 1)}", (count, place), (4, 0), textcoords="offset points",
                      va="center", fontsize=8, color=style.MUTED)
    axes.margins(x=0.16)
    beside.scatter(rows["dispersion"], places, color=style.INK, s=14)
    beside.set(xlim=(-0.05, 1.05), xticks=[0, 1], xticklabels=["even", "one article"], xlabel="dispersion")
    beside.yaxis.grid(True)
    for one in (axes, beside):
        one.tick_params(axis="y", length=0)
    axes.xaxis.grid(True)
    axes.set(title=title, xlabel="occurrences (pale: reprints)" if (rows["count"] > rows["text_count"]).any()
             else "occurrences")
    lead = ", ".join(f"{term} ({count})" for term, count in zip(rows["shown"][:5], rows["text_count"][:5], strict=True))
    more = f" {len(counted) - len(rows):,} more are in the table." if len(counted) > len(rows) else ""
    return style.describe(axes, f"Horizontal bars of the {len(rows)} first terms by occurrences in independent texts: "
                                f"{lead}.{more} Dots beside show the dispersion, from {rows['dispersion'].min():.2f} "
                                f"to {rows['dispersion'].max():.2f} (1: all in one article).")


def keyness(table: pd.DataFrame, *, top: int = 8, panels: int = PANELS) -> Axes:
    """For each part the `top` terms it uses more, as pairs of bars: its rate and that of all the rest.

    Full bars are differences with q < .05, hollow ones are not established.  The first `panels` parts by words used.
    """
    title = "What sets each part apart"
    more = table[table["log_ratio"] > 0]
    if more.empty:
        return style.empty(table.attrs.get("statement", "Nothing to compare."), title=title)
    sizes = table.groupby("part")["count"].sum().sort_values(ascending=False, kind="stable")
    parts = [part for part in sizes.index if (more["part"] == part).any()][:panels]
    columns = min(len(parts), 3)
    rows = -(-len(parts) // columns)
    fig, grid = style.figure(width=11, height=1.3 + rows * (0.8 + 0.27 * top), rows=rows, columns=columns,
                             squeeze=False)
    for axes, part, colour in zip(grid.flat, parts, np.resize(style.COLOURS, len(parts)), strict=False):
        _pairs(axes, more[more["part"] == part].head(top), part, colour, top)
    for axes in grid.flat[len(parts):]:
        axes.set_axis_off()
    left_out = f" ({len(sizes) - len(parts)} smaller parts are in the table only)" if len(sizes) > len(parts) else ""
    fig.suptitle(title + left_out, x=0.01, ha="left", fontsize=12, fontweight="bold")
    fig.supxlabel("per million words; grey: all the rest; hollow: not established (q of .05 or more)", fontsize=10)
    leads = "; ".join(f"{part}: {', '.join(more[more['part'] == part].head(3)['shown'])} "
                      f"({int(((table['part'] == part) & (table['q_value'] < SURE)).sum())} terms with q < .05)"
                      for part in parts)
    return style.describe(grid.flat[0], "Pairs of bars, the rates of terms in a part of the collection and in the "
                                        f"rest. {leads}.")


def _pairs(axes: Axes, rows: pd.DataFrame, part: str, colour: str, top: int) -> None:
    places = np.arange(len(rows))
    sure = (rows["q_value"] < SURE).to_numpy()
    bars = axes.barh(places - 0.19, rows["per_million"], height=0.38, color=colour, edgecolor=colour)
    for bar, full in zip(bars, sure, strict=True):
        bar.set_facecolor(colour if full else "white")
    axes.barh(places + 0.19, rows["other_per_million"], height=0.38, color=_REST)
    axes.set_yticks(places, [style.shorten(label, 24) for label in rows["shown"]])
    axes.set_ylim(top - 0.4, -0.6)
    axes.tick_params(axis="y", length=0, labelsize=9)
    axes.locator_params(axis="x", nbins=4)
    axes.set_title(style.shorten(part, 30), fontsize=10)


def funnel(table: pd.DataFrame, *, part: str | None = None, labels: int = 30) -> Axes:
    """Effect against frequency of the terms of one part (by default the first): `terms.keyness` as a funnel.

    Chance alone makes rare terms differ much and frequent ones little: the grey funnel.  Coloured are differences with
    q < .05; the first `labels` of them in either direction are named, as far as their names fit.
    """
    title = "Which differences are more than chance?"
    if table.empty:
        return style.empty(table.attrs.get("statement", "Nothing to compare."), title=title)
    part = table["part"].iloc[0] if part is None else part
    if part not in set(table["part"]):
        raise ValueError(f"part={part!r} is not in the table; it has {table['part'].unique().tolist()}")
    rows = table[table["part"] == part]
    fig, axes = style.figure(height=5.6)
    used, sure = rows["count"] + rows["other_count"], rows["q_value"] < SURE
    for here, colour, size in ((~sure, _REST, 7), (sure & (rows["log_ratio"] > 0), style.COLOURS[0], 14),
                               (sure & (rows["log_ratio"] <= 0), style.COLOURS[1], 14)):
        axes.scatter(used[here], rows["log_ratio"][here], s=size, color=colour, linewidth=0, rasterized=True)
    axes.axhline(0, color=style.MUTED, linewidth=0.8)
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 3)))
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.margins(0.06)
    axes.set(title=f"{title} {style.shorten(part, 30)}", xlabel="occurrences in the whole collection",
             ylabel="binary log of the ratio of rates")
    axes.legend(handles=[Patch(color=style.COLOURS[0], label="more used, q < .05"),
                         Patch(color=style.COLOURS[1], label="less used, q < .05"),
                         Patch(color=_REST, label="not established")], loc="upper left", bbox_to_anchor=(0, -0.11),
                ncols=3)
    more, less = rows[sure & (rows["log_ratio"] > 0)].head(labels), rows[sure & (rows["log_ratio"] <= 0)].tail(labels)
    named = _label(axes, pd.concat([more, less.iloc[::-1]]))
    lead = f"more used: {', '.join(more['shown'].head(5)) or 'none'}; less used: " \
           f"{', '.join(less['shown'].iloc[::-1].head(5)) or 'none'}"
    return style.describe(axes, f"Scatter of {len(rows):,} terms of {part}, ratio of rates against frequency; "
                                f"{int(sure.sum()):,} differ with q < .05, {named} are named. Surest {lead}.")


def _label(axes: Axes, rows: pd.DataFrame) -> int:
    """Name as many of the rows, in order, as fit without covering each other; returns how many."""
    figure = axes.figure
    figure.canvas.draw()
    frame, taken = axes.get_window_extent(), []
    used = rows["count"] + rows["other_count"]
    for name, x, y in zip(rows["shown"], used, rows["log_ratio"], strict=True):
        for right, up, side in _PLACES:
            note = axes.annotate(style.shorten(name, 24), (x, y), (right, up), textcoords="offset points", ha=side,
                                 fontsize=8)
            note.set_in_layout(False)
            box = note.get_window_extent()
            inside = frame.contains(box.x0, box.y0) and frame.contains(box.x1, box.y1)
            if inside and not any(box.overlaps(other) for other in taken):
                taken.append(box)
                break
            note.remove()
    return len(taken)

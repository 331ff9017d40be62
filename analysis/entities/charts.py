"""Charts of entities: who is named most, who with whom (heatmap and network), and when.  Tables in, Axes out."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.lines import Line2D

from .. import style
from . import labels

KINDS = {"PERSON": "people", "ORG": "organisations", "PLACE": "places", "GROUP": "groups", "EVENT": "events",
         "LAW": "laws"}
SIGNIFICANT = 0.05
_MOST_LABELS = 60
_TICKS = [step * 10**power for power in range(7) for step in (1, 2, 5)]
_NUMBERED = 30  # entities of a heatmap whose cells still have room for their count


def top(counted: pd.DataFrame, *, top: int = 25, title: str = "Most named") -> Axes:
    """Bars of the first `top` rows of `entities.count`, coloured by label; beside each, in how many texts it is."""
    rows = counted.head(top)
    if rows.empty:
        return style.empty("No entities to count: no names were found in the articles.", title=title)
    colours = dict(zip(KINDS, style.COLOURS, strict=False))
    axes = style.bars(rows["entity"].tolist(), rows["count"].to_numpy(), title=title, unit="mentions")
    for bar, label, texts in zip(axes.patches, rows["label"], rows["texts"], strict=True):
        bar.set_facecolor(colours.get(label, style.MUTED))
        axes.annotate(f"{texts:,} text{'s' * (texts != 1)}", (bar.get_width(), bar.get_y() + bar.get_height() / 2),
                      (4, 0), textcoords="offset points", va="center", fontsize=8, color=style.MUTED)
    axes.margins(x=0.12)
    shown = [label for label in KINDS if label in set(rows["label"])]
    _legend(axes, [Line2D([], [], linestyle="", marker="s", color=colours[label], label=KINDS[label])
                   for label in shown])
    lead = ", ".join(f"{row.entity} ({row.count_:,})" for row in
                     rows[:5].rename(columns={"count": "count_"}).itertuples())
    rest = f"; {len(counted) - len(rows):,} more are in the table" if len(counted) > len(rows) else ""
    return style.describe(axes, f"Horizontal bars of the {len(rows)} entities with most mentions: {lead}{rest}.")


def heatmap(square: pd.DataFrame, *, title: str = "Named together", unit: str = "sentences with both") -> Axes:
    """`entities.matrix` as cells: darker, more often together; the order is by community."""
    if square.shape[0] < 2 or not square.to_numpy().any():
        return style.empty("No pairs to draw: no two entities are named together.", title=title)
    size, values = len(square), square.to_numpy(dtype=float)
    side = 2.6 + 0.27 * size
    fig, axes = style.figure(width=side + 1.2, height=side)
    cells = np.ma.masked_equal(values, 0)
    image = axes.imshow(cells, cmap=style.SEQUENTIAL, norm=LogNorm(1, max(values.max(), 2)))
    names = [style.shorten(name, 28) for name in square.index]
    axes.set_xticks(range(size), names, rotation=90)
    axes.set_yticks(range(size), names)
    axes.tick_params(length=0, labelsize=9)
    axes.spines[:].set_visible(False)
    if size <= _NUMBERED:
        for row, column in zip(*np.nonzero(values), strict=True):
            shade = image.cmap(image.norm(values[row, column]))
            axes.text(column, row, f"{values[row, column]:.0f}", ha="center", va="center", fontsize=7,
                      color="white" if np.dot(shade[:3], (0.299, 0.587, 0.114)) < 0.5 else style.INK)
    bar = fig.colorbar(image, ax=axes, shrink=0.5, label=unit, format="{x:,.0f}",
                       ticks=[tick for tick in _TICKS if tick <= image.norm.vmax])
    bar.minorticks_off()
    axes.set_title(title)
    row, column = np.unravel_index(values.argmax(), values.shape)
    return style.describe(axes, f"Heatmap of how often {size} entities are named together, ordered by community; most "
                                f"often {square.index[row]} and {square.index[column]} ({values.max():.0f}).")


def network(nodes: pd.DataFrame, edges: pd.DataFrame, *, title: str = "Who appears with whom") -> Axes:
    """`entities.network` drawn: node size by strength, colour and marker by community, width by count.

    Edges whose q value is above 0.05 (kept on request) are dashed.  The strongest nodes are labelled, as many as fit
    without overlap; the chart says how many are not.
    """
    if nodes.empty:
        return style.empty("No network to draw: no two entities are named together more often than chance would have "
                           "it.", title=title)
    fig, axes = style.figure(width=10, height=7.5, layout="none")
    axes.set_position((0.02, 0.06, 0.96, 0.86))
    axes.set_axis_off()
    axes.set(xlim=(-0.12, 1.12), ylim=(-0.06, 1.06))
    _edges(axes, nodes, edges)
    sizes = 30 + 320 * nodes["strength"] / nodes["strength"].max()
    for number, part in nodes.groupby("community"):
        kind = min(number, len(style.COLOURS) - 1)
        axes.scatter(part["x"], part["y"], s=sizes[part.index], color=style.COLOURS[kind], marker=style.MARKERS[kind],
                     edgecolor="white", linewidth=0.8, zorder=4)
    strongest = nodes.sort_values(["strength", "entity"], ascending=[False, True])[:_MOST_LABELS]
    points = [labels.Point(row.x, row.y, style.shorten(row.entity, 28), np.sqrt(sizes[row.Index]) / 2)
              for row in strongest.itertuples()]
    left_out = labels.place(axes, points, style.INK) + nodes["entity"].tolist()[_MOST_LABELS:]
    fig.suptitle(title, x=0.02, ha="left", fontsize=12, fontweight="bold")
    dashed = int((edges["q_value"] > SIGNIFICANT).sum())
    notes = [f"{len(nodes)} entities, {len(edges)} pairs"]
    notes += [f"{dashed} dashed: no more often than chance may have it (q > {SIGNIFICANT})"] if dashed else []
    notes += [f"{len(left_out)} without room for a label: see the table"] if left_out else []
    fig.text(0.02, 0.02, "; ".join(notes), fontsize=9, color=style.MUTED)
    hubs = ", ".join(strongest["entity"][:5])
    return style.describe(axes, f"Network of {notes[0]} in {nodes['community'].nunique()} communities; the most "
                                f"connected are {hubs}. {'; '.join(notes[1:])}".strip())


def _edges(axes: Axes, nodes: pd.DataFrame, edges: pd.DataFrame) -> None:
    at = nodes.set_index("entity")[["x", "y"]]
    widths = 0.6 + 4 * np.sqrt(edges["count"] / edges["count"].max())
    for row, width in zip(edges.itertuples(), widths, strict=True):
        one, two = at.loc[row.entity_a], at.loc[row.entity_b]
        chance = row.q_value > SIGNIFICANT
        axes.plot((one["x"], two["x"]), (one["y"], two["y"]), linewidth=min(width, 1.0) if chance else width,
                  linestyle=(0, (3, 3)) if chance else "-", color="#C4C4C4" if chance else "#9FB3C8", zorder=1)


def timeline(table: pd.DataFrame, *, title: str = "When they are in the news") -> Axes:
    """The share of each period's articles that name an entity of `entities.timeline`: one small panel each."""
    known = table.dropna(subset=["share"])
    if known["period"].nunique() < 2:
        return style.empty("No timeline to draw: the dated articles fall into fewer than two periods.", title=title)
    names = table["entity"].drop_duplicates().tolist()
    columns = min(len(names), 2)
    rows = -(-len(names) // columns)
    fig, grid = style.figure(width=10, height=0.9 + 1.5 * rows, rows=rows, columns=columns, squeeze=False,
                             sharex=True, sharey=True)
    for axes, name, colour in zip(grid.flat, names, np.resize(style.COLOURS[:8], len(names)), strict=False):
        part = table[table["entity"] == name]
        axes.plot(part["period"], part["share"], color=colour, linewidth=1.6, marker="o", markersize=3.5)
        axes.fill_between(part["period"], 0, part["share"].astype(float), color=colour, alpha=0.15, linewidth=0)
        axes.set_title(style.shorten(name, 40), fontsize=10)
        axes.yaxis.grid(True)
        axes.yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
        style.dates(axes)
    grid.flat[0].set_ylim(bottom=0)  # shared by all, so only once all are drawn
    for axes in grid.flat[len(names):]:
        axes.set_axis_off()
    fig.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    fig.supylabel("share of the period's articles", fontsize=10)
    peaks = "; ".join(f"{name} most in the period from {_peak(table, name):%d %B %Y}" for name in names)
    return style.describe(grid.flat[0], f"Lines of the share of articles that name {', '.join(names)}. {peaks}.")


def _peak(table: pd.DataFrame, name: str) -> pd.Timestamp:
    part = table[(table["entity"] == name) & table["share"].notna()]
    return part.loc[part["share"].astype(float).idxmax(), "period"]


def _legend(axes: Axes, handles: list[Line2D]) -> None:
    axes.legend(handles=handles, loc="lower right", fontsize=9)

"""Charts of entities: who is named most, who with whom (heatmap and network), and when.  Tables in, Axes out."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.lines import Line2D

from .. import style
from . import labels
from .charts_by import SIGNIFICANT, by, written

__all__ = ["by", "ego", "heatmap", "network", "timeline", "top"]
KINDS = {"PERSON": "people", "ORG": "organisations", "PLACE": "places", "GROUP": "groups", "EVENT": "events",
         "LAW": "laws"}
_MOST_LABELS = 60
_TICKS = [step * 10**power for power in range(7) for step in (1, 2, 5)]
_NUMBERED = 30  # entities of a heatmap whose cells still have room for their count
_TIE, _PALE, _CHANCE, _OWN = "#9FB3C8", "#DCE4EC", "#C4C4C4", "#5B7795"  # lines of the network
_SMALL = 3  # entities of a community that has a colour of its own


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
            written(axes, image, row, column, f"{values[row, column]:.0f}", values[row, column])
    bar = fig.colorbar(image, ax=axes, shrink=0.5, label=unit, format="{x:,.0f}",
                       ticks=[tick for tick in _TICKS if tick <= image.norm.vmax])
    bar.minorticks_off()
    axes.set_title(title)
    row, column = np.unravel_index(values.argmax(), values.shape)
    return style.describe(axes, f"Heatmap of how often {size} entities are named together, ordered by community; most "
                                f"often {square.index[row]} and {square.index[column]} ({values.max():.0f}).")


def network(nodes: pd.DataFrame, edges: pd.DataFrame, *, title: str = "Who appears with whom") -> Axes:
    """`entities.network` drawn: node size by strength, colour and marker by community, width by count.

    Communities of fewer than three entities are grey.  Edges whose q value is above 0.05 (kept on request) are dashed.
    The strongest nodes are labelled, as many as fit without overlap; the chart says how many are not.
    """
    if nodes.empty:
        return style.empty("No network to draw: no two entities are named together more often than chance would have "
                           "it.", title=title)
    strongest = nodes.sort_values(["strength", "entity"], ascending=[False, True])
    axes, left_out = _drawn(strongest, edges, strongest["strength"], title)
    dashed = int((edges["q_value"] > SIGNIFICANT).sum())
    notes = [f"{len(nodes)} entities, {len(edges)} pairs", *_chance(dashed), *left_out]
    _noted(axes, notes)
    hubs = ", ".join(strongest["entity"][:5])
    return style.describe(axes, f"Network of {notes[0]} in {nodes['community'].nunique()} communities; the most "
                                f"connected are {hubs}. {'; '.join(notes[1:])}".strip())


def ego(nodes: pd.DataFrame, edges: pd.DataFrame) -> Axes:
    """`entities.ego` drawn: the entity in the middle, its own pairs dark (dashed where q > 0.05), the others' size by
    how often they are named with it.  Of the pairs among the others those with q up to 0.05 are drawn, pale.
    """
    if nodes.empty:
        return style.empty("No company to draw: no two entities are named together.", title="Who is named with whom")
    name = nodes["entity"].iloc[0]
    own = (edges["entity_a"] == name) | (edges["entity_b"] == name)
    ties = edges[own].set_index(edges["entity_a"].where(edges["entity_a"] != name, edges["entity_b"])[own])["count"]
    drawn = edges[own | (edges["q_value"] <= SIGNIFICANT)]
    weight = nodes["entity"].map(ties).fillna(ties.max()).astype(float)
    axes, left_out = _drawn(nodes, drawn, weight, f"Who is named with {style.shorten(name)}", centre=name)
    pale = len(edges) - len(drawn)
    notes = [f"{name} and the {len(ties) if len(ties) > 1 else 'one'} it is most often named with",
             *_chance(int((edges[own]["q_value"] > SIGNIFICANT).sum())),
             *([f"{pale} pairs of others, no more often than chance, are in the table"] if pale else []), *left_out]
    _noted(axes, notes)
    most = ", ".join(f"{other} ({count:,})" for other, count in ties.head(5).items())
    return style.describe(axes, f"Network of {notes[0]}: most with {most}. {'; '.join(notes[1:])}".strip())


def _drawn(nodes: pd.DataFrame, edges: pd.DataFrame, weight: pd.Series, title: str, *, centre: str = ""
           ) -> tuple[Axes, list[str]]:
    """The network without its notes, and what is to be noted of labels; the first nodes are labelled first."""
    fig, axes = style.figure(width=10, height=7.5, layout="none")
    axes.set_position((0.02, 0.06, 0.96, 0.86))
    axes.set_axis_off()
    axes.set(xlim=(-0.12, 1.12), ylim=(-0.06, 1.06))
    _edges(axes, nodes, edges, centre)
    sizes = 30 + 320 * weight / weight.max()
    for number, part in nodes.groupby("community"):
        colour, marker = _kind(number) if len(part) >= _SMALL else (style.MUTED, style.MARKERS[0])
        axes.scatter(part["x"], part["y"], s=sizes[part.index], color=colour, marker=marker, edgecolor="white",
                     linewidth=0.8, zorder=4)
    points = [labels.Point(row.x, row.y, style.shorten(row.entity, 28), np.sqrt(sizes[row.Index]) / 2)
              for row in nodes[:_MOST_LABELS].itertuples()]
    left_out = len(labels.place(axes, points, style.INK)) + len(nodes[_MOST_LABELS:])
    fig.suptitle(title, x=0.02, ha="left", fontsize=12, fontweight="bold")
    return axes, [f"{left_out} without room for a label: see the table"] if left_out else []


def _edges(axes: Axes, nodes: pd.DataFrame, edges: pd.DataFrame, centre: str) -> None:
    at = nodes.set_index("entity")[["x", "y"]]
    widths = 0.6 + 4 * np.sqrt(edges["count"] / edges["count"].max())
    for row, width in zip(edges.itertuples(), widths, strict=True):
        one, two = at.loc[row.entity_a], at.loc[row.entity_b]
        chance, own = row.q_value > SIGNIFICANT, centre in (row.entity_a, row.entity_b)
        colour = _OWN if own else _CHANCE if chance else _PALE if centre else _TIE
        axes.plot((one["x"], two["x"]), (one["y"], two["y"]), linewidth=min(width, 1.0) if chance else width,
                  linestyle=(0, (3, 3)) if chance else "-", color=colour, zorder=2 if own else 1)


def _chance(dashed: int) -> list[str]:
    return [f"{dashed} dashed: no more often than chance may have it (q > {SIGNIFICANT})"] if dashed else []


def _noted(axes: Axes, notes: list[str]) -> None:
    axes.figure.text(0.02, 0.02, "; ".join(notes), fontsize=9, color=style.MUTED)


def _kind(community: int) -> tuple[str, str]:
    """Colour and marker of a community: the same for the same number, another two for each of the first 72."""
    colours, markers = style.COLOURS[:-1], style.MARKERS
    return colours[community % len(colours)], markers[(community + community // len(colours)) % len(markers)]


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

"""Charts of the collection itself: when which outlet wrote, how long articles are, what was removed."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from .. import style

ROWS = 25
MATRIX = 12  # outlets of a grid of outlets


def timeline(table: pd.DataFrame) -> Axes:
    """Articles by outlet (rows) and period (columns) of `articles.timeline`, darker for more; blank where none."""
    title = "When each outlet wrote"
    if table.empty:
        return style.empty("No dates to draw: none of the articles says when it was published.", title=title)
    grid = table.pivot(index="source", columns="period", values="articles")
    order = grid.sum(axis=1).sort_values(ascending=False, kind="stable").index
    grid, left_out = grid.loc[order[:ROWS]], len(order) - len(order[:ROWS])
    fig, axes = style.figure(height=1.6 + 0.32 * len(grid), width=10)
    edges = grid.columns.append(pd.DatetimeIndex([_next(grid.columns)]))
    mesh = axes.pcolormesh(edges, np.arange(len(grid) + 1), np.ma.masked_equal(grid.to_numpy(), 0),
                           cmap=style.SEQUENTIAL, vmin=0, edgecolors="white", linewidth=0.6)
    axes.set_yticks(np.arange(len(grid)) + 0.5, [style.shorten(name, 30) for name in grid.index])
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    style.dates(axes)
    fig.colorbar(mesh, ax=axes, label="articles", shrink=min(1.0, 3 / fig.get_figheight()), pad=0.01)
    axes.set_title(title + (f" ({left_out} smaller outlets are in the table only)" if left_out else ""))
    return style.describe(axes, f"Grid of {len(grid)} outlets by {grid.shape[1]} periods, darker for more articles; "
                                f"blank cells are periods without any. Largest outlet: {grid.index[0]}.")


def _next(columns: pd.DatetimeIndex) -> pd.Timestamp:
    return columns[-1] + (columns[-1] - columns[-2] if len(columns) > 1 else pd.Timedelta(days=1))


def lengths(articles: pd.DataFrame) -> Axes:
    """Words of each article as one mark an article, by outlet, with the outlet's median as a line."""
    title = "How long the articles are"
    if articles.empty:
        return style.empty("No articles, no lengths.", title=title)
    groups = articles.groupby("source", observed=True)["words"]
    order = groups.size().sort_values(ascending=False, kind="stable").index[:ROWS]
    fig, axes = style.figure(height=1.3 + 0.36 * len(order))
    for place, source in enumerate(order):
        words = np.sort(groups.get_group(source).to_numpy())
        spread = (np.arange(len(words)) * 0.618 % 1 - 0.5) * 0.55  # even jitter without chance
        axes.plot(words, place + spread, "o", markersize=3.5, alpha=0.45, markeredgewidth=0, color=style.COLOURS[0])
        axes.plot([np.median(words)] * 2, [place - 0.38, place + 0.38], color=style.COLOURS[1], linewidth=2)
    axes.set_yticks(range(len(order)), [style.shorten(name, 30) for name in order])
    axes.set_ylim(len(order) - 0.4, -0.6)
    if articles["words"].max() > 20 * max(articles["words"].median(), 1):
        axes.set_xscale("symlog", linthresh=100)
    axes.set_xlim(left=0)
    axes.xaxis.grid(True)
    axes.set(title=title, xlabel="words (a dot an article, the line the outlet's median)")
    return style.describe(axes, f"Dots of article lengths by outlet; the median article has "
                                f"{articles['words'].median():.0f} words.")


def removed(table: pd.DataFrame) -> Axes:
    """Bars of the lines that cleaning removed, by reason."""
    title = "Lines removed by cleaning"
    if table.empty:
        return style.empty("Nothing was removed from these articles.", title=title)
    axes = style.bars(table["reason"].tolist(), table["lines"].to_numpy(), title=title, unit="lines")
    return style.describe(axes, f"Bars of removed lines by reason, most: {table['reason'].iloc[0]} "
                                f"({table['lines'].iloc[0]} lines).")


def own(table: pd.DataFrame) -> Axes:
    """Each outlet's articles as a bar: its own texts, and those that another outlet carries too."""
    title = "Whose texts are its own"
    rows = table.head(ROWS)
    if rows.empty:
        return style.empty("No articles, no copies.", title=title)
    axes = style.bars(rows["source"].tolist(), rows["own"].to_numpy(), title=title, unit="articles")
    axes.barh(np.arange(len(rows)), rows["shared"], left=rows["own"], height=0.72, color=style.COLOURS[1], hatch="//",
              edgecolor="white", linewidth=0)
    axes.figure.legend(axes.containers, ["its own", "shared with another outlet"], loc="outside upper right", ncols=2)
    shared, everything = int(table["shared"].sum()), int(table["articles"].sum())
    return style.describe(axes, f"Bars of articles by outlet; {shared} of {everything} articles carry a text that "
                                "another outlet carries too.")


def follows(table: pd.DataFrame) -> Axes:
    """Who copies whom: a cell for each pair of outlets with the number of copies and their median delay in hours."""
    title = "Who follows whom, and how late"
    if table.empty:
        return style.empty("No text here was carried by two outlets.", title=title)
    sizes = pd.concat([table.set_index(name)["articles"] for name in ("source", "other_source")]).groupby(level=0).sum()
    names = sizes.sort_index().sort_values(ascending=False, kind="stable").index[:MATRIX]
    seen = table[table["source"].isin(names) & table["other_source"].isin(names)]
    at = pd.Series(range(len(names)), index=names)
    grid = np.zeros((len(names), len(names)))
    grid[at[seen["source"]], at[seen["other_source"]]] = seen["articles"]
    fig, axes = style.figure(height=2.4 + 0.5 * len(names), width=4.2 + 0.9 * len(names))
    axes.pcolormesh(np.ma.masked_equal(grid, 0), cmap=style.SEQUENTIAL, vmin=0, vmax=1.6 * grid.max(),
                    edgecolors="white", linewidth=1.5)
    for row in seen.itertuples():
        late = "" if pd.isna(row.median_hours) else f"\n{_hours(row.median_hours)}"
        dark = row.articles > 0.9 * grid.max()
        axes.text(at[row.other_source] + 0.5, at[row.source] + 0.5, f"{row.articles}{late}", ha="center", va="center",
                  fontsize=8.5, color="white" if dark else style.INK)
    labels, places = [style.shorten(name, 24) for name in names], np.arange(len(names)) + 0.5
    axes.set_yticks(places, labels)
    axes.set_xticks(places, labels, rotation=35, ha="right", rotation_mode="anchor")
    axes.invert_yaxis()
    axes.tick_params(length=0)
    axes.set(xlabel="had the text first", ylabel="followed")
    left_out = len(sizes) - len(names)
    axes.set_title(title + (f" ({left_out} smaller outlets are in the table only)" if left_out else ""))
    top = table.iloc[0]
    return style.describe(axes, f"Grid of {len(names)} outlets: how many texts the outlet of the row printed after "
                                f"that of the column, and the median delay. Most: {top['source']} after "
                                f"{top['other_source']}, {top['articles']}.")


def _hours(hours: float) -> str:
    return f"{hours:.2g} h" if hours < 10 else f"{hours:.0f} h" if hours < 72 else f"{hours / 24:.0f} days"

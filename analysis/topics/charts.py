"""The charts of topics: each takes a table of this room and returns its Axes, the first of several."""

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from .. import style

_PANELS, _COLUMNS, _BARS = 12, 3, 8
_ROWS = 20
_FEW = "No topics: the collection is too small for any, or has no words."
_NOTE = {"fontsize": 9, "color": style.INK}


def terms(topics: pd.DataFrame, terms: pd.DataFrame, *, most: int = _PANELS, none: str = _FEW) -> Axes:
    """A panel for each of the `most` largest topics: its terms, the most distinctive on top, and how many of
    the topic's texts have each.  Grey: a topic that is not stable.  `none`: what to say where there are no topics.
    """
    title = "Topics and the terms that set them apart"
    if topics.empty:
        return style.empty(none, title=title)
    shown = _largest(topics).head(most)
    panels = []
    for row in shown.itertuples():
        own = terms[terms["topic"] == row.topic].head(_BARS)
        panels.append((f"{row.topic}  {row.label}", own["term"].tolist(), own["share"].tolist(), row.stable))
    axes = _panels(panels, title + _left_out(len(topics), len(shown), "topics"),
                   unit="share of the topic's texts that have the term", percent=True)
    said = "; ".join(f"topic {row.topic}: {row.terms}" for row in shown.itertuples())
    return style.describe(axes, f"{title}. {said}.")


def comparison(compared: pd.DataFrame, *, most: int = _PANELS) -> Axes:
    """A panel for the terms that articles share, and one for those distinct of each (from `compare`)."""
    title = "What the articles share and what sets each apart"
    if compared.empty:
        return style.empty("Nothing to set side by side: no articles with words, or too many of them.", title=title)
    groups = [("Shared" if kind == "shared" else part["title"].iloc[0] or article, part.head(_BARS))
              for (kind, article), part in compared.groupby(["kind", "article_id"], sort=False)]
    shown = groups[:most]
    axes = _panels([(name, part["term"].tolist(), part["count"].tolist(), True) for name, part in shown],
                   title + _left_out(len(groups), len(shown), "panels"), unit="uses", percent=False)
    said = "; ".join(f"{name}: {', '.join(part['term'])}" for name, part in shown)
    return style.describe(axes, f"{title}. {said}.")


def sizes(topics: pd.DataFrame) -> Axes:
    """Articles of each topic, the largest on top.  Grey: a topic that is not stable."""
    title = "Size of topics"
    if topics.empty:
        return style.empty(_FEW, title=title)
    shown = _largest(topics).head(_ROWS)
    unit = "articles" if topics["stable"].all() else "articles   (grey: not stable on samples)"
    axes = style.bars(_names(shown), shown["size"].tolist(), unit=unit,
                      title=title + _left_out(len(topics), len(shown), "topics"))
    for patch, size, stable in zip(axes.patches, shown["size"], shown["stable"], strict=True):
        patch.set_color(_colour(stable))
        axes.annotate(f"{size:,}", (size, patch.get_y() + patch.get_height() / 2), (4, 0),
                      textcoords="offset points", va="center", **_NOTE)
    axes.margins(x=0.08)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    said = "; ".join(f"{label}, {size:,}" for label, size in zip(shown["label"], shown["size"], strict=True))
    return style.describe(axes, f"Articles of each topic: {said}.")


def timeline(table: pd.DataFrame) -> Axes:
    """A row of bars for each topic: its share of the texts of each period, with the band of each, all rows to one scale
    (from `timeline`)."""
    title = "Topics over time"
    if table.empty:
        return style.empty("No dated articles in any topic.", title=title)
    names = table.drop_duplicates("topic")
    shown = names.head(_ROWS)
    _, axes = style.figure(height=1.4 + 0.45 * len(shown))
    _draw_rows(axes, table, shown["topic"].tolist())
    axes.set_yticks(range(len(shown)), _names(shown))
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(mdates.AutoDateLocator(maxticks=8))
    axes.xaxis.set_major_formatter(mdates.ConciseDateFormatter(axes.xaxis.get_major_locator()))
    axes.set_title(title + _left_out(len(names), len(shown), "topics"))
    axes.set_xlabel("share of the period's texts, one scale for all; lines: 90 % band", loc="left")
    peaks = table.dropna(subset="share").sort_values(["topic", "share", "period"]).drop_duplicates("topic", keep="last")
    said = "; ".join(f"{row.label}, {row.share:.0%} from {row.period:%F}" for row in peaks.itertuples())
    return style.describe(axes, f"Each topic's share of texts over time, most in: {said}.")


def _draw_rows(axes: Axes, table: pd.DataFrame, topics: list[int]) -> None:
    table = table[table["topic"].isin(topics)]
    top = max(float(np.nanmax(table[["share", "high"]].to_numpy(dtype=float))), 1e-9)
    periods = np.sort(table["period"].unique())
    days = np.diff(periods).min() / np.timedelta64(1, "D") if len(periods) > 1 else 1.0
    for place, topic in enumerate(topics):
        rows, floor = table[table["topic"] == topic], place + 0.45
        axes.bar(rows["period"], -0.86 * rows["share"] / top, width=0.9 * days, bottom=floor, align="edge",
                 color=style.COLOURS[5])
        middle = rows["period"] + pd.Timedelta(days=0.45 * days)
        axes.vlines(middle, floor - 0.86 * rows["high"] / top, floor - 0.86 * rows["low"] / top, color=style.COLOURS[0],
                    linewidth=1.2)
        axes.axhline(floor, color=style.MUTED, linewidth=0.5)
        axes.annotate(f"most: {rows['share'].max():.0%}", (1.01, place + 0.3), annotation_clip=False,
                      xycoords=("axes fraction", "data"), **_NOTE)
    if len(periods) == 1:
        axes.set_xlim(periods[0] - np.timedelta64(3, "D"), periods[0] + np.timedelta64(4, "D"))


def changes(table: pd.DataFrame) -> Axes:
    """A line for each topic from the run it was first seen in to the last; marks where it split from another, merged
    into another or died (Topics.changes)."""
    title = "Topics from run to run"
    last = int(table["run"].max()) if len(table) else 1
    if last == 1:
        return style.empty("No earlier run to follow: all topics are new.", title=title)
    lives = _lives(table, last)
    shown = lives.head(_ROWS)
    _, axes = style.figure(height=1.6 + 0.3 * len(shown))
    for place, row in enumerate(shown.itertuples()):
        axes.plot([row.first, row.last], [place, place], color=style.COLOURS[0], linewidth=2, zorder=1)
        axes.plot([row.first], [place], "^" if row.began == "split" else "o", color=style.COLOURS[0], markersize=7)
        if row.ended or row.last > row.first:  # else the mark of its beginning stands there
            axes.plot([row.last], [place], "X" if row.ended else "o", markersize=7,
                      color=style.COLOURS[1] if row.ended else style.COLOURS[0])
    axes.set_yticks(range(len(shown)), _names(shown))
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_xlim(min(shown["first"].min(), last - 1) - 0.2, last + 0.2)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set(title=title + _left_out(len(lives), len(shown), "topics"),
             xlabel="run   (▲ split from another, ✖ merged or died)")
    said = "; ".join(f"{row.topic} {row.label}: {row.event} in run {row.run}" for row in
                     table[(table["run"] > 1) & (table["event"] != "kept")].head(_ROWS).itertuples())
    return style.describe(axes, f"{len(lives)} topics over {last} runs. {said or 'All were kept'}.")


def _lives(table: pd.DataFrame, last: int) -> pd.DataFrame:
    """topic, label, began, first, ended, last of each topic, those there now first."""
    ends, starts = table["event"].isin(["merged", "died"]), table["event"].isin(["born", "split"])
    lives = table[starts].rename(columns={"run": "first", "event": "began"})[["topic", "label", "began", "first"]]
    ended = table[ends].rename(columns={"run": "last", "event": "ended"})[["topic", "ended", "last"]]
    lives = lives.merge(ended, on="topic", how="left").fillna({"ended": "", "last": last})
    return lives.sort_values(["last", "topic"], ascending=[False, True], ignore_index=True)


def map(table: pd.DataFrame) -> Axes:
    """Each unit a point, alike ones near each other, each topic named where most of it lies (from `map`)."""
    title = "Map of topics"
    if table.empty:
        return style.empty(_FEW, title=title)
    _, axes = style.figure(width=9, height=7)
    size = float(np.clip(12000 / len(table), 9, 60))
    for topic, rows in table.groupby("topic"):
        colour, marker = _mark(topic)
        axes.scatter(rows["x"], rows["y"], s=size, color=colour, marker=marker, alpha=0.7, linewidths=0)
    axes.set(title=title, xticks=[], yticks=[], xlim=(-0.05, 1.05), ylim=(-0.05, 1.05),
             xlabel="near means alike; direction and the distance across gaps mean nothing")
    groups = table.groupby("topic").agg(label=("label", "first"), x=("x", "median"), y=("y", "median"),
                                        size=("x", "size"))
    _name(axes, groups.sort_values("size", ascending=False, kind="stable"))
    said = "; ".join(groups["label"])
    return style.describe(axes, f"A map of {len(table):,} texts in {len(groups)} topics: {said}.")


def curve(table: pd.DataFrame) -> Axes:
    """How well each number of topics holds on samples, its spread, how often it is chosen where the samples are drawn
    again, and the one chosen (Topics.curve)."""
    title = "How many topics?"
    if table.empty:
        return style.empty("The number of topics was given, or there are too few articles to choose one.",
                           title=title)
    _, axes = style.figure()
    k, stability, spread = (table[name].to_numpy(dtype=float) for name in ("k", "stability", "spread"))
    low, high = stability - spread, stability + spread
    axes.bar(k, table["support"], color=style.COLOURS[4], alpha=0.45, width=0.7)
    axes.fill_between(k, low, high, color=style.COLOURS[5], alpha=0.3, linewidth=0)
    axes.plot(k, stability, color=style.COLOURS[0], marker="o", markersize=4)
    axes.plot(k, table["chance"], color=style.MUTED, linestyle="--", linewidth=1)
    said = "No number of them is stable: one topic"
    for row in table[table["chosen"]].itertuples():
        axes.plot([row.k], [row.stability], "o", markersize=11, color=style.COLOURS[1])
        said = f"{row.k} chosen, overlap {row.stability:.2f} ± {row.spread:.2f}, by {row.support:.0%} of drawings"
    axes.set(title=f"{title}  {said}", ylabel="overlap with topics of samples",
             xlabel="number of topics (k)   dashed: what chance reaches; bars: how often chosen on other samples")
    axes.set_ylim(min(0.0, float(low.min())) - 0.02, 1.08)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    return style.describe(axes, f"Stability of {len(table)} numbers of topics. {said}.")


def _panels(panels: list[tuple], title: str, *, unit: str, percent: bool) -> Axes:
    """A grid of panels (name, terms, values, stable) with one scale; returns the first."""
    columns = min(_COLUMNS, len(panels))
    rows = -(-len(panels) // columns)
    height = 1.0 + rows * (0.55 + 0.2 * max(len(names) for _, names, _, _ in panels))
    figure, grid = style.figure(width=max(4 * columns, 6), height=height, rows=rows, columns=columns,
                                squeeze=False, sharex=True)
    for axes, (name, names, values, stable) in zip(grid.flat, panels, strict=False):
        axes.barh(range(len(names)), values, color=_colour(stable), height=0.7)
        axes.set_yticks(range(len(names)), [style.shorten(text, 26) for text in names], fontsize=9)
        axes.set_ylim(len(names) - 0.4, -0.6)
        axes.tick_params(axis="y", length=0)
        axes.tick_params(axis="x", labelbottom=True, labelsize=8)
        name = style.shorten(name, 38) if stable else f"{style.shorten(name, 26)} (not stable)"
        axes.set_title(name, fontsize=10)
        axes.xaxis.set_major_locator(MaxNLocator(4, integer=not percent))
        if percent:
            axes.set_xlim(0, 1.02)
            axes.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f}%")
    for axes in list(grid.flat)[len(panels):]:
        axes.set_axis_off()
    figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    figure.supxlabel(unit, fontsize=10)
    return grid.flat[0]


def _largest(topics: pd.DataFrame) -> pd.DataFrame:
    return topics.sort_values(["size", "topic"], ascending=[False, True])


def _names(topics: pd.DataFrame) -> list[str]:
    return [style.shorten(f"{row.topic}  {row.label}") for row in topics.itertuples()]


def _colour(stable: bool) -> str:
    return style.COLOURS[0] if stable else style.MUTED


def _mark(topic: int) -> tuple[str, str]:
    turn, number = divmod(topic - 1, len(style.COLOURS))
    return style.COLOURS[number], style.MARKERS[(number + turn) % len(style.MARKERS)]


def _left_out(there: int, shown: int, what: str) -> str:
    return f" (the first {shown} of {there} {what})" if shown < there else ""


def _name(axes: Axes, groups: pd.DataFrame) -> None:
    """Write each topic's number and first term at its middle, moved until it overlaps no other name."""
    axes.figure.canvas.draw()
    frame, placed = axes.get_window_extent(), []
    for topic, label, x, y, _ in groups.itertuples():
        name = f"{topic} {style.shorten(label.split(', ')[0], 24)}"
        box = {"boxstyle": "round,pad=0.2", "facecolor": "white", "edgecolor": _mark(topic)[0], "alpha": 0.85}
        text = axes.text(x, y, name, ha="center", va="center", fontsize=9, fontweight="bold", bbox=box)
        own = text.get_window_extent().padded(5)
        for offset in _spiral():
            moved = own.translated(*offset)
            across = frame.x0 <= moved.x0 and moved.x1 <= frame.x1
            inside = across and frame.y0 <= moved.y0 and moved.y1 <= frame.y1
            if inside and not any(moved.overlaps(other) for other in placed):
                break
        text.set_position(axes.transData.inverted().transform(axes.transData.transform((x, y)) + offset))
        placed.append(moved)


def _spiral():
    """Offsets in pixels, the nearest first."""
    for step in range(2000):
        angle, radius = 2.4 * step, 5.0 * np.sqrt(step)
        yield np.array([2 * radius * np.cos(angle), radius * np.sin(angle)])

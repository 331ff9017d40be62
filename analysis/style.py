"""One look for all charts: colours that colour-blind readers can tell apart, quiet axes, labels that never overlap.

Charts take tables and return Axes.  Each carries its alternative text (`describe`) so that a report can hand it to
a screen reader.  Colours are Okabe & Ito (2008), "Color Universal Design"; the sequential map is matplotlib's cividis.
"""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#6B4C9A", "#8C6D31", "#4D4D4D")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*", "h")
MUTED = "#8A8A8A"
INK = "#222222"
SEQUENTIAL = "cividis_r"

_RULES = {
    "figure.dpi": 100,
    "savefig.dpi": 150,
    "savefig.bbox": "tight",
    "figure.constrained_layout.use": True,
    "font.family": "DejaVu Sans",  # ships with matplotlib: the same glyphs on every machine
    "font.size": 10,
    "text.color": INK,
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": False,
    "axes.axisbelow": True,
    "grid.color": "#E4E4E4",
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
    "text.parse_math": False,  # a "$" in a headline is money, not mathematics
    "svg.hashsalt": "broadsheet",  # the same chart gives the same SVG
}


def figure(*, width: float = 9.0, height: float = 4.5, rows: int = 1, columns: int = 1, **options):
    """A new figure in the house style (inches); returns (figure, axes) as `matplotlib.pyplot.subplots` does.

    The rules stay in force, since legends and annotations read them when they are made.
    """
    plt.rcParams.update(_RULES)
    return plt.subplots(rows, columns, figsize=(width, height), **options)


def describe(axes: Axes, text: str) -> Axes:
    """Attach the chart's alternative text (what it shows and its main finding, in words)."""
    axes.figure.alternative_text = text
    return axes


def bars(labels: Sequence[str], values: Sequence[float], *, title: str, unit: str, colour: str = COLOURS[0]) -> Axes:
    """Horizontal bars, largest on top, one line of height for each so that labels cannot overlap."""
    fig, axes = figure(height=1.2 + 0.27 * max(len(labels), 1))
    places = np.arange(len(labels))
    axes.barh(places, values, color=colour, height=0.72)
    axes.set_yticks(places, [shorten(label) for label in labels])
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.grid(True, color=_RULES["grid.color"])
    axes.set(title=title, xlabel=unit)
    return axes


def empty(message: str, *, title: str = "") -> Axes:
    """A chart that says why it has nothing to show, instead of an empty frame."""
    fig, axes = figure(height=1.4)
    axes.set_axis_off()
    axes.set_title(title)
    axes.text(0, 0.5, message, transform=axes.transAxes, va="center", wrap=True, color=INK)
    return describe(axes, message)


def dates(axes: Axes) -> None:
    """A time axis with few, short labels."""
    locator = AutoDateLocator(minticks=3, maxticks=8)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))


def shorten(text: str, length: int = 44) -> str:
    """`text` at most `length` characters, cut at a word with an ellipsis."""
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"

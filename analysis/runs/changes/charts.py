"""The chart of this room: what rose and what fell."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from ... import style
from .chance import CHANCE, FALLEN, RISEN, UNTESTED
from .kinds import KINDS

WIDEST = 6.5  # binary logarithms: a ratio of 90
UP, DOWN = style.COLOURS[0], style.COLOURS[1]
PALE = ("#A9CCE3", "#EFC29B")
SURE, NEAR = (RISEN[0], FALLEN[0]), (RISEN[1], FALLEN[1])
TITLE = "What rose, what fell"


def changes(items: pd.DataFrame, *, top: int = 6) -> Axes:
    """The `top` surest risers and fallers of each kind in `Changes.items`: the ratio with its 95 % interval.

    Full dots are established, half pale ones near it (q below .25), hollow ones may be chance; an arrow stands where an
    interval goes on.  Things that are too rare to be tested are in the table only.
    """
    tested = items[items["change"] != UNTESTED]
    kinds = [kind for kind in KINDS if (tested["kind"] == kind.name).any()]
    if not kinds:
        return style.empty("Nothing to draw: too few independent texts on either side, or nothing that stands in five.",
                           title=TITLE)
    rows = [_chosen(tested[tested["kind"] == kind.name], top) for kind in kinds]
    fig, grid = style.figure(width=9.5, height=1.5 + sum(0.24 * len(one) + 0.42 for one in rows), rows=len(kinds),
                             squeeze=False, height_ratios=[len(one) + 0.8 for one in rows])
    reach = min(max(1.5, float(pd.concat(rows)["log_ratio"].abs().max()) + 1), WIDEST)
    for axes, kind, one in zip(grid.flat, kinds, rows, strict=True):
        _panel(axes, one, kind.plural, reach)
    fig.suptitle(TITLE, x=0.01, ha="left", fontsize=12, fontweight="bold")
    grid.flat[-1].set_xlabel("how many times as often in the new texts as in the older ones")
    fig.legend(handles=_legend(), loc="outside lower center", ncols=4, fontsize=8.5)
    return style.describe(grid.flat[0], _told(tested, kinds, rows))


def _chosen(tested: pd.DataFrame, top: int) -> pd.DataFrame:
    """The surest of either direction, from riser to faller."""
    up = tested["log_ratio"] > 0
    return pd.concat([tested[up].head(top), tested[~up].tail(top)])


def _panel(axes: Axes, rows: pd.DataFrame, heading: str, reach: float) -> None:
    places = np.arange(len(rows))
    up = (rows["log_ratio"] > 0).to_numpy()
    colours = np.where(up, UP, DOWN)
    axes.hlines(places, *(rows[end].clip(-reach, reach) for end in ("low", "high")), color=colours, linewidth=1.4,
                alpha=0.55)
    for beyond, at, marker in ((rows["low"] < -reach, -reach, "<"), (rows["high"] > reach, reach, ">")):
        axes.scatter(np.full(int(beyond.sum()), at), places[beyond], marker=marker, s=18, color=colours[beyond],
                     clip_on=False)
    fill = np.select([rows["change"].isin(SURE), rows["change"].isin(NEAR)], [colours, np.where(up, *PALE)], "white")
    axes.scatter(rows["log_ratio"].clip(0.2 - reach, reach - 0.2), places, s=28, edgecolor=colours, facecolor=fill,
                 zorder=3)
    axes.axvline(0, color=style.MUTED, linewidth=0.8)
    axes.set_title(heading, fontsize=10)
    _scales(axes, rows, reach)


def _scales(axes: Axes, rows: pd.DataFrame, reach: float) -> None:
    """Names on the left, ratios below, texts on the right."""
    places, step = np.arange(len(rows)), 1 if reach < 5 else 2
    axes.set_yticks(places, [style.shorten(label, 40) for label in rows["shown"]])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(-reach, reach)
    most = int(reach) // step * step
    ticks = range(-most, most + 1, step)
    axes.set_xticks(ticks, ["same" if tick == 0 else f"× {2**tick}" if tick > 0 else f"× 1/{2**-tick}"
                            for tick in ticks])
    axes.tick_params(axis="y", length=0)
    axes.xaxis.grid(True)
    for place, old, new in zip(places, rows["before_texts"], rows["new_texts"], strict=True):
        axes.annotate(f"{old:,} → {new:,}", (1.02, place), xycoords=("axes fraction", "data"), va="center", fontsize=8,
                      color=style.MUTED, annotation_clip=False)


def _legend() -> list[Line2D]:
    dot = {"marker": "o", "linestyle": "none", "markersize": 6, "markeredgecolor": UP}
    return [Line2D([], [], **dot, markerfacecolor=UP, label="established"),
            Line2D([], [], **dot, markerfacecolor=PALE[0], label="near it (q < .25)"),
            Line2D([], [], **dot, markerfacecolor="white", label="may be chance"),
            Line2D([], [], linestyle="none", label="right: older → new texts that have it")]


def _told(tested: pd.DataFrame, kinds: list, rows: list[pd.DataFrame]) -> str:
    counts = [f"{kind.plural}: {int(((tested['kind'] == kind.name) & tested['change'].isin(SURE)).sum())} of "
              f"{int((tested['kind'] == kind.name).sum()):,} established, first {one['shown'].iloc[0]}"
              for kind, one in zip(kinds, rows, strict=True)]
    still = int((tested["change"] == CHANCE).sum())
    return ("Dots with 95 % intervals of the ratio of rates in new and older texts, a panel a kind. "
            f"{'; '.join(counts)}. {still:,} of {len(tested):,} may be chance.")

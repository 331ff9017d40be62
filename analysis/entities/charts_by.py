"""The chart of entities by parts of the collection.  Tables in, Axes out."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.image import AxesImage

from .. import style

SIGNIFICANT = 0.05
_PARTS = 14  # columns that have room


def by(table: pd.DataFrame, *, top: int = 25, title: str = "Who is named where") -> Axes:
    """A heatmap of `entities.by`: darker, in a larger share of the part's texts; in each cell the texts that name the
    entity, with a triangle where that is surely more or fewer than elsewhere (q < 0.05).

    Rows: of each part in turn the surest more named, until there are `top`; then those in most texts.  Columns: the
    parts with most texts.  The chart says what is left out.
    """
    if table.empty:
        return style.empty(table.attrs.get("statement") or "Nothing to compare: the articles name nobody.", title=title)
    parts = table.groupby("part", sort=False)["of"].first()
    parts = parts[parts.index.isin(parts.sort_values(ascending=False, kind="stable").index[:_PARTS])]
    inside = table[table["part"].isin(parts.index)]
    rows = _distinctive(inside, top)
    axes = _cells(inside[inside["entity"].isin(rows)], rows, parts)
    left = [f"{len(names) - len(kept):,} more {what} are in the table" for names, kept, what in (
        (table["entity"].unique(), rows, "entities"), (table["part"].unique(), parts, "parts"))
        if len(names) > len(kept)]
    axes.set_title(title)
    axes.set_xlabel("\n".join(["▲ more, ▼ fewer than elsewhere (q < 0.05); in brackets: texts", *left]), loc="left",
                    fontsize=9, color=style.MUTED)
    sure = inside[(inside["q_value"] < SIGNIFICANT) & (inside["log_ratio"] > 0)].drop_duplicates("part")
    said = "; ".join(f"{row.part}: {row.entity} ({row.share:.0%} of its texts, {row.other_share:.0%} elsewhere)"
                     for row in sure.itertuples()) or "none is surely more named in one part than in the rest"
    return style.describe(axes, f"Heatmap of the share of texts that name {len(rows)} entities in each of {len(parts)} "
                                f"parts. Surest: {said}.{''.join(f' {one}.' for one in left)}")


def _cells(table: pd.DataFrame, rows: list[str], parts: pd.Series) -> Axes:
    """The heatmap without title and notes; `parts`: how many texts each has."""
    shares, texts, signs = (table.assign(sign=_signs).pivot(index="entity", columns="part", values=values).reindex(
        index=rows, columns=parts.index) for values in ("share", "texts", "sign"))
    shares, texts, signs = shares.fillna(0).to_numpy(dtype=float), texts.fillna(0).to_numpy(), signs.to_numpy(object)
    fig, axes = style.figure(width=4.6 + 0.62 * len(parts), height=2.4 + 0.27 * len(rows))
    image = axes.imshow(np.ma.masked_equal(shares, 0), cmap=style.SEQUENTIAL, vmin=0, vmax=max(shares.max(), 0.01),
                        aspect="auto")
    axes.set_xticks(range(len(parts)), [f"{style.shorten(str(part), 24)} ({of:,})" for part, of in parts.items()],
                    rotation=90)
    axes.set_yticks(range(len(rows)), [style.shorten(name, 28) for name in rows])
    axes.tick_params(length=0, labelsize=9)
    axes.spines[:].set_visible(False)
    for row, column in np.ndindex(shares.shape):
        sign = signs[row, column] if isinstance(signs[row, column], str) else ""
        if sign or texts[row, column]:
            written(axes, image, row, column, f"{sign}{texts[row, column]:,.0f}", shares[row, column])
    digits = 0 if shares.max() > 0.06 else 1
    fig.colorbar(image, ax=axes, shrink=0.5, label="share of the part's texts",
                 format=lambda share, _: f"{share:.{digits}%}")
    return axes


def _signs(table: pd.DataFrame) -> np.ndarray:
    sure = (table["q_value"] < SIGNIFICANT).to_numpy()
    return np.where(sure & (table["log_ratio"] > 0), "▲", np.where(sure & (table["log_ratio"] < 0), "▼", ""))


def _distinctive(table: pd.DataFrame, top: int) -> list[str]:
    """Of each part in turn the surest more named, then those in most texts; in the order of the parts."""
    sure = table[(table["q_value"] < SIGNIFICANT) & (table["log_ratio"] > 0)]
    turns = sure.assign(turn=sure.groupby("part").cumcount()).sort_values("turn", kind="stable")
    most = table.groupby("entity")["texts"].sum().sort_index().sort_values(ascending=False, kind="stable")
    chosen = list(dict.fromkeys([*turns["entity"], *most.index]))[:top]
    order = {name: place for place, name in enumerate(dict.fromkeys(sure["entity"]))}
    return sorted(chosen, key=lambda name: (order.get(name, len(order)), -most[name], name))


def written(axes: Axes, image: AxesImage, row: int, column: int, text: str, value: float) -> None:
    """A number in a cell, dark on light and light on dark; on white where the value is 0."""
    shade = image.cmap(image.norm(value)) if value > 0 else (1.0, 1.0, 1.0)
    axes.text(column, row, text, ha="center", va="center", fontsize=7,
              color="white" if np.dot(shade[:3], (0.299, 0.587, 0.114)) < 0.5 else style.INK)

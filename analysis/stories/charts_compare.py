"""Charts of a comparison: the articles side by side with their sentences linked, and the claims by outlet."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from .. import style
from .beside import HEADING, ONLY, OTHER, SAME
from .claims import typical

MOST = 4  # articles side by side
LEGIBLE = 70  # sentences of an article, beyond which they are drawn without their words
_WIDTHS = {1: 8.0, 2: 11.0, 3: 12.5, 4: 14.0}
_GAP, _BAR, _ROW, _SIZE = 1.25, 0.09, 0.185, 7.5  # inches between columns, of a bar, of a row; points of a letter
_OTHERWISE = "another number, date or name"
_COLOURS = {SAME: style.COLOURS[0], OTHER: style.COLOURS[5], _OTHERWISE: style.COLOURS[1], ONLY: "#BDBDBD"}
_LINES = {SAME: ("-", 2.4), OTHER: ("-", 1.3), _OTHERWISE: ((0, (3, 1.5)), 1.8)}
_RANK = {ONLY: 0, OTHER: 1, SAME: 2, _OTHERWISE: 3}
_SAID = {SAME: "in the same words", OTHER: "in other words", _OTHERWISE: "with another number, date or name",
         ONLY: "in one article only"}


def comparison(table: pd.DataFrame, articles: Sequence[str] = ()) -> Axes:
    """The articles of `stories.compare` side by side, a line a sentence, what they share linked and coloured by kind.

    `articles`: the article_ids to show, at most four, in this order; without them, the four that share most, those that
    share most with each other side by side.  Links run between neighbours.  What is left out is said in the title.
    """
    if table.empty or not (table["kind"] != HEADING).any():
        return style.empty("There is nothing to compare: the articles have no sentences.", title="Side by side")
    if strange := sorted(set(articles) - set(table["article_id"])):
        raise ValueError(f"articles={strange}: not in this comparison; it has {sorted(set(table['article_id']))[:9]}")
    ids = list(articles)[:MOST] or _chosen(table)
    own = [table[table["article_id"] == one].drop_duplicates("number") for one in ids]
    rows = max(map(len, own))
    legible = rows <= LEGIBLE
    row = _ROW if legible else 8.0 / rows
    axes = _canvas(_WIDTHS[len(ids)], rows * row + 1.35)
    width = (axes.get_xlim()[1] - _GAP * (len(ids) - 1)) / len(ids)
    lefts = [place * (width + _GAP) for place in range(len(ids))]
    for left, sentences in zip(lefts, own, strict=True):
        _column(axes, sentences, _kinds(table, sentences), left, width, row, legible, ids)
    for place in range(len(ids) - 1):
        pairs = table[(table["article_id"] == ids[place]) & (table["other_article_id"] == ids[place + 1])]
        _links(axes, pairs, lefts[place] + width, lefts[place + 1], row)
    return _finished(axes, table, ids, own, legible)


def claims(table: pd.DataFrame, *, top: int = 25, outlets: int = 16) -> Axes:
    """Which outlet makes which claim of `stories.compare`: the `top` claims that most make, by the `outlets` that make
    most of them; the colour says how it is told there.  Raises ValueError for numbers below 1.
    """
    if top < 1 or outlets < 1:
        raise ValueError(f"top={top}, outlets={outlets}: both are 1 or more")
    body = table[table["claim"] > 0]
    spread = body.groupby("claim")["outlet"].nunique()
    title = "Who says what"
    if not (spread > 1).any():
        return style.empty("No claim is made by two outlets.", title=title)
    shared = spread[spread > 1].sort_values(ascending=False, kind="stable").index
    body = body[body["claim"].isin(shared)]
    names = body.groupby("outlet", sort=False)["claim"].nunique().sort_values(ascending=False, kind="stable").index
    shown, names_shown = sorted(shared[:top]), list(names[:outlets])
    sentence = typical(body).set_index("claim")
    _, axes = style.figure(width=5.4 + 0.42 * len(names_shown), height=1.7 + 0.25 * len(shown))
    for x, name in enumerate(names_shown):
        for y, claim in enumerate(shown):
            kinds = body.loc[(body["outlet"] == name) & (body["claim"] == claim), "kind"].map(_kind)
            if len(kinds):
                kind = max(kinds, key=_RANK.get)
                marker, size = ("D", 8) if kind == _OTHERWISE else ("s", 11)
                axes.plot([x], [y], marker=marker, markersize=size, color=_COLOURS[kind], linestyle="none")
    axes.set_yticks(range(len(shown)), [style.shorten(sentence.loc[claim, "sentence"], 64) for claim in shown],
                    fontsize=8)
    axes.set_xticks(range(len(names_shown)), [style.shorten(name, 26) for name in names_shown], rotation=45, ha="right",
                    fontsize=8)
    axes.set(xlim=(-0.6, len(names_shown) - 0.4), ylim=(len(shown) - 0.4, -0.6))
    axes.tick_params(length=0)
    axes.grid(True, color="#E4E4E4")
    axes.set_title(title, loc="right")
    left_out = [f"{len(shared) - len(shown)} claims" * (len(shared) > len(shown)),
                f"{len(names) - len(names_shown)} outlets" * (len(names) > len(names_shown))]
    left_out = " and ".join(filter(None, left_out))
    marks = [Line2D([], [], color=_COLOURS[kind], marker="D" if kind == _OTHERWISE else "s", linestyle="none",
                    label=_SAID[kind]) for kind in (SAME, OTHER, _OTHERWISE)]
    axes.figure.legend(handles=marks, loc="outside lower left", ncols=3, fontsize=8,
                       title=f"left out: {left_out}" if left_out else None, title_fontsize=8)
    said = (f"{len(shown)} claims that two or more outlets make, by {len(names_shown)} outlets. Most widely: "
            f"“{sentence.loc[shared[0], 'sentence']}” ({spread[shared[0]]} outlets).")
    return style.describe(axes, said + (f" Left out: {left_out}." if left_out else ""))


def _kind(kind: str) -> str:
    return kind if kind in (SAME, OTHER, ONLY, HEADING) else _OTHERWISE


def _chosen(table: pd.DataFrame) -> list[str]:
    """The articles that share most, in an order in which neighbours share most."""
    ids = list(dict.fromkeys(table["article_id"]))
    linked = table[table["other_article_id"] != ""]
    shared = linked.groupby(["article_id", "other_article_id"])["number"].nunique()
    total = shared.groupby(level=0).sum().reindex(ids, fill_value=0).sort_values(ascending=False, kind="stable")
    left = [one for one in ids if one in set(total.index[:MOST])]
    found = [left.pop(left.index(total.index[0]))]
    while left:
        ends = [(shared.get((found[end], one), 0), -end, -place, one)
                for end in (0, -1) for place, one in enumerate(left)]
        _, end, _, one = max(ends)
        found = [one, *found] if end == 0 and len(found) > 1 else [*found, one]
        left.remove(one)
    return found if ids.index(found[0]) <= ids.index(found[-1]) else found[::-1]


def _kinds(table: pd.DataFrame, sentences: pd.DataFrame) -> dict[int, str]:
    """The kind that a sentence is drawn as: the most telling of its rows."""
    own = table[table["article_id"] == sentences["article_id"].iloc[0]]
    found = {}
    for number, kind in zip(own["number"], own["kind"].map(_kind), strict=True):
        if number not in found or _RANK.get(kind, -1) > _RANK.get(found[number], -1):
            found[number] = kind
    return found


def _canvas(width: float, height: float) -> Axes:
    """Axes over the whole figure whose units are inches, from the top left."""
    figure, axes = style.figure(width=width, height=height, layout="none")
    axes.set_position([0.01, 0, 0.98, 1])
    axes.set_axis_off()
    axes.set(xlim=(0, width * 0.98), ylim=(height - 0.95, -0.95))
    return axes


def _column(axes: Axes, sentences: pd.DataFrame, kinds: dict, left: float, width: float, row: float, legible: bool,
            ids: list[str]) -> None:
    first = sentences.iloc[0]
    _write(axes, left + _BAR * 1.5, -0.36, first["outlet"], width, fontsize=10, fontweight="bold")
    when = f"{first['published']:%-d %b %Y, %H:%M}" if pd.notna(first["published"]) else "no date"
    axes.text(left + _BAR * 1.5, -0.14, when, fontsize=8, color=style.MUTED, va="center")
    place = ids.index(first["article_id"])
    edges = [left] * (place > 0) + [left + width - _BAR] * (place < len(ids) - 1 or len(ids) == 1)
    for at, sentence in enumerate(sentences.itertuples()):
        kind = kinds[sentence.number]
        if kind != HEADING:
            for edge in edges:
                axes.add_patch(PathPatch(_box(edge, at * row + 0.08 * row, _BAR, row * 0.84), facecolor=_COLOURS[kind],
                                         linewidth=0, gid=kind))
        if legible:
            named = sentence.quoted and not sentence.quoted.startswith("unnamed")
            if named:
                axes.text(left + _BAR * 1.6, (at + 0.62) * row, "“", fontsize=11, fontweight="bold", va="center",
                          color=style.INK)
            _write(axes, left + _BAR * 1.5 + 0.12, (at + 0.5) * row, sentence.sentence, width - _BAR * 3 - 0.14,
                   fontsize=_SIZE, color=style.MUTED if kind == HEADING else style.INK,
                   style="italic" if kind == HEADING else "normal")


def _write(axes: Axes, x: float, y: float, words: str, width: float, **look) -> None:
    """One line of text that stays within `width` inches, shortened at a word."""
    label = axes.text(x, y, " ".join(words.split())[:400], va="center", **look)
    pixels, renderer = width * axes.figure.dpi, axes.figure.canvas.get_renderer()
    size = len(label.get_text())
    while size > 4 and label.get_window_extent(renderer).width > pixels:
        size = min(size - 1, int(size * max(pixels / label.get_window_extent(renderer).width, 0.5)))
        label.set_text(style.shorten(" ".join(words.split()), size))


def _box(x: float, y: float, width: float, height: float) -> Path:
    return Path([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)])


def _links(axes: Axes, pairs: pd.DataFrame, right: float, left: float, row: float) -> None:
    """Curves from the bars of one column to those of the next, the most telling kinds on top."""
    kinds = pairs["kind"].map(_kind).to_numpy(dtype=object)
    middle = (right + left) / 2
    for kind in (OTHER, SAME, _OTHERWISE):
        own = pairs[kinds == kind]
        ys = (own[["number", "other_number"]].to_numpy() - 0.5) * row
        curves = [Path([(right, a), (middle, a), (middle, b), (left, b)], [Path.MOVETO] + [Path.CURVE4] * 3)
                  for a, b in ys]
        line, width = _LINES[kind]
        if curves:
            axes.add_collection(PathCollection(
                curves, facecolors="none", edgecolors=_COLOURS[kind], linestyles=[line],
                linewidths=width if row >= _ROW else 0.5, alpha=0.9, gid=kind))


def _legend(kinds: list[str]) -> list[Line2D]:
    return [Line2D([], [], color=_COLOURS[kind], linewidth=4 if kind == ONLY else _LINES[kind][1] + 1,
                   linestyle="-" if kind == ONLY else _LINES[kind][0], label=_SAID[kind]) for kind in kinds]


def _finished(axes: Axes, table: pd.DataFrame, ids: list[str], own: list[pd.DataFrame], legible: bool) -> Axes:
    shown = table[table["article_id"].isin(ids)]
    kinds = pd.concat([pd.Series(_kinds(table, sentences)) for sentences in own])
    counts = {kind: int((kinds == kind).sum()) for kind in _RANK}
    there = list(dict.fromkeys(table["article_id"]))
    left_out = [f"{len(there) - len(ids)} of {len(there)} articles" * (len(there) > len(ids)),
                "links between columns that do not adjoin" * (len(ids) > 2), "the words" * (not legible)]
    note = ", ".join(filter(None, left_out))
    both = "both" if len(ids) == 2 else "others"
    names = [sentences["outlet"].iloc[0] for sentences in own]
    shared, size = sum(counts.values()) - counts[ONLY], sum(counts.values())
    axes.text(0, -0.72, f"Side by side: {shared} of {size} sentences have a counterpart", fontsize=12,
              fontweight="bold", va="center")
    axes.text(axes.get_xlim()[1], -0.72, f"not drawn: {note}" if note else "", fontsize=8, color=style.MUTED,
              va="center", ha="right")
    handles = _legend([SAME, OTHER, _OTHERWISE, ONLY])
    if shown["quoted"].str.len().gt(0).any() and legible:
        handles.append(Line2D([], [], linestyle="none", label="“  quotes a named source"))
    axes.figure.legend(handles=handles, loc="lower left", ncols=len(handles), fontsize=8, bbox_to_anchor=(0.005, 0.0))
    return style.describe(axes, (
        f"Sentences of {', '.join(names)} side by side. Of {size} sentences {counts[SAME]} stand in "
        f"{both} in the same words, {counts[OTHER]} in other words, {counts[_OTHERWISE]} with another number, date or "
        f"name, and {counts[ONLY]} in one article only." + (f" Not drawn: {note}." if note else "")))

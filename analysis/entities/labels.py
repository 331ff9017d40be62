"""Labels of points that never overlap: each is put where there is room for it, or left out."""

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

_SIZE = 9
_GAP = 1.5  # points kept free around a label
_PLACES = (  # where beside its point a label may stand: direction, alignment
    (1, 0, "left", "center"), (-1, 0, "right", "center"), (0, 1, "center", "bottom"), (0, -1, "center", "top"),
    (0.7, 0.7, "left", "bottom"), (-0.7, 0.7, "right", "bottom"), (0.7, -0.7, "left", "top"),
    (-0.7, -0.7, "right", "top"),
)
_FURTHER = (3, 12)  # points between a mark and its label: near first


class Point(NamedTuple):
    """A mark on the chart: data coordinates, label, and the mark's radius in points."""

    x: float
    y: float
    text: str
    radius: float


def place(axes: Axes, points: Sequence[Point], colour: str) -> list[str]:
    """Write the labels of `points`, the first ones first; returns those left out.

    A label covers no other label, no mark, and stays inside the figure.  The axes must have their final limits and
    position.
    """
    renderer = axes.figure.canvas.get_renderer()
    pixels = axes.figure.dpi / 72
    taken = [_around(axes, point, pixels) for point in points]
    left_out = []
    for own, point in enumerate(points):
        label = axes.annotate(point.text, (point.x, point.y), (0, 0), textcoords="offset points", fontsize=_SIZE,
                              color=colour, zorder=5, path_effects=[withStroke(linewidth=2.5, foreground="white")])
        others = [box for number, box in enumerate(taken) if number != own]
        for away, (right, up, across, upright) in ((away, spot) for away in _FURTHER for spot in _PLACES):
            reach = point.radius + away
            label.set(position=(right * reach, up * reach), horizontalalignment=across, verticalalignment=upright)
            box = label.get_window_extent(renderer).padded(_GAP * pixels)
            if _inside(box, axes.figure.bbox) and not any(box.overlaps(other) for other in others):
                taken.append(box)
                break
        else:
            label.remove()
            left_out.append(point.text)
    return left_out


def _around(axes: Axes, point: Point, pixels: float) -> Bbox:
    x, y = axes.transData.transform((point.x, point.y))
    reach = point.radius * pixels
    return Bbox.from_extents(x - reach, y - reach, x + reach, y + reach)


def _inside(box: Bbox, frame: Bbox) -> bool:
    return box.x0 >= frame.x0 and box.x1 <= frame.x1 and box.y0 >= frame.y0 and box.y1 <= frame.y1

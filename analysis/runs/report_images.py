"""The charts of a run as part of the report: SVG where it is not large, for sharpness at any size, else PNG."""

import base64
import re
import struct
from pathlib import Path
from typing import NamedTuple

LARGEST_SVG = 150_000  # bytes; beyond it, a chart of thousands of marks, PNG if that is smaller
PNG_DPI = 150  # as the charts are saved
_LEFT_OUT = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->|<!DOCTYPE[^>]*>|<\?xml.*?\?>", re.DOTALL)
_PATH = re.compile(r'(?<= d=")[^"]*')
_DIGITS = re.compile(r"(\.\d\d)\d+")
_SIZE = re.compile(r'<svg[^>]* width="([\d.]+)pt" height="([\d.]+)pt"')


class Picture(NamedTuple):
    """A picture as an address that holds it whole, and its size in CSS pixels."""

    address: str
    width: int
    height: int


def picture(folder: Path, name: str) -> Picture | None:
    """The chart `name` of a run's `folder` of tables; None if it has none."""
    svg, png = folder / f"{name}.svg", folder / f"{name}.png"
    if svg.exists():
        text = compact(svg.read_text(encoding="utf-8"))
        if (size := _SIZE.search(text)) and (len(text) <= LARGEST_SVG or not png.exists()
                                             or len(text) <= png.stat().st_size):
            return Picture(_address("svg+xml", text.encode()), *(round(float(one) * 96 / 72) for one in size.groups()))
    return of_png(png.read_bytes()) if png.exists() else None


def of_png(content: bytes) -> Picture | None:
    """A PNG image as a picture; None if it is none."""
    if content[:8] != b"\x89PNG\r\n\x1a\n" or len(content) < 24:
        return None
    width, height = (round(one * 96 / PNG_DPI) for one in struct.unpack(">II", content[16:24]))
    return Picture(_address("png", content), width, height)


def compact(svg: str) -> str:
    """The same drawing in fewer bytes: no metadata or comments, places to a hundredth of a point."""
    return " ".join(_PATH.sub(lambda path: _DIGITS.sub(r"\1", path[0]), _LEFT_OUT.sub("", svg)).split())


def _address(kind: str, content: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"

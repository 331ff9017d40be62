"""An executed notebook as the parts of a report section, in the notebook's own order.

Words become HTML; what a cell showed through a sheet is read from the run's tables by the mark that `Sheet.show` left;
other pictures and results stay as they are in the notebook, as PNG or as text, since HTML of unknown origin cannot be
trusted.  What a cell printed becomes a note, warnings and errors are told apart.
"""

import base64
import binascii
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import nbformat

from .report_images import of_png
from .report_prose import Heading, Prose
from .sheet import SHOWN

TITLE = re.compile(r"\A\s*# +(.+?)\s*$", re.MULTILINE)
_COLOURS = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
_OWN = re.compile(r"^(.+): (?:the first \d+ of [\d,]+ rows|none)$")  # what Sheet.show says of a table
_COLUMNS = re.compile(r"\S {3,}\S")  # what was laid out in columns needs letters of one width
_LIVE = "application/vnd.jupyter.widget-view+json"
_FAULT = "papermill-error-cell-tag"
FRONT = "front-page"  # tag of the cell whose chart is the one to start with


class Part(NamedTuple):
    """One part of a section; `kind`: prose, shown, picture, note, columns, warning, result, error, code, unrun."""

    kind: str
    content: object


class Story(NamedTuple):
    """A notebook as told in the report."""

    title: str
    parts: list[Part]
    headings: list[Heading]
    front: dict | None  # the mark of the chart to start with


def title(notebook: Path) -> str:
    """The notebook's first heading, its name where it has none."""
    for cell in _read(notebook).cells:
        if cell.cell_type == "markdown" and (found := TITLE.match(cell.source)):
            return found[1]
    return notebook.stem


def story(notebook: Path, notebooks: list[str]) -> Story | None:
    """The parts of an executed `notebook` of a run of `notebooks` (their names); None where it cannot be read."""
    try:
        cells = [cell for cell in _read(notebook).cells if _FAULT not in _tags(cell)]
    except (OSError, ValueError, AttributeError, nbformat.ValidationError):
        return None
    prose = Prose(notebook.stem, notebooks)
    began = any(cell.get("execution_count") for cell in cells)
    parts, name = [], None
    for cell, following in itertools.pairwise([*cells, None]):
        if cell.cell_type == "markdown":
            found = TITLE.match(cell.source) if name is None else None
            name = found[1] if found else name
            source = TITLE.sub("", cell.source, count=1) if found else cell.source
            if following is None or "parameters" not in _tags(following):  # the report lists them in one place
                parts.append(Part("prose", prose.html(source)))
        elif cell.cell_type == "code" and not {"parameters", "injected-parameters"} & set(_tags(cell)):
            if cell.execution_count is None and began and cell.source.strip():
                parts.append(Part("unrun", cell.source))
            else:
                parts += [*_outputs(cell), Part("code", cell.source)]
    marks = [output.data[SHOWN] for cell in sorted(cells, key=lambda cell: FRONT not in _tags(cell))
             for output in cell.get("outputs", []) if SHOWN in output.get("data", {})]
    front = next((mark for mark in marks if mark["title"] is not None), None)
    return Story(name or notebook.stem, parts, prose.headings, front)


def _read(notebook: Path) -> nbformat.NotebookNode:
    return nbformat.read(notebook, as_version=4)


def _tags(cell) -> list[str]:
    return cell.metadata.get("tags", [])


def _outputs(cell) -> Iterator[Part]:
    marks = [output.data[SHOWN] for output in cell.outputs if SHOWN in output.get("data", {})]
    names = {mark["name"] for mark in marks}
    for output in cell.outputs:
        if output.output_type == "stream":
            lines = [line for line in _text(output.text).splitlines()
                     if not ((own := _OWN.match(line)) and own[1] in names)]
            if text := "\n".join(lines).strip():
                kind = "columns" if _COLUMNS.search(text) else "note"
                yield Part("warning" if output.name == "stderr" else kind, text)
        elif output.output_type == "error":
            yield Part("error", {"name": output.ename, "message": _text(output.evalue),
                                 "trace": _text("\n".join(output.traceback))})
        else:
            yield from _shown(output, names)


def _shown(output, names: set[str]) -> Iterator[Part]:
    """What a cell displayed: through a sheet, or by itself."""
    data = output.data
    if SHOWN in data:
        yield Part("shown", data[SHOWN])
    elif "image/png" in data:
        about = output.metadata.get("image/png", {})
        if about.get("name") not in names:
            yield from _picture(data["image/png"], about.get("alt", ""))
    elif _LIVE not in data and not (names and 'class="dataframe"' in data.get("text/html", "")):
        yield Part("result", _text(data.get("text/plain", "")).strip())


def _picture(encoded: str, alternative: str) -> Iterator[Part]:
    try:
        found = of_png(base64.b64decode(encoded, validate=False))
    except (binascii.Error, ValueError):
        found = None
    if found:
        yield Part("picture", {"picture": found, "alternative": alternative})


def _text(text: str | list[str]) -> str:
    return _COLOURS.sub("", text if isinstance(text, str) else "".join(text))

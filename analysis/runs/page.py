"""Pages of a run: each executed notebook as one HTML file that needs nothing else, and an index of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import nbformat
from nbconvert import HTMLExporter

if TYPE_CHECKING:
    from .run import Run, Step

TEMPLATES = Path(__file__).parent / "templates"
FRONT = "front-page"  # tag of the cell whose chart stands for the notebook on the run's front page
_BESIDE = re.compile(r'href="([\w-]+)\.ipynb"')  # a notebook's link to its neighbour


def title(notebook: Path) -> str:
    """The notebook's first heading."""
    for cell in nbformat.read(notebook, as_version=4).cells:
        for line in cell.source.splitlines() if cell.cell_type == "markdown" else ():
            if line.startswith("# "):
                return line[2:].strip()
    return notebook.stem


def write(notebook: Path, step: Step) -> None:
    """The executed `notebook` as HTML beside it: charts with their alternative text, code folded away."""
    if not notebook.exists():  # a kernel that never started leaves none
        return
    exporter = HTMLExporter(template_name="broadsheet", extra_template_basedirs=[str(TEMPLATES)])
    exporter.exclude_input_prompt = exporter.exclude_output_prompt = True
    body, _ = exporter.from_filename(str(notebook), resources={"heading": step.title, "step": step})
    notebook.with_suffix(".html").write_text(_BESIDE.sub(r'href="\1.html"', body), encoding="utf-8")


def index(run: Run) -> None:
    """The run's front page: what was read, what each notebook found or why it ended, and the tables kept."""
    loader = jinja2.FileSystemLoader(TEMPLATES)
    template = jinja2.Environment(loader=loader, autoescape=True).get_template("index.html.j2")
    tables = sorted(path.name for path in (run.folder / "tables").glob("*.csv"))
    charts = {step.notebook: _front_chart(run.folder / f"{step.notebook}.ipynb") for step in run.steps}
    (run.folder / "index.html").write_text(template.render(run=run, tables=tables, charts=charts), encoding="utf-8")


def _front_chart(notebook: Path) -> dict | None:
    """The chart of the cell that is tagged for the front page, else the notebook's first, and its alternative text."""
    if not notebook.exists():
        return None
    cells = nbformat.read(notebook, as_version=4).cells
    for cell in sorted(cells, key=lambda cell: FRONT not in cell.metadata.get("tags", [])):
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                return {"png": output.data["image/png"], "alt": output.metadata.get("image/png", {}).get("alt", "")}
    return None

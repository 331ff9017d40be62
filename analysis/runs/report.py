"""`write`: a finished run as one HTML file that needs nothing else, `report.html`.

It is made from the run's folder alone (manifest.json, the executed notebooks, tables/), so that it can be made again
of any run.  Each notebook is a section: its words, its charts with their tables, what its cells printed and where they
failed; then what is behind the rows (evidence), the parameters and the versions.  Everything that comes from articles
is escaped, links lead to the web only where a reader clicks them, and a content security policy forbids the page any
request and any script but its own.
"""

import base64
import datetime
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
from markupsafe import Markup

from . import manifest as manifests
from . import report_cells as cells
from . import report_tables as tables
from .parameters import NotebookError, declared
from .report_evidence import Evidence, attach
from .report_images import Picture, picture

TEMPLATES = Path(__file__).parent / "templates"
NAME = "report.html"
MAIN = ("python", "system", "broadsheet", "numpy", "pandas", "pyarrow", "scipy", "scikit-learn", "spacy", "matplotlib",
        "papermill", "jupyterlab")
STATUS = {"ok": "complete", "failed": "failed", "timeout": "time limit", "kernel_died": "kernel died"}


@dataclass
class Exhibit:
    """A chart with its table, as a notebook shows them together."""

    name: str
    number: int
    title: str | None
    alternative: str
    picture: Picture | None
    table: tables.Table | None
    files: list[str]
    again: bool = False  # the same stands further up


@dataclass
class Section:
    """A notebook in the report: what it is called, what became of it (of the manifest), and its parts."""

    key: str
    step: dict
    story: cells.Story | None
    evidence: list[tuple[str, list[Evidence]]] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.story.title if self.story else self.step["title"]

    @property
    def names(self) -> list[str]:
        """The tables that it shows."""
        parts = self.story.parts if self.story else []
        return [part.content.name for part in parts if part.kind == "exhibit" and not part.content.again]


def write(folder: str | Path) -> Path:
    """Write the report of the run in `folder` into it, and return its path; ValueError where there is no run."""
    folder = Path(folder)
    manifest = manifests.read(folder)
    if manifest is None or "steps" not in manifest:
        raise ValueError(f"folder={str(folder)!r}: no manifest.json of a run there; name the folder of a run")
    sections = _sections(folder, manifest)
    page = _environment().get_template("report.html.j2").render(
        manifest=manifest, sections=sections, facts=_facts(folder, manifest), warnings=_warnings(folder),
        parameters=_parameters(folder, manifest), began=_began(manifest), status=STATUS, files=_files(folder),
        main_packages=MAIN,
        shown={exhibit for section in sections for exhibit in section.names}, **_own_code())
    path = folder / NAME
    path.write_text(page, encoding="utf-8")
    return path


def _sections(folder: Path, manifest: dict) -> list[Section]:
    names = [step["notebook"] for step in manifest["steps"]]
    gallery, found = Gallery(folder / "tables"), []
    for step in manifest["steps"]:
        notebook = folder / f"{step['notebook']}.ipynb"
        told = cells.story(notebook, names)
        section = Section(step["notebook"], step, told)
        if told:
            section.story = told._replace(parts=[gallery.hang(part, section) for part in told.parts])
        found.append(section)
    return found


class Gallery:
    """The charts and tables of a run, numbered in the order in which they are shown; one that comes again is named."""

    def __init__(self, folder: Path):
        self.folder, self.seen, self.charts = folder, set(), 0

    def hang(self, part: cells.Part, section: Section) -> cells.Part:
        """The part as it is, or what it shows in place of its mark."""
        if part.kind == "picture":
            self.charts += 1
            return part._replace(kind="exhibit", content=Exhibit("", self.charts, None, part.content["alternative"],
                                                                 part.content["picture"], None, []))
        return part._replace(kind="exhibit", content=self._exhibit(part.content, section)) \
            if part.kind == "shown" else part

    def _exhibit(self, mark: dict, section: Section) -> Exhibit:
        name = mark["name"]
        if name in self.seen:
            return Exhibit(name, 0, None, "", None, None, [], again=True)
        drawing = picture(self.folder, name) if mark["title"] is not None else None
        self.charts += drawing is not None
        self.seen.add(name)
        kept = tables.read(self.folder, name, mark["columns"], most=tables.MOST_ROWS)
        table = tables.laid_out(name, kept, page=mark["rows"]) if kept is not None else None
        if table and (behind := attach(self.folder, table)):
            section.evidence.append((name, behind))
        words = self.folder / f"{name}.txt"
        files = [f"{name}{ending}" for ending in (".csv", ".parquet", "_drawn.csv", ".svg", ".png")
                 if (self.folder / f"{name}{ending}").exists()]
        return Exhibit(name, self.charts, mark["title"], words.read_text(encoding="utf-8").strip()
                       if drawing and words.exists() else "", drawing, table, files)


def _facts(folder: Path, manifest: dict) -> list[tuple[str, str, str]]:
    """Figures for the head of the report: number, what it counts, and the table that lists it."""
    found = [(f"{manifest['articles']:,}", "article" if manifest["articles"] == 1 else "articles", "")] \
        if manifest.get("articles") is not None else []
    if (outlets := tables.read(folder / "tables", "outlets")) is not None:
        found.append((f"{len(outlets):,}", "outlet" if len(outlets) == 1 else "outlets", "outlets"))
        if "words" in outlets:
            found.append((f"{int(outlets['words'].sum()):,}", "words", ""))
    if (rejected := tables.read(folder / "tables", "rejected", most=1)) is not None:
        found.append((f"{rejected.attrs['total']:,}", "rejected", "rejected"))
    if (removed := tables.read(folder / "tables", "removed")) is not None and "lines" in removed:
        found.append((f"{int(removed['lines'].sum()):,}", "lines taken out", "removed"))
    return found


def _warnings(folder: Path) -> list[dict]:
    kept = tables.read(folder / "tables", "warnings")
    return kept.to_dict("records") if kept is not None and {"concern", "detail"} <= set(kept.columns) else []


@dataclass
class Setting:
    """A parameter as it was in force: its value, what it means, whether it was given, and for which notebooks."""

    name: str
    value: str
    meaning: str
    given: bool
    notebooks: list[str]


def _parameters(folder: Path, manifest: dict) -> list[Setting]:
    found = {}
    for step in manifest["steps"]:
        try:
            known = declared(folder / f"{step['notebook']}.ipynb", kept=True)
        except NotebookError:
            known = {}
        for name, value in (step.get("parameters") or {}).items():
            shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            setting = Setting(name, shown, known[name].meaning if name in known else "",
                              name in manifest.get("given", {}), [])
            found.setdefault((name, shown), setting).notebooks.append(step["notebook"])
    return list(found.values())


def _began(manifest: dict) -> str:
    """When the run began, in words."""
    try:
        moment = datetime.datetime.fromisoformat(manifest["started"])
    except (KeyError, TypeError, ValueError):
        return ""
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def _files(folder: Path) -> dict[str, list[str]]:
    """The files of the run's tables and charts by name."""
    found = {}
    for path in sorted((folder / "tables").glob("*")):
        found.setdefault(path.stem, []).append(path.name)
    return found


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True,
                                     lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    environment.filters |= {"duration": duration, "size": size}
    return environment


def _own_code() -> dict[str, Markup]:
    """The page's style and script, and their digests, which alone the page's policy lets in."""
    found = {}
    for kind, name in (("style", "report.css"), ("script", "report.js")):
        code = (TEMPLATES / name).read_text(encoding="utf-8")
        digest = hashlib.sha256(code.encode()).digest()
        found |= {kind: Markup(code), f"{kind}_digest": base64.b64encode(digest).decode()}
    return found


def duration(seconds: float) -> str:
    """`seconds` in words: 42 s, 3 min 5 s, 2 h 10 min."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def size(number: float) -> str:
    """`number` bytes in words: 820 kB, 1,204 MB."""
    return f"{number / 1e6:,.0f} MB" if number >= 1e6 else f"{number / 1e3:,.0f} kB"

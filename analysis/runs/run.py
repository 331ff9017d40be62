"""`run`: execute the notebooks on a collection and keep what they show in a folder of its own.

A run is made in a hidden folder and renamed when it is done, so that a folder that can be seen is complete:

    runs/2026-01-31T060000Z/    index.html, one HTML page and one executed notebook each, tables/, manifest.json
    runs/latest                 a link to the last run that succeeded; a failed run never moves it
    runs/…-failed/              what a failed run had made, for finding out why
"""

import datetime
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from ..corpus import Corpus
from ..corpus.corpus import PROJECT
from . import page
from .parameters import ParameterError, checked

NOTEBOOKS = PROJECT / "notebooks"
CELL_SECONDS = 4 * 3600  # papermill alone would wait for ever
QUIET = ["--IPKernelApp.log_level=ERROR"]  # a kernel's start-up advice is not for cron mail


@dataclass
class Step:
    """What became of one notebook: status ok, failed, kernel died, timeout; and where and why it ended."""

    notebook: str
    title: str
    status: str = "ok"
    seconds: float = 0.0
    cell: int | None = None
    error: str = ""


@dataclass
class Run:
    """A finished run: its folder, what it was given, and the steps it took."""

    folder: Path
    parameters: dict
    articles: int
    steps: list[Step] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return all(step.status == "ok" for step in self.steps)


def run(articles: str | None = None, *, out: str | Path = "runs", only: Sequence[str] = (),
        parameters: dict[str, str] | None = None, say: Callable[[str], None] = print) -> Run:
    """Execute the notebooks (all, or those named in `only`) with `parameters`, given as text, into a new folder.

    Everything is checked before the first notebook starts: names and values of the parameters, that the articles
    can be read, and that the chosen days and outlets leave any; ParameterError (a ValueError) says what is wrong.
    A notebook that fails does not stop the others.  `say` is given one line for each step of progress.
    """
    given = dict(parameters or {}) | ({"articles": str(articles)} if articles is not None else {})
    notebooks = _chosen(only)
    values = checked(given, notebooks)
    found = _selected(values[notebooks[0]])
    say(f"{len(found):,} articles from {found.articles['source'].nunique()} outlets"
        + (f"; {len(found.rejected):,} inputs not taken, see 1-articles" if len(found.rejected) else ""))
    Path(out).mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=".building-", dir=out))
    try:
        result = Run(building, given, len(found))
        for notebook in notebooks:
            result.steps.append(_execute(notebook, building, values[notebook], say))
        _write(result)
        return _placed(result, Path(out))
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _chosen(only: Sequence[str]) -> list[Path]:
    notebooks = sorted(NOTEBOOKS.glob("[0-9]-*.ipynb"))
    if strange := sorted(set(only) - {notebook.stem for notebook in notebooks}):
        raise ParameterError(f"only={strange}: no such notebook; there are "
                             f"{', '.join(notebook.stem for notebook in notebooks)}")
    return [notebook for notebook in notebooks if not only or notebook.stem in only]


def _selected(values: dict) -> Corpus:
    """The collection that the notebooks will see, so that a wrong day or outlet stops here."""
    how = {name: values[name] for name in ("keep", "store", "cluster") if name in values}
    corpus = Corpus.open(values.get("articles", "data/articles"), **how)
    chosen = corpus.select(**{name: values[name] for name in ("start", "end", "outlets") if name in values})
    if not len(chosen):
        why = f"{len(corpus.rejected)} inputs rejected, first: {corpus.rejected.iloc[0].to_dict()}" \
            if len(corpus.rejected) else "nothing to read was found"
        if len(corpus):
            why = f"none of its {len(corpus)} articles is of the chosen days and outlets"
        raise ParameterError(f"articles={values.get('articles', 'data/articles')!r}: no articles to analyse ({why})")
    return chosen


def _execute(notebook: Path, folder: Path, values: dict, say: Callable[[str], None]) -> Step:
    step, began = Step(notebook.stem, page.title(notebook)), time.monotonic()
    say(f"{step.notebook} …")
    values = values | {"out": str((folder / "tables").resolve())}
    bar = {"desc": step.notebook, "disable": None, "leave": False}  # None: only where a person looks on
    if "articles" in values:
        values["articles"] = _absolute(values["articles"])
    if values.get("store") and "://" not in values["store"]:
        values["store"] = str(Path(values["store"]).absolute())
    try:
        papermill.execute_notebook(notebook, folder / notebook.name, values, kernel_name="python3", cwd=notebook.parent,
                                   progress_bar=bar, execution_timeout=CELL_SECONDS, extra_arguments=QUIET)
    except PapermillExecutionError as error:
        step.status, step.cell, step.error = "failed", error.cell_index, f"{error.ename}: {error.evalue}"
    except CellTimeoutError:
        step.status, step.error = "timeout", f"a cell ran for more than {CELL_SECONDS} s"
    except DeadKernelError as error:
        step.status, step.error = "kernel died", str(error)
    step.seconds = round(time.monotonic() - began, 1)
    page.write(folder / notebook.name, step)
    say(f"{step.notebook} {step.status} after {step.seconds} s"
        + (f": cell {step.cell}: " if step.cell is not None else ": " if step.error else "") + step.error)
    return step


def _absolute(articles: str) -> str:
    """A path that means the same in the notebooks' folder as where the command was called."""
    here = "://" not in articles and not Path(articles).is_absolute() and any(Path().glob(articles))
    return str(Path(articles).absolute()) if here else articles


def _write(result: Run) -> None:
    manifest = {"status": "ok" if result.ok else "failed", "parameters": result.parameters,
                "articles": result.articles, "steps": [asdict(step) for step in result.steps]}
    (result.folder / "manifest.json").write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    page.index(result)


def _placed(result: Run, out: Path) -> Run:
    """The run under its final name, and `latest` on it if it succeeded."""
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H%M%SZ")
    ending = "" if result.ok else "-failed"
    names = (f"{stamp}{again}{ending}" for again in ("", *(f"-{number}" for number in range(2, 1000))))
    final = next(out / name for name in names if not (out / name).exists())
    os.chmod(result.folder, 0o755)
    result.folder.rename(final)
    if result.ok:
        link = out / f".latest-{os.getpid()}"
        link.symlink_to(final.name)
        link.replace(out / "latest")
    result.folder = final
    return result

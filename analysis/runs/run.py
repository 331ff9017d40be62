"""`run`: execute the notebooks on a collection and keep what they show in a folder of its own.

    1  parameters are checked                                 ParameterError; nothing is written
    2  the folder is locked                                   Busy
    3  input, parameters, code and packages are told apart    the same as the last good run: unchanged, nothing run
    4  the collection is opened as the notebooks will         ParameterError
    5  each notebook is executed, one after the other, in a hidden folder; one that fails stops no other
    6  report and manifest are written, the folder is renamed, `latest` moved if all went well

Whatever ends it between, the last good run stays as it is, and nothing half made stays behind.  What takes long to
import is imported where it is needed: a run that finds nothing new needs none of it.

A notebook that declares `previous` is given the folder of the last good run: topics follow its topics by it, the
network keeps its places, and changes are told against it.  Which run that is does not count as new input, or no run
would ever be unchanged; a run that was asked for by name does.  A run that is forced on the same input gets the
`previous` that the last one had, so that it is the same computation, and gives the same tables.
"""

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from . import inputs, manifest, provenance, stop
from .job import SPECIMEN, Job, Limits, check, examine, named
from .lock import locked
from .outcome import FAILED, FULL, TIMEOUT, Run, Step, one_line
from .parameters import ParameterError, effective
from .shelf import Shelf, emptied, marked


def run(articles: str | None = None, *, out: str | Path = "runs", only: Sequence[str] = (),
        parameters: Mapping[str, str | Sequence[str]] | None = None, previous: str | Path = "auto",
        force: bool = False, limits: Limits | None = None, keep: int | None = None, name: str | None = None,
        say: Callable[[str], None] = print) -> Run:
    """Execute the notebooks (all, or those named in `only`) with `parameters`, given as text, into a new folder.

    previous: the run that notebooks compare with, a folder; "auto" for the last good one in `out`, "none" for none.
    force: run also where input, parameters and code are those of the last good run.  keep: remove older runs than the
    `keep` newest good ones.  name: that of a set of parameters, for the manifest.  `say` is given one line for each
    step of progress.

    Raises ParameterError (a ValueError) before anything is run, Busy where another run is at work in `out`, and
    stop.Stopped where the process is told to stop.
    """
    given = dict(parameters or {}) | ({"articles": str(articles)} if articles is not None else {})
    if keep is not None and keep < 1:
        raise ParameterError(f"keep={keep!r} is not allowed; it takes a number from 1")
    job = Job(Path(out), given, check(given, only), str(previous), named(previous), limits or Limits(), say, name)
    with locked(job.out), stop.heard():
        shelf = Shelf(job.out)
        shelf.tidy()
        result = _done(job, shelf, force)
        if keep:
            for gone in shelf.keep(keep):
                say(f"removed {gone}")
    return result


def _done(job: Job, shelf: Shelf, force: bool) -> Run:
    """The run, or the last good one where there is nothing new."""
    last = shelf.last
    before = shelf.told[last] if last else {}
    examine(job, shelf.number, last)
    same = before.get("fingerprint") == job.told["fingerprint"]
    if same and not force and manifest.whole(last, before):
        return Run(last, job.given, before["articles"], [Step(**step) for step in before["steps"]], unchanged=True,
                   manifest=before)
    if job.asked == "auto" and last:
        job.previous = _before(job, before) if same else last.resolve()
    result = _made(job, shelf, _count(job))
    if result.ok:
        tables = manifest.tables(result.manifest["outputs"])
        known = manifest.tables(before.get("outputs") or {})
        result.changed = sorted(name for name in tables.keys() | known.keys() if tables.get(name) != known.get(name))
    return result


def _before(job: Job, told: dict) -> Path | None:
    """What the last good run was compared with: in the same folder, or wherever it was."""
    known = told.get("previous")
    if not known:
        return None
    found = next((place.resolve() for place in (job.out / known["run"], Path(known["folder"]))
                  if manifest.tables_of(place) == known["tables"]), None)
    if found is None:
        job.say(f"the run that the last one was compared with, {known['run']}, is gone: this one is compared with none")
    return found


def _count(job: Job) -> int:
    """How many articles the notebooks will see; a wrong day or outlet stops here."""
    from ..corpus import Corpus

    values = job.common
    try:
        corpus = Corpus.open(values.get("articles", SPECIMEN), **_of(values, "keep", "store", "cluster"))
        chosen = corpus.select(**_of(values, "start", "end", "outlets"))
    except ValueError as error:
        raise ParameterError(str(error)) from None
    if not len(chosen):
        why = f"none of its {len(corpus)} articles is of the chosen days and outlets" if len(corpus) else \
            f"{len(corpus.rejected)} inputs rejected, first: {corpus.rejected.iloc[0].to_dict()}" \
            if len(corpus.rejected) else "nothing to read was found"
        raise ParameterError(f"articles={job.source!r}: no articles to analyse ({why})")
    _check(job, set(chosen.about["article_id"]))
    job.say(f"{len(chosen):,} articles from {chosen.about['source'].nunique()} outlets"
            + (f"; {len(chosen.rejected):,} inputs not taken, see 1-articles" if len(chosen.rejected) else ""))
    job.told["input"] |= {"articles": len(chosen),
                          "article_ids": manifest.fingerprint(ids=sorted(chosen.about["article_id"]))}
    return len(chosen)


def _check(job: Job, known: set[str]) -> None:
    """A story or a model that is none stops here, and not after minutes in a notebook."""
    for values in job.values.values():
        if (story := values.get("story")) and story not in known:
            raise ParameterError(f"story={story!r}: none of the {len(known):,} chosen articles has this article_id: "
                                 "the table stories of an earlier run names some; empty is the largest story")
        if "model" in values:
            from ..entities.models import by_language  # loads spaCy, two seconds
            try:
                by_language(values["model"])
            except ValueError as error:
                raise ParameterError(str(error)) from None


def _of(values: Mapping, *names: str) -> dict:
    return {name: values[name] for name in names if name in values}


def _made(job: Job, shelf: Shelf, articles: int) -> Run:
    building = shelf.begin()
    try:
        result, began = Run(building, job.given, articles), time.monotonic()
        result.manifest = job.told | {
            "code": job.told["code"] | provenance.commit(), "seeds": provenance.seeds(),
            "previous": marked(job.previous) if job.previous else None}
        deadline = began + job.limits.run_seconds
        for notebook, values in job.values.items():
            result.steps.append(_step(job, notebook, values, building, deadline))
        result.manifest["seconds"] = round(time.monotonic() - began, 1)
        _finish(result, job)
        with stop.held():
            result.folder = shelf.place(building, result.ok)
        return result
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _step(job: Job, notebook: Path, values: dict, building: Path, deadline: float) -> Step:
    from . import kernel, report_cells

    try:
        title = report_cells.title(notebook)
    except Exception:  # no notebook: papermill will say what is wrong with it
        title = notebook.stem
    if time.monotonic() > deadline:
        return Step(notebook.stem, title, TIMEOUT, error="the run's time was up before it began")
    job.say(f"{notebook.stem} …")
    given = values | {"out": str(building / "tables")}
    if "previous" in effective(notebook, {}):
        given["previous"] = str(job.previous or "")
    scratch = building / ".scratch"
    scratch.mkdir()
    step = kernel.execute(notebook, building / notebook.name, given, title=title, scratch=scratch, deadline=deadline,
                          cell_seconds=job.limits.cell_seconds, retries=job.limits.retries, say=job.say)
    shutil.rmtree(scratch, ignore_errors=True)
    step.parameters = effective(notebook, given)
    step.parameters.pop("out", None)
    job.say(f"{step.notebook} {step.status} after {step.seconds} s" + (f": cell {step.cell}" if step.cell else "")
            + (f": {one_line(step.error)}" if step.error else ""))
    return step


def _finish(result: Run, job: Job) -> None:
    """Everything that stands beside the notebooks; a run that cannot be kept whole, for a full disk, has failed, and
    its manifest says so.
    """
    from . import report

    try:
        inputs.write(result.folder, job.made_of)
        manifest.write(result)
        report.write(result.folder)
        manifest.write(result)
    except Exception as error:
        result.error = f"{type(error).__name__}: {one_line(str(error))}"
        job.say(f"{FAILED}: {result.error}")
        if isinstance(error, OSError) and error.errno in FULL:
            emptied(result.folder)
        manifest.write(result)

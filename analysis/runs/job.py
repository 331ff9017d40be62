"""A run as it was asked for: checked before anything is done, and what it would be made of.

The fingerprint of a job is over the input's names and contents, the parameters in force, the sources of the package
and of the notebooks, and the version of every package.  Where two jobs have the same, they give the same tables.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..paths import PROJECT, located
from . import inputs, manifest, provenance
from .outcome import OK
from .parameters import NotebookError, ParameterError, checked, declared, effective

NOTEBOOKS = PROJECT / "notebooks"
SPECIMEN = "data/articles"
WHERE = ("store", "cluster", "out", "previous")  # parameters that change no table, or are told apart otherwise


@dataclass(frozen=True)
class Limits:
    """cell_seconds, run_seconds: the longest that a cell, and all notebooks together, may run.  retries: how often a
    notebook is begun again when its kernel died.
    """

    cell_seconds: float = 4 * 3600
    run_seconds: float = 24 * 3600
    retries: int = 1

    def __post_init__(self):
        for name, least in (("cell_seconds", 1), ("run_seconds", 1), ("retries", 0)):
            if not getattr(self, name) >= least:
                raise ParameterError(f"{name}={getattr(self, name)!r} is not allowed; it takes a number from {least}")


@dataclass
class Job:
    """One run that was asked for.

    values: each notebook, in order, with the parameters it was given.  asked: what `previous` was asked for;
    previous: the run that it comes to.  made_of: the files of the input.  told: what the manifest says beforehand.
    """

    out: Path
    given: dict
    values: dict[Path, dict]
    asked: str
    previous: Path | None
    limits: Limits
    say: Callable[[str], None]
    name: str | None = None
    made_of: inputs.Inputs | None = None
    told: dict = field(default_factory=dict)

    @property
    def common(self) -> dict:
        """The parameters that it was given, those of all notebooks."""
        return {name: value for values in self.values.values() for name, value in values.items()}

    @property
    def source(self) -> str:
        """Where the articles are."""
        return self.common.get("articles", located(SPECIMEN))


def check(given: Mapping[str, str | Sequence[str]], only: Sequence[str] = ()) -> dict[Path, dict]:
    """The notebooks (all, or those named in `only`) with the typed values of the parameters that each declares.

    Raises ParameterError for a notebook or a parameter that there is not, and a value that is not allowed.
    """
    notebooks = sorted(NOTEBOOKS.glob("[0-9]-*.ipynb"))
    if strange := sorted(set(only) - {notebook.stem for notebook in notebooks}):
        raise ParameterError(f"only={strange}: no such notebook; there are "
                             f"{', '.join(notebook.stem for notebook in notebooks)}")
    return checked(given, [notebook for notebook in notebooks if not only or notebook.stem in only])


def named(previous: str | Path) -> Path | None:
    """The run that was asked for by its folder; None for auto and none.  ParameterError where it is no good run."""
    if str(previous) in ("auto", "none"):
        return None
    folder = Path(previous).resolve()
    if (manifest.read(folder) or {}).get("status") != OK:
        raise ParameterError(f"previous={str(previous)!r} is not the folder of a run that succeeded; name one, auto "
                             "for the last in the output folder, or none")
    return folder


def examine(job: Job, number: int, last: Path | None) -> None:
    """Tell what the job would be made of: its files (those of the `last` run are not read again), code, versions."""
    try:
        job.made_of = inputs.inputs(job.source, inputs.read(last) if last else None)
    except (OSError, ValueError, ImportError) as error:
        where = "" if "articles=" in str(error) else f"articles={job.source!r}: "
        raise ParameterError(f"{where}{error}") from None
    code, versions = provenance.code(job.values), provenance.packages() | provenance.machine()
    job.told = {
        "format": manifest.FORMAT, "number": number, "started": manifest.moment(), "set": job.name,
        "fingerprint": manifest.fingerprint(
            input=job.made_of.digest, parameters=_in_force(job), files=_files(job), code=code, versions=versions,
            previous=manifest.tables_of(job.previous) if job.previous else job.asked),
        "input": {"source": job.source, "digest": job.made_of.digest, "files": len(job.made_of.files),
                  "bytes": job.made_of.bytes},
        "code": {"digest": code}, "versions": versions}


def _in_force(job: Job) -> dict[str, dict]:
    """Each notebook's parameters, defaults too, but for those that change no table; where the articles are is told
    by what they are.
    """
    apart = {*WHERE, "articles"}
    return {notebook.stem: {name: value for name, value in effective(notebook, values).items() if name not in apart}
            for notebook, values in job.values.items()}


def _files(job: Job) -> dict[str, str]:
    """The digest of each file that a parameter names."""
    found = {}
    for notebook, values in job.values.items():
        try:
            known = declared(notebook)
        except NotebookError:
            continue
        found |= {name: inputs.inputs(value).digest for name, value in values.items()
                  if known[name].allowed == "a path or empty" and value}
    return found

"""Running the notebooks: parameters checked first, a run that can be trusted, and sheets that keep what it shows."""

from .job import Limits
from .lock import Busy
from .outcome import Run, Step
from .parameters import Parameter, ParameterError, declared
from .run import run

__all__ = ["Busy", "Limits", "Parameter", "ParameterError", "Run", "Sheet", "Step", "declared", "run"]


def __getattr__(name: str):
    if name == "Sheet":  # charts are slow to import, and a run that has nothing to do needs none
        from .sheet import Sheet
        return Sheet
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Running the notebooks: sheets that keep what a notebook shows, parameters checked first, runs and their report."""

from .parameters import Parameter, ParameterError, declared
from .run import Run, Step, run
from .sheet import Sheet

__all__ = ["Parameter", "ParameterError", "Run", "Sheet", "Step", "declared", "run"]

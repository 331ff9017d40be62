"""The notebooks' parameters: declared in their parameters cell, checked here before anything runs.

A declaration is one line of Python, `name: type = default  # allowed: meaning`, where "allowed" is one of

    5 to 60                 a number in this range, both ends included
    auto or 2 to 50         the same, or that word
    one of D, W, M          one of these
    a date or empty         YYYY-MM-DD
    a path, names, …        anything else says what is meant; the notebook's own step checks it

papermill itself takes any name and any value (an unknown name only warns, "abc" passes for a number, "007" becomes
7), so that a typing error would show as a wrong report.
"""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import papermill

_RANGE = re.compile(r"^(?:(?P<word>\w+) or )?(?P<low>-?\d+(?:\.\d+)?) to (?P<high>-?\d+(?:\.\d+)?)$")
KEPT_BY_RUNNER = frozenset({"out"})


class ParameterError(ValueError):
    """A parameter that no notebook has, or a value that it does not allow."""


@dataclass(frozen=True)
class Parameter:
    """One declared parameter of a notebook."""

    name: str
    kind: str
    default: object
    allowed: str
    meaning: str

    def parse(self, text: str) -> object:
        """The typed value of `text`; ParameterError with name, value and what is allowed where it does not fit."""
        try:
            value = _CASTS[self.kind](text.strip())
            if self._fits(value):
                return value
        except ValueError:
            pass
        raise ParameterError(f"{self.name}={text!r} is not allowed; it takes {self.allowed or self.kind}: "
                             f"{self.meaning}")

    def _fits(self, value: object) -> bool:
        if span := _RANGE.match(self.allowed):
            word = span["word"]
            if word is not None and value == word:
                return True
            return float(span["low"]) <= float(value) <= float(span["high"])
        if self.allowed.startswith("one of "):
            return value in self.allowed.removeprefix("one of ").split(", ")
        if self.allowed == "a date or empty":
            return value == "" or pd.Timestamp(pd.to_datetime(value, format="%Y-%m-%d")) is not pd.NaT
        return True


def _boolean(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(text)
    return text.lower() == "true"


_CASTS = {
    "str": str, "int": int, "float": float, "bool": _boolean,
    "list": lambda text: [name.strip() for name in text.split(",") if name.strip()],
}


def declared(notebook: Path) -> dict[str, Parameter]:
    """The parameters that a notebook declares, by name, without those that the runner sets itself."""
    found = {}
    for name, one in papermill.inspect_notebook(notebook).items():
        allowed, _, meaning = one["help"].partition(": ")
        found[name] = Parameter(name, one["inferred_type_name"], ast.literal_eval(one["default"]), allowed, meaning)
    return {name: parameter for name, parameter in found.items() if name not in KEPT_BY_RUNNER}


def checked(given: dict[str, str], notebooks: list[Path]) -> dict[Path, dict[str, object]]:
    """For each notebook the typed values of those of the `given` parameters that it declares.

    Raises ParameterError for a name that none of them declares, or a value that is not allowed.
    """
    known = {notebook: declared(notebook) for notebook in notebooks}
    names = sorted({name for parameters in known.values() for name in parameters})
    for name in given:
        if name not in names:
            raise ParameterError(f"{name}={given[name]!r}: no notebook has this parameter; there are "
                                 f"{', '.join(names)}")
    return {notebook: {name: parameter.parse(given[name]) for name, parameter in parameters.items() if name in given}
            for notebook, parameters in known.items()}

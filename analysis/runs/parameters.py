"""The notebooks' parameters: declared in their parameters cell, checked here before anything runs.

A declaration is one line of Python, `name: type = default  # allowed: meaning`, where "allowed" is one of

    5 to 60                 a number in this range, both ends included
    auto or 2 to 50         the same, or that word
    one of D, W, M          one of these
    a date or empty         YYYY-MM-DD
    a path, a path or empty, a folder or URL
                            made absolute, so that it means the same in the notebooks' folder; must exist where the
                            parameter is a path or empty
    names, …                anything else says what is meant; the notebook's own step checks it

papermill itself takes any name and any value (an unknown name only warns, "abc" passes for a number, "007" becomes
7), so that a typing error would show as a wrong report.  The cell is read as Python here, without papermill, whose
import takes longer than an unchanged run.
"""

import ast
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..paths import located

_RANGE = re.compile(r"^(?:(?P<word>\w+) or )?(?P<low>-?\d+(?:\.\d+)?) to (?P<high>-?\d+(?:\.\d+)?)$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
KEPT_BY_RUNNER = frozenset({"out", "previous"})


class ParameterError(ValueError):
    """A parameter that no notebook has, or a value that it does not allow."""


class NotebookError(ValueError):
    """A file that is no notebook, or whose parameters cell cannot be read."""


@dataclass(frozen=True)
class Parameter:
    """One declared parameter of a notebook."""

    name: str
    kind: str
    default: object
    allowed: str
    meaning: str

    def parse(self, given: str | Sequence[str]) -> object:
        """The typed value of `given`, a text or (for a list) texts; ParameterError with name, value and what is
        allowed where it does not fit.
        """
        try:
            value = _CASTS[self.kind](given.strip() if isinstance(given, str) else given)
            if self._fits(value):
                return self._placed(value)
        except (ValueError, AttributeError, TypeError):
            pass
        raise ParameterError(f"{self.name}={given!r} is not allowed; it takes {self.allowed or self.kind}: "
                             f"{self.meaning}")

    def _fits(self, value: object) -> bool:
        if span := _RANGE.match(self.allowed):
            if span["word"] is not None and value == span["word"]:
                return True
            number = value if self.kind in ("int", "float") else (float if "." in self.allowed else int)(value)
            return float(span["low"]) <= number <= float(span["high"])
        if self.allowed.startswith("one of "):
            return value in self.allowed.removeprefix("one of ").split(", ")
        if self.allowed == "a date or empty":
            return value == "" or bool(_DAY.fullmatch(value) and date.fromisoformat(value))
        if self.allowed == "a path or empty":
            return value == "" or "://" in value or Path(value).exists()
        return True

    def _placed(self, value: object) -> object:
        """Paths absolute."""
        if self.allowed.startswith("a path"):
            return located(value)
        if self.allowed == "a folder or URL" and value and "://" not in value:
            return str(Path(value).absolute())
        return value


def _boolean(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(text)
    return text.lower() == "true"


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise TypeError(given)
    return given


def _number(text: str) -> float:
    if not math.isfinite(value := float(text)):
        raise ValueError(text)
    return value


def _names(given: str | Sequence[str]) -> list[str]:
    """Names parted by commas, or as they are in a list, where a name may have a comma."""
    parts = given.split(",") if isinstance(given, str) else [_text(name) for name in given]
    return [name.strip() for name in parts if name.strip()]


_CASTS = {"str": _text, "int": int, "float": _number, "bool": _boolean, "list": _names}


def declared(notebook: Path, *, kept: bool = False) -> dict[str, Parameter]:
    """The parameters that a notebook declares, by name; those that the runner sets itself only if `kept`.

    Raises NotebookError for a file that is no notebook, or a cell that declares none.
    """
    source = next((cell["source"] for cell in cells(notebook) if "parameters" in cell["tags"]), "")
    lines = source.splitlines()
    try:
        found = [_parameter(node, lines) for node in ast.parse(source).body if isinstance(node, ast.AnnAssign)]
    except (SyntaxError, ValueError) as error:
        raise NotebookError(f"{notebook.name}: its parameters cell cannot be read: {error}") from None
    return {one.name: one for one in found if kept or one.name not in KEPT_BY_RUNNER}


def _parameter(node: ast.AnnAssign, lines: list[str]) -> Parameter:
    kind, default = ast.unparse(node.annotation).partition("[")[0], ast.literal_eval(node.value)
    if kind not in _CASTS:
        raise ValueError(f"{node.target.id} is of type {kind}; the types are {', '.join(_CASTS)}")
    rest = lines[node.end_lineno - 1].encode()[node.end_col_offset:].decode()
    allowed, _, meaning = rest.strip().lstrip("#").strip().partition(": ")
    return Parameter(node.target.id, kind, default, allowed, meaning)


def cells(notebook: Path) -> list[dict]:
    """The cells of a notebook: type, source as one text, tags.  Raises NotebookError where it is none."""
    try:
        found = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        return [{"type": cell["cell_type"], "source": "".join(cell["source"]),
                 "tags": list(cell.get("metadata", {}).get("tags", []))} for cell in found]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotebookError(f"{notebook.name} is no notebook: {type(error).__name__}: {error}") from None


def checked(given: Mapping[str, str | Sequence[str]], notebooks: Sequence[Path]) -> dict[Path, dict[str, object]]:
    """For each notebook the typed values of those of the `given` parameters that it declares; none for a file that
    is no notebook, which fails when it is run.

    Raises ParameterError for a name that none of them declares, or a value that is not allowed.
    """
    known, broken = {}, []
    for notebook in notebooks:
        try:
            known[notebook] = declared(notebook)
        except NotebookError as error:
            known[notebook] = {}
            broken.append(str(error))
    names = sorted({name for parameters in known.values() for name in parameters})
    for name in given:
        if name in KEPT_BY_RUNNER:
            raise ParameterError(f"{name}={given[name]!r}: the runner sets this one; use --{name}")
        if name not in names:
            raise ParameterError("; ".join([f"{name}={given[name]!r}: no notebook has this parameter; there are "
                                            f"{', '.join(names)}", *broken]))
    return {notebook: {name: parameter.parse(given[name]) for name, parameter in parameters.items() if name in given}
            for notebook, parameters in known.items()}


def effective(notebook: Path, values: Mapping[str, object]) -> dict[str, object]:
    """All parameters that a notebook runs with, `values` and defaults; only `values` where it cannot be read."""
    try:
        return {name: values.get(name, one.default) for name, one in declared(notebook, kept=True).items()}
    except NotebookError:
        return dict(values)

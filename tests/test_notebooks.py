"""The notebooks as they are committed: executed, in order, parameterized, and true to what they give now.

nbval compares outputs, but passes a notebook that has none; these gates and their controls close that door.
"""

import copy
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest

from analysis.runs import declared

PROJECT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
COMMON = {"articles", "start", "end", "outlets", "keep"}
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def faults(notebook) -> list[str]:
    """What keeps a notebook from being compared in earnest."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    found = []
    if [cell.execution_count for cell in code] != list(range(1, len(code) + 1)):
        found.append("cells not executed, or not in order")
    if not any(cell.outputs for cell in code):
        found.append("no outputs")
    for cell in code:
        tags = cell.metadata.get("tags", [])
        found += [f"tag {tag}" for tag in tags if tag in ("raises-exception", "nbval-ignore-output", "nbval-skip")]
        found += ["error output" for output in cell.outputs if output.output_type == "error"]
        found += ["warning on stderr" for output in cell.outputs if output.get("name") == "stderr"]
    if sum("parameters" in cell.metadata.get("tags", []) for cell in code) != 1:
        found.append("not exactly one parameters cell")
    if notebook.metadata.get("kernelspec", {}).get("name") != "python3":
        found.append("kernel is not python3")
    return found


def nbval(path: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--nbval", str(path)]
    return subprocess.run(command, capture_output=True, text=True, cwd=path.parent, timeout=300)


def shown(notebook) -> list[str]:
    """The tables that a notebook shows, as text."""
    return [output.data["text/plain"] for cell in notebook.cells if cell.cell_type == "code"
            for output in cell.outputs if output.output_type == "execute_result"]


@pytest.fixture
def small(tmp_path):
    """A notebook of two cells, executed, in a folder of its own; nbval passes it."""
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    notebook.cells = [nbformat.v4.new_code_cell("number = 6", metadata={"tags": ["parameters"]}),
                      nbformat.v4.new_code_cell("number * 7")]
    for count, cell in enumerate(notebook.cells, start=1):
        cell.execution_count = count
    notebook.cells[1].outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "42"}, execution_count=2)]
    return notebook, tmp_path / "small.ipynb"


def test_there_are_six_notebooks():
    assert [path.stem for path in NOTEBOOKS] == ["1-articles", "2-terms", "3-topics", "4-entities", "5-stories",
                                                 "6-changes"]


@each
def test_outputs_are_committed_whole_and_in_order(path):
    assert faults(nbformat.read(path, as_version=4)) == []


@each
def test_parameters_are_declared_with_type_and_meaning(path):
    parameters = declared(path)
    assert set(parameters) >= COMMON
    for parameter in parameters.values():
        assert parameter.kind in ("str", "int", "float", "bool", "list")
        assert parameter.allowed and parameter.meaning
        text = ",".join(parameter.default) if isinstance(parameter.default, list) else str(parameter.default)
        placed = str(PROJECT / text) if parameter.name == "articles" else parameter.default  # a path is made absolute
        assert parameter.parse(text) == placed


@each
def test_code_cells_are_short_and_call_the_package(path):
    code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    bodies = [[line for line in cell.source.splitlines() if line and not line.startswith(("from ", "import "))]
              for cell in code if "parameters" not in cell.metadata.get("tags", [])]
    assert max(map(len, bodies)) <= 4
    assert not [line for body in bodies for line in body if line.lstrip().startswith(("def ", "class ", "for "))]


@each
def test_nothing_of_the_machine_is_in_the_outputs(path):
    text = path.read_text()
    assert str(PROJECT) not in text and str(Path.home()) + "/" not in text


@pytest.mark.parametrize(("name", "parameters"), [
    ("1-articles", {"freq": "M", "outlets": ["Newsfold"]}),
    ("2-terms", {"start": "2025-06-01", "end": "2025-06-30", "top": 8, "follow": ["rare earths"]}),
    ("3-topics", {"k": "4", "freq": "M"}),
    ("4-entities", {"end": "2025-05-20", "window": "paragraph", "top": 10}),
    ("5-stories", {"story": "e5824ab183e8a1fa", "days": 5.0}),
    ("6-changes", {"since": "2025-06-23"}),
])
def test_papermill_runs_them_with_other_parameters(name, parameters, tmp_path):
    path = next(path for path in NOTEBOOKS if path.stem == name)
    done = papermill.execute_notebook(path, tmp_path / path.name, parameters | {"out": str(tmp_path / "tables")},
                                      cwd=tmp_path, progress_bar=False, kernel_name="python3")
    assert shown(done) != shown(nbformat.read(path, as_version=4))
    assert list((tmp_path / "tables").glob("*.csv")) and list((tmp_path / "tables").glob("*.svg"))


def test_a_right_notebook_passes_gate_and_nbval(small):
    notebook, path = small
    nbformat.write(notebook, path)
    assert faults(notebook) == []
    assert nbval(path).returncode == 0


def test_a_wrong_output_fails_in_nbval(small):
    notebook, path = small
    notebook.cells[1].outputs[0].data["text/plain"] = "41"
    nbformat.write(notebook, path)
    done = nbval(path)
    assert done.returncode == 1 and "1 failed" in done.stdout


def test_stripped_outputs_pass_nbval_but_not_the_gate(small):
    notebook, path = small
    for cell in notebook.cells:
        cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, path)
    assert "no outputs" in faults(notebook) and "cells not executed, or not in order" in faults(notebook)


@pytest.mark.parametrize(("change", "fault"), [
    (lambda nb: nb.cells.reverse(), "cells not executed, or not in order"),
    (lambda nb: nb.cells[1].metadata.update(tags=["raises-exception"]), "tag raises-exception"),
    (lambda nb: nb.cells[0].metadata.clear(), "not exactly one parameters cell"),
    (lambda nb: nb.cells[1].outputs.append(nbformat.v4.new_output("error", ename="E", evalue="", traceback=[])),
     "error output"),
    (lambda nb: nb.metadata.update(kernelspec={"name": "ir", "display_name": "R"}), "kernel is not python3"),
])
def test_the_gate_sees_each_fault(small, change, fault):
    notebook = copy.deepcopy(small[0])
    change(notebook)
    assert fault in faults(notebook)

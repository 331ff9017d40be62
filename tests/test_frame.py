"""The frame around the package: one set of versions, rooms that build on each other one way, a README that holds."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
NAMED = {"jupyterlab", "pandas", "matplotlib", "scikit-learn", "nbval", "papermill"}
# each room may import those before it in this list, and itself
ORDER = ["paths", "text", "style", "reading", "corpus", "articles", ("terms", "topics", "entities"), "stories",
         "evidence", "explore", "runs", "cli"]


def wanted() -> set[str]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    lines = project["dependencies"] + project["optional-dependencies"]["dev"]
    return {re.match(r"[\w.-]+", line)[0] for line in lines}


def locked() -> dict[str, set[str]]:
    found = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", (PROJECT / "requirements.lock").read_text(), re.M):
        found.setdefault(name, set()).add(version)
    return found


def conda() -> dict[str, str]:
    return dict(re.findall(r"^ +- ([\w.-]+)==(\S+)$", (PROJECT / "environment.yml").read_text(), re.M))


def test_the_lock_holds_one_version_of_everything_the_project_asks_for():
    lock = locked()
    assert wanted() >= NAMED
    assert {name: lock.get(name, set()) for name in wanted() if len(lock.get(name, ())) != 1} == {}


def test_every_locked_package_has_hashes():
    blocks = re.split(r"^(?=[\w.-]+==)", (PROJECT / "requirements.lock").read_text(), flags=re.M)[1:]
    assert len(blocks) > 100
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_conda_environment_has_the_same_versions():
    lock, environment = locked(), conda()
    assert set(environment) == wanted() - {"uv"}  # uv only writes the lock
    assert {name: version for name, version in environment.items() if lock[name] != {version}} == {}


def imports(path: Path):
    """(module, line) of everything that a file of the package imports from the package."""
    package = path.relative_to(PROJECT).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level]
            for alias in node.names:
                yield (*base, *(node.module or alias.name).split("."))
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "analysis":
            yield tuple(node.module.split("."))


def rank(room: str) -> int:
    return next(place for place, names in enumerate(ORDER) if room == names or room in names and names != room)


@pytest.mark.parametrize("path", sorted((PROJECT / "analysis").rglob("*.py")),
                         ids=lambda path: str(path.relative_to(PROJECT)))
def test_rooms_build_on_each_other_one_way(path):
    own = path.relative_to(PROJECT / "analysis").with_suffix("").parts[0]
    if own == "__init__":
        return
    for module in imports(path):
        other = module[1] if len(module) > 1 else None
        if other and other != own:
            assert rank(other) < rank(own), f"{path.name} imports {'.'.join(module)}"


def test_modules_stay_small():
    # numba caches by file: kernels that call each other share one
    together = {"analysis/articles/shingles.py", "analysis/text/places.py"}
    long = {str(path.relative_to(PROJECT)): lines for path in (PROJECT / "analysis").rglob("*.py")
            if (lines := path.read_text().count("\n")) > 300}
    assert set(long) <= together and max(long.values(), default=0) <= 400


def test_the_readme_names_only_targets_and_paths_that_exist():
    readme = (PROJECT / "README.md").read_text()
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(), re.M))
    named = set(re.findall(r"(?:^ {4}|`)make ([a-z]+)", readme, re.MULTILINE))
    assert {"report", "test", "lab"} <= named <= targets
    linked = re.findall(r"\]\(([^)#:]+)\)", readme)
    assert linked and [path for path in linked if not (PROJECT / path).exists()] == []

"""What made a run: the code, its commit, the packages, and every seed in the code.

The digest of the code is over the sources of this package and of the notebooks that run: their cells and tags, not
their outputs, so that executing them anew changes nothing.
"""

import ast
import hashlib
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..paths import PROJECT
from .parameters import NotebookError, cells

PACKAGE = Path(__file__).resolve().parents[1]


def code(notebooks: Iterable[Path]) -> str:
    """One digest of the package's sources and of those of the notebooks."""
    total = hashlib.blake2b(digest_size=16)
    for path in _sources():
        total.update(_part(path.relative_to(PACKAGE).as_posix(), path.read_bytes()))
    for notebook in sorted(notebooks):
        try:
            source = repr(cells(notebook)).encode("utf-8", "surrogatepass")
        except NotebookError:
            source = notebook.read_bytes()
        total.update(_part(notebook.name, source))
    return total.hexdigest()


def packages() -> dict[str, str]:
    """The version of each installed package, by name: read from the names of their folders, which takes no time."""
    found = {}
    for folder in reversed([Path(entry) for entry in sys.path if entry]):
        for about in folder.glob("*.dist-info") if folder.is_dir() else ():
            name, _, version = about.name.removesuffix(".dist-info").rpartition("-")
            found[name.replace("_", "-").lower()] = version
    return dict(sorted(found.items()))


def machine() -> dict[str, str]:
    """The version of Python, and the system."""
    return {"python": platform.python_version(), "system": f"{platform.system()} {platform.machine()}"}


def commit() -> dict[str, object]:
    """The commit of the project, and whether sources were changed since; both None where there is no git to tell."""
    told = _git("rev-parse", "--show-toplevel", "HEAD")
    if told is None or Path(told.splitlines()[0]).resolve() != PROJECT:
        return {"commit": None, "modified": None}
    changes = _git("status", "--porcelain", "--", "analysis", "notebooks")
    return {"commit": told.splitlines()[1], "modified": None if changes is None else bool(changes.strip())}


def seeds() -> dict[str, int]:
    """Every seed that the package's functions take by default, and every constant that is one, by where it stands."""
    found = {}
    for path in _sources():
        source = path.read_bytes() if path.suffix == ".py" else b""
        if b"seed" in source.lower() or b"random_state" in source:  # to parse all would take longer than to read them
            room = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
            found |= {f"{room}.{name}": value for name, value in _seeds(ast.parse(source))}
    return dict(sorted(found.items()))


def _seeds(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            yield from ((target.id, node.value.value) for target in node.targets
                        if isinstance(target, ast.Name) and "seed" in target.id.lower())
        elif isinstance(node, ast.FunctionDef):
            given = node.args
            named = [*given.posonlyargs, *given.args]
            pairs = [*zip(named[len(named) - len(given.defaults):], given.defaults, strict=True),
                     *zip(given.kwonlyargs, given.kw_defaults, strict=True)]
            yield from ((node.name, value.value) for name, value in pairs
                        if name.arg in ("seed", "random_state") and isinstance(value, ast.Constant))


def _sources() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts
                  and not path.name.startswith(".") and path.suffix != ".md")


def _part(name: str, content: bytes) -> bytes:
    return f"{name} {hashlib.blake2b(content, digest_size=16).hexdigest()}\n".encode()


def _git(*arguments: str) -> str | None:
    if not shutil.which("git"):
        return None
    told = subprocess.run(["git", "-C", str(PROJECT), *arguments], capture_output=True, text=True, check=False)
    return told.stdout if told.returncode == 0 else None

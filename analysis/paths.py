"""Where the project is, and what a relative path means: the same in a notebook, under papermill and on a command line.

Nothing else is imported here: a nightly run that finds nothing new needs it and hardly more.
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
MARK = "broadsheet.json"  # the file that says that a folder is a store


def stores(files: Iterable[str], read: Callable[[str], bytes]) -> tuple[str, ...]:
    """The folders of `files` that are stores (`Corpus.open`), each with a slash at its end; `read` gives a file's first
    bytes.  What is named as a store's mark may be no more than an outlet of that name, or not be readable.
    """
    found = []
    for path in files:
        if path.rpartition("/")[2] == MARK:
            try:
                told = json.loads(read(path))
            except (OSError, ValueError):
                continue
            found += [path.removesuffix(MARK)] if isinstance(told, dict) and list(told) == ["layout"] else []
    return tuple(found)


def located(source: str) -> str:
    """A path or glob that means the same anywhere: relative ones are looked for in the working folder, then in the
    project's; URLs, and what is in neither, stay as they are."""
    if not source or "://" in source or Path(source).is_absolute():
        return source
    folder = next((folder for folder in (Path.cwd(), PROJECT)
                   if (folder / source).exists() or any(folder.glob(source))), None)
    return str(folder / source) if folder else source

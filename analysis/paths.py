"""Where the project is, and what a relative path means: the same in a notebook, under papermill and on a command line.

Nothing else is imported here: a nightly run that finds nothing new needs it and hardly more.
"""

import json
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
MARK = "broadsheet.json"  # the file that says that a folder is a store


def marks_store(data: bytes) -> bool:
    """Whether this is what a file named MARK says in a store; an outlet may be named so too."""
    try:
        return list(json.loads(data)) == ["layout"]
    except ValueError:
        return False


def located(source: str) -> str:
    """A path or glob that means the same anywhere: relative ones are looked for in the working folder, then in the
    project's; URLs, and what is in neither, stay as they are."""
    if not source or "://" in source or Path(source).is_absolute():
        return source
    folder = next((folder for folder in (Path.cwd(), PROJECT)
                   if (folder / source).exists() or any(folder.glob(source))), None)
    return str(folder / source) if folder else source

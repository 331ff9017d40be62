"""manifest.json: what a run was made of, how it went, and a digest of everything in its folder.

    status        ok, failed, kernel_died or timeout; error: what ended it beside its notebooks
    number        1 for the first run in the folder; the order of runs, whatever the clock said
    started       by the clock; seconds: by a clock that is never set back
    set           the name of its set of parameters, null for none
    given         parameters as they were given;  parameters: all that were in force, each notebook's under "steps"
    previous      the run it was compared with: its folder, and the digest of its tables; null for none
    fingerprint   the same for the same input, parameters, code and packages
    input         source, digest (file names and contents), files, bytes; articles chosen, and a digest of their ids,
                  which is the same for the same articles from whatever files
    code          digest of the sources, commit, whether modified since
    versions      of Python, the system and every package;  seeds: every seed in the code
    steps         each notebook: status, seconds, peak_bytes, attempts, cell and error where it failed, parameters
    outputs       each file of the folder: bytes and digest;  tables: one digest over all tables
"""

import datetime
import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path

from .inputs import NAME as INPUTS
from .outcome import OK, Run

NAME = "manifest.json"
FORMAT = 1


def fingerprint(**made_of: object) -> str:
    """One digest of what decides what a run gives."""
    told = json.dumps(made_of, sort_keys=True, default=str, ensure_ascii=True)
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def read(folder: Path) -> dict | None:
    """The manifest of a run, None where there is none that can be read."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else None
    except (OSError, ValueError):
        return None


def whole(folder: Path, told: dict) -> bool:
    """Whether the run succeeded, and everything it made is still there, with as many bytes."""
    outputs = told.get("outputs")
    if told.get("format") != FORMAT or told.get("status") != OK or not isinstance(outputs, dict):
        return False
    try:
        return all(os.stat(folder / name).st_size == known["bytes"] for name, known in outputs.items())
    except OSError:
        return False


def tell(run: Run) -> None:
    """Bring the run's manifest up to what is known of its steps so far."""
    shared = {}
    for step in run.steps:
        shared = step.parameters | shared
    shared = {name: value for name, value in shared.items() if name != "out"}
    run.manifest |= {"status": run.status, "error": run.error, "given": run.parameters, "parameters": shared,
                     "articles": run.articles, "steps": [asdict(step) for step in run.steps]}


def write(run: Run) -> None:
    """The run's manifest.json, with its outputs as they are now."""
    tell(run)
    found = outputs(run.folder)
    run.manifest["outputs"] = found
    run.manifest["tables"] = tables_digest(found)
    text = json.dumps(run.manifest, indent=1, ensure_ascii=False, default=str)
    (run.folder / NAME).write_text(text + "\n", encoding="utf-8", errors="backslashreplace")


def outputs(folder: Path) -> dict[str, dict[str, object]]:
    """Bytes and digest of each file of a run but its manifest and list of inputs, which change with the machine."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in (NAME, INPUTS) and not name.startswith("."):
            with open(path, "rb") as file:
                digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
            found[name] = {"bytes": path.stat().st_size, "digest": digest}
    return found


def tables(found: dict[str, dict]) -> dict[str, str]:
    """The digest of each table among the outputs, by name."""
    return {name.removeprefix("tables/").removesuffix(".parquet"): known["digest"] for name, known in found.items()
            if name.startswith("tables/") and name.endswith(".parquet")}


def tables_of(folder: Path) -> str | None:
    """The digest of all tables of the run in `folder`."""
    return (read(folder) or {}).get("tables")


def tables_digest(found: dict[str, dict]) -> str:
    """One digest of all tables among the outputs."""
    return fingerprint(tables=tables(found))


def moment() -> str:
    """Now, by the clock, in UTC."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

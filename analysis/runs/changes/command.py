"""`broadsheet compare`: what changed from one run to another, in a few lines."""

import sys
from pathlib import Path

import pandas as pd

from .. import manifest
from ..parameters import ParameterError
from .chance import FALLEN, RISEN
from .compare import Changes, compare, surest
from .kept import check, load
from .kinds import KINDS
from .same import differences, same_input

ROWS, CELLS = 20, 3  # lines of a kind of things, and of a table that differs


def command(one: str, other: str, *, out: str = "", resamples: int = 1000) -> int:
    """Print what changed from run `one` to run `other` (folders), and keep the tables in folder `out` if it is named.

    Returns 0; 1 where both were made of the same input, parameters and code and yet have tables that differ, which are
    then printed cell by cell.  Raises ParameterError for folders that are no runs, runs that cannot be compared, and a
    folder `out` that cannot be written.
    """
    if Path(one).resolve() == Path(other).resolve() and load(one):
        print(f"{one} and {other} are the same run: nothing to compare.")
        return 0
    before, now = load(one), load(other)
    told = [manifest.read(Path(folder)) or {} for folder in (one, other)]
    check(before, now)
    if same_input(*told):
        return _alike(differences(one, other), out)
    if str(told[0].get("started", "")) > str(told[1].get("started", "")):
        print(f"The other way round: {before.name} is the later one, and what is called new is what it no longer has.")
    found = compare(before, now, resamples=resamples)
    print(found.statement)
    for line in lines(found):
        print(line)
    _keep(out, changed=surest(found.items), changed_articles=found.articles, changed_outlets=found.outlets)
    return 0


def _alike(unlike: pd.DataFrame, out: str) -> int:
    _keep(out, differences=unlike)
    if unlike.empty:
        print("The same input, parameters and code, and the same tables.")
        return 0
    tables = unlike["table"].nunique()
    print(f"The same input, parameters and code, but {tables} {'table differs' if tables == 1 else 'tables differ'}:",
          file=sys.stderr)
    for name, rows in unlike.groupby("table", sort=False):
        for row in rows.head(CELLS).itertuples():
            place = ("" if pd.isna(row.row) else f" row {row.row}") + (f" {row.column}" if row.column else "")
            print(f"  {name}{place}: {row.one} | {row.other}", file=sys.stderr)
        if len(rows) > CELLS:
            print(f"  {name}: … and {len(rows) - CELLS:,} more{'' if out else '; --out FOLDER keeps them'}",
                  file=sys.stderr)
    return 1


def lines(found: Changes) -> list[str]:
    """The numbers of articles, and of each kind the changes that are established or near it, one a line."""
    counts = found.articles["status"].value_counts()
    said = [f"articles: {counts.get('new', 0):,} new, {counts.get('revised', 0):,} revised, "
            f"{counts.get('gone', 0):,} gone, {counts.get('cleaned anew', 0):,} cleaned anew"]
    sure = surest(found.items)
    sure = sure[sure["change"].isin([*RISEN, *FALLEN])]
    for kind in KINDS:
        rows = sure[sure["kind"] == kind.name]
        said += [f"{kind.name} {row.change}: {row.shown}, {row.before_texts:,} to {row.new_texts:,} texts, "
                 f"{2**row.log_ratio:.2g} times as often (95 %: {2**row.low:.2g} to {2**row.high:.2g}), "
                 f"q {row.q_value:.2g}" for row in rows.head(ROWS).itertuples()]
        if len(rows) > ROWS:
            said.append(f"… and {len(rows) - ROWS:,} more {kind.plural}")
    return said


def _keep(out: str, **tables: pd.DataFrame) -> None:
    if not out:
        return
    try:
        Path(out).mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            table.to_parquet(Path(out) / f"{name}.parquet", index=False)
            table.to_csv(Path(out) / f"{name}.csv", index=False)
    except OSError as error:
        raise ParameterError(f"out={out!r} cannot be written ({error}); name another folder") from None

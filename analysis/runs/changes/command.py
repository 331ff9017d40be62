"""`broadsheet compare`: what changed from one run to another, in a few lines."""

import sys
from pathlib import Path

import pandas as pd

from .. import manifest
from .chance import FALLEN, RISEN
from .compare import Changes, compare, surest
from .kept import check, load
from .kinds import KINDS
from .same import differences, same_input

ROWS = 20


def command(one: str, other: str, *, out: str = "", resamples: int = 1000) -> int:
    """Print what changed from run `one` to run `other` (folders), and keep the tables in folder `out` if it is named.

    Returns 0; 1 where both were made of the same input, parameters and code and yet have tables that differ, which are
    then printed cell by cell.  Raises ParameterError for folders that are no runs, or runs that cannot be compared.
    """
    before, now = load(one), load(other)
    check(before, now)
    if same_input(*(manifest.read(Path(folder)) for folder in (one, other))):
        return _alike(differences(one, other), out)
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
    print(f"The same input, parameters and code, but {len(unlike):,} differences in {tables} table"
          f"{'' if tables == 1 else 's'}:", file=sys.stderr)
    for row in unlike.head(ROWS).itertuples():
        place = ("" if pd.isna(row.row) else f" row {row.row}") + (f" {row.column}" if row.column else "")
        print(f"  {row.table}{place}: {row.one} | {row.other}", file=sys.stderr)
    if len(unlike) > ROWS:
        print(f"  … and {len(unlike) - ROWS:,} more; --out FOLDER keeps all", file=sys.stderr)
    return 1


def lines(found: Changes) -> list[str]:
    """The numbers of articles, and of each kind the changes that are established or near it, one a line."""
    counts = found.articles["status"].value_counts()
    said = [f"articles: {counts.get('new', 0):,} new, {counts.get('revised', 0):,} revised, "
            f"{counts.get('gone', 0):,} gone, {counts.get('cleaned anew', 0):,} cleaned anew"]
    for kind in KINDS:
        rows = surest(found.items)
        rows = rows[(rows["kind"] == kind.name) & rows["change"].isin([*RISEN, *FALLEN])]
        said += [f"{kind.name} {row.change}: {row.shown}, {row.before_texts:,} to {row.new_texts:,} texts, "
                 f"{2**row.log_ratio:.2g} times as often (95 %: {2**row.low:.2g} to {2**row.high:.2g}), "
                 f"q {row.q_value:.2g}" for row in rows.head(ROWS).itertuples()]
        if len(rows) > ROWS:
            said.append(f"… and {len(rows) - ROWS:,} more {kind.plural}")
    return said


def _keep(out: str, **tables: pd.DataFrame) -> None:
    if out:
        Path(out).mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            table.to_parquet(Path(out) / f"{name}.parquet", index=False)
            table.to_csv(Path(out) / f"{name}.csv", index=False)

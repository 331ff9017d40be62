"""`Sheet`: what a notebook shows, shown in one manner and kept beside the run.

Every chart stands with its table.  In a run each table is kept whole under the name it is shown by (NAME.parquet,
NAME.csv), each chart as NAME.png and NAME.svg with its alternative text in NAME.txt; where the chart draws another
table than the one beside it, that is NAME_drawn, and the sentences behind its rows are NAME_evidence.  The report is
made from these files and from a mark that `show` leaves in the executed notebook (`SHOWN`).  In JupyterLab, where no
folder is given, nothing is written and no mark is left.
"""

from collections.abc import Sequence
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import display
from matplotlib.axes import Axes

DIGITS = 3
WIDEST = 120  # characters of one cell: a headline whole, a sentence of warning too
SHOWN = "application/vnd.broadsheet.shown+json"  # an output that no viewer draws: what was shown here, and how


class Sheet:
    """Shows tables and charts; `out` is the folder that keeps them, "" for none."""

    def __init__(self, out: str = ""):
        self.out = Path(out) if out else None
        if self.out:
            self.out.mkdir(parents=True, exist_ok=True)
        pd.set_option("display.max_colwidth", WIDEST)

    def show(self, name: str, table: pd.DataFrame, chart: Axes | None = None, *, rows: int = 20,
             columns: Sequence[str] | None = None, drawn: pd.DataFrame | None = None,
             evidence: pd.DataFrame | None = None) -> pd.DataFrame:
        """Draw `chart`, keep everything, and return the first `rows` rows for display, numbers rounded to 3 digits.

        `columns`: those to display, all by default.  `drawn`: what the chart draws, where that is not `table`.
        `evidence`: places behind the rows, as `evidence.of(table.head(n), corpus)` gives them (row, article_id,
        sentence); the report links the rows to them.  What is kept is whole and unrounded.  Where rows are left out of
        the display, or there are none, a line says so.
        """
        if chart is not None:
            self._draw(name, chart)
        if self.out:
            for ending, one in (("", table), ("_drawn", drawn), ("_evidence", evidence)):
                if one is not None:
                    self._write(name + ending, one)
            self._mark(name=name, rows=rows, columns=list(columns or table.columns), title=_title(chart))
        if len(table) > rows or table.empty:
            print(f"{name}: the first {rows} of {len(table):,} rows" if len(table) else f"{name}: none")
        seen = table[list(columns or table.columns)].head(rows)
        return seen.round(dict.fromkeys(seen.select_dtypes("float").columns, DIGITS))

    def keep(self, name: str, table: pd.DataFrame) -> None:
        """Keep `table` as NAME.parquet without showing it: what a later run is compared with."""
        if self.out:
            # in one group of rows: each has all names of a column of categories again
            table.to_parquet(self.out / f"{name}.parquet", index=False, row_group_size=max(len(table), 1))

    def _write(self, name: str, table: pd.DataFrame) -> None:
        table.to_parquet(self.out / f"{name}.parquet", index=False)
        table.to_csv(self.out / f"{name}.csv", index=False)

    def _draw(self, name: str, chart: Axes) -> None:
        figure = chart.figure
        alternative = getattr(figure, "alternative_text", "")
        display(figure, metadata={"image/png": {"alt": alternative, "name": name}})
        if self.out:
            figure.savefig(self.out / f"{name}.png")
            figure.savefig(self.out / f"{name}.svg", metadata={"Date": None, "Description": alternative or None})
            (self.out / f"{name}.txt").write_text(alternative + "\n", encoding="utf-8")
        plt.close(figure)

    def _mark(self, **shown) -> None:
        display({SHOWN: shown, "text/plain": ""}, raw=True)


def _title(chart: Axes | None) -> str | None:
    """The chart's own title, None where there is no chart."""
    if chart is None:
        return None
    over = chart.figure.get_suptitle()
    return over or chart.get_title(loc="left") or chart.get_title()

"""`Sheet`: what a notebook shows, shown in one manner and kept beside the run.

Every chart stands with its table.  In a run each table is kept whole (Parquet and CSV) and each chart as PNG and
SVG under the name it is shown by; in JupyterLab, where no folder is given, nothing is written.
"""

from collections.abc import Sequence
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import display
from matplotlib.axes import Axes

DIGITS = 3
WIDEST = 120  # characters of one cell: a headline whole, a sentence of warning too


class Sheet:
    """Shows tables and charts; `out` is the folder that keeps them, "" for none."""

    def __init__(self, out: str = ""):
        self.out = Path(out) if out else None
        if self.out:
            self.out.mkdir(parents=True, exist_ok=True)
        pd.set_option("display.max_colwidth", WIDEST)

    def show(self, name: str, table: pd.DataFrame, chart: Axes | None = None, *, rows: int = 20,
             columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Draw `chart`, keep both, and return the first `rows` rows for display, numbers rounded to 3 digits.

        `columns`: those to display, all by default.  The kept table is whole and unrounded.  Where rows are left out
        of the display, or there are none, a line says so.
        """
        if chart is not None:
            self._draw(name, chart)
        if self.out:
            table.to_parquet(self.out / f"{name}.parquet", index=False)
            table.to_csv(self.out / f"{name}.csv", index=False)
        if len(table) > rows or table.empty:
            print(f"{name}: the first {rows} of {len(table):,} rows" if len(table) else f"{name}: none")
        seen = table[list(columns or table.columns)].head(rows)
        return seen.round(dict.fromkeys(seen.select_dtypes("float").columns, DIGITS))

    def _draw(self, name: str, chart: Axes) -> None:
        figure = chart.figure
        alternative = getattr(figure, "alternative_text", "")
        display(figure, metadata={"image/png": {"alt": alternative}})
        if self.out:
            figure.savefig(self.out / f"{name}.png")
            figure.savefig(self.out / f"{name}.svg", metadata={"Date": None, "Description": alternative or None})
        plt.close(figure)

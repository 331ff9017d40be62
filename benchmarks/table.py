"""The table of ratios that the README quotes: runs the benchmarks behind it, one after the other, and prints it last.

    python benchmarks/table.py [--only terms/counting.py …]

A row takes its figure from a line that the script prints; a script that prints no such line, or fails, ends this with
exit status 1 after the others have run.  About half an hour on two idle cores.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent


class Row(NamedTuple):
    """One line of the table: what is measured, beside what, and where a script (with its options) prints it."""

    what: str
    beside: str
    script: str
    line: str
    told: str = "{} times as fast"


ROWS = [
    Row("term matrix, 100 MB, equal counts", "scikit-learn CountVectorizer", "terms/counting.py",
        r"^matrix of 1 to 1 words.*ratio ([\d.]+)"),
    Row("the same, n-grams of 1 and 2 words", "scikit-learn CountVectorizer", "terms/counting.py",
        r"^matrix of 1 to 2 words.*ratio ([\d.]+)"),
    Row("memory of the matrix", "scikit-learn CountVectorizer", "terms/counting.py",
        r"(?s)^memory of vectorizer: (\d+) MB.*^memory of matrix: (\d+) MB", "{1} MB beside {0} MB"),
    Row("counts of all words", "Polars", "terms/counting.py", r"^count of .*ratio ([\d.]+)"),
    Row("the table of terms.count: units, dispersion, spelling", "Polars' bare counts", "terms/counting.py",
        r"^the whole table of terms.count.*ratio ([\d.]+)"),
    Row("steps of a night with 1 % new articles, of 1,000", "the first run", "corpus/rerun.py",
        r"^1 % new +steps .*?([\d.]+)%", "{} % of its time"),
    Row("the whole report on that night, of 4,000", "the first report", "corpus/rerun.py --articles 4000 --report",
        r"^1 % new +report .*?([\d.]+)%", "{} % of its time"),
    Row("two Dask workers, names", "one worker", "corpus/cluster.py --workers 1 2", r"^name, 2 workers.*?([\d.]+) x"),
    Row("two Dask workers, reading 60,000 articles", "one worker", "corpus/cluster.py --workers 1 2",
        r"^read, 2 workers.*?([\d.]+) x"),
    Row("names in new text", "spaCy's nlp.pipe, same model", "entities/speed.py",
        r"(?s)^mentions +([\d.]+) s.*^nlp.pipe +([\d.]+) s", "{ratio} times as fast"),
]


def printed(script: str) -> str | None:
    """What a script prints, shown as it comes; None where it fails."""
    name, *options = script.split()
    print(f"== {script}", flush=True)
    lines = []
    with subprocess.Popen([sys.executable, str(HERE / name), *options], stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    return "".join(lines) if process.returncode == 0 else None


def figure(row: Row, text: str | None) -> str | None:
    """The row's figure in words; None where the script did not print it."""
    found = re.search(row.line, text or "", re.MULTILINE)
    if not found:
        return None
    values = found.groups()
    ratio = f"{float(values[-1]) / float(values[0]):.2f}" if "ratio" in row.told else ""
    return row.told.format(*values, ratio=ratio)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", nargs="+", default=[], help="scripts, as in terms/counting.py")
    only = parser.parse_args().only
    rows = [row for row in ROWS if not only or row.script.split()[0] in only]
    texts = {script: printed(script) for script in dict.fromkeys(row.script for row in rows)}
    told = [(row, figure(row, texts[row.script])) for row in rows]
    print("\n| what | beside | measured |\n|---|---|---|")
    for row, value in told:
        print(f"| {row.what} | {row.beside} | {value or 'not measured'} |")
    sys.exit(any(value is None for _, value in told))


if __name__ == "__main__":
    main()

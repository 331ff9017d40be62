"""Makes analysis/stories/background.parquet, how many articles have each word, from Wikinews.

    python benchmarks/stories/background.py [folder with wikinews.jsonl.gz] [--write]

Without --write it only says whether the file is what it would make.  The articles are 618 of English Wikinews, written
2004 to 2023 (CC BY 2.5, https://en.wikinews.org); the file keeps numbers of words and counts, no text.
"""

import argparse
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import stories
from analysis.stories import background

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "corpora"
PLACE = Path(stories.__file__).parent / background.NAME


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("source", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    source = options.source / "wikinews.jsonl.gz"
    if not source.exists():
        parser.exit(message=f"no {source}: skipped\n")
    articles = pd.read_json(source, lines=True)[["title", "text"]].fillna("").astype(str)
    table = background.counted(pa.Table.from_pandas(articles, preserve_index=False))
    if options.write:
        pq.write_table(table, PLACE, compression="zstd")
    same = pq.read_table(PLACE).equals(table, check_metadata=True)
    print(f"{len(articles):,} articles, {len(table):,} words, {PLACE.stat().st_size / 1e3:.0f} kB: "
          f"{'the file' if same else 'NOT the file'}")


if __name__ == "__main__":
    main()

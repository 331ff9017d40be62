"""How fast each format is read, as a ratio to json.loads of the same articles.

    python benchmarks/reading/formats.py

Writes the articles of news_2016 (development corpora) as JSON lines, JSON, CSV and Parquet to a temporary folder
and reads them with everything switched on: repair, dates, language. Processor time of one core.
"""

import csv
import json
import tempfile
import time
from pathlib import Path

import pandas as pd
from labelled import load

from analysis import reading


def write(articles: list[dict], folder: Path) -> list[Path]:
    """The articles as one file of each format."""
    paths = [folder / f"articles.{ending}" for ending in ("jsonl", "json", "csv", "parquet")]
    paths[0].write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles))
    paths[1].write_text(json.dumps(articles, ensure_ascii=False))
    with open(paths[2], "w", newline="") as file:
        writer = csv.DictWriter(file, ["title", "text", "source", "date", "url"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(articles)
    pd.DataFrame(articles).to_parquet(paths[3])
    return paths


def timed(work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    articles = load("news_2016.jsonl.gz")
    with tempfile.TemporaryDirectory() as folder:
        paths = write(articles, Path(folder))
        lines = paths[0].read_text().splitlines()
        size = paths[0].stat().st_size / 1e6
        loads = timed(lambda: [json.loads(line) for line in lines])
        list(reading.read(paths[0]))  # models are loaded once
        print(f"json.loads: {size / loads:.0f} MB/s of JSON lines")
        for path in paths:
            spent = timed(lambda path=path: [None for _ in reading.read(path)])
            print(f"{path.suffix:9} {size / spent:5.1f} MB/s (of the JSON lines)   {spent / loads:5.1f} x json.loads")


if __name__ == "__main__":
    main()

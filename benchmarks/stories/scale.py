"""Stories of a large collection: time, memory, and the same again with the store that the first run left.

    python benchmarks/stories/scale.py [--articles 37000] [folder with news_2016.jsonl.gz]

Generated articles (benchmarks/large.py), in the generated order of days, and all without dates, which leaves more
pairs of articles alike.  Each run is a process of its own, with one worker, so that all memory is that process's.
`copies` is what stories build on and is kept in no store.  Prints seconds and gigabytes at the peak.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import alone
import large


def run(folder: Path, store: Path, window: float | None, what: str) -> dict[str, float]:
    from analysis import Corpus, articles, stories
    marks = {"start": time.perf_counter()}
    corpus = Corpus.open(folder, store=store, workers=1)
    marks["open"] = time.perf_counter()
    if what != "open":
        corpus.once(articles.copies)
        marks["copies"] = time.perf_counter()
    if what == "stories":
        found = stories.find(corpus, window=window)
        marks["find"] = time.perf_counter()
        listed = stories.overview(corpus, found)
        marks["overview"] = time.perf_counter()
        marks["stories"], marks["largest"] = len(listed), int(listed["articles"].max())
    return marks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=37_000)
    options, source = large.asked(parser)
    with tempfile.TemporaryDirectory() as temporary:
        folder, store = Path(temporary) / "articles", Path(temporary) / "store"
        large.write(folder, options.articles, source=source)
        for name, window, what in (("open", 2.0, "open"), ("copies", 2.0, "copies"), ("stories", 2.0, "stories"),
                                   ("stories again", 2.0, "stories"), ("without dates", None, "stories")):
            seconds, peak, marks = alone.alone(run, folder, store, window, what)
            times = [key for key in ("start", "open", "copies", "find", "overview") if key in marks]
            steps = ", ".join(f"{after} {marks[after] - marks[before]:.0f} s"
                              for before, after in zip(times, times[1:], strict=False))
            told = f"; {marks['stories']:,} stories, the largest of {marks['largest']}" if "stories" in marks else ""
            print(f"{name:14} {seconds:6.0f} s  {peak:.2f} GB   ({steps}{told})", flush=True)


if __name__ == "__main__":
    main()

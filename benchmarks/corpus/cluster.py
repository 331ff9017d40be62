"""What a Dask cluster gains: the same work on 1, 2 and 4 worker processes of a real scheduler over TCP.

    python benchmarks/corpus/cluster.py [--articles 60000] [--named 400] [--workers 1 2 4] [folder of the articles]

Two kinds of work on generated articles (benchmarks/large.py), each into a fresh store: reading files and computing
what is compared of their words, and recognising names in the first few files.  Workers are warm, as those of a cluster
that runs every night: each has read a few files by itself, so that code is compiled and models are loaded.  Prints
seconds, and how many times the speed of the first number of workers.
"""

import argparse
import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import large

from analysis import Corpus
from analysis.articles.copies import KEYS
from analysis.entities import tagger

FILE = 100  # articles a file


@contextlib.contextmanager
def cluster(workers: int, place: Path, few: Path) -> Iterator[str]:
    """The address of a scheduler on this machine with that many workers of one thread each, warmed by a `few` files."""
    address = place / f"scheduler-{workers}.json"
    dask, quiet = [sys.executable, "-m", "dask"], {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [subprocess.Popen([*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                                 "--scheduler-file", str(address)], cwd=place, **quiet)]
    try:
        started.append(subprocess.Popen([*dask, "worker", "--scheduler-file", str(address), "--nworkers", str(workers),
                                         "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"], cwd=place,
                                        **quiet))
        from distributed import Client
        while not address.exists():
            time.sleep(0.1)
        with Client(scheduler_file=str(address), set_as_default=False) as client:
            client.wait_for_workers(workers)
            client.run(warm, few)
            yield client.scheduler.address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def warm(folder: Path) -> None:
    """Load in this process what is loaded once."""
    tagger.load("en_core_web_md")
    for _ in Corpus.open(folder, store="memory://warm", workers=1).each(KEYS):
        pass


def read(folder: Path, store: Path, address: str) -> None:
    """Open a folder of articles, and read the words to compare."""
    corpus = Corpus.open(folder, store=store, cluster=address)
    for _ in corpus.each(KEYS):
        pass


def name(folder: Path, store: Path, address: str) -> None:
    """Recognise the names of a corpus that is read."""
    corpus = Corpus.open(folder, store=store, cluster=address)
    lines = [line for text in corpus.articles["text"] for line in text.split("\n") if line.strip()]
    corpus.recall(tagger.reader("en_core_web_md"), lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=60000)
    parser.add_argument("--named", type=int, default=400)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    options, source = large.asked(parser)
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        large.write(place / "read", options.articles, source=source, per_file=FILE)
        large.write(place / "name", options.named, source=source, per_file=FILE)
        warm(place / "name")
        for work, run in (("read", read), ("name", name)):
            alone = None
            for workers in options.workers:
                with cluster(workers, place, place / "name") as address:
                    store = place / f"{work}-{workers}"
                    if work == "name":
                        Corpus.open(place / work, store=store)
                    start = time.perf_counter()
                    run(place / work, store, address)
                    seconds = time.perf_counter() - start
                alone = alone or seconds
                print(f"{work}, {workers} workers: {seconds:6.1f} s  {alone / seconds:.2f} x", flush=True)


if __name__ == "__main__":
    main()

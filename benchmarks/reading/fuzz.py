"""Damaged and random files through every reader, for a bounded time; a crash is printed with what caused it.

    python benchmarks/reading/fuzz.py [SECONDS] [SEED]

Takes 20 seconds unless told otherwise. Each round damages a small sound file of one format (bytes cut,
swapped, repeated, replaced) and reads it; whatever the bytes, reading must give records or rows that say why not.
Exits with 1 and the bytes, in base64, of the first file that made a reader raise.
"""

import base64
import gzip
import io
import json
import random
import sys
import time
import traceback

import pandas as pd

from analysis.reading.assemble import assemble
from analysis.reading.formats import READERS, read_stream
from analysis.reading.items import Item

SECONDS, SEED = 20, 0
ARTICLE = {
    "title": "Council votes on bridge",
    "text": "By Ada Quill\nThe council voted on Monday to rebuild the “old” bridge & more.\n\nShare",
    "date": "2021-03-01T10:00:00Z",
    "source": "Northmarch Post",
}


def sound_files() -> dict[str, bytes]:
    """One small file of each format."""
    table = io.BytesIO()
    pd.DataFrame([ARTICLE] * 3).to_parquet(table)
    html = f"<html><head><title>{ARTICLE['title']}</title></head><body><p>{ARTICLE['text'] * 4}</p></body></html>"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}".encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {len(http)}\r\n\r\n"
    lines = json.dumps(ARTICLE) + "\n"
    return {
        ".txt": ARTICLE["text"].encode("utf-16"),
        ".md": ARTICLE["text"].encode("cp1252"),
        ".html": html.encode(),
        ".jsonl": lines.encode() * 3,
        ".jsonl.gz": gzip.compress(lines.encode() * 50),
        ".json": json.dumps([ARTICLE] * 3).encode(),
        ".csv": b'title,text,date\nOne,"The ""first"" text\nof it.",2021-03-01\nTwo,"The second.",\n',
        ".tsv": "title\ttext\nOne\tThe first text of it.\n".encode("utf-16"),
        ".parquet": table.getvalue(),
        ".warc": (head.encode() + http + b"\r\n\r\n") * 2,
    }


def damaged(data: bytes, rng: random.Random) -> bytes:
    """`data` after one to four random injuries."""
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(data) + 1)
        end = min(len(data), start + rng.choice((0, 1, 4, 30, len(data))))
        new = rng.choice(
            (b"", rng.randbytes(rng.randint(1, 8)), data[start:end] * 2, b'"', b"\x00", b"\n", b"[" * 2000)
        )
        data = data[:start] + new + data[end:]
    return data


def main(seconds: float, seed: int) -> int:
    rng, files, rounds = random.Random(seed), sound_files(), 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        kind = rng.choice([*files, *READERS])
        data = damaged(files.get(kind, rng.randbytes(rng.randint(0, 300))), rng)
        try:
            for thing in read_stream(io.BytesIO(data), "a" + kind, columns=None):
                if isinstance(thing, Item):
                    list(assemble(thing, "a" + kind, "a" + kind, {}))
        except Exception:
            traceback.print_exc()
            print(f"{kind} after {rounds} rounds of seed {seed}: {base64.b64encode(data).decode()}")
            return 1
        rounds += 1
    print(f"{rounds} damaged files read without a crash")
    return 0


if __name__ == "__main__":
    given = [float(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(given + [SECONDS, SEED][len(given) :])))

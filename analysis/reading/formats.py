"""Which reader reads which file: by the end of its name, through gzip, zstandard and zip."""

import gzip
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

import pyarrow
import zstandard

from .csv_files import read_csv
from .html_files import read_html
from .items import Item, Trouble
from .json_files import read_json
from .jsonl_files import read_jsonl
from .page_files import read_page
from .parquet_files import read_parquet
from .warc_files import read_warc

READERS: dict[str, Callable] = {
    ".txt": read_page,
    ".md": read_page,
    ".html": read_html,
    ".htm": read_html,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".parquet": read_parquet,
    ".warc": read_warc,
}
# What a file that is cut short, damaged, locked or mislabelled raises; each becomes a row that says so.
DAMAGE = (
    EOFError,
    OSError,
    ValueError,
    zlib.error,
    zstandard.ZstdError,
    zipfile.BadZipFile,
    pyarrow.ArrowException,
    NotImplementedError,
)


def ending(name: str) -> tuple[str, str]:
    """(format, compression) by a file's name: (".jsonl", ".gz"), (".txt", "")."""
    stem, last = posixpath.splitext(name.lower())
    if last in (".gz", ".zst"):
        return posixpath.splitext(stem)[1], last
    return last, ""


def read_stream(handle: BinaryIO, name: str, *, columns: Mapping[str, str] | None) -> Iterator[Item | Trouble]:
    """What the file `name`, opened as `handle`, holds. Damage ends the file with a row; what came before stays."""
    kind, compression = ending(name)
    if kind not in READERS:
        yield Trouble("unknown format", f"known are {', '.join(READERS)}, .zip, each also .gz or .zst")
        return
    empty = True
    try:
        if compression == ".gz":
            handle = gzip.GzipFile(fileobj=handle)
        elif compression == ".zst":
            handle = zstandard.ZstdDecompressor().stream_reader(handle, read_across_frames=True)
        for thing in READERS[kind](handle, columns=columns):
            empty = False
            yield thing
    except DAMAGE as error:
        empty = False
        yield Trouble(_reason(error), f"{error or type(error).__name__}; what came before it is kept")
    if empty:
        yield Trouble("empty file", "no record in it")


def _reason(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "not readable"
    if isinstance(error, EOFError):
        return "cut short"
    return "binary" if "binary data" in str(error) else "damaged"

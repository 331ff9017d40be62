"""The input's digest: of names and contents alone, and of nothing that was read before."""

import os
import time
from dataclasses import dataclass

import fsspec
import pyarrow as pa
import pytest

from analysis.corpus.store import Store
from analysis.runs import inputs as module
from analysis.runs.inputs import inputs, read, write

OLD = time.time() - 86400


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "news"
    (place / "b").mkdir(parents=True)
    for name, text in (("a.txt", "one"), ("b/c.txt", "two"), ("b/ä,\"d\".txt", "three"), (".hidden", "x")):
        (place / name).write_text(text)
    return place


@dataclass
class Opened:
    """Which files were read."""

    names: list


@pytest.fixture
def opened(monkeypatch):
    seen, real = Opened([]), module._digest
    monkeypatch.setattr(module, "_digest", lambda fs, path, stamp: seen.names.append(os.path.basename(path))
                        or real(fs, path, stamp))
    return seen


@pytest.fixture
def settled(monkeypatch):
    """The moment at which stamps are taken is a minute later: no file is fresh."""
    now = time.time_ns
    monkeypatch.setattr(module.time, "time_ns", lambda: now() + 60 * 10**9)


def test_the_digest_is_of_names_and_contents_whatever_the_order_folder_and_times(folder, tmp_path):
    found = inputs(str(folder))
    assert [file.name for file in found.files] == ["a.txt", "b/c.txt", "b/ä,\"d\".txt"] and found.bytes == 11
    other = tmp_path / "elsewhere"
    (other / "b").mkdir(parents=True)
    for file in reversed(found.files):
        (other / file.name).write_bytes((folder / file.name).read_bytes())
        os.utime(other / file.name, (OLD, OLD))
    assert inputs(str(other)).digest == found.digest
    (other / "a.txt").rename(other / "e.txt")
    assert inputs(str(other)).digest != found.digest


def test_what_was_read_is_not_read_again_and_what_changed_is(folder, tmp_path, opened, settled):
    first = inputs(str(folder))
    write(tmp_path, first)
    known = read(tmp_path)
    assert list(known.values()) == first.files and len(opened.names) == 3
    opened.names.clear()
    assert inputs(str(folder), known) == first and opened.names == []
    before = os.stat(folder / "a.txt")
    (folder / "a.txt").write_text("0ne")
    os.utime(folder / "a.txt", ns=(before.st_atime_ns, before.st_mtime_ns))  # as large, and as old, as it was
    assert inputs(str(folder), known).digest != first.digest and opened.names == ["a.txt"]
    os.utime(folder / "b" / "c.txt")
    (folder / "a.txt").write_text("one")
    assert inputs(str(folder), known).digest == first.digest


def test_a_stamp_that_a_later_change_could_share_is_not_trusted(folder, tmp_path, opened, monkeypatch):
    for shift in (0, -3600):  # taken at once; taken after the clock was set back an hour
        moment = time.time_ns() + shift * 10**9
        with monkeypatch.context() as patch:
            patch.setattr(module.time, "time_ns", lambda moment=moment: moment)
            write(tmp_path, inputs(str(folder)))
        assert {file.stamp for file in read(tmp_path).values()} == {""}
        opened.names.clear()
        inputs(str(folder), read(tmp_path))
        assert len(opened.names) == 3


def test_links_pipes_and_circles_are_told_and_keep_nobody_waiting(folder):
    (folder / "circle").symlink_to(folder)
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe")
    found = {file.name: file for file in inputs(str(folder)).files}
    assert found["pipe"].digest == "not a file" and found["gone.txt"].digest == "not a file"
    assert not any(name.startswith("circle/") for name in found)


@pytest.mark.parametrize("where", ["file", "memory"])
def test_a_store_below_the_folder_does_not_count(folder, where):
    fs, source = (fsspec.filesystem(where), str(folder) if where == "file" else "memory://below/news")
    bare = source.removeprefix("memory:/")
    fs.makedirs(f"{bare}/outlet", exist_ok=True)
    fs.pipe_file(f"{bare}/a.json", b"[]")
    before = [file.name for file in inputs(source).files]
    Store(f"{source}/kept").prepare().write("steps/x-1", pa.table({"x": [1]}))
    assert [file.name for file in inputs(source).files] == before
    for told in (b'[{"text": "An outlet of that name."}]', b"5", b"null", b"{"):
        fs.pipe_file(f"{bare}/outlet/broadsheet.json", told)
        assert [file.name for file in inputs(source).files] == sorted([*before, "outlet/broadsheet.json"])


def test_files_globs_and_stores_elsewhere(folder):
    assert [file.name for file in inputs(str(folder / "a.txt")).files] == ["a.txt"]
    assert [file.name for file in inputs(str(folder / "*" / "*.txt")).files] == ["b/c.txt", "b/ä,\"d\".txt"]
    memory = fsspec.filesystem("memory")
    memory.pipe("/news/a.txt", b"one")
    first = inputs("memory://news")
    assert [(file.name, file.bytes) for file in first.files] == [("a.txt", 3)]
    memory.pipe("/news/a.txt", b"two")
    assert inputs("memory://news").digest != first.digest
    memory.rm("/news", recursive=True)


def test_what_does_not_exist_is_one_clear_error(tmp_path):
    with pytest.raises(ValueError, match="articles='.*nowhere' does not exist"):
        inputs(str(tmp_path / "nowhere"))
    with pytest.raises(ValueError, match="articles='': give a file"):
        inputs("")


def test_a_damaged_list_of_inputs_is_no_list(tmp_path, folder):
    write(tmp_path, inputs(str(folder)))
    path = tmp_path / module.NAME
    path.write_bytes(path.read_bytes()[:-9])
    assert read(tmp_path) == {} and read(tmp_path / "none") == {}

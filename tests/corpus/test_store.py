"""The store: what is written comes back or is known to be damaged, and one clear error says what to do."""

import json
import os
import pickle
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pytest
from material import contents

from analysis.corpus.store import _HOST, LAYOUT, MARK, Damaged, Store, StoreError

TABLE = pa.table({"text": ["The ferry sailed.", None, "Große Fähre"], "row": [1, 2, 3]})


@pytest.fixture
def store(tmp_path):
    return Store(str(tmp_path / "store")).prepare()


@pytest.mark.parametrize("url", ["{}", "file://{}", "memory://{}"])
def test_what_is_written_comes_back_under_any_address(tmp_path, url):
    store = Store(url.format(tmp_path / "new" / "store")).prepare()
    name = store.write("steps/one-1", TABLE, "key")
    assert store.read("steps/one-1", name).equals(TABLE)
    assert store.read("steps/one-1", name, ["row"]).column_names == ["row"]
    assert store.names("steps/one-1") == {"key": name} and store.names("steps/other-1") == {}
    assert Store(store.url).prepare().names("steps/one-1") == {"key": name}


def test_equal_tables_are_one_file_and_others_are_another(store, tmp_path):
    first, second = store.write("articles", TABLE), Store(store.url).write("articles", TABLE.slice(0))
    assert first == second and store.write("articles", TABLE.slice(1)) != first
    assert len(contents(store.url)) == 3
    other = Store(str(tmp_path / "other")).prepare()
    other.write("articles", TABLE)
    assert contents(other.url)[f"articles/{first}"] == contents(store.url)[f"articles/{first}"]


def test_another_process_writes_the_same_bytes(store, tmp_path):
    script = ("import sys, pyarrow as pa; from analysis.corpus.store import Store; pa.set_cpu_count(1)\n"
              "table = pa.table({'text': ['The ferry sailed.', None, 'Große Fähre'], 'row': [1, 2, 3]})\n"
              "print(Store(sys.argv[1]).prepare().write('articles', table))")
    other = str(tmp_path / "other")
    told = subprocess.run([sys.executable, "-c", script, other], capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONHASHSEED": "7"}).stdout.strip()
    assert told == store.write("articles", TABLE)
    assert contents(other) == contents(store.url)


@pytest.mark.parametrize("place", [0, 4, 0.3, 0.5, 0.9, -8, -1, "short", "long", "empty"])
def test_a_damaged_file_is_named_and_removed(store, place):
    path = Path(store.path("articles", store.write("articles", TABLE)))
    data = bytearray(path.read_bytes())
    changed = {"short": data[:-1], "long": data + b"x", "empty": b""}.get(place)
    if changed is None:
        changed = data
        changed[int(place * len(data)) if isinstance(place, float) else place] ^= 1
    path.write_bytes(changed)
    with pytest.raises(Damaged, match=f"{path} is damaged"):
        store.read("articles", path.name)
    assert not path.exists()
    with pytest.raises(Damaged, match=f"{path} is gone"):
        store.read("articles", path.name)
    assert store.read("articles", store.write("articles", TABLE)).equals(TABLE)


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match="other files.*name an empty folder"):
        Store(str(tmp_path)).prepare()
    assert os.listdir(tmp_path) == ["thesis.txt"]


def test_another_layout_is_refused_and_left_alone(store):
    mark = Path(store.path(MARK))
    mark.write_text(json.dumps({"layout": LAYOUT + 1}))
    with pytest.raises(StoreError, match=f"layout {LAYOUT + 1} and this version writes {LAYOUT}; name another"):
        store.prepare()
    assert json.loads(mark.read_text()) == {"layout": LAYOUT + 1}


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b"\xff"])
def test_a_damaged_mark_is_named(store, data):
    Path(store.path(MARK)).write_bytes(data)
    with pytest.raises(StoreError, match=f"{MARK} is damaged; .*empty folder"):
        store.prepare()


def test_what_a_dead_process_began_is_swept_and_what_a_living_one_began_is_not(store):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = {f".new-{_HOST}-{os.getpid()}-99999999", ".new-elsewhere-1-1", ".new-strange"}
    for name in (*left, f".new-{_HOST}-{gone.pid}-0", f".tried-{_HOST}-{gone.pid}-1", ".new-elsewhere-1-2"):
        Path(store.path(name)).touch()
    os.utime(store.path(".new-elsewhere-1-2"), (time.time() - 90_000,) * 2)
    store.prepare()
    assert {name for name in os.listdir(store.url) if name[0] == "."} == left


def test_a_store_of_which_only_a_temporary_file_was_begun_is_no_folder_of_others(tmp_path):
    (tmp_path / f".new-{_HOST}-{2**22 + 1}-0").touch()  # no process has such a number
    Store(str(tmp_path)).prepare()
    assert os.listdir(tmp_path) == [MARK]


def test_a_file_has_its_name_only_when_it_is_whole(store, monkeypatch):
    def ends(temporary, path):
        assert os.path.getsize(temporary) > 100 and not os.path.exists(path)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(os, "replace", ends)
        store.write("articles", TABLE)
    assert store.names("articles") == {}
    assert store.read("articles", store.write("articles", TABLE)).equals(TABLE)


def test_a_place_below_a_file_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("x")
    for url in (tmp_path / "file", tmp_path / "file" / "store"):
        with pytest.raises(StoreError, match=f"store='{url}' cannot be written: .*name another folder"):
            Store(str(url)).prepare()
    assert (tmp_path / "file").read_text() == "x"


def test_an_address_of_no_file_system_is_one_clear_error():
    with pytest.raises(StoreError, match="store='nothing://x' cannot be reached: .*give a folder"):
        Store("nothing://x").prepare()


def test_a_full_disk_is_one_clear_error_and_leaves_no_half_file(store):
    script = ("import resource, sys, pyarrow as pa; from analysis.corpus.store import Store, StoreError\n"
              "store = Store(sys.argv[1]).prepare()\n"
              "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
              "for act in (lambda: store.write('articles', pa.table({'row': range(9999)})), store.prepare):\n"
              "    try: act()\n"
              "    except StoreError as error: print(error)")
    told = subprocess.run([sys.executable, "-c", script, store.url], capture_output=True, text=True, check=True).stdout
    assert told.count("cannot be written: File too large; name another folder with store=…, or make room there") == 2
    assert set(contents(store.url)) == {MARK} and set(os.listdir(store.url)) <= {MARK, "articles"}


IN_A_SMALL_DISK = """
import os, subprocess, sys
import pyarrow as pa
from analysis.corpus.store import Store, StoreError
place = sys.argv[1]
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", place], check=True)
store = Store(place).prepare()
for act in (lambda: store.write("articles", pa.table({"row": [os.urandom(9) for _ in range(9999)]})), store.prepare):
    try: act()
    except StoreError as error: print(error)
    print(sorted(name for _, _, names in os.walk(place) for name in names))
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)
"""


def test_a_disk_that_is_full_or_read_only(tmp_path):
    inside = ["unshare", "-rm"]  # a file system of its own is seen by this process alone
    if not shutil.which("unshare") or subprocess.run([*inside, "mount", "-t", "tmpfs", "none", tmp_path]).returncode:
        pytest.skip("no file system can be mounted here")
    told = subprocess.run([*inside, sys.executable, "-c", IN_A_SMALL_DISK, tmp_path], capture_output=True, text=True,
                          check=True).stdout.splitlines()
    assert [line.partition("written: ")[2].partition(";")[0] for line in told[::2]] == [
        "No space left on device", "Read-only file system"]
    assert told[1::2] == [f"['{MARK}']"] * 2


def test_a_folder_that_may_not_be_written_is_one_clear_error(tmp_path):
    script = ("import os, sys; from analysis.corpus.store import Store, StoreError\n"
              "os.geteuid() or os.setuid(65534)\n"  # to its owner of all, all is permitted
              "try: Store(sys.argv[1]).prepare()\n"
              "except StoreError as error: print(error)")
    tmp_path.chmod(0o500)
    told = subprocess.run([sys.executable, "-c", script, tmp_path / "store"], capture_output=True, text=True)
    assert told.returncode == 0 and "cannot be written: Permission denied; name another folder" in told.stdout


def test_a_store_pickles_and_a_token_is_seen_by_others_for_a_while(store, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    relative = Store("store").prepare()
    monkeypatch.chdir("/")
    other = pickle.loads(pickle.dumps(relative))
    name = store.write("articles", TABLE)
    assert other.names("articles") == store.names("articles") and other.read("articles", name).equals(TABLE)
    with store.token() as token:
        assert other.has(token) and not Store("memory://elsewhere").has(token)
    assert not other.has(token)


def test_memory_is_the_one_place_that_other_processes_do_not_see(store):
    assert store.shared and not Store("memory://x").shared

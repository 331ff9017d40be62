"""An open that was killed, whenever it was, leaves a store with which the next goes on to the same end."""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import material

from analysis import Corpus
from analysis.corpus import shards

KILLS = 20
MEMORY = "/dev/shm"  # where it is: a process that is killed leaves there what it leaves on a disk, sooner


def test_an_open_that_was_killed_at_any_moment_is_gone_on_with():
    with tempfile.TemporaryDirectory(dir=MEMORY if os.path.isdir(MEMORY) else None) as folder:
        told = subprocess.run([sys.executable, __file__, folder], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    killed, left = json.loads(told.stdout)
    assert killed >= KILLS * 0.9 and len(set(left)) >= 5  # else the moments were none


def started(folder, store):
    """The number of a new process that opens the collection, everything imported."""
    process = os.fork()
    if process == 0:
        material.again(folder, store)
        os._exit(0)
    return process


def undisturbed(folder, store):
    """How long an open takes that nobody kills."""
    begin = time.monotonic()
    assert os.waitpid(started(folder, store), 0)[1] == 0
    return time.monotonic() - begin


def killed_at(folder, store, files, seconds):
    """Whether an open was killed so many seconds after it had written so many files: a moment of its own work, which
    a busy machine does not move."""
    process = started(folder, store)
    while sum(len(names) for _, _, names in os.walk(store)) < files:
        if (ended := os.waitpid(process, os.WNOHANG))[0]:
            return os.WIFSIGNALED(ended[1])
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])


def kill_and_go_on(tmp_path):
    """[how many opens were killed, how many files each had left]; fails where a store or a table is another."""
    folder, moments = tmp_path / "articles", random.Random(1)
    folder.mkdir()
    material.pages(folder, 20)
    warnings.simplefilter("error")  # a half-written file would be told as damaged
    shards.ROWS = 2  # ten batches, each in two parts
    corpus = Corpus.open(folder, store=tmp_path / "first", workers=1)  # what is loaded once is loaded
    seconds, killed, left = undisturbed(folder, tmp_path / "second"), 0, []
    whole = material.contents(tmp_path / "second")
    assert material.contents(tmp_path / "first") == whole and len(whole) == 61
    for number in range(KILLS):
        store = tmp_path / f"store{number}"
        files, beyond = divmod(moments.uniform(0, len(whole)), 1)
        killed += killed_at(folder, store, files, beyond * seconds / len(whole))
        left.append(len(material.contents(store)))
        material.assert_same(material.again(folder, store), corpus)
        assert material.contents(store) == whole
        assert not [name for _, _, names in os.walk(store) for name in names if name[0] == "."]
    return killed, left


if __name__ == "__main__":
    print(json.dumps(kill_and_go_on(Path(sys.argv[1]))))

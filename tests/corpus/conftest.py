"""Makes `material` and `work` importable, here and in the processes that tests start, and starts a Dask cluster."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from distributed import Client

from analysis import reading

sys.path.insert(0, str(Path(__file__).parent))
import material  # noqa: E402

LOCAL = ["--host", "127.0.0.1", "--no-dashboard"]


@pytest.fixture
def reads(monkeypatch):
    """The names of the files that are read in this process, as they come."""
    names, read_input = [], reading.read_input

    def noted(one, **options):
        names.append(one.file.name)
        return read_input(one, **options)

    monkeypatch.setattr(reading, "read_input", noted)
    return names


@pytest.fixture
def place(tmp_path):
    """(folder, store) of a collection that was opened once."""
    folder, store = tmp_path / "articles", tmp_path / "store"
    folder.mkdir()
    material.collection(folder, files=4)
    material.again(folder, store)
    return folder, store


@contextlib.contextmanager
def process(folder, *command):
    """A process of Dask's, ended in the end."""
    told = {"PYTHONPATH": os.pathsep.join(sys.path), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    with open(folder / f"{command[0]}.log", "w") as log:
        run = subprocess.Popen([sys.executable, "-m", "dask", *command, *LOCAL], cwd=folder, stdout=log, stderr=log,
                               env=os.environ | told)
    try:
        yield run
    finally:
        run.terminate()
        try:
            run.wait(10)
        except subprocess.TimeoutExpired:
            run.kill()


@contextlib.contextmanager
def started(folder, workers):
    """(process, address) of a Dask scheduler with so many worker processes, started as users start them."""
    told = folder / "scheduler.json"
    with process(folder, "scheduler", "--port", "0", "--dashboard-address", "127.0.0.1:0", "--idle-timeout", "300s",
                 "--scheduler-file", str(told)) as run:
        material.wait_for(lambda: told.exists() and told.read_text().endswith("}") or run.poll())
        address = json.loads(told.read_text())["address"]
        with process(folder, "worker", address, "--nworkers", str(workers), "--nthreads", "1", "--death-timeout", "60",
                     "--local-directory", str(folder)):
            yield run, address


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """The address of one with two workers."""
    with started(tmp_path_factory.mktemp("dask"), 2) as (_, address):
        yield address


@pytest.fixture
def mortal(tmp_path):
    """(process, address) of one of a test's own, with one worker."""
    with started(tmp_path, 1) as (run, address):
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=60)
        yield run, address


@pytest.fixture
def cluster(scheduler):
    """The same, with both workers there whatever another test did to them."""
    with Client(scheduler, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    return scheduler

"""Being told to stop, and the memory of others: the operating system's side of a run."""

import os
import shutil
import signal
import subprocess
import sys

import pytest

from analysis.runs import memory, stop


def test_a_signal_is_heard_at_once_and_what_follows_is_not(monkeypatch):
    before = {number: signal.getsignal(number) for number in stop.SIGNALS}
    with stop.heard():
        with pytest.raises(stop.Stopped) as caught:
            os.kill(os.getpid(), signal.SIGTERM)
            raise AssertionError("not stopped")
        assert caught.value.number == signal.SIGTERM
        os.kill(os.getpid(), signal.SIGINT)  # while tidying up
    assert {number: signal.getsignal(number) for number in stop.SIGNALS} == before


def test_what_is_held_is_done_whole():
    done = []
    with stop.heard(), pytest.raises(stop.Stopped), stop.held():
        os.kill(os.getpid(), signal.SIGINT)
        done.append(True)
    assert done == [True]


def test_the_memory_of_a_process_and_its_children(monkeypatch):
    script = ("import subprocess, sys\nkeep = bytearray(60_000_000)\n"
              "subprocess.run([sys.executable, '-c', 'keep = bytearray(40_000_000); print(1, flush=True); input()'])")
    process = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               start_new_session=True)
    process.stdout.readline()
    try:
        if memory.PROC.is_dir():
            assert 60e6 < memory.peak(process.pid) < 100e6 < memory.held(process.pid) < 200e6
        if shutil.which("ps"):
            monkeypatch.setattr(memory, "PROC", memory.PROC / "none")
            assert memory.peak(process.pid) == 0 and 100e6 < memory.held(process.pid) < 200e6
    finally:
        process.communicate(b"\n")
    assert memory.peak(process.pid) == 0 == memory.held(process.pid)

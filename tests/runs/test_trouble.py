"""What may befall a run: status and exit code are true, the last good run is intact, nothing half made is left."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis import cli
from analysis.runs import manifest

RUN = ["run", "--articles", "articles", "--quiet"]
DRIVER = """
import sys
from pathlib import Path
from analysis.runs import job, provenance
job.NOTEBOOKS, provenance.PACKAGE = Path("notebooks").absolute(), Path("package").absolute()
from analysis import cli
"""
GO = DRIVER + "sys.exit(cli.main(sys.argv[1:]))"
WAITS = """import os, time
from pathlib import Path
Path({begun!r}).write_text(str(os.getpid()))
while not Path({go!r}).exists(): time.sleep(.05)"""


@pytest.fixture
def good(quick):
    """A run that succeeded, and a check that it is as it was."""
    assert cli.main(RUN) == 0
    latest = (quick / "runs" / "latest").resolve()
    before = {path.relative_to(latest): path.read_bytes() for path in latest.rglob("*") if path.is_file()}

    def intact():
        now = {path.relative_to(latest): path.read_bytes() for path in latest.rglob("*") if path.is_file()}
        return (quick / "runs" / "latest").resolve() == latest and now == before
    return intact


def waiting(quick, write):
    """A process that runs a notebook which waits until the file "go" is there; returns once it waits."""
    write(quick / "notebooks" / "1-one.ipynb", WAITS.format(begun=str(quick / "begun"), go=str(quick / "go")))
    process = subprocess.Popen([sys.executable, "-c", GO, *RUN], cwd=quick, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
    until(lambda: (quick / "begun").exists() and (quick / "begun").read_text())
    return process


def until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "State:\tZ" not in Path(f"/proc/{process}/status").read_text() if Path("/proc").is_dir() else True


def failed(quick):
    """The manifest of the one failed run."""
    (folder,) = (path for path in (quick / "runs").iterdir() if path.name.endswith("-failed"))
    return manifest.read(folder)


def test_each_notebook_that_dies_or_fails_is_named_and_the_others_run(quick, write, good, capsys):
    kill = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
    once = f"from pathlib import Path\nif not Path({str(quick / 'once')!r}).exists():\n" \
           f"    Path({str(quick / 'once')!r}).touch()\n    import os, signal\n    os.kill(os.getpid(), signal.SIGKILL)"
    folder = quick / "notebooks"
    for name, source in (("1-one", kill), ("2-two", once), ("3-three", "1 / 0"), ("4-four", ""), ("5-five", "6 * 7")):
        write(folder / f"{name}.ipynb", source)
    whole = (folder / "4-four.ipynb").read_text()
    (folder / "4-four.ipynb").write_text(whole[: len(whole) // 2])
    assert cli.main(RUN) == 1 and good()
    told = failed(quick)
    assert told["status"] == "failed"
    assert [(step["notebook"], step["status"], step["attempts"], step["cell"]) for step in told["steps"]] == [
        ("1-one", "kernel_died", 2, 3), ("2-two", "ok", 2, None), ("3-three", "failed", 1, 3),
        ("4-four", "failed", 1, None), ("5-five", "ok", 1, None)]
    line = capsys.readouterr().out.splitlines()[-1]
    for part in ("1-one kernel_died in cell 3", "3-three failed in cell 3: ZeroDivisionError: division by zero",
                 "4-four failed: NotJSONError"):
        assert part in line


@pytest.mark.parametrize(("limit", "errors", "line"), [
    (["--cell-seconds", "3"], ["it ran for more than 3 s, the limit of one cell"] * 2,
     "timeout: 1-one timeout in cell 3: it ran for more than 3 s"),
    (["--run-seconds", "8"], ["the run's time was up", "the run's time was up before it began"],
     "timeout: 1-one timeout"),
])
def test_a_time_limit_ends_the_kernel_and_has_a_status_of_its_own(limit, errors, line, quick, write, good, capsys):
    begun = quick / "begun"
    for name in ("1-one", "2-two"):
        write(quick / "notebooks" / f"{name}.ipynb", WAITS.format(begun=str(begun), go=str(quick / "never")))
    assert cli.main([*RUN, *limit]) == 3 and good()
    told = failed(quick)
    assert told["status"] == "timeout" and [step["status"] for step in told["steps"]] == ["timeout"] * 2
    assert [step["error"] for step in told["steps"]] == errors
    assert told["steps"][0]["cell"] == 3 and not alive(int(begun.read_text()))
    assert capsys.readouterr().out.splitlines()[-1].startswith(line)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_told_to_stop_it_leaves_nothing_and_no_kernel(quick, write, good, listed, number, status):
    before = listed()
    process = waiting(quick, write)
    process.send_signal(number)
    _, told = process.communicate(timeout=60)
    assert process.returncode == status and signal.Signals(number).name in told and "Traceback" not in told
    assert listed() == before and good()
    assert not alive(int((quick / "begun").read_text()))


def test_a_kernel_that_is_only_beginning_when_it_is_ended_does_not_begin(quick, tmp_path):
    from analysis.runs import kernel
    watch = kernel.Watch(quick / "notebooks", tmp_path)
    watch.end()
    notebook = quick / "notebooks" / "1-one.ipynb"
    ended = kernel._papermill(watch, notebook, tmp_path / "out.ipynb", {"out": str(tmp_path / "tables")})
    assert ended[0] == "failed" and "ended before its kernel began" in ended[1] and watch.process is None
    assert not (tmp_path / "tables").exists()


def test_of_two_schedulers_the_second_says_so_and_does_nothing(quick, write, good, listed, capsys):
    process = waiting(quick, write)
    before = listed()
    assert cli.main(RUN) == 4
    message = capsys.readouterr().err
    assert f"another run is at work in runs (process {process.pid} on " in message and listed() == before
    (quick / "go").touch()
    assert process.wait(60) == 0 and not good()  # latest has moved on


def test_the_lock_and_the_litter_of_a_process_that_was_killed_hold_nobody_up(quick, write, good, listed):
    before = listed()
    process = waiting(quick, write)
    process.kill()
    process.wait()
    assert any(name.startswith(".building-") for name in listed())
    kernel = int((quick / "begun").read_text())
    until(lambda: not alive(kernel))  # a kernel ends when it sees that its runner is gone
    (quick / "go").touch()
    assert cli.main(RUN) == 0
    assert len(listed()) == len(before) + 1 and listed()[-1] == "latest"


def test_the_clock_set_back_changes_no_order(quick, good, listed, monkeypatch):
    monkeypatch.setattr(manifest, "moment", lambda: "2001-01-01T00:00:00Z")
    (quick / "articles" / "mail.jsonl").write_text((quick / "articles" / "mail.jsonl").read_text()[:-1])
    assert cli.main(RUN) == 0
    first, second = (quick / "runs" / name for name in (listed()[1], listed()[0]))
    assert second.name == "2001-01-01T000000Z" and (quick / "runs" / "latest").resolve() == second
    told = manifest.read(second)
    assert told["number"] == 2 and told["seconds"] > 0
    assert cli.main(RUN) == 0 and listed() == [second.name, first.name, "latest"]  # unchanged
    assert cli.main([*RUN, "--keep", "1"]) == 0
    assert (quick / "runs" / "latest").resolve() == second and manifest.read(second) == told


SMALL_DISK = DRIVER + """
import os, subprocess
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", "runs"], check=True)
for number, share in enumerate((None, 0.5, 0)):  # of what a run needs
    if share is not None:
        room = os.statvfs("runs")
        left = share * sum(path.stat().st_size for path in Path("runs/latest/").rglob("*"))
        Path(f"runs/full-{number}").write_bytes(b"x" * int(room.f_bavail * room.f_bsize - left))
    end = cli.main([*sys.argv[1:], "--force"])
    kept = [name for name in sorted(os.listdir("runs")) if not name.startswith("full") and name != ".lock"]
    print(end, os.readlink("runs/latest"), *kept, flush=True)
for told in Path("runs").glob("*-failed/manifest.json"):
    print(told.read_text().count('"status": "failed"'))
"""


def test_a_full_disk_is_a_failure_that_is_said_and_harms_no_run(quick):
    inside = ["unshare", "-rm"]  # a file system of its own is seen by this process alone
    (quick / "runs").mkdir()
    if not shutil.which("unshare") or subprocess.run([*inside, "mount", "-t", "tmpfs", "none", "runs"]).returncode:
        pytest.skip("no file system can be mounted here")
    done = subprocess.run([*inside, sys.executable, "-c", SMALL_DISK, *RUN], cwd=quick, capture_output=True, text=True,
                          check=True)
    good, little, nothing, told = (line.split() for line in done.stdout.splitlines() if line[0] in "0123456789")
    assert good == ["0", good[1], good[1], "latest"]
    assert little[:3] == ["1", good[1], good[1]] and little[3].endswith("-failed") and little[4:] == ["latest"]
    assert nothing == little  # not even a manifest could be kept
    assert int(told[0]) >= 1 and "No space left" in done.stdout + done.stderr and "Traceback" not in done.stderr


def test_a_file_that_cannot_grow_is_no_success(quick, listed):
    script = DRIVER + ("import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
                       "sys.exit(cli.main(sys.argv[1:]))")
    store = ["--articles", str(quick / "articles"), "--out", "runs"]
    done = subprocess.run([sys.executable, "-c", script, "run", *store], cwd=quick, capture_output=True, text=True)
    assert done.returncode == 1 and "File too large" in done.stderr and "Traceback" not in done.stderr
    assert listed() == []


def test_nothing_is_written_outside_the_run_and_the_store(quick, monkeypatch):
    home = quick / "home"
    home.mkdir()
    environment = os.environ | {"HOME": str(home), "XDG_CACHE_HOME": str(quick / "cache")}
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
        environment.pop(name, None)
    outside = {path for path in quick.rglob("*") if path.is_file()}
    done = subprocess.run([sys.executable, "-c", GO, *RUN], cwd=quick, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    new = {path for path in quick.rglob("*") if path.is_file()} - outside
    strange = [path for path in new if quick / "runs" not in path.parents and quick / "cache" / "broadsheet" not in
               path.parents and path.parts[-2] != "matplotlib"]
    assert new and strange == []
    assert json.loads((quick / "runs" / "latest" / "manifest.json").read_text())["status"] == "ok"

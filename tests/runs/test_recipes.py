"""The recipes for schedulers: every command has only flags that exist, and each file is one that its tool takes."""

import ast
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from analysis import cli
from analysis.runs import sets

PROJECT = Path(__file__).resolve().parents[2]
RECIPES = (PROJECT / "analysis" / "runs" / "recipes.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", RECIPES, re.M | re.S)


def blocks(kind):
    return [text for name, text in BLOCKS if name == kind]


def commands():
    for text in [*(text for name, text in BLOCKS if name in ("cron", "ini", "yaml")), *re.findall(r"`(broadsheet .*?)`",
                                                                                                  RECIPES, re.S)]:
        yield from re.findall(r"broadsheet (run --.*?)(?= >>|\n(?!\S+ )|$)", text.replace("\n", " ")
                              if text.startswith("broadsheet") else text)


def test_every_command_has_only_flags_that_there_are():
    found = list(commands())
    assert len(found) == 4
    for command in found:
        assert cli._parser().parse_args(shlex.split(command)).articles


def test_every_flag_is_explained_and_every_exit_status_told(capsys):
    with pytest.raises(SystemExit):
        cli.main(["run", "--help"])
    told = " ".join(capsys.readouterr().out.split())
    for flag in ("--sets", "--force", "--previous", "--cell-seconds", "--run-seconds", "--retries", "--keep",
                 "--on-failure", "--on-change", "--quiet"):
        assert flag in told
    for status in ("0", "1", "2", "3", "4", "130, 143"):
        assert re.search(rf"^\| {status} \|", RECIPES, re.M) and status in told


def test_systemd_takes_the_units(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze here")
    service, timer, failed = (text.replace("/path/to/broadsheet/.venv/bin/broadsheet", "/bin/true").replace(
        "/path/to/broadsheet", "/tmp") for text in blocks("ini"))
    names = ["broadsheet.service", "broadsheet.timer", "broadsheet-failed.service"]
    for name, text in zip(names, (service, timer, failed), strict=True):
        (tmp_path / name).write_text(text)
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in names)],
                          capture_output=True, text=True)
    own = [line for line in done.stderr.splitlines() if "broadsheet" in line]
    assert own == [] and done.returncode == 0, done.stderr


def test_the_cron_line_is_one_command_in_the_shell_that_cron_uses(tmp_path):
    (line,) = blocks("cron")
    minute, hour, *days, command = line.split(maxsplit=5)
    assert (minute, hour, *days) == ("15", "4", "*", "*", "*") and "%" not in command
    stub = tmp_path / ".venv" / "bin" / "broadsheet"
    stub.parent.mkdir(parents=True)
    stub.write_text('#!/bin/sh\nfor one; do echo "$one"; done\n')
    stub.chmod(0o755)
    command = command.replace("/path/to/broadsheet", str(tmp_path)).replace("/data/runs.log", str(tmp_path / "log"))
    subprocess.run(["/bin/sh", "-c", command], check=True, env={"PATH": "/usr/bin:/bin"})
    assert (tmp_path / "log").read_text().splitlines()[-2:] == [
        "--on-failure", 'mail -s "$BROADSHEET_SUMMARY" desk@example.org']


def test_the_workflow_names_targets_and_files_that_there_are():
    told = yaml.safe_load(blocks("yaml")[0])
    assert {"push", "schedule"} <= set(told[True])  # YAML reads "on" as true
    steps = [step for job in told["jobs"].values() for step in job["steps"]]
    assert all(set(step) & {"uses", "run"} for step in steps)
    runs = [step["run"] for step in steps if "run" in step]
    makefile = (PROJECT / "Makefile").read_text()
    assert "make test" in runs and re.search(r"^test:", makefile, re.M) and "READY := .venv/.ready" in makefile
    assert all((PROJECT / step["with"]["cache-dependency-path"]).exists() for step in steps
               if "cache-dependency-path" in step.get("with", {}))


def test_the_sets_are_sets(tmp_path):
    (tmp_path / "outlets.yaml").write_text(blocks("yaml")[1])
    assert sets.load(tmp_path / "outlets.yaml")["june"] == {"start": "2025-06-01", "end": "2025-06-30"}


def test_the_airflow_file_is_python_that_passes_parameters_which_every_notebook_has():
    from analysis.runs import declared
    tree = ast.parse(blocks("python")[0])
    given = next(node for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "parameters")
    names = {key.value for key in given.value.keys}
    for notebook in (PROJECT / "notebooks").glob("[0-9]-*.ipynb"):
        assert names <= {*declared(notebook), "out"}

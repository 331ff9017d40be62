"""What a scheduler relies on: unchanged or not, previous, sets, keep, hooks, one line, one exit status."""

import json
import os
import shutil
from pathlib import Path

import pytest

from analysis import Corpus, cli
from analysis.runs import Busy, manifest, run, schedule

RUN = ["run", "--articles", "articles"]
EXTRA = 'previous: str = ""  # a path or empty: the run to compare with\ntop: int = 25  # 5 to 60: how many\n' \
        'store: str = ""  # a folder or URL: where results are kept\n' \
        'overrides: str = ""  # a path or empty: your own decisions\n'


@pytest.fixture
def house(quick, write_quick, executed):
    """One notebook with a few parameters, which is not executed."""
    write_quick("1-one", EXTRA)
    return quick


def add_article(house, number=0):
    row = {"title": f"More {number}", "text": "Bakers met the harbour council. " * 9, "source": "Mail"}
    with open(house / "articles" / "mail.jsonl", "a") as file:
        file.write(json.dumps(row) + "\n")


def latest(house):
    return (house / "runs" / "latest").resolve()


def good(house, *more):
    """Run, and return the run's folder."""
    assert cli.main([*RUN, *more]) == 0
    return latest(house)


def test_nothing_new_runs_nothing_and_says_so(house, executed, listed, capsys):
    first = good(house)
    before = listed()
    capsys.readouterr()
    assert good(house) == first and len(executed) == 1 and listed() == before
    told = capsys.readouterr()
    assert told.out == f"unchanged: 2 articles, nothing new since {first.name}\n" and told.err == ""
    os.utime(house / "articles" / "mail.jsonl")
    shutil.copytree(house / "articles", house / "copy")
    assert good(house, "--articles", str(house / "copy"), "-p", "store", "elsewhere") == first and len(executed) == 1


def test_anything_that_may_change_a_table_is_new(house, executed, write_quick):
    def changed(*more):
        count = len(executed)
        good(house, *more)
        return len(executed) - count

    assert changed() == 1
    assert changed("-p", "top", "30") == 1 and changed("-p", "top", "25") == 1 and changed() == 0
    (house / "mine.csv").write_text("spelling,entity\n")
    assert changed("-p", "overrides", "mine.csv") == 1 and changed("-p", "overrides", "mine.csv") == 0
    (house / "mine.csv").write_text("spelling,entity\nA,B\n")
    assert changed("-p", "overrides", "mine.csv") == 1 and changed() == 1
    add_article(house)
    assert changed() == 1 and changed() == 0
    (house / "package").mkdir()
    (house / "package" / "code.py").write_text("1")
    assert changed() == 1 and changed() == 0
    write_quick("1-one", EXTRA + "# another source\n")
    assert changed() == 1 and changed() == 0 and changed("--force") == 1
    next((latest(house) / "tables").iterdir()).unlink()
    assert changed() == 1 and changed() == 0


def test_a_notebook_gets_the_last_good_run_as_previous(house, executed):
    def previous():
        return executed[-1][1]["previous"]

    first = good(house)
    assert previous() == "" and manifest.read(first)["previous"] is None
    again = good(house, "--force")  # the same computation as the first
    assert previous() == "" and again != first
    add_article(house)
    second = good(house)
    assert previous() == str(again)
    assert manifest.read(second)["previous"]["run"] == again.name
    third = good(house, "--force")
    assert previous() == str(again) and manifest.read(third)["fingerprint"] == manifest.read(second)["fingerprint"]
    good(house, "--previous", "none")
    assert previous() == ""
    named = good(house, "--previous", str(first))
    assert previous() == str(first)
    assert good(house, "--previous", str(first)) == named  # unchanged


def test_a_previous_that_is_no_good_run_is_a_wrong_parameter(house, capsys):
    for wrong in ("nowhere", "articles"):
        assert cli.main([*RUN, "--previous", wrong]) == 2
        assert f"previous='{wrong}' is not the folder of a run" in capsys.readouterr().err
    assert cli.main([*RUN, "-p", "previous", "runs"]) == 2 and "use --previous" in capsys.readouterr().err


def test_a_story_or_a_model_that_is_none_is_found_before_anything_runs(quick, write_quick, executed, listed, capsys):
    write_quick("5-five", 'story: str = ""  # an article_id\nmodel: str = "en_core_web_md"  # a spaCy model: one\n')
    assert cli.main([*RUN, "-p", "story", "0123"]) == 2 and executed == [] and listed() == []
    assert "story='0123': none of the 2 chosen articles" in capsys.readouterr().err
    assert cli.main([*RUN, "-p", "model", "de_no_such_model"]) == 2 and executed == [] and listed() == []
    assert "install this one with: python -m spacy download de_no_such_model" in capsys.readouterr().err
    known = Corpus.open("articles").about["article_id"]
    assert cli.main([*RUN, "-p", "story", known[0]]) == 0 and executed[-1][1]["story"] == known[0]


SETS = """
post: {top: 30}
mail:
  outlets: [Mail]
wrong:
  outlets: [Post]
"""


def test_sets_are_run_each_in_its_folder_and_failures_collected(house, executed, listed, capsys):
    (house / "sets.yaml").write_text(SETS)
    assert cli.main([*RUN, "--quiet", "--sets", "sets.yaml", "-p", "top", "20"]) == 2
    told = capsys.readouterr()
    assert [line.split(":")[0] for line in told.out.splitlines()] == ["post", "mail", "3 sets"]
    assert told.out.splitlines()[-1] == "3 sets: 2 good, 1 with wrong parameters"
    assert "wrong: wrong parameters: outlets: ['Post'] not in the collection" in told.err
    assert listed() == ["mail", "post", "wrong"] and listed(house / "runs" / "wrong") == []
    assert [values["top"] for _, values in executed] == [30, 20]
    for name in ("mail", "post"):
        told = manifest.read(house / "runs" / name / "latest")
        assert told["set"] == name and told["number"] == 1 and told["given"]["articles"] == "articles"
    (house / "sets.yaml").write_text("post: {top: 30}\nmail: {outlets: [Mail]}")
    assert cli.main([*RUN, "--quiet", "--sets", "sets.yaml", "-p", "top", "20"]) == 0 and len(executed) == 2
    assert "2 sets: 2 good" in capsys.readouterr().out


def test_a_wrong_type_in_any_set_stops_all_before_they_begin(house, executed, listed, capsys):
    (house / "sets.yaml").write_text("post: {top: 30}\nmail: {top: many}")
    assert cli.main([*RUN, "--sets", "sets.yaml"]) == 2
    assert "mail: top='many'" in capsys.readouterr().err and executed == [] and listed() == []


def test_the_status_of_sets_is_that_of_the_worst(house, monkeypatch):
    (house / "sets.yaml").write_text("a: {}\nb: {}\nc: {}")
    ends = {"a": 0, "b": 4, "c": 3}
    monkeypatch.setattr(schedule._Caller, "one", lambda self, name, out, given: ends[name])
    assert cli.main([*RUN, "--sets", "sets.yaml"]) == 3
    ends["a"] = 1
    assert cli.main([*RUN, "--sets", "sets.yaml"]) == 1


def test_keep_removes_old_runs_and_never_the_last_good_one_or_what_it_was_compared_with(house, listed, executed):
    good(house)
    for number in range(4):
        add_article(house, number)
        good(house)
    assert len(listed()) == 6
    add_article(house, 5)
    newest = good(house, "--keep", "1")
    before = manifest.read(newest)["previous"]["run"]
    assert listed() == sorted([before, newest.name, "latest"])
    assert good(house, "--keep", "3") == newest and len(listed()) == 3
    add_article(house, 6)
    good(house, "--keep", "3")
    assert len(listed()) == 4
    assert cli.main([*RUN, "--keep", "0"]) == 2


def test_keep_leaves_failed_runs_as_long_as_the_good_ones_about_them(house, listed, monkeypatch):
    first = good(house)
    from analysis.runs import report
    with monkeypatch.context() as patch:
        patch.setattr(report, "write", lambda folder: 1 / 0)
        for number in range(3):
            add_article(house, number)
            assert cli.main([*RUN, "--keep", "1"]) == 1
    assert latest(house) == first and len(listed()) == 5  # the failures that came since are there to be looked at
    add_article(house, 9)
    second = good(house, "--keep", "1")
    assert listed() == sorted([first.name, second.name, "latest"])


def test_what_is_not_a_run_is_never_removed(house, listed):
    (house / "runs" / "mine").mkdir(parents=True)
    (house / "runs" / "notes.txt").write_text("x")
    good(house)
    good(house, "--force", "--keep", "1")
    good(house, "--force", "--keep", "1")
    assert {"mine", "notes.txt"} < set(listed())


HOOK = 'echo "$BROADSHEET_STATUS|$BROADSHEET_SET|$BROADSHEET_FOLDER|$BROADSHEET_SUMMARY" >> {0}.line; cat >> {0}.json'


def test_hooks_are_called_on_failure_and_on_change_alone(house, monkeypatch):
    hooks = ["--on-failure", HOOK.format("bad"), "--on-change", HOOK.format("new")]
    first = good(house, *hooks)
    line = (house / "new.line").read_text()
    assert line.startswith(f"ok||{first}|ok: 2 articles, 1 notebooks")
    told = json.loads((house / "new.json").read_text())
    assert told["changed"] == ["1-one"] and told["manifest"]["number"] == 1
    good(house, *hooks)
    good(house, "--force", *hooks)
    assert (house / "new.line").read_text() == line and not (house / "bad.line").exists()
    assert cli.main(["run", "--articles", "nowhere", *hooks]) == 2
    assert (house / "bad.line").read_text().startswith("wrong parameters|||wrong parameters: articles='nowhere'")
    assert json.loads((house / "bad.json").read_text())["status"] == "wrong parameters"


def test_what_a_run_says_never_becomes_a_command(house, monkeypatch):
    from analysis.runs import report
    nasty = "$(touch hacked) `touch hacked`; touch hacked\n\x1b[31m' \" && touch hacked"

    def broken(folder):
        raise RuntimeError(nasty)
    monkeypatch.setattr(report, "write", broken)
    assert cli.main([*RUN, "--on-failure", 'echo $BROADSHEET_SUMMARY "$BROADSHEET_SUMMARY" > said']) == 1
    said = (house / "said").read_text()
    assert "$(touch hacked)" in said and said.count("\n") == 1 and "\x1b" not in said
    assert not (house / "hacked").exists()


def test_a_hook_that_fails_is_told_of_and_changes_no_status(house, capsys):
    assert cli.main([*RUN, "--on-change", "echo oh no; exit 7"]) == 0
    told = capsys.readouterr().err
    assert "oh no" in told and "hook failed with exit status 7" in told


def test_the_manifest_tells_what_made_the_run(house):
    told = manifest.read(good(house, "-p", "top", "30"))
    assert told["status"] == "ok" and told["given"] == {"top": "30", "articles": "articles"}
    assert told["parameters"]["top"] == 30 and told["parameters"]["keep"] == [] and "out" not in told["parameters"]
    assert {name: told["input"][name] for name in ("files", "articles")} == {"files": 1, "articles": 2}
    assert told["input"]["bytes"] == (house / "articles" / "mail.jsonl").stat().st_size
    assert len(told["code"]["digest"]) == 32 and {"commit", "modified"} < set(told["code"])
    assert {"python", "papermill", "pandas", "system"} < set(told["versions"])
    assert set(told["outputs"]) == {"1-one.ipynb", "report.html", "tables/1-one.parquet"}
    for name, known in told["outputs"].items():
        assert known["bytes"] == (latest(house) / name).stat().st_size
    assert [step["status"] for step in told["steps"]] == ["ok"]


def test_a_parameter_given_twice_is_no_parameter(house, capsys):
    assert cli.main([*RUN, "-p", "top", "9", "-p", "top", "10"]) == 2
    assert "-p top is given more than once" in capsys.readouterr().err


@pytest.mark.parametrize("flags", [["--cell-seconds", "0"], ["--run-seconds", "nan"], ["--retries", "-1"]])
def test_limits_that_are_none_are_wrong_parameters(house, flags, capsys):
    assert cli.main([*RUN, *flags]) == 2 and "is not allowed" in capsys.readouterr().err


def test_from_python(house, executed):
    lines = []
    first = run("articles", parameters={"outlets": ["Mail"], "top": "30"}, say=lines.append)
    assert first.ok and not first.unchanged and executed[0][1]["outlets"] == ["Mail"] and lines
    again = run("articles", parameters={"outlets": "Mail", "top": "30"}, say=lines.append)
    assert again.unchanged and again.folder == first.folder and again.articles == 2 and again.steps == first.steps
    assert issubclass(Busy, RuntimeError) and Path(again.folder, "report.html").exists()


def test_what_nobody_foresaw_is_a_failure_with_its_place_and_the_hook_is_called(house, monkeypatch, capsys, listed):
    monkeypatch.setattr("analysis.runs.provenance.seeds", lambda: {}["lost"])
    assert cli.main([*RUN, "--on-failure", HOOK.format("bad")]) == 1
    told = capsys.readouterr().err
    assert "KeyError: 'lost'" in told and "in _made" in told and listed() == []
    assert (house / "bad.line").read_text().startswith("failed|||failed: 'lost'")


def test_an_output_folder_that_is_none_is_a_wrong_parameter(house, capsys):
    (house / "file").write_text("x")
    assert cli.main([*RUN, "--out", "file"]) == 2 and "out='file' is no folder" in capsys.readouterr().err

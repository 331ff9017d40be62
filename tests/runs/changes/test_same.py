"""Tables that should have been the same: what is told of each way in which they are not."""

import json

import numpy as np
import pandas as pd
import pytest

from analysis.runs.changes.command import command
from analysis.runs.changes.same import LONGEST, MOST, differences

SMALL = pd.DataFrame({"a": ["x", "y", "z"], "b": [1.0, np.nan, 0.1], "day": pd.to_datetime(["2025-05-01"] * 3)})
LISTS = pd.DataFrame({"n": [1, 2], "ids": [["p", "q"], []]})
LARGE = pd.DataFrame({"word": [f"w{number}" for number in range(200_000)], "count": np.arange(200_000)})
TEXT = "So it went on, day after day. " * 20


def unlike(folder, one, other):
    """The rows of `differences` of two runs with one table each, without its name."""
    for name, table in (("one", one), ("other", other)):
        (folder / name / "tables").mkdir(parents=True)
        if table is not None:
            table.to_parquet(folder / name / "tables" / "t.parquet")
    found = differences(folder / "one", folder / "other")
    assert (found["table"] == "t").all()
    return [[None if pd.isna(row) else row, *rest] for row, *rest in found.iloc[:, 1:].to_numpy().tolist()]


def changed(table, row, column, value):
    """The table with one other cell."""
    table = table.astype({column: object})
    table.at[row, column] = value
    return table.astype({column: SMALL.dtypes.get(column, object)})


@pytest.mark.parametrize(("one", "other", "said"), [
    (SMALL, changed(SMALL, 2, "b", 0.1 + 2**-56), [[2, "b", "0.1", "0.10000000000000002"]]),
    (SMALL, changed(SMALL, 1, "b", 2.5), [[1, "b", "nan", "2.5"]]),
    (SMALL, changed(SMALL, 0, "a", "w"), [[0, "a", "'x'", "'w'"]]),
    (SMALL, changed(SMALL, 0, "day", pd.Timestamp("2025-05-02")),
     [[0, "day", "2025-05-01 00:00:00", "2025-05-02 00:00:00"]]),
    (SMALL, SMALL.drop(index=1), [[None, "", "3 rows", "2 rows"],
                                  [1, "", "a 'y', b nan, day 2025-05-01 00:00:00", "no such row"]]),
    (SMALL.head(1), SMALL.head(2), [[None, "", "1 row", "2 rows"],
                                    [1, "", "no such row", "a 'y', b nan, day 2025-05-01 00:00:00"]]),
    (SMALL, SMALL.iloc[[0, 2, 1]].reset_index(drop=True),
     [[None, "", "the same rows in another order", "the first of 2 elsewhere is row 1"]]),
    (SMALL, pd.concat([SMALL.tail(2), SMALL.head(1).assign(a="v")], ignore_index=True),  # one out, one in, all moved
     [[0, "", "a 'x', b 1.0, day 2025-05-01 00:00:00", "no such row"],
      [2, "", "no such row", "a 'v', b 1.0, day 2025-05-01 00:00:00"]]),
    (SMALL, SMALL.head(0), [[None, "", "3 rows", "0 rows"], *(
        [row, "", f"a '{name}', b {value}, day 2025-05-01 00:00:00", "no such row"]
        for row, name, value in ((0, "x", 1.0), (1, "y", "nan"), (2, "z", 0.1)))]),
    (SMALL[["a"]], SMALL[["a"]].astype("category"), [[None, "a", "str", "category"]]),
    (LISTS[["n"]], LISTS[["n"]].astype("float64"), [[None, "n", "int64", "float64"]]),
    (SMALL, SMALL.assign(c=1), [[None, "", "3 columns", "4 columns, of them only here c"]]),
    (SMALL, SMALL.rename(columns={"b": "c"}), [[None, "", "3 columns, of them only here b",
                                                "3 columns, of them only here c"]]),
    (SMALL[["a", "b"]], SMALL[["b", "a"]], [[None, "", "columns a, b", "columns b, a"]]),
    (SMALL[["a"]], SMALL[["b"]].rename(columns={"b": "a"}), [[None, "a", "str", "float64"], *(
        [row, "a", one, two] for row, one, two in ((0, "'x'", "1.0"), (1, "'y'", "nan"), (2, "'z'", "0.1")))]),
    (LISTS, LISTS.assign(ids=[["p", "r"], []]), [[0, "ids", "['p', 'q']", "['p', 'r']"]]),
    (SMALL, None, [[None, "", "there", "no such table"]]),
    (LARGE, LARGE.assign(count=np.where(LARGE["count"] == 150_000, 7, LARGE["count"])),
     [[150_000, "count", "150000", "7"]]),
])
def test_every_way_to_differ_is_told(tmp_path, one, other, said):
    assert unlike(tmp_path, one, other) == said


def test_what_is_equal_is_not_told(tmp_path):
    assert unlike(tmp_path / "a", SMALL, SMALL) == [] == unlike(tmp_path / "b", LISTS, LISTS)
    SMALL.to_parquet(tmp_path / "a" / "other" / "tables" / "t.parquet", compression="gzip")  # NaN against NaN
    found = differences(tmp_path / "a" / "one", tmp_path / "a" / "other")
    assert found["one"].tolist() == ["the same cells in other bytes"]


def test_a_table_that_cannot_be_read_is_told_and_the_others_are_compared(tmp_path):
    unlike(tmp_path, SMALL, SMALL)
    (tmp_path / "other" / "tables" / "t.parquet").write_bytes(b"PAR1 nothing")
    for name, count in (("one", 1), ("other", 2)):
        pd.DataFrame({"n": [count]}).to_parquet(tmp_path / name / "tables" / "u.parquet")
    found = differences(tmp_path / "one", tmp_path / "other")
    assert found["table"].tolist() == ["t", "u"] and found["one"].tolist() == ["can be read", "1"]
    assert found["other"].iloc[0].startswith("cannot be read (") and len(found["other"].iloc[0]) <= LONGEST


@pytest.mark.parametrize(("other", "first"), [
    (LARGE.assign(count=LARGE["count"] + 1), "200,000 cells differ"),
    (LARGE.head(5), "199,995 rows only in the one, 0 only in the other")])
def test_what_is_told_is_bounded(tmp_path, other, first):
    found = [row for row in unlike(tmp_path, LARGE, other) if "200,000 rows" not in row]
    assert found[0] == [None, "", first, f"the first {MOST:,} are listed"] and len(found) == MOST + 1


def test_long_texts_are_cut_to_where_they_differ(tmp_path):
    one, other = TEXT + "The ferry sank. " + TEXT, TEXT + "The ferry sailed. " + TEXT
    (row, column, left, right), = unlike(tmp_path, pd.DataFrame({"text": [one]}), pd.DataFrame({"text": [other]}))
    assert "ferry sank" in left and "ferry sailed" in right and len(left) == len(right) == LONGEST


def test_the_command_tells_a_few_lines_of_each_table(tmp_path, capsys):
    articles = pd.DataFrame({"article_id": ["a"], "source": "Mail", "published": pd.Timestamp("2025-05-01", tz="UTC"),
                             "title": "", "url": "", "words": 9, "digest": "d", "copy_group": "a"})
    for name, count in (("one", 0), ("other", 1)):
        (tmp_path / name / "tables").mkdir(parents=True)
        articles.to_parquet(tmp_path / name / "tables" / "articles.parquet")
        (tmp_path / name / "manifest.json").write_text(json.dumps({"status": "ok", "fingerprint": "same"}))
        for table in "tu":
            pd.DataFrame({"n": np.arange(5000) + count * 5000}).to_parquet(
                tmp_path / name / "tables" / f"{table}.parquet")
    assert command(str(tmp_path / "one"), str(tmp_path / "other")) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "The same input, parameters and code, but 2 tables differ:"
    assert said[1:5] == ["  t: 5,000 cells differ | the first 1,000 are listed", "  t row 0 n: 0 | 5000",
                         "  t row 1 n: 1 | 5001", "  t: … and 998 more; --out FOLDER keeps them"]
    assert len(said) == 9 and max(map(len, said)) < 3 * LONGEST


def test_tables_that_look_back_may_differ_where_the_runs_looked_back_on_others(tmp_path):
    for name, value in (("one", 1), ("other", 2)):
        folder = tmp_path / name / "tables"
        folder.mkdir(parents=True)
        for table in ("changed", "topics", "terms"):
            pd.DataFrame({"n": [value]}).to_parquet(folder / f"{table}.parquet")
        (tmp_path / name / "manifest.json").write_text(json.dumps({"previous": {"folder": name}}))
    assert differences(tmp_path / "one", tmp_path / "other")["table"].tolist() == ["terms"]

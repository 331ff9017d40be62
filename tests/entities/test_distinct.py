import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.entities.distinct import COLUMNS, distinct, look_up, numbered, sums

ROWS = st.lists(st.tuples(st.sampled_from("cab"), *(st.sampled_from(["", "Vale", "Ada Vale"]) for _ in COLUMNS)))


def frame(rows):
    return pd.DataFrame(rows, columns=["article_id", *COLUMNS], dtype="string[pyarrow]")


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_every_mention_is_told_by_its_row(rows):
    found = distinct(frame(rows))
    kinds = found.kinds[list(COLUMNS)].to_numpy()[found.kind]
    told = [(article, *kind) for article, kind in zip(found.article_ids[found.article], kinds.tolist(), strict=True)]
    assert [told[row] for row in found.row] == rows and told == sorted(set(rows))


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_kinds_are_distinct_in_order_and_counted(rows):
    kinds = distinct(frame(rows)).kinds
    told = [tuple(row) for row in kinds[list(COLUMNS)].to_numpy().tolist()]
    assert told == sorted({row[1:] for row in rows})
    assert kinds["count"].tolist() == [sum(row[1:] == kind for row in rows) for kind in told]


def test_what_a_table_read_from_a_file_lacks_is_empty():
    """A CSV file's empty cells are read as missing, and one that was made by hand may lack the columns."""
    mentions = pd.DataFrame({"article_id": ["a", "b"], "text": ["Vale", "Vale"], "label": ["PERSON", "PERSON"],
                             "honorific": [np.nan, "Ms"]})
    found = distinct(mentions)
    assert found.kinds["full_name"].tolist() == ["", ""] and found.kinds["honorific"].tolist() == ["", "Ms"]
    assert found.row.tolist() == [0, 1]


def test_a_column_of_several_chunks_is_numbered_as_one():
    """As that of a file of several groups of rows, or of tables put together."""
    parts = [pd.Series(part, dtype="string[pyarrow]") for part in (["b", "a"], [], ["c", "b", None], ["d"])]
    column = pd.concat(parts, ignore_index=True)
    assert column.array._pa_array.num_chunks > 1
    number, names = numbered(column)
    assert names.tolist() == ["", "a", "b", "c", "d"] and number.tolist() == [2, 1, 3, 2, 0, 4]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(-9, 9))))
def test_sums_and_values_of_numbers_are_those_of_numpy(rows):
    number, weight = np.array(rows, dtype=np.int32).reshape(-1, 2).T
    assert sums(number, 7).tolist() == np.bincount(number, minlength=7).tolist()
    assert sums(number, 7, weight).tolist() == np.bincount(number, weight, minlength=7).tolist()
    values, own = np.arange(7, dtype=np.int32)[::-1] * 2, number.copy()
    look_up(values, own, own)
    assert own.tolist() == values[number].tolist()

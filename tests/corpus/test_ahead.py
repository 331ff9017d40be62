import threading

import pytest

from analysis.corpus.ahead import THREADS, ahead


def test_results_come_in_order():
    assert list(ahead(lambda number: number * 2, range(100))) == list(range(0, 200, 2))
    assert list(ahead(str, [])) == []


def test_no_more_is_read_than_is_worked_on():
    taken = []
    found = ahead(lambda number: number, (taken.append(number) or number for number in range(1000)))
    next(found)
    assert len(taken) <= THREADS + 1


def test_parts_are_worked_on_in_threads_and_errors_are_raised():
    here = threading.get_ident()
    assert here not in set(ahead(lambda _: threading.get_ident(), range(10)))
    with pytest.raises(ZeroDivisionError):
        list(ahead(lambda number: 1 // (number - 3), range(10)))

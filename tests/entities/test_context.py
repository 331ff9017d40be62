from math import log

import pytest

from analysis.entities.context import Company

PORT, HOSPITAL = ["Hexley Wharf", "Dock Office", "Pilots"], ["Saltmere Ward", "Nurses", "Clinic"]


def company(*articles):
    found = Company()
    for article in articles:
        found.add(article)
    return found


def meant(known, article, candidates, short):
    return next(known.meant(candidates, [(article, short)]))


def collection():
    """The dockers' union beside the port, the charity beside the hospital, the weather alone, and two short names."""
    others = [["Weather", f"Town {number}"] for number in range(20)]
    return company(*[["Dockers", *PORT]] * 2, *[["Charity", *HOSPITAL]] * 2, *others, ["HWF", *PORT],
                   ["HWF", "Weather"])


def test_the_candidate_is_meant_whose_articles_name_the_same():
    known = collection()
    assert meant(known, 24, ["Charity", "Dockers"], "HWF") == ("Dockers", 1.0)
    assert meant(known, 24, ["Dockers", "Charity"], "HWF") == ("Dockers", 1.0)


def test_nothing_in_common_decides_nothing():
    known = collection()
    assert meant(known, 25, ["Charity", "Dockers"], "HWF") is None
    assert meant(known, 24, ["Nobody", "Charity"], "HWF") is None


def test_scores_are_shared_articles_times_rarity_squared():
    known = company(*[["A", "x", "y"]] * 6, ["B", "y"], ["S", "x", "y", "z"], *[["z"]] * 52)
    x, y = log(60 / 7) ** 2, log(60 / 8) ** 2  # x is named in 7 of 60 articles, y in 8
    assert meant(known, 7, ["A", "B"], "S") == ("A", pytest.approx((6 * x + 6 * y) / (6 * x + 7 * y)))


def test_a_candidate_that_is_not_far_ahead_is_not_meant():
    known = company(*[["A", "x", "y"]] * 6, *[["B", "y"]] * 2, ["S", "x", "y", "z"], *[["z"]] * 51)
    assert meant(known, 8, ["A", "B"], "S") is None

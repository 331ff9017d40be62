"""A short name finds the same person by the words of the full names as by trying every one."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.entities import people

WORDS = st.sampled_from("dan danny daniel dani vale valen valle quill quil quilt de al jr d b".split())
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


def by_trying(short, full, articles, surnames):
    """`people.in_article` as its rules say it."""
    of_full = people.is_full(short) and people.parts(short)[0] not in ("al", "de")
    for fits, rule, confidence in people._LONG if of_full else people._SHORT:
        found = sorted(name for name in full - {short} if fits(people.parts(short), people.parts(name)))
        if rule == "misspelt" and people.parts(short)[-1] in surnames:
            found = []
        if rule == "nickname":
            found = [name for name in found if (-articles[name], name) < (-articles[short], short)]
        if len(found) == 1:
            return people.Match(found[0], rule, confidence)
        if found:
            return people._dominant(found, articles, rule)
    return None


@settings(max_examples=300, deadline=None)
@given(NAMES, st.sets(NAMES, max_size=6), st.sets(WORDS, max_size=3), st.data())
def test_an_article_s_people_are_found_by_their_words(short, names, surnames, data):
    full = set(filter(people.is_full, names))
    articles = Counter({name: data.draw(st.integers(1, 9)) for name in sorted(full | {short})})
    found = people.in_article(short, people.full_names(names), articles, surnames)
    assert found == by_trying(short, full, articles, surnames)


def test_a_nickname_is_looked_for_among_the_names_that_begin_alike():
    full = people.by_last(["bob vale", "dan vale", "daniel vale", "danny vale", "david vale"])["vale"]
    articles = Counter({"daniel vale": 5, "danny vale": 2, "dan vale": 1, "david vale": 9, "bob vale": 9})
    assert people.across("danny vale", full, articles, 1).candidates == ("daniel vale",)
    assert people.across("dan vale", full, articles, 1).candidates == ("daniel vale", "danny vale")
    assert people.across("bob vale", full, articles, 1) is None


def test_what_has_no_words_is_nobody():
    assert people.in_article("", people.full_names(["ada vale"]), Counter(), set()) is None

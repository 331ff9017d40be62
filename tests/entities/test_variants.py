"""Names that differ in a letter are found by the shapes that they share."""

import sys
from collections import Counter, defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.entities.variants import SHORTEST, variants

WORDS = st.sampled_from("harbour harbor harbours habrour letter leter köhler kohler d'arcyy abcde sea 2nd".split())
NAMES = st.sets(st.lists(WORDS, max_size=3).map(" ".join), max_size=12)


def shapes(name):
    """`name`, and it with one letter of one long word blotted out or left out."""
    words, found = name.split(), set()
    for place, word in enumerate(words if len(words) > 1 else ()):
        if len(word) >= SHORTEST - 1 and word.isalpha():
            found.add(name)
            for at in range(1, len(word)):
                found |= {" ".join([*words[:place], word[:at] + middle + word[at + 1:], *words[place + 1:]])
                          for middle in ("", "*")}
    return found


@pytest.mark.parametrize("part", [4_000_000, 7])
@settings(max_examples=100, deadline=None)
@given(names=NAMES)
def test_the_names_that_share_a_shape_are_those_of_its_definition(names, part):
    module = sys.modules["analysis.entities.variants"]
    expected = defaultdict(set)
    for name in names:
        for shape in shapes(name):
            expected[shape].add(name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_PART", part)
        found = Counter(frozenset(group) for group in module._groups(sorted(names)))
    assert found == Counter(frozenset(group) for group in expected.values() if len(group) > 1)


def test_the_more_frequent_spelling_wins_of_equals_the_first():
    counts = Counter({"harbor workers": 9, "harbour workers": 5, "sea letter": 2, "sea leter": 2})
    assert variants(counts, counts) == {"harbour workers": "harbor workers", "sea letter": "sea leter"}
    assert variants([], {}) == {}

"""Text repair."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading import repair


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("The cafÃ© was â€œfullâ€\x9d", 'The café was "full"'),
        ("AT&amp;T &quot;wins&quot; &amp;amp; R&amp;D", 'AT&T "wins" & R&D'),
        ("don’t ‘quote’ “me”", "don't 'quote' \"me\""),
        ("a\u00a0b\u2009c", "a b c"),
        ("so\u00adft and ze\u200bro and \ufeffmark", "soft and zero and mark"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("e\u0301", "é"),
        ("ﬁrst", "first"),
        ("nul\x00 and bell\x07", "nul and bell"),
        ("tab\tand\nline stay", "tab\tand\nline stay"),
    ],
)
def test_repairs(broken, whole):
    assert repair(broken) == whole


def test_curly_and_straight_quotes_count_as_one():
    assert repair("‘It’s “here”’") == repair("'It's \"here\"'")


@pytest.mark.parametrize(
    "text", ["Привет, мир — это новости", "我们在这里", "Größe, año, naïve", "می‌خواهم", "👩‍🚀 lands"]
)
def test_leaves_sound_text_alone(text):
    assert repair(text) == text


def test_one_broken_line_does_not_decide_for_the_others():
    assert repair("Größe, ÄÖÜ, “c’est ça”\nThe cafÃ© was full") == 'Größe, ÄÖÜ, "c\'est ça"\nThe café was full'


@given(st.text())
def test_repairing_twice_changes_nothing_more(text):
    once = repair(text)
    assert repair(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & set("\r\x00\u00ad\u200b\u00a0")


@given(st.text(alphabet=st.characters(codec="latin-1"), max_size=60))
def test_entities_and_mojibake_in_any_mixture_settle(text):
    tangled = text.replace("a", "&amp;").replace("e", "Ã©")
    assert repair(repair(tangled)) == repair(tangled)

"""Previews: texts that foretell what the others report leave the story, and no others do."""

import numpy as np
import pandas as pd
import pytest

from analysis import Corpus, stories
from analysis.stories.foretold import EPOCH, named, part, several

FRIDAY = (pd.Timestamp("2025-05-30 15:00", tz="UTC") - EPOCH) / pd.Timedelta(days=1)
TODAY = int(FRIDAY)


@pytest.mark.parametrize(("sentence", "days", "ahead"), [
    ("The final kicks off at 17:30 on Saturday.", [1], [1]),
    ("The squad trained on Thursday.", [-1], []),
    ("The board said on Tuesday that it will meet on Monday.", [-3, 3], [3]),
    ("It was moved to Saturday.", [1], []),  # says what was: no word of what will be
    ("The vote is due to be held tomorrow; polls opened yesterday.", [-1, 1], [1]),
    ("The court won\u2019t sit on June 20, 2025.", [21], [21]),
    ("Rain fell on 12 May and no one knows of a day in June.", [-18], []),
    ("The 31 June is no day.", [], []),
    ("The race on Saturday is the last. Marlow won it on Saturday morning, papers in the east say.", [1], []),
    ("Am Samstag wird gespielt.", [], []),
    ("", [], []),
])
def test_the_days_that_an_article_names_and_those_it_foretells(sentence, days, ahead):
    assert named("", sentence, FRIDAY) == ({TODAY + day for day in days}, {TODAY + day for day in ahead})


def test_the_headline_is_read_and_only_the_beginning():
    assert named("Cup final on Saturday", "No word of a day.", FRIDAY)[1] == {TODAY + 1}
    assert named("", "word " * 118 + "on Saturday.", FRIDAY)[1] == {TODAY + 1}
    assert named("", "word " * 120 + "on Saturday.", FRIDAY) == (frozenset(), frozenset())


def days(*names):
    return frozenset(names)


REPORT, PREVIEW, NONE = (days(5), days()), (days(5), days(5)), (days(), days())


@pytest.mark.parametrize(("published", "told", "expected"), [
    ([4, 5, 5, 6], [PREVIEW, REPORT, REPORT, NONE], [0, 1, 1, 1]),
    ([3, 4, 5, 6], [PREVIEW, PREVIEW, REPORT, REPORT], [0, 0, 2, 2]),  # previews stay together
    ([4, 5, 5, 6], [PREVIEW, REPORT, NONE, NONE], [0, 0, 0, 0]),  # one report only
    ([4, 5, 5, 6, 6, 6], [PREVIEW, REPORT, REPORT, NONE, NONE, NONE], [0] * 6),  # not more than half
    ([4, 4, 4, 4], [PREVIEW] * 4, [0] * 4),  # an announcement
    ([4, 5, 6], [REPORT, REPORT, REPORT], [0] * 3),
    ([3, 4, 5, 6, 6, 6], [(days(4), days(4)), (days(4, 5), days(5)), REPORT, REPORT, REPORT, REPORT],
     [0, 1, 0, 0, 0, 0]),  # one of two days
    ([np.nan, 4, 5, 5], [None, PREVIEW, REPORT, REPORT], [0, 1, 0, 0]),
])
def test_who_foretells_what_the_later_texts_report_is_parted(published, told, expected):
    label, when = np.zeros(len(told), dtype=np.int64), np.array(published, dtype=float)
    asked = several(label, when)
    known = {place: one for place, one in enumerate(told) if asked[place]}
    assert part(label, when, known).tolist() == expected


def test_a_story_is_named_by_its_first_text_when_that_has_left():
    label, when = np.array([0, 1, 0, 0, 1]), np.array([4.5, 5, 5.1, 6, 5])
    asked = several(label, when)
    assert asked.tolist() == [True, False, True, True, False]
    assert part(label, when, {0: PREVIEW, 2: REPORT, 3: REPORT}).tolist() == [0, 1, 2, 2, 1]


def test_no_text_and_no_date():
    assert several(np.zeros(0, np.int64), np.zeros(0)).tolist() == []
    assert not several(np.zeros(4, np.int64), np.full(4, np.nan)).any()
    assert part(np.zeros(3, np.int64), np.full(3, np.nan), {}).tolist() == [0, 0, 0]


def rowing(verb: str) -> pd.DataFrame:
    texts = [
        f"Crowds {verb} at the Harker regatta on Saturday, where Castleton's rowers meet Marlow over three miles of "
        "river. Ida Brook steers the blue boat of Marlow. Tom Quarry, in Castleton's red one, carries a spare oar.",
        "Marlow's blue boat beat Castleton in the Harker regatta on Saturday evening after an oar broke at the mill. "
        "Ida Brook threw her cap into the river; Tom Quarry of Castleton asked for no rematch.",
        "A broken oar cost Castleton the Harker regatta on Saturday. Tom Quarry rowed his red boat home from the mill "
        "with what was left, and Ida Brook of Marlow lost a cap to the river.",
        "Ida Brook has no cap any more, and Marlow has the Harker cup. Castleton, whose oar broke on Saturday, were "
        "ahead at the mill. Tom Quarry said the river owed him a blue boat."]
    return pd.DataFrame({"article_id": list("abcd"), "title": ["Harker regatta: Marlow, Castleton"] * 4, "text": texts,
                         "source": list("PQRS"), "published": ["2025-05-30", *["2025-05-31T20:00"] * 2, "2025-06-01"]})


def test_a_preview_is_no_report_and_what_names_the_day_without_foretelling_it_stays():
    def told(verb, **options):
        return stories.find(Corpus.from_frame(rowing(verb)), **options)["story"].tolist()
    preview, rest = told("will gather")[0], told("will gather")[1:]
    assert preview == "a" and len(set(rest)) == 1 and rest[0] != "a"
    assert len(set(told("cheered"))) == len(set(told("will gather", window=None))) == 1

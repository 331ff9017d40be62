"""Marks: which belong together, in every style and with every kind of break."""

import pytest

from analysis.stories.marks import quotations


def found(text):
    return [text[one.start:one.end] for one in quotations(text)]


@pytest.mark.parametrize(("text", "expected"), [
    ('"Yes," he said.', ["Yes,"]),
    ("\u201cYes,\u201d he said. \u201cNo.\u201d", ["Yes,", "No."]),
    ("\u2018Yes,\u2019 he said.", ["Yes,"]),
    ("'Yes,' he said. 'No.'", ["Yes,", "No."]),
    ("\u00abOui\u00bb, dit-il. \u00ab Non \u00bb", ["Oui", "Non"]),
    ("\u201eJa\u201c, sagte er. \u00bbNein\u00ab", ["Ja", "Nein"]),
    ("``Yes,'' he said.", ["Yes,"]),
    ('He said. ""Yes," he said.', ["Yes,"]),
    ('He wrote: ".@union Yes."', [".@union Yes."]),
    ("\u201dYes,\u201d he said.", ["Yes,"]),
    ('She said:"Yes," and he ("no") left\u2014"quite".', ["Yes,", "no", "quite"]),
])
def test_every_kind_of_mark(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("The workers' union says it's the dogs' owners' fault.", []),
    ("'Tis the season of rock 'n' roll and the '90s.", []),
    ("'It's the dockers' vote that counts,' she said.", ["It's the dockers' vote that counts,"]),
    ("\u2018They\u2019ve seen the members\u2019 room,\u2019 he said.", ["They\u2019ve seen the members\u2019 room,"]),
    ("She is 5'10\" tall and owns a 12\" record.", []),
    ("He is 6'4\". \"I am 6'4\" tall and proud,\" he said.", ["I am 6'4\" tall and proud,"]),
    ("It won\"t happen. \"I didn\"t see it,\" he said.", ["I didn\"t see it,"]),
    ("A dash \"?misread \"?here, the states\"?rights, then \"Yes,\"?Ames said.", ["Yes,"]),
])
def test_apostrophes_feet_and_inches_are_no_marks(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("\"He told me, 'Go away,' and left,\" she said.", ["He told me, 'Go away,' and left,"]),
    ("'They say, \"I am afraid.\" You wait.'", ["They say, \"I am afraid.\" You wait."]),
    ('"He said "go away" and left," she said. "Then rain."', ['He said "go away" and left,', "Then rain."]),
    ("\u201cOne \u2018two\u2019 three,\u201d he said.", ["One \u2018two\u2019 three,"]),
])
def test_a_quotation_inside_another_is_part_of_it(text, expected):
    assert found(text) == expected


def test_paragraphs_that_open_again_are_one_row_each():
    text = '"One thing first.\n\n"Then another," he said.\n\nThe end.'
    one, two = quotations(text)
    assert (one.complete, one.continues, two.complete) == (False, True, True)
    assert found(text) == ["One thing first.", "Then another,"]
    assert found("'One.\n\n'Two.'") == ["One.", "Two."]
    assert found('He said: "One is done. "Two is not." Rain fell.') == ["One is done.", "Two is not."]


@pytest.mark.parametrize(("text", "expected"), [
    ('"I was there, he said. Then it rained.\n\n"Yes," she said.', ["I was there,", "Yes,"]),
    ('He shut the door. "I am sorry.\n\nThe end.\n\n"Yes," she said.', ["I am sorry.", "Yes,"]),
    ('It was over" he thought.\n\n"Yes," she said.', ["Yes,"]),
    ('A "broken word here, he said. But "this one," she said, "is whole."',
     ["broken word here,", "this one,", "is whole."]),
])
def test_a_broken_mark_costs_no_other_quotation(text, expected):
    assert found(text) == expected


def test_a_mark_that_is_never_closed_takes_no_long_text():
    text = '"I am sorry. ' + "The rain fell on the town and the river rose. " * 60
    assert found(text) == ["I am sorry."]


@pytest.mark.parametrize("text", ["", '"', '""', "' '", '"\n"', "\u201d\u201c", '" " "', "''''", '"?"?"?'])
def test_marks_without_words(text):
    assert all(text[one.start:one.end].strip() for one in quotations(text))


@pytest.mark.parametrize(("piece", "words"), [('"Yes," he said. ', "Yes,"), ("'It's the dogs' day,' she said. ", None)])
def test_50_000_words_in_one_line(piece, words):
    times = 250_000 // len(piece)
    assert found(piece * times) == [words or "It's the dogs' day,"] * times


@pytest.mark.parametrize("piece", ['"Open and "open ', "the dogs' owners' 'open ", '"', "'"])
def test_a_line_of_broken_marks_ends(piece):
    text = piece * (20_000 // len(piece))
    assert all(0 <= one.opened < one.start < one.end <= len(text) for one in quotations(text))


def test_places_are_those_of_the_text():
    text = 'He said: "It is late." \u201cSo it is.\u201d'
    for one in quotations(text):
        assert text[one.opened] in '"\u201c' and text[one.closed - 1] in '"\u201d'
        assert one.opened < one.start < one.end < one.closed

"""Authors, outlets and languages."""

import pytest

from analysis.reading.authors import is_name, read_authors
from analysis.reading.languages import language
from analysis.reading.outlets import outlet_of_folder, outlet_of_url


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By Ada QuillFacebookTwitterLinkedInTelegramCopy LinkEmail", "Ada Quill"),
        ("By Tom Hale, AP Auto Writer", "Tom Hale"),
        ("by ADA QUILL and John O'Neil in London", "Ada Quill; John O'Neil"),
        ("Ada Quill | Updated Nov. 19", "Ada Quill"),
        (["Ada Quill", "Tom Hale", "Ada Quill"], "Ada Quill; Tom Hale"),
        ([{"name": "Ada Quill"}], "Ada Quill"),
        ('["Ada Quill", "Tom Hale"]', "Ada Quill; Tom Hale"),
        ("María José de la Cruz", "María José de la Cruz"),
        ("Voltaire", "Voltaire"),
        ("Staff", None),
        ("Reuters", None),
        ("https://www.example.com/author/7", None),
        ("Nov 19", None),
        ("", None),
        (None, None),
        (7, None),
    ],
)
def test_authors(value, names):
    assert read_authors(value) == names


def test_names_have_two_to_five_words_and_no_post():
    assert is_name("Ada Quill") and is_name("Jan van der Berg") and is_name("J. R. Hale")
    assert not is_name("Ada") and not is_name("Senior Reporter") and not is_name("the old bridge")


def test_outlet_of_an_address_is_its_registered_domain():
    assert outlet_of_url("https://news.bbc.co.uk/a/b?c=1") == "bbc.co.uk"
    assert outlet_of_url("nonsense") is None
    assert outlet_of_url(None) is None


@pytest.mark.parametrize(
    ("path", "outlet"),
    [
        ("guardian/a.txt", "guardian"),
        ("guardian/2016/05/a.txt", "guardian"),
        ("articles/html/a.txt", None),
        ("a.txt", None),
    ],
)
def test_outlet_of_a_folder_skips_dates_and_kinds_of_files(path, outlet):
    assert outlet_of_folder(path) == outlet


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "The council of Northmarch voted on Monday to rebuild the old bridge, and the mayor was pleased with it.",
            "en",
        ),
        ("Council votes to rebuild old bridge after nine years", "en"),
        ("Der Rat der Stadt hat am Montag beschlossen, die alte Brücke wieder aufzubauen.", "de"),
        ("Le conseil municipal a voté lundi soir la reconstruction du vieux pont sur la rivière.", "fr"),
        ("El consejo votó el lunes por la noche la reconstrucción del viejo puente sobre el río.", "es"),
        ("Городской совет проголосовал за восстановление старого моста.", "ru"),
        ("ok", "und"),
    ],
)
def test_language(text, code):
    assert language(text) == code

"""Names: which spellings are one entity, which never are, and the user's last word."""

import sys

import pandas as pd
import pytest

from analysis import entities


def mentions(*articles, labels=None):
    """A mentions table: each article a list of (text, label), one every 50 characters."""
    rows = [(f"a{number}", 50 * place, 50 * place + len(text), text, label, text, "")
            for number, article in enumerate(articles) for place, (text, label) in enumerate(article)]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "text", "label", "entity", "full_name"])


def people(*names):
    return [(name, "PERSON") for name in names]


def resolved(*articles):
    table = entities.resolve(mentions(*articles))
    return [part["entity"].tolist() for _, part in table.groupby("article_id")]


def test_a_surname_is_led_to_the_full_name_of_its_article():
    found = resolved(people("Ada Quill", "Quill"), people("Ben Quill", "Quill"))
    assert found == [["Ada Quill"] * 2, ["Ben Quill"] * 2]


def test_particles_belong_to_the_surname():
    assert resolved(people("Bo de Marl", "de Marl"), people("Bo al-Orrin", "al-Orrin"), people("Al Orrin")) == [
        ["Bo de Marl"] * 2, ["Bo al-Orrin"] * 2, ["Al Orrin"]]


def test_two_people_of_one_surname_in_one_article_stay_apart_and_are_listed():
    found = mentions(people("Ada Quill", "Ben Quill", "Quill"))
    assert entities.resolve(found)["entity"].tolist() == ["Ada Quill", "Ben Quill", "Quill"]
    row = entities.names(found).set_index("spelling").loc["Quill"]
    assert (row["status"], row["candidates"]) == ("undecided", "Ada Quill | Ben Quill")


def test_a_surname_alone_is_led_across_articles_only_if_one_person_bears_it():
    assert resolved(people("Ada Quill"), people("Quill")) == [["Ada Quill"], ["Ada Quill"]]
    assert resolved(people("Ada Quill"), people("Ben Quill"), people("Quill"))[2] == ["Quill"]


def test_a_short_name_far_more_common_than_the_full_one_stays_by_itself():
    assert resolved(people("Ada Quill"), *[people("Quill")] * 4)[1] == ["Quill"]


def test_nearly_all_articles_decide_between_bearers():
    found = resolved(*[people("Ada Quill")] * 19, people("Ben Quill"), people("Quill"))
    assert found[-1] == ["Ada Quill"]


def test_middle_initials_go_and_juniors_stay_apart():
    assert resolved(people("Ada B. Quill", "Ada Quill", "Ada Quill")) == [["Ada Quill"] * 3]
    assert resolved(people("Ada Quill Jr.", "Ada Quill")) == [["Ada Quill Jr.", "Ada Quill"]]


def test_initials_and_first_names_are_led_to_the_full_name_beside_them():
    assert resolved(people("Ada Quill", "A. Quill", "Ada")) == [["Ada Quill"] * 3]


def test_countries_have_one_name_and_their_people_another():
    places = [(name, "PLACE") for name in ("US", "U.S.", "United States", "USA", "Britain", "UK", "Republic of Kenya",
                                            "Burma", "Georgia", "Congo")]
    assert resolved([*places, ("Chinese", "GROUP")]) == [
        ["United States"] * 4 + ["United Kingdom"] * 2 + ["Kenya", "Myanmar", "Georgia", "Congo", "Chinese"]]


def test_a_person_of_a_countrys_name_is_no_country():
    assert resolved([("America", "PERSON"), ("America", "PLACE")]) == [["America", "United States"]]


def test_acronyms_follow_their_article():
    union, bureau = ("Port Users' Union", "ORG"), ("Public Utilities Unit", "ORG")
    assert resolved([union, ("PUU", "ORG")], [bureau, ("P.U.U.", "ORG")]) == [
        ["Port Users' Union"] * 2, ["Public Utilities Unit"] * 2]


def test_an_acronym_of_two_names_is_undecided_where_neither_stands():
    union, bureau, short = ("Port Users' Union", "ORG"), ("Public Utilities Unit", "ORG"), ("PUU", "ORG")
    found = mentions([union, short], [bureau, short], [short])
    assert entities.resolve(found)["entity"].tolist()[-1] == "PUU"
    names = entities.names(found)
    undecided = names[names["status"] == "undecided"]
    assert undecided["candidates"].tolist() == ["Port Users' Union | Public Utilities Unit"]


def test_an_acronym_in_brackets_needs_no_exact_initials():
    found = mentions([("Harbourmasters Board", "ORG"), ("HMB", "ORG")])
    assert entities.resolve(found)["entity"].tolist() == ["Harbourmasters Board", "HMB"]
    found.loc[1, ["start", "end"]] = [22, 25]  # "Harbourmasters Board (HMB)"
    assert entities.resolve(found)["entity"].tolist() == ["Harbourmasters Board"] * 2


def test_two_acronyms_side_by_side_are_two():
    found = mentions([("ABCD", "ORG"), ("ACD", "ORG")])
    found.loc[1, ["start", "end"]] = [6, 9]
    assert entities.resolve(found)["entity"].tolist() == ["ABCD", "ACD"]


def test_short_forms_of_organisations_must_mostly_stand_with_the_long_one():
    both = [("Marlow Freight", "ORG"), ("Marlow", "ORG")]
    assert resolved(both) == [["Marlow Freight"] * 2]
    assert resolved(both, *[[("Marlow", "ORG")]] * 3)[0] == ["Marlow Freight", "Marlow"]


def test_short_forms_of_clubs_and_parties_and_shared_countries_need_their_long_form_beside_them():
    club = [("Marl United", "ORG"), ("Marl", "ORG"), ("United", "ORG")]
    assert resolved(club, [("Marl", "PLACE")]) == [["Marl United"] * 3, ["Marl"]]
    party = [("Social Democratic Party", "ORG"), ("Social Democrats", "GROUP"), ("SDP", "ORG")]
    assert resolved(party) == [["Social Democratic Party"] * 3]
    assert resolved([("European Union", "ORG"), ("Europeans", "GROUP")]) == [["European Union", "Europeans"]]
    assert resolved([("South Korea", "PLACE"), ("Korea", "PLACE")], [("Korea", "PLACE")]) == [
        ["South Korea"] * 2, ["Korea"]]


def test_places_are_short_before_a_particle_only():
    assert resolved([("Marl de Orrin", "PLACE"), ("Marl", "PLACE")]) == [["Marl de Orrin"] * 2]
    assert resolved([("Marl Airport", "PLACE"), ("Marl", "PLACE")]) == [["Marl Airport", "Marl"]]


def test_members_of_a_group_are_the_group_and_no_country():
    found = resolved([("Germans", "GROUP"), ("German", "GROUP"), ("South Korean", "GROUP"), ("South Korea", "PLACE")])
    assert found == [["German", "German", "South Korean", "South Korea"]]


def test_acronyms_of_parties_may_be_in_another_language():
    assert resolved([("National Front", "ORG"), ("FN", "ORG")]) == [["National Front"] * 2]
    assert resolved([("Marl Freight Office", "ORG"), ("OFM", "ORG")]) == [["Marl Freight Office", "OFM"]]


def test_slips_of_the_pen_and_pet_names_are_led_to_the_right_spelling():
    assert resolved(people("Claus Dreyer", "Dreyer", "Deyer")) == [["Claus Dreyer"] * 3]
    assert resolved(people("Claus Dreyer", "Deyer"), people("Ada Deyer"))[0] == ["Claus Dreyer", "Ada Deyer"]
    assert resolved(people("Danny Quill"), people("Danny Quill", "Daniel Quill"))[1] == ["Danny Quill"] * 2
    assert resolved(people("Horst Koehler", "Horst Köhler")) == [["Horst Köhler"] * 2]


def test_honorifics_choose_between_bearers_of_a_surname():
    found = mentions(people("Ada Quill"), people("Ada Quill", "Quill"), people("Ben Quill", "Quill"), people("Quill"))
    found["honorific"] = ["", "", "Ms", "", "Mr", "Mr"]
    assert entities.resolve(found)["entity"].tolist()[-1] == "Ben Quill"
    found["honorific"] = ["", "", "Ms", "", "Mr", ""]
    assert entities.resolve(found)["entity"].tolist()[-1] == "Quill"


def test_the_company_it_keeps_tells_whom_a_name_means():
    port = people("Ada Quill", "Cora Marl", "Dan Orrin")
    ward = people("Ben Quill", "Eve Lisle", "Finn Holt")
    other = [[(name, "PLACE")] for name in "Bath Cork Delft Exeter Fes Ghent Hull Ipswich Jena Kyoto Lund".split()]
    found = mentions(port, ward, people("Quill", "Cora Marl", "Dan Orrin"), people("Quill"), *other)
    by_article = entities.resolve(found).groupby("article_id")["entity"].first()
    assert by_article[["a2", "a3"]].tolist() == ["Ada Quill", "Quill"]
    names = entities.names(found).set_index(["spelling", "entity"])
    assert names.loc[("Quill", "Ada Quill"), "rule"] == "company"
    assert names.loc[("Quill", "Quill"), "candidates"] == "Ada Quill | Ben Quill"


def test_company_forms_and_one_letter_variants_are_one_entity():
    assert resolved([("Marlow Inc.", "ORG"), ("Marlow", "ORG")]) == [["Marlow"] * 2]
    union = [("Harbour Keepers", "ORG")] * 2 + [("Harbor Keepers", "ORG")]
    assert resolved(union) == [["Harbour Keepers"] * 3]
    assert resolved([("North Dale", "ORG"), ("North Vale", "ORG")]) == [["North Dale", "North Vale"]]


def test_the_headlines_full_name_counts():
    found = mentions(people("Quill")).assign(full_name="Ada Quill")
    assert entities.resolve(found)["entity"].tolist() == ["Ada Quill"]


def test_names_counts_every_mention_once_and_the_row_order_does_not_matter():
    found = mentions(people("Ada Quill", "Quill", "Quill"), [("US", "PLACE"), ("U.S.", "PLACE")], people("Quill"))
    names = entities.names(found)
    assert names["count"].sum() == len(found)
    assert names.columns.tolist()[:7] == ["entity", "spelling", "label", "count", "rule", "confidence", "status"]
    assert names["confidence"].between(0, 1).all()
    pd.testing.assert_frame_equal(names, entities.names(found[::-1]))


def test_overrides_win_and_name_their_entity(tmp_path):
    path = tmp_path / "overrides.csv"
    path.write_text("spelling,entity\nQuill,Quill Ltd\nADA QUILL,Ada Q\nNobody,Somebody\n", encoding="utf-8")
    found = mentions(people("Ada Quill", "Quill", "Ada"))
    assert entities.resolve(found, overrides=path)["entity"].tolist()[:2] == ["Ada Q", "Quill Ltd"]
    names = entities.names(found, overrides=path).set_index("spelling")
    assert names.loc["Quill", "status"] == "override"
    assert names.loc["Nobody", "count"] == 0


@pytest.mark.parametrize(("content", "says"), [
    ("name,entity\nA,B\n", "no column 'spelling'"), ("spelling,entity\nA,\n", "row 1"),
    ("spelling,entity\nA,B\nA,C\n", "earlier row"), ("", "cannot be read"),
])
def test_bad_overrides_are_refused(tmp_path, content, says):
    path = tmp_path / "overrides.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=says):
        entities.names(mentions(people("Ada Quill")), overrides=path)


def test_missing_or_strange_overrides_are_refused(tmp_path):
    with pytest.raises(ValueError, match="does not exist"):
        entities.resolve(mentions(people("Ada Quill")), overrides=tmp_path / "none.csv")
    with pytest.raises(ValueError, match="must be a CSV file's path"):
        entities.resolve(mentions(people("Ada Quill")), overrides=7)


def test_no_mentions_give_empty_tables():
    found = mentions()
    assert len(entities.resolve(found)) == 0
    assert len(entities.names(found)) == 0


def test_names_are_those_of_the_mentions_given_whatever_was_resolved_before(monkeypatch):
    first, second = mentions(people("Ada Quill", "Quill")), mentions(people("Ada Quill"), people("Ben Quill", "Quill"))
    expected = [entities.names(one).to_dict("list") for one in (first, second)]
    entities.resolve(first)
    changed, other = first.assign(text=second["text"].head(2)), pd.DataFrame({"spelling": ["Quill"], "entity": ["Q"]})
    assert [entities.names(one).to_dict("list") for one in (first, second)] == expected
    assert entities.names(changed)["spelling"].tolist() == ["Ada Quill", "Ben Quill"]
    assert entities.names(first, overrides=other)["entity"].tolist() == ["Ada Quill", "Q"]
    entities.resolve(first.astype("category"))
    other = first.assign(text=["Eve Quill", "Quill"]).astype("category")  # of the same codes
    assert entities.names(other)["spelling"].tolist() == ["Eve Quill", "Quill"]
    entities.resolve(first)
    monkeypatch.setattr(sys.modules["analysis.entities.names"], "_resolved", None)
    assert entities.names(first.copy()).to_dict("list") == expected[0]  # what was resolved last is not resolved again

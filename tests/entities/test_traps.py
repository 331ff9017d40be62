"""The specimen's names against its truth: no two merged that are two, what is one led together, town and team apart."""

import pandas as pd
import pytest

from analysis import Corpus, entities

UNDECIDED = {  # (spelling, headline): two bear the name and the article does not tell which; listed, not guessed
    ("HWF", "Rationing, one week on: sleep, sinks and a burst main"),
    ("Vale", "Cup hero Danny Vale leaves Saltmere for Aldersby City"),
}


@pytest.fixture(scope="module")
def mentions():
    corpus = Corpus.open("data/articles")
    return entities.resolve(entities.mentions(corpus)).merge(corpus.articles[["article_id", "title", "source"]])


@pytest.fixture(scope="module")
def known(mentions):
    """The mentions that the truth table knows, with or without their honorific: gold, gold_label, trap."""
    truth = pd.read_csv("data/truth/names.csv", keep_default_na=False)
    truth["title"] = truth["title"].map(straight)
    here = {(row.spelling, row.title, row.source): (row.entity, row.label) for row in truth.itertuples()}
    rows = []
    for row in mentions.itertuples():
        title, text = straight(row.title), straight(row.text)
        for spelling in ([f"{row.honorific} {text}"] if row.honorific else []) + [text]:
            by_article = here.get((spelling, title, row.source))
            if gold := by_article or here.get((spelling, "", "")):
                rows.append((row.Index, text, title, row.entity, row.label, *gold, bool(by_article)))
                break
    return pd.DataFrame(rows, columns=["row", "text", "title", "entity", "label", "gold", "gold_label", "trap"])


def straight(text):
    return text.replace("\u2019", "'").replace("\u2018", "'")


def main(known):
    """The entity that most mentions of each true one are led to."""
    return known.groupby("gold")["entity"].agg(lambda names: names.value_counts().index[0])


def test_no_entity_holds_the_mentions_of_two(known):
    held = known.groupby("entity")["gold"].agg(lambda names: sorted(set(names)))
    assert len(known) > 750
    assert held[held.str.len() > 1].to_dict() == {}


def test_names_that_mean_another_in_another_article_are_led_to_the_right_one(known):
    traps = known[known["trap"]]
    assert set(traps["text"]) >= {"HWF", "Hexley", "Vale", "Okoro", "Brandt", "Hollis", "Adair", "Skerrow"}
    wrong = traps[traps["entity"] != traps["gold"].map(main(known))]
    assert set(zip(wrong["text"], wrong["title"], strict=True)) == UNDECIDED


def test_what_is_undecided_is_listed_with_its_candidates(mentions):
    names = entities.names(mentions)
    listed = names[names["status"] == "undecided"].set_index("spelling")["candidates"]
    assert listed["HWF"] == "Harbour Workers' Federation | Health Watch Foundation"
    assert listed["Vale"] == "Danny Vale | Ingrid Vale"


def test_honorifics_tell_bearers_of_a_surname_apart(known):
    hollis = known[known["gold"].isin(["Jane Hollis", "Marcus Hollis"])]
    assert set(zip(hollis["gold"], hollis["entity"], strict=True)) == {(name, name) for name in hollis["gold"]}
    brandts = known[known["title"].str.startswith("The two Brandts") & (known["text"] == "Brandt")]
    assert sorted(brandts["entity"]) == ["Leon Brandt", "Petra Brandt"]


def test_town_and_team_are_two_each_under_its_label(known):
    labels = known.groupby("gold")["label"].agg(set)
    places = ["Hexley", "Saltmere", "Dunmarrow", "Oumara", "Corvane", "Skerrow Isles"]
    assert labels[places].tolist() == [{"PLACE"}] * len(places)
    assert labels[["Hexley United", "Saltmere Rovers", "Skerrow Line"]].tolist() == [{"ORG"}] * 3
    assert labels[["Eleanor Skerrow", "Danny Vale", "Ingrid Vale"]].tolist() == [{"PERSON"}] * 3


def test_the_spellings_of_one_are_one(known):
    share = (known["entity"] == known["gold"].map(main(known))).groupby(known["gold"]).mean()
    whole = ["Harbour Workers' Federation", "Health Watch Foundation", "Hexley United", "Saltmere Rovers",
             "United States", "Green Alliance", "Orrery Health Systems", "St Brannoc's Hospital Trust",
             "Aldersby City", "Donald Trump", "He Lifeng"]
    assert share[whole].min() >= 0.85
    assert share.mean() > 0.98

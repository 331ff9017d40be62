"""Evidence: the places behind a row are as many as it counts, and they say what it says."""

import pandas as pd
import pytest

from analysis import Corpus, entities, evidence, terms

TEXTS = [
    "The port strike began on Monday. Dockers at the Saltmere Port Authority walked out.\nMr. Vale said no.",
    "Saltmere Port Authority talks failed. “The port strike will go on,” said Ms Okoro. The port strike hurts.",
    "In the U.S. a port strike looms. Dockers met.",
    "Rain fell on the town. The port strike is over; dockers cheered.",
]


@pytest.fixture
def corpus():
    return Corpus.from_frame(pd.DataFrame({
        "text": TEXTS, "source": ["Mail", "Post", "Post", "Mail"],
        "published": ["2025-05-05", "2025-05-14", "2025-05-14", "2025-05-27"],
    }))


def test_a_word_gives_its_sentences(corpus):
    found = evidence.of("dockers", corpus)
    assert list(found.columns) == ["article_id", "start", "end", "sentence"]
    texts = corpus.articles.set_index("article_id")["text"]
    assert {texts[row.article_id][row.start:row.end].lower() for row in found.itertuples()} == {"dockers"}
    assert set(found["sentence"]) == {"Dockers at the Saltmere Port Authority walked out.", "Dockers met.",
                                      "The port strike is over; dockers cheered."}


@pytest.mark.parametrize(("make", "column"), [
    (lambda corpus: terms.count(corpus, ngrams=(1, 3), stop=None), "count"),
    (lambda corpus: terms.phrases(corpus), "count"),
    (lambda corpus: terms.keyness(corpus, min_articles=1, stop=None), "count"),
    (lambda corpus: terms.keyness(corpus, min_articles=1, by="week", stop=None), "count"),
    (lambda corpus: terms.keyness(corpus, by=pd.DataFrame({"term": ["port"], "count": [9]})), "count"),
    (lambda corpus: terms.trend(corpus, ["port strike", "Dockers"]), "count"),
    (lambda corpus: terms.movers(corpus, min_articles=1), "later_count"),
    (lambda corpus: terms.collocates(corpus, "port", min_count=1, stop=None), "count"),
])
def test_the_places_of_a_row_are_as_many_as_its_count(corpus, make, column):
    table = make(corpus)
    found = evidence.of(table, corpus)
    assert len(table) and found.groupby("row").size().reindex(range(len(table)), fill_value=0).tolist() == \
        table[column].tolist()
    pd.testing.assert_frame_equal(evidence.of(table.iloc[0], corpus),
                                  found[found["row"] == 0].sort_values(["article_id", "start"], ignore_index=True)
                                  .drop(columns="row"))


def test_parts_by_labels_are_told_again(corpus):
    labels = dict(zip(corpus.articles["article_id"], "abba", strict=True))
    table = terms.keyness(corpus, by=labels, min_articles=1)
    row = table[(table["part"] == "b") & (table["term"] == "port")].iloc[0]
    assert len(evidence.of(row, corpus, by=labels)) == row["count"] == 4
    with pytest.raises(ValueError, match="by='labels'"):
        evidence.of(row, corpus)


def test_a_burst_gives_the_places_inside_it(corpus):
    row = {"term": "strike", "period": pd.Timestamp("2025-05-14", tz="UTC"),
           "until": pd.Timestamp("2025-05-15", tz="UTC")}
    assert len(evidence.of(row, corpus)) == 3


def test_a_line_of_a_concordance_is_its_own_evidence(corpus):
    line = next(terms.concordance(corpus, "Ms Okoro").itertuples())
    assert evidence.of(line, corpus)["sentence"].tolist() == ["“The port strike will go on,” said Ms Okoro."]


def test_a_match_over_two_sentences_gives_both(corpus):
    line = terms.concordance(corpus, r"Monday\. Dockers", regex=True).iloc[0]
    assert evidence.of(line, corpus)["sentence"].tolist() == [
        "The port strike began on Monday. Dockers at the Saltmere Port Authority walked out."]


def test_an_entity_stands_where_its_mentions_are(corpus):
    first = corpus.articles["article_id"].iloc[0]
    mentions = pd.DataFrame({"article_id": first, "start": [0, 4, 9], "end": [3, 8, 12], "entity": ["A", "B", "A"]})
    row = {"entity": "A", "label": "ORG", "count": 2, "articles": 1, "outlets": 1, "texts": 1}
    assert evidence.of(row, corpus, mentions=mentions)["start"].tolist() == [0, 9]
    with pytest.raises(ValueError, match="mentions=None"):
        evidence.of(row, corpus)


def test_a_mention_and_a_spelling_stand_where_they_are(corpus):
    first = corpus.articles["article_id"].iloc[0]
    mentions = pd.DataFrame({"article_id": first, "start": [0, 4, 9], "end": [3, 8, 12], "text": ["The", "port", "str"],
                             "entity": ["A", "A", "B"]})
    assert evidence.of(mentions.iloc[1], corpus)["start"].tolist() == [4]
    names = entities.names(mentions.assign(label="ORG")).assign(entity="A")
    row = names[names["spelling"] == "port"].iloc[0]
    assert evidence.of(row, corpus, mentions=mentions)["start"].tolist() == [4] and row["count"] == 1


def test_a_pair_stands_where_both_are_named(corpus):
    ids = corpus.articles["article_id"].tolist()
    mentions = pd.DataFrame([(one, start, start + 3, name) for one in ids[:2] for start, name in ((0, "A"), (4, "B"))],
                            columns=["article_id", "start", "end", "entity"])
    row = {"entity_a": "A", "entity_b": "B", "count": 2}
    assert len(evidence.of(row, corpus, mentions=mentions)) == 2
    with pytest.raises(ValueError, match="mentions=None"):
        evidence.of(row, corpus)
    with pytest.raises(ValueError, match="window='page'"):
        evidence.of(row, corpus, mentions=mentions, window="page")


def test_a_table_without_rows_has_no_evidence(corpus):
    assert evidence.of(terms.count(corpus).head(0), corpus).columns.tolist() == \
        ["row", "article_id", "start", "end", "sentence"]


@pytest.mark.parametrize(("what", "message"), [({"price": 3}, r"\['price'\] is of no known kind"), (7, "a int"),
                                               ("…", "no word in it")])
def test_evidence_refuses_what_it_does_not_know(corpus, what, message):
    with pytest.raises(ValueError, match=message):
        evidence.of(what, corpus)


def test_a_topic_and_a_story_are_told_by_the_first_sentences_of_their_articles(corpus):
    ids = dict(zip(corpus.articles["text"].str[:4], corpus.articles["article_id"], strict=True))
    members = pd.DataFrame({"article_id": [ids["The "], ids["The "], ids["Rain"]], "unit": [0, 1, 0],
                            "start": [0, TEXTS[0].index("\n"), 0], "topic": [1, 2, 1]})
    table = pd.DataFrame({"topic": [1, 2], "label": ["port", "vale"], "size": [2, 1]})
    found = evidence.of(table, corpus, members=members)
    assert set(zip(found["row"], found["sentence"], strict=True)) == {
        (0, "The port strike began on Monday."), (0, "Rain fell on the town."), (1, "Mr. Vale said no.")}
    texts = corpus.articles.set_index("article_id")["text"]
    assert all(texts[row.article_id][row.start:row.end] == row.sentence for row in found.itertuples())
    stories = pd.DataFrame({"article_id": list(ids.values()), "story": [ids["Rain"]] * 2 + [ids["In t"]] * 2})
    row = {"story": ids["Rain"], "outlets": 1, "articles": 2}
    told = evidence.of(row, corpus, stories=stories)
    assert set(told["article_id"]) == set(stories["article_id"][:2]) and (told["end"] > told["start"]).all()
    for lone in (table.iloc[0], row):
        with pytest.raises(ValueError, match="=None: a (topic|story)"):
            evidence.of(lone, corpus)

"""Cleaning page copies."""

import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading import clean_page
from analysis.reading.features import NAMES, page_features
from analysis.reading.kinds import KINDS, kind_of
from analysis.reading.model import shipped, smooth
from analysis.reading.spans import runs

from .samples import ARTICLES, PAGE

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
HEADLINE = "Council votes to rebuild the old bridge at Northmarch"


@pytest.fixture(scope="module")
def page():
    return clean_page(PAGE)


def reasons(page) -> dict[str, str]:
    return {line.text: line.reason for line in page.removed}


def test_headline_author_and_date(page):
    assert page.title == HEADLINE
    assert page.author == "Ada Quill"
    assert page.published == datetime(2021, 3, 3, 10, 15, tzinfo=UTC)


def test_body_and_sub_headings_are_kept(page):
    paragraphs = page.text.split("\n\n")
    assert len(paragraphs) == 6
    assert paragraphs[0].startswith("The council of Northmarch voted")
    assert "A question of money" in paragraphs
    assert paragraphs[-1].endswith("they would go to court.")


def test_everything_else_is_removed_with_its_reason(page):
    found = reasons(page)
    assert found["FacebookTwitterWhatsAppCopy Link"] == "share bar"
    assert found["Politics"] == "section"
    assert found[HEADLINE] == "repeated headline"
    assert found["Mayor Tom Hale"] == "caption"
    assert found["By Ada Quill"] == "byline"
    assert found["March 3, 2021 10:15 am GMT"] == "date line"
    assert found["About the author"] == "biography"
    assert found[next(text for text in found if text.startswith("Ada has been writing"))] == "biography"
    assert found["Read more: The bridge that nobody wanted"] == "related links"
    assert found["Subscribe to our newsletter"] == "promotion"
    assert found["© 2021 Northmarch Post. All rights reserved."] == "legal"


def test_removed_lines_are_numbered_in_the_raw_text(page):
    raw = PAGE.split("\n")
    assert all(raw[line.line - 1].strip() == line.text for line in page.removed)
    assert all(0 <= line.confidence <= 1 for line in page.removed)


def test_a_given_title_wins_and_its_line_is_not_body():
    page = clean_page(PAGE, title=HEADLINE + " - Northmarch Post")
    assert page.title == HEADLINE + " - Northmarch Post"
    assert HEADLINE not in page.text


def test_run_together_byline_and_share_bar():
    page = clean_page(PAGE.replace("By Ada Quill\n", "By Ada QuillFacebookTwitterLinkedInTelegramCopy LinkEmail\n"))
    assert page.author == "Ada Quill"
    assert reasons(page)["By Ada QuillFacebookTwitterLinkedInTelegramCopy LinkEmail"] == "byline"


def test_clean_articles_stay_whole():
    for article in ARTICLES:
        page = clean_page(article["body"], title=article["headline"])
        assert page.text == article["body"]
        assert page.removed == ()


@pytest.mark.parametrize("text", ["One line.", "One line", "Menu", "Menu\nHome\nLogin", "By Ada Quill", "© 2020"])
def test_never_empties_a_page(text):
    assert clean_page(text).text


def test_comments_end_the_article():
    comment = "I have lived here for years and nobody asked me about it, which is a scandal and a shame."
    page = clean_page(PAGE.split("About the author")[0] + f"3 comments\nbridgefan says:\n{comment}\nReply\n")
    assert comment not in page.text
    assert page.text.endswith("they would go to court.")


def test_empty_text():
    page = clean_page("  \n \n")
    assert (page.title, page.text, page.removed) == (None, "", ())


def accounted(text: str) -> None:
    page = clean_page(text)
    kept = page.text.split("\n\n") if page.text else []
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    taken = [line.text for line in page.removed] + kept
    # One line, the headline, may be in the title only.
    assert sorted(taken) == sorted(lines) or sorted([*taken, page.title]) == sorted(lines)
    assert page.text == "\n\n".join(kept) and all(part == part.strip() for part in kept)


PARTS = st.sampled_from([line for line in PAGE.split("\n")])


@given(st.lists(PARTS, max_size=40))
@settings(deadline=None, max_examples=60)
def test_every_line_is_body_removed_or_the_headline(parts):
    accounted("\n".join(parts))


@given(st.text(alphabet="ab .\nAZ9:,©?", max_size=200))
@settings(deadline=None, max_examples=60)
def test_no_text_crashes_cleaning(text):
    accounted(text)


def test_every_shipped_weight_has_a_feature():
    assert len(shipped().weights) == len(NAMES) < 110
    assert np.isfinite(shipped().weights).all()


def test_features_are_one_row_a_line():
    lines = [line for line in PAGE.split("\n") if line]
    features, kinds = page_features(lines)
    assert features.shape == (len(lines), len(NAMES))
    assert set(kinds) - {None} <= set(KINDS)
    prose = features[:, NAMES.index("prose")]
    assert [int(value) for value in prose[:9]] == [0, 0, 0, 0, 0, 0, 0, 1, 1]
    repeated = features[:, NAMES.index("repeated")]
    assert repeated.sum() == 2


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Share this article on Facebook", "share bar"),
        ("Published: 3 March 2021, 10:15", "date line"),
        ("5 min read", "date line"),
        ("World > Europe", "section"),
        ("Tags:", "glossary"),
        ("Skip to main content", "navigation"),
        ("Photo: Tom Hale / Northmarch Post", "caption"),
        ("Prime Minister Ingrid Vale", "caption"),
        ("Sign up for our daily newsletter", "promotion"),
        ("You may also like", "related links"),
        ("bridgefan says:", "comments"),
        ("Ada Quill is a political reporter at the Northmarch Post.", "biography"),
        ("By Ada Quill and Tom Hale", "byline"),
        ("The council voted on Monday to rebuild the bridge.", None),
        ("A question of money", None),
        ("What comes next", None),
    ],
)
def test_kinds(line, kind):
    assert kind_of(line) == kind


def test_kinds_take_linear_time_on_repetitions():
    for unit in ("copy link", "1", "1 ", "share ", "january ", "a a ", "by A. ", "- "):
        kind_of(unit * 40)


def test_smoothing_bridges_doubt_and_keeps_runs():
    probabilities = np.array([0.05, 0.9, 0.45, 0.9, 0.9, 0.05, 0.05])
    assert runs(smooth(probabilities)) == [(1, 5)]


@pytest.mark.skipif(not (SHARED / "seeds").exists(), reason="the seed pages are not here")
def test_the_seeds():
    first, second = (clean_page(path.read_text()) for path in sorted((SHARED / "seeds").glob("*.txt")))
    assert first.title.startswith("US, China conclude") and first.author == "Vafa Guliyeva"
    assert [line.reason for line in first.removed] == ["byline"] and len(first.text.split("\n\n")) == 8
    assert second.title.startswith("Trump and Bessent Offer") and second.author == "Kosta Gushterov"
    assert [line.reason for line in second.removed] == [
        "share bar", "section", "repeated headline", "caption", "biography", "byline", "byline", "biography",
        "promotion", "glossary",
    ]  # fmt: skip
    for kept in (
        "Positive Signals, Vague Outcomes",
        "Countdown to July Tariff Deadline",
        "has yet to comment publicly",
    ):
        assert kept in second.text


TRUTH = Path(__file__).resolve().parents[2] / "data" / "truth" / "pages.jsonl"


@pytest.mark.skipif(not TRUTH.exists(), reason="the specimen collection is not here")
def test_the_specimen_pages():
    shares = []
    for line in TRUTH.read_text().splitlines():
        truth = json.loads(line)
        page = clean_page((TRUTH.parents[1] / "articles" / truth["file"]).read_text(encoding="utf-8-sig"))
        body = {clean_page(part).text for part in truth["body"]}
        kept = set(page.text.split("\n\n"))
        shares.append(len(body & kept) / len(body | kept))
    assert np.mean(shares) > 0.9

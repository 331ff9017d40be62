"""Lines taken out can be put back, where they stood."""

from analysis import Corpus
from analysis.reading import REASONS, clean_page

PAGE = """Ferry crews vote to stop work
By Ann Moe
Share on Facebook
Crews of the Skerrow ferries voted on Monday to stop work for a week, their union said.
Image: The ferry at the pier. Credit: Ann Moe
The company said that it would run one boat a day and that talks would go on through the week.
Passengers were told to expect delays until Friday, when the harbour council meets again.
"""


def opened(folder, **options):
    (folder / "page.txt").write_text(PAGE)
    return Corpus.open(folder, **options)


def test_captions_come_back_between_the_lines_they_stood_between(tmp_path):
    plain, kept = opened(tmp_path), opened(tmp_path, keep=["caption"])
    assert "Image:" not in plain.articles["text"][0]
    lines = kept.articles["text"][0].split("\n\n")
    assert [line.split()[0] for line in lines] == ["Crews", "Image:", "The", "Passengers"]
    assert "caption" not in set(kept.removed["reason"]) and "share bar" in set(kept.removed["reason"])
    assert plain.articles["article_id"][0] == kept.articles["article_id"][0]


def test_every_reason_that_cleaning_gives_can_be_kept():
    assert {line.reason for line in clean_page(PAGE).removed} <= set(REASONS)

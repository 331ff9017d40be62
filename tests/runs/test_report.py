"""The report: words, numbers, pictures and evidence as they stand in the page, and runs that are damaged or failed."""

import base64
import hashlib
import io
import json
import re

import nbformat
import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from analysis import style
from analysis.runs import Sheet, report
from analysis.runs import report_evidence as evidence
from analysis.runs import report_images as images
from analysis.runs import report_tables as tables
from analysis.runs.report_prose import Prose, safe_link
from analysis.runs.sheet import SHOWN

CSS = (report.TEMPLATES / "report.css").read_text()


@pytest.fixture
def shown(tmp_path, monkeypatch):
    """A sheet whose folder is a run's, and the outputs that it displays."""
    outputs = []

    def display(one, *, metadata=None, raw=False):
        data = one if raw else {"image/png": base64.b64encode(b"no picture").decode(), "text/plain": "<Figure>"}
        outputs.append(nbformat.v4.new_output("display_data", data, metadata=metadata or {}))

    monkeypatch.setattr("analysis.runs.sheet.display", display)
    return Sheet(str(tmp_path / "tables")), outputs


@pytest.fixture
def told(tmp_path):
    """Write an executed notebook of `cells` and the manifest of its run, and return the report's text."""
    def written(cells=(), *, manifest=(), step=(), notebook=True):
        if notebook:
            nbformat.write(nbformat.v4.new_notebook(cells=list(cells)), tmp_path / "1-one.ipynb")
        one = {"notebook": "1-one", "title": "One", "status": "ok", "seconds": 3.2, "cell": None, "error": ""}
        (tmp_path / "manifest.json").write_text(json.dumps(
            {"status": "ok", "articles": 2, "steps": [one | dict(step)]} | dict(manifest)))
        return report.write(tmp_path).read_text()
    return written


def code(source, *outputs, count=1):
    return nbformat.v4.new_code_cell(source, execution_count=count, outputs=list(outputs))


def test_markdown_gives_no_html_of_its_own_and_no_harmful_links():
    prose = Prose("1-one", ["1-one", "2-two"])
    html = prose.html("# A\n\n<b onclick=x>b</b> [js](JavaScript:alert(1)) [data](data:text/html,x) "
                      "[web](https://e.org) [two](2-two.ipynb) [nine](9-nine.ipynb) ![p](https://e.org/p.png)\n\n<script>x</script>\n\n"
                      "#### Deep\n\n## A")
    assert "<b" not in html and "<script" not in html and "<img" not in html and "avascript" not in html
    assert re.findall(r'href="([^"]+)"', html) == ["https://e.org", "#2-two"]
    assert [(one.key, one.level) for one in prose.headings] == [("1-one-a", 3), ("1-one-deep", 4), ("1-one-a-2", 3)]


@pytest.mark.parametrize("address", [
    "javascript:alert(1)", " JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd",
    "//e.org", "vbscript:x", "http://[bad", "https://e.org/\x00", ""])
def test_addresses_that_could_harm_are_no_links(address):
    assert safe_link(address) is None


def test_addresses_on_the_web_are_links():
    assert safe_link(" https://e.org/?a=1&b=2 ") == "https://e.org/?a=1&b=2"


@pytest.mark.parametrize(("values", "texts", "sorted_by"), [
    ([1, 2000], ["1", "2,000"], ["", "2000"]),
    ([205.0, 210.5], ["205.0", "210.5"], ["", ""]),
    ([0.00002, 0.25], ["<0.001", "0.250"], ["2e-05", ""]),
    ([-0.00002, -1.5], ["−<0.001", "−1.500"], ["-2e-05", "-1.5"]),
    ([np.nan, 1.23456], ["", "1.235"], ["", "1.23456"]),
    ([np.inf, 1.0], ["∞", "1"], ["1e999", ""]),
    ([3915.343915, 2.25], ["3,915", "2"], ["3915.34391", "2.25"]),
])
def test_numbers_have_as_many_decimals_as_they_need_and_sort_exactly(values, texts, sorted_by):
    cells = tables.numbers(pd.Series(values))
    assert [cell.text for cell in cells] == texts and [cell.value for cell in cells] == sorted_by


def test_other_cells_are_words_and_only_addresses_become_links():
    moments = pd.to_datetime(["2025-06-01 15:30", None], utc=True)
    table = tables.laid_out("t", pd.DataFrame({
        "url": ["https://e.org", "javascript:x"], "flag": [True, False], "names": [["a", "b"], None], "at": moments,
        "day": pd.to_datetime(["2025-06-01", "2025-06-02"]), "title": ["x" * 400, "https://e.org"], "n": [1, 2]}))
    first, second = table.rows
    assert [cell.text for cell in first[:5]] == ["https://e.org", "yes", "a, b", "2025-06-01 15:30", "2025-06-01"]
    assert [cell.link for cell in first] == ["https://e.org", *[None] * 6] and {cell.link for cell in second} == {None}
    assert len(first[5].text) == tables.MOST_CHARACTERS and first[5].text.endswith("…")
    assert table.labels[3:5] == ["at (UTC)", "day"] and table.numeric == [False] * 6 + [True]
    assert table.leading == 5  # its title says what a row is


def test_a_chart_is_svg_made_small_or_png_where_that_is_smaller(tmp_path, monkeypatch):
    axes = style.bars(["-->&<script>alert(1)</script>"], [1.23456], title="T", unit="u")
    axes.figure.savefig(tmp_path / "c.svg", metadata={"Date": None, "Description": "words"})
    axes.figure.savefig(tmp_path / "c.png")
    found = images.picture(tmp_path, "c")
    svg = base64.b64decode(found.address.removeprefix("data:image/svg+xml;base64,")).decode()
    assert "<script" not in svg and "<metadata" not in svg and "<!" not in svg
    assert len(svg) < 0.9 * (tmp_path / "c.svg").stat().st_size and 600 < found.width < 1100
    monkeypatch.setattr(images, "LARGEST_SVG", 100)
    assert images.picture(tmp_path, "c").address.startswith("data:image/png;base64,")
    assert abs(images.picture(tmp_path, "c").width - found.width) < 5
    assert images.picture(tmp_path, "none") is None and images.of_png(b"GIF89a") is None


def test_a_sheet_keeps_the_chart_its_words_its_data_and_its_evidence(shown, tmp_path):
    sheet, outputs = shown
    table, drawn = pd.DataFrame({"term": ["a"], "n": [1]}), pd.DataFrame({"n": [2]})
    places = pd.DataFrame({"row": [0], "article_id": ["x"], "sentence": ["An a."]})
    chart = style.describe(style.bars(["a"], [1], title="Bars", unit="n"), "One bar.")
    sheet.show("terms", table, chart, drawn=drawn, evidence=places)
    assert {path.name for path in (tmp_path / "tables").iterdir()} == {
        f"terms{ending}" for ending in (".csv", ".parquet", ".png", ".svg", ".txt", "_drawn.csv", "_drawn.parquet",
                                        "_evidence.csv", "_evidence.parquet")}
    assert (tmp_path / "tables" / "terms.txt").read_text() == "One bar.\n"
    assert outputs[1].data[SHOWN] == {"name": "terms", "rows": 20, "columns": ["term", "n"], "title": "Bars"}


def test_outside_a_run_a_sheet_leaves_no_mark(monkeypatch):
    seen = []
    monkeypatch.setattr("analysis.runs.sheet.display", lambda *one, **_: seen.append(one))
    Sheet().show("terms", pd.DataFrame({"n": [1]}))
    assert seen == [] and not InteractiveShell.initialized()


def test_tables_are_capped_and_say_so_and_one_that_comes_again_is_only_named(shown, told):
    sheet, outputs = shown
    sheet.show("terms", pd.DataFrame({"term": [f"word{n}" for n in range(500)], "n": range(500)}))
    stream = nbformat.v4.new_output("stream", name="stdout", text="terms: the first 20 of 500 rows\nkept <i>\n")
    page = told([code("x", *outputs, stream), code("y", *outputs, count=2)])
    assert page.count("<td>word") == tables.MOST_ROWS and page.count("</a> is further up.") == 1
    assert "the first 200 of 500 rows" in page and 'href="tables/terms.csv"' in page
    assert "kept &lt;i&gt;" in page and "first 20 of 500" not in page


def test_rows_are_linked_to_sentences_of_different_articles_first(shown, told):
    sheet, outputs = shown
    ids = ["x"] * 12 + ["y"]
    places = pd.DataFrame({"row": [1] * 13, "article_id": ids, "sentence": [f"A <b> Port {n}." for n in range(13)]})
    sheet.keep("articles", pd.DataFrame({"article_id": ["y"], "title": ["<i>Late</i>"], "source": ["Post"],
                                         "url": ["javascript:x"],
                                         "published": pd.to_datetime(["2025-06-01"], utc=True)}))
    sheet.show("terms", pd.DataFrame({"term": ["ship", "port"], "n": [20, 13]}), evidence=places)
    page = told([code("x", *outputs)])
    block = page[page.index('id="e-terms-1"'):]
    assert page.count('href="#e-terms-1"') == 1 and 'id="r-terms-1"' in page and "e-terms-0" not in page
    assert block.count("<li>A &lt;b&gt; <mark>Port</mark> ") == evidence.MOST_SENTENCES
    assert "13 places, 8 sentences" in block
    assert block.index("Port</mark> 0.") < block.index("Port</mark> 12.") < block.index("Port</mark> 1.")
    assert "Post, 1 June 2025, &lt;i&gt;Late&lt;/i&gt;" in block and "href=\"javascript" not in page


@pytest.mark.parametrize(("sentence", "label", "html"), [
    ("The port, the Port.", "port", "The <mark>port</mark>, the <mark>Port</mark>."),
    ("a < b", "<", "a <mark>&lt;</mark> b"),
    ("İstanbul port", "port", "İstanbul port"),  # lowered, it is longer: no place can be trusted
    ("port", "", "port"),
])
def test_matches_are_marked_and_everything_is_escaped(sentence, label, html):
    assert evidence.marked(sentence, label) == html


def test_a_failed_notebook_says_where_and_why_and_what_was_not_reached(told):
    fault = nbformat.v4.new_output("error", ename="ValueError", evalue="no <b>", traceback=["\x1b[31mline\x1b[0m <i>"])
    cells = [nbformat.v4.new_markdown_cell("# Title <i>\n\nwords"), code("1", count=1), code("raise", fault, count=2),
             nbformat.v4.new_code_cell("never()")]
    cells.insert(0, nbformat.v4.new_markdown_cell("papermill's own", metadata={"tags": ["papermill-error-cell-tag"]}))
    page = told(cells, manifest={"status": "failed"},
                step={"status": "failed", "cell": 2, "error": "ValueError: no <b>"})
    assert "It ended in cell 2." in page and "ValueError: no &lt;b&gt;" in page and "line &lt;i&gt;" in page
    assert "Code that was not reached" in page and "This run did not succeed: failed" in page
    assert "papermill&#39;s own" not in page and "\x1b" not in page


def test_what_a_killed_run_left_is_reported_as_far_as_it_goes(shown, told, tmp_path):
    sheet, outputs = shown
    sheet.show("terms", pd.DataFrame({"n": [1]}))
    (tmp_path / "tables" / "terms.parquet").write_bytes(b"PAR1 half")
    (tmp_path / "tables" / "warnings.parquet").write_bytes(b"")
    page = told([code("x", *outputs)])
    assert "The table terms is missing or damaged." in page
    (tmp_path / "1-one.ipynb").write_text("{ half")
    page = told(notebook=False, step={"status": "kernel_died", "error": "killed"}, manifest={"status": "kernel_died"})
    assert "Nothing of it was kept." in page and "kernel died" in page


def test_a_folder_that_is_no_run_is_refused(tmp_path):
    with pytest.raises(ValueError, match="manifest.json"):
        report.write(tmp_path)


def test_what_a_cell_laid_out_in_columns_keeps_its_columns(told):
    laid = nbformat.v4.new_output("stream", name="stdout", text="a <b>      | c\nlonger     | d\n")
    assert '<pre class="columns">a &lt;b&gt;      | c\nlonger     | d</pre>' in told([code("x", laid)])


def test_outputs_that_no_sheet_made_come_as_text_or_picture_never_as_html(told):
    html = nbformat.v4.new_output("execute_result", {"text/html": "<script>x</script>", "text/plain": "a <frame>"})
    live = nbformat.v4.new_output("display_data", {"application/vnd.jupyter.widget-view+json": {},
                                                   "text/plain": "HBox()"})
    drawn = io.BytesIO()
    style.bars(["a"], [1], title="T", unit="u").figure.savefig(drawn)
    pictures = [nbformat.v4.new_output("display_data", {"image/png": base64.b64encode(content).decode()},
                                       metadata={"image/png": {"alt": "bars <b>"}})
                for content in (drawn.getvalue(), b"no picture")]
    page = told([code("x", html, live, *pictures)])
    assert "a &lt;frame&gt;" in page and "<script>x" not in page and "HBox()" not in page
    assert page.count('src="data:image/png') == 1 and 'alt="bars &lt;b&gt;"' in page


def test_the_environment_and_every_parameter_are_told(told, tmp_path):
    declared = nbformat.v4.new_code_cell('top: int = 25  # 5 to 60: how many\nfreq: str = "W"  # a word: <period>',
                                         execution_count=1, metadata={"tags": ["parameters"]})
    page = told([declared], step={"parameters": {"top": 9, "freq": "W"}, "peak_bytes": 439_271_424, "seconds": 75},
                manifest={"given": {"top": "9"}, "versions": {"pandas": "3.0.1", "zzz": "1"},
                          "seeds": {"topics.find": 0}, "started": "2026-11-24T08:46:14Z", "error": "disk <full>",
                          "status": "failed",
                          "input": {"files": 35, "bytes": 163326, "source": "/data/<x>", "digest": "abc"}})
    rows = re.findall(r"<tr><td><code>(\w+)</code></td><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td>", page)
    assert rows == [("top", "9", "the run", "how many"), ("freq", "W", "default", "&lt;period&gt;")]
    assert "pandas 3.0.1" in page and "zzz 1" in page and "topics.find 0" in page and "/data/&lt;x&gt;" in page
    assert "439 MB" in page and "1 min 15 s" in page and "24 November 2026, 08:46 UTC" in page
    assert "disk &lt;full&gt;" in page


def test_the_policy_lets_in_the_pages_own_script_and_style_alone(told):
    page = told()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    for kind in ("style", "script"):
        own = re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        assert len(own) == 1
        assert f"{kind}-src 'sha256-{base64.b64encode(hashlib.sha256(own[0].encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy and "unsafe" not in policy


def palettes():
    """The colours of the light, the two dark (system, chosen) and the printed page, by name."""
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
             for block in re.findall(r"\{([^{}]*--page:[^{}]*)\}", CSS)]
    return dict(zip(("light", "system dark", "dark", "print"), found, strict=True))


def lightness(colour):
    """Relative luminance (WCAG 2.2)."""
    parts = (int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, bright = sorted((lightness(one), lightness(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_it_should_be():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "system dark", "dark", "print"])
def test_every_text_has_the_contrast_of_aa_on_what_is_behind_it(theme):
    colours = palettes()[theme]
    pairs = [(text, ground) for text in ("ink", "quiet", "link", "bad") for ground in ("page", "shade")]
    pairs += [("ink", "bad-shade"), ("bad", "bad-shade"), ("quiet", "bad-shade"), ("mark-ink", "mark")]
    low = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}
    assert contrast(colours["focus"], colours["page"]) >= 3 and colours["card"] == "#ffffff"


def test_both_dark_themes_are_the_same():
    assert palettes()["dark"] == palettes()["system dark"] and set(palettes()["light"]) == set(palettes()["dark"])

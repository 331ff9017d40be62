"""The report of a small run in a real browser, headless Chromium; where there is none these tests skip and say so."""

import importlib
import json
import shutil

import matplotlib.image
import nbformat
import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: the report is not tested")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the report is not tested in it")

QUIET = ("--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
         "--no-first-run").split()
HEADLINE = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> harbour"
WORDS = """# What is here? <script>document.title='owned'</script>

**Method.** Read [the list](javascript:document.title='owned'), then [the next](2-two.ipynb).
<img src="x" onerror="document.title='owned'">

- a first point"""
DECLARED = '''articles: str = "data/articles"  # a path: the articles
top: int = 5  # 1 to 9: how many
out: str = ""  # a folder: where tables are kept'''
SHOWN = '''import sys
from analysis import Corpus, evidence, runs, style, terms
corpus, sheet = Corpus.open(articles), runs.Sheet(out)
sheet.keep("articles", corpus.about)
words = terms.count(corpus)
chart = style.bars(words["shown"].head(top), words["count"].head(top), title="Most frequent words", unit="uses")
style.describe(chart, 'Bars: the first is "ferry" <b>')
print("A note with <b>tags</b>")
print("a warning <i>", file=sys.stderr)
sheet.show("terms", words, chart, evidence=evidence.of(words.head(7), corpus), rows=top)'''
TITLES = '''columns = ["title", "source", "published", "words", "url"]
sheet.show("titles", corpus.articles[columns].sort_values("words"), rows=10)'''


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The report of a run of one notebook over 30 articles, one of them with a hostile headline and address."""
    folder = tmp_path_factory.mktemp("house")
    for name in ("articles", "notebooks"):
        (folder / name).mkdir()
    rows = [{"title": HEADLINE if n == 3 else f"Ferry number {n}", "source": ("Mail", "Post")[n % 2],
             "published": f"2025-06-{n + 1:02d}T06:00:00Z",
             "text": f"Ferry crews met the council on pier {n}. " * (n + 3) + "Nobody objected to the plan.",
             "url": "javascript:document.title='owned'" if n == 3 else f"https://example.org/{n}"} for n in range(30)]
    (folder / "articles" / "mail.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    cells = [nbformat.v4.new_markdown_cell(WORDS),
             nbformat.v4.new_code_cell(DECLARED, metadata={"tags": ["parameters"]}),
             nbformat.v4.new_markdown_cell("## Words"), nbformat.v4.new_code_cell(SHOWN),
             nbformat.v4.new_markdown_cell("## Titles"), nbformat.v4.new_code_cell(TITLES)]
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec}),
                   folder / "notebooks" / "1-one.ipynb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importlib.import_module("analysis.runs.job"), "NOTEBOOKS", folder / "notebooks")
        run = importlib.import_module("analysis.runs.run").run(str(folder / "articles"), out=folder / "runs")
    assert run.ok, run.summary
    alone = folder / "alone" / "report.html"  # the file must do without its folder
    alone.parent.mkdir()
    return shutil.copy(run.folder / "report.html", alone)


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser, report):
    """Open the report; what the console said and what was asked for beside the file is in `page.troubles`."""
    contexts = []

    def opened(*, width=1280, **options):
        size = {"width": width, "height": 900}
        contexts.append(browser.new_context(viewport=size, reduced_motion="reduce", **options))
        page = contexts[-1].new_page()
        page.troubles = []
        page.on("console", lambda message: page.troubles.append(message.text))
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on("request", lambda request: page.troubles.append(request.url[:80]) if not request.url.startswith("data:")
                and request.url != report.as_uri() else None)
        page.goto(report.as_uri())
        return page
    yield opened
    for context in contexts:
        context.close()


def column(page, table, number):
    """The texts of a column, of the rows in view."""
    return page.locator(f"#t-{table} tbody tr:not([hidden]) td:nth-child({number})").all_inner_texts()


def head(page, table, name):
    return page.locator(f"#t-{table} th").get_by_role("button", name=name, exact=True)


def test_it_opens_from_a_file_alone_without_an_error_or_a_request(visit):
    page = visit()
    page.wait_for_timeout(200)
    assert page.troubles == []
    assert page.locator("figure img").count() == 1
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 300)")
    assert page.locator(".note").all_inner_texts() == ["A note with <b>tags</b>"]
    assert page.locator(".fault pre").all_inner_texts() == ["a warning <i>"]


def test_what_articles_and_notebooks_say_stays_text(visit):
    page = visit()
    page.wait_for_timeout(200)
    assert page.title().startswith("What the articles talk about")
    assert HEADLINE in page.locator("#t-titles td:first-child").all_text_contents()
    assert page.locator("img[onerror], main script, a[href^='javascript']").count() == 0
    assert "javascript:document.title='owned'" in page.locator("#t-titles td:last-child").all_text_contents()
    assert page.locator("#t-titles a[href='https://example.org/7']").count() == 1
    assert page.locator("[id='1-one-title']").inner_text().endswith("'owned'</script>")


def test_tables_sort_by_numbers_and_by_words(visit):
    page = visit()
    words = head(page, "titles", "words")
    words.click()
    largest = [int(text.replace(",", "")) for text in column(page, "titles", 4)]
    assert largest == sorted(largest, reverse=True) and largest[0] > 200
    assert page.locator("#t-titles th[aria-sort]").get_attribute("aria-sort") == "descending"
    words.click()
    assert int(column(page, "titles", 4)[0]) < 40
    assert page.locator("#t-titles th[aria-sort]").get_attribute("aria-sort") == "ascending"
    head(page, "titles", "title").click()
    assert page.locator("#t-titles th[aria-sort]").count() == 1
    assert column(page, "titles", 1)[1:4] == ["Ferry number 0", "Ferry number 1", "Ferry number 2"]


def test_tables_are_filtered_and_paged_and_say_so(visit):
    page = visit()
    grid = page.locator(".grid", has=page.locator("#t-titles"))
    assert grid.locator(".count").inner_text() == "Rows 1–10 of 30 rows"
    grid.get_by_role("button", name="Next").click()
    assert grid.locator(".count").inner_text() == "Rows 11–20 of 30 rows"
    grid.get_by_role("searchbox").fill("post 2025-06-2")
    assert set(column(page, "titles", 1)) == {f"Ferry number {n}" for n in (19, 21, 23, 25, 27)}
    assert grid.locator(".count").inner_text() == "5 rows, filtered from 30"
    grid.get_by_role("searchbox").fill("nothing of the sort")
    assert column(page, "titles", 1) == [] and grid.locator(".count").inner_text().startswith("No rows")


def test_rows_lead_to_the_sentences_behind_them_and_back(visit):
    page = visit()
    link = page.locator("#t-terms tbody a").first
    word = link.inner_text()
    link.click()
    place = page.locator(":target")
    assert place.get_attribute("class") == "evidence" and word in place.locator("h4").inner_text()
    assert place.evaluate("one => one === document.activeElement")
    assert 1 <= place.locator("li").count() <= 8
    assert {text.lower() for text in place.locator("mark").all_inner_texts()} == {word.lower()}
    assert place.locator("cite", has_text="June 2025").count() == place.locator("li").count()
    page.locator(".grid", has=page.locator("#t-terms")).get_by_role("button", name="Next").click()
    assert not page.locator("#r-terms-0").is_visible()
    place.get_by_role("link", name="Back to the row").click()
    assert page.locator("#r-terms-0").is_visible() and page.evaluate("document.activeElement.textContent") == word


def test_it_works_from_the_keyboard(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "report"
    head(page, "titles", "words").focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.locator("#t-titles th[aria-sort='descending']").count() == 1
    page.keyboard.press("Space")
    assert page.locator("#t-titles th[aria-sort='ascending']").count() == 1
    reached = page.evaluate("[...document.querySelectorAll('a, button, input, summary, .scroll')]"
                            ".filter(one => one.tabIndex < 0).length")
    assert reached == 0


def test_a_screen_reader_finds_its_way(visit):
    page = visit()
    levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(one => +one.tagName[1])")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in zip(levels, levels[1:], strict=False))
    assert [page.locator(one).count() for one in ("main", "nav[aria-label]", "header", "html[lang]")] == [1, 1, 1, 1]
    assert page.locator("figure img").get_attribute("alt") == 'Bars: the first is "ferry" <b>'
    assert page.locator("table:not(:has(caption)), th:not([scope]), img:not([alt])").count() == 0
    assert page.evaluate("[...document.querySelectorAll('input')].every(one => one.ariaLabel || one.labels.length)")
    keys = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(keys) == len(set(keys))
    broken = page.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].map(one => one.hash.slice(1))"
                           ".filter(key => !document.getElementById(decodeURIComponent(key)))")
    assert broken == []


def shade(page, tmp_path, name):
    """Mean lightness, and how much it varies, of a picture of the page."""
    path = tmp_path / f"{name}.png"
    page.screenshot(path=path)
    grey = matplotlib.image.imread(path)[..., :3].mean(axis=2)
    return grey.mean(), grey.std()


def test_light_dark_and_print_are_as_they_should_be(visit, tmp_path):
    light, dark = visit(color_scheme="light"), visit(color_scheme="dark")
    for page in (light, dark):
        page.locator("#x-terms").scroll_into_view_if_needed()
    (bright, first), (dim, second) = shade(light, tmp_path, "light"), shade(dark, tmp_path, "dark")
    assert bright > 0.85 and dim < 0.75 and min(first, second) > 0.03
    background = "getComputedStyle(document.body).backgroundColor"
    assert dark.evaluate("getComputedStyle(document.querySelector('.card')).backgroundColor") == "rgb(255, 255, 255)"
    seen = []
    for _ in range(3):  # as the system (dark), light, dark
        seen.append(dark.evaluate(background))
        dark.locator("#theme").click()
    assert seen[0] == seen[2] != seen[1] == light.evaluate(background)
    dark.emulate_media(media="print")
    printed, third = shade(dark, tmp_path, "print")
    assert printed > 0.85 and third > 0.03
    assert not dark.locator("nav").is_visible() and not dark.locator("#evidence").is_visible()
    assert len(dark.pdf(format="A4")) > 10_000


def test_a_narrow_screen_shows_all_of_it(visit):
    page = visit(width=375)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert not page.locator("nav ol").first.is_visible()
    page.locator("nav summary").click()
    assert page.locator("nav a[href='#1-one']").is_visible()


def test_without_scripts_it_is_a_plain_page_with_every_row(visit):
    page = visit(java_script_enabled=False)
    assert len(column(page, "titles", 1)) == 30
    assert not page.get_by_role("searchbox").first.is_visible() and not page.locator("#theme").is_visible()

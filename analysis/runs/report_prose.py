"""The notebooks' words as HTML: Markdown without raw HTML, links that can harm nobody, headings for the contents."""

import re
from collections.abc import Collection
from typing import NamedTuple
from urllib.parse import urlsplit

import mistune
from markupsafe import Markup

SCHEMES = ("http", "https", "mailto")
_NOTEBOOK = re.compile(r"^([\w-]+)\.ipynb(?:#.*)?$")


class Heading(NamedTuple):
    """A heading under a notebook's own, as the contents list it."""

    key: str
    text: str
    level: int


def safe_link(url: str) -> str | None:
    """`url` if a reader may follow it (web and mail addresses), None for any other: javascript:, data:, file:, …"""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in SCHEMES or any(not one.isprintable() for one in url.strip()):
        return None
    return url.strip()


def slug(text: str) -> str:
    """`text` as part of an address within the page."""
    return "-".join(re.findall(r"\w+", text.lower())) or "part"


class Prose(mistune.HTMLRenderer):
    """Renders the Markdown of one notebook; `notebooks` are those of the run, whose links lead to their sections."""

    def __init__(self, notebook: str, notebooks: Collection[str]):
        super().__init__(escape=True)
        self.notebook, self.notebooks, self.headings = notebook, notebooks, []
        self._markdown = mistune.create_markdown(renderer=self, plugins=["table", "strikethrough"])

    def html(self, source: str) -> Markup:
        return Markup(self._markdown(source))

    def heading(self, text: str, level: int, **attributes) -> str:
        plain = Markup(text).striptags()
        key = f"{self.notebook}-{slug(plain)}"
        taken = {heading.key for heading in self.headings}
        key = next(one for one in (key, *(f"{key}-{n}" for n in range(2, 10_000))) if one not in taken)
        level = min(max(level, 2) + 1, (self.headings[-1].level if self.headings else 2) + 1, 6)  # none is skipped
        self.headings.append(Heading(key, plain, level))
        return f'<h{level} id="{mistune.escape(key)}">{text}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        if neighbour := _NOTEBOOK.match(url):
            name = neighbour[1]
            return f'<a href="#{mistune.escape(name)}">{text}</a>' if name in self.notebooks else text
        address = safe_link(url)
        return f'<a href="{mistune.escape(address)}" rel="noopener noreferrer">{text}</a>' if address else text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return text  # a picture would have to be fetched

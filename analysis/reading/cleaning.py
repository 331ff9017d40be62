"""Page copies to articles: headline, body, byline and date out of everything else that was on the page."""

import re
from datetime import datetime

import numpy as np

from .authors import is_name, read_authors
from .dates import date_in
from .features import page_features
from .headline import find_headline, folded, forms
from .model import Model, shipped
from .records import Line, Page
from .repair import repair
from .spans import body_lines

# Between headline and body a name stands alone, or with the place it is from.
_BYLINE = re.compile(r"([^,|]{4,40}?)(?:,? (?:in|at) .{3,40}|(?:,| \|) .{3,40})?")
_LABELS = ("author", "by", "written by", "about the author", "words by", "story by")
_GOES_ON = ("related links", "comments", "biography", "legal", "navigation")
_LONGEST_HEADLINE = 300  # characters
_REASONED = 0.6  # confidence where the line or its place says what it is, whatever the model thinks


def clean_page(text: str, *, title: str | None = None) -> Page:
    """The article in the text of a page copy; every other line goes to `removed` with its reason.

    `text` is what somebody copied from a browser, one line for each line on the screen. `title` is the headline
    where it is known. Body lines and sub-headings are kept, as paragraphs parted by a blank line; lines of
    `removed` are numbered from 1 in `text`, their reasons are share bar, section, repeated headline, caption, byline,
    biography, promotion, related links, legal, navigation, date line, comments, glossary and other, their
    confidence (0..1) says how surely the line is no body. Every line of `text` that is not empty is in the body, in
    `removed`, or is the headline.
    """
    numbered = [(number, line.strip()) for number, line in enumerate(repair(text).split("\n"), 1)]
    numbered = [(number, line) for number, line in numbered if line]
    return clean_lines([line for _, line in numbered], numbers=[number for number, _ in numbered], title=title)


def clean_lines(
    lines: list[str], *, numbers: list[int] | None = None, title: str | None = None, model: Model | None = None
) -> Page:
    """As clean_page, of repaired lines without empty ones; `numbers` to show for them, a `model` other than ours."""
    if not lines:
        return Page(title, "", None, None, ())
    features, kinds = page_features(lines)
    probabilities = (model or shipped()).probabilities(features)
    body = body_lines(lines, probabilities, kinds)
    headline = find_headline(lines, kinds, body, title)
    if headline is not None:
        title = title or lines[headline]
    said = forms(title)
    repeats = np.array([len(line) <= _LONGEST_HEADLINE and folded(line) in said for line in lines])
    if headline is not None:
        body = _below(headline, body, repeats, lines)
    reasons = _reasons(lines, kinds, body, headline, repeats)
    numbers, doubts = numbers or range(1, len(lines) + 1), probabilities.tolist()
    removed = tuple(
        Line(numbers[at], lines[at], reason, _confidence(doubts[at], reason)) for at, reason in reasons.items()
    )
    text = "\n\n".join(line for line, kept in zip(lines, body, strict=True) if kept)
    return Page(title, text, _author(removed), _published(removed), removed)


def _below(headline: int, body: np.ndarray, repeats: np.ndarray, lines: list[str]) -> np.ndarray:
    """`body` without the headline, its repetitions, and what stands above it; all of it if little would be left."""
    below = body.copy()
    below[: headline + 1] = False
    below &= ~repeats
    words = np.array([len(line.split()) for line in lines])
    if words[below].sum() >= 0.7 * (words[body].sum() - body[headline] * words[headline]) and below.any():
        return below
    body = body.copy()
    body[headline] = not (body.sum() > 1)
    return body


def _reasons(
    lines: list[str], kinds: list[str | None], body: np.ndarray, headline: int | None, repeats: np.ndarray
) -> dict[int, str]:
    """Why each line that is neither body nor the headline is none, by index."""
    where = np.flatnonzero(body)
    start, end = (where[0], where[-1]) if len(where) else (len(lines), len(lines))
    reasons: dict[int, str] = {}
    for at, line in enumerate(lines):
        if body[at] or at == headline:
            continue
        before = reasons.get(at - 1)
        if repeats[at]:
            reasons[at] = "repeated headline"
        elif at and folded(lines[at - 1]) in _LABELS and is_name(line):
            reasons[at] = "byline"
        elif kinds[at]:
            reasons[at] = kinds[at]
        elif at < start:
            named = headline is not None and at > headline and _BYLINE.fullmatch(line)
            reasons[at] = "byline" if named and is_name(named[1]) else "navigation"
        elif at > end:
            reasons[at] = _after(before)
        else:
            reasons[at] = "caption" if len(line.split()) > 2 else "other"
    return reasons


def _after(before: str | None) -> str:
    """Why a line below the body is none: what stands above it goes on, and a biography follows a name."""
    if before == "byline":
        return "biography"
    return before if before in _GOES_ON else "other"


def _confidence(probability: float, reason: str) -> float:
    """How surely a line is no body: the model's word, and at least a little where the page gives a reason besides."""
    return round(max(1 - probability, 0.0 if reason == "other" else _REASONED), 2)


def _author(removed: tuple[Line, ...]) -> str | None:
    """The names in the first byline that has any."""
    return next((names for line in removed if line.reason == "byline" and (names := read_authors(line.text))), None)


def _published(removed: tuple[Line, ...]) -> datetime | None:
    """The first full date that stands in a date line or byline."""
    dates = (date_in(line.text) for line in removed if line.reason in ("date line", "byline"))
    return next((date for date in dates if date), None)

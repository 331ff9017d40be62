"""Which lines are the article: what the model says, put right by how pages are built.

A page has one article. Body lines far from the bulk of the body are teasers or comments; short gaps in it
are lists; nothing after the first reader's comment or the heading "About the author" is body.
"""

import numpy as np

from .model import smooth

_GAP = 8  # lines: body lines farther apart belong to different parts of the page
_FRACTION = 0.6  # of the words of the heaviest part: a part as heavy as this is article too
_FILL = 0.1  # probability above which a line in a gap is body
_EXTEND = 0.4  # probability above which a long line beside the body is body
_EXTEND_PROSE = 0.2  # the same for a sentence of more than so many words:
_PROSE = 16
_LONG = 8  # words
_DOUBT = 0.75  # probability up to which a line that shows a kind is that, not body
_LABEL = 5  # words: "About the author"
_HEADINGS = ("related links", "glossary")
_MOST_OF_IT = 0.75  # of the body's words: links behind that much of it are not in the middle of an article
_PASSED = ("caption", "share bar", "byline", "date line")  # kinds that stand between body lines
_HEADING = 12  # words: a heading has no more
_ENDS = tuple(".!?…:。！？")
_CLOSING = "\"')]»”’"
_ARTICLE = 60  # words: with as many before it, the first comment ends the article


def body_lines(lines: list[str], probabilities: np.ndarray, kinds: list[str | None]) -> np.ndarray:
    """Body or not (bool) for each of `lines`, by the model's `probabilities` and the `kinds` that lines show.

    At least one line of a page is body.
    """
    sizes = np.array([len(line.split()) for line in lines])
    weights = sizes * probabilities
    body = smooth(probabilities)
    if not body.any():
        body[np.argmax(weights)] = True
    body = _heaviest_parts(body, weights)
    body[_end(sizes, body, kinds) :] = False
    plain = np.array([kind is None for kind in kinds])
    body &= plain | (probabilities >= _DOUBT) | (weights == weights.max())
    for start, end in _between(body):
        if end - start <= _GAP:
            body[start:end] |= plain[start:end] & (probabilities[start:end] > _FILL)
    sentences = np.array([line.rstrip(_CLOSING).endswith(_ENDS) for line in lines])
    doubt = np.where(sentences & (sizes > _PROSE), _EXTEND_PROSE, _EXTEND)
    body = _extended(body, plain & (probabilities > doubt) & (sizes > _LONG), _seen(kinds))
    # A body neither begins nor ends with a heading: nothing would stand under it.
    return _trimmed(body, plain & (sentences | (sizes > _HEADING)), sizes)


def _end(sizes: np.ndarray, body: np.ndarray, kinds: list[str | None]) -> int:
    """Where the first comment, the heading over the author's biography, or one over links with little behind it
    ends the article."""
    total = sizes[body].sum()
    before = np.concatenate([[0], np.cumsum(sizes * body)])
    for at, kind in enumerate(kinds):
        closing = kind == "comments" or (kind == "biography" and sizes[at] <= _LABEL)
        heading = kind in _HEADINGS and sizes[at] <= _LABEL + 1 and before[at] > _MOST_OF_IT * total
        if (closing or heading) and before[at] > _ARTICLE:
            return at
    return len(kinds)


def _trimmed(body: np.ndarray, inside: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """`body` without lines at its two ends that cannot stand there, as long as most of it is left."""
    where = np.flatnonzero(body)
    inner = where[inside[where]]
    if not len(inner) or sizes[body][inside[body]].sum() < _MOST_OF_IT * sizes[body].sum():
        return body
    trimmed = body.copy()
    trimmed[: inner[0]] = False
    trimmed[inner[-1] + 1 :] = False
    return trimmed


def runs(body: np.ndarray) -> list[tuple[int, int]]:
    """(start, end) of each run of true values, end exclusive."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], body.astype(np.int8), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _between(body: np.ndarray) -> list[tuple[int, int]]:
    """(start, end) of the gaps between runs."""
    found = runs(body)
    return [(before[1], after[0]) for before, after in zip(found, found[1:], strict=False)]


def _heaviest_parts(body: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """`body` without the parts that weigh little beside the heaviest; parts are runs less than a gap apart."""
    parts: list[list[tuple[int, int]]] = []
    for run in runs(body):
        if parts and run[0] - parts[-1][-1][1] <= _GAP:
            parts[-1].append(run)
        else:
            parts.append([run])
    heft = [sum(float(weights[start:end].sum()) for start, end in part) for part in parts]
    kept = np.zeros_like(body)
    for part, weight in zip(parts, heft, strict=True):
        if weight >= _FRACTION * max(heft):
            for start, end in part:
                kept[start:end] = True
    return kept


def _seen(kinds: list[str | None]) -> np.ndarray:
    """The lines, without those that do not part body from body."""
    return np.array([at for at, kind in enumerate(kinds) if kind not in _PASSED], dtype=np.int64)


def _extended(body: np.ndarray, likely: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """`body` with the likely lines that touch it, among the lines `seen`."""
    body = body.copy()
    for before, at in zip(seen[:-1], seen[1:], strict=True):
        body[at] |= body[before] and likely[at]
    for at, after in zip(seen[:-1][::-1], seen[1:][::-1], strict=True):
        body[at] |= body[after] and likely[at]
    return body

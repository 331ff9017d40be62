"""Headlines In Title Case Or CAPITALS, cased as the running text would have it.

Capitals tell a recogniser where names are; in a headline they tell nothing, and the model takes "Bessent Offer
First Comments" for an organisation.  Each word of such a line takes the form that the article's own running text
gives it most often inside sentences, else the collection's, else its capital (Lita et al. 2003, "tRuEcasIng",
reduced to the most frequent form).  A Title Case line of which not even half becomes lower case is no headline but
a list of names, and stays.  Lengths never change, so offsets hold.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

_WORD = re.compile(r"[^\W\d_](?:[\w'\u2019]*\w)?")
_INSIDE = re.compile(r"(?<=[\w,;] )[^\W\d_](?:[\w'\u2019]*\w)?")  # not the first word of a sentence
_WHOLE_WORD = re.compile(r"[^\W\d_]{4,}")  # no acronym
_LOWER = re.compile(r"(?<![\w'\u2019])[a-z]\w{4}")  # begins a word in small letters, none of _SMALL
_FEWEST = 3  # words: below, a line's capitals cannot be told from a name's
_SMALL = frozenset(
    "a an and as at but by for from in into nor of off on onto or over per the to up via vs with".split()
)


def is_heading(line: str) -> bool:
    """Whether `line` is all in CAPITALS, or nearly all its words but the small ones are capitalised (Title Case)."""
    if line.isupper():
        return _WHOLE_WORD.search(line) is not None
    words = _WORD.findall(line)
    if 5 * len(_LOWER.findall(line)) >= len(words):
        return False  # as most are, so that the words need not be gone through
    found = [word for word in words if word.lower() not in _SMALL]
    return len(found) >= _FEWEST and sum(word[0].isupper() for word in found) > 0.8 * len(found)


def forms(lines: Iterable[str]) -> dict[str, str]:
    """The form that each word, in small letters, has most often inside the sentences of `lines`, which are no headings.
    """
    counts = Counter()
    for line in lines:
        counts.update(_INSIDE.findall(line))
    found = {}
    for form in counts:
        word = form.lower()
        found[word] = min(found.get(word, form), form, key=lambda form: (-counts[form], form))
    return found


def recase(line: str, article: Mapping[str, str], collection: Mapping[str, str]) -> str:
    """`line`, a heading, with each word in its usual form; of the same length."""
    cased = _WORD.sub(lambda match: _usual(match.group(), article, collection), line)
    words = [match.start() for match in _WORD.finditer(line) if match.group().lower() not in _SMALL]
    lowered = sum(cased[start].islower() for start in words)
    return cased if line.isupper() or 2 * lowered >= len(words) else line


def _usual(word: str, article: Mapping[str, str], collection: Mapping[str, str]) -> str:
    small = word.lower()
    unknown = small if small in _SMALL else word.capitalize() if word.isupper() else word
    form = article.get(small) or collection.get(small) or unknown
    return form if len(form) == len(word) else word

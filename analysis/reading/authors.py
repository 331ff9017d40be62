"""Who wrote it: names without "By", times, addresses or job titles."""

import re

_BY = r"(?:by|von|par|por|di|da|door|av|written by|reported by|story by|author|text by|words by)"
_LEAD = re.compile(rf"^\W*{_BY}\b\s*:?\s*", re.I)
# What follows the name in a byline: buttons run into it, times, agencies, posts.
_TAIL = re.compile(
    r"\s*(?:(?:Facebook|Twitter|LinkedIn|Telegram|WhatsApp|Instagram|Pinterest|Reddit|Copy Link|E-?mail(?!\w)|Share|"
    r"Follow|Published|Updated|Posted|Bio(?:graphy)?\b|Full Bio|Archive|View Profile|Read more)"
    r"|\d|@|\s[-–—|•·]\s|\||•|·|\(|\bfor\s+(?:the|cnn|[A-Z])|\s+(?:in|at)\s+(?:the\s+)?[A-Z]).*$",
    re.S,
)
_SPLIT = re.compile(r"\s*(?:,|;|\band\b|&|\bund\b|\bet\b|\by\b|\bwith\b)\s*")
_POST = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|staff|columnist|author|journalist|bureau|chief|producer|contributor|"
    r"contributing|analyst|director|fellow|professor|senior|political|national|special|desk|newsroom|team|photographer|"
    r"associated press|reuters|afp|ap|bloomberg|news|agency|agencies|press|times|post|guardian|cnn|bbc|ph\.?d|"
    r"md|jr|sr)\b\.?",
    re.I,
)
_PARTICLE = r"(?:de|del|della|di|da|dos|du|la|le|van|von|der|den|bin|al|el|ben|ibn|y|e|st\.?|ter|ten|mac|o')"
_CAPITAL = r"(?:[A-Z]\.(?:-?[A-Z]\.)*|(?:[A-Z]['’.])?[^\W\d_a-z][\w'’.-]*)"
NAME = re.compile(rf"(?:{_CAPITAL})(?:[ ]+(?:{_PARTICLE}|{_CAPITAL})){{1,4}}")
_LONGEST = 200


def is_name(text: str) -> bool:
    """Whether `text` has the shape of one person's name: two to five words in capitals, none a post or agency."""
    return len(text) <= 60 and NAME.fullmatch(text) is not None and not _POST.search(text)


def read_authors(value: object) -> str | None:
    """Names in a byline or author field, joined by "; "; None where it names nobody.

    Takes text ("By Tom Krisher, AP Auto Writer | Nov. 19"), a list of texts, or a list of {"name": …}.
    """
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, (list, tuple)):
        names = [name for item in value for name in (read_authors(item) or "").split("; ") if name]
        return "; ".join(dict.fromkeys(names)) or None
    if not isinstance(value, str):
        return None
    text = value.strip().strip("[]'\"")
    if not text or len(text) > _LONGEST or "://" in text:
        return None
    return "; ".join(dict.fromkeys(_names(text))) or None


def _names(text: str) -> list[str]:
    original = text
    text = _TAIL.sub("", _LEAD.sub("", text)).strip(" ,;:-–—'\"")
    parts = [part.strip(" '\"[]") for part in _SPLIT.split(text)]
    names = [_cased(name) for name in map(_without_post, parts) if name]
    people = [name for name in names if NAME.fullmatch(name)]
    if people:
        return people
    # A field may hold a pen name or a name of one word; what is left of a longer byline may not.
    return names if names == [original] and len(original.split()) <= 5 else []


def _without_post(part: str) -> str:
    """A name without the post behind it ("Nora Quist Chief reporter"); nothing where the post comes first."""
    post = _POST.search(part)
    return part[: post.start()].strip() if post else part


def _cased(name: str) -> str:
    """A shouted name in ordinary capitals."""
    return name.title() if name.isupper() and len(name) > 4 else name

"""Which outlet an article is from, when no column says so: its address, or the folder it lies in."""

import re

from tldextract import TLDExtract

# The list of public suffixes that comes with the package: nothing is fetched, nothing is written.
_EXTRACT = TLDExtract(suffix_list_urls=(), cache_dir=None)
_NOT_AN_OUTLET = re.compile(
    r"[\W\d_]*|(?:19|20)\d\d\D.*|(?:txt|text|texts|html?|pages?|articles?|news|raw|data|json|csv|files?|archive|corpus|"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)[\W\d_]*",
    re.I,
)


def outlet_of_url(url: str | None) -> str | None:
    """The registered domain of a web address ("bbc.co.uk"), or None."""
    return (_EXTRACT(url).top_domain_under_public_suffix or None) if url else None


def outlet_of_folder(path: str) -> str | None:
    """The nearest folder above a file that could name an outlet: not "2016", "html", "articles".

    `path` is relative to what was opened; folders above that do not count, so that the answer is the same
    wherever the collection lies.
    """
    for folder in reversed(path.split("/")[:-1]):
        if not _NOT_AN_OUTLET.fullmatch(folder):
            return folder
    return None

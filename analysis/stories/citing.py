"""Citing: the agencies and outlets that a text names as its source, and sources it mentions without a name.

Known are the agencies and outlets in `NAMES`, those of the collection, and names that say what they are ("Meridian
News Agency", "Kyiv Post").  They count where a sentence hands its content to them ("Bloomberg reports", "told Reuters",
"according to", "citing"), in a dateline ("LONDON (Reuters) -") and in a byline.  "Foreign media", "agency reports" and
the like are sources without a name.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

NAMES = tuple((
    "Reuters|Bloomberg|Bloomberg News|Associated Press|AP|Agence France-Presse|AFP|dpa|PA Media|"
    "Press Association|UPI|ANSA|EFE|Europa Press|APA|Keystone-SDA|ANP|Belga|Lusa|NTB|TT|Ritzau|STT|"
    "PAP|CTK|TASS|Interfax|RIA Novosti|Sputnik|Ukrinform|Xinhua|China Daily|Global Times|CCTV|Kyodo|"
    "Kyodo News|Jiji|Nikkei|Yonhap|KCNA|PTI|Press Trust of India|ANI|Anadolu|IRNA|Tasnim|MENA|SPA|WAM|"
    "Canadian Press|AAP|Dow Jones|MarketWatch|The New York Times|New York Times|The Washington Post|"
    "Washington Post|The Wall Street Journal|Wall Street Journal|WSJ|Financial Times|FT|The Guardian|"
    "Guardian|The Times|The Telegraph|Telegraph|Daily Mail|The Economist|Economist|The Independent|BBC|"
    "BBC News|ITV|Sky News|CNN|CNBC|Fox News|NBC|NBC News|CBS|CBS News|ABC|ABC News|NPR|PBS|MSNBC|"
    "Politico|Axios|Semafor|BuzzFeed|HuffPost|Vox|Los Angeles Times|USA Today|Chicago Tribune|Al Jazeera|"
    "Deutsche Welle|DW|Der Spiegel|Spiegel|Die Zeit|Le Monde|Le Figaro|El Pais|El País|"
    "Corriere della Sera|La Repubblica|NHK|The Hindu|Times of India|Haaretz|Dawn|South China Morning Post|"
    "SCMP|Caixin|The Globe and Mail|CBC|Sydney Morning Herald|Novaya Gazeta|Meduza|Kommersant|"
    "Kyiv Independent|Kyiv Post|Politico Europe|Euronews|Forbes|Fortune|Time|Newsweek|The Atlantic|"
    "New Yorker|Yahoo News|Yahoo Finance|CoinDesk|Cointelegraph"
).split("|"))
_SAYS = "News Agency|News Service|News|Times|Post|Journal|Herald|Tribune|Gazette|Press|Radio|TV|Television|Broadcasting"
_VAGUE = (r"(?:(?:foreign|local|state|regional|international|domestic|western|Western|national|state-run|several|some|"
          r"various|US|U\.S\.|Chinese|Russian|British|American|other)(?:-owned| and \w+)? )*"
          r"(?:media(?: (?:reports?|outlets?))?|news agenc(?:y|ies)|newspapers?|press reports?|news reports?|"
          r"agency reports?|wire (?:reports?|services?)|broadcasters?)")
_NOBODY = re.compile(
    rf"\b(?:(?:[Cc]iting|cited by|quoting|quoted by|[Aa]ccording to|told|by|in|from) (?:the )?(?P<a>{_VAGUE})|"
    rf"(?P<b>{_VAGUE}) (?:say|says|said|report|reports|reported|reporting|have reported|has reported|"
    r"claim|claimed|quoted))(?!\w)")
_BEFORE = (r"(?:[Aa]ccording to(?: \w+){0,3}?|citing|cites|cited by|quoting|quoted by|told|tells|telling|reported by|"
           r"first reported by|speaking to|spoke to|interview with|interview for|published by|seen by|obtained by|"
           r"information from|a report (?:by|in|from)|reports (?:by|in|from)|by|via|quotes)")
_AFTER = (r"(?:(?:has |have |had |also |first |earlier |previously )*(?:reports?|reported|reporting|wrote|writes|"
          r"quoted|quotes|cited|cites|revealed|said|says|learned|learnt|understands))")
_DATELINE = re.compile(r"^\s*[A-Z][^\n()]{1,40}\((?P<who>[^()\n]{2,40})\)\s*[-–—:]{1,2}\s")
_AGENCIES = re.compile(r"\b(?:news )?(?:agency|agencies|wire services?)\b", re.IGNORECASE)


def cited(sentence: str, outlets: Iterable[str] = ()) -> list[str]:
    """Whom a sentence names as its source, in order; `outlets`: further names to look for."""
    known = _known(tuple(sorted(set(outlets))))
    found = [(match.start(), match.group("who")) for pattern in known for match in pattern.finditer(sentence)]
    if match := _DATELINE.match(sentence):
        found.append((match.start("who"), match["who"].strip()))
    found += [(match.start(), match["a"] or match["b"]) for match in _NOBODY.finditer(sentence)]
    return list(dict.fromkeys(_bare(name) for _, name in sorted(found)))


def credited(author: str, outlets: Iterable[str] = ()) -> list[str]:
    """The agencies that a byline names; "agencies" where it names none."""
    names = re.compile(rf"(?<!\w)(?:{_either(tuple(outlets))})(?!\w)")
    short = re.findall(r"\b[A-Z]{2,5}\b", author)
    found = [match.group() for match in names.finditer(author)] + short
    return list(dict.fromkeys(map(_bare, found))) or (["agencies"] if _AGENCIES.search(author) else [])


def is_named(source: str) -> bool:
    """Whether a source of `cited` or `credited` bears a name ("Bloomberg") or not ("foreign media")."""
    return source != "agencies" and not re.fullmatch(_VAGUE, source)


def _bare(name: str) -> str:
    return " ".join(name.removeprefix("The ").removeprefix("the ").split())


def _either(outlets: tuple[str, ...]) -> str:
    names = sorted({*NAMES, *outlets} - {""}, key=lambda name: (-len(name), name))
    own = rf"(?:[A-Z][\w&'’-]+ ){{1,3}}(?:{_SAYS})"
    return "|".join([*map(re.escape, names), own, r"[A-Z]\w+\.(?:com|org|net|Az|az|co|news)"])


@lru_cache(maxsize=64)
def _known(outlets: tuple[str, ...]) -> tuple[re.Pattern, ...]:
    name = rf"(?P<who>{_either(outlets)})"
    return (re.compile(rf"\b{_BEFORE} (?:the |The |news agency |newspaper |broadcaster )*{name}(?!\w)"),
            re.compile(rf"(?<!\w){name}(?:,[^,]{{1,40}},)? {_AFTER}\b"))

"""Countries under their short, long and abbreviated names, from the Unicode CLDR (through babel, offline).

CLDR gives one English name for each territory.  News uses more: abbreviations ("U.S."), old and official names
("Burma", "Republic of Kenya").  Adjectives ("Chinese") name people, not the country, and are left alone, as are
names that several countries share ("Congo", "Korea").
"""

import re
from functools import cache, lru_cache

from babel import Locale

from .spelling import key

# The name that news writes, where CLDR's is another.
_SHOWN = {
    "CD": "DR Congo", "CG": "Republic of Congo", "CI": "Ivory Coast", "HK": "Hong Kong", "MM": "Myanmar", "MO": "Macao",
    "PS": "Palestinian territories", "TR": "Turkey", "BA": "Bosnia and Herzegovina",
}
_FURTHER = {
    "AE": "UAE", "BA": "Bosnia|Bosnia-Hercegovina", "BY": "Byelorussia",
    "CD": "DRC|Congo-Kinshasa|Democratic Republic of Congo|Democratic Republic of the Congo|Zaire",
    "CG": "Congo-Brazzaville|Republic of the Congo", "CI": "Côte d'Ivoire",
    "CN": "PRC|People's Republic of China|mainland China", "CV": "Cape Verde", "CZ": "Czech Republic",
    "GB": "UK|Britain|Great Britain|United Kingdom of Great Britain and Northern Ireland",
    "IE": "Republic of Ireland", "KP": "DPRK|Democratic People's Republic of Korea", "KR": "ROK|Republic of Korea",
    "MK": "Macedonia|Republic of North Macedonia", "MM": "Burma", "MO": "Macau", "NL": "Holland|The Netherlands",
    "PS": "Palestine|Palestinian Territory", "RU": "Russian Federation", "SZ": "Swaziland", "TL": "East Timor",
    "TR": "Türkiye|Turkiye", "TW": "Republic of China",
    "US": "US|USA|United States of America|America", "VA": "Holy See|Vatican", "CY": "Republic of Cyprus",
    "SY": "Syrian Arab Republic", "LA": "Lao PDR", "VC": "Saint Vincent",
}
SHARED = frozenset({"congo", "korea"})
_NONE = ("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "US-")
_LONG = re.compile(
    r"(?:(?:people's|islamic|federal|federative|democratic|socialist|arab|bolivarian|plurinational|hashemite|"
    r"co operative|united|grand|federation|independent) )*(?:republic|kingdom|state|commonwealth|federation|duchy|"
    r"principality|sultanate|union) of (?:the )?(.+)"
)


@cache
def _table() -> dict[str, str]:
    table, shown = {}, {}
    for code, name in sorted(Locale("en").territories.items()):
        if len(code) == 2 and code.isalpha() and code not in _NONE:
            bare, _, other = name.partition(" (")
            shown[code] = _SHOWN.get(code, bare)
            for written in {name, bare, other.rstrip(")"), shown[code], *_FURTHER.get(code, "").split("|")} - {""}:
                table[key(written)] = shown[code]
                table[key(re.sub(r"\bSt\. ", "Saint ", written))] = shown[code]
    return table


@lru_cache(maxsize=1 << 17)
def country(spelling: str) -> str | None:
    """The country that `spelling` names, under the one name it is shown by; None for any other name.

    "US", "U.S.", "United States of America" -> "United States"; "Republic of Kenya" -> "Kenya".
    """
    name = key(spelling)
    found = _table().get(name)
    if found is None and (match := _LONG.fullmatch(name)):
        found = _table().get(match.group(1))
    return found

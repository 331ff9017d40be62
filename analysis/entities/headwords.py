"""What a name says of itself: "Lake Orrin" is no person, nor is "Wendle Water Company"."""

CLUB = frozenset("united city rovers town athletic wanderers albion county hotspur".split())  # after a town's name
TOWNS = frozenset("city county town".split())  # those of them that are more often no club's
ISLES = frozenset("isles islands strip ocean".split())  # places that are called by their first word too
PARTY = frozenset("party alliance union front".split())
_PLACE_FIRST = frozenset("lake mount mt cape fort river camp port point gulf bay isle".split())
_PLACE_LAST = frozenset(
    "street road avenue boulevard lane square river lake island islands isles bay beach mountain mountains hills "
    "valley peninsula county district province airport bridge canal strait desert forest ocean sea coast "
    "harbour harbor".split()
)
_GROUP_LAST = frozenset(
    "united rovers wanderers fc inc corp ltd plc llc group bank company corporation university college association "
    "council committee commission party ministry department union federation foundation trust hospital "
    "institute agency authority court airlines airways motors systems times post news radio television press "
    "holdings partners society academy bureau alliance league line lines water energy foods media "
    "capital insurance electric software technologies pharmaceuticals industries services rail museum gallery "
    "orchestra".split()
)


def told(name: str, label: str) -> str:
    """`label`, but where a PERSON's first or last word is a place's or an organisation's, that."""
    words = name.lower().replace(".", "").split()
    if label == "PERSON" and len(words) > 1:
        if words[0] in _PLACE_FIRST or words[-1] in _PLACE_LAST:
            return "PLACE"
        if words[-1] in _GROUP_LAST:
            return "ORG"
    return label


def is_party(name: str) -> bool:
    """Whether a name (its key) says that it is a party's: "green alliance", but not "european union"."""
    words = name.split()
    return len(words) > 1 and words[-1] in PARTY and (len(words) > 2 or words[-1] not in ("union", "front"))

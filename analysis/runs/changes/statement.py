"""What changed, in words: what is established first, then what is not, then what could not be looked at."""

import pandas as pd

from . import chance
from .kinds import KINDS, Kind
from .match import Matched
from .measure import LEAST
from .outlets import SILENT
from .snapshots import Snapshot

NAMED = 5


def statement(before: Snapshot, now: Snapshot, found: Matched, outlets: pd.DataFrame, items: pd.DataFrame,
              kinds: list[Kind]) -> str:
    """Some lines; the first says whether anything changed beyond chance."""
    old, new = (len(set(found.text[rows])) for rows in (found.before, found.new))
    tested = items[items["p"].notna()]
    said = [_first(old, new, tested), *_sides(before, now, found, old, new), *_signs(tested),
            *(_strange(outlets) if old and new else []), *_silent(outlets), *_missing(kinds)]
    return "\n".join(said)


def _first(old: int, new: int, tested: pd.DataFrame) -> str:
    if not new:
        return "No new articles: nothing can have risen or fallen."
    if not old:
        return "Nothing to compare with: there are no older articles."
    if min(old, new) < LEAST:
        return f"Too little to test: a test needs {LEAST} independent texts on either side. What is new is listed."
    if tested.empty:
        return f"Too little to test: nothing stands in {LEAST} independent texts. What is new is listed."
    if changes := _named(tested, chance.RISEN[0], chance.FALLEN[0]):
        return f"Changed beyond chance: {changes}."
    return "Nothing changed beyond chance."


def _sides(before: Snapshot, now: Snapshot, found: Matched, old: int, new: int) -> list[str]:
    if not (old and new):
        return []
    return [f"{_count(new, 'new text')} ({now.name}, {_count(int(found.new.sum()), 'article')}) against "
            f"{_count(old, 'older one')} ({before.name}, {_count(int(found.before.sum()), 'article')})."]


def _signs(tested: pd.DataFrame) -> list[str]:
    if tested.empty:
        return []
    numbers = tested.groupby("kind").size()
    said = ", ".join(_count(numbers[kind.name], kind.name, kind.plural) for kind in KINDS if kind.name in numbers.index)
    near = _named(tested, chance.RISEN[1], chance.FALLEN[1])
    return [f"Tested: {said}."] + ([f"Not established, but near it (q < {chance.PERHAPS}): {near}."] if near else [])


def _named(tested: pd.DataFrame, up: str, down: str) -> str:
    """How many things of each kind rose and fell, the surest by name."""
    parts = []
    for kind in KINDS:
        rows = tested[tested["kind"] == kind.name]
        for change, verb, order in ((up, "rose", 1), (down, "fell", -1)):
            some = [f"“{name}”" if "," in name else name for name in rows[rows["change"] == change]["shown"]][::order]
            if some:
                more = ", …" if len(some) > NAMED else ""
                parts.append(f"{_count(len(some), kind.name, kind.plural)} {verb} ({', '.join(some[:NAMED])}{more})")
    return "; ".join(parts)


def _strange(outlets: pd.DataFrame) -> list[str]:
    common = (outlets["before_articles"] > 0) & (outlets["new_articles"] > 0)
    return [] if common.any() else ["No outlet has both new and older articles: what differs may be the outlets' way "
                                    "of writing, not the time."]


def _silent(outlets: pd.DataFrame) -> list[str]:
    silent, came = outlets[outlets["change"].str.endswith(SILENT)], outlets[outlets["change"] == "new"]
    said = [f"{row.change.capitalize()}: {row.source}, for {row.silent_days:.0f} days in which its own pace would have "
            f"brought {row.expected:.1f} articles (chance {row.chance:.2g})." for row in silent.itertuples()]
    if len(came) and len(came) < len(outlets):
        said.append(f"New outlets: {', '.join(came['source'][:NAMED])}{', …' if len(came) > NAMED else ''}.")
    return said


def _missing(kinds: list[Kind]) -> list[str]:
    lost = [kind for kind in KINDS if kind not in kinds]
    names = ", ".join(kind.plural for kind in lost)
    return [f"Not compared, since a run is without the table: {names}."] if lost else []


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"

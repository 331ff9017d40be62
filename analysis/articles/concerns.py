"""What time tells against a collection: silences, gaps, half-filled weeks and jumps in length."""

import numpy as np
import pandas as pd

DAY = pd.Timedelta(days=1)
UNLIKELY = 0.02
LEAST = 5  # articles that an outlet needs before its pace means anything
SIDE = 8  # articles on each side of a jump in length
JUMP = 2.0  # ratio of medians


def over_time(articles: pd.DataFrame) -> list[tuple[str, str]]:
    """(concern, detail) of everything in the dates and lengths that would mislead a count over time."""
    dated = articles.dropna(subset=["published"])
    if len(dated) < LEAST:
        return []
    return [*_gap(dated), *_half_filled(dated), *_silence(dated), *_jumps(dated)]


def _gap(dated: pd.DataFrame) -> list[tuple[str, str]]:
    """The longest stretch without any article, where a steady pace would hardly leave one."""
    days = dated["published"].sort_values()
    longest = days.diff().max()
    pace = (len(days) - 1) / max((days.max() - days.min()) / DAY, 1)
    # the longest of n gaps: n times as likely as any one of them
    if longest < DAY or len(days) * np.exp(-pace * (longest / DAY)) >= UNLIKELY:
        return []
    end = days[days.diff() == longest].iloc[0]
    return [("gap in the collection", f"no article at all in the {longest.days} days before {end:%Y-%m-%d}")]


def _half_filled(dated: pd.DataFrame) -> list[tuple[str, str]]:
    first, last = dated["published"].min(), dated["published"].max()
    if last - first < 21 * DAY:
        return []
    found = [f"the first week begins on a {first:%A}"] * (first.weekday() > 0)
    found += [f"the last week ends on a {last:%A}"] * (last.weekday() < 6)
    return [("half-filled periods", f"{' and '.join(found)}: counts of these weeks are too low")] if found else []


def _silence(dated: pd.DataFrame) -> list[tuple[str, str]]:
    """Outlets without an article for so long at the collection's end (or start) that chance would hardly do it.

    Where an outlet writes at a steady pace (a Poisson process), the chance of none in a stretch that should have
    brought n is exp(-n).
    """
    found = []
    for source, own in dated.groupby("source", observed=True)["published"]:
        span = (own.max() - own.min()) / DAY
        if len(own) < LEAST or span == 0:
            continue
        pace = (len(own) - 1) / span
        for kind, where, silent in (("fell silent", "end", dated["published"].max() - own.max()),
                                    ("starts late", "start", own.min() - dated["published"].min())):
            expected = pace * (silent / DAY)
            if np.exp(-expected) < UNLIKELY:
                found.append((f"outlet {kind}", f"{source}: no article in the {silent.days} days at the {where}, "
                                                f"where its own pace would have brought {expected:.1f}"))
    return found


def _jumps(dated: pd.DataFrame) -> list[tuple[str, str]]:
    """Outlets whose articles become twice as long (or half) from some day on (change point: Pettitt 1979)."""
    found = []
    for source, own in dated.sort_values(["published", "article_id"]).groupby("source", observed=True):
        words, size = own["words"].to_numpy(), len(own)
        cuts = np.arange(SIDE, size - SIDE + 1)
        if not len(cuts):
            continue
        shift = np.abs(2 * np.cumsum(pd.Series(words).rank().to_numpy())[cuts - 1] - cuts * (size + 1))
        cut = cuts[shift.argmax()]
        before, after = np.median(words[:cut]), np.median(words[cut:])
        chance = 2 * np.exp(-6 * shift.max() ** 2 / (size**3 + size**2))
        if chance < UNLIKELY and max(before, after) >= JUMP * max(min(before, after), 1):
            found.append(("jump in length", f"{source}: the median article has {before:.0f} words before "
                                            f"{own['published'].iloc[cut]:%Y-%m-%d} and {after:.0f} from then on"))
    return found

"""Edited copies of articles, as newsrooms make them from a wire story."""

import random
import re

import pandas as pd

_LEDE = ("{a} and {b} were at the centre of attention on {day} as officials and residents weighed what it "
         "would mean for them, according to people who follow the matter closely.")
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_BLOCKS = (
    "Sign up for our morning newsletter and get the stories that matter straight to your inbox every day.",
    "This report includes material from news agencies. Follow us for updates and join the discussion below.",
    "Read more: five things to know today. Watch our latest video, listen to the podcast wherever you are.",
)


def cut(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    return " ".join(words[:max(1, round(len(words) * chance.uniform(0.3, 0.7)))])


def lede(text: str, chance: random.Random) -> str:
    first, rest = _sentences(text)[:1], _sentences(text)[1:]
    names = re.findall(r"[A-Z]\w+", " ".join(first)) or ["Officials"]
    line = _LEDE.format(a=chance.choice(names), b=chance.choice(names), day=chance.choice(_DAYS))
    return " ".join([line, *(rest or first)])


def moved(text: str, chance: random.Random) -> str:
    found = _sentences(text)
    for _ in range(max(1, len(found) // 5)):
        found.insert(chance.randrange(len(found)), found.pop(chance.randrange(len(found))))
    return " ".join(found)


def boilerplate(text: str, chance: random.Random) -> str:
    found = _sentences(text)
    for block in chance.sample(_BLOCKS, 2):
        found.insert(chance.randrange(len(found) + 1), block)
    return " ".join(found)


def words10(text: str, chance: random.Random) -> str:
    return _changed(text, 0.1, chance)


def words20(text: str, chance: random.Random) -> str:
    return _changed(text, 0.2, chance)


def everything(text: str, chance: random.Random) -> str:
    for edit in (cut, moved, words10, lede, boilerplate):
        text = edit(text, chance)
    return text


KINDS = (cut, lede, moved, boilerplate, words10, words20, everything)


def copies_of(frame: pd.DataFrame, *, seed: int = 0, same_outlet: bool = False) -> pd.DataFrame:
    """One copy of each kind of every row, with columns original and kind; outlets of their own unless
    same_outlet.
    """
    rows = []
    for row in frame.to_dict("records"):
        for number, edit in enumerate(KINDS):
            original = row["article_id"]
            chance = random.Random(f"{seed} {original} {edit.__name__}")
            rows.append({
                **row, "article_id": f"{original}-{seed}-{edit.__name__}", "original": original,
                "kind": edit.__name__, "text": edit(row["text"], chance),
                "source": row["source"] if same_outlet else f"paper {(seed * len(KINDS) + number) % 40}",
            })
    return pd.DataFrame(rows)


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text)


def _changed(text: str, share: float, chance: random.Random) -> str:
    """Words replaced (by others of the text), dropped, or joined by a new one, in equal parts."""
    found = text.split(" ")
    changed = []
    for word in found:
        deed = chance.choice(("replace", "drop", "insert")) if chance.random() < share else "keep"
        changed += {"keep": [word], "drop": [], "replace": [chance.choice(found)],
                    "insert": [word, chance.choice(found)]}[deed]
    return " ".join(changed)

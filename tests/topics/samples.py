"""Invented articles on four subjects, for the tests of this room."""

import numpy as np
import pandas as pd

from analysis import Corpus

SUBJECTS = {
    "harbour": "dockers strike port union cranes containers wages ships harbour quay stevedores cargo",
    "football": "goal striker keeper league match referee penalty stadium coach midfield defender cup",
    "drought": "reservoir rainfall drought farmers irrigation wells crops river rationing harvest soil seed",
    "court": "judge trial jury verdict lawyer appeal prosecutor sentence evidence witness defendant prison",
}
FILLER = "people week town council plan group number part place year problem meeting morning letter street"


def articles(each: int = 12, *, subjects=tuple(SUBJECTS), words: int = 70,
             seed: int = 1) -> pd.DataFrame:
    """`each` articles of every subject, two a day, from two outlets, in sentences of ten words."""
    chance, rows = np.random.default_rng(seed), []
    for subject in subjects:
        own, filler = SUBJECTS[subject].split(), FILLER.split()
        for number in range(each):
            said = [str(chance.choice(own if chance.random() < 0.6 else filler)) for _ in range(words)]
            lines = [" ".join(said[at:at + 10]).capitalize() + "." for at in range(0, words, 10)]
            rows.append({"title": f"{own[number % 12]} {own[(number + 3) % 12]}".capitalize(),
                         "text": " ".join(lines), "source": f"outlet {number % 2}",
                         "published": f"2025-05-{1 + number // 2:02d}", "subject": subject})
    return pd.DataFrame(rows)


def corpus(*given, **options) -> Corpus:
    return Corpus.from_frame(articles(*given, **options))


def nonsense(count: int, *, words: int = 80, seed: int = 0) -> Corpus:
    """Articles without topics: words drawn from one urn."""
    chance = np.random.default_rng(seed)
    urn = ["".join(chance.choice(list("abcdefghij"), 6)) for _ in range(300)]
    odds = 1 / np.arange(1, 301)
    texts = [" ".join(chance.choice(urn, words, p=odds / odds.sum())) for _ in range(count)]
    return Corpus.from_frame(pd.DataFrame({"title": "", "text": texts}))

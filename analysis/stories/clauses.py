"""Whether a word that may report speech does so where it stands."""

from collections.abc import Sequence

from .frames import Frame, Token
from .nouns import is_head
from .verbs import AUXILIARIES, DETERMINERS, NOUNS, PREPOSITIONS, PRONOUNS, VERBS


def is_verb(frame: Frame, words: Sequence[Token], at: int) -> bool:
    """Whether a form of a reporting verb is one where it stands: not "the claims", "her comments"."""
    word = words[at]
    if word.name >= 0 or word.lower not in VERBS:
        return False
    if VERBS[word.lower] == "use":
        return [one.lower for one in words[at + 1:at + 3]] in (["the", "word"], ["the", "words"], ["the", "phrase"],
                                                               ["the", "term"], ["the", "expression"])
    if at == 0:
        return True
    left = words[at - 1]
    if word.lower == "saying" and left.lower == "as":
        return True
    if left.name < 0 and (left.lower in DETERMINERS - {"that"} or left.lower in PREPOSITIONS - {"to"}) or \
            left.lower.endswith("'s"):
        return word.lower.endswith("ing") and left.lower in ("by", "after", "before", "in", "while")
    if left.lower == "to":
        return at > 1 and words[at - 2].lower in ("on", "refused", "declined", "used", "had", "began", "continued",
                                                  "wanted", "wants", "forced")
    if left.lower.endswith("ly") and at > 1 and left.name < 0:
        left = words[at - 2]  # "the publisher explicitly notes"
    return word.lower not in NOUNS or _verbal(frame, left, word)


def _verbal(frame: Frame, left: Token, word: Token) -> bool:
    """Whether a form that is a noun too is a verb after the word `left`: "officials claim", "Clarke claims"."""
    gap, capital = frame.gap(left, word), frame.text[left.start].isupper()
    if "'" in gap or "\u2019" in gap or frame.text[word.start].isupper() or \
            word.lower == "state" and left.name >= 0 and frame.text[word.end + 1:word.end + 2].isupper():
        return False  # "Arkansas state Sen. Joyce Elliott"
    named = left.name >= 0 or capital
    if word.lower.endswith("ing"):
        return named or "," in gap
    if left.lower in PRONOUNS | AUXILIARIES | {"that", "which", "who"}:
        return True
    if word.lower.endswith("s") or word.lower in ("thought", "found", "read", "welcome"):
        return named or is_head(left.lower)
    plural = left.lower.endswith("s") and not left.lower.endswith(("ss", "us"))
    return plural or left.lower in ("media", "police", "people")

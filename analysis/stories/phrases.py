"""Phrases: where the words that name one thing begin and end, and whether they may be the subject of a verb."""

from collections.abc import Sequence

from .frames import Frame, Token
from .nouns import is_head
from .verbs import ADVERBS, AUXILIARIES, CONJUNCTIONS, DETERMINERS, NOUNS, PREPOSITIONS, PRONOUNS, VERBS

_LONGEST = 8  # words
_SMALL = PREPOSITIONS | CONJUNCTIONS | PRONOUNS | AUXILIARIES | ADVERBS


def begins(frame: Frame, words: Sequence[Token], at: int, low: int) -> int:
    """Where the phrase that ends at words[at] begins, from words[low] on."""
    begin = at
    while begin > low and at - begin < _LONGEST and _joined(frame, words, begin - 1):
        begin -= 1
        if words[begin].lower in DETERMINERS and words[begin].name < 0:
            break
    return begin


def ends(frame: Frame, words: Sequence[Token], at: int, high: int) -> int:
    """Where the phrase that begins at words[at] is over, words[high] at the latest."""
    end = at + 1
    while end < high and end - at < _LONGEST:
        word = words[end]
        if word.quote >= 0 or _parted(frame, words, end):
            break
        if word.name < 0 and (word.lower in _SMALL or word.lower in DETERMINERS or word.lower in VERBS and (
                word.lower not in NOUNS or words[end - 1].name >= 0)):
            break
        if words[end - 1].name >= 0 and frame.names[words[end - 1].name].label == "PERSON" \
                and word.name != words[end - 1].name and not is_head(word.lower) \
                and not possessive(frame, words, end - 1):
            break
        end += 1
    return end


def object_of(frame: Frame, words: Sequence[Token], begin: int) -> bool:
    """Whether a phrase follows a preposition, "at the bank", "of former judge Pryce"."""
    return begin > 0 and words[begin - 1].lower in PREPOSITIONS and words[begin - 1].name < 0 and \
        not broken(frame.gap(words[begin - 1], words[begin]))


def led(frame: Frame, words: Sequence[Token], at: int) -> bool:
    """Whether the phrase that words[at] is in is an object of a preposition or a possessor."""
    end = at
    while end + 1 < len(words) and words[end + 1].name == words[at].name >= 0:
        end += 1
    return object_of(frame, words, begins(frame, words, at, 0)) or possessive(frame, words, end)


def _joined(frame: Frame, words: Sequence[Token], at: int) -> bool:
    """Whether words[at] belongs to the phrase of the word after it."""
    word = words[at]
    if word.quote >= 0 or _parted(frame, words, at + 1):
        return False
    if word.name >= 0:
        return True
    return not (word.lower in _SMALL or word.lower in VERBS and word.lower not in NOUNS)


def _parted(frame: Frame, words: Sequence[Token], at: int) -> bool:
    """Whether a mark stands between words[at] and the word before it; the stop of "Gen." is none."""
    gap, left = frame.gap(words[at - 1], words[at]), words[at - 1]
    return broken(gap) or "." in gap and (left.end - left.start > 5 or not left.lower.isalpha())


def broken(gap: str) -> bool:
    """Whether what stands between two words parts them: more than a blank, a stop or an apostrophe."""
    return bool(gap.strip(" \u00a0\t.'\u2019")) or ".  " in gap


def possessive(frame: Frame, words: Sequence[Token], at: int) -> bool:
    """Whether words[at] owns what follows, "the port's"."""
    word = words[at]
    marked = word.lower.endswith("'s") or frame.text[word.end:word.end + 1] in ("'", "\u2019")
    return marked and at + 1 < len(words) and not broken(frame.gap(word, words[at + 1]).strip("'\u2019"))


def past(words: Sequence[Token], at: int) -> int:
    """The first word after the name that words[at] is of."""
    name = words[at].name
    while at < len(words) and words[at].name == name:
        at += 1
    return at

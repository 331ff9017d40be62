"""What a sentence adds: its numbers, dates, names and other words that no other article of the story has anywhere."""

from collections import defaultdict
from typing import NamedTuple

from .quantities import Quantity
from .sentences import Sentence, Story, name_items


class Added(NamedTuple):
    """Joined as written and in order: facts (numbers, dates, names) by ", "; words by ", " where they do not adjoin."""

    facts: str
    words: str


def added(story: Story) -> list[Added]:
    """What each sentence adds; nothing where there is one article."""
    holders = _holders(story)
    return [_own(sentence, int(article), holders) if len(story.articles) > 1 and not sentence.heading else Added("", "")
            for sentence, article in zip(story.flat, story.article, strict=True)]


def _holders(story: Story) -> dict:
    """The articles that have each thing."""
    found = defaultdict(set)
    for article, sentences in enumerate(story.articles):
        for one in sentences:
            for thing in (*map(_key, one.quantities), *map(_month, one.quantities), *map(_stem, one.items),
                          *(word.key.lower() for word in one.words)):
                found[thing].add(article)
    return found


def _own(sentence: Sentence, article: int, holders: dict) -> Added:
    facts = [(one.start, sentence.text[one.start:one.end]) for one in sentence.quantities
             if holders[_key(one)] == {article} and (one.kind != "date" or one.value[2] or
                                                     holders[_month(one)] == {article} and any(one.value[:3]))]
    for entity, label in sentence.entities.items():
        if all(holders[_stem(word)] == {article} for word in name_items(entity, label)):
            facts.append((sentence.text.find(entity.split()[-1]), entity))
    spans = []
    for start, end, lemma in sentence.plain:
        if holders[_stem(lemma)] == {article} and holders[sentence.text[start:end].lower()] <= {article}:
            adjoins = bool(spans) and start - spans[-1][1] <= 1
            spans[len(spans) - adjoins:] = [(spans[-1][0] if adjoins else start, end)]
    words = [sentence.text[start:end] for start, end in spans]
    return Added(", ".join(dict.fromkeys(text for _, text in sorted(facts))), ", ".join(dict.fromkeys(words)))


def _key(one: Quantity) -> tuple:
    return one.kind, one.value[:3] if one.kind == "date" else one.value, "%" if one.unit == "%" else ""


def _month(one: Quantity) -> tuple:
    return ("month", one.value[:2]) if one.kind == "date" else _key(one)


def _stem(word: str) -> str:
    """The beginning that words of one stem share, near enough to say that a word is not new."""
    return word[:5] if word.isalpha() else word

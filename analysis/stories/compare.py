"""Compare: the sentences of several articles on one event, each beside what the others say.

Sentences are aligned many to many (`align`).  For each pair it is told whether it has the same words, whether the two
give another number, date or name (`differ`), whether the claim stands further up or down than in the other (`order`),
what is quoted of whom (`voiced`), and whom the sentence cites (`citing`).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from .. import entities, style
from ..corpus import Corpus
from ..corpus.tables import TEXT, TIME, UNKNOWN
from . import beside, citing, voiced
from .added import added
from .align import Links, align
from .beside import HEADING, JOIN, ONLY
from .group import group
from .likeness import covered, said
from .quotes import quotes as find_quotes
from .sentences import Sentence, Story, read

COLUMNS = {
    "article_id": TEXT, "outlet": TEXT, "published": TIME, "lang": TEXT,
    "number": "int64", "start": "int64", "end": "int64",
    "words": "int64", "sentence": TEXT, "kind": TEXT, "other_article_id": TEXT, "other_outlet": TEXT,
    "other_number": "int64", "other_start": "int64", "other_end": "int64", "other_sentence": TEXT,
    "similarity": "float64", "confidence": "float64", "differs": TEXT, "move": TEXT, "shared_quotes": TEXT,
    "quoted": TEXT, "cites": TEXT, "credits": TEXT, "covered": "float64", "adds": TEXT, "adds_words": TEXT,
    "claim": "int64", "outlets": "int64", "articles": "int64",
}


def compare(corpus: Corpus, article_ids: Sequence[str], *, mentions: pd.DataFrame | None = None,
            quotes: pd.DataFrame | None = None, nearest: int = 20, model: str = "en_core_web_md") -> pd.DataFrame:
    """What the articles say alike and apart: one row for each sentence and each counterpart it has in another article.

    - article_id, outlet, published, lang; number (of the sentence, from 1), start, end (characters of the article's
      text), words, sentence; the same with other_ of the counterpart ("" and -1 where there is none).  An article whose
      outlet is unknown is an outlet of its own, under its headline.
    - kind: "same words", "other words"; "another number", "another date", "another name" (the same claim, told
      otherwise: `differs` says how, "number: 46,000 | 48,000"); "only here" (no counterpart in any other article);
      "heading" (not compared).
    - similarity: how much the two share of what they say, 0 to 1; confidence: how probably they make one claim.
    - move: "up" or "down" where the claim stands higher or lower among the shared claims than in the other article.
    - quoted: what the sentence quotes, and of whom; shared_quotes: those that the counterpart has too.
    - cites: agencies and outlets that the sentence names as its source; credits: those of the article's byline.
    - covered: the share of what the sentence says that its counterparts say together; adds: its numbers, dates and
      names that no other of the articles has anywhere; adds_words: its other words that none has.
    - claim: the same number for all sentences that make one claim; outlets, articles: how many others make it.

    `mentions` (of `entities.resolve`) and `quotes` (of `stories.quotes`) are computed if they are not given.  With more
    than `nearest` + 1 articles, each is set beside the `nearest` with which it shares most; `claim`, `outlets` and
    `articles` still count all.  Rows are in the order of publication, then of the text, whatever the order of
    `article_ids`.  Raises ValueError for an article that the corpus does not have, none at all (unless
    it has none itself), or `nearest` below 1.
    """
    if not len(corpus) and not len(article_ids):
        return pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)
    if isinstance(article_ids, str) or not len(article_ids):
        raise ValueError(f"article_ids={article_ids!r}: give a list of at least one article_id of corpus.about")
    if nearest < 1:
        raise ValueError(f"nearest={nearest}: with how many articles each is compared, 1 or more")
    chosen = corpus.select(article_ids=list(article_ids))
    if mentions is None:
        mentions = entities.resolve(entities.mentions(chosen, model=model))
    if quotes is None:
        quotes = find_quotes(chosen, mentions=mentions)
    about = chosen.about.sort_values(["published", "source", "title", "article_id"], ignore_index=True)
    found = read_sentences(chosen, mentions)
    story = Story.of(found, about["article_id"].tolist())
    own = _own(story, about, voiced.by_sentence(quotes, found), sorted(set(corpus.about["source"])))
    voices, content = own["voices"].tolist(), said(story.flat, story.article)
    links = align(content, story.article, voiced.same(voices, story.article))
    own["covered"] = covered(content, links.one, links.other)
    _spread(own, links)
    return _table(own, beside.pairs(story, beside.nearest(links, story.article, nearest), voices))


def read_sentences(corpus: Corpus, mentions: pd.DataFrame | None = None) -> dict[str, list[Sentence]]:
    """article_id -> its sentences; `mentions` as for `compare`."""
    if mentions is None:
        mentions = entities.resolve(entities.mentions(corpus))
    names = {}
    for row in mentions.sort_values(["article_id", "start"]).itertuples():
        names.setdefault(row.article_id, []).append((row.start, row.end, row.label, row.entity))
    return {row.article_id: read(row.text, row.lang, row.published, names.get(row.article_id, []))
            for row in corpus.articles.itertuples()}


def outlet_names(about: pd.DataFrame) -> list[str]:
    """The outlet of each article; where it is unknown, the headline's beginning stands for it."""
    names, seen = [], set()
    for row in about.itertuples():
        name = row.source
        if row.source in ("", UNKNOWN):
            name = f"“{style.shorten(row.title or row.article_id, 32)}”"
            name = f"{name} ({row.article_id[:6]})" if name in seen else name
            seen.add(name)
        names.append(name)
    return names


def _own(story: Story, about: pd.DataFrame, voices: dict, outlets: list[str]) -> pd.DataFrame:
    """One row a sentence: what the table says of it alone; `article` and `voices` besides."""
    names, known = outlet_names(about), [name for name in outlets if name not in ("", UNKNOWN)]
    credits = [citing.credited(author, known) for author in about["author"]]
    adds = added(story)
    rows = []
    for at, sentence in enumerate(story.flat):
        article = int(story.article[at])
        quoted = voices.get((story.ids[article], int(story.place[at])), [])
        cites = [name for name in citing.cited(sentence.text, known) if name != names[article]]
        rows.append((article, story.ids[article], names[article], int(story.place[at]) + 1,
                     sentence.start, sentence.end, len(sentence.words), sentence.text, sentence.heading,
                     quoted, voiced.shown(quoted), JOIN.join(cites), JOIN.join(credits[article]), *adds[at]))
    own = pd.DataFrame(rows, columns=["article", "article_id", "outlet", "number", "start", "end", "words", "sentence",
                                      "heading", "voices", "quoted", "cites", "credits", "adds", "adds_words"])
    return own.assign(published=about["published"].take(story.article).array,
                      lang=about["lang"].take(story.article).array)


def _spread(own: pd.DataFrame, links: Links) -> None:
    """Adds claim, outlets and articles: which sentences make one claim, and how many others make it."""
    own["claim"] = group(len(own), links.one, links.other, links.confidence, own["heading"].to_numpy(dtype=bool))
    one, other = np.concatenate([links.one, links.other]), np.concatenate([links.other, links.one])
    for name, of in (("articles", "article"), ("outlets", "outlet")):
        number = pd.factorize(own[of])[0].astype(np.int64)
        pairs = np.unique((one * len(own) + number[other])[number[one] != number[other]])
        own[name] = np.bincount(pairs // max(len(own), 1), minlength=len(own))


def _table(own: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """The sentences with their pairs beside them; those without one in a row of their own."""
    there = own[["article", "article_id", "outlet", "number", "start", "end", "sentence"]].add_prefix("other_")
    found = own.drop(columns="voices").reset_index(names="one").merge(pairs, on="one", how="left")
    found = found.merge(there.reset_index(names="other"), on="other", how="left")
    alone = found["other"].isna()
    found.loc[alone, "kind"] = np.where(found.loc[alone, "heading"], HEADING, ONLY)
    for name, kind in COLUMNS.items():
        if kind == TEXT or name.startswith("other_"):
            found[name] = found[name].astype(object).where(found[name].notna(), "" if kind == TEXT else -1)
    found = found.sort_values(["article", "number", "other_article", "other_number"], na_position="last")
    found = found[list(COLUMNS)].astype(COLUMNS).reset_index(drop=True)
    return found.round({"similarity": 3, "confidence": 3, "covered": 3})

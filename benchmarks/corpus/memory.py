"""Peak memory of every step of the notebooks, at one size and at four times that.

    python benchmarks/corpus/memory.py [--articles 37000] [--steps open copies …] [--sizes 1 4] [--work FOLDER]
                                       [--stand-in] [folder with news_2016.jsonl.gz]

Each step runs in a process of its own, alone (one worker, so that all memory is this process's), on generated articles
(benchmarks/large.py, two in one: 37,000 are 240 MB) in a store that has what the steps before it left there.  Names are
runs of capitalised words, in place of the trained model's: tables of the same shape, sooner, less the model's own
memory, which does not grow; --stand-in prints how many both find in some real articles, and ends.  Prints gigabytes
at both sizes and their ratio.  The table of mentions that entities are counted from is made by the first step that
needs it, and read by the others; what the notebooks keep for the next run is kept, and compared by the last step.
Far pairs are those of two articles or more: a table of all that share an article would take more than all else here.
--work keeps articles, stores and tables for another time.
"""

import argparse
import re
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import crc32

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import alone
import large

from analysis.text.stopwords import stop_words

FILE, JOINED = 500, 2
LABELS = ["PERSON", "ORG", "GPE", "NORP"]
NAMES, REAL = {*LABELS, "LOC", "FAC"}, 400
CAPITALS = re.compile(r"\b(?:[A-Z][a-z]+|(?:[A-Z]\.)+)(?: (?:[A-Z][a-z]+|(?:[A-Z]\.)+)){0,3}")
STEPS = {
    "open": lambda room: None,
    "articles": lambda room: (room.keep("articles", room.changes.articles(room.corpus)),
                              room.articles.timeline(room.corpus), room.articles.languages(room.corpus)),
    "lengths": lambda room: _longest(room),
    "removed": lambda room: (room.articles.removed(room.corpus), room.corpus.removed),
    "copies": lambda room: (room.articles.copy_groups(room.corpus), room.articles.copy_pairs(room.corpus)),
    "follows": lambda room: (room.articles.own(room.corpus), room.articles.follows(room.corpus)),
    "versions": lambda room: room.articles.differences(room.corpus, room.articles.versions(room.corpus)),
    "matrix": lambda room: room.terms.matrix(room.corpus, min_articles=3),
    "kept terms": lambda room: room.keep("article_terms", room.changes.article_terms(room.corpus)),
    "count": lambda room: room.keep("terms", room.terms.count(room.corpus)),
    "evidence": lambda room: room.evidence.of(room.terms.count(room.corpus).head(25), room.corpus),
    "phrases": lambda room: room.terms.phrases(room.corpus),
    "keyness": lambda room: room.terms.keyness(room.corpus, by="source"),
    "trend": lambda room: room.terms.trend(room.corpus, FOLLOWED),
    "bursts": lambda room: room.terms.bursts(room.corpus, levels=3),
    "movers": lambda room: room.terms.movers(room.corpus),
    "concordance": lambda room: room.terms.concordance(room.corpus, "white house"),
    "collocates": lambda room: room.terms.collocates(room.corpus, "white house"),
    "topics": lambda room: _topics(room, room.topics.find(room.corpus)),
    "mentions": lambda room: _mentions(room),
    "resolve": lambda room: _resolved(room),
    "entities": lambda room: _count(room),
    "names": lambda room: room.entities.names(_mentions(room)),
    "pairs": lambda room: _pairs(room, "sentence"),
    "far pairs": lambda room: _pairs(room, "article", least=2),
    "by": lambda room: room.entities.by(_resolved(room), room.corpus, "source"),
    "kept names": lambda room: _names(room, _resolved(room)),
    "stories": lambda room: _stories(room),
    "quotes": lambda room: _quotes(room),
    "changes": lambda room: _changes(room),
}
FOLLOWED = ["president", "white house", "economy", "police", "game", "election"]


def _longest(room: Namespace):
    found = room.corpus.about.sort_values(["words", "article_id"], ascending=[False, True])
    return room.articles.charts.lengths(room.corpus.about), found[["source", "published", "title", "words"]]


def _topics(room: Namespace, found):
    room.keep("topics", found.topics)
    room.keep("topic_members", found.members)
    return (room.topics.quality(found), room.topics.timeline(found, room.corpus), room.topics.map(found),
            room.topics.examples(found, room.corpus), room.topics.within(found, room.corpus, 1))


def _mentions(room: Namespace) -> pd.DataFrame:
    return _kept(room.place / "mentions.parquet", lambda: room.entities.mentions(room.corpus))


def _resolved(room: Namespace) -> pd.DataFrame:
    return _kept(room.place / "resolved.parquet", lambda: room.entities.resolve(_mentions(room)))


def _kept(path: Path, made: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """A table that several steps begin with, made by the first of them; read in whole columns, as it was made."""
    if path.exists():
        file = pq.ParquetFile(path)
        read = pd.DataFrame({name: file.read([name]).combine_chunks().to_pandas()[name]
                             for name in file.schema_arrow.names}, copy=False)
        pa.default_memory_pool().release_unused()  # what only reading it took
        return read
    found = made()
    found.to_parquet(path)
    return found


def _count(room: Namespace):
    mentions = _resolved(room)
    counted = room.entities.count(mentions, room.corpus)
    return (counted, room.evidence.of(counted.head(25), room.corpus, mentions=mentions),
            room.entities.timeline(mentions, room.corpus))


def _names(room: Namespace, mentions: pd.DataFrame) -> None:
    room.keep("article_entities", room.changes.article_entities(mentions))
    room.keep("article_pairs", room.changes.article_pairs(mentions, room.corpus))


def _pairs(room: Namespace, window: str, least: int = 1):
    mentions = _resolved(room)
    pairs = room.entities.pairs(mentions, room.corpus, window=window, least=least)
    found = room.entities.matrix(pairs), room.entities.network(pairs[pairs["count"] >= 2]), room.entities.ego(pairs)
    return *found, room.evidence.of(pairs.head(15), room.corpus, mentions=mentions, window=window)


def _stories(room: Namespace):
    found = room.stories.find(room.corpus)
    room.keep("article_stories", room.stories.timeline(room.corpus, found))
    return room.stories.overview(room.corpus, found)


def _quotes(room: Namespace):
    one = room.corpus.select(article_ids=room.corpus.about["article_id"].head(40).tolist())
    mentions = room.entities.resolve(room.entities.mentions(one))
    quotes = room.stories.quotes(one, mentions=mentions)
    return room.stories.compare(one, one.about["article_id"].tolist(), mentions=mentions, quotes=quotes)


def _changes(room: Namespace):
    """A collection against what it was before its last tenth, from the tables that the steps before it kept."""
    now = room.changes.snapshot(room.corpus, kept=room.place / "tables")
    day = room.corpus.about["published"].quantile(.9).strftime("%Y-%m-%d")
    found = room.changes.against(now, day=day)
    return room.changes.behind(found, room.corpus)


def run(step: str, place: Path) -> None:
    """One step on the collection in a place."""
    from analysis import Corpus, articles, entities, evidence, runs, stories, terms, topics
    from analysis.entities import tagger
    from analysis.runs import changes

    tagger.load = lambda model: _StandIn()
    STEPS[step](Namespace(corpus=Corpus.open(place / "articles", store=place / "store", workers=1), place=place,
                          articles=articles, terms=terms, topics=topics, entities=entities, stories=stories,
                          evidence=evidence, changes=changes, keep=runs.Sheet(str(place / "tables")).keep))


class _StandIn:
    """Marks capitalised words in a row as a recogniser of spaCy's does: up to four, no stop word before them, and no
    single one at the beginning of a sentence; the same words always with the same label."""

    lang, meta = "en", {"version": "capitals"}  # the store keeps its spans apart from any other's

    def pipe(self, texts: list[str], **asked) -> Iterator[Namespace]:
        return (Namespace(ents=list(self._marked(text))) for text in texts)

    def _marked(self, text: str) -> Iterator[Namespace]:
        for run in CAPITALS.finditer(text):
            start, inside = run.start(), text[run.start() - 2:run.start() - 1].isalnum()
            first, gap, _ = run.group().partition(" ")
            if first.lower() in stop_words():
                start, inside = start + len(first + gap), True
            if start < run.end() and (inside or gap):
                label = LABELS[crc32(text[start:run.end()].encode()) % len(LABELS)]
                yield Namespace(start_char=start, end_char=run.end(), label_=label)


def compare(source: Path) -> None:
    """Prints how many names an article the stand-in and the trained model mark, and how many different ones."""
    from analysis.entities import tagger

    texts = pd.read_json(source, lines=True)["text"].sample(REAL, random_state=1).tolist()
    for name, recogniser in (("stand-in", _StandIn()), ("trained model", tagger.load("en_core_web_md"))):
        found = [[text[one.start_char:one.end_char] for one in doc.ents if one.label_ in NAMES]
                 for text, doc in zip(texts, recogniser.pipe(texts), strict=True)]
        marked, different = (sum(map(len, one)) / REAL for one in (found, map(set, found)))
        print(f"{name:13} {marked:.1f} names an article, {different:.1f} different ones; "
              f"{len(set().union(*found)):,} in {REAL} articles")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=37000)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 4], help="times --articles")
    parser.add_argument("--steps", nargs="+", default=list(STEPS), choices=list(STEPS))
    parser.add_argument("--work", type=Path)
    parser.add_argument("--stand-in", action="store_true")
    options, source = large.asked(parser)
    if options.stand_in:
        compare(source)
        return
    with tempfile.TemporaryDirectory() as temporary:
        sizes = [options.articles * size for size in options.sizes]
        places = [(options.work or Path(temporary)) / str(size) for size in sizes]
        for size, place in zip(sizes, places, strict=True):
            if not (place / "articles").exists():
                large.write(place / "articles", size, source=source, per_file=FILE, joined=JOINED)
        for step in dict.fromkeys(["open", *options.steps]):
            found = [alone.alone(run, step, place) for place in places]
            print(f"{step:11} " + "   ".join(f"{size:,} articles: {one.peak:.2f} GB {one.seconds:.0f} s"
                                             for size, one in zip(sizes, found, strict=True))
                  + f"   ratio {found[-1].peak / found[0].peak:.2f}", flush=True)


if __name__ == "__main__":
    main()

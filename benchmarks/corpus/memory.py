"""Peak memory of every step, at one size and at four times that.

    python benchmarks/corpus/memory.py [--articles 9250] [--steps open copies …] [folder with news_2016.jsonl.gz]

Each step runs in a process of its own, alone (one worker, so that all memory is this process's), on generated articles
(benchmarks/large.py) in a store that has what the step builds on.  Names are recognised by spaCy's blank model with a
rule for capitalised words in place of the trained one: tables of the same shape, sooner, less the model's own memory,
which does not grow.  Prints gigabytes at both sizes and their ratio.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import alone
import large

FILE = 500
STEPS = {
    "open": lambda corpus, room: None,
    "copies": lambda corpus, room: room.articles.copies(corpus),
    "matrix": lambda corpus, room: room.terms.matrix(corpus, min_articles=3),
    "count": lambda corpus, room: room.terms.count(corpus, min_articles=3),
    "phrases": lambda corpus, room: room.terms.phrases(corpus),
    "keyness": lambda corpus, room: room.terms.keyness(corpus, by="source"),
    "topics": lambda corpus, room: room.topics.find(corpus, k=12),
    "mentions": lambda corpus, room: room.entities.mentions(corpus),
    "stories": lambda corpus, room: room.stories.find(corpus),
}


def run(step: str, folder: Path, store: Path) -> None:
    """One step on the collection in `folder`."""
    import analysis
    from analysis import articles, entities, stories, terms, topics
    from analysis.entities import tagger

    tagger.load = _rules
    analysis.articles, analysis.terms, analysis.topics, analysis.entities = articles, terms, topics, entities
    analysis.stories = stories
    STEPS[step](analysis.Corpus.open(folder, store=store, workers=1), analysis)


def _rules(model: str):
    import spacy
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": [{"IS_TITLE": True, "OP": "{1,3}"}]}])
    return nlp


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=9250)
    parser.add_argument("--steps", nargs="+", default=list(STEPS), choices=list(STEPS))
    options, source = large.asked(parser)
    with tempfile.TemporaryDirectory() as temporary:
        sizes = (options.articles, 4 * options.articles)
        places = [Path(temporary) / str(size) for size in sizes]
        for size, place in zip(sizes, places, strict=True):
            large.write(place / "articles", size, source=source, per_file=FILE)
        for step in dict.fromkeys(["open", *options.steps]):
            found = [alone.alone(run, step, place / "articles", place / "store") for place in places]
            print(f"{step:9} " + "   ".join(f"{size:,} articles: {one.peak:.2f} GB {one.seconds:.0f} s"
                                            for size, one in zip(sizes, found, strict=True))
                  + f"   ratio {found[1].peak / found[0].peak:.2f}", flush=True)


if __name__ == "__main__":
    main()

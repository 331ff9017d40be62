"""Quotations and their speakers: the specimen, and 40 articles of news_2016 marked by hand (see README.md).

    python benchmarks/stories/quotes.py [--errors PART] [folder with news_2016.jsonl.gz]

Span: the words between the marks, punctuation at their ends apart.  Speaker: the span and who says it.  Side by side
with a baseline after textacy's direct quotations (Burton DeWilde, textacy.extract.triples): marks paired in their order
in the paragraph, the reporting verb nearest to them in the sentence, the name or pronoun nearest to that verb; a
pronoun is the last person named.
"""

import argparse
import re
from pathlib import Path

import pandas as pd

from analysis import Corpus, entities
from analysis.entities.spelling import TITLES, key
from analysis.stories.follow import quote_versions
from analysis.stories.quotes import COLUMNS, quotes

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SHARED = ROOT.parent / "shared" / "corpora"
TRUTH = pd.read_csv(ROOT / "data" / "truth" / "quotes.csv", keep_default_na=False)
_CURLY = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
_VERBS = (r"(?:sa(?:id|ys)|tells?|told|add(?:s|ed)|writes?|wrote|explain(?:s|ed)|called|warn(?:s|ed)|ask(?:s|ed)|"
          r"insist(?:s|ed))")
_PRONOUNS = {"he", "she", "they"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("source", nargs="?", type=Path, default=SHARED, help="the folder of news_2016.jsonl.gz")
    parser.add_argument("--errors", default="", help="list what is wrong in a part, such as specimen or test")
    options = parser.parse_args()
    rows = []
    for part, corpus, gold, right in parts(options.source):
        mentions = entities.resolve(entities.mentions(corpus))
        for name, method in (("broadsheet", quotes), ("baseline", baseline)):
            found = method(corpus, mentions=mentions)
            pairs = matched(found, gold, corpus)
            rows.append((part, name, *scores(pairs, found, gold, right)))
            if name == "broadsheet" and part == options.errors:
                errors(pairs, found, gold, right)
            if name == "broadsheet" and part == "specimen":
                versions = quote_versions(found, corpus, mentions=mentions)
                print("planted versions: {} of {} with their kind, {} more in those families; {} rows of paraphrases"
                      .format(*planted(versions, TRUTH, corpus), (versions["kind"] == "paraphrased").sum()))
    columns = ["part", "", "quotes", "span P", "span R", "span F1", "speaker P", "speaker R", "speaker F1"]
    print(pd.DataFrame(rows, columns=columns).round(3).to_string(index=False))


def parts(source: Path):
    """(name, corpus, marked quotes, whether a row's speaker is right) of each set."""
    corpus = Corpus.open(ROOT / "data" / "articles")
    gold = TRUTH[TRUTH["kind"] != "paraphrased"]
    ids = {(plain(title), outlet): article for article, title, outlet in
           corpus.about[["article_id", "title", "source"]].itertuples(index=False)}
    gold = gold.assign(article_id=[ids[plain(title), outlet] for title, outlet in
                                   zip(gold["title"], gold["source"], strict=True)])
    yield "specimen", corpus, gold, specimen_speaker
    marks = pd.read_csv(HERE / "quotes_marks.csv", dtype={"article_id": str, "speakers": str})
    news = pd.read_json(source / "news_2016.jsonl.gz", lines=True, dtype={"id": str})
    news = news.rename(columns={"id": "article_id", "date": "published"}).fillna({"title": ""})
    for part in marks["part"].drop_duplicates():
        own = marks[marks["part"] == part]
        chosen = Corpus.from_frame(news[news["article_id"].isin(own["article_id"])])
        texts = dict(zip(chosen.articles["article_id"], chosen.articles["text"], strict=True))
        own = own.dropna(subset="start").astype({"start": int, "end": int})
        own = own.assign(quote=[texts[row.article_id][row.start:row.end] for row in own.itertuples()],
                         named=[[(texts[row.article_id], *map(int, one.split("-"))) for one in row.speakers.split()]
                                for row in own.itertuples()])
        yield part, chosen, own, news_speaker


def planted(versions: pd.DataFrame, truth: pd.DataFrame, corpus: Corpus) -> tuple[int, int, int]:
    """Of the specimen's planted versions: found with their kind in one family each; how many there are; and how many
    more rows those families have."""
    title = dict(zip(corpus.about["article_id"], corpus.about["title"], strict=True))
    rows = versions.assign(title=[plain(title[article]) for article in versions["article_id"]])
    truth, right, further = truth[truth["family"] != ""], 0, 0
    for _, family in truth.groupby("family"):
        whole = family.loc[family["kind"] == "whole", "quote"].map(core).iloc[0]
        own = rows[rows["family"].isin(rows.loc[rows["quote"].map(core) == whole, "family"])]
        for one in family.itertuples():
            near = own[(own["title"] == plain(one.title)) & (own["source"] == one.source) & (own["kind"] == one.kind)]
            right += any(core(one.quote) in core(quote) for quote in near["quote"])
        further += len(own) - len(family)
    return right, len(truth), further


def plain(text: str) -> str:
    return text.translate(_CURLY)


def core(text: str) -> str:
    """A quotation without the punctuation at its ends, with straight marks."""
    return re.sub(r"^\W+|\W+$", "", plain(text))


def matched(found: pd.DataFrame, gold: pd.DataFrame, corpus: Corpus) -> list[tuple[int, int]]:
    """(row of `found`, row of `gold`) of the same words: at the same place, where places are marked."""
    places, pairs = {}, []
    for row in found.itertuples():
        places.setdefault((row.article_id, core(row.quote)), []).append((row.start, row.Index))
    for row in gold.itertuples():
        near = places.get((row.article_id, core(row.quote)), [])
        if near:
            best = min(near, key=lambda one: abs(one[0] - getattr(row, "start", one[0])))
            if abs(best[0] - getattr(row, "start", best[0])) < 5:
                near.remove(best)
                pairs.append((best[1], row.Index))
    return pairs


def scores(pairs, found, gold, right) -> tuple:
    spoken = sum(right(found.loc[one], gold.loc[two]) for one, two in pairs)
    span = [len(pairs) / max(len(found), 1), len(pairs) / len(gold)]
    speaker = [spoken / max(len(found), 1), spoken / len(gold)]
    return len(gold), *span, f1(*span), *speaker, f1(*speaker)


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / max(precision + recall, 1e-9)


def specimen_speaker(row: pd.Series, truth: pd.Series) -> bool:
    """The entity; "X's office" the noun and the name; "(unnamed ...)" nobody's name, "(a noun)" that noun."""
    wanted, written = plain(truth["speaker"]), plain(row["speaker"])
    if wanted.startswith("("):
        noun = wanted.strip("()").removeprefix("unnamed").split()
        return not row["entity"] and all(word in written for word in noun[-1:])
    if "'s " in wanted and wanted.split("'s ")[1].islower():
        name, noun = wanted.split("'s ")
        return not row["entity"] and noun in written and name.split()[-1] in written
    return key(row["entity"] or written) == key(wanted)


def news_speaker(row: pd.Series, truth: pd.Series) -> bool:
    """One of the marked namings: the same place (its beginning or half of it), or the same name, also shortened."""
    for text, start, end in truth["named"]:
        both = min(end, row["speaker_end"]) - max(start, row["speaker_start"])
        if both > 0 and text[row["speaker_end"]:row["speaker_end"] + 1] not in ("'", "\u2019") and \
                (both >= (end - start) / 2 or abs(row["speaker_start"] - start) < 5):
            return True
        mine, marked = words(row["entity"] or row["speaker"]), words(text[start:end])
        proper = all(word[0].isupper() or word in ("de", "von", "van", "al") for word in text[start:end].split())
        if mine and marked and (mine == marked or proper and (mine <= marked or marked <= mine)):
            return True
    return False


def words(name: str) -> set[str]:
    return {word for word in key(name).split() if word not in TITLES | {"the", "a", "an"}}


def errors(pairs, found, gold, right) -> None:
    for one, two in pairs:
        row, truth = found.loc[one], gold.loc[two]
        if not right(row, truth):
            wanted = truth["speaker"] if "speaker" in truth else [text[a:b] for text, a, b in truth["named"]]
            print(f"speaker {truth['article_id'][:8]} {truth['quote'][:40]!r}: {wanted}; found {row['entity']!r} "
                  f"{row['speaker']!r} {row['cue']!r} {row['verb']!r} {row['form']} {row['reason']}")
    for two in sorted(set(gold.index) - {two for _, two in pairs}):
        print(f"missed {gold.loc[two, 'article_id'][:8]} {gold.loc[two, 'quote'][:90]!r}")
    for one in sorted(set(found.index) - {one for one, _ in pairs}):
        row = found.loc[one]
        print(f"extra {row['article_id'][:8]} {row['quote'][:90]!r} {row['speaker']!r} {row['verb']!r} {row['form']}")


def baseline(corpus: Corpus, mentions: pd.DataFrame) -> pd.DataFrame:
    """The quotes table by the rules of the baseline."""
    rows = []
    people = mentions[mentions["label"] == "PERSON"]
    people = {article: own for article, own in people.groupby("article_id")}
    for article, text in zip(corpus.articles["article_id"], corpus.articles["text"], strict=True):
        names = people[article] if article in people else mentions[:0]
        for line in re.finditer(r"[^\n]+", text):
            marks = [match.start() for match in re.finditer(r"[\"\u201c\u201d]", line.group())]
            for left, right in zip(marks[::2], marks[1::2], strict=False):
                start, end = line.start() + left + 1, line.start() + right
                rows.append(_nearest(article, text, names, start, end, line.span()))
    empty = {column: "" if kind not in ("int64", "float64", "bool") else -1 for column, kind in COLUMNS.items()}
    return pd.DataFrame([{**empty, **row} for row in rows], columns=list(COLUMNS))


def _nearest(article: str, text: str, names: pd.DataFrame, start: int, end: int, line: tuple[int, int]) -> dict:
    row = {"article_id": article, "start": start, "end": end, "quote": text[start:end]}
    near = text[max(line[0], start - 120):min(line[1], end + 120)]
    base = max(line[0], start - 120)
    verbs = [base + match.start() for match in re.finditer(rf"\b{_VERBS}\b", near)
             if not start <= base + match.start() < end]
    if not verbs:
        return row
    verb = min(verbs, key=lambda at: max(start - at, at - end))
    voices = [(abs(one.start - verb), one.start, one.end, one.entity) for one in names.itertuples()]
    voices += [(abs(base + match.start() - verb), base + match.start(), base + match.end(), "")
               for match in re.finditer(r"\b(?:[Hh]e|[Ss]he|[Tt]hey)\b", near)]
    voices = [voice for voice in voices if not start <= voice[1] < end]
    if not voices:
        return row
    _, left, right, entity = min(voices)
    if text[left:right].lower() in _PRONOUNS:
        before = names[names["end"] <= left]
        if len(before):
            left, right, entity = before.iloc[-1][["start", "end", "entity"]]
    return {**row, "speaker": text[left:right], "speaker_start": left, "speaker_end": right, "entity": entity}


if __name__ == "__main__":
    main()

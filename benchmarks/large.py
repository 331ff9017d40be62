"""Large collections for benchmarks: a real one in many passes, each time with other sentences, names, dates and words.

    python benchmarks/large.py FOLDER [--articles 37000] [--seed 0] [folder with news_2016.jsonl.gz]

The first pass gives the real articles in mixed order.  In later ones half of an article's sentences are those of other
articles of its outlet, all in another order; a tenth of the words come from other articles; numbers, months and
weekdays are others, most names invented; the dates follow those of the pass before.  New words arrive as Heaps' law
says: n times the real words have n ** b times as many distinct ones, with the b of the real collection at its end.

Article k depends on the seed and k alone: a smaller collection is the beginning of a larger one.  No article is a copy
of the one it was made of, but sentences return: articles share parts more often than real ones do.
"""

import argparse
import calendar
import re
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd

FOLDER = Path(__file__).resolve().parents[1].parent / "shared" / "corpora"
CHANGED = 0.1  # of the words in small letters
KNOWN = 0.5  # of the names that do not become new ones become those of earlier articles
SHIFT = 50  # invented names return by Zipf and Mandelbrot's law: the i-th in proportion to 1 / (i + SHIFT)
STEPS = 12
_WORD, _END = re.compile(r"([^\W_]+)"), re.compile(r"(?<=[.!?])\s+")
_CYCLES = {**dict.fromkeys(calendar.month_name[1:], "month"), **dict.fromkeys(calendar.day_name, "day")}
_ONSETS = "b d f g h j k l m n p r s t v w z ch sh th br dr gr kl st tr".split()
_MIDDLE = np.array([onset + vowel for onset in _ONSETS for vowel in "a e i o u ai ei ou".split()], object)
_FIRST = np.array([one.title() for one in _MIDDLE], object)
_LAST = np.array([one + end for one in _MIDDLE for end in "n r s l ck nd".split()], object)


def asked(parser: argparse.ArgumentParser) -> tuple[argparse.Namespace, Path]:
    """(the options of a benchmark's command, the real articles); ends the command with a line if there are none."""
    parser.add_argument("source", nargs="?", type=Path, default=FOLDER, help="the folder of news_2016.jsonl.gz")
    options = parser.parse_args()
    source = options.source / "news_2016.jsonl.gz"
    if not source.exists():
        parser.exit(message=f"no {source}: skipped\n")
    return options, source


def collection(articles: int, *, source: Path, seed: int = 0) -> pd.DataFrame:
    """The first `articles` articles made of those in `source`: title, text, source, published."""
    return pd.DataFrame(map(Large(source, seed).article, range(articles)))


def write(folder: Path, articles: int, *, source: Path, seed: int = 0, per_file: int = 500, joined: int = 1
          ) -> list[Path]:
    """The same as JSONL files of `per_file` articles, one file in memory at a time; more articles are more files.

    `joined`: how many articles' texts make one, for longer ones; the first of them gives the rest.
    """
    large, files = Large(source, seed), []
    folder.mkdir(parents=True, exist_ok=True)
    for begin in range(0, articles, per_file):
        numbers = range(begin, min(begin + per_file, articles))
        made = pd.DataFrame(_joined([large.article(number * joined + part) for part in range(joined)])
                            for number in numbers)
        made["published"] = made["published"].dt.strftime("%Y-%m-%d")
        files.append(folder / f"articles-{begin // per_file:06d}.jsonl")
        made.to_json(files[-1], orient="records", lines=True, force_ascii=False)
    return files


def _joined(parts: list[dict]) -> dict:
    return parts[0] | {"text": "\n\n".join(part["text"] for part in parts)}


class Large:
    """Articles by number, made of the real ones in `source` (JSONL with title, text, source, date).

    The words of all real articles stand in a row, `ids` of their `forms`, each with one of the `gaps` after it.
    `sentences` says where sentences begin in the row, `bounds` at which sentence articles do, each with its title.
    """

    def __init__(self, source: Path, seed: int = 0):
        real = pd.read_json(source, lines=True).rename(columns={"date": "published"}).fillna({"title": ""})
        self.rows = real[["title", "text", "source", "published"]].to_dict("records")
        self.span = (real["published"].max() - real["published"].min()).ceil("7D")
        self.seed, self.passed = seed, -1
        self.ids, self.forms = pd.factorize(self._cut())
        self.sizes, self.outlets = np.diff(self.sentences[self.bounds]), pd.factorize(real["source"])[0]
        owners = np.repeat(self.outlets, np.diff(self.bounds))
        owners[self.bounds[:-1]] = -1  # titles
        self.pools = [np.flatnonzero(owners == outlet) for outlet in range(self.outlets.max() + 1)]
        self.small = np.array([form.islower() for form in self.forms])
        self.pool, self.moved = self.ids[self.small[self.ids]], _moved(self.forms)
        lowered = pd.factorize(np.array([form.lower() for form in self.forms], object))[0]
        self._find_names(lowered, np.repeat(owners >= 0, np.diff(self.sentences)))
        self._measure(lowered)

    def _cut(self) -> np.ndarray:
        """All words; a sentence begins with an empty one, which bears the marks before its first word."""
        words, gaps, sentences, bounds = [], [], [0], [0]
        for row in self.rows:
            for sentence in (row["title"], *_END.split(row["text"])):
                parts = _WORD.split(sentence + " ")
                words += ["", *parts[1::2]]
                gaps += parts[::2]
                sentences.append(len(words))
            bounds.append(len(sentences) - 1)
        self.gaps, self.sentences, self.bounds = np.array(gaps, object), np.array(sentences), np.array(bounds)
        return np.array(words, object)

    def _find_names(self, lowered: np.ndarray, within: np.ndarray) -> None:
        """Names: capital within sentences more often than not; `ends` of runs of them, and the words `before` these."""
        within &= np.append(False, self.ids[:-1] != 0)  # the empty word is number 0
        small = np.bincount(lowered[self.ids], self.small[self.ids])[lowered]
        large = np.bincount(self.ids[within], minlength=len(self.forms))
        capital = np.array([form[:1].isupper() and form[1:2].islower() and form not in _CYCLES for form in self.forms])
        names = (capital & (large > small))[self.ids]
        self.ends = names & ~(np.append(names[1:], False) & (self.gaps == " "))
        self.before = names & ~self.ends & np.append(self.ends[1:], False)
        self.given = self.forms[self.ids[self.before]]

    def _measure(self, lowered: np.ndarray) -> None:
        """Heaps' exponent at the real collection's end: its distinct words against those that half of it would have."""
        owners = np.repeat(np.arange(len(self.sizes)), self.sizes)
        uses = np.bincount(np.unique(owners * len(self.forms) + lowered[self.ids]) % len(self.forms))
        self.distinct = np.count_nonzero(uses)
        self.exponent = np.log2(self.distinct / (1 - 0.5**uses).sum())

    def article(self, number: int) -> dict:
        """title, text, source and published of article `number`."""
        passed, place = divmod(number, len(self.rows))
        if passed != self.passed:
            self.order = np.random.default_rng([self.seed, passed, 1]).permutation(len(self.rows))
            words = passed + np.append(0, np.cumsum(self.sizes[self.order]) / self.sizes.sum())
            self.passed, self.grown = passed, (self.distinct * (words**self.exponent - 1)).astype(int)
        row = self.order[place]
        if passed == 0:
            return dict(self.rows[row])
        random, title = np.random.default_rng([self.seed, number]), self.bounds[row]
        body, pool = random.permutation(np.arange(title + 1, self.bounds[row + 1])), self.pools[self.outlets[row]]
        swapped = (len(body) + 1) // 2
        body[:swapped] = pool[random.integers(0, len(pool), swapped)]
        parts = self._written(np.append(title, random.permutation(body)), range(*self.grown[place:place + 2]), random)
        size = 2 * (self.sentences[title + 1] - self.sentences[title])
        return {"title": "".join(parts[:size]).strip(), "text": "".join(parts[size:]).strip(),
                "source": self.rows[row]["source"], "published": self.rows[row]["published"] + passed * self.span}

    def _written(self, sentences: np.ndarray, new: range, random: np.random.Generator) -> list[str]:
        """Words and gaps of the sentences, changed, with the `new` invented names among them."""
        starts, sizes = self.sentences[sentences], self.sentences[sentences + 1] - self.sentences[sentences]
        at = np.arange(sizes.sum()) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
        ids = self.moved[random.integers(1, STEPS)][self.ids[at]]
        changed = np.flatnonzero(self.small[ids] & (random.random(len(ids)) < CHANGED))
        ids[changed] = self.pool[random.integers(0, len(self.pool), len(changed))]
        forms, where = np.unique(ids, return_inverse=True)
        names = self._names(forms, np.unique(where[self.ends[at]]), new, random)
        written, named = self.forms[forms], names >= 0
        written[named] = invented(names[named])
        parts, names = np.empty(2 * len(at), object), names[where]
        parts[::2], parts[1::2] = written[where], self.gaps[at]
        given = np.flatnonzero(self.before[at[:-1]] & (names[1:] >= 0))
        parts[2 * given] = self.given[names[given + 1] % len(self.given)]  # a name has one given name everywhere
        return parts.tolist()

    def _names(self, forms: np.ndarray, ends: np.ndarray, new: range, random: np.random.Generator) -> np.ndarray:
        """The number of the invented name that each form becomes, -1 for none; of the names (`ends`) most do."""
        names, ends = np.full(len(forms), -1), random.permutation(ends)
        known = SHIFT * (1 + new.start / SHIFT) ** random.random(len(ends)) - SHIFT
        names[ends] = np.where(random.random(len(ends)) < KNOWN, known, -1)
        renewed = np.append(ends, random.permutation(np.flatnonzero(self.small[forms])))  # too few names: other words
        names[renewed[:len(new)]] = new[:len(renewed)]
        return names


def _moved(forms: np.ndarray) -> np.ndarray:
    """What each form becomes in 0, 1, 2 ... steps along the numbers of its length, the months or the weekdays."""
    kinds = pd.Series([str(len(form)) if form.isdecimal() else _CYCLES.get(form) for form in forms])
    moved = np.tile(np.arange(len(forms)), (STEPS, 1))
    for places in kinds.groupby(kinds).indices.values():
        circle = places[np.argsort(forms[places])]
        moved[:, circle] = [np.roll(circle, -step) for step in range(STEPS)]
    return moved


def invented(numbers: np.ndarray) -> np.ndarray:
    """Invented names, another one for every number (up to 54 million), unlike those of the numbers next to it."""
    rest, last = np.divmod(numbers * 7368787 % (len(_FIRST) * len(_MIDDLE) * len(_LAST)), len(_LAST))
    return _FIRST[rest // len(_MIDDLE)] + _MIDDLE[rest % len(_MIDDLE)] + _LAST[last]


def heaps(files: list[Path], articles: int) -> tuple[int, int, float]:
    """Words and distinct words of the first `articles`, and Heaps' exponent fitted to 1/8, 1/4, 1/2 and all of them."""
    known, rows = set(), [(0, 0)]
    for text in islice((text for file in files for text in pd.read_json(file, lines=True)["text"]), articles):
        found = _WORD.findall(text.lower())
        known.update(found)
        rows.append((rows[-1][0] + len(found), len(known)))
    fitted = np.log([rows[-(-articles // part)] for part in (8, 4, 2, 1)])
    return *rows[-1], np.polyfit(*fitted.T, 1)[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=37000)
    parser.add_argument("--seed", type=int, default=0)
    options, source = asked(parser)
    files = write(options.folder, options.articles, source=source, seed=options.seed)
    print(f"{sum(file.stat().st_size for file in files) / 1e6:.1f} MB; of the real articles, then of all:")
    for articles in (min(options.articles, len(pd.read_json(source, lines=True))), options.articles):
        words, distinct, exponent = heaps(files, articles)
        print(f"{articles:,} articles, {words:,} words, {distinct:,} distinct, Heaps exponent {exponent:.3f}")


if __name__ == "__main__":
    main()

"""Words counted by their lemma: a map from spelling to lemma for each language, on the vocabulary.

An article's language decides ("die" is a verb in one and an article in another); where it is unknown, the language that
most articles are in.  Names, words mostly written with a capital, stay as they are ("Wales", "United"), save in
languages that write every noun so.  Where words are merged, tables say which (`forms`).
"""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from ..corpus import Corpus
from ..text.lemmas import LANGUAGES, lemma
from .index import Index, Part
from .spellings import Spellings

CAPITAL_NOUNS = frozenset({"de", "lb"})


class Lemmas:
    """The lemmas of a collection's words; read `corpus.once(Lemmas)`.  langs: the language of each article."""

    def __init__(self, corpus: Corpus):
        self._corpus, self._spelling = corpus, corpus.once(Spellings).best
        langs = corpus.about["lang"].astype(object)
        known = langs[langs.isin(LANGUAGES)].value_counts().sort_index().sort_values(ascending=False, kind="stable")
        usual = known.index[0] if len(known) else "en"
        self.langs = langs.where(~langs.isin(["", "und"]), usual).to_numpy(dtype=object)
        self._known, self._numbers = defaultdict(dict), None

    def of(self, term: str, lang: str) -> str:
        """The lemma of a term (keys, joined by blanks) in a language."""
        known = self._known[lang]
        if term not in known:
            known[term] = " ".join(self.of(word, lang) for word in term.split(" ")) if " " in term else \
                self._of(term, lang)
        return known[term]

    def _of(self, key: str, lang: str) -> str:
        written = self._spelling.get(key, key)
        if lang in CAPITAL_NOUNS:
            return lemma(key, lang, written=written)
        return key if written[:1].isupper() else lemma(key, lang)

    def table(self, rows: np.ndarray, table: pa.Table, forms: dict[str, set[str]]) -> pa.Table:
        """A table of `counted` by lemma; `rows`: the position of the shard's articles in the corpus.  Adds to `forms`
        the terms that each lemma stands for.
        """
        term, article = table["term"].combine_chunks(), table["article"].to_numpy()
        terms, number = term.dictionary.to_pylist(), term.indices.to_numpy()
        langs, lang = np.unique(self.langs[rows[article]].astype(str), return_inverse=True)
        used = np.zeros((len(langs), len(terms)), dtype=bool)
        used[lang, number] = True
        found = [[self.of(one, name) if there else "" for one, there in zip(terms, row, strict=True)]
                 for name, row in zip(langs.tolist(), used, strict=True)]
        for row, merged in zip(used, found, strict=True):
            for place in np.flatnonzero(row).tolist():
                forms[merged[place]].add(terms[place])
        lemmas = sorted({one for row, merged in zip(used, found, strict=True) for one in np.array(merged, object)[row]},
                        key=str.encode)
        place = {one: at for at, one in enumerate(lemmas)}
        codes = np.array([[place.get(one, 0) for one in merged] for merged in found]).reshape(len(langs), len(terms))
        codes = article.astype(np.int64) * max(len(lemmas), 1) + codes[lang, number]
        pairs, own = np.unique(codes, return_inverse=True)
        count = np.bincount(own, table["count"].to_numpy(), minlength=len(pairs))
        article, code = np.divmod(pairs, max(len(lemmas), 1))
        return pa.table({"article": article.astype(np.int32), "count": count.astype(np.int32),
                         "term": pa.DictionaryArray.from_arrays(code.astype(np.int32), pa.array(lemmas, pa.string()))})

    def places(self, part: Part, keys: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
        """(first words of a part at which joined words stand whose lemmas are `keys`, how many words).  A key that is
        no lemma of this collection stands for its own.
        """
        keys, article, langs = list(keys), part.article, sorted(set(self.langs.tolist()))
        by_lang = self._by_lang()
        given = [any(key in by_lang[lang] for lang in langs) for key in keys]
        found = [np.zeros(0, dtype=np.int64)]
        for lang in langs:
            numbers = [by_lang[lang].get(key if whole else self.of(key, lang), np.zeros(0, np.int64))
                       for key, whole in zip(keys, given, strict=True)]
            starts = np.flatnonzero(np.isin(part.ids[:max(len(part.ids) - len(keys) + 1, 0)], numbers[0]))
            for step, some in enumerate(numbers[1:]):
                starts = starts[part.joined[starts + step] & np.isin(part.ids[starts + step + 1], some)]
            found.append(starts[self.langs[article[starts]] == lang])
        return np.sort(np.concatenate(found)), len(keys)

    def _by_lang(self) -> dict[str, dict[str, np.ndarray]]:
        """For each language, the numbers of the keys (see `index.Index`) that each lemma stands for in its articles."""
        if self._numbers is None:
            words, langs = self._corpus.once(Index), sorted(set(self.langs.tolist()))
            keys, used = words.keys.to_pylist(), {lang: np.zeros(len(words.keys), dtype=bool) for lang in langs}
            for part in words.parts():
                for lang in langs:
                    used[lang][part.ids[self.langs[part.article] == lang]] = True
            self._numbers = {lang: self._grouped(keys, np.flatnonzero(used[lang]), lang) for lang in langs}
        return self._numbers

    def _grouped(self, keys: list[str], numbers: np.ndarray, lang: str) -> dict[str, np.ndarray]:
        found = defaultdict(list)
        for number in numbers.tolist():
            found[self.of(keys[number], lang)].append(number)
        return {one: np.array(some) for one, some in found.items()}


def told(terms: Iterable[str], forms: dict[str, set[str]]) -> np.ndarray:
    """The terms that each lemma stands for, as one string."""
    return np.array([", ".join(sorted(forms.get(term, {term}))) for term in terms], dtype=object)

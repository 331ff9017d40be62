"""Steps and memos: computed once for the same texts, and again where the store's file of them is damaged."""

import os

import pytest
from material import SIZES, again, article, assert_as_new, assert_same, characters, contents, write

from analysis.corpus import memos, shards
from analysis.corpus.engine import Engine
from analysis.corpus.memos import Memo
from analysis.corpus.steps import Step
from analysis.corpus.store import Store


def test_a_step_is_computed_once_a_shard_and_anew_for_another_version_or_parameter(place):
    folder, store = place
    calls = []

    def noted(table, times=1):
        calls.append(times)
        return characters(table, times)

    def sizes(*step):
        (_, found), = again(folder, store).each(Step("noted", *step))
        return found["size"].to_pylist()

    first = sizes(1, noted)
    assert sizes(1, noted) == first and calls == [1]
    assert sizes(1, noted, ("text",), {"times": 2}) == [2 * size for size in first] and calls == [1, 2]
    assert sizes(2, noted) == first and calls == [1, 2, 1]
    assert sizes(1, noted) == first and sizes(2, noted) == first and len(calls) == 3


def test_a_file_that_grew_keeps_the_shards_of_its_first_part(tmp_path, monkeypatch):
    monkeypatch.setattr(shards, "ROWS", 4)
    folder, store, calls = tmp_path / "articles", tmp_path / "store", []
    folder.mkdir()

    def noted(table):
        calls.append(len(table))
        return characters(table)

    for rows, computed in ((10, [2, 4, 4]), (13, [1, 4])):
        write(folder / "all.jsonl", *map(article, range(rows)))
        corpus = again(folder, store)
        assert sum(table.num_rows for _, table in corpus.each(Step("noted", 1, noted))) == rows
        assert sorted(calls) == computed
        del calls[:]
    assert_as_new(corpus, folder)


def test_each_says_which_article_each_row_of_a_shard_is(place):
    folder, store = place
    corpus = again(folder, store)
    (rows, table), = corpus.each(SIZES)
    assert len(rows) == len(table) == 14 and (rows < 0).sum() == 2
    sizes = dict(zip(rows.tolist(), table["size"].to_pylist(), strict=True))
    assert [sizes[row] for row in range(len(corpus))] == corpus.articles["text"].str.len().tolist()
    some = corpus.select(outlets=["Post"])
    (rows, _), = some.each(SIZES)
    assert sorted(rows[rows >= 0]) == [*range(6)] and some.articles["source"].eq("Post").all()


def damage(store, folder):
    """Turn a byte of the one file in a folder of the store, and return the file's name."""
    path, = (store / folder).rglob("*.parquet")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    return path.name


@pytest.mark.parametrize(("part", "read"), [("articles", 4), ("inputs", 4), ("steps/paragraphs-2", 0),
                                            ("steps/sizes-1", 0)])
def test_a_damaged_file_is_named_and_made_again(place, reads, part, read):
    folder, store = place
    corpus = again(folder, store)
    (_, sizes), = corpus.each(SIZES)
    before, name = contents(store), damage(store, part)
    with pytest.warns(UserWarning, match=f"{name} is damaged .* again$"):
        (_, found), = again(folder, store).each(SIZES)
    assert found.equals(sizes) and contents(store) == before and len(reads) == read
    assert len(again(folder, store)) == 12 and len(reads) == read


def test_a_damaged_shard_of_which_a_file_changed_since_is_read_once(place, reads):
    folder, store = place
    name, = os.listdir(store / "articles")
    for number in range(6):
        write(folder / "03.jsonl", article(80 + number))
        again(folder, store)
    (store / "articles" / name).unlink()
    del reads[:]
    corpus = again(folder, store)
    assert reads == ["00.jsonl", "01.jsonl", "02.jsonl"]
    assert_same(again(folder, store), corpus)
    assert len(reads) == 3
    assert_as_new(corpus, folder)


def test_a_memo_sees_each_text_once_and_again_where_it_is_damaged(place):
    folder, store = place
    calls = []

    def noted(texts):
        calls.append(sorted(texts))
        return characters({"text": shards.pa.array(texts)})["size"].combine_chunks()

    def ask(*texts):
        found = again(folder, store).recall(memo, texts)
        return dict(zip(texts, found[texts].to_pylist(), strict=True))

    memo = Memo("noted", 1, noted)
    assert ask("a", "bb", "a") == {"a": 1, "bb": 2} and calls == [["a", "bb"]]
    assert ask("bb", "a") == {"a": 1, "bb": 2} and len(calls) == 1
    name = damage(store, "steps/noted-1")
    with pytest.warns(UserWarning, match=f"{name} is damaged .* again"):
        assert ask("a", "bb") == {"a": 1, "bb": 2}
    assert ask("bb", "ccc") == {"bb": 2, "ccc": 3} and calls[1:] == [["a", "bb"], ["ccc"]]


def test_new_texts_are_read_in_waves_that_do_not_depend_on_their_order(tmp_path, monkeypatch):
    monkeypatch.setattr(memos, "WAVE", 40)
    texts, asked = [f"text number {number}" for number in range(30)] * 2, {}
    for name, given in (("one", texts), ("other", texts[::-1])):
        calls = asked[name] = []

        def noted(some, calls=calls):
            calls.append(sorted(some))
            return shards.pa.array([len(one) for one in some])

        for store in (None, Store(str(tmp_path / name)).prepare()):
            del calls[:]
            found = memos.recall(Memo("noted", 1, noted), given, store, Engine(workers=1))
            assert found[texts].to_pylist() == [len(text) for text in texts]
            assert sorted(sum(calls, [])) == sorted(set(texts)) and len(calls) > 5
        with pytest.raises(KeyError):
            found[["text number 29", "text number 30"]]
    assert asked["one"] == asked["other"]

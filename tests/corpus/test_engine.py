"""The engine: the same bytes in this process, on several, and on a Dask cluster whose workers may go away."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import zipfile

import material
import psutil
import pytest
import work
from distributed import Client, LocalCluster

from analysis import Corpus
from analysis.corpus import engine, shards
from analysis.corpus.engine import Engine
from analysis.corpus.steps import Step
from analysis.corpus.store import Store, StoreError


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of files that are read in five batches, each in two parts."""
    monkeypatch.setattr(shards, "ROWS", 2)
    (tmp_path / "articles").mkdir()
    material.pages(tmp_path / "articles")
    return tmp_path / "articles"


def opened(folder, name, **options):
    """(corpus, what its store has) with a step computed."""
    corpus = Corpus.open(folder, store=folder.parent / name, **options)
    assert sum(len(rows) for rows, _ in corpus.each(material.SIZES)) == 10
    return corpus, material.contents(folder.parent / name)


def test_one_process_two_and_a_cluster_give_the_same_bytes(folder, cluster):
    corpus, one = opened(folder, "one", workers=1)
    assert len(one) == 1 + 10 + 10 + 2 * 10 and len(corpus.rejected) == 2 and len(corpus.removed) == 8
    for name, options in {"two": {"workers": 2}, "three": {"cluster": cluster}}.items():
        other, found = opened(folder, name, **options)
        assert found == one, name
        material.assert_same(other, corpus)


SCRIPT = """
import sys, pyarrow, material
from analysis import Corpus
from analysis.corpus import shards
store, threads, *files = sys.argv[1:]
shards.ROWS = 2
pyarrow.set_cpu_count(int(threads))
list(Corpus.open(files, store=store, workers=1).each(material.SIZES))
"""


def test_the_bytes_depend_on_no_hash_seed_no_threads_and_no_order_of_the_files(folder):
    files = sorted(map(str, folder.iterdir()))
    list(Corpus.open(files, store=folder.parent / "one", workers=1).each(material.SIZES))
    random.Random(1).shuffle(files)
    subprocess.run([sys.executable, "-c", SCRIPT, folder.parent / "other", "5", *files], check=True, env={
        **os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "5"})
    assert material.contents(folder.parent / "other") == material.contents(folder.parent / "one")


def test_pages_in_a_zip_archive_are_read_by_processes_and_once(folder, reads):
    store = folder.parent / "store"
    for path in folder.iterdir():
        path.unlink()
    with zipfile.ZipFile(folder / "pages.zip", "w") as archive:
        for number in range(6):
            archive.writestr(f"{number}.txt", f"Headline {number}\n\nThe ferry sailed with {number} cars on board.\n")
    corpus = Corpus.open(folder, store=store, workers=2)
    assert sorted(corpus.about["origin"]) == [f"pages.zip/{number}.txt" for number in range(6)]
    material.assert_same(material.again(folder, store), corpus)
    assert reads == []
    material.assert_as_new(corpus, folder)


def sizes(corpus, step):
    return [table["size"].to_pylist() for _, table in corpus.each(step)]


def test_a_worker_that_is_killed_is_survived(folder, cluster):
    store = folder.parent / "store"
    corpus = Corpus.open(folder, store=store, cluster=cluster)
    step = Step("slowly", 1, material.slowly, parameters={"seconds": 0.4})
    with Client(cluster, set_as_default=False) as client:
        victim = min(client.run(os.getpid).values())

        def kill():
            material.wait_for(lambda: (store / step.folder).exists() and os.listdir(store / step.folder))
            os.kill(victim, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        assert sizes(corpus, step) == sizes(corpus, material.SIZES)
        killer.join()
        assert victim not in client.run(os.getpid).values()


def test_a_process_that_is_killed_is_survived_and_one_always_killed_is_told(tmp_path):
    marks = [str(tmp_path / "a"), str(tmp_path / "b")]
    assert list(Engine(workers=2).map(work.survive, [*marks, *marks])) == [*marks, *marks]
    with pytest.raises(RuntimeError, match="killed 3 times at the same work.*give workers=1"):
        list(Engine(workers=2).map(work.survive, [marks[0], ""]))


def test_work_that_kills_every_worker_is_told(tmp_path, cluster):
    with pytest.raises(RuntimeError, match="give workers more"):
        list(Engine(cluster).map(work.survive, [""]))


def test_a_scheduler_that_dies_is_told_and_what_was_done_is_kept(folder, mortal):
    run, address = mortal
    store = folder.parent / "store"
    corpus = Corpus.open(folder, store=store, cluster=address)
    step = Step("slowly", 1, material.slowly, parameters={"seconds": 1.0})

    def kill():
        material.wait_for(lambda: (store / step.folder).exists() and os.listdir(store / step.folder))
        run.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    with pytest.raises(RuntimeError, match=f"cluster='{address}' is gone.*run once more"):
        sizes(corpus, step)
    killer.join()
    again = Corpus.open(folder, store=store, workers=1)
    kept = len(again.store.names(step.folder))
    assert 0 < kept < len(again.rows)
    assert sizes(again, step) == sizes(again, material.SIZES)


def test_results_come_in_the_order_of_their_tasks_and_errors_come_through(cluster):
    for one in Engine(workers=1), Engine(workers=2), Engine(cluster):
        assert list(one.map(work.late, [0.3, 0.2, 0.0, 0.1])) == [0.3, 0.2, 0.0, 0.1]
        with pytest.raises(ZeroDivisionError):
            list(one.map(work.invert, [2, 1, 0, 4]))


def test_the_scheduler_need_not_load_what_it_passes_on(folder, cluster):
    """Seconds, where it is a language model's library, and a machine of its own may not have it."""
    assert len(Corpus.open(folder, store=folder.parent / "store", cluster=cluster))
    with Client(cluster, set_as_default=False) as client:
        loaded = client.run_on_scheduler(eval, "sorted(__import__('sys').modules)")
    assert "distributed" in loaded and "analysis" not in loaded


def test_a_cluster_that_is_not_there_is_told_before_work_starts(folder, reads, monkeypatch):
    monkeypatch.setattr(engine, "PATIENCE", 0.5)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(ValueError, match=f"cluster='{address}' cannot be reached .*start it with: dask scheduler"):
        Corpus.open(folder, store=folder.parent / "store", cluster=address)
    assert reads == [] and len(material.contents(folder.parent / "store")) == 1


def test_a_cluster_without_workers_is_told_before_work_starts(folder):
    with LocalCluster(n_workers=0, processes=False, host="127.0.0.1", protocol="tcp",
                      dashboard_address="127.0.0.1:0") as empty:
        address = empty.scheduler_address
        with pytest.raises(ValueError, match=f"cluster='{address}' has no workers; start one: dask worker {address}"):
            Corpus.open(folder, store=folder.parent / "store", cluster=address)


def test_workers_that_do_not_see_the_store_are_told_before_work_starts(folder, cluster, reads):
    with pytest.raises(StoreError, match="'memory://here': the workers tcp://.*, tcp://.* do not see it; name a"):
        Corpus.open(folder, store="memory://here", cluster=cluster)
    assert reads == [] and Store("memory://here").names("articles") == {}


def test_a_store_in_memory_is_filled_by_this_process_alone(folder):
    corpus = Corpus.open(folder, store="memory://filled", workers=2)
    material.assert_same(corpus, opened(folder, "one", workers=1)[0])


def test_a_cluster_on_this_machine_is_started_once():
    own = Engine("auto", workers=2)
    assert list(own.map(work.late, [0.1, 0.0])) == [0.1, 0.0]
    children = psutil.Process().children()
    assert list(own.map(work.late, [0.0, 0.1])) == [0.0, 0.1] and psutil.Process().children() == children
    engine._own_cluster(2).close()


def test_a_zip_with_its_own_metadata_is_read_by_processes(tmp_path, monkeypatch):
    monkeypatch.setattr(shards, "ROWS", 1)
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.writestr("metadata.csv", "file,source\n" + "".join(f"{n}.txt,Mail\n" for n in range(3)))
        for n in range(3):
            archive.writestr(f"{n}.txt", f"The harbour council met on day {n} and spoke of ferries until late.\n" * 3)
    corpus = Corpus.open(tmp_path / "pages.zip", store=tmp_path / "store", workers=2)
    assert corpus.articles["source"].tolist() == ["Mail"] * 3


@pytest.mark.parametrize("address", ["nonsense", "host:8786", "tcp://host"])
def test_a_cluster_that_is_no_address_is_refused_without_a_try(folder, reads, address):
    with pytest.raises(ValueError, match=f"cluster='{address}' is no address.*tcp://host:8786"):
        Corpus.open(folder, store=folder.parent / "store", cluster=address)
    assert reads == []

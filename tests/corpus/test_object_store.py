"""An object store holds the articles, the store, or both: the tables are those of folders."""

import boto3
import material
import pytest
from joblib.externals.loky import get_reusable_executor
from material import BOX, SIZES, article, assert_same
from moto.server import ThreadedMotoServer
from s3fs import S3FileSystem

from analysis import Corpus
from analysis.corpus.store import Damaged, Store, StoreError

ARTICLES, STORE = "s3://bucket/articles", "s3://bucket/store"


@pytest.fixture(scope="module")
def server():
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    yield "http://{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture
def bucket(server, monkeypatch):
    """A function from a key to a handle of that object, past any cache of ours; the bucket is new."""
    for name, value in {"AWS_ENDPOINT_URL": server, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
                        "AWS_DEFAULT_REGION": "us-east-1", "NO_PROXY": "127.0.0.1"}.items():
        monkeypatch.setenv(name, value)
    S3FileSystem.clear_instance_cache()
    bucket = boto3.resource("s3").Bucket("bucket")
    bucket.create()
    yield bucket
    bucket.objects.delete()
    bucket.delete()
    S3FileSystem.clear_instance_cache()


@pytest.fixture
def folder(bucket, tmp_path):
    """A folder whose files are in the bucket too."""
    (tmp_path / "articles").mkdir()
    material.collection(tmp_path / "articles", files=4)
    for path in sorted((tmp_path / "articles").iterdir()):
        upload(bucket, path)
    return tmp_path / "articles"


def upload(bucket, path):
    bucket.Object(f"articles/{path.name}").put(Body=path.read_bytes())


def keys(bucket):
    return {one.key.removeprefix("store/") for one in bucket.objects.filter(Prefix="store/")}


def opened(source=ARTICLES, store=STORE, **options):
    return Corpus.open(source, store=store, **{"workers": 1, **options})


def test_articles_and_store_in_a_bucket_give_the_tables_of_folders(bucket, folder, reads):
    local = opened(folder, folder.parent / "store")
    del reads[:]
    corpus = opened()
    assert_same(corpus, local)
    assert len(reads) == 4 and len(list(corpus.each(SIZES))) == 1
    before = keys(bucket)
    assert {name.rsplit(".")[-1] for name in before} == {"json", "parquet"} and len(before) == 5
    assert_same(opened(), local)
    assert len(list(opened().each(SIZES))) == 1
    assert len(reads) == 4 and keys(bucket) == before


def test_the_shards_in_a_bucket_have_the_bytes_of_those_in_a_folder(bucket, folder):
    opened(folder, folder.parent / "store")
    opened(folder, STORE)
    assert {key: bucket.Object(f"store/{key}").get()["Body"].read() for key in keys(bucket)} == material.contents(
        folder.parent / "store")


def test_only_a_new_and_a_changed_object_are_read(bucket, folder, reads):
    opened()
    material.write(folder / "04.jsonl", article(90, box=BOX))
    upload(bucket, folder / "04.jsonl")
    opened()
    assert reads[4:] == ["04.jsonl"]
    material.write(folder / "02.jsonl", article(91, box=BOX))
    upload(bucket, folder / "02.jsonl")
    bucket.Object("articles/03.jsonl").delete()
    (folder / "03.jsonl").unlink()
    corpus = opened()
    assert reads[5:] == ["02.jsonl"]
    assert_same(corpus, opened(folder, folder.parent / "store"))


@pytest.mark.parametrize(("part", "read"), [("articles/", 4), ("inputs/", 4), ("steps/paragraphs-2/", 0)])
def test_a_damaged_object_is_named_and_made_again(bucket, folder, reads, part, read):
    corpus, before = opened(), keys(bucket)
    key, = (key for key in before if key.startswith(part))
    bucket.Object(f"store/{key}").put(Body=b"PAR1")
    del reads[:]
    with pytest.warns(UserWarning, match=f"{key} is damaged .* again"):
        assert_same(opened(), corpus)
    assert len(reads) == read and keys(bucket) == before
    opened()
    assert len(reads) == read


def test_what_another_machine_puts_there_is_seen(bucket, folder):
    store = Store(STORE)
    assert store.names("articles") == {}
    assert store.prepare().names("articles") == {}
    bucket.Object("store/articles/0a.parquet").put(Body=b"")
    assert store.names("articles") == {"0a": "0a.parquet"}
    with pytest.raises(Damaged, match="store/articles/0a.parquet is damaged"):
        store.read("articles", "0a.parquet")


def test_a_store_that_another_machine_made_since_is_no_folder_with_other_files(bucket):
    store = Store(STORE)
    assert store.names("articles") == {} and not store.has("broadsheet.json")
    store._fs.ls("bucket")
    for key in "broadsheet.json", "articles/0a.parquet":
        bucket.Object(f"store/{key}").put(Body=b'{"layout": 1}')
    assert list(store.prepare().names("articles")) == ["0a"]


def test_processes_fill_a_bucket(bucket, folder, monkeypatch):
    monkeypatch.setattr("analysis.corpus.shards.ROWS", 2)
    get_reusable_executor().shutdown()  # new processes inherit the keys of this test
    assert_same(opened(workers=2), opened(folder, folder.parent / "store"))


def test_a_bucket_that_is_not_there_or_not_ours_is_one_clear_error(bucket, folder):
    with pytest.raises(StoreError, match="store='s3://elsewhere/store' cannot be .*name another folder with store="):
        opened(folder, "s3://elsewhere/store")
    bucket.Object("mine/thesis.txt").put(Body=b"mine")
    with pytest.raises(StoreError, match="store='s3://bucket/mine' is a folder with other files in it"):
        opened(folder, "s3://bucket/mine")


def test_new_objects_are_seen_beside_a_store_on_disk(bucket, folder, tmp_path):
    first = opened(store=tmp_path / "store")
    (folder / "new.txt").write_text("The harbour council met again and spoke of ferries until late.\n" * 3)
    upload(bucket, folder / "new.txt")
    assert len(opened(store=tmp_path / "store")) == len(first) + 1

"""A thousand files of every format, one in twenty of them broken: all are accounted for."""

import gzip
import json
from collections import Counter

import pytest

from kg.errors import BadArticle
from kg.model import Article
from kg.pipeline import build
from kg.read import LeftOut, read
from kg.store import Store

FAULTS = {
    ".txt": b"\x00\x01binary",
    ".md": b"",
    ".html": b"<html><body></body></html>",
    ".json": b"{broken",
    ".jsonl": b"{broken\n",
    ".csv": b"id,text\n",
    ".rss": b"<rss><channel>",
    ".jsonl.gz": b"no gzip",
}
GERMAN = "Die Regierungen haben sich am Dienstag darauf geeinigt, eine Bahn zwischen den beiden Hauptstädten zu bauen."


def sound(n: int, suffix: str) -> bytes:
    text = f"Norland met Sudmark for the {n}th time on Tuesday, and they said that the talks would go on."
    row = json.dumps({"id": f"row-{n}", "text": text})
    item = f"<item><title>Talks {n}</title><guid>g{n}</guid><description>{text}</description></item>"
    return {
        ".txt": text.encode(),
        ".md": f"# Talks {n}\n\n{text}\n".encode(),
        ".html": f"<html><body><h1>Talks {n}</h1><p>{text}</p><p>{text} Again.</p></body></html>".encode(),
        ".json": row.encode(),
        ".jsonl": f"{row}\n".encode(),
        ".csv": f'id,text\ncsv-{n},"{text}"\n'.encode(),
        ".rss": f"<rss><channel><title>Daily</title>{item}</channel></rss>".encode(),
        ".jsonl.gz": gzip.compress(row.replace("row", "packed").encode(), mtime=0),
    }[suffix]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """1,000 files: 50 broken, 10 in German, 940 sound, over eight formats and five folders."""
    here, suffixes = tmp_path_factory.mktemp("mixed"), list(FAULTS)
    for n in range(1000):
        suffix = suffixes[n % len(suffixes)]
        content = FAULTS[suffix] if n % 20 == 7 else sound(n, suffix)
        path = here / f"part-{n % 5}" / f"file-{n:04}{suffix}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(GERMAN.encode() if n % 100 == 48 else content)
        if n % 100 == 48:
            path.rename(path.with_suffix(".txt"))
    return here


def test_the_account_is_exact(folder):
    items = list(read([str(folder)]))
    kinds = Counter(type(item) for item in items)
    assert kinds == {Article: 940, BadArticle: 50, LeftOut: 10}
    faults = [str(item) for item in items if type(item) is BadArticle]
    named = sorted({fault.partition(": ")[0].partition(", ")[0].rpartition("/")[2] for fault in faults})
    assert [int(name[5:9]) for name in named] == list(range(7, 1000, 20))
    assert len({item.id for item in items if isinstance(item, Article)}) == 940


def test_two_readings_are_the_same(folder):
    first, second = (list(read([str(folder / "part-2")])) for _ in range(2))
    assert list(map(str, first)) == list(map(str, second))
    assert first != []


@pytest.mark.long
def test_a_build_of_them_gives_the_same_account(folder, tmp_path):
    with Store.open(tmp_path / "store", write=True) as store:
        done, lines = build([str(folder)], store)
        held = store.stats().documents
    assert (done.read, done.left_out, done.failed, done.skipped, done.older) == (940, 10, 50, 0, 0)
    assert (len(lines), held) == (60, 940)

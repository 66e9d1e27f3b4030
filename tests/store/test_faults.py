"""What goes wrong below: a full disk, files that cannot be written or are damaged. One clear line, nothing lost."""

import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import BadData, KgError
from kg.store import Store, generations, index
from kg.store.faults import told

ROOT = Path(__file__).resolve().parents[2]


# A limit on the size of files is the nearest thing to a full disk that needs no rights.
FULL = """
import resource, sys
sys.path.insert(0, sys.argv[3])
import big_graph
from kg.errors import KgError
from kg.store import Store

made = list(big_graph.documents(3000))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    with Store.open(sys.argv[1], write=True) as store:
        for article, claims in made:
            store.put(article, claims, big_graph.RUN)
except KgError as error:
    print(error)
"""


@pytest.mark.parametrize("limit", [40_000, 200_000, 1_000_000])
def test_a_full_disk_is_one_line_and_loses_nothing(folder, held, limit):
    before = held(folder)
    words = [sys.executable, "-c", FULL, str(folder), str(limit), str(ROOT / "tools")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, env=environment, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{folder}: the store cannot be read or written: ")
    assert done.stdout.count("\n") == 1
    # What was put in before the disk was full is entered when there is room again.
    after = held(folder)
    with Store.open(folder, write=True) as store:
        store.remove(*(document.id for document in store.documents() if document.id.startswith("made-")))
    assert held(folder) == before
    assert len(after) >= len(before)


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="needs limits of resources")
def test_a_graph_that_cannot_be_written_leaves_the_ledger_as_it_was(folder, held, world, monkeypatch):
    before = held(folder)

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index.Index, "write", fail)
    writer = Store.open(folder, write=True)
    writer.remove(world[0].article.id)
    with pytest.raises(KgError, match=r"the store cannot be read or written: .*No space left on device"):
        writer.close()
    assert held(folder) == before
    monkeypatch.undo()
    with Store.open(folder) as store:
        # It was safe, and is done now.
        assert store.article(world[0].article.id) is None
        assert list(store.audit()) == []


def test_a_damaged_graph_is_made_anew_by_a_writer(folder, held):
    before = held(folder)
    for file in folder.glob("graph/*/*"):
        if file.suffix in (".sst", "") and file.stat().st_size:
            file.write_bytes(b"\x00" * file.stat().st_size)
    with pytest.raises(BadData, match=r"damaged; the next command that writes \(kg build, say\) makes it anew"):
        Store.open(folder)
    Store.open(folder, write=True).close()
    assert held(folder) == before


def spoil(folder):
    """Changes a byte of each large file of the graph, which Oxigraph sees only when it reads there."""
    files = list(folder.glob("graph/*/*.sst"))
    for file in files:
        # In small ones it looks when it opens the folder.
        if file.stat().st_size > max(file.stat().st_size for file in files) // 4:
            text = bytearray(file.read_bytes())
            text[10] ^= 0xFF
            file.write_bytes(text)


def test_damage_that_is_met_in_reading_is_one_line(folder):
    spoil(folder)

    def asked():
        with Store.open(folder) as store:
            return [*store.select("SELECT * { ?s ?p ?o }")]

    def dumped():
        with Store.open(folder) as store:
            store.quads().dump(format=ox.RdfFormat.N_QUADS)

    for work in (asked, dumped):
        with pytest.raises(BadData, match=r"the graph is damaged: Corruption.*; delete its folder `graph`, the next"):
            work()


def test_damage_that_a_writer_meets_is_mended(folder, held, world, run):
    before = held(folder)
    spoil(folder)
    with Store.open(folder, write=True) as store:
        store.remove(world[0].article.id)
    with Store.open(folder, write=True) as store:
        assert list(store.audit()) == []
        store.put(world[0].article, world[0].claims, run)
    assert held(folder) == before


def test_a_graph_of_which_a_file_is_gone_is_made_anew_by_a_writer(folder, held):
    before = held(folder)
    for file in folder.glob("graph/*/CURRENT"):
        file.unlink()
    with pytest.raises(BadData, match=r"damaged; the next command that writes \(kg build, say\) makes it anew"):
        Store.open(folder)
    Store.open(folder, write=True).close()
    assert held(folder) == before


def test_a_damaged_lock_is_told_with_its_cure(folder):
    lock = folder / "lock.sqlite"
    lock.write_bytes(b"no database " * 100)
    with pytest.raises(BadData, match=r"lock.sqlite: damaged; it holds nothing: delete this file, then try again"):
        Store.open(folder, write=True)
    lock.unlink()
    Store.open(folder, write=True).close()


ROWS = {
    "no JSON": "UPDATE claims SET record = char(7) || record WHERE document = ?",
    "no claim": 'UPDATE claims SET record = \'{"document": "d"}\' WHERE document = ?',
    "no such predicate": "UPDATE claims SET record = replace(record, predicate, 'is_near') WHERE document = ?",
    "no graph": "UPDATE graphs SET triples = X'789c00ffff' WHERE document = ?",
}


@pytest.mark.parametrize("damage", ROWS.values(), ids=ROWS)
def test_a_damaged_row_is_named_and_can_be_mended(folder, held, world, run, damage):
    before = held(folder)
    article, claims = world[0].article, world[0].claims
    with closing(sqlite3.connect(folder / "documents.sqlite")) as database:
        database.execute(damage, [article.id])
        database.commit()

    def read():
        with Store.open(folder) as store:
            return list(store.claims()), list(store.records()), list(store.written())

    with pytest.raises(BadData, match=r"the store is damaged: no .* in a row of the ledger: .*; `kg validate` names"):
        read()
    with Store.open(folder) as store:
        places = {finding.place for finding in store.audit()}
        assert article.id in places
    with Store.open(folder, write=True) as store:
        store.remove(article.id)
        store.put(article, claims, run)
    assert held(folder) == before
    with Store.open(folder) as store:
        assert list(store.audit()) == []


def test_links_are_not_needed(folder, held, world, run, monkeypatch):
    def fail(*_):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(generations.os, "link", fail)
    before = held(folder)
    with Store.open(folder, write=True) as store:
        store.remove(world[0].article.id)
    with Store.open(folder, write=True) as store:
        store.put(world[0].article, world[0].claims, run)
    assert held(folder) == before


def test_a_ledger_of_which_the_end_is_gone_is_told(folder):
    path = folder / "documents.sqlite"
    path.write_bytes(path.read_bytes()[:20_000])

    def read():
        with Store.open(folder) as store:
            return list(store.claims()), store.stats()

    with pytest.raises(KgError, match=r"the store is damaged|cannot be read"):
        read()


def test_errors_of_oxigraph_are_told():
    with pytest.raises(KgError, match="s: the store cannot be read or written: IO error: disk"), told(Path("s")):
        raise RuntimeError("IO error:\n disk")
    with pytest.raises(RuntimeError, match="other"), told(Path("s")):
        raise RuntimeError("other")

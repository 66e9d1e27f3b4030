"""Readers beside a writer: they never wait, and what they see is finished and stays as it was."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.store import Store, generations, opening


@pytest.fixture
def folder(tmp_path, world, run):
    with Store.open(tmp_path / "s", write=True) as store:
        for item in world[:2]:
            store.put(item.article, item.claims, run)
    return tmp_path / "s"


def test_a_reader_sees_what_was_finished_when_it_came(folder, held, content, world, run):
    before = held(folder)
    with Store.open(folder) as early, Store.open(folder, write=True) as writer:
        for item in world[2:]:
            writer.put(item.article, item.claims, run)
            assert held(folder) == before
        writer.remove(world[0].article.id)
        assert held(folder) == before
        writer.flush()
        with Store.open(folder) as late:
            assert late.stats().documents == 4
            assert content(late) == content(writer) != before
        assert content(early) == before
        assert list(early.audit()) == []
        writer.remove(world[1].article.id)
        writer.flush()
        assert early.stats().documents == 2
        assert list(early.audit()) == []


def test_no_generation_goes_while_it_is_read_and_none_stays_after(folder, world, run):
    def generations_there() -> int:
        return len(list((folder / "graph").glob("*/")))

    with Store.open(folder):
        for item in world[2:]:
            with Store.open(folder, write=True) as writer:
                writer.put(item.article, item.claims, run)
        # The one that is read and the current one.
        assert generations_there() == 2
    with Store.open(folder, write=True) as writer:
        writer.remove(world[0].article.id)
    assert generations_there() == 1
    assert len(list((folder / "graph").glob("*.lock"))) == 1


def test_a_reader_that_comes_while_a_generation_goes_looks_again(folder, monkeypatch):
    looked = []
    reading = generations.reading

    def late(path: Path, number: int):
        looked.append(number)
        return None if len(looked) < 3 else reading(path, number)

    monkeypatch.setattr(opening, "PAUSE", 0)
    monkeypatch.setattr(generations, "reading", late)
    with Store.open(folder) as store:
        assert store.stats().documents == 2
    assert len(looked) == 3
    monkeypatch.setattr(generations, "reading", lambda path, number: None)
    with pytest.raises(KgError, match="no finished graph here; any command that writes"):
        Store.open(folder)


READER = """
import sys
from kg.store import Store
for _ in range(int(sys.argv[2])):
    with Store.open(sys.argv[1]) as store:
        articles = store.stats().documents
        graphs = len(list(store.quads().named_graphs()))
        assert articles == graphs == len(store.documents()), (articles, graphs)
        assert not list(store.audit())
print("sound")
"""


def test_readers_in_other_processes_find_every_state_whole(folder, world, run):
    words = [sys.executable, "-c", READER, str(folder), "25"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    reader = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        # Until the reader has seen enough: writer after writer, generation after generation.
        while reader.poll() is None:
            with Store.open(folder, write=True) as writer:
                for item in world:
                    writer.put(item.article, item.claims, run)
                    writer.flush()
                writer.remove(*(item.article.id for item in world[1:]))
        out, faults = reader.communicate(timeout=60)
    finally:
        reader.kill()
    assert (out, faults) == ("sound\n", "")


def test_half_done_work_is_finished_by_a_reader_if_no_writer_lives(folder, held, world, run):
    writer = Store.open(folder, write=True)
    writer.put(world[2].article, world[2].claims, run)
    before = held(folder)
    with Store.open(folder) as store:
        assert store.stats().documents == 2
    # As if it had died: what it put in is safe, but not entered.
    writer._parts.close()
    assert held(folder) != before
    with Store.open(folder) as store:
        assert store.stats().documents == 3


def test_a_writer_may_read_rows_while_it_enters_others(folder, world, run):
    with Store.open(folder, write=True) as writer:
        rows = writer.records()
        next(rows)
        writer.remove(world[1].article.id)
        writer.flush()
        assert list(rows)
    with Store.open(folder) as store:
        assert list(store.audit()) == []

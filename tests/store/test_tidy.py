"""The files of a graph are brought in order once much has been added; the text of each document's graph beside it."""

import sqlite3

import pyoxigraph as ox
import pytest

from kg import graph
from kg.store import Store, index, opening


@pytest.fixture
def untidy(monkeypatch):
    """Every change is much."""
    monkeypatch.setattr(opening, "OFTEN", 1)


def noted(folder, key):
    with sqlite3.connect(folder / "documents.sqlite") as database:
        return dict(database.execute("SELECT key, value FROM meta"))[key]


def test_what_is_brought_in_order_is_the_same(folder, held, world, untidy):
    before, generation = held(folder), int(noted(folder, "generation"))
    with Store.open(folder) as reader, Store.open(folder, write=True) as writer:
        writer.remove(world[0].article.id)
        writer.flush()
        # One generation with the change, one in order.
        assert int(noted(folder, "generation")) == generation + 2
        assert noted(folder, "tidied").split()[0] == str(generation + 2)
        assert reader.article(world[0].article.id) == world[0].article
        writer.put(world[0].article, world[0].claims, next(iter(reader.runs())))
    assert held(folder) == before
    # What the reader held stays until somebody writes again.
    assert len(list((folder / "graph").glob("*.lock"))) == 2


def test_little_is_left_as_it_is(folder, world):
    generation = int(noted(folder, "generation"))
    with Store.open(folder, write=True) as writer:
        writer.remove(world[0].article.id)
    assert int(noted(folder, "generation")) == generation + 1


def test_who_has_written_much_leaves_order(folder, held, world, monkeypatch):
    before, generation = held(folder), int(noted(folder, "generation"))
    with Store.open(folder, write=True) as writer:
        writer.remove(world[0].article.id)
        writer.flush()
        assert int(noted(folder, "generation")) == generation + 1
        monkeypatch.setattr(opening, "GROWN_AT_LAST", -1)
        writer.put(world[0].article, world[0].claims, next(iter(writer.runs())))
    # The change, and all in order.
    assert int(noted(folder, "generation")) == generation + 3
    assert held(folder) == before


def test_where_there_is_no_room_for_order_all_goes_on(folder, held, world, untidy, monkeypatch):
    def fail(_):
        raise OSError(28, "No space left on device")

    generation = int(noted(folder, "generation"))
    with Store.open(folder, write=True) as writer:
        monkeypatch.setattr(index.Index, "tidy", fail)
        writer.remove(world[0].article.id)
    assert int(noted(folder, "generation")) == generation + 1
    assert held(folder)
    with Store.open(folder) as store:
        assert store.article(world[0].article.id) is None


def test_the_graph_of_each_document_as_text(folder, store, world):
    with Store.open(folder) as reader:
        texts = dict(reader.written())
        assert texts == dict(store.written())
        assert sorted(texts) == sorted(item.article.id for item in world)
        for document, text in texts.items():
            dumped = reader.quads().dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph.document_iri(document))
            assert text == b"".join(sorted(dumped.splitlines(keepends=True)))


@pytest.mark.parametrize(
    "sql", ["UPDATE graphs SET triples = ?", "UPDATE graphs SET triples = ? WHERE document = 'gazette-1'"]
)
def test_a_text_that_is_not_that_of_the_graph_is_found(folder, sql):
    with sqlite3.connect(folder / "documents.sqlite") as database:
        database.execute(sql, [index.packed([])])
    with Store.open(folder) as store:
        found = [finding.place for finding in store.audit()]
    assert "graph of gazette-1" in found
    assert ("graph of herald-1" in found) == ("WHERE" not in sql)

import os
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import graph
from kg.errors import BadArticle, BadData, KgError, NotFound, Refused
from kg.model import Article, Entity, Extraction, Run
from kg.store import Store, index, lock

World = tuple[Extraction, ...]


@pytest.fixture
def folder(tmp_path: Path, world: World, run: Run) -> Path:
    """A store on disk."""
    path = tmp_path / "a store #1?"
    with Store.open(path, write=True) as store:
        fill(store, world, run)
    return path


def fill(store: Store, world: World, run: Run) -> None:
    for item in world:
        assert store.put(item.article, item.claims, run)


def content(store: Store) -> bytes:
    return b"".join(sorted((store.quads().dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)))


def held(path: Path) -> bytes:
    with Store.open(path) as store:
        return content(store)


def test_a_reader_finds_what_a_writer_put(folder, store, world, run):
    with Store.open(folder) as found:
        assert content(found) == content(store)
        assert found.stats() == store.stats()
        assert found.runs() == (run,)
        assert [document.id for document in found.documents()] == sorted(item.article.id for item in world)
        for item in world:
            assert found.article(item.article.id) == item.article
        assert found.article("x") is None
        assert list(found.audit()) == []


def test_claims_come_back_as_they_were(store, world):
    every = [claim for item in world for claim in item.claims]
    there = list(store.claims())
    assert len(there) == len(every)
    directed = {claim for claim in every if claim.predicate not in ("partner_of", "allied_with", "met_with")}
    assert directed <= set(there)
    assert list(store.claims(document="note-1")) == [claim for claim in there if claim.document == "note-1"]
    assert [c.object.id for c in store.claims(subject="Lutz_Steel", predicate="invests_in")] == [
        "Port_of_Sanna",
        "Zubrowka",
    ]
    assert [claim.document for claim in store.claims(subject="Arcadia", object="Ruritania")] == [
        "courier/2025 03",
        "gazette-1",
        "herald-1",
    ]
    assert [record["edge"] for record in store.records(subject="Arcadia", object="Ruritania")] == [False, True, True]


def test_entities_and_links(store):
    assert next(store.entities()) == Entity("Alpine_Institute", "Alpine Institute", ("Organization",))
    links = {(link.subject, link.predicate, link.object): (link.claims, link.documents) for link in store.links()}
    assert links["Arcadia", "partner_of", "Ruritania"] == (2, 2)
    # Neither the other direction nor the looser relation, neither teasers nor plans.
    assert not {("Ruritania", "partner_of", "Arcadia"), ("Ruritania", "partner_of", "Zubrowka")} & set(links)
    assert ("Arcadia", "partner_of", "Zubrowka") not in links


def test_stats(store):
    stats = store.stats()
    assert (stats.documents, stats.claims, stats.entities) == (5, 25, 14)
    assert stats.factuality == {"asserted": 20, "denied": 1, "planned": 3, "possible": 1}
    assert stats.classes["Person"] == 4
    assert stats.predicates["partner_of"] == 4
    assert stats.edges == len({(t.subject, t.predicate, t.object) for t in edges(store)})
    assert stats.triples == content(store).count(b"\n")


def edges(store: Store) -> list[ox.Triple]:
    relations = set(store.stats().predicates) | {"leader_of"}
    every = (
        quad.triple
        for name in relations
        for quad in store.quads().quads_for_pattern(None, graph.kg(name), None, ox.DefaultGraph())
    )
    return list(every)


def test_the_unchanged_is_skipped_and_the_changed_replaced(store, world, run):
    item = world[0]
    before = content(store)
    assert store.fate(item.article, run) == "same"
    assert not store.put(item.article, (), run)
    assert content(store) == before
    assert store.fate(item.article, replace(run, version="0.2.0")) == "newer"
    assert store.put(item.article, item.claims[:1], replace(run, version="0.2.0"))
    assert [claim.predicate for claim in store.claims(document=item.article.id)] == ["head_of_state_of"]
    assert store.put(item.article, item.claims, run)
    assert content(store) == before


def test_nothing_stays_of_a_document_that_is_removed(store, world, run):
    with Store.memory() as without:
        fill(without, world[1:], run)
        expected = content(without)
    store.remove(world[0].article.id)
    assert content(store) == expected
    assert list(store.audit()) == []
    for item in world[1:]:
        store.remove(item.article.id)
    assert content(store) == b""
    assert (store.stats().entities, store.runs()) == (0, ())


def test_an_edge_stands_as_long_as_one_document_supports_it(store):
    triple = graph.edge_triple(("Ruritania", "partner_of", "Arcadia"))
    quad = ox.Quad(*triple)
    assert quad in store.quads()
    store.remove("gazette-1")
    assert quad in store.quads()
    store.remove("herald-1")
    assert quad not in store.quads()


def test_the_threshold_is_that_of_the_run(world, run):
    with Store.memory() as store:
        store.put(world[3].article, world[3].claims, replace(run, threshold=0.2))
        assert ox.Quad(*graph.edge_triple(("Otto_Kranz", "met_with", "Tomas_Brandt"))) in store.quads()


def test_a_document_that_is_not_there(store):
    with pytest.raises(NotFound, match="no document 'gazete-1' in memory; near: gazette-1"):
        store.remove("gazete-1")
    with pytest.raises(NotFound, match="`kg list` shows what there is"):
        store.remove("zzzzzz")


def test_the_surest_of_claims_alike_is_kept(world, run):
    claim = world[0].claims[3]
    for order in (1, -1):
        with Store.memory() as store:
            claims = [replace(claim, confidence=0.6), replace(claim, subject=claim.object, object=claim.subject)][
                ::order
            ]
            store.put(world[0].article, claims, run)
            assert [kept.confidence for kept in store.claims()] == [0.9]


def test_an_entity_is_as_most_documents_describe_it(world, run):
    claim = world[0].claims[3]
    descriptions = {
        "a": ("Freeland", "State"),
        "b": ("Free Land", "Place"),
        "c": ("Free Land", "Place"),
        "d": ("A", "Party"),
    }
    with Store.memory() as store:
        for name, (label, kind) in descriptions.items():
            entity = Entity("Freeland", label, (kind,))
            store.put(replace(world[0].article, id=name, url=None), [replace(claim, document=name, object=entity)], run)
        assert described(store) == {"a kg:Place", '"Free Land"@en', '"Freeland"@en', '"A"@en'}
        store.remove("c")
        # As many for each: the first by the alphabet.
        assert described(store) == {"a kg:Party", '"Free Land"@en', '"Freeland"@en', '"A"@en'}
        assert next(e for e in store.entities() if e.id == "Freeland").label == "A"


def described(store: Store) -> set[str]:
    node = graph.entity_iri("Freeland")
    types = {f"a {graph.short(q.object.value)}" for q in store.quads().quads_for_pattern(node, graph.TYPE, None)}
    names = (q.object for p in (graph.LABEL, graph.ALT_LABEL) for q in store.quads().quads_for_pattern(node, p, None))
    return types | {str(name) for name in names}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"quote": "Something else."}, "its quote must be the text from"),
        ({"start": -5}, "its quote must be the text from"),
        ({"document": "other"}, "is of document 'other'"),
        ({"predicate": "knows"}, "the ontology has no predicate 'knows'"),
        ({"object": Entity("X", "X", ("Thing",))}, "needs a label and classes of the ontology"),
        ({"attributed_to": Entity("X", "", ("Person",))}, "needs a label and classes of the ontology"),
        ({"time": "soon"}, "time 'soon' must be YYYY"),
        ({"qualifiers": (("mood", "good"),)}, "qualifier 'mood' must be one of"),
    ],
)
def test_no_store_takes_a_claim_that_is_none(store, world, run, change, message):
    item = world[0]
    before = content(store)
    with pytest.raises(BadData, match=message):
        store.put(item.article, [*item.claims[1:], replace(item.claims[0], **change)], replace(run, version="2"))
    assert content(store) == before


@pytest.mark.parametrize(
    "article", [Article("", "Text."), Article("x", "Half a pair \ud800."), Article("x\udc00", "Text.")]
)
def test_no_store_takes_an_article_that_is_none(store, run, article):
    with pytest.raises(BadArticle):
        store.put(article, (), run)


def test_a_reader_changes_nothing(folder, world, run):
    with Store.open(folder) as store:
        with pytest.raises(Refused, match="open for reading only"):
            store.put(world[0].article, (), run)
        with pytest.raises(Refused, match="open for reading only"):
            store.remove("gazette-1")
        with pytest.raises(RuntimeError, match="only possible on read-write instances"):
            store.quads().remove_graph(graph.document_iri("gazette-1"))


def test_where_there_is_no_store(tmp_path):
    with pytest.raises(NotFound, match=r"no store here; `kg build INPUT --store .*nowhere` makes one"):
        Store.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("Dear")
    with pytest.raises(KgError, match=r"no store, and not empty \(a.txt\); give a new folder"):
        Store.open(tmp_path / "letters", write=True)
    with pytest.raises(KgError, match="cannot be read or written"):
        Store.open(tmp_path / "letters" / "a.txt" / "b", write=True)


def test_one_writer_at_a_time(folder, monkeypatch):
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    with (
        Store.open(folder, write=True),
        pytest.raises(KgError, match="another process writes to this store; try again when it is done"),
    ):
        Store.open(folder, write=True)
    Store.open(folder, write=True).close()


def test_another_version_and_another_database(folder, tmp_path):
    with sqlite3.connect(folder / "documents.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    for write in (False, True):
        with pytest.raises(BadData, match="a store of version 99, but this program reads 3; it is newer: update"):
            Store.open(folder, write=write)
    strange = tmp_path / "strange"
    strange.mkdir()
    with sqlite3.connect(strange / "documents.sqlite") as database:
        database.execute("CREATE TABLE mine (x)")
    database.close()
    with pytest.raises(BadData, match="not a store of this program"):
        Store.open(strange, write=True)


def test_a_damaged_ledger_is_told_and_left_alone(folder):
    path = folder / "documents.sqlite"
    damaged = b"\x00" * 100 + path.read_bytes()[100:]
    path.write_bytes(damaged)
    for write in (False, True):
        with pytest.raises(BadData, match=r"the store is damaged: .*; restore it from a copy or build it anew"):
            Store.open(folder, write=write)
    assert path.read_bytes() == damaged


def test_the_graph_is_made_anew_where_it_is_lost(folder, store):
    shutil.rmtree(folder / "graph")
    assert held(folder) == content(store)


def test_the_graph_is_made_anew_where_ontology_or_gazetteer_changed(folder, store, monkeypatch):
    monkeypatch.setattr(index, "stamp", lambda: "another")
    with Store.open(folder, write=True) as found:
        assert content(found) == content(store)
        assert list(found.audit()) == []


def test_a_store_in_a_folder_that_is_read_only(folder, store):
    expected = content(store)
    for path in (folder, *folder.glob("graph/*/"), folder / "graph"):
        path.chmod(0o555)
    try:
        assert held(folder) == expected
    finally:
        for path in (folder, *folder.glob("graph/*/"), folder / "graph"):
            path.chmod(0o755)


def test_batches_make_no_difference(tmp_path, world, run, store, monkeypatch):
    monkeypatch.setattr("kg.store.store.BATCH", 1)
    monkeypatch.setattr(index, "BULK", 10)
    with Store.open(tmp_path / "s", write=True) as found:
        fill(found, world, run)
        assert content(found) == content(store)


def test_a_writer_that_fails_gives_the_store_back(folder, world, run):
    def fail() -> None:
        with Store.open(folder, write=True) as store:
            store.remove("note-1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with Store.open(folder, write=True) as store:
        assert [document.id for document in store.documents()] == [
            "courier/2025 03",
            "gazette-1",
            "herald-1",
            "press-1",
        ]
        assert list(store.audit()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_names_of_system_errors_reach_the_user(tmp_path):
    (tmp_path / "s").mkdir()
    os.symlink("/dev/full", tmp_path / "s" / "documents.sqlite")
    with pytest.raises(KgError):
        Store.open(tmp_path / "s", write=True)

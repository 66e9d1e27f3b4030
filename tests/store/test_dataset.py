"""The graph through rdflib, with the traps of oxrdflib that users would meet."""

from pathlib import Path

import pytest
from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID, Dataset

from kg.errors import Refused
from kg.store import Store
from kg.vocab import ENT, KG

# rdflib warns of itself.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")


@pytest.fixture
def dataset(tmp_path: Path, world, run):
    with Store.open(tmp_path / "s", write=True) as store:
        for item in world:
            store.put(item.article, item.claims, run)
    with Store.open(tmp_path / "s") as store:
        yield store.dataset()


def test_queries_and_patterns_see_all_graphs(dataset):
    claims = set(dataset.subjects(RDF.type, URIRef(KG + "Claim")))
    assert len(claims) == 25
    found = dataset.query("SELECT ?c { ?c a kg:Claim ; rdf:subject ?s . ?s rdfs:label ?l }")
    assert {row.c for row in found} == claims
    assert (URIRef(ENT + "Arcadia"), URIRef(KG + "partner_of"), URIRef(ENT + "Ruritania")) in dataset


def test_the_graphs_are_the_documents(dataset):
    names = {str(graph.identifier).rpartition("/")[2] for graph in dataset.graphs()}
    assert {"gazette-1", "courier%2F2025%2003", "herald-1", "note-1"} <= names


def test_labels_have_a_language(dataset):
    assert dataset.value(URIRef(ENT + "Arcadia"), RDFS.label) == Literal("Arcadia", lang="en")


def test_plain_strings_come_back_typed_and_compare_by_value(dataset):
    zones = set(dataset.objects(None, URIRef(KG + "zone")))
    assert {str(zone) for zone in zones} == {"body", "lead", "quotation", "teaser"}
    assert all(zone.datatype == XSD.string for zone in zones)
    assert Literal("teaser") not in zones


def test_a_graph_needs_the_identifier_of_the_default_graph(dataset):
    assert len(Graph(store=dataset.store)) == 0
    assert len(Graph(store=dataset.store, identifier=DATASET_DEFAULT_GRAPH_ID)) > 0


def test_nothing_can_be_written(dataset):
    node = URIRef("https://a.example/b")
    with pytest.raises(RuntimeError, match="read-write"):
        dataset.add((node, node, node))
    with pytest.raises(RuntimeError, match="read-write"):
        Graph(store=dataset.store, identifier=DATASET_DEFAULT_GRAPH_ID).update("DELETE WHERE { ?s ?p ?o }")
    assert isinstance(dataset, Dataset)
    assert (node, node, node) not in dataset


def test_a_writer_gives_none(store):
    with pytest.raises(Refused, match="open the store for reading"):
        store.dataset()

"""Every RDF export says of itself what it holds, in VoID and DCAT."""

from io import BytesIO

import pyoxigraph as ox
import pytest
from rdflib import DCAT, DCTERMS, PROV, RDF, VOID, XSD, Dataset, Graph, Literal, URIRef

from kg.export import RDF12, content
from kg.export.forms import PREFIXES
from kg.model import Article, Claim, Entity
from kg.store import Store
from kg.vocab import KG

FORMATS = {".jsonld": "json-ld", ".nq": "nquads", ".nt": "nt", ".rdf": "xml", ".trig": "trig", ".ttl": "turtle"}
MEDIA = "https://www.iana.org/assignments/media-types/"

# rdflib warns of itself.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning")


def described(store: Store, suffix: str) -> Graph:
    """The default graph of an export."""
    data = Dataset()
    data.parse(data=content(store, suffix), format=FORMATS[suffix])
    graph = Graph()
    graph += data.default_graph
    return graph


def the(graph: Graph, kind: URIRef) -> URIRef:
    (node,) = graph.subjects(RDF.type, kind)
    assert isinstance(node, URIRef)
    return node


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_it_holds_and_what_made_it(store, suffix):
    graph = described(store, suffix)
    node = the(graph, VOID.Dataset)
    assert str(node).startswith(PREFIXES["dataset"])
    assert the(graph, DCAT.Dataset) == node
    assert graph.value(node, VOID.triples) == Literal(len(store.quads()))
    assert graph.value(node, VOID.entities) == Literal(len(list(store.entities())))
    assert graph.value(node, DCTERMS.conformsTo) == URIRef(KG.rstrip("#"))
    assert URIRef(KG) in set(graph.objects(node, VOID.vocabulary))
    (run,) = graph.objects(node, PROV.wasGeneratedBy)
    assert (run, RDF.type, PROV.Activity) in graph
    period = graph.value(node, DCTERMS.temporal)
    days = sorted(document.date for document in store.documents() if document.date and len(document.date) == 10)
    assert graph.value(period, DCAT.startDate) == Literal(days[0], datatype=XSD.date)
    assert graph.value(period, DCAT.endDate) == Literal(days[-1], datatype=XSD.date)
    media = str(graph.value(the(graph, DCAT.Distribution), DCAT.mediaType))
    assert media.startswith(MEDIA)
    assert ox.RdfFormat.from_media_type(media.removeprefix(MEDIA)) == ox.RdfFormat.from_extension(suffix[1:])


def test_each_class_and_property_is_counted(store):
    graph = described(store, ".nt")
    node = the(graph, VOID.Dataset)
    data = Graph()
    for triple in graph:
        if not str(triple[0]).startswith(PREFIXES["dataset"]):
            data.add(triple)
    for part in graph.objects(node, VOID.classPartition):
        name = graph.value(part, VOID["class"])
        assert graph.value(part, VOID.entities) == Literal(len(set(data.subjects(RDF.type, name))))
    for part in graph.objects(node, VOID.propertyPartition):
        name = graph.value(part, VOID.property)
        assert graph.value(part, VOID.triples) == Literal(len(list(data.triples((None, name, None)))))
    assert len(list(graph.objects(node, VOID.propertyPartition))) == len(set(data.predicates()))
    assert len(list(graph.objects(node, VOID.classPartition))) == len(set(data.objects(None, RDF.type)))


def test_links_to_wikidata_are_counted(store, run):
    assert VOID.Linkset not in set(described(store, ".nt").objects(None, RDF.type))
    kenya, china = Entity("Kenya", "Kenya", ("State",)), Entity("China", "China", ("State",))
    text = "Kenya and China are partners."
    store.put(Article("more", text), [Claim("more", kenya, "partner_of", china, text, 0, len(text))], run)
    graph = described(store, ".nt")
    assert graph.value(the(graph, VOID.Linkset), VOID.triples) == Literal(2)


def test_rdf_1_2_counts_its_own_triples(store):
    stream = BytesIO()
    RDF12[".nt"](store, stream)
    lines = stream.getvalue().splitlines()
    about = [line for line in lines if line.startswith(f"<{PREFIXES['dataset']}".encode())]
    number = f'<{VOID.triples}> "{len(lines) - len(about)}"^^<{XSD.integer}> .'.encode()
    assert sum(line.endswith(number) and b"-" not in line.partition(b">")[0] for line in about) == 1
    assert not any(b"#subject>" in line for line in lines)


def test_another_content_is_another_dataset(store, world):
    names = set()
    for document in ("note-1", "press-1", "herald-1"):
        names.add(the(described(store, ".nt"), VOID.Dataset))
        store.remove(document)
    assert len(names) == 3
    before = the(described(store, ".nt"), VOID.Dataset)
    assert {the(described(store, suffix), VOID.Dataset) for suffix in FORMATS} == {before}


def test_an_empty_store_still_says_what_it_is():
    with Store.memory() as store:
        for suffix in FORMATS:
            graph = described(store, suffix)
            node = the(graph, VOID.Dataset)
            assert graph.value(node, VOID.triples) == Literal(0)
            assert {str(subject).startswith(str(node)) for subject in graph.subjects()} == {True}

import pyoxigraph as ox
import pytest

from kg import graph, vocab
from kg.errors import KgError
from kg.export import export
from kg.validate import validate_file

RDF = vocab.PREFIXES["rdf"]


@pytest.fixture
def quads(store, tmp_path):
    """The quads of the world's graph, as exported."""
    export(store, tmp_path / "sound.nq")
    return set(ox.parse(path=str(tmp_path / "sound.nq")))


@pytest.fixture
def said(tmp_path):
    def found(quads) -> list[str]:
        ox.serialize(sorted(quads, key=str), str(tmp_path / "odd.nq"), format=ox.RdfFormat.N_QUADS)
        return [f"{one.place}: {one.message}" for one in validate_file(tmp_path / "odd.nq")]

    return found


def moved(quads, quad, name):
    return quads - {quad} | {ox.Quad(*quad.triple, name)}


def of(quads, predicate, graph_name=None):
    found = [one for one in quads if one.predicate == predicate and graph_name in (None, one.graph_name)]
    return min(found, key=str)


def test_a_claim_astray(quads, said):
    quad = of(quads, graph.kg("quote"))
    right, wrong = quad.graph_name.value, graph.document_iri("herald-1")
    assert right != wrong.value
    assert said(moved(quads, quad, wrong)) == [
        f"{graph.short(quad.subject.value)}: stands in the graph {graph.short(wrong.value)};"
        f" it belongs into {graph.short(right)}"
    ]


def test_a_graph_of_no_document(quads, said):
    quad = of(quads, graph.LABEL)
    assert said(moved(quads, quad, ox.NamedNode("urn:x:labels"))) == [
        "<urn:x:labels>: a graph of no document; graphs bear the names of described documents"
    ]


def test_an_edge_within_a_document(quads, said):
    quad = of(quads, graph.kg("opposes"))
    (message,) = said(moved(quads, quad, graph.document_iri("herald-1")))
    assert message == (
        "ent:Arcadia kg:opposes ent:Zubrowka: an edge in the graph doc:herald-1; it belongs into the default graph"
    )


def test_a_claim_under_another_name(quads, said):
    node = of(quads, graph.kg("quote")).subject
    other = ox.NamedNode(vocab.CLAIM + "0" * 20)
    renamed = {ox.Quad(other, *list(one)[1:]) if one.subject == node else one for one in quads}
    (message,) = said(renamed)
    assert message == (f"claim:{'0' * 20}: its IRI is not the hash of what it says; that is {graph.short(node.value)}")


def test_what_a_claim_reifies_is_its_triple(store, tmp_path):
    export(store, tmp_path / "new.nt", rdf12=True)
    assert validate_file(tmp_path / "new.nt") == []
    text = (tmp_path / "new.nt").read_text("utf8")
    assert "<<(" in text
    (tmp_path / "odd.nt").write_text(text.replace("ontology#opposes> <", "ontology#supports> <"), "utf8")
    found = validate_file(tmp_path / "odd.nt")
    assert any("its IRI is not the hash of what it says" in finding.message for finding in found)


def test_nanopublications_are_no_graph(tmp_path):
    (tmp_path / "all.nanopub.trig").write_text("<urn:x> a <http://www.nanopub.org/nschema#Nanopublication> .")
    with pytest.raises(KgError, match="nanopublications stand for themselves"):
        validate_file(tmp_path / "all.nanopub.trig")


def test_a_context_elsewhere_is_not_fetched(tmp_path):
    (tmp_path / "far.jsonld").write_text('{"@context": "https://gazette.example/context", "@id": "urn:x"}')
    with pytest.raises(KgError, match=r"far\.jsonld: "):
        validate_file(tmp_path / "far.jsonld")

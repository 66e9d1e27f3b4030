"""One nanopublication a claim, by the guidelines and by the rules of the package that publishes them."""

from collections import defaultdict

import pyoxigraph as ox
import pytest
from rdflib import Dataset

from kg import vocab
from kg.export import content
from kg.graph import claim_iri

NP = "http://www.nanopub.org/nschema#"
PARTS = {"hasAssertion": "assertion", "hasProvenance": "provenance", "hasPublicationInfo": "pubinfo"}

Graphs = dict[str, set[ox.Triple]]

# rdflib, and nanopub with it, warns of itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def published(store) -> dict[str, Graphs]:
    """The graphs of each nanopublication, by the last word of their names."""
    found: dict[str, Graphs] = defaultdict(lambda: defaultdict(set))
    for quad in ox.parse(content(store, ".nanopub.trig"), format=ox.RdfFormat.TRIG):
        base, _, part = quad.graph_name.value.rpartition("/")
        found[f"{base}/"][part].add(quad.triple)
    return found


def test_each_claim_has_one(store):
    names = {f"{vocab.BASE}np/{claim_iri(claim).value.removeprefix(vocab.CLAIM)}/" for claim in store.claims()}
    assert set(published(store)) == names


def test_the_parts_are_as_the_guidelines_say(store):
    for base, graphs in published(store).items():
        node, kind = ox.NamedNode(base), ox.NamedNode(f"{vocab.PREFIXES['rdf']}type")
        head = {ox.Triple(node, ox.NamedNode(NP + name), ox.NamedNode(base + part)) for name, part in PARTS.items()}
        assert graphs["Head"] == {ox.Triple(node, kind, ox.NamedNode(f"{NP}Nanopublication")), *head}
        assert set(graphs) == {"Head", *PARTS.values()}
        assert any(triple.subject == ox.NamedNode(f"{base}assertion") for triple in graphs["provenance"])
        assert any(triple.subject == node for triple in graphs["pubinfo"])
        every = [triple for triples in graphs.values() for triple in triples]
        assert not any(isinstance(term, ox.BlankNode) for triple in every for term in triple)


def test_what_is_asserted_and_what_is_evidence(store):
    for claim in store.claims():
        graphs = published(store)[f"{vocab.BASE}np/{claim_iri(claim).value.removeprefix(vocab.CLAIM)}/"]
        if claim.object.id in ("Port_of_Sanna", "Ruritania"):
            plain = [triple for triple in graphs["assertion"] if triple.subject.value.startswith(vocab.ENT)]
            assert [str(triple.predicate) for triple in plain] == (
                [f"<{vocab.KG}{claim.predicate}>"] if claim.is_edge(0.5) else []
            )
            names = {triple.predicate.value.removeprefix(vocab.KG) for triple in graphs["assertion"]}
            assert "factuality" in names
            assert not names & {"quote", "start", "end", "confidence", "attributed_to", "method"}
            quotes = [t.object.value for t in graphs["provenance"] if t.predicate.value == f"{vocab.KG}quote"]
            assert quotes == [claim.quote]


def test_all_of_a_claim_is_in_it(store):
    wanted = {quad.triple for quad in store.quads() if quad.subject.value.startswith(vocab.CLAIM)}
    there = {triple for graphs in published(store).values() for triples in graphs.values() for triple in triples}
    assert wanted <= there


def test_the_package_nanopub_finds_them_valid(store):
    nanopub = pytest.importorskip("nanopub", reason="nanopub is not installed")
    from rdflib import ConjunctiveGraph, Graph

    data = Dataset()
    data.parse(data=content(store, ".nanopub.trig"), format="trig")
    quads = list(data.quads())
    for base in sorted({str(graph).rpartition("/")[0] for *_, graph in quads})[:3]:
        whole = ConjunctiveGraph()
        whole.addN((s, p, o, Graph(whole.store, g)) for s, p, o, g in quads if str(g).startswith(f"{base}/"))
        assert nanopub.Nanopub(rdf=whole).is_valid

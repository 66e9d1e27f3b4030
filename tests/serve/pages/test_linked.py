import json

import pyoxigraph as ox
import pytest
from rdflib import Graph

from kg import graph
from kg.serve.pages import links

ACCEPT = [
    ("text/turtle", "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
    ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
    ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
    ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
]


@pytest.mark.parametrize(("accept", "media", "form"), ACCEPT)
def test_an_entity_is_described_in_the_form_that_is_wanted(site, accept, media, form):
    found = site.get("/entity/Ruritania", headers={"accept": accept})
    assert found.headers["content-type"].partition(";")[0] == media.partition(";")[0]
    assert "Accept" in found.headers["vary"]
    triples = {quad.triple for quad in ox.parse(found.content, format=form)}
    node = graph.entity_iri("Ruritania")
    assert ox.Triple(node, graph.LABEL, ox.Literal("Ruritania", language="en")) in triples
    assert ox.Triple(node, graph.kg("partner_of"), graph.entity_iri("Arcadia")) in triples
    assert any(triple.object == node for triple in triples)


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle;q=0.5, application/ld+json", "application/ld+json"),
        ("text/turtle, text/html;q=0.9", "text/turtle"),
        ("image/png", "text/html"),
        (";;;,,,q=", "text/html"),
    ],
)
def test_what_is_given_follows_the_weights(site, accept, kind):
    found = site.get("/entity/Ruritania", headers={"accept": accept})
    assert found.headers["content-type"].partition(";")[0] == kind
    assert "Accept" in found.headers["vary"]


def test_claims_and_documents_are_described_too(site, store):
    claim = next(iter(store.claims("gazette-1")))
    for path in (links.claim(claim), links.document("gazette-1")):
        found = site.get(path, params={"format": "ttl"})
        assert len(Graph().parse(data=found.text, format="turtle")) > 5
        page = site.get(path)
        assert f'<link rel="alternate" type="text/turtle" href="{path}?format=ttl">' in page.text


def test_the_same_twice(site):
    once, again = (site.get("/entity/Ruritania?format=ttl").content for _ in range(2))
    assert once == again


def test_json_ld_is_json(site):
    assert json.loads(site.get("/entity/Ruritania?format=jsonld").content)


@pytest.mark.parametrize(("accept", "media", "form"), ACCEPT)
def test_the_ontology_is_under_its_iri(site, accept, media, form):
    found = site.get("/ontology", headers={"accept": accept})
    assert found.headers["content-type"].partition(";")[0] == media.partition(";")[0]
    assert "x-truncated" not in found.headers
    there = {quad.triple.subject for quad in ox.parse(found.content, format=form)}
    assert graph.kg("partner_of") in there
    assert site.get("/ontology", headers={"accept": "text/html"}).headers["content-type"] == ACCEPT[0][1]


def test_runs_are_described(site, store):
    (run,) = store.runs()
    node = graph.run_iri(run)
    assert links.local(node.value) == f"/run/{node.value.rpartition('/')[2]}"
    found = site.get(links.local(node.value), headers={"accept": "application/n-triples"})
    assert {quad.triple for quad in ox.parse(found.content, format=ox.RdfFormat.N_TRIPLES)} >= set(
        graph.run_triples(run)
    )
    for unknown in ("0" * 20, "a>b", "."):
        assert site.get(f"/run/{unknown}").status_code == 404


def test_unknown_things_are_not_found_in_any_form(site):
    for found in (site.get("/entity/Nobody", headers={"accept": "text/turtle"}), site.get("/entity/Nobody?format=ttl")):
        assert found.status_code == 404
        assert found.headers["content-type"].startswith("text/plain")
        assert found.text.count("\n") == 1

"""SPARQL 1.1 Protocol (query operation, 2.1) and Graph Store HTTP Protocol (GET, HEAD), case by case."""

import csv
import io
import json
from urllib.parse import urlencode
from xml.etree import ElementTree

import httpx2 as httpx
import pyoxigraph as ox
import pytest

from kg import vocab
from kg.graph import document_iri

ASK = "ASK { ?s ?p ?o }"
SELECT = "SELECT ?label WHERE { ent:Ruritania rdfs:label ?label }"
CONSTRUCT = "CONSTRUCT { ent:Ruritania rdfs:label ?label } WHERE { ent:Ruritania rdfs:label ?label }"
DOCUMENT = document_iri("gazette-1").value
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
NAMED = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"


def counted(answer: httpx.Response) -> int:
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def media(answer: httpx.Response) -> str:
    return answer.headers["content-type"].partition(";")[0]


def test_query_by_get(http):
    answer = http.get("/sparql", params={"query": ASK})
    assert (answer.status_code, media(answer), answer.json()["boolean"]) == (200, JSON, True)


def test_query_by_post_of_a_form(http):
    answer = http.post("/sparql", data={"query": ASK})
    assert (answer.status_code, answer.json()["boolean"]) == (200, True)


def test_query_by_post_directly(http):
    answer = http.post("/sparql", content=ASK.encode(), headers={"Content-Type": QUERY})
    assert (answer.status_code, answer.json()["boolean"]) == (200, True)


def test_media_types_may_have_parameters(http):
    for kind, body in ((QUERY, ASK), (FORM, urlencode({"query": ASK}))):
        answer = http.post("/sparql", content=body.encode(), headers={"Content-Type": f"{kind}; charset=UTF-8"})
        assert answer.status_code == 200, answer.text


def test_signs_of_other_languages_arrive(http):
    text = 'SELECT ("Ñandú €" AS ?x) {}'
    for answer in (
        http.get("/sparql", params={"query": text}),
        http.post("/sparql", data={"query": text}),
        http.post("/sparql", content=text.encode(), headers={"Content-Type": QUERY}),
    ):
        assert answer.json()["results"]["bindings"][0]["x"]["value"] == "Ñandú €"


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_default_graphs_of_the_protocol(http, way):
    given = [("default-graph-uri", DOCUMENT)]
    one = counted(asked(http, way, COUNT, given))
    both = counted(asked(http, way, COUNT, [*given, ("default-graph-uri", document_iri("herald-1").value)]))
    everything = counted(asked(http, way, COUNT, []))
    assert 0 < one < both < everything
    assert counted(asked(http, way, NAMED, given)) == 0


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_named_graphs_of_the_protocol(http, way):
    given = [("named-graph-uri", DOCUMENT)]
    assert counted(asked(http, way, NAMED, given)) == counted(
        asked(http, way, COUNT, [("default-graph-uri", DOCUMENT)])
    )
    assert counted(asked(http, way, COUNT, given)) == 0


def test_the_protocol_goes_before_from(http):
    text = COUNT.replace("WHERE", "FROM <http://nowhere.example/> WHERE")
    assert counted(asked(http, "get", text, [])) == 0
    assert counted(asked(http, "get", text, [("default-graph-uri", DOCUMENT)])) > 0


def test_from_chooses_graphs(http):
    text = COUNT.replace("WHERE", f"FROM <{DOCUMENT}> WHERE")
    assert counted(asked(http, "get", text, [])) == counted(
        asked(http, "get", COUNT, [("default-graph-uri", DOCUMENT)])
    )


def asked(http: httpx.Client, way: str, text: str, graphs: list[tuple[str, str]]) -> httpx.Response:
    if way == "get":
        return http.get("/sparql?" + urlencode([("query", text), *graphs]))
    if way == "form":
        body = urlencode([("query", text), *graphs]).encode()
        return http.post("/sparql", content=body, headers={"Content-Type": FORM})
    return http.post("/sparql?" + urlencode(graphs), content=text.encode(), headers={"Content-Type": QUERY})


def test_results_come_in_all_forms(http):
    rows = {}
    for kind in (JSON, XML, "text/csv", "text/tab-separated-values"):
        answer = http.get("/sparql", params={"query": SELECT}, headers={"Accept": kind})
        assert (answer.status_code, media(answer)) == (200, kind)
        rows[kind] = answer.text
    assert json.loads(rows[JSON])["results"]["bindings"][0]["label"] == {
        "type": "literal",
        "value": "Ruritania",
        "xml:lang": "en",
    }
    literal = ElementTree.fromstring(rows[XML]).find(".//{http://www.w3.org/2005/sparql-results#}literal")
    assert literal is not None
    assert literal.text == "Ruritania"
    assert list(csv.reader(io.StringIO(rows["text/csv"]))) == [["label"], ["Ruritania"]]
    assert rows["text/tab-separated-values"] == '?label\n"Ruritania"@en\n'


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_graphs_come_in_all_forms(http, kind, form):
    answer = http.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": kind})
    assert (answer.status_code, media(answer)) == (200, kind)
    (quad,) = ox.parse(answer.content, format=form)
    assert quad.subject == ox.NamedNode(vocab.ENT + "Ruritania")
    assert quad.object == ox.Literal("Ruritania", language="en")


def test_what_is_liked_best_is_given(http):
    for accept, kind in (
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", XML),
        ("text/*", "text/csv"),
        ("text/html;q=0.1, */*;q=0.2", JSON),
        ("application/json", JSON),
        ("text/turtle, application/sparql-results+xml;q=0.1", XML),
        ("", JSON),
    ):
        assert media(http.get("/sparql", params={"query": SELECT}, headers={"Accept": accept})) == kind, accept
    assert media(http.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": "*/*"})) == "text/turtle"


def test_a_form_may_be_named_in_the_address(http):
    assert media(http.get("/sparql", params={"query": SELECT, "format": "csv"})) == "text/csv"
    assert media(http.get("/sparql", params={"query": CONSTRUCT, "format": "csv"})) == "text/turtle"
    assert media(http.get("/sparql", params={"query": SELECT, "format": "nonsense"})) == JSON


def test_what_cannot_be_given_is_406(http):
    for query, accept in ((SELECT, "image/png"), (SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (SELECT, "*/*;q=0")):
        answer = http.get("/sparql", params={"query": query}, headers={"Accept": accept})
        assert answer.status_code == 406, (query, accept)
        assert "application/" in answer.text


def test_answers_tell_caches_apart(http):
    assert "Accept" in http.get("/sparql", params={"query": SELECT}).headers["vary"]


def test_other_methods_are_405(http):
    for method in ("PUT", "DELETE", "PATCH"):
        answer = http.request(method, "/sparql", params={"query": ASK})
        assert answer.status_code == 405, method


def test_two_queries_are_400(http):
    assert http.get("/sparql?" + urlencode([("query", ASK), ("query", SELECT)])).status_code == 400
    body = urlencode([("query", ASK), ("query", SELECT)]).encode()
    assert http.post("/sparql", content=body, headers={"Content-Type": FORM}).status_code == 400


def test_a_form_without_query_is_400(http):
    assert http.post("/sparql", data={"other": "x"}).status_code == 400


def test_a_body_of_unknown_kind_is_415(http):
    for kind in ("text/plain", "application/json", "multipart/form-data; boundary=x", ""):
        answer = http.post("/sparql", content=ASK.encode(), headers={"Content-Type": kind})
        assert answer.status_code == 415, kind


def test_what_is_no_utf8_is_refused(http):
    latin = 'SELECT ("é" AS ?x) {}'.encode("latin1")
    assert http.post("/sparql", content=latin, headers={"Content-Type": QUERY}).status_code == 400
    assert http.get("/sparql?query=ASK%7B%7D%23%E9").status_code == 400
    utf16 = {"Content-Type": f"{QUERY}; charset=UTF-16"}
    assert http.post("/sparql", content=ASK.encode("utf-16"), headers=utf16).status_code == 415


def test_what_is_no_sparql_is_400_with_the_place(http):
    answer = http.get("/sparql", params={"query": "SELECT * WHERE {\n ?s ?p }"})
    assert answer.status_code == 400
    assert "line 2" in answer.text
    assert media(answer) == "text/plain"


def test_graphs_of_the_protocol_must_be_iris(http):
    answer = http.get("/sparql", params={"query": ASK, "default-graph-uri": "no iri"})
    assert answer.status_code == 400
    assert "no iri" in answer.text


def test_updates_are_refused(http):
    text = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
    for answer in (
        http.post("/sparql", data={"update": text}),
        http.post("/sparql", content=text.encode(), headers={"Content-Type": "application/sparql-update"}),
        http.get("/sparql", params={"query": text}),
        http.get("/sparql", params={"query": "LOAD <http://localhost/>"}),
    ):
        assert answer.status_code == 403
        assert "refused" in answer.text
    assert http.get("/sparql", params={"update": text}).status_code == 400


def test_without_a_query_it_describes_itself(http, address):
    answer = http.get("/sparql", headers={"Accept": "application/n-triples"})
    assert (answer.status_code, media(answer)) == (200, "application/n-triples")
    sd = "http://www.w3.org/ns/sparql-service-description#"
    said = {
        (quad.predicate.value, str(quad.object)) for quad in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)
    }
    assert (sd + "endpoint", f"<{address}/sparql>") in said
    assert (sd + "feature", f"<{sd}UnionDefaultGraph>") in said


def test_a_browser_is_led_to_the_page(http):
    accept = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    answer = http.get("/sparql", params={"query": ASK}, headers=accept)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/query?query=ASK")


def test_a_graph_is_read_whole(http):
    answer = http.get("/graphs", params={"graph": DOCUMENT}, headers={"Accept": "application/n-triples"})
    assert (answer.status_code, media(answer)) == (200, "application/n-triples")
    triples = sum(1 for _ in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES))
    assert triples == counted(asked(http, "get", COUNT, [("default-graph-uri", DOCUMENT)]))
    head = http.head("/graphs", params={"graph": DOCUMENT}, headers={"Accept": "application/n-triples"})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == answer.headers["content-length"]


def test_the_form_of_a_graph_may_stand_in_the_address(http):
    answer = http.get("/graphs?default&format=nt", headers={"Accept": "text/csv"})
    assert (answer.status_code, media(answer)) == (200, "application/n-triples")
    assert media(http.get("/graphs?default&format=csv")) == "text/turtle"


def test_the_default_graph_holds_entities_and_edges(http):
    answer = http.get("/graphs?default")
    assert (answer.status_code, media(answer)) == (200, "text/turtle")
    found = {quad.predicate.value for quad in ox.parse(answer.content, format=ox.RdfFormat.TURTLE)}
    assert vocab.KG + "partner_of" in found
    assert vocab.KG + "quote" not in found


def test_a_graph_that_is_not_there_is_404(http):
    for method in ("GET", "HEAD"):
        assert http.request(method, "/graphs", params={"graph": "http://nowhere.example/"}).status_code == 404


def test_a_graph_must_be_named_once(http):
    for address in ("/graphs", "/graphs?default&graph=http://a.example/", "/graphs?graph=relative"):
        assert http.get(address).status_code == 400, address
    assert http.get("/graphs?default", headers={"Accept": "text/csv"}).status_code == 406


def test_graphs_cannot_be_written(http):
    for method in ("PUT", "POST", "DELETE"):
        answer = http.request(method, "/graphs", params={"graph": DOCUMENT}, content=b"")
        assert answer.status_code == 403, method
        assert "reading" in answer.text

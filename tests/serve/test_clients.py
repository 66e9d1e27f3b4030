"""Clients that analysts use, as they come."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper

from kg import vocab

RURITANIA = URIRef(vocab.ENT + "Ruritania")
LABEL = URIRef(vocab.PREFIXES["rdfs"] + "label")
SELECT = "SELECT ?label WHERE { ent:Ruritania rdfs:label ?label }"
CONSTRUCT = "CONSTRUCT { ent:Ruritania rdfs:label ?label } WHERE { ent:Ruritania rdfs:label ?label }"


def wrapped(address: str, query: str, form: str) -> SPARQLWrapper:
    wrapper = SPARQLWrapper(f"{address}/sparql")
    wrapper.setQuery("".join(f"PREFIX {prefix}: <{vocab.PREFIXES[prefix]}> " for prefix in ("ent", "rdfs")) + query)
    wrapper.setReturnFormat(form)
    return wrapper


@pytest.mark.parametrize("way", ["GET", URLENCODED, POSTDIRECTLY])
def test_sparqlwrapper_asks_every_way(address, way):
    wrapper = wrapped(address, SELECT, JSON)
    if way != "GET":
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(way)
    found = wrapper.queryAndConvert()
    assert [row["label"]["value"] for row in found["results"]["bindings"]] == ["Ruritania"]


def test_sparqlwrapper_reads_every_form_of_rows(address):
    assert wrapped(address, "ASK { ent:Ruritania ?p ?o }", JSON).queryAndConvert()["boolean"] is True
    assert "Ruritania" in wrapped(address, SELECT, XML).queryAndConvert().toxml()
    assert wrapped(address, SELECT, CSV).queryAndConvert() == b"label\r\nRuritania\r\n"
    assert wrapped(address, SELECT, TSV).queryAndConvert() == b'?label\n"Ruritania"@en\n'


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, XML, JSONLD])
def test_sparqlwrapper_reads_every_form_of_graphs(address, form):
    found = wrapped(address, CONSTRUCT, form).queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")
    assert [str(label) for label in graph.objects(RURITANIA, LABEL)] == ["Ruritania"]


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_the_endpoint_as_a_store(address, method):
    graph = Graph(SPARQLStore(f"{address}/sparql", method=method))
    assert [str(label) for label in graph.objects(RURITANIA, LABEL)] == ["Ruritania"]
    (row,) = graph.query("SELECT (COUNT(?claim) AS ?n) { ?claim rdf:subject ent:Ruritania }", initNs=vocab.PREFIXES)
    assert int(row[0]) > 0
    assert bool(graph.query("ASK { ent:Ruritania ?p ?o }", initNs=vocab.PREFIXES))
    assert len(graph.query(CONSTRUCT, initNs=vocab.PREFIXES).graph or ()) == 1


def curl(*arguments: str) -> str:
    program = shutil.which("curl")
    if program is None:
        pytest.skip("no curl here")
    done = subprocess.run(
        [program, "-sSf", "--max-time", "100", *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_curl_asks_every_way(address, tmp_path: Path):
    file = tmp_path / "query.rq"
    file.write_text(SELECT, "utf8")
    csv = ("-H", "Accept: text/csv", f"{address}/sparql")
    expected = "label\nRuritania\n"
    assert curl("-G", "--data-urlencode", f"query={SELECT}", *csv).replace("\r", "") == expected
    assert curl("--data-urlencode", f"query={SELECT}", *csv).replace("\r", "") == expected
    direct = ("-H", "Content-Type: application/sparql-query", "--data-binary", f"@{file}")
    assert curl(*direct, *csv).replace("\r", "") == expected


def test_curl_reads_a_graph(address):
    assert "Ruritania" in curl(f"{address}/graphs?default")
    assert json.loads(curl("-H", "Accept: application/ld+json", f"{address}/graphs?default"))

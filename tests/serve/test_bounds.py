"""What a query may take, and what becomes of one that takes more."""

import json
import subprocess
import sys

import httpx2 as httpx
import pytest

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def asked(client: httpx.Client, query: str, **headers: str) -> httpx.Response:
    return client.post("/sparql", data={"query": query}, headers=headers)


def test_a_long_query_is_stopped_and_told_so(strict):
    answer = asked(strict, CROSS)
    assert answer.status_code == 503
    assert "stopped after 1 s" in answer.text
    assert int(answer.headers["retry-after"]) > 0
    assert asked(strict, "ASK {}").json()["boolean"] is True


def test_a_greedy_query_ends_alone(strict, doubling):
    answer = asked(strict, doubling(40))
    assert answer.status_code == 503
    assert "memory" in answer.text or "stopped" in answer.text
    assert asked(strict, "ASK {}").json()["boolean"] is True


@pytest.mark.parametrize("sign", ["{", "(", "[", "!"])
def test_a_deep_query_ends_alone(strict, sign):
    start = "SELECT * {" if sign != "(" else "SELECT "
    start = "SELECT * { FILTER(" if sign == "!" else start
    assert asked(strict, start + sign * 2_000).status_code in (400, 503)
    assert asked(strict, "ASK {}").json()["boolean"] is True


def test_rows_that_are_missing_are_marked(strict):
    answer = asked(strict, "SELECT ?s { ?s ?p ?o }")
    assert len(answer.json()["results"]["bindings"]) == 5
    assert answer.headers["x-truncated"].startswith("after 5 rows")
    assert answer.json()["head"]["link"] == ["https://w3id.org/communique/truncated"]
    csv = asked(strict, "SELECT ?s { ?s ?p ?o }", Accept="text/csv")
    assert (len(csv.text.splitlines()), "x-truncated" in csv.headers) == (6, True)
    turtle = asked(strict, "CONSTRUCT WHERE { ?s ?p ?o }", Accept="text/turtle")
    assert "# truncated" in turtle.text
    assert "x-truncated" in turtle.headers


def test_rows_that_are_all_there_are_not_marked(strict):
    answer = asked(strict, "SELECT ?s { ?s ?p ?o } LIMIT 5")
    assert "x-truncated" not in answer.headers
    assert "link" not in answer.json()["head"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <%s> { ?s ?p ?o } }",
        "SELECT * { service<%s>{ ?s ?p ?o } }",
        "SELECT * { BIND(<%s> AS ?where) SERVICE ?where { ?s ?p ?o } }",
        "SELECT * { FILTER EXISTS { SERVICE <%s> { ?s ?p ?o } } }",
        "SELECT * FROM <%s> { ?s ?p ?o }",
        "LOAD <%s>",
        "LOAD SILENT <%s> INTO GRAPH <urn:g>",
        "SELECT * { { SELECT (1 AS ?x) {} } SERVICE\t<%s> { ?s ?p ?o } }",
    ],
)
def test_no_query_reaches_another_server(strict, listener, query):
    port, hits = listener
    answer = asked(strict, query % f"http://127.0.0.1:{port}/x")
    assert answer.status_code == (200 if "FROM" in query else 403), answer.text
    assert not hits


def test_processes_for_queries_have_no_network():
    code = (
        "import socket; from kg.serve import network\n"
        "port = socket.create_server(('127.0.0.1', 0))\n"
        "if network.leave():\n"
        "    try: socket.create_connection(port.getsockname(), 5)\n"
        "    except OSError: print('cut off')\n"
        "else: print('not allowed')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    if "not allowed" in done.stdout:
        pytest.skip("the kernel allows no network namespaces here")
    assert done.stdout.strip() == "cut off"


def test_the_json_of_an_error_is_never_half_an_answer(strict):
    answer = asked(strict, CROSS, Accept="application/sparql-results+json")
    assert answer.status_code == 503
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.text)

"""A store that is taken away or damaged while it is served: every answer says so, in one line, and not where it lay."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from kg.errors import KgError
from kg.graph import claim_iri, document_iri
from kg.serve import keeper
from kg.store import Store

PATHS = [
    *("/", "/search?q=ruri", "/entity/Ruritania", "/document/gazette-1", "/conflicts", "/network/picture"),
    *("/edge?subject=Ruritania&predicate=partner_of&object=Arcadia", "/query/questions.json"),
    *("/entity/Ruritania?format=ttl", "/document/gazette-1?format=nt"),
    *("/api/search?q=ruri", "/api/entity/Ruritania", "/api/document/gazette-1", "/api/conflicts", "/api/stats"),
    "/api/edge?subject=Ruritania&predicate=partner_of&object=Arcadia",
]
GUARDED = [
    *("/sparql?query=SELECT+*+{+?s+?p+?o+}", "/graphs?default", f"/graphs?graph={document_iri('gazette-1').value}"),
    *("/query?query=SELECT+*+{+?s+?p+?o+}", "/questions/partners?entity=Ruritania"),
    "/api/questions/partners?entity=Ruritania",
]


@pytest.fixture(scope="module")
def server(serving, graph_folder: Path, tmp_path_factory) -> Iterator[tuple[httpx.Client, Path]]:
    """A client of a server, and where its store lies."""
    folder = tmp_path_factory.mktemp("broken") / "s"
    shutil.copytree(graph_folder, folder)
    with serving(store=folder) as address, httpx.Client(base_url=address, timeout=120) as client:
        yield client, folder


@pytest.fixture
def served(server, graph_folder: Path) -> tuple[httpx.Client, Path]:
    """The same, with a store there that is whole."""
    client, folder = server
    shutil.rmtree(folder)
    shutil.copytree(graph_folder, folder)
    return client, folder


def claim(folder: Path) -> str:
    with Store.open(folder) as store:
        return "/claim/" + claim_iri(next(store.claims("gazette-1"))).value.rpartition("/")[2]


def is_told(answer: httpx.Response, folder: Path) -> None:
    assert answer.status_code == 503, answer.text
    assert int(answer.headers["retry-after"]) > 0
    assert "the store cannot be read now; try again later" in answer.text
    assert str(folder) not in answer.text
    kind = answer.headers["content-type"].partition(";")[0]
    if kind == "application/json":
        assert list(answer.json()) == ["error"]
    elif kind == "text/plain":
        assert answer.text.count("\n") == 1
    else:
        assert '<p class="message"' in answer.text


def test_a_store_that_is_taken_away_is_told_everywhere_until_it_is_back(served):
    client, folder = served
    paths = [*PATHS, claim(folder), "/api" + claim(folder)]
    assert {client.get(path).status_code for path in (*paths, *GUARDED)} == {200}
    folder.rename(folder.with_name("away"))
    for path in paths:
        is_told(client.get(path), folder)
    for path in GUARDED:
        is_told(client.get(path), folder)
    folder.with_name("away").rename(folder)
    assert {client.get(path).status_code for path in (*paths, *GUARDED)} == {200}


def test_a_damaged_ledger_is_told(served):
    client, folder = served
    damaged = bytearray((folder / "documents.sqlite").read_bytes())
    damaged[:100] = b"x" * 100
    (folder / "documents.sqlite").write_bytes(damaged)
    for path in PATHS:
        is_told(client.get(path), folder)


def test_a_damaged_graph_is_told(served):
    client, folder = served
    for table in (folder / "graph").rglob("*.sst"):
        table.write_bytes(bytes(table.stat().st_size))
    for path in PATHS:
        is_told(client.get(path), folder)


def test_another_store_may_be_put_in_the_place_of_one(served, run):
    client, folder = served
    assert client.get("/entity/Ruritania").status_code == 200
    count = {"query": "SELECT (COUNT(*) AS ?n) { ?x a kg:Claim }", "format": "csv"}
    assert client.get("/sparql", params=count).text.split()[1] != "0"
    shutil.rmtree(folder)
    Store.open(folder, write=True).close()
    assert client.get("/entity/Ruritania").status_code == 404
    assert client.get("/api/stats").json()["claims"] == 0
    assert client.get("/sparql", params=count).text.split()[1] == "0"


def test_who_writes_is_not_told_where_the_store_lies():
    folder = Path("/srv/secret/s")
    one = f"{folder}/curation.toml"
    for said, told in (
        (f"{folder}: another process writes to this store", "another process writes to this store"),
        (f"no document 'x' in {folder}; near: y", "no document 'x' in the store; near: y"),
        (f"{one}: a\n{one}: b", "the store/curation.toml: a the store/curation.toml: b"),
    ):
        assert keeper._plain(KgError(said), folder) == told

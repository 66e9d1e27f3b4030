"""Who may change a served store, and what changes then."""

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from kg.graph import document_iri
from kg.serve import keeper
from kg.serve.app import app
from kg.serve.keeper import Folder
from kg.serve.settings import Settings
from kg.store import Store

TOKEN = "correct-horse-battery-staple"
PATIENCE = 300.0
TEXT = "France and Germany signed an agreement on rail transport in Paris on Monday."


def bearer(token: str = TOKEN) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture(scope="module")
def closed(graph_folder: Path) -> TestClient:
    """An app that takes writes from who has the token; nothing of it runs."""
    return TestClient(app(Settings(store=graph_folder, token=TOKEN)), base_url="http://localhost")


WRITES = [
    ("PUT", "/document/x", b"{}"),
    ("DELETE", "/document/gazette-1", b""),
    ("DELETE", "/graphs?graph=" + document_iri("gazette-1").value, b""),
    ("PUT", "/graphs?default", b""),
    ("POST", "/graphs", b""),
]


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_nobody_writes_without_the_token(closed, method, path, body):
    for headers in ({}, bearer("wrong"), bearer(""), {"Authorization": TOKEN}, {"Authorization": f"Basic {TOKEN}"}):
        answer = closed.request(method, path, content=body, headers=headers)
        assert answer.status_code == 401, headers
        assert answer.headers["www-authenticate"] == "Bearer"
        assert TOKEN not in answer.text


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_a_server_for_reading_has_no_token_that_fits(graph_folder, method, path, body):
    reading = TestClient(app(Settings(store=graph_folder)), base_url="http://localhost")
    for token in (TOKEN, "", "None"):
        assert reading.request(method, path, content=body, headers=bearer(token)).status_code == 403


def test_only_articles_are_taken(closed):
    for method, path in (("PUT", "/graphs?default"), ("POST", "/graphs"), ("DELETE", "/graphs?graph=urn:other")):
        answer = closed.request(method, path, headers=bearer())
        assert answer.status_code == 403
        assert "article" in answer.text
    for kind, body, status in (
        ("text/turtle", b"", 415),
        ("application/json", b"[]", 400),
        ("application/json", b"{", 400),
        ("application/json", b"[" * 10_000, 400),
        ("text/plain; charset=latin1", b"x", 415),
    ):
        answer = closed.put("/document/x", content=body, headers=bearer() | {"Content-Type": kind})
        assert answer.status_code == status, kind


def test_an_update_is_refused_whoever_sends_it(closed):
    answer = closed.post("/sparql", data={"update": "CLEAR ALL"}, headers=bearer())
    assert answer.status_code == 403
    assert "articles" in answer.text


def test_a_file_is_due_when_it_no_longer_grows_and_once(tmp_path: Path):
    folder, file = Folder(tmp_path), tmp_path / "a.txt"
    file.write_text("half", "utf8")
    (tmp_path / "picture.png").write_bytes(b"")
    assert folder.due() == []
    file.write_text("half and half", "utf8")
    assert folder.due() == []
    assert folder.due() == [str(file)]
    # Not done yet: the store was busy, say.
    assert folder.due() == [str(file)]
    folder.done([str(file)])
    assert folder.due() == []
    file.write_text("other text", "utf8")
    assert folder.due() == []
    assert folder.due() == [str(file)]
    file.unlink()
    assert folder.due() == []


def test_the_writer_follows_orders_and_ends_with_the_server(folder: Path):
    ours, theirs = socket.socketpair()
    for order in ({"remove": "gazette-1"}, {"remove": "gazette-1"}, {"put": {"id": "empty", "text": ""}}):
        ours.sendall(json.dumps(order).encode() + b"\n")
    ours.shutdown(socket.SHUT_WR)
    with theirs:
        keeper.run(theirs, folder, None)
    with ours, ours.makefile("rb") as answers:
        removed, again, empty = map(json.loads, answers)
    assert removed == {"fate": "removed"}
    assert again["status"] == 404
    assert empty["status"] == 422
    with Store.open(folder) as store:
        assert "gazette-1" not in {document.id for document in store.documents()}


@pytest.fixture
def writable(serving, folder: Path, tmp_path: Path) -> Iterator[tuple[httpx.Client, Path]]:
    """A client of a server that takes articles, and the folder that it watches."""
    watched = tmp_path / "watched"
    watched.mkdir()
    with (
        serving(store=folder, token=TOKEN, watch=watched) as address,
        httpx.Client(base_url=address, timeout=PATIENCE, headers=bearer()) as client,
    ):
        yield client, watched


def documents(client: httpx.Client) -> set[str]:
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    rows = client.post("/sparql", data={"query": query}).json()["results"]["bindings"]
    return {row["g"]["value"] for row in rows}


@pytest.mark.long
def test_an_article_goes_in_is_replaced_and_goes_out(writable):
    client, _ = writable
    name = document_iri("wire/1").value
    assert client.put("/document/wire%2F1", json={"text": TEXT, "date": "2025-05-05"}).status_code == 201
    assert name in documents(client)
    assert client.put("/document/wire%2F1", json={"text": TEXT, "date": "2025-05-05"}).json() == {"fate": "same"}
    changed = client.put("/document/wire%2F1", json={"text": f"{TEXT} Spain did not.", "date": "2025-05-05"})
    assert (changed.status_code, changed.json()) == (200, {"fate": "newer"})
    quotes = client.post("/sparql", data={"query": f"SELECT ?q {{ GRAPH <{name}> {{ ?c kg:quote ?q }} }}"})
    assert TEXT in quotes.text
    assert client.delete("/graphs", params={"graph": name}).status_code == 200
    assert name not in documents(client)
    assert client.delete("/document/wire%2F1").status_code == 404


@pytest.mark.long
def test_articles_of_a_folder_come_in_while_others_read(writable):
    client, watched = writable
    before = documents(client)
    (watched / "rail.txt").write_text(TEXT, "utf8")
    (watched / "broken.jsonl").write_text("no json\n", "utf8")
    while len(seen := documents(client)) == len(before):
        assert seen == before
        # The writer is polite and needs the processor, too.
        time.sleep(1)
    assert seen - before == {document_iri("rail").value}

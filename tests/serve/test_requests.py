"""What a request or a connection may be and take, and what becomes of one that is or takes more."""

import socket
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from queue import Queue
from urllib.parse import quote

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from kg.serve import connections, guard
from kg.serve.app import app
from kg.serve.settings import Settings

PATIENCE = 120.0


def is_there(client: httpx.Client) -> bool:
    """Whether the server is there for others."""
    return client.get("/sparql?query=ASK+%7B%7D").json()["boolean"] is True


def test_a_large_body_is_refused_by_what_it_declares(strict):
    with raw(strict, b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n") as connection:
        assert received(connection).startswith(b"HTTP/1.1 413 ")


def test_a_large_body_is_refused_as_it_comes(strict):
    parts = (b"query=" + b"x" * 4_000 for _ in range(100))
    try:
        answer = strict.post("/sparql", content=parts, headers={"Content-Type": "application/x-www-form-urlencoded"})
    except httpx.WriteError:
        # The server does not listen any longer.
        return
    assert answer.status_code == 413


def test_a_long_head_is_refused(strict):
    head = b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"x" * 900) for n in range(100))
    with raw(strict, head) as connection:
        assert received(connection).startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 431 "))


def test_many_parameters_are_refused(strict):
    assert strict.get("/sparql?" + "&".join(f"a{n}=1" for n in range(2_000))).status_code == 400


def test_headers_say_what_a_page_may_do_and_nothing_of_versions(strict):
    for path in ("/", "/sparql", "/nothing-here", "/sparql?query=nonsense"):
        headers = strict.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert not {"server", "x-powered-by", "via"} & set(headers)
        assert "uvicorn" not in str(headers)
    assert "access-control-allow-origin" not in strict.get("/sparql", headers={"Origin": "http://evil.example"}).headers


def test_a_name_of_this_host_may_be_given_in_capitals(graph_folder):
    named = TestClient(app(Settings(store=graph_folder, names=("Graph.Example",))), base_url="http://graph.example")
    assert named.get("/sparql").status_code == 200
    assert named.get("/sparql", headers={"Host": "other.example"}).status_code == 421


def test_only_hosts_of_this_machine_are_answered(strict):
    for host in ("evil.example", "evil.example:80", "localhost.evil.example", "", "127.0.0.1.evil.example"):
        answer = strict.get("/sparql", params={"query": "ASK {}"}, headers={"Host": host})
        assert answer.status_code == 421, host
    for host in ("localhost", "LOCALHOST:1", "[::1]:80", "127.0.0.1"):
        assert strict.get("/sparql", params={"query": "ASK {}"}, headers={"Host": host}).status_code == 200, host


@pytest.mark.parametrize("path", ["/static/", "/document/", "/entity/", "/", "/questions/", "/claim/"])
def test_no_path_leads_out(strict, path):
    for step in ("../", "..%2f", "%2e%2e/", "..\\", "..%5c", "%252e%252e%252f"):
        for target in ("etc/passwd", "pyproject.toml", "app.py"):
            answer = raw_get(strict, f"{path}{step * 8}{target}".encode())
            assert b" 404 " in answer.split(b"\r\n")[0] or b" 400 " in answer.split(b"\r\n")[0], answer[:200]
            assert b"root:" not in answer


def test_no_header_can_be_smuggled_in(strict):
    bad = quote("\r\nSet-Cookie: a=b\r\n\r\n<script>")
    accept = {"Accept": "text/html"}
    for path in (f"/sparql?query={bad}", f"/document/{bad}", f"/search?q={bad}", f"/graphs?graph={bad}", f"/{bad}"):
        for headers in ({}, accept):
            assert "set-cookie" not in strict.get(path, headers=headers).headers
    for head in (
        b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"X: a\r\n b\rSet-Cookie: a=b\r\n\r\n",
        b"Bad Name: a\r\n\r\n",
        b"X: \x00\r\n\r\n",
    ):
        with raw(strict, b"POST /sparql HTTP/1.1\r\nHost: localhost\r\n" + head) as connection:
            assert received(connection).split(b" ")[1][:1] == b"4", head


def test_who_does_not_finish_a_request_is_not_waited_for(http, monkeypatch):
    monkeypatch.setattr(connections, "TICK", 0.1)
    monkeypatch.setattr(connections, "HEAD_TIME", 1.0)
    monkeypatch.setattr(guard, "BODY_TIME", 1.0)
    for begun in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "):
        with raw(http, begun) as connection:
            assert received(connection) == b""
    form = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    with raw(http, form + b"Content-Length: 100\r\n\r\nquery=") as connection:
        assert received(connection).startswith(b"HTTP/1.1 408 ")


@pytest.fixture
def ended(monkeypatch) -> Queue[object]:
    """From where the connections came that the server has ended or lost, as it goes on."""
    found, end = Queue[object](), connections.Connection.connection_lost

    def noted(connection: connections.Connection, error: Exception | None) -> None:
        end(connection, error)
        found.put(connection.client)

    monkeypatch.setattr(connections.Connection, "connection_lost", noted)
    return found


def one_ends(ended: Queue[object], connections: Iterable[socket.socket]) -> None:
    """Waits until the server has ended one of these."""
    ours = [connection.getsockname() for connection in connections]
    while ended.get(timeout=PATIENCE) not in ours:
        pass


def large_answer(stack: ExitStack, client: httpx.Client, query: str) -> socket.socket:
    """A connection over which the answer to a query begins to come."""
    head = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    connection = stack.enter_context(raw(client, head.encode()))
    assert connection.recv(15) == b"HTTP/1.1 200 OK"
    return connection


def test_who_does_not_read_an_answer_is_not_waited_for(http, monkeypatch, ended, doubling):
    monkeypatch.setattr(connections, "TICK", 0.2)
    monkeypatch.setattr(connections, "READ_TIME", 2.0)
    with ExitStack() as stack:
        connection = large_answer(stack, http, doubling(24))
        # No more is read until the other end has given up.
        one_ends(ended, [connection])
        assert len(received(connection)) < 1 << 24
    assert is_there(http)


def test_one_address_may_leave_only_so_much_unread(http, monkeypatch, ended, doubling):
    monkeypatch.setattr(connections, "TICK", 0.2)
    monkeypatch.setattr(connections, "READ_TIME", 2 * PATIENCE)
    # An answer that is being read is no idle connection.
    monkeypatch.setattr(connections, "HEAD_TIME", 0.2)
    # There is room for one of these answers, not for two.
    monkeypatch.setattr(connections, "HELD", 20 << 20)
    with ExitStack() as stack:
        both = [large_answer(stack, http, doubling(24)) for _ in range(2)]
        one_ends(ended, both)
        lengths = sorted(len(received(connection)) for connection in both)
    assert lengths[0] < 1 << 24 < lengths[1]


def test_one_address_may_hold_so_many_connections(http, monkeypatch):
    monkeypatch.setattr(connections, "MOST", 8)
    asking = b"GET /sparql HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with ExitStack() as stack:
        answers = list[bytes]()
        for _ in range(9):
            connection = stack.enter_context(raw(http, b""))
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.sendall(asking)
                answers.append(connection.recv(12))
    assert 0 < answers.count(b"HTTP/1.1 200") < 9
    assert is_there(http)


def test_scripts_of_an_origin_may_read_where_they_are_let(graph_folder):
    letting = app(Settings(store=graph_folder, cors="https://a.example"))
    client = TestClient(letting, base_url="http://localhost")
    asking = {"Origin": "https://a.example"}
    answer = client.get("/sparql", headers=asking)
    assert answer.headers["access-control-allow-origin"] == "https://a.example"
    assert "X-Truncated" in answer.headers["access-control-expose-headers"]
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    before = asking | {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert client.options("/sparql", headers=before).status_code == 200
    other = client.get("/sparql", headers={"Origin": "https://b.example"})
    assert "access-control-allow-origin" not in other.headers


def raw(client: httpx.Client, sent: bytes) -> socket.socket:
    """A connection over which something was sent as it is."""
    connection = socket.create_connection((client.base_url.host, client.base_url.port or 80), PATIENCE)
    connection.sendall(sent)
    return connection


def received(connection: socket.socket) -> bytes:
    """All that comes until the other end closes."""
    found = b""
    try:
        while piece := connection.recv(65_536):
            found += piece
    except ConnectionResetError:
        pass
    return found


def raw_get(client: httpx.Client, path: bytes) -> bytes:
    request = b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with raw(client, request) as connection:
        return received(connection)

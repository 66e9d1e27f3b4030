"""`kg serve` as it is typed."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from kg.cli import app, serving
from kg.errors import KgError
from kg.serve import server
from kg.serve.app import app as served
from kg.serve.settings import Settings

PATIENCE = 120.0


def failed(*words: object) -> str:
    """The message with which a command ends."""
    done = CliRunner().invoke(app, ["serve", *map(str, words)])
    if isinstance(done.exception, KgError):
        return str(done.exception)
    assert done.exit_code == 2
    return done.output


def test_what_is_wrong_is_told_before_anything_runs(tmp_path: Path, graph_folder: Path, monkeypatch):
    monkeypatch.delenv("KG_TOKEN", raising=False)
    short = tmp_path / "token"
    short.write_text("too short\n", "utf8")
    assert "no store here" in failed("--store", tmp_path / "nothing")
    assert "no folder to watch" in failed("--store", graph_folder, "--watch", tmp_path / "nothing")
    assert "needs a token of 16 signs" in failed("--store", graph_folder, "--writable", "--token-file", short)
    assert "$KG_TOKEN" in failed("--store", graph_folder, "--writable")
    assert "port" in failed("--store", graph_folder, "--port", "x").lower()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = failed("--store", graph_folder, "--port", port)
    assert said == f"127.0.0.1, port {port}: address already in use; give another with --port or --host"
    assert "jobs" in failed("--store", graph_folder, "--jobs", "1").lower()


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("*", "*"),
        ("https://a.example", "https://a.example"),
        ("https://a.example/", "https://a.example"),
        ("HTTPS://A.Example:443", "https://a.example"),
        ("http://a.example:8080/", "http://a.example:8080"),
        ("http://[::1]:80", "http://[::1]"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
    ],
)
def test_an_origin_is_what_browsers_send(given, meant):
    assert serving.origin(given) == meant


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("graph.example", "graph.example"),
        ("Graph.Example:8443", "graph.example"),
        ("graph.example/", "graph.example"),
        ("[::1]:8000", "[::1]"),
        ("10.0.0.7:80", "10.0.0.7"),
    ],
)
def test_a_host_is_compared_without_its_port(given, meant):
    assert serving.host_name(given) == meant


@pytest.mark.parametrize(
    ("option", "given"),
    [
        *(("--cors", text) for text in ("https://a.example/x", "a.example", "https://", "null", "", "https://a:b")),
        *(("--cors", text) for text in ("https://a.example?x", "https://me@a.example", "https://a b.example")),
        *(("--host-name", text) for text in ("https://a.example", "a.example/x", "*", "", "a b", "a.example:x", "::1")),
    ],
)
def test_what_would_never_match_is_refused(graph_folder: Path, option, given):
    told = " ".join(failed("--store", graph_folder, option, given).replace("│", " ").split())
    assert f"'{given}' must be" in told
    assert option in told


def test_names_and_origins_match_however_they_are_written(graph_folder: Path):
    settings = Settings(
        store=graph_folder,
        names=(serving.host_name("Graph.Example:8443"),),
        cors=serving.origin("https://A.example/"),
    )
    client = TestClient(served(settings), base_url="https://graph.example:8443")
    answer = client.get("/sparql", headers={"Origin": "https://a.example"})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "https://a.example"


def test_who_lets_others_in_is_warned(tmp_path: Path):
    for host in ("127.0.0.1", "localhost", "::1"):
        assert server.warning(Settings(store=tmp_path, host=host)) is None
    for host in ("0.0.0.0", "192.168.1.2", "::"):
        assert "anyone" in (server.warning(Settings(store=tmp_path, host=host)) or "")


def test_it_serves_until_it_is_stopped(graph_folder: Path):
    program = Path(sys.executable).with_name("kg")
    if not program.exists():
        pytest.skip("the command is not installed here")
    command = [str(program), "serve", "--store", str(graph_folder), "--port", "0", "--jobs", "2", "--timeout", "60"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        assert line.startswith("serving ")
        address = line.split()[-1]
        assert httpx.get(f"{address}/sparql?query=ASK%7B%7D", timeout=PATIENCE).json()["boolean"] is True
        children = descendants(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
        assert process.stderr.read() == ""
    # All that it started ended with it.
    assert not any(alive(child) for child in children)


def descendants(process: int) -> list[int]:
    """The ids of all processes below one, where the system tells."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        return []
    return [one for child in map(int, children) for one in (child, *descendants(child))]


def alive(process: int) -> bool:
    """Whether a process runs; one that waits to be buried does not."""
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

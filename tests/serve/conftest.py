"""Servers as users run them: uvicorn on a free port of the loopback, in a thread, with their processes."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from kg.model import Extraction, Run
from kg.serve.app import app
from kg.serve.server import Server
from kg.serve.settings import Settings
from kg.store import Store

# Seconds that anything may take on a busy machine before it counts as stuck.
PATIENCE = 120.0

Serving = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="package")
def graph_folder(tmp_path_factory: pytest.TempPathFactory, world: tuple[Extraction, ...], run: Run) -> Path:
    """A store on disk of the world of the tests, not to be written to."""
    folder = tmp_path_factory.mktemp("serve") / "s"
    with Store.open(folder, write=True) as store:
        for item in world:
            store.put(item.article, item.claims, run)
    return folder


@pytest.fixture(scope="package")
def serving() -> Serving:
    """`with serving(store=folder, ...) as address`: a server, settings as given."""

    @contextmanager
    def start(**given: Any) -> Iterator[str]:
        settings = Settings(**({"port": 0, "jobs": 2, "timeout": 60.0, "patience": 60.0} | given))
        found, ready = list[str](), threading.Event()
        server = Server(app(settings), settings, lambda address: (found.append(address), ready.set()))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not ready.wait(0.2) and thread.is_alive():
            pass
        assert found, "the server did not start"
        try:
            yield found[0]
        finally:
            server.should_exit = True
            thread.join(PATIENCE)

    return start


@pytest.fixture(scope="package")
def address(serving: Serving, graph_folder: Path) -> Iterator[str]:
    """A server over that store, as it is by default but patient."""
    with serving(store=graph_folder) as address:
        yield address


@pytest.fixture(scope="package")
def http(address: str) -> Iterator[httpx.Client]:
    """A client of that server, which follows no redirect."""
    with httpx.Client(base_url=address, timeout=PATIENCE) as client:
        yield client


@pytest.fixture(scope="package")
def strict(serving: Serving, graph_folder: Path) -> Iterator[httpx.Client]:
    """A client of a server that allows little."""
    few = {"timeout": 1.0, "rows": 5, "body": 10_000, "memory": 256 << 20}
    with (
        serving(store=graph_folder, **few) as address,
        httpx.Client(base_url=address, timeout=PATIENCE) as client,
    ):
        yield client


@pytest.fixture(scope="session")
def doubling() -> Callable[[int], str]:
    """A query for a text of 2 to the power of so many signs."""

    def query(times: int) -> str:
        steps = "".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(times))
        return f"SELECT ?x{times} {{ BIND('x' AS ?x0) {steps}}}"

    return query


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    """A port on the loopback, and who came to it."""
    hits = list[object]()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                with suppress(TimeoutError):
                    hits.append(server.accept())

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield server.getsockname()[1], hits
        finally:
            done.set()
            thread.join()

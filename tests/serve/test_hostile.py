"""Everything that means harm at once, from as many clients, and a reader who is answered all the while.

Run by `make check-long`: the bound of a second holds on a machine that does nothing else.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import httpx2 as httpx
import pytest

from kg.model import Article, Run
from kg.store import Store

NORMAL = "SELECT ?label { ent:Ruritania rdfs:label ?label }"
HOSTILE = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c",
    "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b . ?b (!<urn:x>|^!<urn:x>)* ?c }",
    "SELECT (COUNT(*) AS ?n) { ?a (((!<urn:x>)+)+)+ ?b . ?c (((!<urn:x>)+)+)+ ?d }",
    f"SELECT * {{ ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), '({'(a*)*' * 40}b{{0,900}}){{0,9}}$')) }}",
    "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT ?x40 { BIND('x' AS ?x0) " + "".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(40)) + "}",
    "SELECT (SHA512(CONCAT(STR(?a), STR(?d))) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?x",
)
INJECTED = quote("ASK {}\r\nSet-Cookie: a=b")

# Seconds: how long the attack lasts, how long a normal answer may take, how long it usually takes at most.
LASTING, MOST, PATIENCE = 25.0, 10.0, 200.0


@pytest.fixture
def busy_folder(tmp_path: Path, folder: Path, run: Run) -> Path:
    """A store with some hundred articles, so that hostile queries have something to chew."""
    with Store.open(folder, write=True) as store:
        for number in range(300):
            store.put(Article(f"filler-{number}", "Nothing happened. " * 5, f"Filler {number}", "2025-01-01"), (), run)
    return folder


@pytest.mark.long
def test_a_normal_query_is_answered_under_attack(serving, busy_folder, listener):
    port, hits = listener
    with serving(store=busy_folder, jobs=4, timeout=5.0, patience=10.0) as address:
        attacks: list[Callable[[], object]] = [lambda q=q: ask(address, q) for q in HOSTILE]
        attacks += [
            lambda: ask(address, f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"),
            lambda: ask(address, f"LOAD <http://127.0.0.1:{port}/>"),
            lambda: giant_post(address),
            lambda: slow_client(address),
            lambda: httpx.get(f"{address}/static/{quote('../' * 9)}etc/passwd", timeout=PATIENCE),
            lambda: httpx.get(f"{address}/sparql?query={INJECTED}", timeout=PATIENCE),
        ]
        with attacked(attacks):
            times = list(normal(address))
        assert not hits
    times.sort()
    print(f"{len(times)} normal answers under attack: half in {times[len(times) // 2]:.3f} s, all in {times[-1]:.3f} s")
    assert times[-1] < MOST
    assert times[len(times) * 9 // 10] < 1.0


def normal(address: str) -> Iterator[float]:
    """How long each of the answers to a normal query takes."""
    with httpx.Client(base_url=address, timeout=PATIENCE) as client:
        end = time.monotonic() + LASTING
        while (begun := time.monotonic()) < end:
            answer = client.get("/sparql", params={"query": NORMAL})
            assert answer.status_code == 200, answer.text
            assert answer.json()["results"]["bindings"][0]["label"]["value"] == "Ruritania"
            yield time.monotonic() - begun
            time.sleep(0.1)


@contextmanager
def attacked(attacks: list[Callable[[], object]]) -> Iterator[None]:
    """All attacks again and again, each in a thread of its own."""
    done = threading.Event()

    def again(attack: Callable[[], object]) -> None:
        while not done.is_set():
            with suppress(httpx.HTTPError, OSError):
                attack()
            # A client that is refused at once does not wait either, but leaves the machine to others.
            done.wait(0.05)

    threads = [threading.Thread(target=again, args=(attack,)) for attack in attacks]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join(PATIENCE)


def ask(address: str, query: str) -> None:
    answer = httpx.post(f"{address}/sparql", data={"query": query}, timeout=PATIENCE)
    # On a quiet machine one or the other is done in time.
    assert answer.status_code in (200, 400, 403, 503), (answer.status_code, query)
    assert "Traceback" not in answer.text


def giant_post(address: str) -> None:
    parts = (b"x" * 65_536 for _ in range(10_000))
    httpx.post(f"{address}/sparql", content=parts, timeout=PATIENCE)


def slow_client(address: str) -> None:
    url = httpx.URL(address)
    with socket.create_connection((url.host, url.port or 80), PATIENCE) as connection:
        for sign in b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 100:
            connection.sendall(bytes([sign]))
            time.sleep(0.3)

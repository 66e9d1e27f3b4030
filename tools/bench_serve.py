"""Put `kg serve` under load beside the `oxigraph` server, on the same store with the same queries, on the loopback.

usage: bench_serve.py STORE [--clients N] [--seconds S] [--jobs N] [--only kg|oxigraph] [--write]
Each client asks one query after the other, over a connection that stays open. Queries are those that a page or a
script asks: a label, what is said of an entity, its partners counted, two hops, evidence with its document, a small
graph; each about an entity of the hundred with most edges. Printed are answers a second, the milliseconds in which
half and 99 of 100 were there, the milliseconds of processor that one took on the server, which other work on the
machine does not change, and how many were no 200 or no sound answer. `--write` puts the table into docs/benchmarks.md.
"""

import argparse
import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import NamedTuple
from urllib.parse import urlencode

from benchmark_page import machine, put

from kg import vocab
from kg.store import Store

PREFIXES = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in sorted(vocab.PREFIXES.items()))
QUERIES = (
    "SELECT ?entity WHERE {{ ?entity rdfs:label {label} }}",
    "SELECT ?predicate ?object WHERE {{ {entity} ?predicate ?object }} LIMIT 100",
    "SELECT ?other (COUNT(?claim) AS ?claims) WHERE {{ ?claim rdf:subject {entity} ; rdf:object ?other }}"
    " GROUP BY ?other ORDER BY DESC(?claims) ?other LIMIT 10",
    "SELECT ?first ?second WHERE {{ {entity} kg:partner_of ?first . ?first kg:partner_of ?second }} LIMIT 50",
    "SELECT ?claim ?quote ?title WHERE {{ ?claim rdf:subject {entity} ; kg:quote ?quote ; prov:wasDerivedFrom ?document"
    " OPTIONAL {{ ?document schema:headline ?title }} }} LIMIT 20",
    "CONSTRUCT {{ {entity} ?predicate ?object }} WHERE {{ {entity} ?predicate ?object }} LIMIT 50",
)
READY, WARM = 60.0, 3.0


class Figures(NamedTuple):
    """What a server did: answers a second, milliseconds of half and of 99 in 100, failures, bytes of all answers, and
    milliseconds of processor an answer (nought where the system does not tell).
    """

    rate: float
    half: float
    most: float
    failed: int
    size: int
    work: float = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--only", choices=("kg", "oxigraph"))
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    given = parser.parse_args()
    texts = queries(given.store)
    servers = {"kg": kg_serve(given.store, given.jobs), "oxigraph": oxigraph(given.store)}
    found = {}
    for name, (command, path) in servers.items():
        if given.only in (None, name):
            with running(command) as (server, port):
                found[name] = asyncio.run(load(server, port, path, texts, given))
    table = told(found, given)
    print(table)
    if given.write:
        put("serve", table)


def queries(store: Path) -> list[str]:
    """The texts, always the same for the same store."""
    with Store.open(store) as books:
        rows = list(
            books.select(
                "SELECT ?entity (SAMPLE(?name) AS ?label) (COUNT(?claim) AS ?claims) "
                "{ ?claim rdf:subject ?entity . ?entity rdfs:label ?name } GROUP BY ?entity "
                "ORDER BY DESC(?claims) ?entity LIMIT 100"
            )
        )
    return [
        PREFIXES + text.format(entity=str(row["entity"]), label=str(row["label"])) for row in rows for text in QUERIES
    ]


def kg_serve(store: Path, jobs: int | None) -> tuple[list[str], str]:
    at_once = [] if jobs is None else ["--jobs", str(jobs)]
    program = str(Path(sys.executable).with_name("kg"))
    return [program, "serve", "--store", str(store), *at_once, "--port"], "/sparql"


def oxigraph(store: Path) -> tuple[list[str], str]:
    """The server of PyPI's `oxigraph`, on the newest generation of the store."""
    program = which("oxigraph") or str(Path(sys.executable).with_name("oxigraph"))
    newest = max(path for path in (store / "graph").iterdir() if path.is_dir())
    return [program, "serve-read-only", "--union-default-graph", "--location", str(newest), "--bind"], "/query"


@contextmanager
def running(command: list[str]) -> Iterator[tuple[int, int]]:
    """The id of a server and its free port, when it answers; it is ended afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    address = str(port) if command[-1] == "--port" else f"127.0.0.1:{port}"
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen([*command, address], stdout=log, stderr=log)
        try:
            wait(port, server)
            yield server.pid, port
        finally:
            server.terminate()
            server.wait()


def wait(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + READY
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > end or server.poll() is not None:
                raise
            time.sleep(0.1)
        else:
            return


async def load(server: int, port: int, path: str, texts: list[str], given: argparse.Namespace) -> Figures:
    """The figures of so many clients in so many seconds, after a few that do not count."""
    start = time.perf_counter() + WARM
    end = start + given.seconds
    loops = [client(port, path, texts, random.Random(number), start, end) for number in range(given.clients)]
    work = asyncio.create_task(worked(server, given.seconds))
    outcomes = [outcome for every in await asyncio.gather(*loops) for outcome in every]
    times = sorted(took * 1000 for took, _ in outcomes)
    return Figures(
        rate=len(times) / given.seconds,
        half=times[len(times) // 2],
        most=times[len(times) * 99 // 100],
        failed=sum(size < 0 for _, size in outcomes),
        size=sum(size for _, size in outcomes),
        work=await work * 1000 / len(times),
    )


async def worked(server: int, seconds: float) -> float:
    """The seconds of processor that a server takes in that time, after the few that do not count."""
    await asyncio.sleep(WARM)
    before = used(server)
    await asyncio.sleep(seconds)
    return used(server) - before


def used(process: int) -> float:
    """The seconds of processor of a process and of all below it."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf8").rpartition(")")[2].split()
        children = Path(f"/proc/{process}/task/{process}/children").read_text("utf8").split()
    except OSError:
        return 0.0
    # Its own and that of children that have ended, in user and system.
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(used(int(child)) for child in children)


async def client(
    port: int, path: str, texts: list[str], dice: random.Random, start: float, end: float
) -> list[tuple[float, int]]:
    """How long each answer took, and its size; -1 for one that is not sound."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
    outcomes = []
    while (begun := time.perf_counter()) < end:
        text = dice.choice(texts)
        size = await asked(reader, writer, path, text)
        if begun >= start:
            outcomes.append((time.perf_counter() - begun, size))
    writer.close()
    return outcomes


async def asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, text: str) -> int:
    accept = "text/turtle" if "CONSTRUCT" in text else "application/sparql-results+json"
    address = f"{path}?{urlencode({'query': text})}"
    writer.write(f"GET {address} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin1").lower()
    body = await body_of(reader, head)
    sound = " 200 " in head.partition("\r\n")[0]
    if sound and "json" in accept:
        sound = "bindings" in json.loads(body)["results"]
    return len(body) if sound else -1


async def body_of(reader: asyncio.StreamReader, head: str) -> bytes:
    """The body, of a length that is said before, or in chunks."""
    if "content-length:" in head:
        return await reader.readexactly(int(head.partition("content-length:")[2].split()[0]))
    chunks = []
    while length := int((await reader.readuntil(b"\r\n")).strip(), 16):
        chunks.append((await reader.readexactly(length + 2))[:-2])
    await reader.readexactly(2)
    return b"".join(chunks)


def told(found: dict[str, Figures], given: argparse.Namespace) -> str:
    """The figures as a table, with how many times as many answers kg gives where both servers ran."""
    lines = [
        "| server | answers a second | half within, ms | 99 of 100 within, ms | processor an answer, ms | failed |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, row in found.items():
        times = f"{row.rate:.0f} | {row.half:.0f} | {row.most:.0f} | {row.work:.2f}"
        lines.append(f"| {name} | {times} | {row.failed} |")
    after = f"{given.clients} clients on the same machine, {given.seconds:g} s."
    if len(found) == len(("kg", "oxigraph")):
        after += f" kg answers {found['kg'].rate / found['oxigraph'].rate:.2f} times as many."
    return "\n".join([*lines, "", f"{after} Measured on {machine('pyoxigraph', 'starlette', 'uvicorn')}.", ""])


if __name__ == "__main__":
    main()

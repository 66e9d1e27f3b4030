"""Measure what it costs to put an article into a store of any size, with plain rdflib doing the same in the same run.

usage: bench_store.py [--sizes 1000,10000,100000] [--write]
Every size is measured in a process of its own, on the made-up articles of tools/big_graph.py: ten claims an article.
A store is filled up to the size; then a hundred more articles are put in, and the graph is brought up to date: the mean
of three rounds, each on a copy of the filled store. Time is processor time of all threads, which does not count what
else the machine does. rdflib parses the same triples into a Dataset in memory and writes them back to one file of
N-Quads, as it must to keep them. `--write` puts the table into docs/benchmarks.md.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

import big_graph
import pyoxigraph as ox
from benchmark_page import machine, put

from kg import graph
from kg.model import Article, Claim
from kg.store import Store

SIZES = "1000,10000,100000"
MORE, ROUNDS = 100, 3
# Beyond this rdflib takes longer than anyone waits, and more memory than laptops have.
MOST_RDFLIB = 100_000

Figures = dict[str, float]


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of processor time of this process and of the clock."""
    start, cpu = perf_counter(), process_time()
    work()
    return process_time() - cpu, perf_counter() - start


def peak() -> float:
    """The most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours(claims: int) -> Figures:
    """Fills a store, then puts in more."""
    made = big_graph.documents(claims + MORE * big_graph.CLAIMS_A_DOCUMENT)
    # So that what every process loads once is not counted.
    fill(None, big_graph.documents(big_graph.CLAIMS_A_DOCUMENT))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "store"
        first = claims // big_graph.CLAIMS_A_DOCUMENT
        cpu, wall = timed(lambda: fill(folder, islice(made, first)))
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        more = list(made)
        rounds = [_put_into_copy(folder, Path(place) / "copy", more) for _ in range(ROUNDS)]
    return {
        "filled_ms": cpu / first * 1000,
        "filled_wall": wall,
        "article_ms": sum(cpu for cpu, _ in rounds) / ROUNDS / MORE * 1000,
        "article_wall_ms": sum(wall for _, wall in rounds) / ROUNDS / MORE * 1000,
        "peak_mb": peak(),
        "disk_mb": size / 1e6,
    }


def fill(folder: Path | None, items: Iterable[tuple[Article, list[Claim]]]) -> None:
    """Puts articles into a store."""
    with Store.open(folder, write=True) if folder else Store.memory() as store:
        for article, drafts in items:
            store.put(article, drafts, big_graph.RUN)


def _put_into_copy(folder: Path, copy: Path, more: list[tuple[Article, list[Claim]]]) -> tuple[float, float]:
    shutil.copytree(folder, copy)
    try:
        return timed(lambda: fill(copy, more))
    finally:
        shutil.rmtree(copy)


def theirs(claims: int) -> Figures:
    """The same with rdflib in memory: what is kept is read, the new put in, all written."""
    from rdflib import Dataset

    made = big_graph.documents(claims + MORE * big_graph.CLAIMS_A_DOCUMENT)
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "graph.nq"
        file.write_bytes(b"".join(map(_quads, islice(made, claims // big_graph.CLAIMS_A_DOCUMENT))))
        fresh = [_quads(item) for item in made]

        def put() -> None:
            dataset = Dataset()
            dataset.parse(file, format="nquads")
            for quads in fresh:
                dataset.parse(data=quads, format="nquads")
            dataset.serialize(file, format="nquads")

        cpu, wall = timed(put)
    return {"article_ms": cpu / MORE * 1000, "article_wall_ms": wall / MORE * 1000, "peak_mb": peak()}


def _quads(item: tuple[Article, list[Claim]]) -> bytes:
    article, claims = item
    name = graph.document_iri(article.id)
    triples = [*graph.document_triples(article), *(t for claim in claims for t in graph.claim_triples(claim))]
    quads = [ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples]
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def measured(side: str, claims: int) -> Figures:
    """The figures of one side, from a process of its own."""
    words = [sys.executable, __file__, "--one", side, "--sizes", str(claims)]
    found: Figures = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    return found


def rows(sizes: list[int]) -> list[str]:
    """The table, a line a size."""
    lines = [
        "| claims in the store | ms an article | against the first | while it is filled | peak memory | on disk "
        "| rdflib, ms an article | rdflib, memory |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    first = 0.0
    for size in sizes:
        our = measured("ours", size)
        first = first or our["article_ms"]
        cells = [f"{size:,}", f"{our['article_ms']:.1f}", f"{our['article_ms'] / first:.2f}"]
        cells += [f"{our['filled_ms']:.1f}", f"{our['peak_mb']:.0f} MB", f"{our['disk_mb']:.0f} MB"]
        if size <= MOST_RDFLIB:
            their = measured("theirs", size)
            cells += [f"{their['article_ms']:.1f}", f"{their['peak_mb']:.0f} MB"]
        else:
            cells += ["not tried", ""]
        lines.append(f"| {' | '.join(cells)} |")
        print(lines[-1], flush=True)
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Cost of an article against the size of the store.")
    parser.add_argument("--sizes", default=SIZES, help="claims in the store, by commas; 1000000 is for nights")
    parser.add_argument("--one", choices=("ours", "theirs"), help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    if options.one:
        print(json.dumps({"ours": ours, "theirs": theirs}[options.one](sizes[0])))
        return
    table = "\n".join([*rows(sizes), "", f"Measured on {machine('pyoxigraph', 'rdflib')}.", ""])
    if options.write:
        put("store", table)


if __name__ == "__main__":
    main()

"""Measure what it costs to put an article into a store of any size, with plain rdflib doing the same in the same run.

usage: bench_store.py [--sizes 1000,10000,100000] [--write]
Every size is measured in a process of its own, on the made-up articles of tools/big_graph.py: ten claims an article.
A store is filled up to the size; then, and that is what is timed, a hundred more articles are put in, and the graph is
brought up to date. Time is processor time, which does not count what else the machine does. rdflib parses the same
triples into a Dataset in memory and writes them back to one file of N-Quads, as it must to keep them. `--write` puts
the table into docs/benchmarks.md.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

import big_graph
import pyoxigraph as ox
from benchmark_page import machine, put

from kg import graph
from kg.store import Store

SIZES = "1000,10000,100000"
MORE = 100
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

    def put(number: int) -> None:
        with Store.open(folder, write=True) as store:
            for article, drafts in islice(made, number):
                store.put(article, drafts, big_graph.RUN)

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "store"
        first = claims // big_graph.CLAIMS_A_DOCUMENT
        cpu, wall = timed(lambda: put(first))
        begin = peak()
        more_cpu, more_wall = timed(lambda: put(MORE))
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return {
        "filled_ms": cpu / first * 1000,
        "filled_wall": wall,
        "article_ms": more_cpu / MORE * 1000,
        "article_wall_ms": more_wall / MORE * 1000,
        "peak_mb": max(begin, peak()),
        "disk_mb": size / 1e6,
    }


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


def _quads(item: object) -> bytes:
    article, claims = item  # type: ignore[misc]
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
        "| claims in the store | ms an article | against the first | peak memory | on disk | rdflib, ms an article "
        "| rdflib, memory |",
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    first = 0.0
    for size in sizes:
        our = measured("ours", size)
        first = first or our["article_ms"]
        cells = [f"{size:,}", f"{our['article_ms']:.1f}", f"{our['article_ms'] / first:.2f}"]
        cells += [f"{our['peak_mb']:.0f} MB", f"{our['disk_mb']:.0f} MB"]
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

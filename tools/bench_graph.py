"""Measure every question that ships on a graph of a million triples on disk, and validation and export of that graph.

usage: bench_graph.py [--claims N] [--rdflib-claims N] [--limit SECONDS] [--rounds N] [--write]
The graph is made up (tools/big_graph.py) and kept under build/. Each question is asked of a busy entity, the best of
the rounds counts, and of the whole graph, once. rdflib answers the first in the same run, over a smaller graph, since
it would take too long; whatever takes longer than the limit is stopped. Seconds are those of the processor, so that
other work on the machine does not count; each side uses one core. `--write` puts the table into docs/benchmarks.md.
"""

import argparse
import multiprocessing
import resource
import tempfile
from collections.abc import Callable
from math import ceil
from multiprocessing.connection import Connection
from pathlib import Path
from time import process_time

import big_graph
import rdflib
from benchmark_page import machine, put
from rich.console import Console
from rich.table import Table

from kg import query, vocab
from kg.export import export
from kg.query.values import term
from kg.store import Store, sparql
from kg.validate import validate

ROOT = Path(__file__).resolve().parent.parent
BUSY = {"entity": "China"}

# What a question is asked where it is of no one entity, or where China is none of its kind.
ASKED: dict[str, dict[str, str]] = {
    "balance": {"one": "China", "other": "United States"},
    "entities": {"class": "Company"},
    "evidence": {"subject": "China", "predicate": "met_with", "object": "United States"},
    "exclusives": {"outlet": "Outlet 7", **BUSY},
    "experts": {"entity": "Expert 5"},
    "initiatives": {"entity": "Belt and Road Initiative"},
    "new_since": {"since": "2025-12"},
    "rival_initiatives": {"entity": "Belt and Road Initiative"},
    "speakers": {"entity": "Expert 5"},
}
HEADINGS = ("question", "rows", "of one entity", "rdflib", "whole graph")
Row = tuple[str, ...]
# Seconds and rows.
Took = tuple[float, int]


def asked(question: query.Question, open_: bool = False) -> dict[str, str]:
    """What a question is given; `open_`: nothing but what it needs and what has it ask the whole graph."""
    names = {parameter.name for parameter in question.parameters}
    given = ASKED.get(question.name, BUSY if "entity" in names else {})
    if not open_:
        return given
    free = {parameter.name for parameter in question.parameters if parameter.default == "*"}
    return {name: value for name, value in given.items() if name not in free}


def limited(work: Callable[[], Took], seconds: float) -> Took | None:
    """What a piece of work gives in a process of its own; None where it takes longer and is stopped."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_told, args=(work, there, seconds))
    process.start()
    there.close()
    try:
        return here.recv()  # type: ignore[no-any-return]
    except EOFError:
        return None
    finally:
        process.join()


def _told(work: Callable[[], Took], pipe: Connection, seconds: float) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (ceil(seconds), ceil(seconds)))
    pipe.send(work())


def ours(path: Path, question: query.Question, given: dict[str, str], rounds: int) -> Took:
    """The least seconds that an answer took, and its rows."""
    times = []
    with Store.open(path) as store:
        for _ in range(rounds):
            start = process_time()
            found = query.ask(store, question, given)
            times.append(process_time() - start)
    return min(times), len(found.rows)


def theirs(graph: rdflib.Graph, text: str) -> Took:
    """The same by rdflib's own engine over its own store in memory."""
    start = process_time()
    rows = len(list(graph.query(text, initNs=vocab.PREFIXES)))
    return process_time() - start, rows


def filled(store: Store, question: query.Question, given: dict[str, str]) -> str:
    """The SPARQL text of a question with its values, as rdflib gets it."""
    texts = {p.name: (p.kind, given.get(p.name, p.default or "*")) for p in question.parameters}
    values = {name: None if text == "*" else term(store, kind, text) for name, (kind, text) in texts.items()}
    return sparql.bound(question.text, values)


def loaded(path: Path) -> rdflib.Graph:
    """The graph of a store in rdflib."""
    with Store.open(path) as store, tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "graph.nt"
        export(store, target)
        return rdflib.Graph().parse(target, format="nt")


def measured(path: Path, small: Path, graph: rdflib.Graph, limit: float, rounds: int) -> list[Row]:
    """A row a question."""
    rows = []
    for name, question in query.load().items():
        given, wide = asked(question), asked(question, open_=True)
        mine = limited(lambda q=question, g=given: ours(path, q, g, rounds), limit * rounds)  # type: ignore[misc]
        whole = limited(lambda q=question, g=wide: ours(path, q, g, 1), limit) if wide != given else mine  # type: ignore[misc]
        with Store.open(small) as store:
            text = filled(store, question, given)
        other = limited(lambda t=text: theirs(graph, t), limit)  # type: ignore[misc]
        count = f"{mine[1]:,}" if mine else "?"
        rows.append((name, count, *(_seconds(found, limit) for found in (mine, other, whole))))
        print(*rows[-1], flush=True)
    return rows


def _seconds(found: Took | None, limit: float) -> str:
    return f"{found[0]:.3f} s" if found else f"over {limit:g} s"


def rest(path: Path) -> list[str]:
    """What is said beneath the table: sizes, validation, export."""
    with Store.open(path) as store, tempfile.TemporaryDirectory() as folder:
        stats = store.stats()
        [row] = list(store.select("SELECT (COUNT(*) AS ?n) { ?c a kg:Claim . ?c ?p ?o }"))  # type: ignore[arg-type]
        start = process_time()
        findings = len(validate(store))
        checked = process_time() - start
        target = Path(folder) / "graph.ttl"
        start = process_time()
        export(store, target)
        written = process_time() - start
        size = target.stat().st_size / 1e6
    claims, triples = stats.claims, stats.triples
    about = int(row["n"].value) / claims
    return [
        f"The graph: {triples:,} triples, {claims:,} claims in {stats.documents:,} articles, {stats.entities:,}",
        f"entities; {about:.1f} triples a claim about the claim itself, {triples / claims:.1f} with all else.",
        f"Validation (`kg validate`): {checked:.1f} s, {findings} findings. Turtle: {written:.1f} s, {size:.0f} MB.",
    ]


def conditions(graph: rdflib.Graph, limit: float) -> str:
    """What the figures were measured on, and how large rdflib's graph was."""
    return (
        f"rdflib answered over {len(graph):,} triples in memory, ours over the whole from disk; limit {limit:g} s. "
        f"Measured on {machine('pyoxigraph', 'rdflib')}."
    )


def write(rows: list[Row], notes: list[str]) -> None:
    """Put the table between the markers of the page."""
    head = [f"| {' | '.join(HEADINGS)} |", "|---|---:|---:|---:|---:|"]
    put("graph", "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows), "", *notes, ""]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Questions, validation and export on a million triples.")
    parser.add_argument("--claims", type=int, default=66_000, help="size of our graph: about 16 triples a claim")
    parser.add_argument("--rdflib-claims", type=int, default=6_000, help="size of the graph that rdflib gets")
    parser.add_argument("--limit", type=float, default=10, help="seconds that an answer may take")
    parser.add_argument("--rounds", type=int, default=3, help="how often to ask; the best counts")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    options = parser.parse_args()
    folder = ROOT / "build"
    folder.mkdir(exist_ok=True)
    path, small = (big_graph.made(folder, claims) for claims in (options.claims, options.rdflib_claims))
    graph = loaded(small)
    rows = measured(path, small, graph, options.limit, options.rounds)
    notes = [*rest(path), "", conditions(graph, options.limit)]
    table = Table(*HEADINGS)
    for row in rows:
        table.add_row(*row)
    Console().print(table, *notes, sep="\n")
    if options.write:
        write(rows, notes)


if __name__ == "__main__":
    main()

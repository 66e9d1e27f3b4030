"""Commands that make claims: build, extract. They load spaCy only when they run."""

import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer
from rich.console import Console

from kg.cli.common import DEFAULT_STORE, SOME_FAILED, Inputs, Jobs, Output, StoreFolder, emit, say
from kg.errors import BadArticle, KgError
from kg.model import Extraction
from kg.records import claim_record
from kg.store import Store

if TYPE_CHECKING:
    from kg.pipeline import Report, Summary

Format = Annotated[str, typer.Option("--format", help="jsonl, ttl, nt, trig, nq, jsonld or rdf.")]


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    app.command()(build)
    app.command()(extract)


def build(inputs: Inputs, store: StoreFolder = DEFAULT_STORE, jobs: Jobs = 1) -> None:
    """Read articles, extract their claims, update the store. Example: kg build articles/ --store my-store"""
    from kg import pipeline

    with Store.open(store, write=True) as graph:
        with _progress("reading") as report:
            done, faults = pipeline.build(inputs, graph, jobs, report)
        held = graph.stats()
    for fault in faults:
        say(f"kg: {fault}")
    say(
        f"{done.read} read, {done.skipped} skipped (unchanged), {done.failed} failed, {done.claims} claims; "
        f"{store} now holds {held.documents} articles, {held.claims} claims, "
        f"{held.entities} entities, {held.edges} edges"
    )
    if faults:
        raise typer.Exit(SOME_FAILED)


@contextmanager
def _progress(doing: str) -> "Iterator[Report | None]":
    """A line that counts, on a terminal only."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    with console.status(doing) as status:

        def report(done: "Summary") -> None:
            status.update(f"{done.read} articles, {done.claims} claims, {done.skipped} unchanged, {done.failed} failed")

        yield report


def extract(inputs: Inputs, format: Format = "jsonl", output: Output = None, jobs: Jobs = 1) -> None:
    """Print the claims of articles, without a store. Example: kg extract article.txt --format ttl"""
    from kg import pipeline
    from kg.export import EXPORTERS

    if format != "jsonl" and f".{format}" not in EXPORTERS:
        raise KgError(f"no format '{format}'; there are jsonl, {', '.join(s[1:] for s in EXPORTERS)}")
    faults: list[str] = []
    items = _good(pipeline.extract(inputs, jobs), faults)
    if format == "jsonl":
        _write_lines(items, pipeline.run().threshold, output)
    else:
        _write_graph(items, format, output)
    for fault in faults:
        say(f"kg: {fault}")
    if faults:
        raise typer.Exit(SOME_FAILED)


def _good(items: Iterator[Extraction | BadArticle], faults: list[str]) -> Iterator[Extraction]:
    for item in items:
        if isinstance(item, BadArticle):
            faults.append(str(item))
        else:
            yield item


def _write_lines(items: Iterator[Extraction], threshold: float, output: Path | None) -> None:
    with _opened(output) as file:
        for item in items:
            for claim in item.claims:
                file.write(json.dumps(claim_record(claim, threshold), ensure_ascii=False) + "\n")


def _opened(output: Path | None) -> AbstractContextManager[TextIO]:
    if output is None:
        return nullcontext(sys.stdout)
    try:
        return output.open("w", encoding="utf8")
    except OSError as error:
        raise KgError(f"{output}: cannot be written: {error.strerror}") from error


def _write_graph(items: Iterator[Extraction], format: str, output: Path | None) -> None:
    from kg import pipeline
    from kg.export import EXPORTERS

    made = pipeline.run()
    with Store.memory() as graph:
        for item in items:
            graph.put(item.article, item.claims, made)
        emit(EXPORTERS[f".{format}"](graph).decode("utf8"), output)

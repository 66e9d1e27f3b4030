"""Commands that make claims: build, extract. They load spaCy only when they run."""

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal, get_args

import typer

from kg.cli.common import DEFAULT_STORE, SOME_FAILED, Inputs, Jobs, StoreFolder, complain, idle_decisions, opened
from kg.cli.output import Output, form, format_option, outlet
from kg.cli.pace import Pace
from kg.cli.progress import Tell, progress
from kg.cli.reading import AllowHost, AnyLanguage, Columns, reading
from kg.errors import BadArticle
from kg.model import Extraction

if TYPE_CHECKING:
    from kg.pipeline import Summary
    from kg.store import Stats

Form = Literal["jsonl", "ttl", "nt", "trig", "nq", "jsonld", "rdf"]
FORMS: tuple[Form, ...] = get_args(Form)
SUFFIXES: Mapping[str, Form] = MappingProxyType({f".{name}": name for name in FORMS})

Format = Annotated[
    Form | None,
    format_option(
        FORMS, "Claims as JSON Lines, or a graph in a form of RDF; else as the suffix of FILE says, else jsonl."
    ),
]


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    app.command()(build)
    app.command()(extract)


def build(
    inputs: Inputs,
    store: StoreFolder = DEFAULT_STORE,
    jobs: Jobs = 1,
    any_language: AnyLanguage = False,
    allow_host: AllowHost = None,
    column: Columns = None,
) -> None:
    """Read articles, extract their claims, update the store.

    What the store has already, and unchanged, is skipped; what changed is replaced. Of two versions of an article the
    later by date stands, whichever comes first. What was finished stays when a build is stopped; the same command goes
    on from there.

    A row of .jsonl or .json has id and text. Rows, and the front matter of .md, may have title (or headline), date
    (published), source (publisher, outlet), author, url (link) and language.

    Example: kg build articles/ more.jsonl --store my-store
    """
    from kg import pipeline

    fresh, options = not store.exists(), reading(any_language, allow_host, column)
    with opened(store, write=True) as graph:
        with progress("reading") as tell:
            pace = Pace(pipeline.expected(inputs) if sys.stderr.isatty() else None)
            done, lines = pipeline.build(inputs, graph, jobs, lambda done: _tell(tell, pace, done), options)
        held, idle = graph.stats(), graph.idle()
    _complain(lines)
    idle_decisions(store, idle)
    print(_so_far(done))
    if fresh and not held.documents:
        # A wrong path leaves no empty store behind.
        shutil.rmtree(store)
    else:
        print(_holding(store, held))
    if done.failed:
        raise typer.Exit(SOME_FAILED)


def _tell(tell: Tell, pace: Pace, done: "Summary") -> None:
    """What fits on a line of a terminal: what people wait for comes first, and what did not happen is left out."""
    counts = ((done.read, "read"), (done.skipped, "skipped"), (done.failed, "failed"), (done.claims, "claims"))
    said = ", ".join(f"{number} {what}" for number, what in counts if number)
    tell(pace.told(done.read, done.seen) + said, pace.share(done.seen))


def _so_far(done: "Summary") -> str:
    others = ((done.older, "older than in the store"), (done.left_out, "left out"))
    also = "".join(f", {number} {what}" for number, what in others if number)
    return f"{done.read} read, {done.skipped} skipped (unchanged){also}, {done.failed} failed, {done.claims} claims"


def _holding(store: Path, held: "Stats") -> str:
    return (
        f"{store} holds {held.documents} articles, {held.claims} claims, {held.entities} entities, {held.edges} edges"
    )


def _complain(faults: Iterable[str]) -> None:
    for fault in faults:
        complain(fault)


def extract(
    inputs: Inputs,
    format: Format = None,
    output: Output = None,
    jobs: Jobs = 1,
    any_language: AnyLanguage = False,
    allow_host: AllowHost = None,
    column: Columns = None,
) -> None:
    """Print the claims of articles, without a store.

    Example: kg extract article.txt -o article.ttl
    """
    from kg import pipeline

    faults, options = list[str](), reading(any_language, allow_host, column)
    quiet = output is None and sys.stdout.isatty()
    chosen = form(output, format, SUFFIXES, "jsonl")
    write = _write_lines if chosen == "jsonl" else _writer(chosen)
    with outlet(output) as stream:
        with progress("reading", wanted=not quiet) as tell:
            read = write(_good(pipeline.extract(inputs, jobs, options), faults, tell), stream)
        _complain(faults)
        if faults and not read:
            # A file that is there stays as it is.
            raise typer.Exit(SOME_FAILED)
    if faults:
        raise typer.Exit(SOME_FAILED)


def _good(items: Iterator[Extraction | BadArticle], faults: list[str], tell: Tell) -> Iterator[Extraction]:
    for number, item in enumerate(items, start=1):
        if isinstance(item, BadArticle):
            faults.append(str(item))
        else:
            yield item
        tell(f"{number - len(faults)} read, {len(faults)} failed")


def _write_lines(items: Iterable[Extraction], stream: BinaryIO) -> int:
    """Writes one line a claim; returns the number of articles."""
    from kg import pipeline
    from kg.records import claim_record

    threshold, read = pipeline.run().threshold, 0
    for item in items:
        read += 1
        records = (claim_record(claim, threshold) for claim in item.claims)
        stream.writelines(json.dumps(record, ensure_ascii=False).encode("utf8") + b"\n" for record in records)
    return read


def _writer(format: Form) -> Callable[[Iterable[Extraction], BinaryIO], int]:
    """A function that writes the graph of the claims; it returns the number of articles."""

    def write(items: Iterable[Extraction], stream: BinaryIO) -> int:
        from kg import pipeline
        from kg.export import EXPORTERS
        from kg.store import Store

        with Store.memory() as graph:
            for item in items:
                graph.put(item.article, item.claims, pipeline.run())
            EXPORTERS[f".{format}"](graph, stream)
            return len(graph.documents())

    return write

"""Commands that ask the graph: explain, path, validate."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreFolder, say
from kg.explain import Evidence
from kg.explain import explain as evidence_of
from kg.store import Store

if TYPE_CHECKING:
    from kg.analysis import Hop

Name = Annotated[str, typer.Argument(help="A label, alias, id or QID.")]
Predicate = Annotated[str, typer.Argument(help="A predicate, e.g. partner_of.")]
File = Annotated[Path | None, typer.Argument(help="An RDF file; without one, the store is checked.")]


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    app.command()(explain)
    app.command()(path)
    app.command()(validate)


def explain(subject: Name, predicate: Predicate, object: Name, store: StoreFolder = DEFAULT_STORE) -> None:
    """Show the quotes, sources, dates and speakers behind an edge. Example: kg explain China partner_of Kenya"""
    with Store.open(store) as graph:
        for evidence in evidence_of(graph, subject, predicate, object):
            print("\n".join(_told(evidence)))


def _told(evidence: Evidence) -> list[str]:
    claim, document = evidence.claim, evidence.document
    where = ", ".join(part for part in (document.source, document.date, document.id) if part)
    notes = [claim.factuality, "ended" if claim.ended else "", claim.time or ""]
    notes += [f"according to {claim.attributed_to.label}" if claim.attributed_to else ""]
    notes += [f"{claim.zone}, confidence {claim.confidence:g}, {claim.method}"]
    return [
        f"{claim.subject.label} {claim.predicate} {claim.object.label}  [{'; '.join(n for n in notes if n)}]",
        f"  “{' '.join(claim.quote.split())}”",
        f"  {where}, characters {claim.start} to {claim.end}",
        *(f"  read: {reading}" for reading in claim.read_as),
        "",
    ]


def path(start: Name, end: Name, store: StoreFolder = DEFAULT_STORE) -> None:
    """Show the shortest chain of edges between two entities, with a quote for each. Example: kg path Kenya Vietnam"""
    from kg.analysis import path as shortest_path

    with Store.open(store) as graph:
        for hop in shortest_path(graph, start, end):
            print(_step(hop))


def _step(hop: "Hop") -> str:
    claim, document = hop.evidence.claim, hop.evidence.document
    source = ", ".join(part for part in (document.source, document.date, document.id) if part)
    return f"{hop.subject} {hop.predicate} {hop.object}\n  “{' '.join(claim.quote.split())}”\n  {source}"


def validate(file: File = None, store: StoreFolder = DEFAULT_STORE) -> None:
    """Check a store, or an exported file, for faults. Example: kg validate graph.ttl"""
    from kg.validate import validate as faults_of
    from kg.validate import validate_file

    if file is not None:
        faults = validate_file(file)
    else:
        with Store.open(store) as graph:
            faults = faults_of(graph)
    for fault in faults:
        print(f"{fault.severity}: {fault.place}: {fault.message}")
    say(f"{len(faults)} faults in {file or store}")
    if faults:
        raise typer.Exit(1)

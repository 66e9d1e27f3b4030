"""Commands that ask the graph: query, explain, path."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreFolder, opened, show
from kg.cli.progress import progress

if TYPE_CHECKING:
    from kg.analysis import Hop
    from kg.explain import Evidence
    from kg.store import Document

Name = Annotated[str, typer.Argument(help="A label, alternative label, id or QID.")]
Predicate = Annotated[str, typer.Argument(help="A predicate, e.g. partner_of.")]


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    app.command()(explain)
    app.command()(path)


def explain(subject: Name, predicate: Predicate, object: Name, store: StoreFolder = DEFAULT_STORE) -> None:
    """Show the quotes, sources, dates and speakers behind an edge.

    Example: kg explain China partner_of Kenya --store my-store
    """
    from kg.explain import explain as evidence_of

    with opened(store) as graph, progress("searching"):
        found = evidence_of(graph, subject, predicate, object)
    for evidence in found:
        show(_told(evidence))


def _told(evidence: "Evidence") -> Iterator[str]:
    claim = evidence.claim
    notes = [claim.factuality, "ended" if claim.ended else "", claim.time or ""]
    notes += [f"according to {claim.attributed_to.label}" if claim.attributed_to else ""]
    notes += [f"{key} {value}" for key, value in claim.qualifiers]
    notes += [claim.zone, f"confidence {claim.confidence:g}", claim.method]
    yield f"{claim.subject.label} {claim.predicate} {claim.object.label}  [{'; '.join(filter(None, notes))}]"
    yield f"  “{' '.join(claim.quote.split())}”"
    yield f"  {_source(evidence.document)}, characters {claim.start} to {claim.end}"
    yield from (f"  read: {reading}" for reading in claim.read_as)
    yield ""


def _source(document: "Document") -> str:
    return ", ".join(part for part in (document.source, document.date, document.id) if part)


def path(start: Name, end: Name, store: StoreFolder = DEFAULT_STORE) -> None:
    """Show how two entities are connected: the fewest edges, each with a quote.

    Example: kg path Kenya Vietnam --store my-store
    """
    from kg.analysis import path as shortest_path

    with opened(store) as graph, progress("searching"):
        found = shortest_path(graph, start, end)
    for hop in found:
        show(_step(hop))


def _step(hop: "Hop") -> Iterator[str]:
    yield f"{hop.subject} {hop.predicate} {hop.object}"
    yield f"  “{' '.join(hop.evidence.claim.quote.split())}”"
    yield f"  {_source(hop.evidence.document)}"

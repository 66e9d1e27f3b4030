"""Commands that keep the store: list, stats, remove, validate."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreFolder, idle_decisions, opened, say, show, table
from kg.cli.progress import progress

Documents = Annotated[list[str], typer.Argument(metavar="DOCUMENT...", help="Ids of articles, as kg list shows them.")]
File = Annotated[Path | None, typer.Argument(help="An RDF file; without one, the store is checked.")]

FAULTY = 1


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    app.command("list")(list_documents)
    app.command()(stats)
    app.command()(validate)
    app.command()(remove)


def list_documents(store: StoreFolder = DEFAULT_STORE) -> None:
    """List the articles of the store.

    Example: kg list --store my-store
    """
    with opened(store) as graph:
        rows = [[d.id, d.date or "", d.source or "", str(d.claims), d.title or ""] for d in graph.documents()]
    show(table(["id", "date", "source", "claims", "title"], rows))


def stats(store: StoreFolder = DEFAULT_STORE) -> None:
    """Count what the store holds.

    Example: kg stats --store my-store
    """
    with opened(store) as graph:
        held = graph.stats()
    plain = ("articles", held.documents), ("claims", held.claims), ("entities", held.entities), ("edges", held.edges)
    rows = [("", name, str(number)) for name, number in (*plain, ("triples", held.triples))]
    parts = ("entities", held.classes), ("claims by predicate", held.predicates), ("factuality", held.factuality)
    for part, numbers in parts:
        largest = sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
        rows += [(part, name, str(number)) for name, number in largest]
    show(table(["of", "what", "number"], rows))


def validate(file: File = None, store: StoreFolder = DEFAULT_STORE) -> None:
    """Check a store, or an exported file, for faults.

    Prints one line a fault; the exit code is 1 where there are errors, 0 with warnings alone.

    Example: kg validate --store my-store
    """
    with progress("checking"):
        from kg.validate import validate as faults_of
        from kg.validate import validate_file

        if file is not None:
            faults = validate_file(file)
        else:
            with opened(store) as graph:
                faults = faults_of(graph)
    show(f"{fault.severity}: {fault.place}: {fault.message}" for fault in faults)
    say(f"{len(faults) or 'no'} {'fault' if len(faults) == 1 else 'faults'} in {file or store}")
    if any(fault.severity == "error" for fault in faults):
        raise typer.Exit(FAULTY)


def remove(documents: Documents, store: StoreFolder = DEFAULT_STORE) -> None:
    """Take articles out, with all that only they support. Where one is not known, none is taken out.

    Example: kg remove harbour-deal --store my-store
    """
    with opened(store) as graph:
        held = {document.id for document in graph.documents()}
    wanted = sorted(set(documents), key=lambda document: (document in held, document))
    with opened(store, write=True) as graph:
        # What is not known comes first and is refused.
        graph.remove(*wanted)
        idle = graph.idle()
    idle_decisions(store, idle)
    say(f"removed {len(wanted)} of {len(held)} articles from {store}")

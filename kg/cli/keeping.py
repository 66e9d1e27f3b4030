"""Commands that keep the store: list, stats, remove."""

from typing import Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreFolder, say, table
from kg.store import Store

Documents = Annotated[list[str], typer.Argument(metavar="DOCUMENT...", help="Ids of articles, as kg list shows them.")]


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    app.command("list")(list_documents)
    app.command()(stats)
    app.command()(remove)


def list_documents(store: StoreFolder = DEFAULT_STORE) -> None:
    """List the articles of the store. Example: kg list --store my-store"""
    with Store.open(store) as graph:
        rows = [[d.id, d.date or "", d.source or "", str(d.claims), d.title or ""] for d in graph.documents()]
    print(table(["id", "date", "source", "claims", "title"], rows), end="")


def stats(store: StoreFolder = DEFAULT_STORE) -> None:
    """Count what the store holds. Example: kg stats --store my-store"""
    with Store.open(store) as graph:
        held = graph.stats()
    counts = {"articles": held.documents, "claims": held.claims, "entities": held.entities, "edges": held.edges}
    rows = [[name, str(number)] for name, number in (counts | {"triples": held.triples}).items()]
    for part in (held.classes, held.predicates, held.factuality):
        rows += [[name, str(number)] for name, number in sorted(part.items(), key=lambda pair: (-pair[1], pair[0]))]
    print(table(["what", "number"], rows), end="")


def remove(documents: Documents, store: StoreFolder = DEFAULT_STORE) -> None:
    """Take articles out, with all that only they support. Example: kg remove harbour-deal --store my-store"""
    with Store.open(store) as graph:
        known = {d.id for d in graph.documents()}
    with Store.open(store, write=True) as graph:
        for document in documents:
            graph.remove(document)
    say(f"{len(documents)} of {len(known)} articles removed from {store}")

"""The command that gives the graph to other programs: export."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreFolder, opened, say
from kg.cli.output import checked
from kg.cli.progress import progress

Target = Annotated[
    Path,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="The file to write. Its suffix says the format: .ttl .nt .trig .nq .jsonld .rdf (RDF), .nanopub.trig "
        "(nanopublications), .graphml .gexf (networks), .csv .parquet (claims), .plover.jsonl (events).",
    ),
]
Rdf12 = Annotated[bool, typer.Option("--rdf12", help="RDF 1.2: each claim reifies its triple; for .ttl .nt .trig .nq.")]


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command()(export)


def export(output: Target, store: StoreFolder = DEFAULT_STORE, rdf12: Rdf12 = False) -> None:
    """Write the graph for other programs.

    Example: kg export -o graph.ttl --store my-store
    """
    from kg.export import export as write_export

    with opened(store) as graph, progress("exporting"):
        write_export(graph, checked(output), rdf12)
    say(f"wrote {output}")

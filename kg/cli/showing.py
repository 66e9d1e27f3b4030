"""Commands that show the graph to others. pyvis brings IPython along, so they load it only when they run."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreFolder, say
from kg.store import Store

Target = Annotated[
    Path, typer.Option("-o", "--output", metavar="FILE", help="The file to write; its suffix says the format.")
]
Page = Annotated[Path, typer.Option("-o", "--output", metavar="FILE.html", help="The page to write.")]
Limit = Annotated[int, typer.Option("--limit", min=2, help="The most entities to show: the strongest.")]
Threshold = Annotated[
    float, typer.Option("--threshold", min=0, max=1, help="The least confidence of a claim that is shown as an edge.")
]
Title = Annotated[str, typer.Option("--title", help="Heading of the page.")]


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    app.command()(export)
    app.command()(render)


def export(output: Target, store: StoreFolder = DEFAULT_STORE) -> None:
    """Write the graph for other programs. Example: kg export -o graph.ttl --store my-store"""
    from kg.export import export as write_export

    with Store.open(store) as graph:
        write_export(graph, output)
    say(f"wrote {output}")


def render(
    output: Page,
    store: StoreFolder = DEFAULT_STORE,
    limit: Limit = 200,
    threshold: Threshold = 0.5,
    title: Title = "Network of claims",
) -> None:
    """Write the interactive network as one file that works offline. Example: kg render -o graph.html"""
    from kg.catalog import relations
    from kg.export import write
    from kg.export.html import render as render_page

    with Store.open(store) as graph:
        documents = {d.id: graph.article(d.id) for d in graph.documents()}
        known = {key: article for key, article in documents.items() if article is not None}
        page = render_page(graph.claims(), known, relations.load(), threshold=threshold, limit=limit, title=title)
    write(output, page.encode("utf8"))
    say(f"wrote {output}")

"""Commands that show the graph to others: export, render."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreFolder, opened, say, share, whole
from kg.cli.filters import Confidence, Entities, Filter, Predicates, Since, Until, predicates
from kg.cli.output import checked
from kg.cli.progress import progress
from kg.errors import KgError

PAGES = (".html", ".htm")

Target = Annotated[
    Path,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="The file to write. Its suffix says the format: .ttl .nt .trig .nq .jsonld .rdf (RDF), "
        ".graphml .gexf (networks), .csv (claims).",
    ),
]
Page = Annotated[Path, typer.Option("-o", "--output", metavar="FILE.html", help="The page to write.")]
Limit = Annotated[
    int, typer.Option("--limit", parser=whole(2), metavar="N", help="The most entities to show: the strongest.")
]
Threshold = Annotated[
    float,
    typer.Option(
        "--threshold", parser=share, metavar="0..1", help="The least confidence of a claim that is drawn as an edge."
    ),
]
Title = Annotated[str, typer.Option("--title", help="Heading of the page.")]


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    app.command()(export)
    app.command()(render)


def export(output: Target, store: StoreFolder = DEFAULT_STORE) -> None:
    """Write the graph for other programs.

    Example: kg export -o graph.ttl --store my-store
    """
    from kg.export import export as write_export

    with opened(store) as graph, progress("exporting"):
        write_export(graph, checked(output))
    say(f"wrote {output}")


def _page(output: Path) -> Path:
    """The path, if a page can be put there. Raises KgError where not."""
    if checked(output).suffix.lower() not in PAGES:
        raise KgError(f"{output}: a page; its name must end in {' or '.join(PAGES)}")
    return output


def render(  # noqa: PLR0913 - a parameter is an option of the command
    *,
    output: Page,
    store: StoreFolder = DEFAULT_STORE,
    limit: Limit = 200,
    threshold: Threshold = 0.5,
    title: Title = "Network of claims",
    entity: Entities = None,
    predicate: Predicates = None,
    since: Since = None,
    until: Until = None,
    min_confidence: Confidence = 0.0,
) -> None:
    """Write the interactive network as one file that works offline.

    Example: kg render -o graph.html --store my-store --entity China --since 2025
    """
    # Here, because pyvis brings IPython along.
    from kg.catalog import relations
    from kg.export import write
    from kg.export.html import render as render_page

    wanted = Filter(tuple(entity or ()), predicates(predicate), since, until, min_confidence)
    with opened(store) as graph, progress("drawing"):
        target, claims = _page(output), wanted.of(graph)
        articles = {name: graph.article(name) for name in sorted({claim.document for claim in claims})}
        known = {name: article for name, article in articles.items() if article is not None}
        page = render_page(claims, known, relations.load(), threshold=threshold, limit=limit, title=title)
        write(target, page.encode("utf8"))
    say(f"wrote {output}")

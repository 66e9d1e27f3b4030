"""The command that draws the graph: render, as a page or as a picture of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreFolder, opened, say, share, whole
from kg.cli.filters import Confidence, Depth, Evidence, Families, Focus, Predicates, Since, Until
from kg.cli.output import checked
from kg.cli.progress import progress
from kg.errors import KgError

PAGES = (".html", ".htm")
PICTURE = ".png"

Page = Annotated[
    Path,
    typer.Option("-o", "--output", metavar="FILE.html", help="The page to write; FILE.png: a picture, by Chromium."),
]
Most = Annotated[
    int,
    typer.Option("--max-nodes", "--limit", parser=whole(2), metavar="N", help="The most entities: the strongest."),
]
Threshold = Annotated[
    float,
    typer.Option(
        "--threshold", parser=share, metavar="0..1", help="The least confidence of a claim that is drawn as an edge."
    ),
]
Title = Annotated[str, typer.Option("--title", help="Heading of the page.")]


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command()(render)


def render(  # noqa: PLR0913 - a parameter is an option of the command
    *,
    output: Page,
    store: StoreFolder = DEFAULT_STORE,
    focus: Focus = None,
    depth: Depth = 2,
    since: Since = None,
    until: Until = None,
    family: Families = None,
    predicate: Predicates = None,
    min_evidence: Evidence = 1,
    min_confidence: Confidence = 0.0,
    max_nodes: Most = 20_000,
    threshold: Threshold = 0.5,
    title: Title = "Network of claims",
) -> None:
    """Write the interactive network as one file that works offline, or a picture of it.

    Example: kg render -o graph.html --store my-store --focus Azerbaijan --depth 2 --since 2025
    """
    # Here, because pyvis brings IPython along.
    from kg.catalog import gazetteer, relations
    from kg.export.choice import Filter, families, predicates
    from kg.export.page.html import render as render_page

    target = _target(output)
    wanted = Filter(
        focus=tuple(focus or ()),
        depth=depth,
        predicates=predicates(predicate),
        families=families(family),
        since=since,
        until=until,
        confidence=min_confidence,
        evidence=min_evidence,
    )
    with opened(store) as graph, progress("drawing"):
        claims = wanted.of(graph)
        articles = {name: graph.article(name) for name in sorted({claim.document for claim in claims})}
        page = render_page(
            claims,
            {name: article for name, article in articles.items() if article is not None},
            relations.load(),
            threshold=threshold,
            limit=max_nodes,
            title=title,
            gazetteer=gazetteer.load(),
            start=_start([graph.find(name) for name in wanted.focus], depth),
        )
        _write(target, page)
    say(f"wrote {output}")


def _start(centres: list[str], depth: int) -> Mapping[str, str | int]:
    """The view to open on: around the one entity that was asked for, else everything."""
    return {"focus": centres[0], "depth": depth} if len(centres) == 1 else {}


def _target(output: Path) -> Path:
    """The path, if a page or picture can be put there. Raises KgError where not."""
    from kg.export.page.still import browser

    suffix = checked(output).suffix.lower()
    if suffix == PICTURE:
        browser()
    elif suffix not in PAGES:
        raise KgError(f"{output}: a page or picture; its name must end in {', '.join(PAGES)} or {PICTURE}")
    return output


def _write(target: Path, page: str) -> None:
    from kg.export import write
    from kg.export.page.still import still

    write(target, still(page) if target.suffix.lower() == PICTURE else page.encode("utf8"))

"""The command that writes a briefing: report."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreFolder, opened
from kg.cli.filters import Confidence, Since, Until
from kg.cli.output import checked, outlet
from kg.cli.progress import progress
from kg.errors import KgError

PAGES = (".html", ".htm")

Page = Annotated[Path, typer.Option("-o", "--output", metavar="FILE.html", help="The page to write.")]
Focus = Annotated[
    str | None, typer.Option("--focus", "--entity", metavar="NAME", help="Only of this entity and who acts for it.")
]
Title = Annotated[str | None, typer.Option("--title", help="Heading of the page, in place of its own.")]


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command()(report)


def report(
    *,
    output: Page,
    store: StoreFolder = DEFAULT_STORE,
    focus: Focus = None,
    since: Since = None,
    until: Until = None,
    min_confidence: Confidence = 0.0,
    title: Title = None,
) -> None:
    """Write a briefing as one page that works offline: figures, network, time line, pairs, contradictions, coverage.

    Every statement leads to the quotes behind it.

    Example: kg report -o report.html --store my-store --focus Azerbaijan --since 2025
    """
    # Here, because networkx and the template engine take a while to load.
    from kg.analysis import Scope
    from kg.report import content, html

    if checked(output).suffix.lower() not in PAGES:
        raise KgError(f"{output}: a page; its name must end in {' or '.join(PAGES)}")
    with opened(store) as graph, progress("writing"):
        found = content(graph, focus, Scope(since, until, min_confidence))
        page = html(found, title)
    with outlet(output) as stream:
        stream.write(page.encode("utf8"))

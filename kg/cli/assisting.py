"""The command that serves a store to an assistant."""

from importlib.util import find_spec
from typing import Annotated

import typer

from kg.cli.common import DEFAULT_STORE, StoreFolder, opened
from kg.errors import KgError

Timeout = Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="How long a query may run.")]


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command()(mcp)


def mcp(*, store: StoreFolder = DEFAULT_STORE, timeout: Timeout = 10.0) -> None:
    """Serve a store to an assistant by the Model Context Protocol, over standard input and output.

    Example, as the command of a server in an assistant's settings: kg mcp --store /path/to/my-store
    """
    if find_spec("mcp") is None:
        raise KgError("kg mcp needs the package mcp: pip install 'communique[mcp]'")
    # Finishes what a dead writer left, and says so at once where there is no store.
    with opened(store):
        pass
    from kg.serve.mcp import server
    from kg.serve.settings import LEAST_JOBS, Settings

    server(Settings(store=store.resolve(), timeout=timeout, jobs=LEAST_JOBS)).run("stdio")

"""Commands that ask the graph."""

import typer


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""

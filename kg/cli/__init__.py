"""The command `kg`: parses, calls one function, prints. The only place that catches KgError."""

import io
import os
import sys
from typing import Annotated

import typer

from kg.cli import (
    analyzing,
    asking,
    assisting,
    drawing,
    evaluating,
    judging,
    keeping,
    making,
    reading,
    reporting,
    serving,
    showing,
)
from kg.cli.common import complain
from kg.errors import KgError

__all__ = ["app", "main"]

FAILED = 1
STOPPED = 130

app = typer.Typer(
    help="News articles on international affairs in, a knowledge graph out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for part in (
    *(making, asking, analyzing, showing, drawing, keeping, evaluating, reading, judging, serving, assisting),
    reporting,
):
    part.add_to(app)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"communique {version('communique')}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[bool, typer.Option("--version", help="Show the version.", is_eager=True, callback=_version)] = (
        False
    ),
) -> None:
    pass


def main() -> None:
    """Runs the command line; a user's error is a message on standard error and exit code 1, never a traceback."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot print a sign shows its number instead.
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(_written(_status()))


def _status() -> int:
    """The exit code of the command."""
    try:
        app()
    except SystemExit as end:
        if end.code == STOPPED:
            complain("stopped; what was finished is kept")
        return end.code if isinstance(end.code, int) else 0
    except KgError as error:
        complain(str(error))
    except OSError as error:
        complain(_cause(error))
    return FAILED


def _written(status: int) -> int:
    """The exit code, once all output is where it should go."""
    try:
        sys.stdout.flush()
    except OSError as error:
        # Python would try again on its way out and fail with a message of its own.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            complain(_cause(error))
        return status or FAILED
    return status


def _cause(error: OSError) -> str:
    return f"{error.filename or 'output'}: {(error.strerror or str(error)).lower()}"

"""The command `kg`: parses, calls one function, prints. The only place that catches KgError."""

import sys

import typer

from kg.cli import asking, keeping, making, showing
from kg.errors import KgError

__all__ = ["app", "main"]

app = typer.Typer(
    help="News articles on international affairs in, a knowledge graph out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
for part in (making, asking, showing, keeping):
    part.add_to(app)


def main() -> None:
    """Runs the command line; a user's error is one line on standard error and exit code 1."""
    try:
        app()
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("kg: stopped; what was finished is kept", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output went away: nothing is wrong, and nothing more can be said.
        sys.stderr.close()
        sys.exit(0)

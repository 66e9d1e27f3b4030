"""Options and outputs that several commands share."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import KgError

SOME_FAILED = 3

Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for standard input.")
]
StoreFolder = Annotated[Path, typer.Option("--store", metavar="DIR", help="The folder of the store.")]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there, not to standard output.")
]
Jobs = Annotated[int, typer.Option("--jobs", min=1, help="Number of processes.")]

DEFAULT_STORE = Path("communique-store")


def say(line: str) -> None:
    """One line to standard error."""
    print(line, file=sys.stderr)


def emit(text: str, output: Path | None) -> None:
    """Text to a file or to standard output. Raises KgError where the file cannot be written."""
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf8")
    except OSError as error:
        raise KgError(f"{output}: cannot be written: {error.strerror}") from error


def table(columns: list[str], rows: list[list[str]]) -> str:
    """Rows under their columns, as wide as their longest cell."""
    widths = [max(len(cell) for cell in column) for column in zip(columns, *rows, strict=True)]
    lines = [columns, ["-" * width for width in widths], *rows]
    return "".join("  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines)

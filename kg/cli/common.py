"""Options and messages that several commands share. Nothing here loads a store before a command needs one."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.store import Store

SOME_FAILED = 3
LONGEST_CELL = 100

_Name = TypeVar("_Name", bound=str)


def whole(least: int) -> Callable[[str], int]:
    """A parser of whole numbers from the least on; typer's own speaks of what its library expects."""

    def parse(text: str) -> int:
        if str(text).isdecimal() and int(text) >= least:
            return int(text)
        raise typer.BadParameter(f"'{text}' must be a whole number, at least {least}")

    return parse


def share(text: str) -> float:
    """A number from 0 to 1."""
    try:
        number = float(text)
    except ValueError:
        number = -1
    if 0 <= number <= 1:
        return number
    raise typer.BadParameter(f"'{text}' must be a number from 0 to 1")


def one_of(names: tuple[_Name, ...]) -> Callable[[str], _Name]:
    """A parser of these names."""

    def parse(text: str) -> _Name:
        found = next((name for name in names if name == text), None)
        if found is None:
            raise typer.BadParameter(f"'{text}' must be one of {', '.join(names)}")
        return found

    return parse


Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for standard input.")
]
StoreFolder = Annotated[Path, typer.Option("--store", metavar="DIR", help="The folder of the store.")]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", parser=whole(1), metavar="N", help="How many processes extract at once.")
]

DEFAULT_STORE = Path("communique-store")


def opened(folder: Path, write: bool = False) -> "Store":
    """The store in a folder; see `Store.open`. Raises KgError for what is no folder."""
    from kg.store import Store

    if folder.exists() and not folder.is_dir():
        raise KgError(f"{folder}: a file, not a store; give the folder of one, or a new name")
    return Store.open(folder, write)


def show(lines: Iterable[str]) -> None:
    """Lines for people to standard output, without signs that would steer the terminal."""
    from kg.store.cells import for_terminal

    for line in lines:
        print(for_terminal(line))


def say(line: str) -> None:
    """One line to standard error."""
    print(line, file=sys.stderr)


def complain(message: str) -> None:
    """An error or a bad input to standard error. A message has several lines where a file has several faults."""
    from kg.store.cells import for_terminal

    for number, line in enumerate(message.splitlines()):
        say(for_terminal(line) if number else f"kg: {for_terminal(line)}")


def idle_decisions(store: Path, idle: Iterable[str]) -> None:
    """Tells of the entries of the curation file that decide nothing."""
    from kg.store import curation

    for entry in idle:
        complain(f"{store / curation.NAME}: {entry} decides nothing: no claim here names it; mend or remove the entry")


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """The lines of a table, its columns as wide as their longest cell; what is very long is cut."""
    cells = [[_cell(text) for text in row] for row in (columns, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    head, *body = cells
    lines = [head, ["-" * width for width in widths], *body]
    return ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]


def _cell(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_CELL else plain[: LONGEST_CELL - 1].rstrip() + "…"

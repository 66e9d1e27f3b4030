"""The options that choose what of a store a picture shows (kg/export/choice.py)."""

import re
from typing import Annotated

import typer

from kg.cli.common import share, whole

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def dated(text: str | None) -> str | None:
    """A date of a year, month or day, as it was given."""
    if text is None or _DATE.fullmatch(text):
        return text
    raise typer.BadParameter(f"'{text}' is no date; give YYYY, YYYY-MM or YYYY-MM-DD")


Focus = Annotated[
    list[str] | None,
    typer.Option(
        "--focus", "--entity", metavar="NAME", help="Only what is near this entity; may be given several times."
    ),
]
Depth = Annotated[
    int, typer.Option("--depth", parser=whole(1), metavar="N", help="How many steps from the focus count as near.")
]
Families = Annotated[
    list[str] | None,
    typer.Option("--family", metavar="NAME", help="Only relations of this family; may be given several times."),
]
Predicates = Annotated[
    list[str] | None,
    typer.Option("--predicate", metavar="NAME", help="Only this predicate; may be given several times."),
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", callback=dated, help="Only what happened, or was told, since.")
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", callback=dated, help="Only what happened, or was told, until.")
]
Evidence = Annotated[
    int, typer.Option("--min-evidence", parser=whole(1), metavar="N", help="Only relations with so many claims.")
]
Confidence = Annotated[
    float, typer.Option("--min-confidence", parser=share, metavar="0..1", help="Only claims that are at least so sure.")
]

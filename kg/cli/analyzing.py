"""The command that says what the network of claims tells: analyze, with a command of its own for each question."""

import inspect
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import get_terminal_size
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import typer

from kg.cli.common import DEFAULT_STORE, StoreFolder, one_of, opened, say, whole
from kg.cli.filters import Confidence, Since, Until, dated
from kg.cli.output import Output, checked, form, format_option, outlet
from kg.cli.progress import progress
from kg.errors import KgError, NotFound

if TYPE_CHECKING:
    from kg.analysis import Corpus, Table

Form = Literal["table", "csv", "json"]
FORMS: tuple[Form, ...] = get_args(Form)
SUFFIXES: Mapping[str, Form] = MappingProxyType({".csv": "csv", ".json": "json", ".txt": "table"})
TIES = ("cooperation", "contest", "all")

# What a table for people shows where nothing else is asked for.
ROWS, QUOTES = 30, 5

Name = Annotated[str, typer.Argument(help="A label, alternative label, id or QID.")]
Entity = Annotated[
    str | None, typer.Option("--entity", metavar="NAME", help="Only of this entity: a label, alternative label or id.")
]
Among = Annotated[
    list[str] | None,
    typer.Option("--among", metavar="CLASS", help="Only actors of this class; several times for more."),
]
Split = Annotated[
    str | None,
    typer.Option(
        "--split", metavar="DATE", callback=dated, help="Compare ties from before and since, else the median."
    ),
]
Ties = Annotated[
    str, typer.Option("--ties", parser=one_of(TIES), metavar="|".join(TIES), help="Which ties make paths.")
]
Triads = Annotated[bool, typer.Option("--triads", help="Show every signed triad, not the frustrated ties.")]
From = Annotated[str, typer.Option("--since", metavar="DATE", callback=dated, help="Told in articles since this date.")]

HalfLife = Annotated[
    int,
    typer.Option(
        "--half-life", parser=whole(0), metavar="DAYS", help="Days in which evidence loses half its weight; 0: never."
    ),
]
People = Annotated[
    bool, typer.Option("--people", help="Persons stand for themselves, not for the state or body they act for.")
]
Format = Annotated[
    Form | None, format_option(FORMS, "How to write the answer, else as the suffix of FILE says, else a table.")
]
WithQuotes = Annotated[bool, typer.Option("--evidence", help="Show the quotes behind each row.")]
Row = Annotated[
    int | None, typer.Option("--row", parser=whole(1), metavar="N", help="Only this row, with all its quotes.")
]
Top = Annotated[
    int | None, typer.Option("--top", parser=whole(1), metavar="N", help=f"Only the first rows; tables show {ROWS}.")
]
Plot = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE", help="Draw a figure too: a name that ends in .svg or .png.")
]

analyze = typer.Typer(help="Say what the network tells: who stands between, belongs together, turns, speaks.")


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.add_typer(analyze, name="analyze", no_args_is_help=True)


# The options of every question: name, what it is, default.
_COMMON: tuple[tuple[str, Any, Any], ...] = (
    ("store", StoreFolder, DEFAULT_STORE),
    ("since", Since, None),
    ("until", Until, None),
    ("min_confidence", Confidence, 0.0),
    ("half_life", HalfLife, 365),
    ("people", People, False),
    ("format", Format, None),
    ("evidence", WithQuotes, False),
    ("row", Row, None),
    ("top", Top, None),
    ("plot", Plot, None),
    ("output", Output, None),
)


def _question(ask: Callable[..., "Table"]) -> Callable[..., "Table"]:
    """Registers a function of a corpus as a command with its own parameters and those of every question.

    A parameter of its own goes before one that all have.
    """
    own = [parameter for name, parameter in inspect.signature(ask).parameters.items() if name != "corpus"]
    names = {parameter.name for parameter in own}
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, kind, default in _COMMON
        if name not in names
    ]

    def command(**given: Any) -> None:
        arguments = {name: given.pop(name) for name in names}
        _answer(lambda corpus: ask(corpus, **arguments), given)

    parameters = [parameter.replace(kind=parameter.KEYWORD_ONLY) for parameter in (*own, *shared)]
    command.__doc__ = ask.__doc__
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    analyze.command(ask.__name__)(command)
    return ask


def _answer(ask: "Callable[[Corpus], Table]", given: Mapping[str, Any]) -> None:
    """Asks, draws and writes."""
    from kg import analysis

    output, plot = given["output"], given["plot"]
    chosen = form(output, given["format"], SUFFIXES, "table")
    target = _drawable(plot) if plot else None
    scope = analysis.Scope(
        given.get("since"), given["until"], given["min_confidence"], given["half_life"], given["people"]
    )
    with opened(given["store"]) as graph, progress("analysing"):
        found = ask(analysis.read(graph, scope))
        picture = (analysis.png if plot.suffix.lower() == ".png" else analysis.svg)(found) if plot else b""
    text = _written(_chosen(found, given, chosen), given, chosen)
    with outlet(output) as stream:
        stream.write(text.encode("utf8"))
    if target:
        with outlet(target) as stream:
            stream.write(picture)
    if chosen == "csv":
        for note in found.notes:
            say(note)


def _drawable(plot: Path) -> Path:
    """The path, if a figure can be put there. Raises KgError where not."""
    if plot.suffix.lower() not in (".svg", ".png"):
        raise KgError(f"{plot}: a figure; its name must end in .svg or .png")
    return checked(plot)


def _chosen(found: "Table", given: Mapping[str, Any], chosen: Form) -> "Table":
    """The rows that are asked for. Raises NotFound for a row that there is not."""
    number, top = given["row"], given["top"]
    if number is not None and number > len(found.rows):
        raise NotFound(f"no row {number}; there are {len(found.rows)}")
    if number is not None:
        return found.only(number)
    most = top or (ROWS if chosen == "table" else None)
    return found.head(most) if most else found


def _written(found: "Table", given: Mapping[str, Any], chosen: Form) -> str:
    from kg import analysis

    quotes = given["evidence"] or given["row"] is not None
    if chosen == "csv":
        return analysis.as_csv(found, quotes)
    if chosen == "json":
        return analysis.as_json(found, quotes)
    most = (len(found.evidence[0]) if given["row"] else QUOTES) if quotes else 0
    if given["output"] is None and sys.stdout.isatty():
        return analysis.as_text(found, get_terminal_size().columns, most)
    return analysis.as_text(found, quotes=most)


def _classes(names: list[str] | None) -> tuple[str, ...]:
    """The classes as the ontology names them. Raises NotFound with near names."""
    from kg.store.names import entity_class

    return tuple(map(entity_class, names or ()))


@_question
def brokers(
    corpus: "Corpus", entity: Entity = None, among: Among = None, split: Split = None, ties: Ties = "cooperation"
) -> "Table":
    """Who stands between others: betweenness, with bounds, and its change.

    Example: kg analyze brokers --among State --plot brokers.svg --store my-store
    """
    from kg import analysis

    return analysis.brokers(corpus, split=split, ties=ties, among=_classes(among), entity=entity)


@_question
def blocs(corpus: "Corpus", entity: Entity = None, among: Among = None) -> "Table":
    """Who belongs together: communities in the network of cooperation, and how stable they are.

    Example: kg analyze blocs --evidence --store my-store
    """
    from kg import analysis

    return analysis.blocs(corpus, among=_classes(among), entity=entity)


@_question
def balance(corpus: "Corpus", entity: Entity = None, among: Among = None, triads: Triads = False) -> "Table":
    """Whether friends of friends are friends: signed triads, and the ties that stand against balance.

    Example: kg analyze balance --triads --store my-store
    """
    from kg import analysis

    return (analysis.triads if triads else analysis.balance)(corpus, among=_classes(among), entity=entity)


@_question
def hedging(corpus: "Corpus", entity: Entity = None) -> "Table":
    """Which states are tied to rivals at once, and how evenly.

    Example: kg analyze hedging --row 1 --store my-store
    """
    from kg import analysis

    return analysis.hedging(corpus, entity=entity)


@_question
def path(corpus: "Corpus", start: Name, end: Name) -> "Table":
    """How two entities are connected: the fewest edges, each with its quotes.

    Example: kg analyze path Iran China --store my-store
    """
    from kg import analysis

    return analysis.chain(corpus, start, end)


@_question
def dyad(corpus: "Corpus", one: Name, other: Name) -> "Table":
    """What two do to each other, month by month, counted by PLOVER's classes and scored from -10 to 10 a deed.

    Example: kg analyze dyad China "United States" --plot dyad.svg --store my-store
    """
    from kg import analysis

    return analysis.dyad(corpus, one, other)


@_question
def timeline(corpus: "Corpus", entity: Name) -> "Table":
    """What is told of an entity, in the order of time.

    Example: kg analyze timeline Hungary --since 2025 --store my-store
    """
    from kg import analysis

    return analysis.timeline(corpus, entity)


@_question
def changes(corpus: "Corpus", since: From, entity: Entity = None) -> "Table":
    """What is new since a date, and what has turned, was carried out, ended or denied.

    Example: kg analyze changes --since 2025-06 --store my-store
    """
    from kg import analysis

    return analysis.changes(corpus, since, entity=entity)


@_question
def initiatives(corpus: "Corpus", entity: Entity = None) -> "Table":
    """Who is in which initiative or project, which share members, which are rivals.

    Example: kg analyze initiatives --entity China --store my-store
    """
    from kg import analysis

    return analysis.initiatives(corpus, entity=entity)


@_question
def speakers(corpus: "Corpus", entity: Entity = None) -> "Table":
    """Who is quoted about whom: about the own side, rivals or third parties.

    Example: kg analyze speakers --format csv -o speakers.csv --store my-store
    """
    from kg import analysis

    return analysis.speakers(corpus, entity=entity)

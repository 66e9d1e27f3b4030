"""Commands that ask the graph: query, explain, path."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from shlex import quote
from shutil import get_terminal_size
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from kg.cli.common import DEFAULT_STORE, StoreFolder, opened, say, show
from kg.cli.output import Output, form, format_option, outlet
from kg.cli.progress import progress

if TYPE_CHECKING:
    from kg.explain import Evidence
    from kg.query import Answer, Question

Form = Literal["table", "csv", "json", "ttl"]

FORMS: tuple[Form, ...] = get_args(Form)
SUFFIXES: Mapping[str, Form] = MappingProxyType({".csv": "csv", ".json": "json", ".ttl": "ttl", ".txt": "table"})

What = Annotated[str | None, typer.Argument(metavar="NAME|FILE.rq", help="A query that ships, or a file of your own.")]
Sparql = Annotated[str | None, typer.Option("-e", metavar="SPARQL", help="The text of a query, in place of a name.")]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Set a parameter; may be given several times.")
]
Listing = Annotated[bool, typer.Option("--list", help="Show the queries that ship, with their questions.")]
Format = Annotated[
    Form | None,
    format_option(
        FORMS, "How to write the answer, else as the suffix of FILE says, else a table; ttl for CONSTRUCT and DESCRIBE."
    ),
]
Name = Annotated[str, typer.Argument(help="A label, alternative label, id or QID.")]
Predicate = Annotated[str, typer.Argument(help="A predicate, e.g. partner_of.")]


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    app.command()(query)
    app.command()(explain)
    app.command()(path)


def query(
    *,
    what: What = None,
    sparql: Sparql = None,
    store: StoreFolder = DEFAULT_STORE,
    format: Format = None,
    set: Settings = None,
    list: Listing = False,
    output: Output = None,
) -> None:
    """Ask the graph a question: one that ships, or your own in SPARQL.

    Example: kg query partners --set entity=Philippines --store my-store
    """
    from kg import query as questions

    if list:
        show(_listed(questions.load().values()))
        return
    question, given = _question(what, sparql), _given(set or [])
    chosen = form(output, format, SUFFIXES, "table")
    with outlet(output) as stream:
        with opened(store) as graph, progress("asking"):
            found = questions.ask(graph, question, given)
        stream.write(_written(found, chosen, output is None).encode("utf8"))
    if not found.rows and chosen == "table":
        say("no rows")


def _listed(questions: "Iterable[Question]") -> Iterator[str]:
    """The questions by group, each with what may be set."""
    ordered = sorted(questions, key=lambda question: (question.group, question.name))
    for group, members in groupby(ordered, key=lambda question: question.group):
        yield group
        for question in members:
            yield f"  {question.name}: {question.question}"
            if question.parameters:
                settings = (quote(f"{p.name}={p.default or '...'}") for p in question.parameters)
                yield f"      --set {' --set '.join(settings)}"


def _question(what: str | None, sparql: str | None) -> "Question":
    from kg.query import named, parsed

    if what is not None and sparql is not None:
        raise typer.BadParameter("a query by name and one by -e: give one of them, not both")
    if what is None and sparql is None:
        raise typer.BadParameter("give the name of a query (see --list), a .rq file, or -e and SPARQL")
    return named(what) if what is not None else parsed("query", sparql or "")


def _given(settings: Iterable[str]) -> Mapping[str, str]:
    pairs = [setting.partition("=") for setting in settings]
    if not all(name and sign for name, sign, _ in pairs):
        raise typer.BadParameter("must be NAME=VALUE", param_hint="'--set'")
    return {name.strip().removeprefix("$"): value.strip() for name, _, value in pairs}


def _written(found: "Answer", format: Form, printed: bool) -> str:
    from kg.query import FORMATS, table

    if format == "table" and printed and sys.stdout.isatty():
        return table(found, get_terminal_size().columns)
    return FORMATS[format](found)


def explain(subject: Name, predicate: Predicate, object: Name, store: StoreFolder = DEFAULT_STORE) -> None:
    """Show the quotes, sources, dates and speakers behind an edge.

    Example: kg explain Rwanda sanctions Belgium --store my-store
    """
    from kg.explain import explain as evidence_of
    from kg.explain import origins

    with opened(store) as graph, progress("searching"):
        found = evidence_of(graph, subject, predicate, object)
        behind = [evidence for evidence in found if evidence.edge]
        articles, independent = {evidence.document.id for evidence in behind}, origins(graph, behind)
    for evidence in found:
        show(_told(evidence))
    numbers = f"claims: {len(behind)}, articles: {len(articles)}, independent origins: {independent}"
    show([f"Behind the edge: {numbers}." if behind else "No claim makes the edge."])


def _told(evidence: "Evidence") -> Iterator[str]:
    claim = evidence.claim
    yield f"{claim.subject.label} {claim.predicate} {claim.object.label}  [{'; '.join(_notes(evidence))}]"
    yield from _quoted(evidence)
    yield from (f"    read: {reading}" for reading in claim.read_as)
    yield ""


def _notes(evidence: "Evidence") -> Iterator[str]:
    claim = evidence.claim
    yield claim.factuality
    if claim.ended:
        yield "ended"
    if not evidence.edge:
        yield "no edge"
    times = (("", claim.time), ("from ", claim.valid_from), ("to ", claim.valid_to))
    yield from (word + time for word, time in times if time)
    if claim.attributed_to:
        yield f"according to {claim.attributed_to.label}"
    if claim.cited_from:
        yield f"cited from {claim.cited_from.label}"
    yield from (f"{key} {value}" for key, value in claim.qualifiers)
    yield f"{claim.zone}, confidence {claim.confidence:g}, {claim.method}"


def _quoted(evidence: "Evidence") -> Iterator[str]:
    claim, document = evidence.claim, evidence.document
    yield f"    “{' '.join(claim.quote.split())}”"
    where = ", ".join(filter(None, (document.source, document.date, document.id)))
    yield f"    {where}, characters {claim.start} to {claim.end}"


def path(start: Name, end: Name, store: StoreFolder = DEFAULT_STORE) -> None:
    """Show how two entities are connected: the fewest edges, each with a quote.

    Example: kg path Iran China --store my-store
    """
    from kg.analysis import path as shortest_path

    with opened(store) as graph, progress("searching"):
        found = shortest_path(graph, start, end)
    for hop in found:
        show((f"{hop.subject} {hop.predicate} {hop.object}", *_quoted(hop.evidence)))

"""What a query gives back, and how it is written."""

import csv
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import StringIO
from types import MappingProxyType
from typing import Any

import pyoxigraph as ox
from rich import box
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from kg import vocab
from kg.errors import KgError
from kg.graph import short
from kg.store import sparql
from kg.store.cells import for_spreadsheet, for_terminal

_STRING = vocab.PREFIXES["xsd"] + "string"

# So wide that no cell is broken where the output is no terminal.
WIDE = 1_000

Row = tuple[sparql.Term | None, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a query under its columns. A graph (CONSTRUCT, DESCRIBE) has the columns of a triple.

    The answer to ASK is one row with a truth.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    graph: bool = False
    truth: bool = False


def answer(results: sparql.Results, *, ordered: bool) -> Answer:
    """The results of a query; where it gives no order, they are sorted."""
    if isinstance(results, ox.QueryBoolean):
        return Answer(("answer",), ((ox.Literal(bool(results)),),), truth=True)
    if isinstance(results, ox.QueryTriples):
        triples = sorted(set(results), key=str)
        return Answer(("subject", "predicate", "object"), tuple(map(tuple, triples)), graph=True)
    columns = tuple(variable.value for variable in results.variables)
    rows = [tuple(solution[column] for column in columns) for solution in results]
    return Answer(columns, tuple(rows if ordered else sorted(rows, key=lambda row: tuple(map(str, row)))))


def shown(term: sparql.Term | None) -> str:
    """A term for people: a prefixed name, the text of a literal, nothing for none."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return short(term.value)
    return term.value if isinstance(term, ox.Literal) else str(term)


def table(found: Answer, width: int = WIDE) -> str:
    """The rows as a table, at most `width` signs wide; columns without any value are left out.

    Text that would steer the terminal is made harmless.
    """
    rows = [tuple(for_terminal(shown(term)) for term in row) for row in found.rows]
    kept = [number for number in range(len(found.columns)) if any(row[number] for row in rows)]
    kept = kept or list(range(len(found.columns)))
    # What is too long for its column goes on in the next line: a cut id or date is of no use.
    columns = (Column(Text(found.columns[number]), overflow="fold") for number in kept)
    grid = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        grid.add_row(*(Text(row[number]) for number in kept))
    buffer = StringIO()
    Console(file=buffer, width=width, color_system=None, legacy_windows=False, force_jupyter=False).print(grid)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()).strip("\n") + "\n"


def as_csv(found: Answer) -> str:
    """The rows as CSV; text that a spreadsheet would run as a formula has an apostrophe before it."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(found.columns)
    writer.writerows([_cell(term) for term in row] for row in found.rows)
    return buffer.getvalue()


def as_json(found: Answer) -> str:
    """The rows in the SPARQL 1.1 results format in JSON."""
    if found.truth:
        return json.dumps({"head": {}, "boolean": found.rows == ((ox.Literal(True),),)}, indent=2) + "\n"
    bindings = [
        {column: _binding(term) for column, term in zip(found.columns, row, strict=True) if term is not None}
        for row in found.rows
    ]
    content = {"head": {"vars": list(found.columns)}, "results": {"bindings": bindings}}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_turtle(found: Answer) -> str:
    """A graph in Turtle. Raises KgError for rows."""
    if not found.graph:
        raise KgError("only CONSTRUCT and DESCRIBE give a graph; for SELECT and ASK choose table, csv or json")
    triples = [ox.Triple(*row) for row in found.rows]  # type: ignore[arg-type]
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=vocab.PREFIXES) or b"").decode("utf8")


def _cell(term: sparql.Term | None) -> str:
    """Numbers are left alone, whatever they begin with."""
    text = shown(term)
    is_text = isinstance(term, ox.Literal) and (term.language or term.datatype.value == _STRING)
    return str(for_spreadsheet(text)) if is_text else text


def _binding(term: sparql.Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _binding(part) for name, part in parts.items()}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    plain = term.datatype.value == _STRING
    return {"type": "literal", "value": term.value} | ({} if plain else {"datatype": term.datatype.value})


FORMATS: Mapping[str, Callable[[Answer], str]] = MappingProxyType(
    {"csv": as_csv, "json": as_json, "table": table, "ttl": as_turtle}
)

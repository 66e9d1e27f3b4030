"""SPARQL read before it runs: what reaches outside the store or writes to it is refused, parameters are put in.

Oxigraph has no switch for SERVICE, so the text is cut into tokens and the word refused wherever the engine could
read it as a keyword. Oxigraph reads without tokens (`1SERVICE` is a number and a keyword to it, `1<2#>` a comparison
and a comment), so that whatever could be cut otherwise than here is refused or kept apart.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pyoxigraph as ox

from kg import vocab
from kg.errors import KgError, NotFound, Refused
from kg.store.faults import is_damage

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

UPDATES = frozenset(["ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"])
READS = frozenset(["SELECT", "CONSTRUCT", "DESCRIBE", "ASK"])

_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\n\r]* )
    | (?P<iri> <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*> )
    | (?P<string> \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<variable> [?$]\w+ )
    | (?P<name> [\w.-]*:(?:[\w.:%-]|\\.)* )
    | (?P<word> \w+ )
    | (?P<space> \s+ )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_PLAIN_NAME = re.compile(r"(?!\w*service)[A-Za-z][A-Za-z0-9_-]*:[A-Za-z_]\w*", re.IGNORECASE | re.ASCII)
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_HIDDEN = re.compile(r"\).*service", re.IGNORECASE)
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_REASONS = {
    "The SELECT contains a variable that is unbound": "a selected variable is neither grouped by nor aggregated",
}


class Token(NamedTuple):
    """A piece of a query: its kind (a group of the pattern above), text and offset."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """The pieces of a query; joined they are the query."""
    for match in _TOKEN.finditer(text):
        yield Token(str(match.lastgroup), match[0], match.start())


def words(text: str) -> list[str]:
    """The bare words of a query (keywords, functions, numbers), in capitals."""
    return [token.text.upper() for token in tokens(text) if token.kind == "word"]


def bound(text: str, values: Mapping[str, Term | None]) -> str:
    """The query with the value of each parameter in the place of `$name`, as the value's own SPARQL form.

    No value leaves the parameter open: write `VALUES ?x { $name }` in the query, which becomes UNDEF. Raises NotFound
    for a value whose parameter does not occur.
    """
    pieces = list(tokens(text))
    there = {token.text[1:] for token in pieces if token.kind == "variable" and token.text[0] == "$"}
    for name in values:
        if name not in there:
            raise NotFound(f"the query has no parameter ${name}; {_listed(there)}")
    return "".join(_filled(token, values) for token in pieces)


class Graphs(NamedTuple):
    """What a query is about, in place of what its FROM and FROM NAMED say: these graphs as one, and these by name."""

    default: tuple[str, ...]
    named: tuple[str, ...]


def run(quads: ox.Store, text: str, graphs: Graphs | None = None) -> Results:
    """The results of a query over all graphs of a store as one, with our prefixes known.

    `GRAPH ?g { }` reaches the graphs of single documents. FROM and FROM NAMED, or `graphs`, choose among them. Raises
    Refused for SERVICE and updates, KgError with the place for what is no SPARQL.
    """
    safe = guarded(text)
    try:
        if graphs is None:
            # Oxigraph would take all graphs whatever FROM says.
            chosen = "FROM" in text.upper() and "FROM" in words(text)
            return quads.query(safe, prefixes=vocab.PREFIXES, use_default_graph_as_union=not chosen)
        return quads.query(
            safe,
            prefixes=vocab.PREFIXES,
            default_graph=[ox.NamedNode(name) for name in graphs.default],
            named_graphs=[ox.NamedNode(name) for name in graphs.named],
        )
    except SyntaxError as error:
        raise KgError(_explained(safe, str(error))) from error
    except (ValueError, RuntimeError, OSError) as error:
        if is_damage(error):
            raise
        raise KgError(f"SPARQL: {' '.join(str(error).split())}") from error


def solutions(quads: ox.Store, text: str) -> ox.QuerySolutions:
    """The rows of a SELECT query; see `run`. Raises KgError for a query of another kind."""
    found = run(quads, text)
    if not isinstance(found, ox.QuerySolutions):
        raise KgError("SPARQL: must be a SELECT query")
    return found


def guarded(text: str) -> str:
    """The query as it may run. Raises Refused for a query that calls other servers or is an update."""
    pieces = list(tokens(text.replace("\r\n", "\n").replace("\r", "\n")))
    if any(_calls_out(token) for token in pieces):
        raise Refused("SPARQL: SERVICE is refused: queries stay within the store")
    known = (token.text.upper() for token in pieces if token.kind == "word")
    first = next((word for word in known if word in UPDATES | READS), "")
    if first in UPDATES:
        raise Refused(f"SPARQL: {first} is refused: the graph follows from the articles (`kg build`, `kg remove`)")
    # Read as "less than", an IRI's # would begin a comment: it must not swallow what follows. A carriage return
    # ends a comment and counts as no line.
    return "".join(token.text + "\r" if token.kind == "iri" and "#" in token.text else token.text for token in pieces)


def _calls_out(token: Token) -> bool:
    """Whether the engine could read a SERVICE keyword here."""
    if token.kind in ("comment", "string", "variable") or "service" not in token.text.lower():
        return False
    if token.kind == "iri":
        return bool(_HIDDEN.search(token.text))
    return not _PLAIN_NAME.fullmatch(token.text)


def _filled(token: Token, values: Mapping[str, Term | None]) -> str:
    name = token.text[1:]
    if token.kind != "variable" or token.text[0] != "$" or name not in values:
        return token.text
    value = values[name]
    return "UNDEF" if value is None else str(value)


def _listed(names: set[str]) -> str:
    return "it has " + ", ".join(f"${name}" for name in sorted(names)) if names else "it has none"


def _undeclared(text: str) -> str | None:
    """The first prefix that is used but neither declared nor ours; `_:` marks blank nodes."""
    known = {"_", *vocab.PREFIXES, *_DECLARED.findall(text)}
    used = (token.text.partition(":")[0] for token in tokens(text) if token.kind == "name")
    return next((prefix for prefix in used if prefix not in known), None)


def _explained(text: str, message: str) -> str:
    """One line that says where the query breaks and at what."""
    if unknown := _undeclared(text):
        ours = ", ".join(sorted(vocab.PREFIXES))
        return f"SPARQL: prefix '{unknown}:' is not declared; known without PREFIX are {ours}"
    match = _PLACE.match(message)
    if match is None:
        return f"SPARQL: {' '.join(message.split())}"
    line, column = int(match[1]), int(match[2])
    before = text.split("\n")[line - 1][: column - 1]
    rest = text.split("\n")[line - 1][column - 1 :].replace("\r", "").strip()
    reason = next((said for known, said in _REASONS.items() if known in match[3]), None)
    what = reason or (f"not understood from '{rest[:40]}' on" if rest else "not understood at or before its end")
    return f"SPARQL, line {line}, column {column - before.count(chr(13))}: {what}"

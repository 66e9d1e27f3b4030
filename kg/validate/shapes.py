"""The shapes of the ontology (`ontology/shapes.ttl`, SHACL) over all graphs as one, fast on millions of triples.

What is SHACL Core is run by `shacl`, an engine in Rust. It and others run a rule in SPARQL once for each node, which
takes minutes; here Oxigraph runs it once for all nodes, or `kg.validate.rules` does. The tests hold the results equal
to those of pyshacl, which takes the shapes as they stand.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pyoxigraph as ox
import shacl

from kg import graph, vocab
from kg.files import shipped
from kg.model import Finding, Severity
from kg.store import sparql
from kg.validate import rules

SH = "http://www.w3.org/ns/shacl#"
SPARQL = ox.NamedNode(SH + "sparql")

# The rules in SPARQL: each with its query, its message and the severity of its shape.
QUERY = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?rule ?select ?message ?severity WHERE {
  ?shape sh:sparql ?rule .
  ?rule sh:select ?select ; sh:message ?message .
  OPTIONAL { ?shape sh:severity ?severity }
}
"""

# What a message does not say, by the constraint that is broken.
COUNTS = {"MinCountConstraintComponent": "there is none", "MaxCountConstraintComponent": "there are too many"}


class Rule(NamedTuple):
    """A constraint in SPARQL: `$this` is a node that breaks it."""

    select: str
    message: str
    severity: Severity


class Result(NamedTuple):
    """One thing that breaks a shape, in the terms of SHACL. `said` is more than its message says, for a reader."""

    severity: Severity
    focus: str
    message: str
    value: str | None = None
    path: str | None = None
    said: str | None = None


def findings(quads: ox.Store) -> list[Finding]:
    """What breaks the shapes, sorted; each once."""
    return sorted({_finding(result) for result in results(quads)}, key=lambda found: (found.place, found.message))


def results(quads: ox.Store) -> Iterator[Result]:
    """What breaks the shapes. IRIs and literals are given by their plain text."""
    yield from _core(quads)
    for name, rule in constraints().items():
        rows = rules.CODED[name](quads) if name in rules.CODED else _selected(quads, rule)
        for focus, path, value in rows:
            plain = None if path is None else path.value
            yield Result(rule.severity, _plain(focus), rule.message, _plain(value), plain)


@cache
def constraints() -> Mapping[str, Rule]:
    """The constraints in SPARQL by their local name, sorted."""
    found = {}
    for row in sparql.solutions(_graph(), QUERY):
        name, select, message, severity = row["rule"], row["select"], row["message"], row["severity"]
        assert isinstance(name, ox.NamedNode)
        assert isinstance(select, ox.Literal)
        assert isinstance(message, ox.Literal)
        mild = severity == ox.NamedNode(SH + "Warning")
        rule = Rule(select.value, message.value, "warning" if mild else "error")
        found[name.value.removeprefix(vocab.KG)] = rule
    return dict(sorted(found.items()))


def _core(quads: ox.Store) -> Iterator[Result]:
    """What breaks the constraints of SHACL Core."""
    with TemporaryDirectory(prefix="kg-validate-") as folder:
        path = Path(folder) / "graph.nt"
        with path.open("wb") as stream:
            for name in (ox.DefaultGraph(), *quads.named_graphs()):
                quads.dump(stream, format=ox.RdfFormat.N_TRIPLES, from_graph=name)
        report = _compiled().validate_file(str(path))
    for found in report.results:
        value, said = None if found.value is None else _unquoted(found.value), COUNTS.get(found.component)
        severity: Severity = "error" if found.severity == "Violation" else "warning"
        yield Result(severity, _unquoted(found.focus_node), found.message or found.component, value, None, said)


def _selected(quads: ox.Store, rule: Rule) -> Iterator[rules.Row]:
    """Runs a rule once for all nodes: what it asks of `$this` is all that its shape aims at."""
    for row in sparql.solutions(quads, rule.select):
        yield row["this"], None, row["value"]


def _finding(result: Result) -> Finding:
    place = _short(result.focus)
    if result.path and result.value is not None:
        return Finding(result.severity, f"{place} {_short(result.path)} {_short(result.value)}", result.message)
    more = result.said if result.value is None else f"it is {_short(result.value)}"
    return Finding(result.severity, place, f"{result.message}; {more}" if more else result.message)


@cache
def _graph() -> ox.Store:
    quads = ox.Store()
    quads.load(path=str(shipped("ontology") / "shapes.ttl"), format=ox.RdfFormat.TURTLE)
    return quads


@cache
def _compiled() -> shacl.Shapes:
    """The shapes without their rules in SPARQL."""
    triples: Iterable[ox.Triple] = (quad.triple for quad in _graph() if quad.predicate != SPARQL)
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return shacl.Shapes.from_text(text.decode("utf8"), "ntriples")


def _plain(term: sparql.Term | None) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _unquoted(term: str) -> str:
    """The plain text of a term of N-Triples."""
    if not term.startswith('"'):
        return term[1:-1] if term.startswith("<") else term
    (quad,) = ox.parse(f"<a:> <a:> {term} .", format=ox.RdfFormat.N_TRIPLES)
    return _plain(quad.object)


def _short(text: str) -> str:
    ours = any(text.startswith(namespace) for namespace in vocab.PREFIXES.values())
    return graph.short(text) if ours else text

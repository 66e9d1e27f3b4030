from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import SH, BNode, Graph
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor

from kg.validate import shapes

# What breaks a shape: severity, focus, property, message, value.
Broken = tuple[str, str, str | None, str, str | None]
Validator = Callable[[str], set[Broken]]

ONTOLOGY = Path(__file__).parent.parent.parent / "ontology"


@pytest.fixture(scope="session")
def good() -> str:
    """A sound graph that uses everything the shapes speak of, in Turtle."""
    return Path(__file__).with_name("good.ttl").read_text("utf8")


@pytest.fixture(scope="session")
def fast() -> Validator:
    """Ours."""

    def broken(turtle: str) -> set[Broken]:
        quads = ox.Store()
        quads.load(turtle.encode(), format=ox.RdfFormat.TURTLE)
        found = shapes.results(quads)
        return {(one.severity, _same(one.focus), one.path, one.message, _same(one.value)) for one in found}

    return broken


@pytest.fixture(scope="session")
def referee() -> Validator:
    """Pyshacl, with the shapes as they are published and the ontology beside the data."""
    rules = Graph().parse(ONTOLOGY / "shapes.ttl")
    known = Graph().parse(ONTOLOGY / "kg.ttl")

    def broken(turtle: str) -> set[Broken]:
        data = Graph().parse(data=turtle, format="turtle")
        for triple in known:
            data.add(triple)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(SPARQLProcessor, "query", _prepared(SPARQLProcessor.query))
            conforms, report, _ = pyshacl.validate(data, shacl_graph=rules, inplace=True)
        # not those that only explain another one (sh:detail)
        found = {_broken(report, node) for node in report.objects(None, SH.result)}
        assert conforms == (not found)
        return found

    return broken


def _broken(report: Graph, node) -> Broken:
    severity = "error" if report.value(node, SH.resultSeverity) == SH.Violation else "warning"
    focus, message = report.value(node, SH.focusNode), report.value(node, SH.resultMessage)
    value, path = report.value(node, SH.value), report.value(node, SH.resultPath)
    free = report.value(node, SH.sourceConstraintComponent) == SH.SPARQLConstraintComponent
    where = str(path) if free and path is not None else None
    return severity, _same(_text(focus)), where, str(message), _same(_text(value))


def _text(node) -> str | None:
    return node if node is None else node.n3() if isinstance(node, BNode) else str(node)


def _same(node: str | None) -> str | None:
    """Blank nodes have no name that two programs would share."""
    return "_:" if node and node.startswith("_:") else node


@cache
def _query(text: str, names: tuple[tuple[str, str], ...]):
    return prepareQuery(text, initNs=dict(names))


def _prepared(query):
    """Pyshacl asks the same for every node: each query is read once, which is most of the time."""

    def run(self, text, bindings=None, names=None, base=None, debug=False):
        spaces = tuple(sorted((prefix, str(iri)) for prefix, iri in (names or {}).items()))
        return query(self, _query(text, spaces) if isinstance(text, str) else text, bindings, names, base, debug)

    return run
